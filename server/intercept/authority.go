package intercept

import (
	"crypto/tls"
	"errors"
	"slices"
	"strings"
	"sync"
)

// ErrOwnCertificate says that the certificate is the user's own, so that there is no authority of the mock to hand out.
var ErrOwnCertificate = errors.New("the certificate was given by --tls-cert, the mock has no authority of its own")

// Options say which certificates there are. The zero value is an authority kept in memory.
type Options struct {
	Names             []string // host names and addresses that certificates are made for
	Domains           []string // domains for whose names a certificate is made when a client asks for one
	Directory         string   // where the authority is kept between starts; empty for nowhere
	CertFile, KeyFile string   // the user's own certificate, instead of any that is made
}

// Authority is where certificates come from. Nothing is made before it is needed, so that a server whose TLS nobody uses
// starts as fast as one without. Safe for concurrent use.
type Authority struct {
	domains []string
	root    func() (*root, error)
	leaf    func() (*tls.Certificate, error) // for all names
}

// New returns the authority. What stands in files is read now, so that a bad file stops the start.
func New(o Options) (*Authority, error) {
	a := &Authority{domains: o.Domains}
	switch {
	case o.CertFile != "" || o.KeyFile != "":
		own, err := readPair(o.CertFile, o.KeyFile)
		if err != nil {
			return nil, err
		}
		a.domains = nil
		a.root = func() (*root, error) { return nil, ErrOwnCertificate }
		a.leaf = func() (*tls.Certificate, error) { return own, nil }
		return a, nil
	case o.Directory != "":
		kept, err := keep(o.Directory, o.Names, o.Domains)
		if err != nil {
			return nil, err
		}
		a.root = func() (*root, error) { return kept, nil }
	default:
		a.root = sync.OnceValues(func() (*root, error) { return newRoot(slices.Concat(o.Names, o.Domains)) })
	}
	a.leaf = sync.OnceValues(func() (*tls.Certificate, error) {
		made, err := a.root()
		if err != nil {
			return nil, err
		}
		return made.issue(o.Names)
	})
	return a, nil
}

// PEM is the authority's certificate, for clients to trust. It fails with ErrOwnCertificate when there is none.
func (a *Authority) PEM() ([]byte, error) {
	made, err := a.root()
	if err != nil {
		return nil, err
	}
	return made.pem, nil
}

// Config is how to speak TLS with these certificates: 1.2 or later, HTTP/2 where the client wants it.
func (a *Authority) Config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"h2", "http/1.1"},
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) { return a.certificate(hello.ServerName) },
	}
}

// certificate returns the certificate for all names, or one of its own for a name of a domain: a wildcard would stand for
// one label only. It is made for each handshake, which costs less than the handshake, and kept nowhere.
func (a *Authority) certificate(name string) (*tls.Certificate, error) {
	name = strings.ToLower(name)
	if !slices.ContainsFunc(a.domains, func(domain string) bool { return strings.HasSuffix(name, "."+domain) }) {
		return a.leaf()
	}
	made, err := a.root()
	if err != nil {
		return nil, err
	}
	return made.issue([]string{name})
}
