package adapter

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

const schemaFile = "../../docs/protocol.schema.json"

// definition compiles one definition of the protocol's schema, once.
func definition(name string) *jsonschema.Schema {
	compiled, known := definitions.Load(name)
	if !known {
		compiled = jsonschema.NewCompiler().MustCompile(schemaFile + "#/definitions/" + name)
		definitions.Store(name, compiled)
	}
	return compiled.(*jsonschema.Schema)
}

var definitions sync.Map

// valid holds a message against a definition.
func valid(name string, message []byte) error {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(message)))
	if err == nil {
		err = definition(name).Validate(document)
	}
	return err
}

// keepSchema wants a request and its answer to be what the schema says.
func keepSchema(t *testing.T, asked, answer []byte) {
	var r request
	if err := json.Unmarshal(asked, &r); err != nil {
		t.Error(err)
	}
	if err := errors.Join(valid(string(r.Op)+"_request", asked), valid("request", asked)); err != nil {
		t.Errorf("%v\n%s", err, asked)
	}
	if err := errors.Join(valid(string(r.Op)+"_response", answer), valid("response", answer)); err != nil {
		t.Errorf("%v\n%s", err, answer)
	}
}

// accepting is an adapter that reads a status.
func accepting() conformance.Capabilities {
	c := bare()
	c.Accepts, c.Statuses = true, map[fsm.State]string{}
	for _, s := range fsm.Sources() {
		c.Statuses[s] = string(s.Class())
	}
	return c
}

var (
	aHello   = request{N: 1, Op: opHello}
	anOpen   = request{N: 2, Op: opOpen}
	anEvent  = request{N: 3, Op: opEvent, Event: fsm.EventActivate}
	aRun     = request{N: 4, Op: opRun, Events: []fsm.Event{fsm.EventActivate, fsm.EventRenew}}
	aMove    = request{N: 5, Op: opAdvance, By: "14d"}
	aClosing = request{N: 6, Op: opClose}
)

const (
	fine   conformance.Fault = "" // no fault
	babble                   = conformance.FaultBabbled
	lie                      = conformance.FaultLied
	coarse                   = `{"none":"new","trial":"on","active":"on","past_due":"on","grace_period":"on","suspended":"off","expired":"over","cancelled":"over","unknown":"?"}`
)

// hi is the answer to a hello with more members.
func hi(more string) string { return `{"n":1,"protocol":1,"name":"acme"` + more + `}` }

