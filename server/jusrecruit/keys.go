package jusrecruit

import (
	"cmp"
	"slices"
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// Key is what an API key carries beyond its credential: store.Credential.Rights. It is never changed.
type Key struct {
	ID          store.ObjectID
	Permissions permissions
	Rate        int // requests a second, 0 for no limit
	Burst       int
	CreatedAt   instant
}

func keyOf(credential *store.Credential) *Key { return credential.Rights.(*Key) }

// isKey tells whether a text has the form of the vendor's keys (page, "API Key Security Best Practices", and the
// published environment).
func isKey(text string) bool {
	digits, ok := strings.CutPrefix(text, "jc_")
	return ok && len(digits) == 64 && strings.Trim(digits, "0123456789abcdef") == ""
}

// preview masks a key as the vendor's own pages might (inferred: reference, B3).
func preview(token string) string { return token[:len("jc_0000")] + "..." + token[len(token)-4:] }

// describe says a key's rights in a few words; see provider.Provider.Describe.
func describe(credential store.Credential) string {
	words := keyOf(&credential).Permissions.String()
	if !credential.ExpiresAt.IsZero() {
		words += ", until " + credential.ExpiresAt.UTC().Format("2006-01-02 15:04:05 MST")
	}
	return words
}

func newKeyDocument(credential *store.Credential) keyDocument {
	key := keyOf(credential)
	document := keyDocument{
		ID: key.ID, Name: credential.Name, KeyPreview: preview(credential.Token), Permissions: key.Permissions.names(),
		ExpiresAt: instantOrNull(credential.ExpiresAt), CreatedAt: key.CreatedAt, CreatedBy: optional(credential.CreatedBy),
	}
	if at, used := credential.LastUse(); used {
		document.LastUsedAt = instantOrNull(at)
	}
	return document
}

// keys lists the keys of the request's sandbox, the oldest first.
func keys(r *provider.Request) []*store.Credential {
	all := r.Sandbox.Credentials(name)
	slices.SortStableFunc(all, func(a, b *store.Credential) int {
		one, other := keyOf(a), keyOf(b)
		return cmp.Or(cmp.Compare(one.CreatedAt, other.CreatedAt), store.CompareObjectIDs(one.ID, other.ID))
	})
	return all
}

// listKeys answers with all keys, masked: a key is shown once, when it is made, and only in the vendor's own pages
// (page, "Creating API Keys").
func (j *JusRecruit) listKeys(r *provider.Request) (provider.Response, error) {
	q := readQuery(r)
	p := q.page()
	if q.problem != nil {
		return provider.Response{}, q.problem
	}
	all := keys(r)
	slices.Reverse(all)
	all = all[:p.of(len(all))]
	from := min(p.skip(), len(all))
	documents := make([]keyDocument, 0, p.limit)
	for _, credential := range all[from:min(from+p.limit, len(all))] {
		documents = append(documents, newKeyDocument(credential))
	}
	body := append(opened(r), provider.JSON(documents)...)
	return closed(appendPagination(body, p, len(all))), nil
}

func (j *JusRecruit) showKey(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "apiKeyId")
	for _, credential := range r.Sandbox.Credentials(name) {
		if keyOf(credential).ID == id.ObjectID {
			return closed(append(opened(r), provider.JSON(newKeyDocument(credential))...)), nil
		}
	}
	return provider.Response{}, missing("API key", "no API key has the id %.80q", id.text)
}
