package paper_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/paper"
)

// names reads what --map says.
func names(t *testing.T, pairs ...string) paper.Names {
	t.Helper()
	all := paper.Names{}
	for _, pair := range pairs {
		if err := all.Set(pair); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// arrows lists arrows in one line: "none -> trial, trial renew trial?".
func arrows(m *paper.Machine) string {
	var all []string
	for _, a := range m.Arrows {
		event := string(a.Event)
		if event == "" {
			event = "->"
		}
		guarded := ""
		if a.Guard != "" {
			guarded = "?"
		}
		all = append(all, fmt.Sprintf("%s %s %s%s", a.From, event, a.To, guarded))
	}
	return strings.Join(all, ", ")
}

func messages(problems diag.Problems) string {
	var all []string
	for _, p := range problems {
		all = append(all, fmt.Sprintf("%d:%d %s", p.Span.Line, p.Span.Column, p.Message))
	}
	return strings.Join(all, "\n")
}

const (
	begins = "%d:%d the drawing begins in %s by an event that it does not name; one of the reference's that leads there counts as drawn"
)

// drawings are one row a notation: what is drawn, how it is read and why.
var drawings = []struct{ why, text, arrows, notes string }{
	{"xstate: a name, an object, a list",
		`{"initial":"trial","states":{"trial":{"on":{"activate":"active","expire":{"target":"expired"}}},"active":{"on":{"cancel":[{"target":"cancelled"}]}},"expired":{},"cancelled":{"type":"final"}}}`,
		"none -> trial, trial activate active, trial expire expired, active cancel cancelled", "1:12 the drawing begins in trial"},
	{"xstate: what a root or a parent handles, all inside do, unless they forbid or handle it themselves",
		`{"initial":"none","on":{"lose_contact":".unknown"},"states":{"none":{"on":{"activate":"live","lose_contact":{}}},"live":{"initial":"active","on":{"cancel":"cancelled"},"states":{"active":{"on":{"suspend":"suspended"}},"suspended":{"on":{"cancel":{"actions":"x"}}}}},"cancelled":{},"unknown":{}}}`,
		"active lose_contact unknown, suspended lose_contact unknown, cancelled lose_contact unknown, unknown lose_contact unknown, none activate active, active cancel cancelled, active suspend suspended, suspended cancel suspended", "1:258 actions are not taken into account"},
	{"xstate: a final state at the top ends the machine, so nothing is handled there any more",
		`{"initial":"active","on":{"cancel":".cancelled"},"states":{"active":{},"cancelled":{"type":"final"}}}`,
		"none -> active, active cancel cancelled", "1:12 the drawing begins in active"},
	{"xstate: what is not an arrow is noted, once a kind",
		`{"initial":"none","context":{"a":1},"states":{"none":{"on":{"activate":"active"}},"active":{"entry":"x","exit":["y"],"after":{"10":"expired"},"always":{"target":"expired"},"invoke":{"src":"z"},"onn":{}, "on":{"":"expired","done.invoke.z":"expired"}},"expired":{}}}`,
		"none activate active", "1:19 the context is not taken into account\n1:93 actions are not taken into account (2 times)\n1:118 timers are not taken into account: a deadline is no event of a drawing\n1:143 transitions without an event are not taken into account (2 times)\n1:173 invoked services, and what they report, are not taken into account (2 times)\n1:194 the member onn is not known, and not taken into account"},
	{"xstate: guards are arrows, and what comes after a guard may be taken too",
		`{"initial":"none","states":{"none":{"on":{"activate":"active"}},"active":{"on":{"fail_renewal":[{"guard":"a","target":"past_due"},{"cond":{"type":"b"},"target":"suspended"},{"target":"expired"},{"target":"trial"}]}},"past_due":{},"suspended":{},"expired":{},"trial":{}}}`,
		"none activate active, active fail_renewal past_due?, active fail_renewal suspended?, active fail_renewal expired", "1:97 guards are not evaluated: an arrow that has one counts as drawn (2 times)"},
	{"xstate: version 4 lists transitions that name their events",
		`{"initial":"none","states":{"none":{"on":[{"event":"activate","target":"active"}]},"active":{}}}`,
		"none activate active", ""},
	{"xstate: a pattern takes what nothing else does",
		`{"initial":"none","states":{"none":{"on":{"start_trial":"trial","*":{"target":"unknown"}}},"trial":{},"unknown":{"on":{"observe_trial":"trial"}}}}`,
		"none start_trial trial, none observe_trial unknown, " + everyOther("none", "unknown", "start_trial", "observe_trial") + ", unknown observe_trial trial", ""},
	{"scxml: the first child begins, several events, patterns by prefix",
		"<scxml xmlns='http-scxml' version='1.0'>\n <state id='none'>\n  <transition event='start_trial observe_trial.*' target='trial'/>\n </state>\n <state id='trial'><transition event='extend_trial'/><transition event='cancel' cond='x' target='cancelled'/></state>\n <final id='cancelled'/>\n</scxml>",
		"none start_trial trial, none observe_trial trial, trial extend_trial trial, trial cancel cancelled?", "5:54 guards are not evaluated: an arrow that has one counts as drawn"},
	{"scxml: states inside states, by attribute and by element",
		"<scxml initial='live'><state id='live'><initial><transition target='active'/></initial><transition event='cancel' target='ended'/><state id='trial'><transition event='activate' target='active'/></state><state id='active'/></state><state id='ended' initial='cancelled'><state id='expired'/><state id='cancelled'><onentry><log expr='1'/></onentry></state></state></scxml>",
		"none -> active, trial cancel cancelled, active cancel cancelled, trial activate active", "1:1 the drawing begins in active\n1:312 actions are not taken into account"},
	{"scxml: the star takes everything that is left, in the order of the drawing",
		"<scxml><state id='none'><transition event='activate' target='active'/></state><state id='active'><transition event='*' target='cancelled'/><transition event='renew' target='active'/></state><state id='cancelled'/></scxml>",
		"none activate active, active activate cancelled, active renew cancelled, " + everyOther("active", "cancelled", "activate", "renew"), ""},
	{"scxml: what has no event, and what the platform raises, is noted",
		"<scxml><state id='none'><transition event='activate' target='active'/></state><state id='active'><transition target='expired'/><transition event='done.state.x' target='expired'/><invoke/></state><state id='expired'/><datamodel/><odd/></scxml>",
		"none activate active", "1:98 transitions without an event are not taken into account\n1:128 invoked services, and what they report, are not taken into account (2 times)\n1:217 data is not taken into account\n1:229 the element odd is not known, and not taken into account"},
	{"mermaid: arrows, labels of several events, guards and actions",
		"stateDiagram-v2\n  [*] --> trial : start_trial\n  trial-->active:activate\n  suspended --> active : resume, recover<br/>observe_active [ok] / tell\n  active --> suspended : suspend\n",
		"none start_trial trial, trial activate active, suspended resume active?, suspended recover active?, suspended observe_active active?, active suspend suspended", "4:3 actions are not taken into account\n4:3 guards are not evaluated: an arrow that has one counts as drawn (3 times)"},
	{"mermaid: aliases, and texts that are titles or events",
		"---\ntitle: x\n---\n%% a comment\nstateDiagram-v2\n  direction LR\n  state \"Past Due\" as s1\n  s2 : active\n  s2 : renew\n  s2 : a current term\n  [*] --> s2 : activate\n  s2 --> s1 : fail_renewal %% no more\n  s1:::late --> s2:::good : recover\n  classDef late fill:#f00;\n  class s1 late\n  note right of s1\n    s1 --> s2 : nothing\n  end note\n  note left of s2 : cancel\n",
		"active renew active, none activate active, active fail_renewal past_due, past_due recover active", ""},
	{"mermaid: states inside states",
		"stateDiagram-v2\n[*] --> live : activate\nstate live {\n  [*] --> active\n  trial --> active : activate\n  active --> [*]\n}\nlive --> cancelled : cancel\ncancelled --> [*]\n",
		"none activate active, trial activate active, active cancel cancelled, trial cancel cancelled", ""},
	{"mermaid: a state with a name of ours may have others inside",
		"stateDiagram-v2\n[*] --> past_due : observe_past_due\nstate past_due {\n  [*] --> retrying\n  retrying --> waiting : fail_renewal\n}\npast_due --> active : recover\n",
		"none observe_past_due past_due, past_due fail_renewal past_due, past_due recover active", "4:3 several states are read as past_due: what any of them does counts"},
	{"mermaid: a choice guards what leads through it",
		"stateDiagram-v2\n[*] --> active : activate\nstate paid <<choice>>\nactive --> paid : renew\npaid --> active : if so\npaid --> past_due : if not\n",
		"none activate active, active renew active?, active renew past_due?", "4:1 guards are not evaluated: an arrow that has one counts as drawn (2 times)"},
	{"mermaid: several statements a line, and the nodes of our own pictures",
		"stateDiagram-v2; any_other --> unknown : lose_contact; unknown --> observed : observe_S #91;reachable#93;; any_live --> cancelled : cancel; any_live : schedule_cancellation; trial --> active : activate; [*] --> trial\n",
		"none lose_contact unknown, cancelled lose_contact unknown, trial lose_contact unknown, active lose_contact unknown, unknown observe_cancelled cancelled?, unknown observe_trial trial?, unknown observe_active active?, trial cancel cancelled, active cancel cancelled, trial schedule_cancellation trial, active schedule_cancellation active, trial activate active, none -> trial", "1:204 the drawing begins in trial"},
	{"mermaid: in a document",
		"# Ours\n\n```mermaid\nstateDiagram-v2\n[*] --> active : activate\n```\n\na --> b\n",
		"none activate active", ""},
	{"cells, as exported; what is ignored keeps the state",
		"configuration\tevent\tverdict\treason\tnext\nnone\tactivate\tapplied\t-\tactive\nnone\trenew\trejected\tnot_started\tnone\nactive+scheduled\tactivate\tignored\talready\tactive+scheduled\n",
		"none activate active, active activate active", ""},
	{"model, as exported",
		`{"format":"subsim-model","version":1,"cells":[{"configuration":"none","event":"activate","verdict":"applied","next":"active"}]}`,
		"none activate active", ""},
	{"names as others spell them, a mark at the beginning, no beginning",
		"\ufeffstateDiagram\r\nPAST_DUE --> canceled : Cancel\r\n",
		"past_due cancel cancelled", "0:0 the drawing does not say where it begins, so whether anything leads to its states is not judged"},
}

// everyOther lists arrows of all events but some, in their order.
func everyOther(from, to string, but ...string) string {
	var all []string
	for _, e := range fsm.Events() {
		if !slices.Contains(but, string(e)) {
			all = append(all, fmt.Sprintf("%s %s %s", from, e, to))
		}
	}
	return strings.Join(all, ", ")
}

func TestDrawingsAreRead(t *testing.T) {
	for _, test := range drawings {
		m, err := paper.Read("x", test.text, paper.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.why, err)
			continue
		}
		if got := arrows(m); got != test.arrows {
			t.Errorf("%s: the arrows are\n%s\nwant\n%s", test.why, got, test.arrows)
		}
		got := strings.ReplaceAll(messages(m.Notes), strings.TrimPrefix(fmt.Sprintf(begins, 0, 0, "trial"), "0:0 the drawing begins in trial"), "")
		if got != test.notes {
			t.Errorf("%s: the notes are\n%s\nwant\n%s", test.why, got, test.notes)
		}
	}
}

// TestWhatIsWrongIsAllTold: every problem of a drawing, with its place.
func TestWhatIsWrongIsAllTold(t *testing.T) {
	deep := strings.Repeat(`{"states":{"a":`, 40) + "{}" + strings.Repeat("}}", 40)
	for _, test := range []struct{ why, text, want string }{
		{"nothing", "", "0:0 this looks like no drawing that can be read"},
		{"bytes", "\xff", "0:0 the drawing is no text in UTF-8"},
		{"too much", "{" + strings.Repeat(" ", paper.MaxSize), "0:0 the drawing has more than 1048576 bytes"},
		{"broken JSON", "{\n  \"states\": {\n    \"a\": x\n}}", "3:10 this is no JSON: invalid character 'x' looking for beginning of value"},
		{"half of JSON", "{", "1:1 this is no JSON: unexpected end of JSON input"},
		{"JSON of something else", `{"a": 1}`, "1:1 this JSON holds no states, so it is no machine"},
		{"a machine without anything", `{"states":{}}`, "0:0 the drawing holds no state"},
		{"a machine without events", `{"states":{"active":{}}}`, "0:0 the drawing holds no event"},
		{"two names twice, and two targets that are missing", `{"initial":"activ","states":{"active":{"on":{"cancel":"canceled","cancel":{}}},"active":{"on":{"renew":"#x.y"}},"cancelled":{}}}`,
			"1:12 no state is called \"activ\"\n1:55 no state is called \"canceled\"\n1:66 \"cancel\" stands here twice\n1:80 \"active\" stands here twice\n1:104 no state is called \"#x.y\""},
		{"parallel states", `{"type":"parallel","states":{"a":{},"b":{}}}`, "1:9 parallel states cannot be compared: a subscription is in one state at a time"},
		{"states of the wrong shape", `{"states":{"active":1,"trial":{"on":7},"expired":{"on":{"renew":null,"cancel":3}},"cancelled":{"type":"odd"},"unknown":{"states":[]}}}`,
			"1:21 a state is an object, not a number, true or false\n1:37 on is an object, not a number, true or false\n1:65 a transition is a name, an object or a list of these, not null\n1:79 a transition is a name, an object or a list of these, not a number, true or false\n1:103 there is no such type of state\n1:130 states is an object, not a list"},
		{"nested too deep", deep, ""},
		{"broken XML", "<scxml>\n<state>", "2:1 a state has no id\n2:8 this is no XML: line 2: unexpected EOF"},
		{"XML of something else", "<a/>", "1:1 a stands outside the element scxml\n0:0 this XML holds no element scxml, so it is no state chart"},
		{"targets and ids", "<scxml initial='x'>\n<state id='active'><transition event='cancel' target='canceled'/></state>\n<state id='active'/><state/><parallel id='p'/>\n<final id='cancelled'/></scxml>",
			"1:1 no state has the id \"x\"\n2:20 no state has the id \"canceled\"\n3:1 two states have the id \"active\"\n3:21 a state has no id\n3:29 parallel states cannot be compared: a subscription is in one state at a time"},
		{"mermaid of no grammar", "stateDiagram-v2\n  active -> trial\n  }\n  state x {\n  [*] --> [*]\n", "2:3 this is no statement of a state diagram\n3:3 no state is open here\n4:3 this state is not closed"},
		{"another kind of picture", "graph TD\n stateDiagram\n", "1:1 a state diagram begins with stateDiagram-v2"},
		{"side by side", "stateDiagram-v2\nstate x {\na --> b\n--\nc --> d\n}\nstate f <<fork>>\nstate g <<odd>>", "4:1 parallel states cannot be compared: a subscription is in one state at a time\n7:1 parallel states cannot be compared: a subscription is in one state at a time\n8:1 there is no such kind of state: odd"},
		{"two diagrams in a document", "```mermaid\nstateDiagram-v2\n```\n```mermaid\nstateDiagram-v2\n```\n", "0:0 the document holds 2 state diagrams; put the one that is meant in a file of its own\n0:0 no line says stateDiagram-v2"},
		{"names that nobody knows, each once", "stateDiagram-v2\n  trialing --> actve : convert\n  trialing --> actve : cancle\n  actve --> [*] : convert\n",
			"2:3 unknown event \"convert\" (2 times)\n2:3 unknown state \"trialing\", did you mean \"trial\"? (2 times)\n2:3 unknown state \"actve\", did you mean \"active\"? (3 times)\n3:3 unknown event \"cancle\", did you mean \"cancel\"?\n4:3 unknown state \"[*]\""},
		{"back to before the start", "stateDiagram-v2\nnone --> active : activate\nactive --> none : cancel\n", "3:1 cancel leads back to none: what has begun is never not started again"},
		{"cells that are none", "configuration\tevent\tverdict\treason\tnext\nnone\tactivat\tappl\t-\tunknown<x>\nnone\tactivate\n",
			"2:6 unknown event \"activat\"\n2:21 unknown configuration \"unknown<x>\"\n3:1 a cell has 5 columns, this line has 2"},
		{"a model of another version", `{"format":"subsim-model","version":2,"cells":[]}`, "1:1 only version 1 of the format subsim-model is read"},
		{"a model without cells", `{"format":"subsim-model","version":1}`, "1:1 the model has no list of cells"},
		{"a cell without its members", `{"format":"subsim-model","version":1,"cells":[{"configuration":"none"}]}`, "1:47 a cell has no event\n1:47 a cell has no verdict\n1:47 a cell has no next\n1:47 unknown configuration \"\"\n1:47 unknown event \"\""},
	} {
		m, err := paper.Read("x", test.text, paper.Options{})
		var problems diag.Problems
		if !errors.As(err, &problems) || m != nil {
			t.Errorf("%s: read as %v, %v", test.why, m, err)
			continue
		}
		if got := messages(problems); got != test.want && test.want != "" {
			t.Errorf("%s: the problems are\n%s\nwant\n%s", test.why, got, test.want)
		}
	}
}

// TestMapped: --map says what a name means, or leaves it out; what it says of no
// name at all is a problem.
func TestMapped(t *testing.T) {
	const text = "stateDiagram-v2\n[*] --> trialing : begin\ntrialing --> active : payment ok\ntrialing --> paused : hold\nactive --> active : ping\nactive --> [*] : stop\n"
	m, err := paper.Read("x", text, paper.Options{Names: names(t, "trialing=trial", "begin=start_trial", "payment ok=activate", "paused=-", "hold=suspend", "ping=-", "[*]=cancelled", "stop=cancel")})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := arrows(m), "none start_trial trial, trial activate active, active cancel cancelled"; got != want {
		t.Errorf("the arrows are %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(m.Left), "[{paused 1} {ping 1}]"; got != want {
		t.Errorf("left out: %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(m.Renamed), "[{begin start_trial} {payment ok activate} {hold suspend} {stop cancel} {trialing trial} {[*] cancelled}]"; got != want {
		t.Errorf("renamed: %s, want %s", got, want)
	}
	if got, want := messages(m.Notes), "4:1 paused is left out, and with it every arrow that touches it: 1"; got != want {
		t.Errorf("noted: %s, want %s", got, want)
	}
	_, err = paper.Read("x", "stateDiagram-v2\n[*] --> trial : start_trial\n", paper.Options{Names: names(t, "a=trial", "trial=cancel")})
	if err == nil || err.Error() != "x: --map a=trial: the drawing holds no such name\nx: --map trial=cancel: the drawing holds no such name" {
		t.Errorf("names of nothing: %v", err)
	}
	for _, wrong := range []string{"a", "=trial", "a=trail", "a=", "a=trial=active"} {
		if err := (paper.Names{"a=trial": "expired"}).Set(wrong); err == nil {
			t.Errorf("%q says what a name means", wrong)
		}
	}
}

// TestFormatIsForced: what cannot be told is said.
func TestFormatIsForced(t *testing.T) {
	if _, err := paper.Read("x", "stateDiagram-v2\n", paper.Options{Format: "scxml"}); err == nil {
		t.Error("mermaid is read as SCXML")
	}
	m, err := paper.Read("x", "stateDiagram-v2\n[*] --> active: activate", paper.Options{Format: "mermaid"})
	if err != nil || m.Format != "mermaid" {
		t.Errorf("%v, %v", m, err)
	}
}

// FuzzParse wants every input to end in a machine of ours or in problems whose
// places are in the file; never in a panic, and never in nothing.
func FuzzParse(f *testing.F) {
	for _, d := range drawings {
		f.Add(d.text)
	}
	sample, err := os.ReadFile("testdata/subscription.xstate.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(sample))
	f.Fuzz(func(t *testing.T, text string) {
		m, err := paper.Read("fuzz", text, paper.Options{Names: paper.Names{"a": "trial", "e": "renew"}})
		var problems diag.Problems
		switch {
		case (err == nil) != (m != nil):
			t.Fatalf("%v and error %v", m, err)
		case err != nil && (!errors.As(err, &problems) || len(problems) == 0):
			t.Fatalf("the error is %T: %v", err, err)
		case err == nil:
			checkMachine(t, m)
			problems = m.Notes
		}
		lines := strings.Split(text, "\n")
		for _, p := range problems {
			if line := p.Span.Line; line > len(lines) || line > 0 && p.Span.Column > len([]rune(lines[line-1]))+1 {
				t.Errorf("%s is no place in %q", p.Place(), text)
			}
		}
	})
}

func checkMachine(t *testing.T, m *paper.Machine) {
	for _, a := range m.Arrows {
		_, from := m.State(a.From)
		_, to := m.State(a.To)
		if a.From != fsm.StateNone && !from || !to {
			t.Errorf("%+v joins what is not drawn", a)
		}
		if _, err := fsm.ParseEvent(string(a.Event)); err != nil && (a.Event != "" || a.From != fsm.StateNone) {
			t.Errorf("%+v has no event of ours", a)
		}
	}
}
