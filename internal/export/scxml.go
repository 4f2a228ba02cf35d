package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// scxmlHead opens the document. Both namespaces are names and nothing to fetch; the
// second is ours.
const scxmlHead = `<?xml version="1.0" encoding="UTF-8"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:subsim="urn:subsim:scxml" version="1.0" datamodel="null"
    name="subsim" initial=%q
    subsim:profile="%s" subsim:digest="%s"
    subsim:notice="%s">
`

// SCXML writes a state chart in the W3C's notation, version 1.0, without a data
// model. Its innermost states are the configurations, under the ids that [XState]
// gives them.
//
// An event that is applied has a transition with a target, the state itself where
// the configuration is kept; where a generation begins, subsim:generation is "next".
// An event that is ignored has a transition without a target, and its reason in
// subsim:ignored. An event that is rejected has no transition; the state lists it in
// the attribute that is called like the reason: subsim:ended="renew recover".
//
// Whoever feeds the chart must keep to the names of the events: to SCXML, an event
// renew.late is a renew.
func SCXML(w io.Writer, t *fsm.Table) error {
	c := newChart(t)
	var b strings.Builder
	fmt.Fprintf(&b, scxmlHead, c[0].state, attribute(t.Profile().Name()), Digest(t), attribute(chartNotice))
	for _, s := range c {
		if !s.divided() {
			c.scxml(&b, s.ways[0], "  ")
			continue
		}
		fmt.Fprintf(&b, "  <state id=%q initial=%q>\n", s.state, c.id(s.initial().configuration))
		for _, w := range s.ways {
			c.scxml(&b, w, "    ")
		}
		b.WriteString("  </state>\n")
	}
	b.WriteString("</scxml>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// scxml describes an innermost state.
func (c chart) scxml(b *strings.Builder, w way, indent string) {
	fmt.Fprintf(b, "%s<state id=%q", indent, c.id(w.configuration))
	for _, reason := range fsm.Reasons() {
		if events := rejected(w.steps, reason); len(events) > 0 {
			fmt.Fprintf(b, "\n%s    subsim:%s=%q", indent, reason, strings.Join(events, " "))
		}
	}
	b.WriteString(">\n")
	for _, step := range w.steps {
		if step.Verdict() != fsm.VerdictRejected {
			fmt.Fprintf(b, "%s  <transition event=%q %s/>\n", indent, step.Event(), c.consequence(step))
		}
	}
	fmt.Fprintf(b, "%s</state>\n", indent)
}

// consequence says in attributes what becomes of an event that is not rejected.
func (c chart) consequence(step fsm.Step) string {
	switch {
	case step.Verdict() == fsm.VerdictIgnored:
		return fmt.Sprintf("subsim:ignored=%q", step.Reason())
	case step.To().Generation > step.From().Generation:
		return fmt.Sprintf(`target=%q subsim:generation="next"`, c.id(step.To()))
	}
	return fmt.Sprintf("target=%q", c.id(step.To()))
}

// rejected lists the events that are rejected for a reason.
func rejected(steps []fsm.Step, reason fsm.Reason) (events []string) {
	for _, step := range steps {
		if step.Verdict() == fsm.VerdictRejected && step.Reason() == reason {
			events = append(events, string(step.Event()))
		}
	}
	return events
}

// attribute escapes what XML would not take literally in an attribute.
func attribute(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // to memory
	return b.String()
}
