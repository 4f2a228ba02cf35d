package docket

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// TestFiguresHoldNoText walks the type of what a summary is written from: numbers and
// truths alone, but for the table, of which the digest is taken, and two instants.
func TestFiguresHoldNoText(t *testing.T) {
	if texts := textsIn(reflect.TypeFor[figures]()); len(texts) > 0 {
		t.Errorf("texts: %v", texts)
	}
	if texts := textsIn(reflect.TypeFor[struct{ a []map[string]int }]()); len(texts) != 1 {
		t.Errorf("a text is not noticed: %v", texts)
	}
}

func textsIn(of reflect.Type) (texts []string) {
	if of == reflect.TypeFor[*fsm.Table]() || of == reflect.TypeFor[time.Time]() {
		return nil
	}
	switch kind := of.Kind(); {
	case kind == reflect.Struct:
		for i := range of.NumField() {
			texts = append(texts, textsIn(of.Field(i).Type)...)
		}
	case kind == reflect.Map:
		texts = append(textsIn(of.Key()), textsIn(of.Elem())...)
	case slices.Contains([]reflect.Kind{reflect.Slice, reflect.Array, reflect.Pointer}, kind):
		texts = textsIn(of.Elem())
	case kind != reflect.Bool && kind != reflect.Int && kind != reflect.Int64:
		texts = []string{of.String()}
	}
	return texts
}
