package docket

import "github.com/Huzefaaa2/subsim/internal/audit"

// A keeper keeps what a format needs that is written at the end: so many of each
// sort, and counts of the rest. Its memory does not grow with the log.
type keeper struct {
	Options
	sorter
	findings []keptFinding // the first of their subscriptions
	lines    []audit.Unjudged
	notices  []audit.Notice
	untold   int64 // explanations of findings that are not kept
}

// A keptFinding is a finding with its story, where somebody made one.
type keptFinding struct {
	audit.Finding
	Story []string
}

func newKeeper(o Options) *keeper { return &keeper{Options: o, sorter: newSorter(o.kept())} }

// Finding keeps a first finding; those that follow are counted.
func (k *keeper) Finding(f audit.Finding) error {
	if k.tells(sortOf(f)) && !f.Follows {
		k.findings = append(k.findings, keptFinding{Finding: f})
	}
	return nil
}

// Unjudged keeps a stretch of lines.
func (k *keeper) Unjudged(u audit.Unjudged) error {
	if k.tells("line " + string(u.Fault)) {
		k.lines = append(k.lines, u)
	}
	return nil
}

// Notice keeps a notice.
func (k *keeper) Notice(n audit.Notice) error {
	if k.tells("notice " + string(n.Mark)) {
		k.notices = append(k.notices, n)
	}
	return nil
}

// Explain keeps a story beside its finding.
func (k *keeper) Explain(f audit.Finding, lines []string) error {
	for i := range k.findings {
		if kept := &k.findings[i]; kept.Place == f.Place {
			kept.Story = append([]string{}, lines...)
			return nil
		}
	}
	k.untold++
	return nil
}
