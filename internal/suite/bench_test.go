package suite

import (
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// answersOnly is the model that takes the longest: nothing but answers is seen.
func answersOnly(tb testing.TB) *Model { return model(tb, fsm.Standard(), nil, AnswersOnly()) }

func model(tb testing.TB, p fsm.Profile, events []fsm.Event, o Observation) *Model {
	tb.Helper()
	m, err := NewModel(fsm.NewTable(p), events, o)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func BenchmarkModel(b *testing.B) {
	for b.Loop() {
		answersOnly(b)
	}
}

func BenchmarkIdentifiers(b *testing.B) {
	m := answersOnly(b)
	for b.Loop() {
		m.Machine.forget()
		m.Machine.Identifiers()
	}
}

func BenchmarkSuites(b *testing.B) {
	m := answersOnly(b)
	for _, s := range []Suite{
		Tour(m.Machine), HSI(m.Machine, 0), HSI(m.Machine, 1), HSI(m.Machine, 2),
		Wp(m.Machine, 1), W(m.Machine, 1), Chains(m.Machine, 3, m.Follows), Walks(m.Machine, 1, 200, 400, m.Follows),
	} {
		b.Run(s.Name, func(b *testing.B) {
			var cases, inputs int
			for b.Loop() {
				cases, inputs = s.Size()
			}
			b.ReportMetric(float64(cases), "cases")
			b.ReportMetric(float64(inputs), "events")
		})
	}
}

func BenchmarkExam(b *testing.B) {
	m := answersOnly(b)
	for b.Loop() {
		NewExam(m.Machine, HSI(m.Machine, 1))
	}
}

// BenchmarkJudge takes one fault after the other.
func BenchmarkJudge(b *testing.B) {
	for name, o := range map[string]Observation{"state": StateReadable(), "answers": AnswersOnly()} {
		m := model(b, fsm.Standard(), nil, o)
		e := NewExam(m.Machine, HSI(m.Machine, 1))
		b.Run(name, func(b *testing.B) {
			faults := 0
			for b.Loop() {
				faults = e.Judge(m, true).Faults
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*faults), "ns/fault")
		})
	}
}
