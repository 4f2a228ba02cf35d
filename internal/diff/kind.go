package diff

// A Kind says in what way a drawing and the reference are apart.
type Kind string

// The kinds, the gravest first; [Kind.Meaning] says what each is.
const (
	KindRevives   Kind = "revives"
	KindLaunders  Kind = "launders"
	KindStuck     Kind = "stuck"
	KindLost      Kind = "lost"
	KindUnreached Kind = "unreached"
	KindForeign   Kind = "foreign"
	KindElsewhere Kind = "elsewhere"
	KindBeyond    Kind = "beyond"
	KindRefused   Kind = "refused"
	KindUndrawn   Kind = "undrawn"
	KindUnused    Kind = "unused"
	KindOmitted   Kind = "omitted"
)

type kindFacts struct {
	kind    Kind
	weight  weight
	meaning string
}

// A weight says what a finding does to the verdict.
type weight int

const (
	weightNone     weight = iota // a drawing need not show it
	weightStricter               // the drawing allows less
	weightDiffers                // the drawing allows more, or otherwise
)

var kindTable = [...]kindFacts{
	{KindRevives, weightDiffers, "an ended subscription comes back by something else than reactivate"},
	{KindLaunders, weightDiffers, "an observation ends a gap although it cannot follow from what was last known"},
	{KindStuck, weightDiffers, "a live state that leads to neither cancelled nor expired"},
	{KindLost, weightDiffers, "a live state that does not lead back to active"},
	{KindUnreached, weightDiffers, "a state that nothing leads to"},
	{KindForeign, weightDiffers, "a state that the profile does not have"},
	{KindElsewhere, weightDiffers, "an event that leads to another state"},
	{KindBeyond, weightDiffers, "an event that the reference rejects"},
	{KindRefused, weightStricter, "an event that the reference applies, without an arrow"},
	{KindUndrawn, weightStricter, "a state of the profile that is not drawn"},
	{KindUnused, weightStricter, "an event of the profile that no arrow carries"},
	{KindOmitted, weightNone, "an event that the reference ignores, without an arrow"},
}

// Kinds returns the kinds, the gravest first.
func Kinds() []Kind {
	var all []Kind
	for _, facts := range kindTable {
		all = append(all, facts.kind)
	}
	return all
}

// Meaning says what findings of the kind are.
func (k Kind) Meaning() string { return k.facts().meaning }

// Folded reports whether a report tells the findings of the kind in one line.
func (k Kind) Folded() bool { return k == KindUndrawn || k == KindUnused || k == KindOmitted }

func (k Kind) facts() kindFacts {
	for _, facts := range kindTable {
		if facts.kind == k {
			return facts
		}
	}
	return kindFacts{}
}

// A Verdict says how a drawing stands to the reference.
type Verdict string

// The verdicts.
const (
	VerdictSame     Verdict = "same"     // it allows what the reference allows, with the same results
	VerdictStricter Verdict = "stricter" // it allows less, and nothing else
	VerdictDiffers  Verdict = "differs"
)

// verdictOf judges findings by the gravest of them.
func verdictOf(findings []Finding) Verdict {
	gravest := weightNone
	for _, f := range findings {
		gravest = max(gravest, f.Kind.facts().weight)
	}
	return [...]Verdict{VerdictSame, VerdictStricter, VerdictDiffers}[gravest]
}
