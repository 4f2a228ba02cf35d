package export

import "github.com/Huzefaaa2/subsim/fsm"

// A Section is one part of the markdown format. Documents hold sections between
// markers that give the section's name, and a test keeps them true.
type Section struct {
	// Name is one lower-case word.
	Name string
	// Title heads the section in the markdown format.
	Title string
	// About says how to read the section, in Markdown.
	About string
	// Text returns the section without title and about, ending in a newline.
	Text func(*fsm.Table) string
}

var sections = [...]Section{
	{"picture", "Picture", "Arrows are applied events; events inside a state are applied and keep it. Dashed boxes stand for many states. Ignored and rejected events are not drawn. Green is ready, yellow watch and red blocked (ours); a bold border is blocked as published.", pictureSection},
	{"states", "States", "Published are the names, their order and the column *published*; the rest is ours.", statesSection},
	{"events", "Events", "All of them are ours.", eventsSection},
	{"steps", "Step table", "`→s` applied, the next state is s. `self` applied, the state is kept. `flag` applied, only the scheduled cancellation changes. `=` ignored. Blank: rejected. `×` rejected, the profile removes the cell.", stepsSection},
	{"gaps", "Gaps", "Where a gap can end, by what was last known.", gapsSection},
	{"reasons", "Verdicts and reasons", "An event that is not applied has the first reason that fits.", reasonsSection},
	{"profiles", "Profiles", "Each is the standard table without some states, events and cells.", profilesSection},
	{"laws", "Laws", "What always holds.", lawsSection},
	{"rows", "Rows", "Why each cell of the step table is as it is, in the same notation.", rowsSection},
}

// Sections returns the sections in the order of the markdown format.
func Sections() []Section { return append([]Section(nil), sections[:]...) }
