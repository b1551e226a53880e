package teamtailor

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// cast turns a value of a request into one of an attribute, as leniently as Rails does: what makes no sense is null.
func (t *Teamtailor) cast(a *attribute, v value) any {
	switch a.kind {
	case boolean:
		return castBoolean(v)
	case integer:
		return castInteger(v)
	case date:
		return t.castDate(v)
	case texts:
		return castTexts(v)
	case integers:
		return castIntegers(v)
	case picture:
		if standard, ok := v.get("standard"); ok {
			return castText(standard)
		}
		return castText(v)
	default:
		plain, ok := castText(v).(string)
		switch {
		case !ok:
			return nil
		case a.fold:
			return strings.ToLower(strings.TrimSpace(plain))
		default:
			return plain
		}
	}
}

func castText(v value) any {
	switch v.kind {
	case aText, aNumber:
		return v.text
	case aBoolean:
		return strconv.FormatBool(v.truth)[:1] // the database's way: t, f
	default:
		return nil
	}
}

// castBoolean: everything but null, the empty text and the words for false is true.
func castBoolean(v value) any {
	switch {
	case v.kind == aBoolean:
		return v.truth
	case v.kind == aNull || v.text == "":
		return nil
	default:
		is, known := truth(v.text)
		return is || !known
	}
}

func castInteger(v value) any {
	switch v.kind {
	case aBoolean:
		if v.truth {
			return int64(1)
		}
		return int64(0)
	case aNumber, aText:
		number, err := strconv.ParseFloat(strings.TrimSpace(v.text), 64)
		if err != nil || math.Abs(number) > math.MaxInt32 {
			return nil
		}
		return int64(number)
	default:
		return nil
	}
}

func (t *Teamtailor) castDate(v value) any {
	if at, ok := t.instant(v.text); ok && v.kind == aText && representable(at) {
		return momentOf(at)
	}
	return nil
}

// representable tells whether a seed can have an instant: it writes years of four digits.
func representable(at time.Time) bool { return 1 <= at.UTC().Year() && at.UTC().Year() <= 9999 }

func castTexts(v value) any {
	list := []string{}
	for _, item := range v.items {
		if s, ok := castText(item).(string); ok {
			list = append(list, s)
		}
	}
	return list
}

func castIntegers(v value) any {
	list := []int64{}
	for _, item := range v.items {
		if n, ok := castInteger(item).(int64); ok {
			list = append(list, n)
		}
	}
	return list
}
