package provider

import (
	"mockserver/seeds"
	"mockserver/store"
)

// Action is something that people do in the vendor's product, for a test to have it done: POST
// /_mock/actions/<provider>/<action>.
type Action struct {
	Name    string // "move-job"
	Summary string // what happens, in one sentence
	Label   Label
	Body    []seeds.Key // what its body takes

	// Run does it in a transaction. What is wrong with the body, or forbids the action, it reports to the body, and
	// then whatever it changed is undone.
	Run func(tx *store.Tx, body seeds.Node)
}

// NewAction makes an action whose body is a struct with `seed` tags.
func NewAction[B any](name, summary string, label Label, run func(tx *store.Tx, file *seeds.File, body *B)) Action {
	var empty B
	return Action{
		Name: name, Summary: summary, Label: label, Body: seeds.Keys(empty),
		Run: func(tx *store.Tx, node seeds.Node) {
			var body B
			if node.Decode(&body); node.Err() == nil {
				run(tx, node.File, &body)
			}
		},
	}
}
