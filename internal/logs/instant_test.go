package logs

import (
	"testing"
	"time"
)

// instantRows are instants, and what is none. want is empty for the latter.
var instantRows = []struct {
	why, text string
	epoch     time.Duration
	want      string
}{
	{"the usual one", "2026-01-02T03:04:05Z", 0, "2026-01-02T03:04:05Z"},
	{"nanoseconds", "2026-01-02T03:04:05.123456789Z", 0, "2026-01-02T03:04:05.123456789Z"},
	{"one digit of a fraction", "2026-01-02T03:04:05.1Z", 0, "2026-01-02T03:04:05.1Z"},
	{"more digits than an instant has", "2026-01-02T03:04:05.1234567891Z", 0, "2026-01-02T03:04:05.123456789Z"},
	{"a point without a fraction", "2026-01-02T03:04:05.Z", 0, ""},
	{"an offset", "2026-01-02T03:04:05+05:30", 0, "2026-01-01T21:34:05Z"},
	{"an offset that is none", "2026-01-02T03:04:05+25:00", 0, ""},
	{"no zone is UTC", "2026-01-02T03:04:05", 0, "2026-01-02T03:04:05Z"},
	{"a space, and a zone as PostgreSQL writes it", "2026-01-02 03:04:05.5+00", 0, "2026-01-02T03:04:05.5Z"},
	{"a date is its midnight", "2026-01-02", 0, "2026-01-02T00:00:00Z"},
	{"the 29th of a leap year", "2024-02-29T00:00:00Z", 0, "2024-02-29T00:00:00Z"},
	{"the 29th of another", "2026-02-29T00:00:00Z", 0, ""},
	{"the first instant", "1678-01-01T00:00:00Z", 0, "1678-01-01T00:00:00Z"},
	{"before it", "1677-12-31T23:59:59.999999999Z", 0, ""},
	{"the last instant", "2261-12-31T23:59:59.999999999Z", 0, "2261-12-31T23:59:59.999999999Z"},
	{"behind it", "2262-01-01T00:00:00Z", 0, ""},
	{"a leap second, which no clock of ours has", "2016-12-31T23:59:60Z", 0, ""},
	{"an hour that is none", "2026-01-02T24:00:00Z", 0, ""},
	{"a minute that is none", "2026-01-02T03:60:05Z", 0, ""},
	{"a colon is no digit", "2026-01-02T0::04:05Z", 0, ""},
	{"a digit with its highest bit", "2026-01-02T0\xb3:04:05Z", 0, ""},
	{"no date at all", "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00T03:04:05Z", 0, ""},
	{"spaces", " 2026-01-02T03:04:05Z", 0, ""},
	{"a number, and nobody said of what", "1767323045", 0, ""},
	{"seconds", "1767323045", time.Second, "2026-01-02T03:04:05Z"},
	{"seconds before 1970", "-1", time.Second, "1969-12-31T23:59:59Z"},
	{"milliseconds", "1767323045678", time.Millisecond, "2026-01-02T03:04:05.678Z"},
	{"microseconds", "1767323045678901", time.Microsecond, "2026-01-02T03:04:05.678901Z"},
	{"nanoseconds since 1970", "1767323045678901234", time.Nanosecond, "2026-01-02T03:04:05.678901234Z"},
	{"milliseconds that are taken for seconds", "1767323045678", time.Second, ""},
	{"more than a number holds", "9223372036854775808", time.Nanosecond, ""},
	{"the least number, which stands for no instant", "-9223372036854775808", time.Nanosecond, ""},
	{"a number that wraps around to a good one", "18446744073709551616", time.Second, ""},
	{"a product that wraps around to a good one", "18446744074", time.Second, ""},
	{"the last second", "9214646399", time.Second, "2261-12-31T23:59:59Z"},
	{"behind it", "9214646400", time.Second, ""},
	{"a fraction of seconds", "1767323045.5", time.Second, ""},
	{"an exponent", "1e9", time.Second, ""},
	{"the usual one among numbers", "2026-01-02T03:04:05Z", time.Second, "2026-01-02T03:04:05Z"},
}

func TestInstants(t *testing.T) {
	for _, row := range instantRows {
		read := newInstants(row.epoch)
		at, ok := read.read([]byte(row.text))
		got := ""
		if ok {
			got = time.Unix(0, at).UTC().Format(time.RFC3339Nano)
		}
		if got != row.want {
			t.Errorf("%s: %q: %q, want %q", row.why, row.text, got, row.want)
		}
	}
}
