package sheet_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/proofread"
	"github.com/Huzefaaa2/subsim/internal/sheet"
)

// A page is data as a writer of pages has it.
type page struct {
	sheet.Head
	Cells sheet.Matrix
	Notes []sheet.Note
}

const content = `{{define "content"}}
<section>
<h2>Cells</h2>
{{template "matrix" .Cells}}
{{template "notes" .Notes}}
<figure>
<svg role="img" aria-label="nothing"></svg>
</figure>
</section>
{{end}}`

const hostile = `</title></style><script>"'&`

func filled() page {
	cell := sheet.Cell{Text: hostile, Tone: "bad", Link: "content"}
	return page{
		sheet.Head{Tool: hostile, Word: hostile, Mark: hostile, Tone: "bad", Why: hostile, Counts: hostile, Remarks: []string{hostile}},
		sheet.Matrix{Caption: hostile, Columns: []string{hostile}, Rows: []sheet.Row{{Head: hostile, Cells: []sheet.Cell{cell}}}, Legend: []sheet.Entry{{Cell: cell, Means: hostile}}},
		[]sheet.Note{{Term: hostile, Text: hostile}},
	}
}

func TestPaperIsForEverybody(t *testing.T) {
	for _, p := range []page{{Cells: sheet.Matrix{Caption: "Nothing"}}, filled()} {
		var b strings.Builder
		if err := sheet.Write(&b, sheet.Parse(content, ".more { color: red; }"), p); err != nil {
			t.Fatal(err)
		}
		for _, complaint := range proofread.Page(b.String()) {
			t.Error(complaint)
		}
		if !strings.Contains(b.String(), ".more {") || strings.Contains(b.String(), "<script") {
			t.Error("the style is not there, or a script is")
		}
		if p.Word != "" {
			proofread.Bites(t, b.String())
		}
	}
}

// A full disk takes nothing.
type fullDisk struct{}

var errFull = errors.New("full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorsAreReported(t *testing.T) {
	if err := sheet.Write(fullDisk{}, sheet.Parse(content, ""), filled()); !errors.Is(err, errFull) {
		t.Errorf("%v", err)
	}
	if err := sheet.Write(new(strings.Builder), sheet.Parse(content, ""), 7); err == nil {
		t.Error("data that has no head makes a page")
	}
}
