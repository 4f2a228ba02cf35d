package boundary

import (
	"slices"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A Rule says what has no place in a public text.
type Rule struct {
	Name    string
	Refuses string // what it refuses, for a list of the rules
	WayOut  string // what to write instead
	Corpus  bool   // held for the scenarios that are shipped, and no other text

	looks string // what a finding looks like
	find  func(text string) []stretch
}

// Rules returns all rules, sorted by name.
func Rules() []Rule { return slices.Clone(rules) }

var rules = []Rule{
	{
		Name:    "billing-word",
		Refuses: "words of billing, such as invoice, payment, customer or webhook, in the scenarios that are shipped",
		WayOut:  "say what happens to the subscription: a renewal fails, a term begins, an operator suspends it",
		Corpus:  true,
		looks:   "a word of billing",
		find:    billingWords,
	},
	{
		Name:    "card-number",
		Refuses: "13 to 19 digits, in one piece or in groups, that pass the check of card numbers",
		WayOut:  "remove it; where an id is meant, write a short made-up one such as d-1",
		looks:   "a card number",
		find:    cards,
	},
	{
		Name:    "email",
		Refuses: "e-mail addresses",
		WayOut:  "remove it; a scenario is about one subscription, and needs nobody's name",
		looks:   "an e-mail address",
		find:    emails,
	},
	{
		Name:    "money",
		Refuses: "amounts: a number with the sign, code or name of a currency, or as the value of a key such as amount or price",
		WayOut:  "remove it; the model knows states and events, and no amounts",
		looks:   "an amount of money",
		find:    amounts,
	},
	{
		Name:    "provider-id",
		Refuses: "ids of somebody's records: a provider's prefix with letters and digits behind it, and UUIDs",
		WayOut:  "write a short made-up id such as d-1",
		looks:   "the id of somebody's record",
		find:    recordIDs,
	},
	{
		Name:    "secret-key",
		Refuses: "keys such as password, api_key or client_secret that have a value",
		WayOut:  "remove the key and its value, and replace the secret where it is used: it may be known by now",
		looks:   "a key with a secret value",
		find:    secretKeys,
	},
	{
		Name:    "token",
		Refuses: "secret keys and tokens: known prefixes, signed tokens, private keys, bearer tokens, long random runs of letters and digits",
		WayOut:  "remove it, and replace the secret where it is used: it may be known by now",
		looks:   "a secret key or token",
		find:    tokens,
	},
	{
		Name:    "url",
		Refuses: "addresses of the web: a scheme with a host behind it, and hosts that begin with www",
		WayOut:  "remove it, or name the thing in words",
		looks:   "an address of the web",
		find:    urls,
	},
}

// problem tells of a stretch that breaks the rule.
func (r Rule) problem(s *diag.Source, at diag.Span) *diag.Problem {
	return &diag.Problem{
		Source:  s,
		Rule:    r.Name,
		Span:    at,
		Message: "rule " + r.Name + ": this looks like " + r.looks,
		Note:    "has no place in a public file",
		Help:    r.WayOut,
	}
}
