package resume

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Generated is what a seed says in place of a URL for a candidate whose résumé the mock serves.
const Generated = "generated"

// Pattern is the path of every résumé.
const Pattern = base + "/{sandbox}/{provider}/{file}"

const (
	base      = "/files/resumes"
	extension = ".pdf"
)

// Lifetime is how long a link holds (documented: Teamtailor's pages say 30 seconds of a candidate's original résumé).
const Lifetime = 30 * time.Second

// signingKey makes the same signature in every run, so that the same requests get the same bytes. It keeps nothing
// secret: everything that the mock serves is made up.
const signingKey = "mockserver/resume"

// Link says whose résumé a URL leads to, and until when.
type Link struct {
	Sandbox, Provider, Candidate string
	Expires                      time.Time // to the millisecond
}

// URL returns a link that holds from now on. origin is the scheme and host that the client knows the mock by.
func URL(origin, sandbox, provider, candidate string, now time.Time) string {
	l := Link{sandbox, provider, candidate, time.UnixMilli(now.Add(Lifetime).UnixMilli())}
	path := strings.Join([]string{base, url.PathEscape(sandbox), provider, url.PathEscape(candidate) + extension}, "/")
	return fmt.Sprintf("%s%s?expires=%d&signature=%s", origin, path, l.Expires.UnixMilli(), l.signature())
}

// Parse returns what a URL of the mock's own says. It reports false for any other URL, and for one that was changed.
func Parse(u *url.URL) (Link, bool) {
	rest, ours := strings.CutPrefix(u.EscapedPath(), base+"/")
	parts := strings.Split(rest, "/")
	if !ours || len(parts) != 3 || !strings.HasSuffix(parts[2], extension) {
		return Link{}, false
	}
	parts[2] = strings.TrimSuffix(parts[2], extension)
	for i := range parts {
		text, err := url.PathUnescape(parts[i])
		if err != nil {
			return Link{}, false
		}
		parts[i] = text
	}
	query := u.Query()
	milliseconds, err := strconv.ParseInt(query.Get("expires"), 10, 64)
	if err != nil {
		return Link{}, false
	}
	l := Link{parts[0], parts[1], parts[2], time.UnixMilli(milliseconds)}
	return l, hmac.Equal([]byte(query.Get("signature")), []byte(l.signature()))
}

// Expired reports whether a link no longer holds.
func (l Link) Expired(now time.Time) bool { return now.After(l.Expires) }

func (l Link) signature() string {
	mac := hmac.New(sha256.New, []byte(signingKey))
	_, _ = fmt.Fprintf(mac, "%q %q %q %d", l.Sandbox, l.Provider, l.Candidate, l.Expires.UnixMilli())
	return hex.EncodeToString(mac.Sum(nil))
}
