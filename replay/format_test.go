package replay_test

import (
	"testing"

	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// TestTheCorpusIsWrittenAsItReads writes every scenario of the corpus and reads
// it back.
func TestTheCorpusIsWrittenAsItReads(t *testing.T) {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil || len(all) < 100 {
		t.Fatalf("%d scenarios, %v", len(all), err)
	}
	for _, s := range all {
		checkFormat(t, s)
	}
}

// TestRecordedHolds records what each scenario of the corpus comes to: the file
// must hold, and must not hold for who answers otherwise.
func TestRecordedHolds(t *testing.T) {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		honest := play(t, s)
		recorded := s.Recorded(honest)
		checkFormat(t, recorded)
		if failure := replay.Judge(recorded, play(t, recorded)); failure != nil {
			t.Errorf("%s: what was recorded breaks: %+v", s.Place(), failure)
		}
		if len(honest.Answers) == 0 || honest.Races() {
			continue
		}
		last := &honest.Answers[len(honest.Answers)-1]
		if last.Step == len(s.Steps) {
			continue
		}
		if last.To.State = "elsewhere"; replay.Judge(recorded, honest) == nil {
			t.Errorf("%s: what was recorded holds wherever its last event leads", s.Place())
		}
	}
}
