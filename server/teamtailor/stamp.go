package teamtailor

import "reflect"

// stampTimes dates a record that has both times.
func (c *change) stampTimes() {
	if c.before == nil {
		c.set("created-at", momentOf(c.now))
	}
	c.stampUpdate()
}

// stampUpdate dates a record that a request alters. Rails writes no record that is as it was, so it comes behind all
// that a resource's rules set.
func (c *change) stampUpdate() {
	if c.before == nil || !reflect.DeepEqual(*c.before, c.record) {
		c.set("updated-at", momentOf(c.now))
	}
}
