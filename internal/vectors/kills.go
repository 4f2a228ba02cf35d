package vectors

import (
	"math"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// Kills say how many faults are found. Those that nobody could find are
// equivalent, and count for neither side.
type Kills struct {
	Faults     int     `json:"faults"`
	Equivalent int     `json:"equivalent"`
	Killed     int     `json:"killed"`
	Rate       float64 `json:"rate"` // of those that are not equivalent, rounded down
}

// kills examines all faults with the vectors up to each level. A fault that passes
// the complete suite for one extra state is equivalent, for it has no more.
func (s *Set) kills(hidden bool) []Kills {
	complete := suite.NewExam(s.Model.Machine, suite.HSI(s.Model.Machine, 1))
	all := make([]Kills, s.Level)
	exams := make([]*suite.Exam, s.Level)
	for i := range exams {
		exams[i] = s.exam(i + 1)
	}
	for fault := range s.Model.Faults(hidden) {
		equivalent := !complete.Kills(fault)
		killed := false
		for i, exam := range exams {
			killed = killed || !equivalent && exam.Kills(fault)
			all[i].count(equivalent, killed)
		}
	}
	for i := range all {
		all[i].rate()
	}
	return all
}

// exam lays out the vectors of a level.
func (s *Set) exam(level int) *suite.Exam {
	return suite.NewExam(s.Model.Machine, suite.Suite{Cases: func(yield func(suite.Case) bool) {
		for _, v := range s.Vectors {
			if v.Level == level && !yield(suite.Case{Inputs: v.inputs}) {
				return
			}
		}
	}})
}

func (k *Kills) count(equivalent, killed bool) {
	k.Faults++
	if equivalent {
		k.Equivalent++
	}
	if killed {
		k.Killed++
	}
}

func (k *Kills) rate() {
	k.Rate = 1
	if findable := k.Faults - k.Equivalent; findable > 0 {
		k.Rate = math.Floor(10_000*float64(k.Killed)/float64(findable)) / 10_000
	}
}
