package boundary_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// FuzzCheck wants every problem to point into the text, in order and apart, and
// the same ones the second time.
func FuzzCheck(f *testing.F) {
	for _, s := range append(refused, allowed...) {
		f.Add(whole(s.text))
	}
	for _, text := range []string{"", "\\", `\u00`, `\U7fffffff`, "\xff\xfe", "a\rb\r\n", "㏄㏄℡ﷺ", "\ufeff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		problems := boundary.CheckCorpus(source(text))
		lines := strings.Split(text, "\n")
		line, column := 1, 1
		for _, p := range problems {
			if p.Span.Line == 0 {
				continue
			}
			if p.Span.Line > line {
				line, column = p.Span.Line, 1
			}
			if p.Span.Line != line || p.Span.Column < column || p.Span.Width < 1 {
				t.Fatalf("%q: %+v is not behind %d:%d", text, p.Span, line, column)
			}
			column = p.Span.Column + p.Span.Width
			if line > len(lines) || column > utf8.RuneCountInString(lines[line-1])+1 {
				t.Fatalf("%q: %+v is beyond the text", text, p.Span)
			}
			_ = diag.Excerpt(p.Source, p.Span, 1, p.Note)
		}
		if again := boundary.CheckCorpus(source(text)); !reflect.DeepEqual(spans(again), spans(problems)) {
			t.Fatalf("%q: %v, and then %v", text, spans(problems), spans(again))
		}
	})
}

func spans(problems diag.Problems) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Error())
	}
	return all
}
