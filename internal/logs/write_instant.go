package logs

import "time"

// A calendar writes instants. It remembers the day that it wrote last, since the next
// record is most often of the same day.
type calendar struct {
	begins int64  // nanoseconds since 1970
	day    []byte // "2026-01-02T"; empty before the first
}

const nanosOfDay = int64(24 * time.Hour)

// append appends an instant in UTC, in milliseconds: "2026-01-02T03:04:05.678Z".
func (c *calendar) append(to []byte, at int64) []byte {
	if len(c.day) == 0 || at < c.begins || at >= c.begins+nanosOfDay {
		day := time.Unix(0, at).UTC().Truncate(24 * time.Hour)
		c.begins, c.day = day.UnixNano(), day.AppendFormat(c.day[:0], "2006-01-02T")
	}
	ms := (at - c.begins) / int64(time.Millisecond)
	s := ms / 1000
	to = append(to, c.day...)
	to = append(pair(to, s/3600), ':')
	to = append(pair(to, s/60%60), ':')
	to = append(pair(to, s%60), '.', digit(ms/100), digit(ms/10), digit(ms))
	return append(to, 'Z')
}

// pair appends two digits.
func pair(to []byte, n int64) []byte { return append(to, digit(n/10), digit(n)) }

// digit is the last one of a number.
func digit(n int64) byte { return byte('0' + n%10) }
