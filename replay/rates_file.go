package replay

import (
	"io"
	"math/big"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
)

// RatesExtension ends the name of a file of rates.
const RatesExtension = ".rates.yaml"

// MaxRate bounds a rate: once a second.
const MaxRate = 24 * 60 * 60

// ParseRates reads the rates of one file for a table. The error is a [diag.Problems]
// with every problem of the file, none with a fix; there are no rates then.
func ParseRates(name string, text []byte, t *fsm.Table) (*Rates, error) {
	p := newParser(name, text)
	r := new(Rates)
	if p.readable() {
		if root := p.only("set of rates", "a file of rates says how often what happens in which state; see docs/simulate.md"); root != nil {
			p.rates(root, t, r)
		}
	}
	for _, problem := range p.problems {
		problem.Fix = "" // Fix mends scenario files
	}
	if err := p.end(); err != nil {
		return nil, err
	}
	return r, nil
}

// ratesKeys are the configurations that have rates of their own, and about.
var ratesKeys = func() []string {
	keys := []string{"about"}
	for _, s := range fsm.Sources() {
		keys = append(keys, s.String())
		if s.Class() == fsm.ClassLive {
			keys = append(keys, s.String()+scheduledSuffix)
		}
	}
	return keys
}()

const scheduledSuffix = "+scheduled"

// observeAny stands for all observations at once.
const observeAny = "observe"

func (p *parser) rates(root *yaml.Node, t *fsm.Table, r *Rates) {
	found := p.fields(root, "a file of rates", ratesKeys...)
	if about, given := found.get("about"); given {
		r.About = p.prose(about)
	}
	for _, key := range ratesKeys[1:] {
		if of, given := found.get(key); given {
			r.All = append(r.All, p.ratesIn(of, t)...)
		}
	}
	begins := func(r Rate) bool { return r.State == fsm.StateNone && r.PerDay > 0 }
	if len(p.problems) == 0 && root.Kind == yaml.MappingNode && !slices.ContainsFunc(r.All, begins) {
		p.problem(span(root), "no subscription ever begins", "", "give activate or start_trial a rate in none")
	}
}

// ratesIn reads the rates of one configuration.
func (p *parser) ratesIn(of field, t *fsm.Table) []Rate {
	var from Rate
	var named, together []Rate
	if c, err := fsm.ParseConfiguration(of.key); err == nil {
		from.State, from.Scheduled = c.State, c.CancellationScheduled
	}
	if !t.Profile().Has(from.State) {
		p.problem(of.at, "profile "+t.Profile().Name()+" has no state "+from.State.String(), "", "leave it out")
		return nil
	}
	known := eventNames()
	if from.State == fsm.StateUnknown {
		known = append([]string{observeAny}, known...)
	}
	for _, f := range p.fields(of.value, of.key, known...) {
		rate := from
		var ok bool
		if rate.PerDay, ok = p.perDay(f); !ok {
			continue
		}
		if f.key == observeAny {
			together = observations(rate, t)
			continue
		}
		rate.Event = fsm.Event(f.key)
		if p.happening(f, rate, t) {
			named = append(named, rate)
		}
	}
	return ordered(named, together)
}

func eventNames() (names []string) {
	for _, e := range fsm.Events() {
		names = append(names, string(e))
	}
	return names
}

// observations gives every observation of the profile a rate.
func observations(like Rate, t *fsm.Table) (all []Rate) {
	for _, e := range fsm.Events() {
		if _, observes := e.Observes(); observes && happens(t, like.State, false, e) {
			like.Event = e
			all = append(all, like)
		}
	}
	return all
}

// ordered sorts the rates of one configuration by event; what is named itself takes the
// place of what "observe" gave it.
func ordered(named, together []Rate) (all []Rate) {
	for _, e := range fsm.Events() {
		of := func(r Rate) bool { return r.Event == e }
		if i := slices.IndexFunc(named, of); i >= 0 {
			all = append(all, named[i])
		} else if i := slices.IndexFunc(together, of); i >= 0 {
			all = append(all, together[i])
		}
	}
	return all
}

// happening reports an event that cannot happen there.
func (p *parser) happening(f field, r Rate, t *fsm.Table) bool {
	where := r.State.String()
	if r.Scheduled {
		where += scheduledSuffix
	}
	switch {
	case happens(t, r.State, r.Scheduled, r.Event):
		return true
	case happens(fsm.NewTable(fsm.Standard()), r.State, r.Scheduled, r.Event):
		p.problem(f.at, "profile "+t.Profile().Name()+" removes "+string(r.Event)+" in "+where, "", "leave it out")
	default:
		p.problem(f.at, string(r.Event)+" changes nothing in "+where+", so it has no rate there", "", "leave it out")
	}
	return false
}

var rateShape = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?$`)

// perDay reads a rate.
func (p *parser) perDay(f field) (float64, bool) {
	if f.value.Kind == yaml.ScalarNode && rateShape.MatchString(f.value.Value) && len(f.value.Value) <= 40 {
		exact, ok := new(big.Rat).SetString(f.value.Value)
		if ok && exact.Cmp(big.NewRat(MaxRate, 1)) <= 0 {
			rate, _ := exact.Float64()
			return rate, true
		}
	}
	note := ""
	if f.value.Kind != yaml.ScalarNode {
		note = "got " + kind(f.value)
	}
	p.problem(span(f.value), "a rate is a number from 0 to "+itoa(MaxRate)+", in events a day", note, "write 0.5 for every other day, 0 for never")
	return 0, false
}

// FormatRates writes rates as a file that [ParseRates] reads back to the same.
func FormatRates(w io.Writer, r *Rates) error {
	m := block()
	if r.About != "" {
		m.add("about", prose(r.About))
	}
	var of mapping
	for i, rate := range r.All {
		if i == 0 || r.All[i-1].State != rate.State || r.All[i-1].Scheduled != rate.Scheduled {
			key := rate.State.String()
			if rate.Scheduled {
				key += scheduledSuffix
			}
			of = block()
			m.add(key, of.Node)
		}
		of.add(string(rate.Event), plain(strconv.FormatFloat(rate.PerDay, 'g', -1, 64)))
	}
	return dump(w, m.Node)
}
