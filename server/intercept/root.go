package intercept

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"net"
	"time"

	"mockserver/store"
)

// root is a certificate authority.
type root struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	pem         []byte
}

// realTime is what it says: clients hold validity against it, whatever a sandbox's clock says.
func realTime() time.Time { return store.NewClock(time.Time{}, store.Running).Now() }

// newRoot makes an authority that may only vouch for the names and for the names below them.
func newRoot(names []string) (*root, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the authority's key: %w", err)
	}
	now := realTime()
	template := &x509.Certificate{
		Subject:   pkix.Name{CommonName: "mockserver test authority", Organization: []string{"mockserver, for tests only"}},
		NotBefore: now.Add(-24 * time.Hour), NotAfter: now.AddDate(10, 0, 0),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		PermittedDNSDomainsCritical: true,
	}
	for _, name := range names {
		if address := net.ParseIP(name); address != nil {
			template.PermittedIPRanges = append(template.PermittedIPRanges, only(address))
		} else {
			template.PermittedDNSDomains = append(template.PermittedDNSDomains, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("make the authority: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("make the authority: %w", err)
	}
	return &root{certificate, key, pem.EncodeToMemory(&pem.Block{Type: certificateBlock, Bytes: der})}, nil
}

// only is the range of one address.
func only(address net.IP) *net.IPNet {
	if four := address.To4(); four != nil {
		address = four
	}
	bits := 8 * len(address)
	return &net.IPNet{IP: address, Mask: net.CIDRMask(bits, bits)}
}

// issue makes one certificate for all names. It is valid for a year: some systems refuse those that are valid for more
// than 825 days, whoever made them.
func (r *root) issue(names []string) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a certificate's key: %w", err)
	}
	now := realTime()
	template := &x509.Certificate{
		Subject:   pkix.Name{CommonName: "mockserver"},
		NotBefore: now.Add(-24 * time.Hour), NotAfter: now.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	for _, name := range names {
		if address := net.ParseIP(name); address != nil {
			template.IPAddresses = append(template.IPAddresses, address)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, r.certificate, &key.PublicKey, r.key)
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	return &tls.Certificate{Certificate: [][]byte{der, r.certificate.Raw}, PrivateKey: key}, nil
}
