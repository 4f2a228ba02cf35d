package attest

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// How much is shown of what an implementation sent.
const (
	longestText   = 2 << 10 // bytes of a sentence
	longestDigest = 71      // columns: sha256 and its colon, then 64 digits
	longestWord   = 64      // columns
	longestLine   = 512     // bytes of a line of evidence
	firstLines    = 4       // of the evidence
	lastLines     = 8       // the end says most, as a rule
)

// plain makes one line of any text: harmless, bounded, and without a word that
// has no room in a line.
func plain(text string) string {
	words := strings.Fields(ink.Clipped(text, longestText, "..."))
	for i, word := range words {
		words[i] = diag.Cut(diag.Harmless(word), longestWord)
	}
	return strings.Join(words, " ")
}

// evidence returns the first and the last lines of what an adapter sent.
func evidence(text string) []string {
	text = strings.Trim(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	if left := len(lines) - firstLines - lastLines; left > 1 {
		note := fmt.Sprintf("(%d lines left out)", left)
		lines = append(append(lines[:firstLines:firstLines], note), lines[firstLines+left:]...)
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(diag.Harmless(ink.Clipped(line, longestLine, "...")), " ")
	}
	return lines
}
