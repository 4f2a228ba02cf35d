package logs

import (
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

// instants reads instants. It remembers the minute that it read last, since the next
// line is most often of the same one.
type instants struct {
	epoch  scale  // of whole numbers
	first  uint64 // "2026-01-", the first byte lowest
	second uint64 // "02T03:04"
	minute int64  // that is
	day    int64  // its day
}

func newInstants(epoch time.Duration) instants {
	i := instants{epoch: scaleOf(epoch)}
	i.turn([]byte("1970-01-01T00:00"))
	return i
}

// read returns an instant, and false where the text is none: RFC 3339, a date with a
// time and no zone (UTC), a date, or a whole number where the layout says what it
// counts.
func (i *instants) read(text []byte) (int64, bool) {
	var room ahead
	if copy(room[:], text); len(text) < len(room) {
		if at, size := i.usual(&room); int(size) == len(text) && size > 0 {
			return at, true
		}
	}
	return i.unusual(string(text))
}

// usual reads "2026-01-02T03:04:05Z" at the beginning of a text, with or without a
// fraction, and returns how many bytes that has; 0 where something else stands there.
func (i *instants) usual(text *ahead) (at int64, size uint32) {
	if (word(text[:]) != i.first || word(text[8:]) != i.second) && !i.turn(text[:16]) {
		return 0, 0
	}
	if at, ok := milliseconds(text); ok {
		return i.minute + at, 24
	}
	const seconds = 0x30303a // ":00"
	v := (word(text[16:]) ^ seconds) & 0xffffff
	if !digits(v, 0x0f0f00) || v>>8&0xff >= 6 {
		return 0, 0
	}
	size, fraction := uint32(19), int64(0)
	if text[size] == '.' {
		fraction, size = nanoseconds(text)
	}
	if text[size] != 'Z' {
		return 0, 0
	}
	return i.minute + int64(v>>8&0xff*10+v>>16&0xff)*1e9 + fraction, size + 1
}

// milliseconds reads ":05.678Z" behind a minute, as most programs write it, as
// nanoseconds; false where something else stands there.
func milliseconds(text *ahead) (at int64, ok bool) {
	v := word(text[16:]) ^ 0x5a3030302e30303a // ":00.000Z"
	pairs := v*10 + v>>8                      // in each byte a digit's ten and the next digit
	return int64((pairs>>8&0xff*1000 + pairs>>32&0xff*10 + v>>48&0xff) * 1e6), digits(v, 0x000f0f0f000f0f00) && v>>8&0xff < 6
}

// digits reports that the bytes of a word are digits where a mask has 0x0f, and zero
// elsewhere.
func digits(v, mask uint64) bool { return (v|(v+mask&0x0606060606060606))&^mask == 0 }

// turn begins another minute; false where it is none.
func (i *instants) turn(text []byte) bool {
	first, second := word(text), word(text[8:])
	const zeros, places = 0x30303a3030540000, 0x0f0f000f0f000000 // "T00:00" behind the day
	v := second&^0xffff ^ zeros
	hour, minute := v>>24&0xff*10+v>>32&0xff, v>>48&0xff*10+v>>56
	if !digits(v, places) || hour >= 24 || minute >= 60 {
		return false
	}
	if (first != i.first || uint16(second) != uint16(i.second)) && !i.date(text[:10]) {
		return false
	}
	i.first, i.second = first, second
	i.minute = i.day + int64(hour*60+minute)*int64(time.Minute)
	return true
}

// date begins another day; false where it is none.
func (i *instants) date(text []byte) bool {
	date, err := time.Parse(time.DateOnly, string(text))
	if err != nil || date.Year() < firstYear || date.Year() > lastYear {
		return false
	}
	i.day = date.UnixNano()
	return true
}

// nanoseconds reads ".123" behind the seconds of an instant, up to nine digits, and
// returns where it ends: at the point where there are none.
func nanoseconds(text *ahead) (value int64, end uint32) {
	const point, most = 19, 9
	end = point + 1
	for end <= point+most && text[end]-'0' <= 9 {
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
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i.epoch.instant(n)
	}
	for _, layout := range unusualLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UnixNano(), t.Year() >= firstYear && t.Year() <= lastYear
		}
	}
	return 0, false
}

// A scale says which whole numbers are instants, in units since 1970.
type scale struct{ unit, first, last int64 }

// scaleOf returns the scale of a unit of which a second, or a day, has a whole number;
// of 0, one without instants.
func scaleOf(unit time.Duration) scale {
	if unit == 0 {
		return scale{0, 1, 0}
	}
	first := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	end := time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	return scale{int64(unit), first / int64(unit), end/int64(unit) - 1}
}

// instant returns the instant that a number stands for; false where it stands for none.
func (s *scale) instant(n int64) (at int64, ok bool) {
	return n * s.unit, n >= s.first && n <= s.last
}

// column reads the instants of a strip.
func (i *instants) column(s *strip, f *field) {
	f.open(s)
	if f.stop == 0 {
		i.numbers(s, f)
		return
	}
	for n := i.alike(s, 0); n < s.lines; n = i.alike(s, n+1) {
		at, size := i.other(s.text.at(s.at[n]))
		if size == 0 {
			s.spoil(n)
		}
		s.records[n].At = at
		s.at[n] += size
	}
}

// alike reads the instants from one on that are of the minute that was read last, with
// milliseconds; it returns the first one that is not.
func (i *instants) alike(s *strip, from int) int {
	text, at := s.text, s.at[:s.lines]
	records := s.records[:len(at)]
	first, second, minute := i.first, i.second, i.minute
	for n := from; n < len(at); n++ {
		here := text.at(at[n])
		if word(here[:]) != first || word(here[8:]) != second {
			return n
		}
		instant, ok := milliseconds(here)
		if !ok {
			return n
		}
		records[n].At = minute + instant
		at[n] += 24
	}
	return len(at)
}

// other reads an instant that is of another minute than the last one, or a number.
func (i *instants) other(text *ahead) (at int64, size uint32) {
	if at, size = i.usual(text); size > 0 {
		return at, size
	}
	run := digitRun(text[:], 0)
	if at, ok := i.number(text[:run]); ok {
		return at, uint32(run)
	}
	return 0, 0
}

// number returns the instant that a number stands for.
func (i *instants) number(text []byte) (at int64, ok bool) {
	n, ok := number(text)
	at, fits := i.epoch.instant(n)
	return at, ok && fits
}

// numbers reads instants that are numbers.
func (i *instants) numbers(s *strip, f *field) {
	f.digits(s, &s.places)
	for n, place := range s.places[:s.lines] {
		at, ok := i.number(s.in(place))
		if s.records[n].At = at; !ok {
			s.spoil(n)
		}
	}
}
