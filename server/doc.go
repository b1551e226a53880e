// Package server wires the store, the providers, the gates and the control API into one http.Handler.
package server