var answers = []struct {
	why  string
	to   request
	text string
	by   func() conformance.Capabilities
	want conformance.Fault
	// unseen says that the schema cannot see it: it is no JSON, or the slip is in
	// how it is written, or in the number.
	unseen bool
}{
	{"the least hello", aHello, hi(``), bare, fine, false},
	{"white space", aHello, " \t" + hi(``) + " \r\n", bare, fine, false},
	{"everything", aHello, hi(`,"version":"","events":["cancel","activate"],"verdicts":["rejected","accepted"],"reads":"status","statuses":` + coarse + `,"seed":true,"clock":true,"policy":{"trial":{"after":"0s","event":"expire"}},"batch":true,"once":false,"parallel":64`), bare, fine, false},
	{"it cannot serve now", aHello, `{"n":1,"error":{"definite":true,"message":"down"}}`, bare, fine, false},
	{"no protocol", aHello, `{"n":1,"name":"acme"}`, bare, babble, false},
	{"no name", aHello, `{"n":1,"protocol":1}`, bare, babble, false},
	{"an empty name", aHello, `{"n":1,"protocol":1,"name":" "}`, bare, babble, false},
	{"a name of two lines", aHello, `{"n":1,"protocol":1,"name":"a\nb"}`, bare, babble, false},
	{"a version of two lines", aHello, hi(`,"version":"1\n2"`), bare, babble, false},
	{"another protocol", aHello, `{"n":1,"protocol":2,"name":"acme"}`, bare, babble, false},
	{"no event at all", aHello, hi(`,"events":[]`), bare, babble, false},
	{"an event twice", aHello, hi(`,"events":["cancel","cancel"]`), bare, babble, false},
	{"a misspelt event", aHello, hi(`,"events":["cancle"]`), bare, babble, false},
	{"two verdicts of one kind", aHello, hi(`,"verdicts":["applied","rejected"]`), bare, babble, false},
	{"verdicts of both kinds", aHello, hi(`,"verdicts":["applied","ignored","rejected","accepted"]`), bare, babble, false},
	{"a verdict twice", aHello, hi(`,"verdicts":["accepted","accepted"]`), bare, babble, false},
	{"another way to read", aHello, hi(`,"reads":"states"`), bare, babble, false},
	{"status without words", aHello, hi(`,"reads":"status"`), bare, babble, false},
	{"words without status", aHello, hi(`,"reads":"state","statuses":` + coarse), bare, babble, false},
	{"words, and nothing is read", aHello, hi(`,"statuses":` + coarse), bare, babble, false},
	{"a state without a word", aHello, hi(`,"reads":"status","statuses":` + strings.Replace(coarse, `"none":"new",`, "", 1)), bare, babble, false},
	{"an empty word", aHello, hi(`,"reads":"status","statuses":` + strings.Replace(coarse, `"new"`, `""`, 1)), bare, babble, false},
	{"a word for no state", aHello, hi(`,"reads":"status","statuses":` + strings.Replace(coarse, `"none"`, `"paused":"off","none"`, 1)), bare, babble, false},
	{"a misspelt capability", aHello, hi(`,"sead":true`), bare, babble, false},
	{"a capability that is no truth", aHello, hi(`,"seed":"yes"`), bare, babble, false},
	{"none at a time", aHello, hi(`,"parallel":0`), bare, babble, false},
	{"too many at a time", aHello, hi(`,"parallel":65`), bare, babble, false},
	{"half a session", aHello, hi(`,"parallel":1.5`), bare, babble, false},
	{"deadlines, and no clock", aHello, hi(`,"policy":{"trial":{"after":"14d","event":"expire"}}`), bare, babble, false},
	{"a deadline in a gap", aHello, hi(`,"clock":true,"policy":{"unknown":{"after":"14d","event":"expire"}}`), bare, babble, false},
	{"a deadline before the start", aHello, hi(`,"clock":true,"policy":{"none":{"after":"14d","event":"activate"}}`), bare, babble, false},
	{"a deadline of no event", aHello, hi(`,"clock":true,"policy":{"trial":{"after":"14d","event":"end"}}`), bare, babble, false},
	{"a deadline in months", aHello, hi(`,"clock":true,"policy":{"trial":{"after":"1mo","event":"expire"}}`), bare, babble, false},
	{"half a rule", aHello, hi(`,"clock":true,"policy":{"trial":{"after":"1d"}}`), bare, babble, false},
	{"a rule with more", aHello, hi(`,"clock":true,"policy":{"trial":{"after":"1d","event":"expire","at":"noon"}}`), bare, babble, false},
	{"deadlines that never end", aHello, hi(`,"clock":true,"policy":{"past_due":{"after":"0s","event":"recover"},"active":{"after":"0s","event":"fail_renewal"}}`), bare, lie, false},

	{"no JSON", anOpen, `ready`, bare, babble, true},
	{"nothing", anOpen, ``, bare, babble, true},
	{"half", anOpen, `{"n":2`, bare, babble, true},
	{"more behind it", anOpen, `{"n":2} {"n":3}`, bare, babble, true},
	{"a list", anOpen, `[{"n":2}]`, bare, babble, false},
	{"a text", anOpen, `"n"`, bare, babble, false},
	{"null", anOpen, `null`, bare, babble, false},
	{"no number", anOpen, `{}`, bare, babble, false},
	{"a number in quotes", anOpen, `{"n":"2"}`, bare, babble, false},
	{"another number", anOpen, `{"n":1}`, bare, babble, true},
	{"a number that is none", anOpen, `{"n":0}`, bare, babble, false},
	{"a member twice", anOpen, `{"n":2,"n":2}`, bare, babble, true},
	{"another case", anOpen, `{"N":2}`, bare, babble, false},
	{"another encoding", anOpen, "{\"n\":2,\"skip\":\"\xe9\"}", bare, babble, true},
	{"null for what is not there", anOpen, `{"n":2,"state":null}`, bare, babble, false},
	{"a misspelt member", anOpen, `{"n":2,"stat":"none"}`, whole, babble, false},
	{"a member of another answer", anOpen, `{"n":2,"verdict":"applied"}`, bare, babble, false},
	{"opened", anOpen, `{"n":2}`, bare, fine, false},
	{"opened, and read", anOpen, `{"n":2,"state":"none"}`, whole, fine, false},
	{"opened, its status read", anOpen, `{"n":2,"state":"live"}`, accepting, fine, false},
	{"the state is missing", anOpen, `{"n":2}`, whole, lie, false},
	{"a state, though none is read", anOpen, `{"n":2,"state":"none"}`, bare, lie, false},
	{"a state outside the vocabulary", anOpen, `{"n":2,"state":"canceled"}`, whole, lie, false},
	{"a state in place of its status", anOpen, `{"n":2,"state":"active"}`, accepting, lie, false},
	{"an empty state", anOpen, `{"n":2,"state":""}`, whole, babble, false},

	{"applied", anEvent, `{"n":3,"verdict":"applied","state":"active"}`, whole, fine, false},
	{"accepted", anEvent, `{"n":3,"verdict":"accepted","state":"live"}`, accepting, fine, false},
	{"no verdict", anEvent, `{"n":3,"state":"active"}`, whole, babble, false},
	{"a verdict of no adapter", anEvent, `{"n":3,"verdict":"ok","state":"active"}`, whole, babble, false},
	{"accepted where it is told apart", anEvent, `{"n":3,"verdict":"accepted","state":"active"}`, whole, lie, false},
	{"applied where it is not", anEvent, `{"n":3,"verdict":"applied","state":"live"}`, accepting, lie, false},
	{"a definite error", anEvent, `{"n":3,"error":{"definite":true,"message":"busy"}}`, whole, fine, false},
	{"an indefinite error", anEvent, `{"n":3,"error":{"definite":false,"message":"lost"}}`, whole, fine, false},
	{"an error that is neither", anEvent, `{"n":3,"error":{"message":"lost"}}`, whole, babble, false},
	{"an error without a message", anEvent, `{"n":3,"error":{"definite":true}}`, whole, babble, false},
	{"an error that is a text", anEvent, `{"n":3,"error":"lost"}`, whole, babble, false},
	{"an error beside a verdict", anEvent, `{"n":3,"verdict":"applied","error":{"definite":true,"message":"busy"}}`, whole, babble, false},
	{"a skip", anEvent, `{"n":3,"skip":"the sandbox cannot suspend"}`, whole, fine, false},
	{"a skip without a reason", anEvent, `{"n":3,"skip":""}`, whole, babble, false},
	{"a skip and an error", anEvent, `{"n":3,"skip":"no","error":{"definite":true,"message":"busy"}}`, whole, babble, false},

	{"both answers", aRun, `{"n":4,"answers":[{"verdict":"applied"},{"verdict":"applied"}]}`, bare, fine, false},
	{"one answer, and why", aRun, `{"n":4,"answers":[{"verdict":"applied"}],"error":{"definite":true,"message":"busy"}}`, bare, fine, false},
	{"no answer, and why", aRun, `{"n":4,"skip":"no"}`, bare, fine, false},
	{"one answer, and not why", aRun, `{"n":4,"answers":[{"verdict":"applied"}]}`, bare, lie, false},
	{"both answers, and an error", aRun, `{"n":4,"answers":[{"verdict":"applied"},{"verdict":"applied"}],"error":{"definite":true,"message":"busy"}}`, bare, lie, false},
	{"three answers", aRun, `{"n":4,"answers":[{"verdict":"applied"},{"verdict":"applied"},{"verdict":"applied"}]}`, bare, lie, false},
	{"an answer that lacks its state", aRun, `{"n":4,"answers":[{"verdict":"applied","state":"active"},{"verdict":"applied"}]}`, whole, lie, false},
	{"an answer with more", aRun, `{"n":4,"answers":[{"verdict":"applied","reason":"so"},{"verdict":"applied"}]}`, bare, babble, false},
	{"an answer without a verdict", aRun, `{"n":4,"answers":[{},{"verdict":"applied"}]}`, bare, babble, false},
	{"an answer that is a text", aRun, `{"n":4,"answers":["applied","applied"]}`, bare, babble, false},
	{"no list", aRun, `{"n":4}`, bare, babble, false},

	{"moved", aMove, `{"n":5,"state":"expired"}`, whole, fine, false},
	{"moved, and a verdict", aMove, `{"n":5,"state":"expired","verdict":"applied"}`, whole, babble, false},
	{"closed", aClosing, `{"n":6}`, whole, fine, false},
	{"closed, and a state", aClosing, `{"n":6,"state":"none"}`, whole, babble, false},
}

