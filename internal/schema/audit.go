package schema

import (
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
)

// WriteAudit writes the schema of a line of what an audit tells programs, as
// docs/audit.md tells it; its error is the writer's. The bytes depend on the
// vocabulary alone and end in a newline.
func WriteAudit(w io.Writer) error {
	place := []property{
		{"file", &node{Description: "The file, as it was named.", Type: "string"}},
		{"line", count("The line from 1, which in Parquet is the row; 0 where the whole file is meant.")},
	}
	shapes := properties{
		{"finding", auditLine("A record that the model does not allow.", append(place,
			property{"subscription", orNull(&node{Description: "Its identifier, where identifiers were asked for.", Type: "string"})},
			property{"at", orNull(&node{Description: "When it happened.", Type: "string", MinLength: 1})},
			property{"event", orNull(ref("event"))},
			property{"state", orNull(ref("state"))},
			property{"known", list("What the subscription may have been in before.", 0, protocolConfiguration())},
			property{"verdict", choice("What the model says of it.", verdicts(fsm.Verdicts()...))},
			property{"reason", ref("reason")},
			property{"legal", list("What would have been possible instead.", 0, &node{Description: "An event, or a state.", AnyOf: []*node{ref("event"), ref("state")}})},
			property{"follows", truth("An earlier finding of the subscription stands.")})...)},
		{"unjudged", auditLine("A stretch of lines that could not be judged.", append(place,
			property{"lines", &node{Description: "How many.", Type: "integer", Minimum: least(1)}},
			property{"fault", ref("fault")},
			property{"text", sentence("What is wrong.")})...)},
		{"notice", auditLine("Something remarkable.", append(place,
			property{"mark", ref("mark")},
			property{"excused", truth("It does not speak against the log.")},
			property{"text", sentence("What it is.")})...)},
		{"explanation", auditLine("The cheapest story that makes a finding possible.", append(place,
			property{"subscription", orNull(&node{Description: "Its identifier, where identifiers were asked for.", Type: "string"})},
			property{"lines", list("For people.", 0, sentence("A line."))})...)},
		{"unmapped", auditLine("A name that the vocabulary does not hold.", append(place,
			property{"name", sentence("The name.")},
			property{"role", &node{Description: "What it stands for.", Enum: []string{"event", "state"}}},
			property{"count", count("How often.")},
			property{"suggestion", orNull(&node{Description: "The likeliest name.", AnyOf: []*node{ref("event"), ref("state")}})})...)},
		{"result", auditResult()},
		{"summary", summary()},
	}
	root := &node{Title: "a line of what subsim audit tells programs, version 1"}
	line := &node{Properties: properties{{"type", &node{Enum: []string{"finding", "unjudged", "notice", "explanation", "unmapped", "result"}}}}, Required: []string{"type"}}
	for i := len(shapes) - 2; i >= 0; i-- {
		line = &node{If: saying("type", shapes[i].name), Then: ref(named(shapes[i].name)), Else: line}
		shapes[i].node.Properties = append(properties{{"type", &node{Const: shapes[i].name}}}, shapes[i].node.Properties...)
		shapes[i].node.Required = append([]string{"type"}, shapes[i].node.Required...)
		shapes[i].name = named(shapes[i].name)
	}
	root.If, root.Then, root.Else = line.If, line.Then, line.Else
	root.Definitions = append(append(logWords(), summaryShapes()...), shapes...)
	return root.write(w)
}

// named keeps the shapes of lines apart from the words.
func named(kind string) string { return kind + "_line" }

func auditLine(description string, keys ...property) *node { return entire(description, keys...) }

func sentence(description string) *node { return &node{Description: description, Type: "string"} }

// auditResult is the last line. What passed has no finding, was read to its end, and
// left no line unjudged.
func auditResult() *node {
	n := entire("What the audit comes to. It is the last line.",
		property{"format", &node{Const: "subsim audit"}},
		property{"version", &node{Const: 1}},
		property{"verdict", choice("In a word.", []word{
			{"possible", "the model allows every record, and everything was judged"},
			{"impossible", "the model does not allow some record"},
			{"undecided", "nothing was found, and not everything was judged"}})},
		property{"passed", truth("The verdict is possible.")},
		property{"because", sentence("Why, in a clause.")},
		property{"partial", orNull(sentence("Why the log was not read to its end."))},
		property{"accepted", list("The marks that do not speak against the log.", 0, ref("mark"))},
		property{"files", list("What was read.", 0, entire("A file.",
			property{"name", sentence("As it was named.")},
			property{"format", sentence("csv, jsonl or parquet; empty where nothing of it could be read.")},
			property{"compression", orNull(sentence("gzip or zstd."))},
			property{"lines", count("How many it has.")}))},
		property{"summary", ref("summary")},
	)
	passed := &node{Properties: properties{{"verdict", &node{Const: "possible"}}, {"partial", &node{Type: "null"}}}}
	n.If, n.Then, n.Else = saying("passed", true), passed, &node{Properties: properties{{"verdict", &node{Enum: []string{"impossible", "undecided"}}}}}
	return n
}
