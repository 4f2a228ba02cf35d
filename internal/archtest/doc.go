// Package archtest holds the rules of the house as a test: which package may
// lean on which, where each library lives, what stays out of the model. It has
// no code of its own. The plan it checks is drawn in docs/architecture.md.
package archtest