// judgeLine reads a line as the answer to a request, and returns the fault.
func judgeLine(line []byte, r request, c conformance.Capabilities) (conformance.Fault, error) {
	var err error
	if r.Op == opHello {
		_, err = readHello(line, r)
	} else {
		_, err = read(line, r, c)
	}
	if wrong := new(conformance.FaultError); errors.As(err, &wrong) {
		return wrong.Fault, err
	}
	return fine, err
}

// TestAnswers holds each answer against the hello and, a second time, against the
// schema: what the schema refuses is babble, and nothing else is.
func TestAnswers(t *testing.T) {
	for _, test := range answers {
		got, err := judgeLine([]byte(test.text), test.to, test.by())
		if got != test.want {
			t.Errorf("%s: %q, %v; want %q\n%s", test.why, got, err, test.want, test.text)
		}
		if refused := valid(string(test.to.Op)+"_response", []byte(test.text)); !test.unseen && (refused != nil) != (test.want == babble) {
			t.Errorf("%s: the schema says %v\n%s", test.why, refused, test.text)
		}
		if got != fine && strings.ContainsAny(err.Error(), "\n\x00") {
			t.Errorf("%s: not a sentence: %q", test.why, err)
		}
	}
}

// TestFaultsSayWhatToDo: the sentences that help most.
func TestFaultsSayWhatToDo(t *testing.T) {
	for _, test := range []struct {
		to   request
		text string
		want string
	}{
		{aHello, hi(`,"evnts":[]`), `the answer is no message: it holds the unknown member "evnts": did you mean events?`},
		{aHello, hi(`,"seed":"yes"`), "the answer is no message: a string stands in seed"},
		{aHello, hi(`,"parallel":0,"events":[]`), "parallel is not from 1 to 64; events is empty"},
		{anEvent, `{"n":3,"state":"active"}`, `the answer is no message: it lacks the member "verdict"`},
		{aClosing, `{"n":6,"state":"none"}`, `the answer is no message: it holds the member "state", and can hold only n`},
	} {
		if _, err := judgeLine([]byte(test.text), test.to, whole()); err == nil || err.Error() != test.want {
			t.Errorf("%v\nwant %s", err, test.want)
		}
	}
}

