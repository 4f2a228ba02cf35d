package replay

import (
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// TestExercisesHaveTheSizeOfTheModel compares the arrays with the vocabulary.
func TestExercisesHaveTheSizeOfTheModel(t *testing.T) {
	configurations := len(fsm.NewTable(fsm.Standard()).Configurations())
	if len(fsm.Sources()) != sourceCount || len(fsm.Events()) != eventCount || configurations != configurationCount {
		t.Errorf("the model has %d sources, %d configurations and %d events", len(fsm.Sources()), configurations, len(fsm.Events()))
	}
}
