package adapter

import (
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
)

var samples = regexp.MustCompile("(?ms)^```jsonl\n(.*?)^```$")

// TestPageTellsTheTruth holds every message of the page against the schema, and
// reads each answer as the kit does.
func TestPageTellsTheTruth(t *testing.T) {
	page, err := os.ReadFile("../../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, block := range samples.FindAllStringSubmatch(string(page), -1) {
		reader := reader{said: whole()} // where the block holds no hello
		for text := range strings.Lines(block[1]) {
			count++
			if err := reader.read(text); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		}
	}
	if count < 30 {
		t.Errorf("only %d messages were found", count)
	}
}

// TestPageBites: a page with something wrong is noticed.
func TestPageBites(t *testing.T) {
	for why, text := range map[string]string{
		"a request that is none":    `> {"n":2,"op":"open"}`,
		"a request of another time": `> {"n":2,"op":"begin","session":"s1"}`,
		"an answer to nothing":      `< {"n":2}`,
		"neither":                   `{"n":2}`,
	} {
		if err := new(reader).read(text); err == nil {
			t.Errorf("%s is read", why)
		}
	}
}

// A reader follows a session.
type reader struct {
	asked request
	said  conformance.Capabilities
}

func (p *reader) read(text string) error {
	direction, message, _ := strings.Cut(strings.TrimSpace(text), " ")
	if direction == ">" {
		p.asked = request{}
		err := fill([]byte(message), &p.asked)
		return errors.Join(err, valid("request", []byte(message)), same(message, p.asked))
	}
	if direction != "<" || p.asked.Op == "" {
		return errors.New("this is no message")
	}
	if err := valid(string(p.asked.Op)+"_response", []byte(message)); err != nil {
		return err
	}
	var err error
	if p.asked.Op == opHello {
		p.said, err = readHello([]byte(message), p.asked)
		return err
	}
	if _, err = read([]byte(message), p.asked, p.said); errors.As(err, new(*conformance.FaultError)) {
		return err
	}
	return nil
}

// same wants a request to be written as the kit writes it.
func same(message string, r request) error {
	if written, _ := json.Marshal(r); string(written) != message {
		return errors.New("the kit writes it as " + string(written))
	}
	return nil
}

// TestSchemaRefusesRequests: the schema bites on the kit's side too.
func TestSchemaRefusesRequests(t *testing.T) {
	for why, text := range map[string]string{
		"another protocol":          `{"n":1,"op":"hello","protocol":2,"model":{"version":1,"digest":"x"}}`,
		"no model":                  `{"n":1,"op":"hello","protocol":1}`,
		"no number":                 `{"op":"close","session":"s1"}`,
		"a number of 0":             `{"n":0,"op":"close","session":"s1"}`,
		"no session":                `{"n":2,"op":"open"}`,
		"half a configuration":      `{"n":2,"op":"open","session":"s1","configuration":{"state":"active"}}`,
		"a gap before a gap":        `{"n":2,"op":"open","session":"s1","configuration":{"state":"unknown","cancellation_scheduled":false,"last_known":"unknown","generation":1}}`,
		"an event of no model":      `{"n":3,"op":"event","session":"s1","event":"pause"}`,
		"an empty id":               `{"n":3,"op":"event","session":"s1","event":"cancel","id":""}`,
		"a run of nothing":          `{"n":4,"op":"run","session":"s1","events":[]}`,
		"a clock that stands":       `{"n":5,"op":"advance","session":"s1","by":"0s"}`,
		"months":                    `{"n":5,"op":"advance","session":"s1","by":"1mo"}`,
		"a member of another":       `{"n":6,"op":"close","session":"s1","by":"1d"}`,
		"an operation of its own":   `{"n":6,"op":"dance","session":"s1"}`,
		"a response that asks, too": `{"n":6,"op":"close","session":"s1","state":"none"}`,
	} {
		if valid("request", []byte(text)) == nil {
			t.Errorf("%s is a request: %s", why, text)
		}
	}
}
