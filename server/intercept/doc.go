// Package intercept lets clients that were made for the vendors' https addresses reach the mock unchanged: it makes the
// certificates for the vendors' host names, and answers CONNECT (what a client behind a proxy setting sends first) for
// those hosts by TLS of its own. Nothing is passed on to anybody.
//
// The certificate authority is limited to the names it was made for (RFC 5280, 4.2.1.10), so that whoever trusts it for
// a test trusts nothing else.
package intercept
