package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzConfig reads config files: none panics, and one that is refused says where.
func FuzzConfig(f *testing.F) {
	for _, text := range []string{"addr: :1\n", "huntr: {max_limit: 7}\n", "huntr:\n  members: []\n", "a: &a [*a]", "seed: !env X", "addr: [1]", "{}", "\ufeffaddr: x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "mock.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := resolve(layer{"config": {path, "--config"}}, nil)
		if err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("the error does not name the file: %v", err)
		}
	})
}

// FuzzAddress reads HOST:PORT: what is accepted can be asked.
func FuzzAddress(f *testing.F) {
	for _, text := range []string{":1", "localhost:8888", "[::1]:0", " :8 ", "a b:1", "127.0.0.1.:1", "[fe80::1%eth0]:1", "1:2:3", ":99999", "\x00:1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var a address
		if !a.set("--addr", value{text, "--addr"}) {
			return
		}
		if a.port < 0 || a.port > 65535 || strings.ContainsAny(a.host, " \t\n") {
			t.Errorf("%q is taken for %+v", text, a)
		}
		_ = reachable(a.host, a.port)
	})
}
