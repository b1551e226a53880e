package provider

import (
	"fmt"
	"time"
)

// Mint is what a test asks of a new credential. What is empty is as much as the vendor can give.
type Mint struct {
	Token       string // 64 hex digits to make the token of
	Own         string // a token of the caller's own, to take instead; empty: none
	Name        string
	Scope       string
	Access      string
	Permissions []string // nil: all; empty: none
	ExpiresAt   time.Time
	Now         time.Time
}

// FieldError says what is wrong with one field of a request to the mock itself.
type FieldError struct{ Field, Reason string }

func (e *FieldError) Error() string { return e.Field + ": " + e.Reason }

// BadField makes a FieldError with a formatted reason.
func BadField(field, reason string, args ...any) error {
	return &FieldError{Field: field, Reason: fmt.Sprintf(reason, args...)}
}
