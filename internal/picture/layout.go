package picture

import "github.com/Huzefaaa2/subsim/fsm"

// The drawing's size, in its own units, and that of a state.
const (
	width, height       = 798, 828
	boxWidth, boxHeight = 148, 58
)

// A point lies so far from the left, and from the top.
type point struct{ x, y float64 }

// A route is how a line runs: straight from point to point with round corners, or,
// where it is curved, as the Bézier curve of four points.
type route struct {
	curved bool
	points []point
}

func straight(points ...point) route { return route{false, points} }

func curve(from, c, d, to point) route { return route{true, []point{from, c, d, to}} }

// A label stands at a point; anchor says which end of it: start, middle or end.
type label struct {
	point
	anchor string
}

// A line joins two states, or what stands for many.
type line struct {
	from, to string
	route
	label label
	// counts is where a weight stands; below the label where it is zero.
	counts label
	// silent lines share the label of a neighbour that ends beside them.
	silent bool
	// numbers is how far along a line those of a path stand; in its middle where it
	// is zero.
	numbers float64
}

// What stands for many states: where a line that joins them begins, or ends.
const (
	anyLive  = "live"     // every live state
	anyOther = "any"      // none, and every state but the gap
	observed = "observed" // the state that an observation names
)

// centres are the middles of the states.
var centres = map[fsm.State]point{
	fsm.StateNone:        {86, 40},
	fsm.StateTrial:       {126, 150},
	fsm.StateActive:      {440, 150},
	fsm.StatePastDue:     {126, 360},
	fsm.StateGracePeriod: {302, 464},
	fsm.StateSuspended:   {440, 360},
	fsm.StateExpired:     {704, 150},
	fsm.StateCancelled:   {704, 360},
	fsm.StateUnknown:     {395, 670},
}

// The frame around the live states, and where the nodes stand that are for many.
var (
	frame = struct{ x, y, width, height float64 }{20, 84, 562, 512}
	pills = map[string]struct {
		point
		width float64
		text  string
	}{
		anyOther: {point{112, 670}, 184, "any state, or none"},
		observed: {point{702, 670}, 148, "the state seen"},
	}
	secondNone = point{702, 748} // none stands twice, so that no line crosses the page
	legend     = point{30, 804}
)

// lines are all there are, those that a life runs along last: they are drawn on top.
var lines = []line{
	{from: "unknown", to: observed, route: straight(point{469, 670}, point{628, 670}), label: label{point{542, 638}, "middle"}, counts: label{point{542, 690}, "middle"}},
	{from: anyOther, to: "unknown", route: straight(point{204, 670}, point{321, 670}), label: label{point{258, 654}, "middle"}, counts: label{point{258, 690}, "middle"}},
	{from: "none", to: observed, route: straight(point{702, 739}, point{702, 692}), label: label{point{690, 722}, "end"}, counts: label{point{714, 722}, "start"}},

	{from: "trial", to: "suspended", route: straight(point{52, 162}, point{36, 162}, point{36, 546}, point{466, 546}, point{466, 389}), label: label{point{474, 432}, "start"}, counts: label{point{302, 565}, "middle"}},
	{from: "past_due", to: "suspended", route: straight(point{92, 389}, point{92, 512}, point{440, 512}, point{440, 389}), counts: label{point{302, 532}, "middle"}, silent: true},
	{from: "grace_period", to: "suspended", route: straight(point{376, 468}, point{412, 468}, point{412, 389}), counts: label{point{383, 487}, "start"}, silent: true},
	{from: "past_due", to: "grace_period", route: straight(point{118, 389}, point{118, 468}, point{228, 468}), label: label{point{166, 487}, "middle"}, counts: label{point{126, 460}, "start"}, numbers: .22},
	{from: "trial", to: "past_due", route: straight(point{68, 179}, point{68, 331}), label: label{point{76, 256}, "start"}},
	{from: "trial", to: "grace_period", route: curve(point{192, 179}, point{192, 290}, point{240, 290}, point{240, 435}), counts: label{point{247, 384}, "start"}, silent: true},
	{from: "active", to: "past_due", route: curve(point{380, 179}, point{380, 256}, point{148, 230}, point{148, 331}), label: label{point{278, 222}, "middle"}, counts: label{point{278, 204}, "middle"}},
	{from: "past_due", to: "active", route: curve(point{174, 331}, point{174, 256}, point{400, 296}, point{400, 179}), label: label{point{280, 300}, "middle"}, counts: label{point{280, 318}, "middle"}},
	{from: "active", to: "grace_period", route: curve(point{420, 179}, point{420, 300}, point{332, 270}, point{332, 435}), label: label{point{287, 422}, "middle"}, counts: label{point{325, 404}, "end"}, numbers: .75},
	{from: "grace_period", to: "active", route: curve(point{352, 435}, point{352, 285}, point{440, 300}, point{440, 179}), label: label{point{412, 272}, "start"}, counts: label{point{412, 290}, "start"}},
	{from: "active", to: "suspended", route: straight(point{484, 179}, point{484, 331}), label: label{point{478, 312}, "end"}, counts: label{point{478, 329}, "end"}, numbers: .3},
	{from: "suspended", to: "active", route: straight(point{502, 331}, point{502, 179}), label: label{point{511, 250}, "start"}, numbers: .3},

	{from: "cancelled", to: "active", route: straight(point{630, 344}, point{604, 344}, point{604, 136}, point{514, 136}), label: label{point{612, 266}, "start"}},
	{from: "expired", to: "active", route: straight(point{630, 136}, point{514, 136}), counts: label{point{552, 126}, "middle"}, silent: true},
	{from: anyLive, to: "cancelled", route: straight(point{582, 376}, point{630, 376}), label: label{point{575, 382}, "end"}, numbers: .2},
	{from: anyLive, to: "expired", route: straight(point{582, 166}, point{630, 166}), label: label{point{575, 172}, "end"}, numbers: .2},

	{from: "none", to: "active", route: straight(point{95, 40}, point{440, 40}, point{440, 121}), label: label{point{268, 32}, "middle"}, counts: label{point{268, 58}, "middle"}},
	{from: "none", to: "trial", route: straight(point{86, 49}, point{86, 121}), label: label{point{95, 72}, "start"}, counts: label{point{95, 106}, "start"}},
	{from: "trial", to: "active", route: straight(point{200, 150}, point{366, 150}), label: label{point{280, 136}, "middle"}, counts: label{point{280, 172}, "middle"}},
}
