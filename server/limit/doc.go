// Package limit counts requests against a vendor's rate limit on the clock of a sandbox: a [TokenBucket] and a fixed
// [Window]. A limiter belongs to one credential; it has no goroutine and grows with nothing.
//
// Time runs backwards only when somebody sets the sandbox's clock back, and then every limit starts afresh. Requests
// that merely arrive out of order are counted at the latest instant seen.
package limit
