package export

import (
	"strconv"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A colour is how pictures show a node, legible on light and dark pages alike.
type colour struct {
	name             string
	fill, line, text string
	width            int // of the border
	dashed           bool
}

// colourMany is the colour of nodes that stand for many states.
const colourMany = "many"

// colours holds our three readings, and the published one, which alone has a
// bold border.
var colours = [...]colour{
	{"ready", "#d7f0dd", "#2e7d4f", "#12351f", 1, false},
	{"watch", "#fdf1cc", "#a97b12", "#3f2e06", 1, false},
	{"blocked", "#f9dcd9", "#b3443a", "#471814", 1, false},
	{"published", "#f9dcd9", "#b3443a", "#471814", 3, false},
	{colourMany, "#f6f7f9", "#7a8290", "#30363f", 1, true},
}

// shade returns the name of a state's colour.
func shade(s fsm.State) string {
	if _, says := s.Published(); says {
		return "published"
	}
	return string(s.SteadyState())
}

// quoted writes a profile's name, which anybody may choose, so that it cannot
// leave its line in a comment.
func quoted(name string) string { return strconv.QuoteToASCII(name) }
