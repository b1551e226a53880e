package webhook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"

	"mockserver/server/outbound"
)

// trouble says in words why there is no whole answer.
func trouble(err error, status int, timeout time.Duration) string {
	what := noAnswer(err, timeout)
	if status != 0 {
		return fmt.Sprintf("answered %d, but the answer did not end: %s", status, what)
	}
	return what
}

func noAnswer(err error, timeout time.Duration) string {
	var refused *outbound.RefusedError
	var unknown *net.DNSError
	switch {
	case errors.As(err, &refused):
		return "address refused: " + refused.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "timed out after " + timeout.String()
	case errors.Is(err, context.Canceled):
		return "called off"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused: nothing listens there"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.EPIPE):
		return "the receiver closed the connection"
	case errors.As(err, &unknown):
		return "no address is known for the name " + unknown.Name
	default:
		return strings.Replace(plainError(err), "net/http: HTTP/1.x transport connection broken: ", "the answer is not HTTP: ", 1)
	}
}

// plainError is the words of an error without the request in front, which may have a password.
func plainError(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err.Error()
}
