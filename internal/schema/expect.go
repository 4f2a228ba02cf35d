package schema

import "github.com/Huzefaaa2/subsim/fsm"

// answer is what may be expected of an event: a state, a verdict, or a mapping.
func answer() *node {
	mapping := object("What must hold after the event.", append([]property{
		{"verdict", choice("The answer to the event.", verdicts(fsm.Verdicts()...))},
		{"reason", &node{Description: "Why the event was not applied."}}, // its words depend on the verdict
	}, conditions()...)...).filled()
	mapping.AllOf = []*node{reasonsBy(fsm.Verdicts())}
	short := choice("", sources(), verdicts(fsm.VerdictIgnored, fsm.VerdictRejected))
	return mappingOr("The state now, the event not being rejected; or ignored, or rejected; or a mapping.", mapping, short)
}

// reasonsBy lists the reasons that go with the verdict, which is one of some; all
// reasons where it is none of them.
func reasonsBy(some []fsm.Verdict) *node {
	if len(some) == 0 {
		return &node{Properties: properties{{"reason", choice("", reasons(fsm.Verdicts()...))}}}
	}
	n := &node{If: saying("verdict", string(some[0])), Else: reasonsBy(some[1:])}
	if fitting := reasons(some[0]); len(fitting) > 0 {
		n.Then = &node{Properties: properties{{"reason", choice("", fitting)}}}
	} else {
		n.Then = never("reason", "no reason goes with "+string(some[0]))
	}
	return n
}

// check is what may be expected of a step that delivers no event by itself.
func check() *node {
	mapping := object("What must hold after the step.", conditions()...).filled()
	return mappingOr("The state now, or a mapping.", mapping, ref("state"))
}

// conditions are the keys that speak of where the subscription is.
func conditions() []property {
	return []property{
		{"state", ref("state")},
		{"cancellation_scheduled", truth("Whether a decision to end later stands; in a gap, that of the last known configuration.")},
		{"last_known", lastKnown()},
		{"generation", count("How often the subscription was begun: 0 before the start.")},
		{"steady_state", choice("Our reading of the state.", readings())},
	}
}

// lastKnown is what may be expected of the configuration before a gap.
func lastKnown() *node {
	mapping := object("What must hold of the configuration before the gap.",
		property{"state", ref("known_state")},
		property{"cancellation_scheduled", truth("Whether a decision to end later stood.")},
		property{"generation", count("The generation before the gap.")},
	).filled()
	return mappingOr("In unknown: the state before the gap, or a mapping.", mapping, ref("known_state"))
}
