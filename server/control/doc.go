// Package control is the mock's own API, under /_mock: sandboxes, their clocks, rows, credentials, limits, faults,
// journals and webhooks, for tests to drive.
//
// Every operation is a plain method of [Control] or of a [World], one sandbox and all that belongs to it; the HTTP API
// ([Control.ServeHTTP]) and package servertest are thin layers above the same methods. Operations that change more than
// one thing of a world (a reset, a step of the clock) take turns; what a provider's client asks meanwhile goes on.
package control
