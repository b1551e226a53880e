package seeds

// The readers below are for a provider that declares its own fields; Decode uses the same ones.

// String reads a text that must look like one: a number is refused.
func (n Node) String() string { return n.string() }

// Bool reads true or false.
func (n Node) Bool() bool { return n.bool() }

// Integer reads a whole number within bounds, both included.
func (n Node) Integer(least, most int64) int64 { return n.integer(limits{least, most}) }

// Missing reports that a mapping lacks a member it must have. A node of another kind has been reported already.
func (n Node) Missing(name string) {
	if !n.IsMapping() {
		return
	}
	n.faultf(n.Pos(), "%q is missing", name)
	n.about(name, nil)
}

// IntegerSchema is the schema of what Integer reads; a bound that 64 bits impose anyway is left out.
func IntegerSchema(least, most int64) Schema { return limits{least, most}.schema() }

// TextSchema is the schema of what Text reads.
func TextSchema() Schema { return Schema{{"$ref", "#/$defs/text"}} }

// InstantSchema is the schema of what Instant reads.
func InstantSchema() Schema { return Schema{{"$ref", "#/$defs/instant"}} }