// TestEvidenceIsCut: a long line is no long report.
func TestEvidenceIsCut(t *testing.T) {
	long := fmt.Sprintf(`{"n":3,"%s":1}`, strings.Repeat("x", 1<<20))
	_, err := judgeLine([]byte(long), anEvent, whole())
	wrong := new(conformance.FaultError)
	if !errors.As(err, &wrong) || len(wrong.Message) > 300 || len(wrong.Evidence) > 2*shown {
		t.Errorf("%d bytes of message, %d of evidence", len(wrong.Message), len(wrong.Evidence))
	}
}

// FuzzAnswer: any line is an answer or a fault with a sentence; what is no babble
// is what the schema says.
func FuzzAnswer(f *testing.F) {
	requests := []request{aHello, anOpen, anEvent, aRun, aMove, aClosing}
	for _, test := range answers {
		for i, r := range requests {
			if r.Op == test.to.Op {
				f.Add(byte(i), test.text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, which byte, text string) {
		r := requests[int(which)%len(requests)]
		for _, c := range []conformance.Capabilities{whole(), bare(), accepting()} {
			got, err := judgeLine([]byte(text), r, c)
			if refused := valid(string(r.Op)+"_response", []byte(text)); got != babble && refused != nil {
				t.Errorf("%v, and the schema says %v\n%s", err, refused, text)
			}
			if got != fine && err.Error() == "" {
				t.Errorf("%s without a sentence\n%s", got, text)
			}
		}
	})
}
