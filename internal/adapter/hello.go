package adapter

import (
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// The ways in which a state is read.
const (
	readsState  = "state"
	readsStatus = "status"
	readsNone   = "none"
)

// A helloResponse is the answer to a hello.
type helloResponse struct {
	N        int64             `json:"n"`
	Protocol int               `json:"protocol"`
	Name     string            `json:"name"`
	Version  string            `json:"version,omitempty"`
	Events   *[]string         `json:"events,omitempty"`
	Verdicts *[]string         `json:"verdicts,omitempty"`
	Reads    *string           `json:"reads,omitempty"`
	Statuses map[string]string `json:"statuses,omitempty"`
	Seed     bool              `json:"seed,omitempty"`
	Clock    bool              `json:"clock,omitempty"`
	Policy   map[string]rule   `json:"policy,omitempty"`
	Batch    bool              `json:"batch,omitempty"`
	Once     bool              `json:"once,omitempty"`
	Parallel *int              `json:"parallel,omitempty"`
	Error    *failure          `json:"error,omitempty"`
	Skip     *string           `json:"skip,omitempty"`
}

// A rule is a deadline of the adapter's own.
type rule struct {
	After string `json:"after"`
	Event string `json:"event"`
}

// readHello reads the answer to a hello. All that is wrong is said at once.
func readHello(line []byte, r request) (conformance.Capabilities, error) {
	var none conformance.Capabilities
	var h helloResponse
	if err := decode(line, r, &h); err != nil {
		return none, err
	}
	declined := response{N: h.N, Error: h.Error, Skip: h.Skip}
	if err := declined.shape(r); err != nil {
		return none, babbled(line, "the answer is no message: %v", err)
	}
	if err := declined.err(); err != nil {
		return none, err
	}
	if problems := h.problems(); len(problems) > 0 {
		return none, babbled(line, "%s", strings.Join(problems, "; "))
	}
	c := h.capabilities()
	if cycle := c.Policy.Cycle(fsm.NewTable(fsm.Standard())); cycle != nil {
		return none, lied(line, "its policy would fire for ever in one instant: %s", cycle)
	}
	return c, nil
}

// capabilities returns what a hello without problems says.
func (h helloResponse) capabilities() conformance.Capabilities {
	c := conformance.Capabilities{
		Name: h.Name, Version: h.Version,
		Accepts: h.Verdicts != nil && len(*h.Verdicts) == len(verdictsOf(true)),
		Seeds:   h.Seed, Clock: h.Clock, Batch: h.Batch, Once: h.Once, Parallel: 1,
	}
	if h.Parallel != nil {
		c.Parallel = *h.Parallel
	}
	if h.Events != nil {
		c.Events = slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool { return !slices.Contains(*h.Events, string(e)) })
	}
	if h.reads() != readsNone {
		c.Statuses = map[fsm.State]string{}
		for _, s := range fsm.Sources() {
			c.Statuses[s] = s.String()
			if h.Statuses != nil {
				c.Statuses[s] = h.Statuses[s.String()]
			}
		}
	}
	for name, r := range h.Policy {
		if c.Policy == nil {
			c.Policy = replay.Policy{}
		}
		after, _ := replay.ParseDuration(r.After)
		c.Policy[fsm.State(name)] = replay.Rule{After: after, Event: fsm.Event(r.Event)}
	}
	return c
}

// helloOf writes what [helloResponse.capabilities] reads.
func helloOf(n int64, c conformance.Capabilities) helloResponse {
	verdicts, reads, parallel := verdictsOf(c.Accepts), readsNone, max(c.Parallel, 1)
	h := helloResponse{
		N: n, Protocol: Version, Name: c.Name, Version: c.Version, Verdicts: &verdicts, Reads: &reads,
		Seed: c.Seeds, Clock: c.Clock, Batch: c.Batch, Once: c.Once, Parallel: &parallel,
	}
	if len(c.Events) > 0 {
		events := []string{}
		for _, e := range c.Events {
			events = append(events, string(e))
		}
		h.Events = &events
	}
	if c.Statuses != nil {
		reads = readsStatus
		h.Statuses = map[string]string{}
		for s, word := range c.Statuses {
			h.Statuses[s.String()] = word
		}
	}
	for s, r := range c.Policy {
		if h.Policy == nil {
			h.Policy = map[string]rule{}
		}
		h.Policy[s.String()] = rule{replay.FormatDuration(r.After), string(r.Event)}
	}
	return h
}
