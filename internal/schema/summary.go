package schema

import (
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// WriteSummary writes the schema of what can be published of an audit, as
// docs/audit.md tells it; its error is the writer's. The bytes depend on the
// vocabulary alone and end in a newline.
func WriteSummary(w io.Writer) error {
	root := summary()
	root.Title = "the public summary of an audit, version 1"
	root.Definitions = append(logWords(), summaryShapes()...)
	return root.write(w)
}

// logWords are the names that logs add to the vocabulary, and those that they share.
func logWords() properties {
	return properties{
		{"event", choice("What happens to a subscription.", events())},
		{"state", choice("A state, or none before the start.", sources())},
		{"profile", choice("A profile of the model.", profiles())},
		{"reason", choice("Why a record is impossible.", words(history.Reasons(), func(r history.Reason) string { return string(r) }, history.Reason.Meaning))},
		{"fault", among("Why a line was not judged.", logs.Faults())},
		{"mark", among("What is remarkable.", logs.Marks())},
		{"kind", among("What the records of the log tell.", []history.Kind{history.KindEvents, history.KindStates, history.KindBoth})},
		{"order", among("In which order the records were taken.", []audit.Order{audit.OrderDelivered, audit.OrderOccurred})},
		{"cell", &node{Description: "A state and an event.", Enum: allCells()}},
	}
}

// among is one of some words that explain themselves.
func among[N ~string](description string, names []N) *node {
	n := &node{Description: description}
	for _, name := range names {
		n.Enum = append(n.Enum, string(name))
	}
	return n
}

// allCells are the 198.
func allCells() (all []string) {
	for _, s := range fsm.Sources() {
		for _, e := range fsm.Events() {
			all = append(all, s.String()+"/"+string(e))
		}
	}
	return all
}

// orNull lets null stand for what is not there.
func orNull(n *node) *node { return &node{AnyOf: []*node{n, {Type: "null"}}} }

// figure is a count that may be suppressed.
func figure(description string) *node {
	return &node{Description: description + " Null where it is suppressed.", Type: []string{"integer", "null"}, Minimum: new(int)}
}

// entire is a mapping that holds all of its keys.
func entire(description string, keys ...property) *node {
	n := object(description, keys...)
	for _, key := range keys {
		n.Required = append(n.Required, key.name)
	}
	return n
}

func summaryShapes() properties {
	return properties{
		{"lines", entire("The lines of all files; in Parquet, rows.",
			property{"present", figure("All.")}, property{"judged", figure("Held against the model.")},
			property{"unjudged", figure("That could not be judged.")}, property{"left_out", figure("Left out because the caller asked for that.")},
			property{"blank", figure("Without anything.")}, property{"headers", figure("That name columns.")},
			property{"folded", figure("Behind a line break within quotes.")},
		)},
		{"verdicts", entire("What became of the records.",
			property{"applied", figure("Changed something.")}, property{"ignored", figure("Changed nothing, and may happen.")}, property{"rejected", figure("Cannot happen.")},
		)},
		{"steady_state", entire("Whether steady-state operation may go on.",
			property{"published", entire("The published rule.", property{"blocked", figure("In a state that the rule blocks.")})},
			property{"ours", entire("This project's reading.",
				property{"ready", figure("Ready.")}, property{"watch", figure("To be watched.")}, property{"blocked", figure("Blocked, or in several states as far as anybody knows.")})},
		)},
		{"profile_used", entire("The profile in force.",
			property{"name", orNull(ref("profile"))},
			property{"without", list("The states, events and cells that it lacks.", 0, &node{Description: "A state, an event or a cell.", Enum: fsm.Droppable()})},
		)},
	}
}

// summary is the document.
func summary() *node {
	instant := orNull(patterned("An instant, or a day where counts are suppressed.", `^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$`, "write an instant in UTC, or a day"))
	return entire("What can be published of an audit: counts, by words of the vocabulary.",
		property{"format", &node{Const: "subsim audit summary"}},
		property{"version", &node{Const: 1}},
		property{"model", entire("What the log was held against.",
			property{"version", count("The version of the model's format.")},
			property{"digest", patterned("What the model decides.", `^sha256:[0-9a-f]{64}$`, "write sha256: and 64 digits")})},
		property{"profile", ref("profile_used")},
		property{"kind", orNull(ref("kind"))},
		property{"sampled", truth("Between two records anything may have happened.")},
		property{"midway", truth("The log begins in the middle.")},
		property{"order", orNull(ref("order"))},
		property{"partial", truth("The log was not read to its end.")},
		property{"suppressed_below", count("Counts from 1 to below this are suppressed; 0 suppresses none.")},
		property{"begin", instant},
		property{"end", instant},
		property{"lines", ref("lines")},
		property{"verdicts", ref("verdicts")},
		property{"duplicates", figure("Deliveries seen before, among those ignored.")},
		property{"subscriptions", figure("How many there are.")},
		property{"states", list("How many are in each state at the end.", len(fsm.Sources()), entire("A state.", property{"state", ref("state")}, property{"subscriptions", figure("In this state.")}))},
		property{"unsettled", figure("May be in several states, since the log begins midway.")},
		property{"steady_state", ref("steady_state")},
		property{"transitions", list("The changes of state that were made.", 0, entire("One.",
			property{"from", ref("state")}, property{"event", orNull(ref("event"))}, property{"to", ref("state")}, property{"count", figure("How often.")}))},
		property{"findings", list("What cannot have happened, by reason.", len(history.Reasons()), entire("A reason.",
			property{"reason", ref("reason")}, property{"first", figure("The first of their subscriptions.")}, property{"following", figure("Behind another of their subscription.")}))},
		property{"unjudged", list("Lines that were not judged, by fault.", len(logs.Faults()), entire("A fault.", property{"fault", ref("fault")}, property{"lines", figure("How many.")}))},
		property{"notices", list("What was remarkable, by mark.", len(logs.Marks()), entire("A mark.", property{"mark", ref("mark")}, property{"count", figure("How many.")}))},
		property{"cells", orNull(entire("Which of the cells the records met; null for a log of states.",
			property{"of", &node{Const: len(allCells())}},
			property{"unexercised", list("Met by no record.", 0, ref("cell"))},
			property{"suppressed", list("Of which nothing is said.", 0, ref("cell"))}))},
	)
}
