package schema

import (
	"io"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// What the adapter protocol fixes; package adapter has the same numbers.
const (
	protocolVersion = 1
	mostParallel    = 64
)

// WriteProtocol writes the schema of the messages of the adapter protocol, as
// docs/protocol.md tells them; its error is the writer's. The bytes depend on the
// vocabulary alone and end in a newline.
func WriteProtocol(w io.Writer) error {
	root := &node{
		Title:       "the adapter protocol, version 1",
		Description: "One message. The definitions hold each request and each response by its name.",
		If:          holding("op"), Then: ref("request"), Else: ref("response"),
		Definitions: properties{
			{"event", choice("What happens to the subscription.", events())},
			{"state", choice("A state, or none before the start.", sources())},
			{"text", patterned("One line of text that is not empty.", line, "write one line of text that is not empty")},
			{"verdict", choice("The answer to an event.", verdicts(fsm.Verdicts()...), accepted())},
			{"configuration", protocolConfiguration()},
			{"answer", object("What became of one event of a run.", verdictAndState()...).needs("verdict")},
			{"error", object("The adapter could not do it.",
				property{"definite", truth("True: nothing has happened. False: nobody knows whether it has.")},
				property{"message", &node{Description: "Why not.", Type: "string", MinLength: 1}},
			).needs("definite", "message")},
			{"skip", &node{Description: "The question cannot be asked here, and why.", Type: "string", MinLength: 1}},
		},
	}
	root.Definitions = append(root.Definitions, requests()...)
	root.Definitions = append(root.Definitions, responses()...)
	return root.write(w)
}

// accepted is the answer of those that do not tell applied from ignored.
func accepted() []word { return []word{{"accepted", "applied or ignored, and nobody says which"}} }

func protocolConfiguration() *node {
	return object("Where a subscription is put.",
		property{"state", ref("state")},
		property{"cancellation_scheduled", truth("Whether a decision to end later stands.")},
		property{"last_known", choice("In unknown: the state before the gap, else none.", known())},
		property{"generation", count("How often the subscription was begun.")},
	).needs("state", "cancellation_scheduled", "last_known", "generation")
}

// number is the n of every message.
func number() property {
	return property{"n", &node{Description: "The number of the request, from 1.", Type: "integer", Minimum: least(1)}}
}

func least(n int) *int { return &n }

func verdictAndState() []property {
	return []property{
		{"verdict", ref("verdict")},
		{"state", status()},
	}
}

// status is what is read; its words are those of the hello.
func status() *node {
	return &node{Description: "The state, or the status, that is read now.", Type: "string", MinLength: 1}
}

// requests are the definitions of all requests.
func requests() properties {
	session := property{"session", ref("text")}
	shapes := []struct {
		op, description string
		members         []property
		needed          []string
	}{
		{"hello", "What can you do?", []property{
			{"protocol", &node{Description: "The version of the protocol.", Const: protocolVersion}},
			{"model", object("What the implementation is held against.",
				property{"version", count("The version of the model's format.")},
				property{"digest", ref("text")},
			).needs("version", "digest")},
		}, []string{"protocol", "model"}},
		{"open", "Begin a subscription anew.", []property{session, {"configuration", ref("configuration")}}, []string{"session"}},
		{"event", "Deliver an event.", []property{session, {"event", ref("event")}, {"id", ref("text")}}, []string{"session", "event"}},
		{"run", "Deliver several events.", []property{session, {"events", list("In this order.", 1, ref("event"))}}, []string{"session", "events"}},
		{"advance", "Move the clock.", []property{session, {"by", lapse("By so long.", false)}}, []string{"session", "by"}},
		{"close", "The subscription is needed no more.", []property{session}, []string{"session"}},
	}
	var all properties
	request := &node{Properties: properties{{"op", nil}}} // there is no such op
	for _, s := range slices.Backward(shapes) {
		n := object(s.description, append([]property{number(), {"op", &node{Const: s.op}}}, s.members...)...)
		all = append(all, property{s.op + "_request", n.needs(append([]string{"n", "op"}, s.needed...)...)})
		request = &node{If: saying("op", s.op), Then: ref(s.op + "_request"), Else: request}
	}
	slices.Reverse(all)
	return append(all, property{"request", request})
}

// responses are the definitions of all responses.
func responses() properties {
	state := property{"state", status()}
	answers := property{"answers", list("One for each event, in order.", 0, ref("answer"))}
	return properties{
		{"hello_response", declinable(helloResponse())},
		{"open_response", declinable(object("It is begun.", number(), state).needs("n"))},
		{"event_response", declinable(object("What became of the event.", append([]property{number()}, verdictAndState()...)...).needs("n", "verdict"))},
		{"run_response", declinable(object("What became of the events.", number(), answers).needs("n", "answers"), answers)},
		{"advance_response", declinable(object("The clock stands there.", number(), state).needs("n"))},
		{"close_response", declinable(object("It is closed.", number()).needs("n"))},
		{"response", &node{AnyOf: []*node{
			ref("hello_response"), ref("open_response"), ref("event_response"),
			ref("run_response"), ref("advance_response"), ref("close_response"),
		}}},
	}
}

// declinable lets a response hold an error or a skip in place of its members; some
// may stay.
func declinable(n *node, stay ...property) *node {
	for _, instead := range []string{"skip", "error"} {
		declined := object("The adapter could not do it.", append([]property{number(), {instead, ref(instead)}}, stay...)...)
		n = &node{If: holding(instead), Then: declined.needs("n", instead), Else: n}
	}
	return n
}
