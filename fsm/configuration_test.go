package fsm_test

import (
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// configuration parses one that must be possible.
func configuration(t *testing.T, text string) fsm.Configuration {
	t.Helper()
	c, err := fsm.ParseConfiguration(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// impossible lists what no subscription can be under standard.
var impossible = []struct {
	fsm.Configuration
	why string
}{
	{fsm.Configuration{State: "nonsense", Generation: 1}, "a state outside the vocabulary"},
}
