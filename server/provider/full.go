package provider

import (
	"errors"
	"fmt"

	"mockserver/store"
)

// ErrFull says that a sandbox has as many of something as it may have.
var ErrFull = errors.New("there is no room for another")

// Full makes an error that is ErrFull, with what there is too much of: "faults".
func Full(bound int, what string) error {
	return fmt.Errorf("%w: the sandbox has %d %s already; remove some", ErrFull, bound, what)
}

// maxEndpoints bounds the webhook endpoints of a provider in a sandbox.
const maxEndpoints = 1000

// Room fails with ErrFull when the sandbox has as many endpoints of the provider as it may have.
func (w *Webhooks) Room(tx *store.Tx) error {
	if w.Table.Len(tx) >= maxEndpoints {
		return Full(maxEndpoints, "webhook endpoints")
	}
	return nil
}
