// Package schema writes the scenario language as a JSON Schema of draft-07, for
// editors: they complete names and keys, say what each means, and underline what
// is misspelt while it is typed.
//
// [Write] is all there is to call. Names and their meanings come from package
// fsm; the shape is that of docs/scenarios.md. A schema judges one document and
// cannot count days or compare steps: what it accepts is well spelt, and only
// replay says whether it makes sense.
//
// Every choice between shapes is an if with a then and an else, never a oneOf.
// An editor then judges a step by the one shape that its author began, and
// underlines the one word that is wrong, not the whole step.
package schema
