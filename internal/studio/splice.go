package studio

import (
	"regexp"
	"strings"

	"github.com/Huzefaaa2/subsim/replay"
)

// A text that somebody wrote keeps its comments and its layout where a small change
// of it says the same as writing it anew. These functions propose such a change;
// whether it says the same is for [editing.written] to find out.

// dash matches a line on which an entry of a list begins.
var dash = regexp.MustCompile(`^( *)- `)

// spliced puts steps into the place of all but the first kept ones of a scenario.
func spliced(text string, s *replay.Scenario, kept int, steps []replay.Step) string {
	lines := strings.SplitAfter(text, "\n")
	_, indent := entry(lines, s, 0)
	from := end(lines, s)
	if kept < len(s.Steps) {
		from, _ = entry(lines, s, kept)
	}
	to := end(lines, s)
	before := strings.Join(lines[:from], "")
	if !strings.HasSuffix(before, "\n") {
		before += "\n"
	}
	return before + stepsOf(steps, indent) + strings.Join(lines[to:], "")
}

// entry finds the line on which a step begins, counted from 0, and how far it is
// indented.
func entry(lines []string, s *replay.Scenario, step int) (line int, indent string) {
	for line = s.Steps[step].Line() - 1; line >= s.Line(); line-- {
		if found := dash.FindStringSubmatch(lines[line]); found != nil {
			return line, found[1]
		}
	}
	return end(lines, s), "  "
}

// end is the line behind the last of a scenario that holds more than a comment.
func end(lines []string, s *replay.Scenario) int {
	last := s.Line()
	for n := s.Line(); n <= len(lines) && s.Holds(n); n++ {
		if text := strings.TrimSpace(lines[n-1]); text != "" && text[0] != '#' {
			last = n
		}
	}
	return last
}

// stepsOf writes steps as the entries of a list.
func stepsOf(steps []replay.Step, indent string) string {
	if len(steps) == 0 {
		return ""
	}
	text, err := format([]*replay.Scenario{{Name: "steps", Steps: steps}})
	if err != nil {
		return ""
	}
	_, entries, _ := strings.Cut(text, "steps:\n")
	var b strings.Builder
	for line := range strings.Lines(entries) {
		b.WriteString(indent + strings.TrimPrefix(line, "  "))
	}
	return b.String()
}

// renamed exchanges the line that names a scenario.
func renamed(text string, s, next *replay.Scenario) string {
	written, err := format([]*replay.Scenario{next})
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(written, "\n")
	lines := strings.SplitAfter(text, "\n")
	for n := s.Line(); n <= len(lines) && s.Holds(n); n++ {
		if strings.HasPrefix(lines[n-1], "name:") {
			lines[n-1] = name + "\n"
			break
		}
	}
	return strings.Join(lines, "")
}
