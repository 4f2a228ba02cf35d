package simulate

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// truthColumns are the columns of the truth beside a log.
var truthColumns = []string{"id", "line", "at", "event", "state", "met", "fault", "reason"}

// NewTruth begins a file that tells what is planted, as CSV or JSON Lines; what it
// returns is for [Population.Planted].
func NewTruth(to io.Writer, format string) (func(Planted) error, error) {
	if format == logs.FormatJSONL {
		lines := json.NewEncoder(to)
		return func(p Planted) error { return lines.Encode(p.object()) }, nil
	}
	w := csv.NewWriter(to)
	write := func(row []string) error {
		_ = w.Write(row) // the error is kept
		w.Flush()
		return w.Error()
	}
	return func(p Planted) error { return write(p.row()) }, write(truthColumns)
}

// row tells what is planted, in the order of truthColumns.
func (p Planted) row() []string {
	o := p.object()
	return []string{o.ID, strconv.FormatInt(o.Line, 10), o.At, o.Event, o.State, o.Met, o.Fault, o.Reason}
}

// A truthLine is an object of the truth.
type truthLine struct {
	ID     string `json:"id"`
	Line   int64  `json:"line"`
	At     string `json:"at"`
	Event  string `json:"event,omitempty"`
	State  string `json:"state,omitempty"`
	Met    string `json:"met"`
	Fault  string `json:"fault"`
	Reason string `json:"reason"`
}

func (p Planted) object() truthLine {
	return truthLine{
		p.ID, p.Line, p.At.UTC().Format("2006-01-02T15:04:05.000Z07:00"), string(p.Event), string(p.State),
		p.Met.String(), p.Fault, string(p.Reason),
	}
}
