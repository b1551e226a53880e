package teamtailor

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestOnlyLocalAddressesAreCalled has a row for each kind of address that a résumé's URL may resolve to.
func TestOnlyLocalAddressesAreCalled(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"127.0.0.1:80", "127.255.0.1:80", "[::1]:80", "10.0.0.1:80", "10.255.255.255:80", "172.16.0.1:80", "172.31.255.255:80", "192.168.0.1:80", "192.168.255.1:80",
		"[fc00::1]:80", "[fd12:3456::1]:80", "[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80",
	} {
		assert.NoError(t, checkAddress("tcp", address, nil), address)
	}
	for _, address := range []string{
		"169.254.169.254:80", "[::ffff:169.254.169.254]:80", "[fe80::1]:80", "[fe80::1%eth0]:80", "0.0.0.0:80", "[::]:80", "[::ffff:0.0.0.0]:80",
		"93.184.216.34:80", "[::ffff:93.184.216.34]:80", "[2606:2800:220:1::1]:80", "172.15.255.255:80", "172.32.0.1:80", "192.167.0.1:80", "11.0.0.1:80",
		"100.100.100.200:80", "224.0.0.1:80", "255.255.255.255:80", "[fec0::1]:80", "[ff02::1]:80", "[64:ff9b::a00:1]:80",
	} {
		assert.ErrorIs(t, checkAddress("tcp", address, nil), errAddress, address)
	}
	assert.Error(t, checkAddress("tcp", "localhost:80", nil), "a name that was not resolved")
}
