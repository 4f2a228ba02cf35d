package schema

import "github.com/Huzefaaa2/subsim/fsm"

// helloResponse is what an adapter says of itself.
func helloResponse() *node {
	n := object("What the adapter can do.",
		number(),
		property{"protocol", &node{Description: "The version of the protocol.", Const: protocolVersion}},
		property{"name", ref("text")},
		property{"version", patterned("The adapter's own version.", `^[^\r\n]*$`, "write one line of text")},
		property{"events", unique(list("The events that can be sent; all where it is left out.", 1, ref("event")))},
		property{"verdicts", whichVerdicts()},
		property{"reads", choice("How the state is read; none where it is left out.", []word{
			{"state", "by its name"}, {"status", "as a word of statuses"}, {"none", "not at all"},
		})},
		property{"statuses", statuses()},
		property{"seed", truth("It can be put into a configuration.")},
		property{"clock", truth("Its clock can be moved.")},
		property{"policy", policy()},
		property{"batch", truth("It takes several events at once.")},
		property{"once", truth("It knows deliveries by their ids.")},
		property{"parallel", &node{Description: "How many sessions may be open at the same time.", Type: "integer", Minimum: least(1), Maximum: mostParallel}},
	).needs("n", "protocol", "name")
	n.AllOf = []*node{
		{If: saying("reads", "status"), Then: holding("statuses"), Else: never("statuses", "only reads: status has statuses")},
		{If: deadlines(), Then: saying("clock", true)},
	}
	return n
}

func unique(n *node) *node {
	n.UniqueItems = true
	return n
}

// whichVerdicts are all of one kind of adapter, in any order.
func whichVerdicts() *node {
	all := func(some []word) *node {
		n := unique(list("", len(some), choice("", some)))
		n.MaxItems = len(some)
		return n
	}
	rejected := verdicts(fsm.VerdictRejected)
	return &node{
		Description: "The verdicts that it tells apart; the first three where it is left out.",
		AnyOf:       []*node{all(verdicts(fsm.Verdicts()...)), all(append(accepted(), rejected...))},
	}
}

// statuses holds a word for each state.
func statuses() *node {
	n := object("The word that is read in each state.")
	for _, s := range sources() {
		n.Properties = append(n.Properties, property{s.word, ref("text")})
		n.Required = append(n.Required, s.word)
	}
	return n
}

// deadlines matches a hello with a policy that is not empty.
func deadlines() *node {
	n := holding("policy")
	n.Properties = properties{{"policy", &node{MinProperties: 1}}}
	return n
}
