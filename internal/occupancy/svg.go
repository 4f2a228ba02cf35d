package occupancy

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// The picture's measures.
const (
	plotLeft, plotTop     = 50, 40
	plotWidth, plotHeight = 640, 320
	keyLeft               = plotLeft + plotWidth + 20
	pictureWidth          = keyLeft + 270
	pictureHeight         = plotTop + plotHeight + 70
)

// areaColours are the fills by place in [fsm.Sources], for a light page and for a dark
// one: warm where service is at risk, grey where nothing is known or has begun.
var areaColours = [len(Count{})][2]string{
	{"#eef0f2", "#2a2f36"}, {"#9ecae1", "#3f7ea6"}, {"#41ab5d", "#2f8f4e"}, {"#fdae61", "#c97f2e"},
	{"#fee08b", "#b79a3c"}, {"#d73027", "#b8382f"}, {"#9e9ac8", "#6f6aa8"}, {"#6a51a3", "#8f78c9"}, {"#969696", "#777d85"},
}

// SVG writes a series as a picture of stacked areas, for light pages and dark ones.
func SVG(to io.Writer, s Series) error {
	var b strings.Builder
	last := &s.Counts[len(s.Counts)-1]
	fmt.Fprintf(&b, `<svg xmlns="%s" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc">`+"\n", namespace, pictureWidth, pictureHeight)
	fmt.Fprintf(&b, "<title id=\"title\">%d subscriptions by state</title>\n", last.Total())
	fmt.Fprintf(&b, "<desc id=\"desc\">Stacked areas from %s to %s. At the end: %s.</desc>\n", date(s, 0), date(s, len(s.Counts)-1), told(last))
	b.WriteString(style())
	for _, area := range areas(s) {
		b.WriteString(area)
	}
	b.WriteString(frame(s))
	b.WriteString(key(last))
	b.WriteString("</svg>\n")
	_, err := io.WriteString(to, b.String())
	return err
}

// namespace is the name of SVG; nobody looks there.
const namespace = "http://www.w3.org/2000/svg"

// told tells a count in words.
func told(c *Count) string {
	var parts []string
	for _, i := range stack() {
		parts = append(parts, fmt.Sprintf("%s %.2f %%", fsm.Sources()[i], share(c[i], c.Total())))
	}
	return strings.Join(parts, ", ")
}

// style colours everything; nothing else holds a colour.
func style() string {
	var light, dark strings.Builder
	for i, colours := range areaColours {
		fmt.Fprintf(&light, ".s%d{fill:%s}", i, colours[0])
		fmt.Fprintf(&dark, ".s%d{fill:%s}", i, colours[1])
	}
	return "<style>\ntext{font:13px system-ui,sans-serif;fill:#1b1f24}.small{font-size:11px;fill:#57606a}\n" +
		".page{fill:#ffffff}.line{stroke:#57606a;fill:none}.area{stroke:#ffffff;stroke-width:.5}\n" + light.String() + "\n" +
		"@media (prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9aa4af}.page{fill:#0d1117}.line{stroke:#9aa4af}.area{stroke:#0d1117}\n" +
		dark.String() + "}\n</style>\n" + fmt.Sprintf("<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", pictureWidth, pictureHeight)
}

// areas are the states from the bottom, each with its name for who points at it.
func areas(s Series) (all []string) {
	floor := make([]int64, len(s.Counts))
	for _, i := range stack() {
		var upper, lower []string
		for n := range s.Counts {
			lower = append(lower, s.point(n, floor[n]))
			floor[n] += s.Counts[n][i]
			upper = append(upper, s.point(n, floor[n]))
		}
		outline := strings.Join(upper, " ")
		for n := len(lower) - 1; n >= 0; n-- {
			outline += " " + lower[n]
		}
		all = append(all, fmt.Sprintf("<polygon class=\"area s%d\" points=\"%s\"><title>%s</title></polygon>\n", i, outline, fsm.Sources()[i]))
	}
	return all
}

// point is where so many of a count reach to.
func (s *Series) point(n int, of int64) string {
	x := plotLeft + plotWidth*float64(n)/float64(max(1, len(s.Counts)-1))
	y := plotTop + plotHeight*(1-share(of, s.Counts[n].Total())/100)
	return fmt.Sprintf("%.1f,%.1f", x, y)
}

// frame draws the axes.
func frame(s Series) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<rect class=\"line\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", plotLeft, plotTop, plotWidth, plotHeight)
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"24\">Share of %d subscriptions in each state, simulated</text>\n", plotLeft, s.Counts[0].Total())
	for percent := 0; percent <= 100; percent += 25 {
		y := plotTop + plotHeight*(100-percent)/100
		fmt.Fprintf(&b, "<text class=\"small\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d %%</text>\n", plotLeft-6, y+4, percent)
	}
	for part, anchor := range []string{"start", "middle", "end"} {
		fmt.Fprintf(&b, "<text class=\"small\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
			plotLeft+plotWidth*part/2, plotTop+plotHeight+18, anchor, date(s, (len(s.Counts)-1)*part/2))
	}
	fmt.Fprintf(&b, "<text class=\"small\" x=\"%d\" y=\"%d\">Published: the states, and which of them block. Ours: events, rates, and the reading.</text>\n", plotLeft, plotTop+plotHeight+44)
	return b.String()
}

// key says which area is which, in their order from the top.
func key(last *Count) string {
	var b strings.Builder
	order := stack()
	for n := range order {
		i := order[len(order)-1-n]
		state := fsm.Sources()[i]
		y := plotTop + n*34
		fmt.Fprintf(&b, "<rect class=\"s%d\" x=\"%d\" y=\"%d\" width=\"14\" height=\"14\"/>", i, keyLeft, y)
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\">%s, %.2f %% at the end</text>", keyLeft+22, y+12, state, share(last[i], last.Total()))
		fmt.Fprintf(&b, "<text class=\"small\" x=\"%d\" y=\"%d\">%s</text>\n", keyLeft+22, y+27, readings(state))
	}
	return b.String()
}

// readings tells the published rule and our reading apart.
func readings(s fsm.State) string {
	if steady, named := s.Published(); named {
		return fmt.Sprintf("published: %s; ours: %s", steady, s.SteadyState())
	}
	return fmt.Sprintf("ours: %s", s.SteadyState())
}
