package server

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strconv"

	"mockserver/server/host"
	"mockserver/server/intercept"
)

// TLSError says what is wrong with the files of Options.TLS.
type TLSError struct{ error }

// Unwrap gives the error itself.
func (e TLSError) Unwrap() error { return e.error }

// intercept prepares the certificates and the tunnels for the server's host names.
func (s *Server) intercept(o Options) error {
	var vendors []string
	for _, p := range s.providers {
		vendors = append(vendors, p.Hosts...)
	}
	s.hosts = host.New(vendors, o.AllowHosts)
	o.TLS.Names, o.TLS.Domains = s.hosts.Certificates(), s.hosts.Domains()
	var err error
	if path := intercept.Exposed(o.TLS.Directory); path != "" {
		o.Log.Warn("the key of the certificate authority can be read by others; clients that trust the authority can be deceived with it", "file", path, "mend", "chmod 600")
	}
	if s.authority, err = intercept.New(o.TLS); err != nil {
		return TLSError{err}
	}
	s.tunnels = intercept.NewTunnels(s.hosts.Tunnels(), s.authority)
	return nil
}

// TLSConfig is how to speak TLS as the vendors' hosts, localhost and the loopback addresses.
func (s *Server) TLSConfig() *tls.Config { return s.authority.Config() }

// HostNames lists the names and addresses that certificates are made for.
func (s *Server) HostNames() []string { return s.hosts.Certificates() }

// Tunnels is the listener of connections that clients asked for by CONNECT. Serve it by the same http.Server as the
// others; until it is taken CONNECT is refused. Close it, or that server, when done.
func (s *Server) Tunnels() net.Listener { return s.tunnels.Listen() }

// connect answers CONNECT, what a client behind a proxy setting sends before it speaks https.
func (s *Server) connect(w http.ResponseWriter, r *http.Request) {
	refusal := s.tunnels.Connect(w, r)
	if refusal == nil {
		s.log.Debug("tunnel", "host", r.Host)
		return
	}
	s.problem(w, r, refusal.Status, refusal.Detail)
}

// caPEM hands out the certificate of the authority, for clients to trust.
func (s *Server) caPEM(w http.ResponseWriter, r *http.Request) {
	text, err := s.authority.PEM()
	switch {
	case errors.Is(err, intercept.ErrOwnCertificate):
		s.problem(w, r, http.StatusNotFound, err.Error())
	case err != nil:
		s.problem(w, r, http.StatusInternalServerError, err.Error())
	default:
		w.Header().Set("Content-Type", "application/x-pem-file")
		w.Header().Set("Content-Length", strconv.Itoa(len(text)))
		s.logged(r, http.StatusOK)
		_, _ = w.Write(text) // a client that went away is no concern of the mock
	}
}

// problem answers with a problem document. It has no base URLs: the host of the request may be somebody else's.
func (s *Server) problem(w http.ResponseWriter, r *http.Request, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	s.json(w, r, status, problem{Title: http.StatusText(status), Status: status, Detail: detail})
}
