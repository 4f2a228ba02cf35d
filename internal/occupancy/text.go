package occupancy

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// The size of the chart in letters, so that its page has 80 columns.
const (
	chartWidth  = 72
	chartHeight = 20
)

// Instants is how many counts a series should have besides the first: the columns of
// [Text] fall on some, and [SVG] has enough for smooth lines.
const Instants = 5 * (chartWidth - 1)

// letters stand for the states, in the order of [fsm.Sources].
var letters = [len(Count{})]byte{'.', 't', 'a', 'p', 'g', 's', 'e', 'c', 'u'}

// Text writes a series as a chart in letters, from the first state at the bottom to
// those that have not started at the top, and what the states are at the end.
func Text(to io.Writer, s Series) error {
	var b strings.Builder
	total := s.Counts[0].Total()
	fmt.Fprintf(&b, "%d subscriptions by state, %s to %s\n\n", total, date(s, 0), date(s, len(s.Counts)-1))
	for row := range chartHeight {
		b.WriteString(label(row))
		for column := range chartWidth {
			b.WriteByte(letters[s.column(column).at(float64(chartHeight-row)-0.5, chartHeight)])
		}
		b.WriteByte('\n')
	}
	b.WriteString(axis(s))
	b.WriteString("\n" + legend(s))
	_, err := io.WriteString(to, b.String())
	return err
}

// column is the count that a column of the chart shows.
func (s *Series) column(i int) *Count { return &s.Counts[i*(len(s.Counts)-1)/(chartWidth-1)] }

// stack is the order of the areas, from the bottom.
func stack() []int {
	var order []int
	for i := range letters {
		order = append(order, (i+1)%len(letters))
	}
	return order
}

// at returns the place of the state that reaches to a height.
func (c *Count) at(height float64, of int) int {
	wanted, sum := height/float64(of)*float64(c.Total()), int64(0)
	for _, i := range stack() {
		if sum += c[i]; float64(sum) > wanted {
			return i
		}
	}
	return 0
}

// label stands before a row of the chart.
func label(row int) string {
	if row%5 == 0 {
		return fmt.Sprintf("%3d %% |", 100-row*100/chartHeight)
	}
	return "      |"
}

// axis tells the first, the middle and the last date below the chart.
func axis(s Series) string {
	begin, middle, end := date(s, 0), date(s, (len(s.Counts)-1)/2), date(s, len(s.Counts)-1)
	gap := strings.Repeat(" ", (chartWidth-len(begin)-len(middle)-len(end))/2)
	return "  0 % +" + strings.Repeat("-", chartWidth) + "\n       " + begin + gap + middle + gap + end + "\n"
}

func date(s Series, i int) string { return s.At(i).UTC().Format("2006-01-02") }

// legend says what the letters mean, from the top of the chart.
func legend(s Series) string {
	var b strings.Builder
	last := &s.Counts[len(s.Counts)-1]
	fmt.Fprintf(&b, "  %-14s %9s  %-10s  %s\n", "", "at the end", "published", "our reading")
	order := stack()
	for n := range order {
		i := order[len(order)-1-n]
		state := fsm.Sources()[i]
		name := state.String()
		published := "-"
		if steady, named := state.Published(); named {
			published = string(steady)
		}
		fmt.Fprintf(&b, "%c %-14s %8.2f %%  %-10s  %s\n", letters[i], name, share(last[i], last.Total()), published, state.SteadyState())
	}
	b.WriteString("\nThe states and the column published are the boundary page's; the numbers are a\nsimulation's, and the reading is ours.\n")
	return b.String()
}

// share is a part in percent.
func share(n, of int64) float64 { return 100 * float64(n) / float64(max(1, of)) }
