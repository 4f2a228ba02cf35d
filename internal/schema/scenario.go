package schema

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// scenario is one document.
func scenario() *node {
	n := object("One story of one subscription: where it starts, what happens, and what is expected.",
		property{"name", text("What happens, in a few words. No other scenario of the file has this name.")},
		property{"about", &node{Description: "What happens and why it matters.", Type: []string{"string", "number"}}},
		property{"tags", list("Words to choose scenarios by, with --tags.", 0, texts("", tag, "write a word without a comma"))},
		property{"profile", profile()},
		property{"start", start()},
		property{"clock", moment("The instant at which the scenario begins. Where it is left out: the earliest at, else 2026-01-01.")},
		property{"policy", policy()},
		property{"order", order()},
		property{"steps", list("What happens, in order.", 1, ref("step"))},
	).needs("name", "steps")
	n.Title = "scenario" // what editors call a whole one when they offer it
	n.If, n.Then = &node{Properties: properties{{"order", &node{Const: string(replay.OrderDelivered)}}}}, deliveredRaces()
	return n
}

func profile() *node {
	own := object("Standard without some states, events and cells.",
		property{"name", text("What the profile is called; where it is left out, after what it is without.")},
		property{"without", list("The states, events and cells (STATE/EVENT) that the profile lacks.", 0, choice("", states(), events(), cells()))},
	).needs("without")
	n := mappingOr("The states, events and cells that there are: a built-in profile, or one of your own.", own, choice("", profiles()))
	n.Default = fsm.Standard().Name()
	return n
}

// start is where a scenario begins.
func start() *node {
	before := object("The configuration before the gap.",
		property{"state", ref("known_state")},
		property{"cancellation_scheduled", truth("Whether a decision to end later stood.")},
		property{"generation", count("The generation before the gap.")},
	).needs("state")
	whole := object("A whole configuration.",
		property{"state", ref("state")},
		property{"cancellation_scheduled", truth("Whether a decision to end later stands.")},
		property{"last_known", mappingOr("In unknown: the state before the gap, or that configuration.", before, ref("known_state"))},
		property{"generation", count("How often the subscription was begun. Where it is left out: 1, and 0 for none.")},
	).needs("state")
	n := mappingOr("Where the scenario begins: a state, or a whole configuration.", whole, ref("state"))
	n.Default = fsm.StateNone.String()
	return n
}

func policy() *node {
	n := object("Deadlines: after so long in a state, an event.")
	for _, state := range timed() {
		n.Properties = append(n.Properties, property{state.word, object(state.meaning,
			property{"after", lapse("How long, from when the state is entered.", true)},
			property{"event", ref("event")},
		).needs("after", "event")})
	}
	return n
}

func order() *node {
	n := choice("In which order events are played.", []word{
		{string(replay.OrderDelivered), "as they stand in the file"},
		{string(replay.OrderOccurred), "by at, then by seq, then as they stand in the file"},
	})
	n.Default = string(replay.OrderDelivered)
	return n
}

// deliveredRaces says that delivered events of any_order have no instant.
func deliveredRaces() *node {
	racing := &node{Items: never("at", "only under order: occurred has an event of any_order an at"), DoNotSuggest: true}
	step := &node{Properties: properties{{"any_order", racing}}}
	return &node{Properties: properties{{"steps", &node{Items: step}}}}
}
