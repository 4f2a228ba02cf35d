package lexicon

import (
	"fmt"
	"io"
	"strings"
)

// TypeScript writes a module that needs no other: for each kind the list of its names,
// the union of them as a type, and a guard for values from outside; and records of
// what belongs to what. It holds nothing that is more than types and plain values, so
// runtimes that strip types run it as it is.
func TypeScript(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "// The vocabulary of subsim, written by: subsim export typescript\n// %s\n", notice)
	for _, l := range lists() {
		kind, kinds := pascal(l.kind), camel(l.kinds)
		fmt.Fprintf(&b, "\n/** %s */\nexport const %s = [\n", l.about, kinds)
		for _, e := range l.entries {
			if e.meaning != "" {
				fmt.Fprintf(&b, "  /** %s */\n", e.meaning)
			}
			fmt.Fprintf(&b, "  %q,\n", e.name)
		}
		fmt.Fprintf(&b, "] as const;\n\n/** %s */\nexport type %s = (typeof %s)[number];\n", l.about, kind, kinds)
		fmt.Fprintf(&b, "\n/** Tells whether a value is one of the %s. */\n", l.kinds)
		fmt.Fprintf(&b, "export function is%s(value: unknown): value is %s {\n  return %s.some((name) => name === value);\n}\n", kind, kind, kinds)
	}
	for _, r := range relations() {
		record := fmt.Sprintf("Record<%s, %s>", pascal(r.from), pascal(r.to))
		if r.partial {
			record = "Partial<" + record + ">"
		}
		fmt.Fprintf(&b, "\n/** %s */\nexport const %s: Readonly<%s> = {\n", r.about, camel(r.name), record)
		for _, pair := range r.pairs {
			fmt.Fprintf(&b, "  %s: %q,\n", pair[0], pair[1])
		}
		b.WriteString("};\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// pascal spells words LikeThis.
func pascal(words string) string {
	var b strings.Builder
	for _, word := range strings.Fields(words) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// camel spells words likeThis.
func camel(words string) string { return words[:1] + pascal(words)[1:] }
