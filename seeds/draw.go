package seeds

import (
	"hash/fnv"
	"strings"

	"github.com/brianvoe/gofakeit/v6"
)

// Draw is the address of a random draw: a seed and a path. The same address always draws the same, and no draw
// changes another, so one more field or record leaves all others as they were.
type Draw struct{ state uint64 }

// NewDraw is the root of a seed's draws.
func NewDraw(seed int64) Draw { return Draw{mix(uint64(seed))} } //nolint:gosec // any 64 bits are a seed

// At is the address one name further down.
func (d Draw) At(name string) Draw {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(name))
	return Draw{mix(d.state ^ hash.Sum64())}
}

// Item is the address one numbered record further down.
func (d Draw) Item(number int) Draw { return Draw{mix(d.state + uint64(number)*golden)} } //nolint:gosec // counts are not negative

// Below draws a whole number from 0 to n-1.
func (d Draw) Below(n int64) int64 {
	return int64(d.state % uint64(n)) //nolint:gosec // less than n, which is positive
}

// Between draws a whole number from least to most, both included.
func (d Draw) Between(least, most int64) int64 { return least + d.Below(most-least+1) }

// Chance is true in so many of a hundred draws.
func (d Draw) Chance(percent int64) bool { return d.Below(100) < percent }

// Bucket draws one of n things so that one more takes a share from all others and moves nothing between them (Lamping
// and Veach's jump consistent hash). It is for relations to records whose number may change.
func (d Draw) Bucket(n int) int {
	key, bucket, next := d.state, int64(-1), int64(0)
	for next < int64(n) {
		bucket = next
		key = key*2862933555777941757 + 1
		next = int64(float64(bucket+1) * (float64(1<<31) / float64(key>>33+1)))
	}
	return int(bucket)
}

// Pick draws one of some things.
func Pick[T any](d Draw, from []T) T { return from[d.Below(int64(len(from)))] }

// FirstName draws a given name.
func (d Draw) FirstName() string { return d.faker().FirstName() }

// LastName draws a family name.
func (d Draw) LastName() string { return d.faker().LastName() }

// City draws a city's name.
func (d Draw) City() string { return d.faker().City() }

// Street draws a house number and street.
func (d Draw) Street() string { return d.faker().Street() }

// Slug turns a name into lower-case letters and digits, for e-mail addresses and domains.
func Slug(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
}

func (d Draw) faker() *gofakeit.Faker { return gofakeit.NewCustom(&splitmix{d.state}) }

const golden = 0x9e3779b97f4a7c15

// splitmix is the generator SplitMix64: tiny, fast, and good enough to pick names.
type splitmix struct{ state uint64 }

func (s *splitmix) Uint64() uint64 {
	s.state += golden
	return mix(s.state)
}

func (s *splitmix) Int63() int64 { return int64(s.Uint64() >> 1) }

func (s *splitmix) Seed(seed int64) { s.state = uint64(seed) } //nolint:gosec // any 64 bits are a seed

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
