package sql

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// letters name nodes and replies, one byte each: engines take strings apart quickly.
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// possible is the reply to what the model allows.
const possible = "."

// An automaton is the rules with their sets numbered: what a subscription may be in
// becomes a node, and what a record may tell becomes a symbol.
type automaton struct {
	rules   *history.Rules
	nodes   []history.Set // the first is where subscriptions begin
	symbols []symbol
	replies []reply
}

// A symbol is what a record may tell, with a letter for each node: where it leads
// from there, and what is answered.
type symbol struct {
	key          string
	record       history.Record
	steps, reply string
}

// A reply is the answer to what the model does not allow.
type reply struct {
	letter  string
	verdict fsm.Verdict
	reason  history.Reason
}

// enumerate spells the rules' automaton in letters. More nodes than letters is an
// error; no profile that is built in has more than 50.
func enumerate(r *history.Rules) (*automaton, error) {
	numbered, err := history.NewAutomaton(r)
	if err != nil {
		return nil, err
	}
	if numbered.Nodes() > len(letters) {
		return nil, fmt.Errorf("profile %s needs %d nodes, and a query names each by one of %d letters", r.Table.Profile().Name(), numbered.Nodes(), len(letters))
	}
	a := &automaton{rules: r, symbols: alphabet(r.Kind)}
	for n := range history.Node(numbered.Nodes()) {
		a.nodes = append(a.nodes, numbered.Set(n))
		for i := range a.symbols {
			s := &a.symbols[i]
			edge := numbered.Edge(n, history.SymbolOf(history.CodeOfEvent(s.record.Event), history.CodeOfState(s.record.State)))
			s.steps += letters[edge.Next() : edge.Next()+1]
			s.reply += a.letter(edge.Answer())
		}
	}
	return a, nil
}

// letter returns the letter of an answer, which gets one when it is first given.
func (a *automaton) letter(answer history.Answer) string {
	if answer.Possible {
		return possible
	}
	for _, r := range a.replies {
		if r.verdict == answer.Verdict && r.reason == answer.Reason {
			return r.letter
		}
	}
	letter := letters[len(a.replies) : len(a.replies)+1]
	a.replies = append(a.replies, reply{letter, answer.Verdict, answer.Reason})
	return letter
}

// alphabet lists what a record of a kind may tell, under the key that the query
// makes of its columns.
func alphabet(k history.Kind) (all []symbol) {
	events, states := append(fsm.Events(), ""), append(fsm.States(), fsm.StateNone)
	for _, e := range events {
		for _, s := range states {
			switch {
			case k == history.KindEvents && e != "" && s == fsm.StateNone:
				all = append(all, symbol{key: string(e), record: history.Record{Event: e}})
			case k == history.KindStates && e == "" && s != fsm.StateNone:
				all = append(all, symbol{key: string(s), record: history.Record{State: s}})
			case k == history.KindBoth && (e != "" || s != fsm.StateNone):
				all = append(all, symbol{key: string(e) + "/" + string(s), record: history.Record{Event: e, State: s}})
			}
		}
	}
	return all
}

// all returns the letters of the nodes.
func (a *automaton) all() string { return letters[:len(a.nodes)] }

// known spells what a node stands for.
func known(s history.Set) string {
	var names []string
	for _, c := range s.Configurations() {
		names = append(names, c.String())
	}
	return strings.Join(names, ", ")
}

// legal spells what would have been possible at a node.
func (a *automaton) legal(s history.Set) string { return strings.Join(a.rules.Legal(s), ", ") }
