package intercept

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// most is how many tunnels may be open at once; handOver, how long one may wait to be served.
const (
	most     = 1000
	handOver = 5 * time.Second
)

// Tunnels turns CONNECT requests for the vendors' hosts into connections to be served: it is the listener that gives
// them, already speaking TLS, to the same http.Server as all others, whose timeouts and whose stop hold for them, too.
type Tunnels struct {
	hosts  []string
	config *tls.Config
	slots  chan struct{}
	made   chan net.Conn
	closed chan struct{}
	once   sync.Once
	served atomic.Bool
}

// Refusal is why a CONNECT request got no tunnel.
type Refusal struct {
	Status int
	Detail string
}

// NewTunnels makes tunnels to the hosts, which end at the authority's certificates.
func NewTunnels(hosts []string, authority *Authority) *Tunnels {
	return &Tunnels{
		hosts: hosts, config: authority.Config(), slots: make(chan struct{}, most),
		made: make(chan net.Conn), closed: make(chan struct{}),
	}
}

// Connect answers a CONNECT request: nil when the connection is a tunnel from now on.
func (t *Tunnels) Connect(w http.ResponseWriter, r *http.Request) *Refusal {
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil || port != "443" || !slices.Contains(t.hosts, strings.ToLower(host)) {
		return &Refusal{http.StatusForbidden, fmt.Sprintf("the mock stands in for %s on port 443 and passes nothing on, not to %.100q either; the setting allow_host adds names", strings.Join(t.hosts, ", "), r.Host)}
	}
	if !t.served.Load() {
		return &Refusal{http.StatusNotImplemented, "nobody serves tunnels here: hand Server.Tunnels() to http.Server.Serve"}
	}
	select {
	case t.slots <- struct{}{}:
	default:
		return &Refusal{http.StatusServiceUnavailable, fmt.Sprintf("there are %d tunnels open, and no more at once", most)}
	}
	connection, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		<-t.slots
		return &Refusal{http.StatusNotImplemented, "a tunnel needs a connection of its own, in HTTP/1.1"}
	}
	t.open(&tunnel{Conn: connection, early: buffered.Reader, release: func() { <-t.slots }})
	return nil
}

// open tells the client that its tunnel is there and gives it to whoever serves.
func (t *Tunnels) open(raw *tunnel) {
	_ = raw.SetWriteDeadline(realTime().Add(handOver))
	if _, err := raw.Write([]byte("HTTP/1.1 200 Connection established\r\n\r\n")); err != nil {
		_ = raw.Close()
		return
	}
	_ = raw.SetWriteDeadline(time.Time{})
	timer := time.NewTimer(handOver)
	defer timer.Stop()
	select {
	case t.made <- tls.Server(raw, t.config):
	case <-t.closed:
		_ = raw.Close()
	case <-timer.C:
		_ = raw.Close()
	}
}

// Listen is the listener, from now on in use: before, CONNECT is refused.
func (t *Tunnels) Listen() net.Listener {
	t.served.Store(true)
	return t
}

// Accept waits for the next tunnel.
func (t *Tunnels) Accept() (net.Conn, error) {
	select {
	case connection := <-t.made:
		return connection, nil
	case <-t.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept. Tunnels that were handed over stay with whoever serves them.
func (t *Tunnels) Close() error {
	t.once.Do(func() { close(t.closed) })
	return nil
}

// Addr is no address that one could call.
func (t *Tunnels) Addr() net.Addr { return tunnelAddress{} }

type tunnelAddress struct{}

func (tunnelAddress) Network() string { return "tunnel" }
func (tunnelAddress) String() string  { return "CONNECT" }

// tunnel is a connection that was taken from its HTTP server. What the server had read of it already comes first.
type tunnel struct {
	net.Conn
	early   *bufio.Reader
	once    sync.Once
	release func()
}

// Read gives the early bytes, then the connection's own.
func (t *tunnel) Read(into []byte) (int, error) {
	if t.early.Buffered() > 0 {
		return t.early.Read(into[:min(len(into), t.early.Buffered())])
	}
	return t.Conn.Read(into)
}

// Close ends the tunnel and makes room for another.
func (t *tunnel) Close() error {
	t.once.Do(t.release)
	return t.Conn.Close()
}
