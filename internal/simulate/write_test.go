package simulate_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/simulate"
)

// population is a small one, for a year.
func population(p fsm.Profile) simulate.Population {
	table := fsm.NewTable(p)
	return simulate.Population{
		Table: table, Rates: simulate.Rates(table), Subscriptions: 500, Days: 365, Seed: 1, Workers: 2,
		Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), States: simulate.StatesNone,
	}
}

// written writes a population's log, and returns what was planted.
func written(t *testing.T, p simulate.Population, form logs.Form) (text []byte, planted []simulate.Planted, result *simulate.Result) {
	t.Helper()
	var out bytes.Buffer
	to, err := logs.NewWriter(&out, form, p.Columns(), p.Workers)
	if err != nil {
		t.Fatal(err)
	}
	p.Planted = func(of simulate.Planted) error {
		planted = append(planted, of)
		return nil
	}
	if result, err = p.Write(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), planted, result
}

// TestTwentyEventsAYear: the rates that are built in do what they say.
func TestTwentyEventsAYear(t *testing.T) {
	p := population(fsm.Standard())
	p.Subscriptions = 20_000
	text, _, result := written(t, p, logs.Form{Format: logs.FormatJSONL})
	if each := float64(result.Records) / float64(p.Subscriptions); each < 19.5 || each > 20.5 {
		t.Errorf("%v events a subscription, %d bytes each", each, len(text)/int(result.Records))
	}
}
