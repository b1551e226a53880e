// Package host says which host names are the mock's own: those that the control API answers to, those that certificates
// are made for, and those that a client may ask for when the mock is its proxy.
package host
