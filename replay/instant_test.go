package replay_test

import (
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/replay"
)

// TestInstants writes instants for people and for files, as short as they can be.
func TestInstants(t *testing.T) {
	for _, test := range []struct{ why, text, stamp, formatted string }{
		{"a day", "2026-03-15", "2026-03-15 00:00", "2026-03-15"},
		{"midnight needs no time", "2026-03-15T00:00:00Z", "2026-03-15 00:00", "2026-03-15"},
		{"minutes", "2026-03-15T12:30:00Z", "2026-03-15 12:30", "2026-03-15T12:30:00Z"},
		{"seconds only where there are any", "2026-03-15T12:30:05Z", "2026-03-15 12:30:05", "2026-03-15T12:30:05Z"},
		{"and what is finer", "2026-03-15T12:30:00.25Z", "2026-03-15 12:30:00.25", "2026-03-15T12:30:00.25Z"},
		{"in UTC, whatever the zone", "2026-03-15T01:30:00+02:00", "2026-03-14 23:30", "2026-03-14T23:30:00Z"},
	} {
		at, err := replay.ParseInstant(test.text)
		if err != nil {
			t.Fatal(err)
		}
		zoned := at.In(time.FixedZone("west", -5*3600))
		if got := replay.Stamp(zoned); got != test.stamp {
			t.Errorf("%s: stamped %s, want %s", test.why, got, test.stamp)
		}
		if got := replay.FormatInstant(zoned); got != test.formatted {
			t.Errorf("%s: written %s, want %s", test.why, got, test.formatted)
		}
	}
}

// TestInstantsEnd: the years are counted in UTC.
func TestInstantsEnd(t *testing.T) {
	for text, fits := range map[string]bool{
		"1970-01-01":                true,
		"1970-01-01T00:30:00+01:00": false,
		"9999-12-31T23:59:59Z":      true,
		"9999-12-31T23:59:59-01:00": false,
	} {
		if _, err := replay.ParseInstant(text); (err == nil) != fits {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestDurations writes what was read, units in order.
func TestDurations(t *testing.T) {
	for text, want := range map[string]string{"0s": "0s", "90m": "1h30m", "2w": "14d", "1s1d": "1d1s", "1d23h59m60s": "2d"} {
		if d, err := replay.ParseDuration(text); err != nil || replay.FormatDuration(d) != want {
			t.Errorf("%s is written %s, want %s (%v)", text, replay.FormatDuration(d), want, err)
		}
	}
}
