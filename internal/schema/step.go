package schema

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// step is one entry of steps. It is judged by the shape of the first verb that it
// holds; where it holds none, it is a pure check, or has yet to begin.
func step() *node {
	expect, fired := property{"expect", ref("check")}, property{"fired", fired()}
	shapes := []*node{
		delivery(fired),
		object("Move the clock.", property{"advance", lapse("Move the clock by so long.", false)}, expect, fired),
		object("Move the clock.", property{"until", moment("Move the clock to this instant, never back.")}, expect, fired),
		object("Deliver a race.", property{"any_order", race()}, expect),
	}
	n := object("One step: event, advance, until, any_order, or expect alone.").filled()
	for _, shape := range shapes {
		n.Properties = append(n.Properties, shape.Properties[0])
	}
	n.Properties = append(n.Properties, expect, fired)
	for i := len(shapes) - 1; i >= 0; i-- {
		n = &node{If: holding(shapes[i].Properties[0].name), Then: shapes[i], Else: n}
	}
	return n
}

// delivery is the step that delivers an event, and may move the clock.
func delivery(fired property) *node {
	n := event()
	n.Properties = append(n.Properties, fired)
	n.AllOf = append(n.AllOf, &node{If: holding("at"), Else: never("fired", "only a step that moves the clock has fired: give the event an at")})
	return n
}

func race() *node {
	n := list("Deliver these events in every order, each time from the same configuration; what is expected must hold for all.", 1, event())
	n.MaxItems = replay.MaxAnyOrder
	return n
}

// event is the delivery of one event.
func event() *node {
	scheduling := string(fsm.EventScheduleCancellation)
	n := object("Deliver an event.",
		property{"event", ref("event")},
		property{"at", moment("The instant of the event: the clock moves there first, never back. Under order: occurred, when it happened.")},
		property{"id", text("The delivery's id: the same id again is a duplicate.")},
		property{"seq", count("Breaks ties among events of one instant, under order: occurred.")},
		property{"effective", moment("For " + scheduling + ": the instant at which it takes effect.")},
		property{"expect", ref("answer")},
	).needs("event")
	n.AllOf = []*node{{If: saying("event", scheduling), Else: never("effective", "only "+scheduling+" has effective")}}
	return n
}

// fired is what a step that moves the clock may list.
func fired() *node {
	return list("Exactly the deadlines that fire in this step, in order.", 0, object("A deadline that fires.",
		property{"event", ref("event")},
		property{"at", moment("The instant at which it fires.")},
	).needs("event"))
}
