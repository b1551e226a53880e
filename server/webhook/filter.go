package webhook

import "mockserver/store"

// Filter chooses deliveries. What is empty chooses all.
type Filter struct {
	Provider string
	Event    string         // the name of the event
	EventID  string         // the vendor's id of the event
	Endpoint store.ObjectID // zero: any
	State    State
	After    int64 // only those with a greater number
	Limit    int   // at most so many; 0: all
}

func (f *Filter) matches(d *Delivery) bool {
	return d.Number > f.After &&
		(f.Provider == "" || f.Provider == d.Event.Provider) &&
		(f.Event == "" || f.Event == d.Event.Name) &&
		(f.EventID == "" || f.EventID == d.Event.ID) &&
		(f.Endpoint.IsZero() || f.Endpoint == d.Endpoint.ID) &&
		(f.State == "" || f.State == d.State)
}
