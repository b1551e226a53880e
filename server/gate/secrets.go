package gate

import (
	"net/url"
	"slices"
	"strings"
)

// withoutSecrets replaces the values of the query parameters that hold a credential.
func withoutSecrets(target string, secrets []string) string {
	path, query, found := strings.Cut(target, "?")
	if !found || len(secrets) == 0 {
		return target
	}
	parts := strings.Split(query, "&")
	found = false
	for i, part := range parts {
		if isSecret(part, secrets) {
			name, _, _ := strings.Cut(part, "=")
			parts[i], found = name+"=[REDACTED]", true
		}
	}
	if !found {
		return target
	}
	return path + "?" + strings.Join(parts, "&")
}

// isSecret reports whether a part of a query holds a credential. api_key[] and API_KEY do so by mistake.
func isSecret(part string, secrets []string) bool {
	sent, _, _ := strings.Cut(part, "=")
	name, err := url.QueryUnescape(sent)
	if err != nil {
		name = sent
	}
	name, _, _ = strings.Cut(name, "[")
	return slices.ContainsFunc(secrets, func(secret string) bool { return strings.EqualFold(secret, strings.TrimSpace(name)) })
}
