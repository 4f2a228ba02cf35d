// Package simulate makes populations of subscriptions and writes their logs. Call
// [Population.Write]; the rates of [Rates] are a plausible population of nobody's.
//
// A subscription is a Markov chain in continuous time over the configurations of the
// model: every event that is applied has a clock of its own, whose rate depends on
// the configuration alone, and the first to ring happens. While the state is unknown
// the life behind the gap goes on by the same clocks, unseen, but that nothing is
// reactivated and no contact is lost; an observation names the state that it has come
// to. So what is observed could always be reached, as the gap rule asks for.
//
// Equal options give equal bytes, on any number of cores: every subscription draws
// from a generator of its own, and records are sorted by instant, subscription and
// number. Faults, duplicates and delays are drawn apart, so that the lives are the
// same with them and without.
package simulate
