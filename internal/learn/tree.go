package learn

import (
	"fmt"
	"iter"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A Tree holds words of inputs and what was seen on their way. Its zero value is
// not ready; see [NewTree]. A node takes 16 bytes.
type Tree struct {
	nodes    []node
	label    suite.Output
	labelled bool
}

// A node is what was seen after a word. Its children are a chain in the order of
// their inputs; 0 ends it, since nothing leads back to the root.
type node struct {
	child, sibling, parent int32
	input                  uint16
	output                 suite.Output
}

const root int32 = 0

// NewTree returns a tree that knows nothing.
func NewTree() *Tree { return &Tree{nodes: make([]node, 1)} }

// A Contradiction reports a subject that answered the same word in two ways.
type Contradiction struct {
	Word []int // it is answered alike up to its last input; empty where the first status differs
	Was  suite.Output
	Is   suite.Output
}

// Error says after how many inputs the answers part.
func (c *Contradiction) Error() string {
	return fmt.Sprintf("the same %d events were answered in two ways", len(c.Word))
}

// Size returns how many words are known, the empty one included.
func (t *Tree) Size() int { return len(t.nodes) }

// SetLabel says what was seen before the first input. The error is a
// *[Contradiction].
func (t *Tree) SetLabel(out suite.Output) error {
	if t.labelled && t.label != out {
		return &Contradiction{Was: t.label, Is: out}
	}
	t.label, t.labelled = out, true
	return nil
}

// Label returns what was seen before the first input, and false where nobody
// looked.
func (t *Tree) Label() (suite.Output, bool) { return t.label, t.labelled }

// Add enters a word and what was seen after each of its inputs; what was not
// seen, at the end, is left out. The error is a *[Contradiction], and then
// nothing is entered.
func (t *Tree) Add(word []int, outputs []suite.Output) error {
	at := root
	for i, out := range outputs[:min(len(word), len(outputs))] {
		next, known := t.after(at, word[i])
		if known && t.nodes[next].output != out {
			return &Contradiction{append([]int(nil), word[:i+1]...), t.nodes[next].output, out}
		}
		if !known {
			next = t.grow(at, word[i], out)
		}
		at = next
	}
	return nil
}

// Lookup returns what is known to be seen on the way of a word, as far as that
// is known.
func (t *Tree) Lookup(word []int) []suite.Output {
	outputs := make([]suite.Output, 0, len(word))
	at, known := root, true
	for _, input := range word {
		if at, known = t.after(at, input); !known {
			break
		}
		outputs = append(outputs, t.nodes[at].output)
	}
	return outputs
}

// grow adds a node at its place among the children.
func (t *Tree) grow(at int32, input int, out suite.Output) int32 {
	grown := int32(len(t.nodes))
	before := int32(-1)
	next := t.nodes[at].child
	for next != 0 && t.nodes[next].input < uint16(input) {
		before, next = next, t.nodes[next].sibling
	}
	t.nodes = append(t.nodes, node{parent: at, sibling: next, input: uint16(input), output: out})
	if before < 0 {
		t.nodes[at].child = grown
	} else {
		t.nodes[before].sibling = grown
	}
	return grown
}

// after returns the node that an input leads to.
func (t *Tree) after(at int32, input int) (int32, bool) {
	for next := t.nodes[at].child; next != 0; next = t.nodes[next].sibling {
		if t.nodes[next].input == uint16(input) {
			return next, true
		}
	}
	return 0, false
}

// find returns the node of a word that is known.
func (t *Tree) find(word []int) int32 {
	at := root
	for _, input := range word {
		at, _ = t.after(at, input)
	}
	return at
}

// children runs over the nodes that follow one.
func (t *Tree) children(at int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for next := t.nodes[at].child; next != 0 && yield(next); next = t.nodes[next].sibling {
		}
	}
}

// word returns the inputs that lead from one node to another below it.
func (t *Tree) word(from, to int32) []int {
	var backwards []int
	for ; to != from; to = t.nodes[to].parent {
		backwards = append(backwards, int(t.nodes[to].input))
	}
	for i, j := 0, len(backwards)-1; i < j; i, j = i+1, j-1 {
		backwards[i], backwards[j] = backwards[j], backwards[i]
	}
	return backwards
}

// common runs over the pairs of nodes that the same input leads to from two.
func (t *Tree) common(a, b int32) iter.Seq2[int32, int32] {
	return func(yield func(a, b int32) bool) {
		a, b := t.nodes[a].child, t.nodes[b].child
		for a != 0 && b != 0 {
			switch inputA, inputB := t.nodes[a].input, t.nodes[b].input; {
			case inputA < inputB:
				a = t.nodes[a].sibling
			case inputB < inputA:
				b = t.nodes[b].sibling
			case !yield(a, b):
				return
			default:
				a, b = t.nodes[a].sibling, t.nodes[b].sibling
			}
		}
	}
}

// apart reports whether a word is known that is answered otherwise after one node
// than after another: then they cannot be the same state. [VGRW22] §2
func (t *Tree) apart(a, b int32) bool {
	for nextA, nextB := range t.common(a, b) {
		if t.nodes[nextA].output != t.nodes[nextB].output || t.apart(nextA, nextB) {
			return true
		}
	}
	return false
}

// witness returns the shortest word that shows two nodes to be apart; nil where
// none is known.
func (t *Tree) witness(a, b int32) []int {
	type pair struct{ a, b int32 }
	for queue := []pair{{a, b}}; len(queue) > 0; queue = queue[1:] {
		for nextA, nextB := range t.common(queue[0].a, queue[0].b) {
			if t.nodes[nextA].output != t.nodes[nextB].output {
				return t.word(a, nextA)
			}
			queue = append(queue, pair{nextA, nextB})
		}
	}
	return nil
}
