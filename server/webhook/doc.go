// Package webhook tells the endpoints of every sandbox what happened in it, as the vendors do, and remembers what came
// of it: a queue a sandbox that is due by the sandbox's clock, a log of deliveries with both sides of every exchange,
// replays, and probes that try how careful a receiver is.
//
// Payloads, signatures and what counts as received are the vendors' (provider.Webhooks); schedules, bounds and words
// are the mock's own, since no vendor documents them.
//
// Coarser than the vendors: nothing survives the process.
package webhook
