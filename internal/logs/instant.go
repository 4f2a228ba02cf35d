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
	date  uint64 // "2026-01-", the first byte lowest
	day   uint16 // "02"
	start int64  // of that day
}

func newInstants(epoch time.Duration) instants {
	i := instants{epoch: epoch}
	i.turn([]byte("1970-01-01"))
	return i
}

// read returns an instant, and false where the text is none: RFC 3339, a date with a
// time and no zone (UTC), a date, or a whole number where the layout says what it
// counts.
func (i *instants) read(text []byte) (int64, bool) {
	if at, end := i.usual(text, 0); end == len(text) {
		return at, true
	}
	return i.unusual(string(text))
}

// usual reads "2026-01-02T03:04:05Z" at a place of a text, with or without a fraction,
// and returns where it ends; -1 where something else stands there.
func (i *instants) usual(text []byte, from int) (at int64, end int) {
	if len(text)-from < 20 {
		return 0, -1
	}
	text = text[from:]
	daytime, ok := clock(binary.LittleEndian.Uint64(text[11:]))
	size := 19
	if text[size] == '.' {
		var fraction int64
		fraction, size = nanoseconds(text)
		daytime += fraction
	}
	if !ok || text[10] != 'T' || size == len(text) || text[size] != 'Z' {
		return 0, -1
	}
	if (binary.LittleEndian.Uint64(text) != i.date || binary.LittleEndian.Uint16(text[8:]) != i.day) && !i.turn(text[:10]) {
		return 0, -1
	}
	return i.start + daytime, from + size + 1
}

// turn begins another day; false where it is none.
func (i *instants) turn(day []byte) bool {
	date, err := time.Parse(time.DateOnly, string(day))
	if err != nil || date.Year() < firstYear || date.Year() > lastYear {
		return false
	}
	i.date, i.day = binary.LittleEndian.Uint64(day), binary.LittleEndian.Uint16(day[8:])
	i.start = date.UnixNano()
	return true
}

// clock reads "03:04:05", the first byte lowest, as nanoseconds of the day.
func clock(text uint64) (int64, bool) {
	const zeros, colons = 0x30303a30303a3030, 0x0000ff0000ff0000
	v := text ^ zeros // digits become their values, colons zero
	hour := v&0xff*10 + v>>8&0xff
	minute := v>>24&0xff*10 + v>>32&0xff
	second := v>>48&0xff*10 + v>>56
	ok := v&colons == 0 && (v|(v+0x7676767676767676))&0x8080808080808080 == 0 && hour < 24 && minute < 60 && second < 60
	return int64((hour*60+minute)*60+second) * 1e9, ok
}

// nanoseconds reads ".123" behind the seconds of an instant, up to nine digits, and
// returns where it ends: at the point where there are none.
func nanoseconds(text []byte) (value int64, end int) {
	const point, most = 19, 9
	if len(text) > point+4 && text[point+4] == 'Z' { // milliseconds, as most programs write them
		a, b, c := text[point+1]-'0', text[point+2]-'0', text[point+3]-'0'
		if a <= 9 && b <= 9 && c <= 9 {
			return int64(uint32(a)*100+uint32(b)*10+uint32(c)) * int64(time.Millisecond), point + 4
		}
	}
	end = point + 1
	for end < len(text) && text[end]-'0' <= 9 && end <= point+most {
		value = value*10 + int64(text[end]-'0')
		end++
	}
	if end == point+1 {
		return 0, point
	}
	for range point + 1 + most - end {
		value *= 10
	}
	return value, end
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
