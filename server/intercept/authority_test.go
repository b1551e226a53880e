package intercept

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func names() []string { return []string{"api.example.com", "localhost", "127.0.0.1", "::1"} }

// served is the certificate that a client gets.
func served(t *testing.T, a *Authority) *x509.Certificate {
	t.Helper()
	pair, err := a.Config().GetCertificate(new(tls.ClientHelloInfo))
	require.NoError(t, err)
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	require.NoError(t, err)
	return leaf
}

// trusting is a pool with the authority.
func trusting(t *testing.T, a *Authority) (*x509.CertPool, *x509.Certificate) {
	t.Helper()
	text, err := a.PEM()
	require.NoError(t, err)
	block, rest := pem.Decode(text)
	require.Empty(t, rest)
	root, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return pool, root
}

func made(t *testing.T, o Options) *Authority {
	t.Helper()
	a, err := New(o)
	require.NoError(t, err)
	return a
}

func TestCertificatesHoldForTheNames(t *testing.T) {
	t.Parallel()
	a := made(t, Options{Names: names()})
	pool, root := trusting(t, a)
	leaf := served(t, a)
	for _, name := range names() {
		_, err := leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: name})
		assert.NoError(t, err, name)
	}
	_, err := leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: "example.org"})
	assert.Error(t, err)
	assert.Equal(t, leaf.Raw, served(t, a).Raw, "made once")
	assert.Less(t, leaf.NotAfter.Sub(leaf.NotBefore).Hours(), 825*24.0, "what macOS takes")
	assert.True(t, root.IsCA)
}

// TestTheAuthorityVouchesForNothingElse: what it signs for another name is refused by those who trust it.
func TestTheAuthorityVouchesForNothingElse(t *testing.T) {
	t.Parallel()
	mine, err := newRoot(names())
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(mine.certificate)
	for _, name := range []string{"bank.example.org", "10.0.0.1"} {
		pair, err := mine.issue([]string{name})
		require.NoError(t, err)
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		require.NoError(t, err)
		_, err = leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: name})
		assert.ErrorContains(t, err, "not permitted", name)
	}
}

// TestCertificatesForADomain: any name below it gets a certificate of its own, from a kept authority too.
func TestCertificatesForADomain(t *testing.T) {
	t.Parallel()
	kept := Options{Names: names(), Domains: []string{"cluster.example.com"}, Directory: t.TempDir()}
	made(t, kept)
	for _, o := range []Options{{Names: names(), Domains: kept.Domains}, kept} {
		a := made(t, o)
		pool, _ := trusting(t, a)
		for name, want := range map[string]string{"a.b.Cluster.example.com": "a.b.cluster.example.com", "cluster.example.com": "api.example.com", "": "api.example.com", "evilcluster.example.com": "api.example.com"} {
			pair, err := a.Config().GetCertificate(&tls.ClientHelloInfo{ServerName: name})
			require.NoError(t, err)
			leaf, err := x509.ParseCertificate(pair.Certificate[0])
			require.NoError(t, err)
			_, err = leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: want})
			assert.NoError(t, err, name)
		}
	}
	_, err := New(Options{Names: names(), Domains: []string{"other.example.com"}, Directory: kept.Directory})
	assert.ErrorContains(t, err, "other names")
}

func TestADirectoryKeepsTheAuthority(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "made", "here")
	first := made(t, Options{Names: names(), Directory: directory})
	pool, _ := trusting(t, first)
	second := made(t, Options{Names: names(), Directory: directory})
	_, err := served(t, second).Verify(x509.VerifyOptions{Roots: pool, DNSName: "api.example.com"})
	assert.NoError(t, err, "who trusted the first trusts the second")
	info, err := os.Stat(filepath.Join(directory, keyFile))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	_, err = New(Options{Names: append(names(), "more.example.com"), Directory: directory})
	assert.ErrorContains(t, err, "other names")
	assert.ErrorContains(t, err, "remove ca.pem")
	require.NoError(t, os.Remove(filepath.Join(directory, keyFile)))
	_, err = New(Options{Names: names(), Directory: directory})
	assert.ErrorContains(t, err, "--tls-dir")
	require.NoError(t, os.Remove(filepath.Join(directory, certificateFile)))
	require.NoError(t, os.WriteFile(filepath.Join(directory, keyFile), []byte("mine"), 0o600))
	_, err = New(Options{Names: names(), Directory: directory})
	assert.ErrorContains(t, err, "exists", "no file is overwritten")
	kept, err := os.ReadFile(filepath.Join(directory, keyFile))
	require.NoError(t, err)
	assert.Equal(t, "mine", string(kept))
}

func TestACertificateOfOnesOwn(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	made(t, Options{Names: names(), Directory: directory}) // any pair will do
	cert, key := filepath.Join(directory, certificateFile), filepath.Join(directory, keyFile)
	own := made(t, Options{Names: names(), CertFile: cert, KeyFile: key})
	assert.Equal(t, "mockserver test authority", served(t, own).Subject.CommonName)
	_, err := own.PEM()
	assert.ErrorIs(t, err, ErrOwnCertificate)
	for _, o := range []Options{{CertFile: cert}, {KeyFile: key}, {CertFile: key, KeyFile: cert}} {
		_, err := New(o)
		assert.ErrorContains(t, err, "--tls-cert")
	}
}
