// Package provider says what an emulated vendor API is, so that the vendors on one side and the gates, the control API
// and the webhooks on the other need not know each other: a [Provider] lists [Route]s with their [Handler]s, has a
// [Dialect] that gives its refusals the vendor's words, and loads its section of a seed.
package provider
