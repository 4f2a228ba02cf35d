// The vocabulary of subsim, written by: subsim export typescript
// Published are the names of the eight states and their order; everything else is a reference, and nobody's policy.

/** The eight states, as published. Before its first event a subscription is in none of them. */
export const states = [
  /** service before a first term */
  "trial",
  /** a current term in good standing */
  "active",
  /** a renewal failed and recovery is under way; may be open-ended */
  "past_due",
  /** a bounded window with a promised end, before service is withheld */
  "grace_period",
  /** service withheld, recoverable, whatever the reason */
  "suspended",
  /** a limit of time ran out */
  "expired",
  /** an act ended it: a decision that took effect, an operator, a policy */
  "cancelled",
  /** nobody can vouch for the state: an observation gap, not a lifecycle state */
  "unknown",
] as const;

/** The eight states, as published. Before its first event a subscription is in none of them. */
export type State = (typeof states)[number];

/** Tells whether a value is one of the states. */
export function isState(value: unknown): value is State {
  return states.some((name) => name === value);
}

/** What can happen to a subscription. */
export const events = [
  /** a trial begins */
  "start_trial",
  /** the trial's end moves */
  "extend_trial",
  /** the first term begins, from nothing or by converting a trial */
  "activate",
  /** a new term begins in good standing */
  "renew",
  /** a renewal, or a trial's conversion, was attempted and did not succeed */
  "fail_renewal",
  /** the bounded grace window begins */
  "start_grace",
  /** a failed renewal is made good */
  "recover",
  /** service is withheld */
  "suspend",
  /** a suspension is lifted */
  "resume",
  /** a decision to end later is recorded; the state does not move */
  "schedule_cancellation",
  /** the decision to end later is taken back */
  "unschedule_cancellation",
  /** ended by an act, or the scheduled cancellation took effect */
  "cancel",
  /** ended because time ran out */
  "expire",
  /** an ended subscription is explicitly brought back, as a new generation */
  "reactivate",
  /** the state can no longer be vouched for */
  "lose_contact",
  /** a fresh observation names trial */
  "observe_trial",
  /** a fresh observation names active */
  "observe_active",
  /** a fresh observation names past_due */
  "observe_past_due",
  /** a fresh observation names grace_period */
  "observe_grace_period",
  /** a fresh observation names suspended */
  "observe_suspended",
  /** a fresh observation names expired */
  "observe_expired",
  /** a fresh observation names cancelled */
  "observe_cancelled",
] as const;

/** What can happen to a subscription. */
export type Event = (typeof events)[number];

/** Tells whether a value is one of the events. */
export function isEvent(value: unknown): value is Event {
  return events.some((name) => name === value);
}

/** What becomes of an event. */
export const verdicts = [
  /** the event takes effect */
  "applied",
  /** nothing is left to do, and nothing changes */
  "ignored",
  /** the event is refused, and nothing changes */
  "rejected",
] as const;

/** What becomes of an event. */
export type Verdict = (typeof verdicts)[number];

/** Tells whether a value is one of the verdicts. */
export function isVerdict(value: unknown): value is Verdict {
  return verdicts.some((name) => name === value);
}

/** Why an event is not applied: the first of these that fits. */
export const reasons = [
  /** this event id was already seen */
  "duplicate",
  /** there is nothing left to do */
  "already",
  /** standard would apply it; the profile in force removes it */
  "profile",
  /** nothing has begun */
  "not_started",
  /** the state is unknown and the event is no observation */
  "gap",
  /** the observation cannot follow from the last known state */
  "unreachable",
  /** the observation differs from the known state */
  "contradiction",
  /** expired or cancelled, and the event does not bring it back */
  "ended",
  /** there is no such transition */
  "not_allowed",
] as const;

/** Why an event is not applied: the first of these that fits. */
export type Reason = (typeof reasons)[number];

/** Tells whether a value is one of the reasons. */
export function isReason(value: unknown): value is Reason {
  return reasons.some((name) => name === value);
}

/** What can become of a state. */
export const classes = [
  /** the subscription is under way */
  "live",
  /** only an explicit reactivation brings it back */
  "ended",
  /** nobody can vouch for the state */
  "gap",
] as const;

/** What can become of a state. */
export type Class = (typeof classes)[number];

/** Tells whether a value is one of the classes. */
export function isClass(value: unknown): value is Class {
  return classes.some((name) => name === value);
}

/** Whether steady-state operation may go on, as we read it. */
export const steadyStates = [
  /** operation may go on */
  "ready",
  /** operation may go on for now */
  "watch",
  /** operation may not go on */
  "blocked",
] as const;

/** Whether steady-state operation may go on, as we read it. */
export type SteadyState = (typeof steadyStates)[number];

/** Tells whether a value is one of the steady states. */
export function isSteadyState(value: unknown): value is SteadyState {
  return steadyStates.some((name) => name === value);
}

/** The built-in profiles: the standard table, and others without some of it. */
export const profiles = [
  "standard",
  "strict",
  "processor",
  "store",
  "marketplace",
] as const;

/** The built-in profiles: the standard table, and others without some of it. */
export type Profile = (typeof profiles)[number];

/** Tells whether a value is one of the profiles. */
export function isProfile(value: unknown): value is Profile {
  return profiles.some((name) => name === value);
}

/** The class of each state. */
export const classOf: Readonly<Record<State, Class>> = {
  trial: "live",
  active: "live",
  past_due: "live",
  grace_period: "live",
  suspended: "live",
  expired: "ended",
  cancelled: "ended",
  unknown: "gap",
};

/** Our reading of each state. */
export const steadyStateOf: Readonly<Record<State, SteadyState>> = {
  trial: "watch",
  active: "ready",
  past_due: "blocked",
  grace_period: "watch",
  suspended: "blocked",
  expired: "blocked",
  cancelled: "blocked",
  unknown: "blocked",
};

/** The verdict that each reason belongs to. */
export const verdictOf: Readonly<Record<Reason, Verdict>> = {
  duplicate: "ignored",
  already: "ignored",
  profile: "rejected",
  not_started: "rejected",
  gap: "rejected",
  unreachable: "rejected",
  contradiction: "rejected",
  ended: "rejected",
  not_allowed: "rejected",
};

/** The state that an observation names; other events name none. */
export const observes: Readonly<Partial<Record<Event, State>>> = {
  observe_trial: "trial",
  observe_active: "active",
  observe_past_due: "past_due",
  observe_grace_period: "grace_period",
  observe_suspended: "suspended",
  observe_expired: "expired",
  observe_cancelled: "cancelled",
};
