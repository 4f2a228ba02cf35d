package boundary_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// hostile are texts that invite repeated scans.
var hostile = map[string]string{
	"digits":       "4",
	"groups":       "4111 ",
	"dashes":       "4111-",
	"letters":      "a",
	"near emails":  "a@v1.2 ",
	"at signs":     "a@b.",
	"near tokens":  "sk_live_ ey~J ",
	"near keys":    "password ",
	"keys":         "pass~word: - ",
	"near JSON":    "ey~J-",
	"near records": "cus_aaaaaaaa- ",
	"near schemes": "https://-www.",
	"blanks":       " =",
	"near money":   "1,1.",
	"near hosts":   "a.b+",
	"full-width":   "４",
	"escapes":      `\u0034`,
	"lines":        "1: a_b@\n",
}

// corpusText is the corpus, as one text.
func corpusText(tb testing.TB) string {
	var b strings.Builder
	names, err := fs.Glob(scenarios.Corpus, "*/*.subsim.yaml")
	for _, name := range names {
		text, _ := fs.ReadFile(scenarios.Corpus, name)
		b.Write(text)
	}
	if err != nil || b.Len() == 0 {
		tb.Fatalf("%d bytes, %v", b.Len(), err)
	}
	return b.String()
}

func BenchmarkCheck(b *testing.B) {
	texts := map[string]string{"corpus": corpusText(b)}
	for why, piece := range hostile {
		piece = whole(piece)
		texts[why] = strings.Repeat(piece, 1<<20/len(piece))
	}
	for why, text := range texts {
		b.Run(why, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				boundary.Check(source(text))
			}
		})
	}
}
