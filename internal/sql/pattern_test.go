package sql

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The histories without a finding are a regular language: written as words, a letter
// a record, they are what one regular expression matches, and an engine that has
// expressions looks through words faster than it folds lists.

// spelt is the letter of a symbol.
func spelt(symbol int) string { return letters[symbol : symbol+1] }

// classes numbers the nodes so that those from which the same is answered, whatever
// comes, have one number [Moore56].
func classes(a *automaton) []int {
	class := make([]int, len(a.nodes))
	for count := 1; ; {
		number, next := map[string]int{}, make([]int, len(class))
		for n := range class {
			var sign []string
			for _, s := range a.symbols {
				sign = append(sign, fmt.Sprint(class[strings.IndexByte(letters, s.steps[n])], s.reply[n] == possible[0]))
			}
			key := fmt.Sprint(class[n], sign)
			if _, known := number[key]; !known {
				number[key] = len(number)
			}
			next[n] = number[key]
		}
		if class = next; len(number) == count {
			return class
		}
		count = len(number)
	}
}

// The two ends of a graph of expressions.
const begin, end = -1, -2

// A graph has an expression from one class to another: what is read on the way.
type graph map[[2]int]string

// pattern is the expression for the words without a finding: the classes are taken
// out of the graph, the cheapest first, until one expression is left [BrzMcC63].
func pattern(a *automaton) string {
	class, g := classes(a), graph{{begin, 0}: ""}
	for n := range a.nodes {
		for i, s := range a.symbols {
			way := [2]int{class[n], class[strings.IndexByte(letters, s.steps[n])]}
			if s.reply[n] == possible[0] && !strings.Contains(g[way], spelt(i)) {
				g[way] += spelt(i)
			}
		}
		g[[2]int{class[n], end}] = ""
	}
	for way, read := range g {
		if len(read) > 1 {
			g[way] = "[" + read + "]"
		}
	}
	for left := slices.Max(class); left >= 0; left-- {
		g.remove(g.cheapest())
	}
	return g[[2]int{begin, end}]
}

// through lists the ways into a class and out of it, but for that to itself.
func (g graph) through(c int) (in, out []int) {
	for way := range g {
		if way[1] == c && way[0] != c {
			in = append(in, way[0])
		}
		if way[0] == c && way[1] != c {
			out = append(out, way[1])
		}
	}
	slices.Sort(in)
	slices.Sort(out)
	return in, out
}

func (g graph) cheapest() (best int) {
	least := -1
	for c := 0; c <= len(letters); c++ {
		in, out := g.through(c)
		if cost := g.cost(c, in, out); len(in) > 0 && (least < 0 || cost < least) {
			best, least = c, cost
		}
	}
	return best
}

// cost is how many letters the expressions get that go around a class.
func (g graph) cost(c int, in, out []int) (n int) {
	for _, from := range in {
		for _, to := range out {
			n += len(g[[2]int{from, c}]) + len(g[[2]int{c, c}]) + len(g[[2]int{c, to}])
		}
	}
	return n
}

func (g graph) remove(c int) {
	in, out := g.through(c)
	loop := ""
	if read := g[[2]int{c, c}]; read != "" {
		loop = "(?:" + read + ")*"
	}
	for _, from := range in {
		for _, to := range out {
			around := g[[2]int{from, c}] + loop + g[[2]int{c, to}]
			if other, there := g[[2]int{from, to}]; there && other != around {
				around = "(?:" + other + "|" + around + ")"
			}
			g[[2]int{from, to}] = around
		}
	}
	for way := range g {
		if way[0] == c || way[1] == c {
			delete(g, way)
		}
	}
}

// TestPattern holds the expression against the automaton on words that are legal, and
// on words with one letter that may not be.
func TestPattern(t *testing.T) {
	a, _ := standardAutomaton()
	matches, draw := regexp.MustCompile("^(?:"+pattern(a)+")$").MatchString, rand.New(rand.NewPCG(1, 2))
	seen := map[bool]int{}
	for range 20_000 {
		node, word, want := 0, "", true
		astray := draw.IntN(40)
		for i := range draw.IntN(30) {
			s := draw.IntN(len(a.symbols))
			for a.symbols[s].reply[node] != possible[0] && i != astray {
				s = draw.IntN(len(a.symbols))
			}
			want = want && a.symbols[s].reply[node] == possible[0]
			node, word = strings.IndexByte(letters, a.symbols[s].steps[node]), word+spelt(s)
		}
		if seen[want]++; matches(word) != want {
			t.Fatalf("%q: matches is %v, the automaton says %v", word, !want, want)
		}
	}
	if seen[true] < 1000 || seen[false] < 1000 {
		t.Errorf("legal or not: %v; want many of both", seen)
	}
}
