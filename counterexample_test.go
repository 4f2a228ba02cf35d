package subsim_test

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/replay"
)

// counterexample writes the scenario on which a law is broken as a file that can
// be saved in scenarios/regressions and replayed as it stands. It expects what
// was answered, so it holds for whoever is broken in the same way, and breaks
// where the reference answers otherwise.
func counterexample(number int, name string, p play, s *replay.Scenario) string {
	told := *s
	if t, err := p(s); err == nil {
		told = *s.Recorded(t)
	}
	told.Name = fmt.Sprintf("Law %d, %s, is broken here", number, name)
	told.About = "A shrunk counterexample. It expects what was answered; say what should be, and give it a name that tells the story."
	told.Tags = []string{fmt.Sprintf("law-%d", number), "regression"}
	return written(&told)
}
