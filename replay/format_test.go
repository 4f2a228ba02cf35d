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
