package limit

// Limiter counts the requests of one credential.
type Limiter interface {
	// Take counts a request, if it is allowed.
	Take(at Moment) Verdict
	// Read tells how things stand and counts nothing.
	Read(at Moment) Verdict
	// Place leaves so many requests, which must be from 0 to all of the limit.
	Place(at Moment, remaining int)
	// Copy is a limiter of its own that stands as this one does.
	Copy() Limiter
	// Rejoin brings a limiter that was kept aside to the present: whatever was done to the clock meanwhile, it stands as
	// it did when it was kept, and goes on from there. It is as new when the clock shows an earlier time than it had seen.
	Rejoin(at Moment)
}

var (
	_ Limiter = (*Window)(nil)
	_ Limiter = (*TokenBucket)(nil)
)
