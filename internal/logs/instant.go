package logs

import (
	"encoding/binary"
	"math"
	"strconv"
	"time"
)

// NoInstant stands where a log tells no time.
const NoInstant = math.MinInt64

// Instants are nanoseconds since 1970; they lie in these years.
const (
	firstYear = 1678
	lastYear  = 2261
)

// instants reads instants. It remembers the day that it read last, since the next
// line is most often of the same day.
type instants struct {
	epoch time.Duration
	day   [10]byte // "2026-01-02"
	start int64    // of that day
}

func newInstants(epoch time.Duration) instants {
	return instants{epoch: epoch, day: [10]byte([]byte("1970-01-01"))}
}

// read returns an instant, and false where the text is none: RFC 3339, a date with a
// time and no zone (UTC), a date, or a whole number where the layout says what it
// counts.
func (i *instants) read(text []byte) (int64, bool) {
	if at, ok := i.usual(text); ok {
		return at, true
	}
	return i.unusual(string(text))
}

// usual reads "2026-01-02T03:04:05Z", with or without a fraction.
func (i *instants) usual(text []byte) (int64, bool) {
	n := len(text)
	if n < 20 || n > 30 || text[10] != 'T' || text[n-1] != 'Z' {
		return 0, false
	}
	seconds, ok := clock(binary.LittleEndian.Uint64(text[11:]))
	if !ok {
		return 0, false
	}
	at := seconds * int64(time.Second)
	if n > 20 {
		fraction, ok := nanoseconds(text[19 : n-1])
		if !ok {
			return 0, false
		}
		at += fraction
	}
	if [10]byte(text[:10]) == i.day {
		return i.start + at, true
	}
	return i.turn(text[:10], at)
}

// turn begins another day.
func (i *instants) turn(day []byte, at int64) (int64, bool) {
	date, err := time.Parse(time.DateOnly, string(day))
	if err != nil || date.Year() < firstYear || date.Year() > lastYear {
		return 0, false
	}
	i.day, i.start = [10]byte(day), date.UnixNano()
	return i.start + at, true
}

// clock reads "03:04:05", the first byte lowest, as seconds of the day.
func clock(text uint64) (int64, bool) {
	const zeros, colons = 0x30303a30303a3030, 0x0000ff0000ff0000
	v := text ^ zeros // digits become their values, colons zero
	if v&colons != 0 || (v|(v+0x7676767676767676))&0x8080808080808080 != 0 {
		return 0, false
	}
	hour := v&0xff*10 + v>>8&0xff
	minute := v>>24&0xff*10 + v>>32&0xff
	second := v>>48&0xff*10 + v>>56
	return int64((hour*60+minute)*60 + second), hour < 24 && minute < 60 && second < 60
}

// nanoseconds reads ".123".
func nanoseconds(text []byte) (int64, bool) {
	if text[0] != '.' || len(text) < 2 {
		return 0, false
	}
	value, unit := int64(0), int64(time.Second)
	for _, digit := range text[1:] {
		if digit -= '0'; digit > 9 {
			return 0, false
		}
		value = value*10 + int64(digit)
		unit /= 10
	}
	return value * unit, true
}

// unusualLayouts are tried in order.
var unusualLayouts = []string{
	time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05Z07", "2006-01-02T15:04:05Z07",
	"2006-01-02 15:04:05", "2006-01-02T15:04:05", time.DateOnly,
}

// unusual reads everything else.
func (i *instants) unusual(text string) (int64, bool) {
	if i.epoch > 0 {
		n, err := strconv.ParseInt(text, 10, 64)
		at, ok := counted(n, i.epoch)
		return at, ok && err == nil
	}
	for _, layout := range unusualLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UnixNano(), t.Year() >= firstYear && t.Year() <= lastYear
		}
	}
	return 0, false
}

// The first and the last instant, in seconds since 1970.
var (
	firstSecond = time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	lastSecond  = time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix() - 1
)

// counted returns the instant so many units from 1970; false where it lies outside the
// years of instants.
func counted(n int64, unit time.Duration) (int64, bool) {
	bound := math.MaxInt64 / int64(unit)
	if n > bound || n < -bound {
		return 0, false
	}
	at := n * int64(unit)
	second := time.Unix(0, at).Unix()
	return at, second >= firstSecond && second <= lastSecond
}
