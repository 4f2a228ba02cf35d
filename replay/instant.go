package replay

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/xhit/go-str2duration/v2"
)

// The years in which an instant may lie.
const (
	firstYear = 1970
	lastYear  = 9999
)

// ParseInstant reads an instant: a date, which is midnight UTC, or an RFC 3339
// date and time. It lies in the years 1970 to 9999.
func ParseInstant(text string) (time.Time, error) {
	layout := time.RFC3339Nano
	if len(text) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	t, err := time.Parse(layout, text)
	if layout == time.RFC3339Nano && !wholeInstant.MatchString(text) {
		err = errors.New("the package time takes more than RFC 3339 has")
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no instant", text)
	}
	if t = t.UTC(); t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}, fmt.Errorf("%q does not lie in the years %d to %d", text, firstYear, lastYear)
	}
	return t, nil
}

// wholeInstant matches dates and times as RFC 3339 writes them.
var wholeInstant = regexp.MustCompile(`^[0-9-]{10}T[0-9:]{8}(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$`)

// FormatInstant writes what [ParseInstant] reads, as short as it can be.
func FormatInstant(t time.Time) string {
	if t = t.UTC(); t.Truncate(24 * time.Hour).Equal(t) {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339Nano)
}

// Stamp writes an instant for people, in UTC: "2027-01-31 00:00", with seconds
// where there are any.
func Stamp(t time.Time) string {
	t = t.UTC()
	switch {
	case t.Nanosecond() != 0:
		return t.Format("2006-01-02 15:04:05.999999999")
	case t.Second() != 0:
		return t.Format("2006-01-02 15:04:05")
	}
	return t.Format("2006-01-02 15:04")
}

// wholeUnits matches durations of whole weeks, days, hours, minutes and seconds.
var wholeUnits = regexp.MustCompile(`^([0-9]+[wdhms])+$`)

// ParseDuration reads a duration in whole w, d, h, m and s: "14d", "1h30m". It
// ends at 292 years.
func ParseDuration(text string) (time.Duration, error) {
	if !wholeUnits.MatchString(text) {
		return 0, fmt.Errorf("%q is no duration", text)
	}
	d, err := str2duration.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%q is longer than a duration can be, which is 292 years", text)
	}
	return d, nil
}

// FormatDuration writes what [ParseDuration] reads: "13d23h", "0s".
func FormatDuration(d time.Duration) string {
	var b strings.Builder
	for _, unit := range []struct {
		name string
		long time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if n := d / unit.long; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, unit.name)
			d -= n * unit.long
		}
	}
	if b.Len() == 0 {
		return "0s"
	}
	return b.String()
}
