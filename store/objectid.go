package store

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/fnv"
	"time"
)

// ObjectID is the identifier of Huntr's and JusRecruit's records, printed as 24 lower-case hex digits: the second of
// creation in four bytes, then three bytes that name the source of ids and five that count. So the order of ids is
// the order of creation, also within one second.
type ObjectID [12]byte

// ErrObjectID says that a text is not 24 hex digits.
var ErrObjectID = errors.New("not 24 hex digits")

// IDSource names a source of ids, so that two sources hardly ever make the same one.
type IDSource [3]byte

// NewIDSource derives a source from a name. Its first hex digit is always "a": an id of digits around a single "e"
// would be read as a floating-point number by clients that guess types (Huntr reference, A2).
func NewIDSource(name string) IDSource {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(name))
	sum := hash.Sum(nil)
	return IDSource{0xa0 | sum[1]&0x0f, sum[2], sum[3]}
}

// NewObjectID makes the n-th id of a source, created at the given instant.
func NewObjectID(at time.Time, source IDSource, n uint64) ObjectID {
	var id ObjectID
	binary.BigEndian.PutUint32(id[:], uint32(at.Unix())) //nolint:gosec // ids hold 32 bits of seconds, to the year 2106
	copy(id[4:], source[:])
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], n)
	copy(id[7:], counter[3:])
	return id
}

// FirstObjectID is the smallest id that can be created in a Unix second: a bound for ranges.
func FirstObjectID(second uint32) ObjectID {
	var id ObjectID
	binary.BigEndian.PutUint32(id[:], second)
	return id
}

// ParseObjectID reads 24 hex digits of either case.
func ParseObjectID(text string) (ObjectID, error) {
	var id ObjectID
	if len(text) != 2*len(id) {
		return id, ErrObjectID
	}
	if _, err := hex.Decode(id[:], []byte(text)); err != nil {
		return ObjectID{}, ErrObjectID
	}
	return id, nil
}

// Second is the Unix second in which the id was created.
func (id ObjectID) Second() int64 { return int64(binary.BigEndian.Uint32(id[:])) }

// String prints 24 lower-case hex digits.
func (id ObjectID) String() string { return hex.EncodeToString(id[:]) }

// IsZero tells whether this is no id at all.
func (id ObjectID) IsZero() bool { return id == ObjectID{} }

// AppendText appends the 24 digits; it never fails (encoding.TextAppender, which encoding/json uses).
func (id ObjectID) AppendText(dst []byte) ([]byte, error) { return hex.AppendEncode(dst, id[:]), nil }

// MarshalText prints the 24 digits; it never fails.
func (id ObjectID) MarshalText() ([]byte, error) { return id.AppendText(nil) }

// CompareObjectIDs orders ids by creation.
func CompareObjectIDs(a, b ObjectID) int {
	if c := cmp.Compare(binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(b[:8])); c != 0 {
		return c
	}
	return cmp.Compare(binary.BigEndian.Uint32(a[8:]), binary.BigEndian.Uint32(b[8:]))
}
