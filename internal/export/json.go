package export

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
)

// The name and the version of the json format; the version stands beside the
// digest wherever a program says which model it speaks of. A reader should refuse another
// version; one that only adds members keeps its number.
const (
	jsonFormat   = "subsim-model"
	ModelVersion = 1
)

// jsonNotice keeps published and ours apart for whoever reads the file alone.
const jsonNotice = "published: the names of the states, their order, and states[].published; ours, a reference and nobody's policy: everything else"

// JSON writes the whole model as one object, an element of a list a line. Its
// members, in order:
//
//	format, version   "subsim-model", 1
//	digest            see [Digest]
//	notice            what is published and what is ours
//	profile           the profile in force: name, and without what
//	none              the subscription that has not started, shaped like a state
//	states            the eight: class, meaning, our reading, the published one
//	events            the 22: meaning, and the state that is observed
//	verdicts, reasons reasons in the order in which they are tried
//	rows              what decides each event in which states, and why; removed_in
//	                  lists the states where the profile removes the cell
//	configurations    those that the profile can reach, taken apart
//	cells             what [Cells] writes, and whether a new generation begins
//	laws, profiles    all laws, and the built-in profiles
//
// The effects of rows are those of [fsm.Effect]; null says that there is nothing
// to say.
func JSON(w io.Writer, t *fsm.Table) error {
	var o object
	o.member("format", jsonFormat)
	o.member("version", ModelVersion)
	o.member("digest", Digest(t))
	o.member("notice", jsonNotice)
	o.member("profile", factsOfProfile(t.Profile()))
	o.member("none", factsOfState(fsm.StateNone))
	list(&o, "states", fsm.States(), factsOfState)
	list(&o, "events", fsm.Events(), factsOfEvent)
	o.member("verdicts", fsm.Verdicts())
	list(&o, "reasons", fsm.Reasons(), factsOfReason)
	list(&o, "rows", rows(t), func(row fsm.Row) rowFacts { return factsOfRow(t, row) })
	list(&o, "configurations", t.Configurations(), factsOfConfiguration)
	list(&o, "cells", steps(t), factsOfStep)
	list(&o, "laws", fsm.Laws(), func(l fsm.Law) fsm.Law { return l })
	list(&o, "profiles", fsm.Profiles(), factsOfProfile)
	_, err := w.Write(o.end())
	return err
}

// An object is a JSON object being written, its members in the order in which
// they come.
type object struct{ text bytes.Buffer }

// member writes a member on a line of its own.
func (o *object) member(name string, value any) {
	o.name(name)
	o.value(value)
}

// list writes a member that is a list, each element on a line of its own.
func list[T, F any](o *object, name string, elements []T, facts func(T) F) {
	o.name(name)
	o.text.WriteByte('[')
	for i, element := range elements {
		if i > 0 {
			o.text.WriteByte(',')
		}
		o.text.WriteString("\n    ")
		o.value(facts(element))
	}
	o.text.WriteString("\n  ]")
}

// name opens a member.
func (o *object) name(name string) {
	start := ",\n  "
	if o.text.Len() == 0 {
		start = "{\n  "
	}
	o.text.WriteString(start)
	o.value(name)
	o.text.WriteString(": ")
}

// value writes a value in one line. Configurations hold angle brackets, which
// need no escape outside HTML.
func (o *object) value(value any) {
	encoder := json.NewEncoder(&o.text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic("export: the model cannot be written as JSON: " + err.Error())
	}
	o.text.Truncate(o.text.Len() - 1) // Encode ends in a newline
}

// end closes the object and returns it.
func (o *object) end() []byte {
	o.text.WriteString("\n}\n")
	return o.text.Bytes()
}
