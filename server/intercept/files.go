package intercept

import (
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// The files of a directory that keeps an authority, and what stands in them.
const (
	certificateFile  = "ca.pem"
	keyFile          = "ca-key.pem"
	certificateBlock = "CERTIFICATE"
	keyBlock         = "PRIVATE KEY"
)

// readPair reads the user's own certificate.
func readPair(certFile, keyFile string) (*tls.Certificate, error) {
	if certFile == "" || keyFile == "" {
		return nil, errors.New("--tls-cert and --tls-key belong together, only one of them is given")
	}
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return nil, fmt.Errorf("--tls-cert, --tls-key: %w", err)
	}
	return &pair, nil
}

// keep reads the authority from a directory, or makes one there.
func keep(directory string, names, domains []string) (*root, error) {
	kept, err := ReadKept(directory)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return create(directory, slices.Concat(names, domains))
	case err != nil:
		return nil, err
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(directory, certificateFile), filepath.Join(directory, keyFile))
	if err != nil {
		return nil, fmt.Errorf("--tls-dir: %s does not go with %s: %w", keyFile, certificateFile, err)
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok || !pair.Leaf.IsCA {
		return nil, fmt.Errorf("--tls-dir: %s holds another authority than one of mockserver's own", directory)
	}
	made := &root{pair.Leaf, key, kept}
	return made, made.check(directory, slices.Concat(names, domains))
}

// Exposed returns the path of the key that a directory keeps when others than its owner can read it, empty when not: who
// has it can pass for the vendors to every client that trusts the authority.
func Exposed(directory string) string {
	path := filepath.Join(directory, keyFile)
	info, err := os.Stat(path)
	if directory == "" || err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return ""
	}
	return path
}

// ReadKept reads the certificate of the authority that a directory keeps.
func ReadKept(directory string) ([]byte, error) {
	kept, err := os.ReadFile(filepath.Join(directory, certificateFile)) //nolint:gosec // the path is the user's own setting
	if err != nil {
		return nil, fmt.Errorf("--tls-dir: %w", err)
	}
	return kept, nil
}

// check tells whether the authority is still of use.
func (r *root) check(directory string, names []string) error {
	again := fmt.Sprintf("remove %s and %s from %s to have it made anew", certificateFile, keyFile, directory)
	if realTime().After(r.certificate.NotAfter) {
		return fmt.Errorf("--tls-dir: the authority expired on %s; %s", r.certificate.NotAfter.Format("2006-01-02"), again)
	}
	leaf, err := r.issue(names)
	if err != nil {
		return err
	}
	parsed, err := x509.ParseCertificate(leaf.Certificate[0])
	if err != nil {
		return err
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(r.certificate)
	if _, err = parsed.Verify(x509.VerifyOptions{Roots: trusted, CurrentTime: realTime()}); err != nil {
		return fmt.Errorf("--tls-dir: the authority was made for other names (%w); %s", err, again)
	}
	return nil
}

// create makes an authority and keeps it. The key comes first, and neither replaces a file.
func create(directory string, names []string) (*root, error) {
	made, err := newRoot(names)
	if err != nil {
		return nil, err
	}
	key, err := x509.MarshalPKCS8PrivateKey(made.key)
	if err != nil {
		return nil, fmt.Errorf("--tls-dir: %w", err)
	}
	if err = os.MkdirAll(directory, 0o700); err != nil {
		return nil, fmt.Errorf("--tls-dir: %w", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: key})
	if err = write(filepath.Join(directory, keyFile), text, 0o600); err != nil {
		return nil, err
	}
	return made, write(filepath.Join(directory, certificateFile), made.pem, 0o644)
}

func write(path string, text []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode) //nolint:gosec // the path is the user's own setting
	if err != nil {
		return fmt.Errorf("--tls-dir: %w", err)
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
}
