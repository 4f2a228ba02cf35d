package lexicon

import (
	"fmt"
	"io"
	"strings"
)

// Python writes a module for Python 3.9 and newer that needs no other: for each kind
// an enumeration whose members are strings, equal to their names, and a Literal of the
// names for values that stay plain; and dictionaries of what belongs to what.
func Python(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\"\"\"The vocabulary of subsim, written by: subsim export python\n\n%s\n\"\"\"\n", notice)
	b.WriteString(pythonHead)
	for _, l := range lists() {
		fmt.Fprintf(&b, "\n\nclass %s(_Name):\n    \"\"\"%s\"\"\"\n\n", pascal(l.kind), l.about)
		for _, e := range l.entries {
			fmt.Fprintf(&b, "    %s = %q\n", strings.ToUpper(e.name), e.name)
			if e.meaning != "" {
				fmt.Fprintf(&b, "    \"\"\"%s\"\"\"\n", e.meaning)
			}
		}
		fmt.Fprintf(&b, "\n\n%sName = Literal[\n", pascal(l.kind))
		for _, e := range l.entries {
			fmt.Fprintf(&b, "    %q,\n", e.name)
		}
		b.WriteString("]\n")
	}
	for _, r := range relations() {
		from, to := pascal(r.from), pascal(r.to)
		fmt.Fprintf(&b, "\n#: %s\n%s: Dict[%s, %s] = {\n", r.about, snake(strings.ToUpper(r.name)), from, to)
		for _, pair := range r.pairs {
			fmt.Fprintf(&b, "    %s.%s: %s.%s,\n", from, strings.ToUpper(pair[0]), to, strings.ToUpper(pair[1]))
		}
		b.WriteString("}\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// pythonHead makes members print as their names in every version of Python.
const pythonHead = `
from enum import Enum
from typing import Dict, Literal


class _Name(str, Enum):
    def __str__(self) -> str:
        return str(self.value)
`

// snake spells words like_this.
func snake(words string) string { return strings.ReplaceAll(words, " ", "_") }
