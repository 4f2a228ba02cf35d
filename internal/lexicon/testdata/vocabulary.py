"""The vocabulary of subsim, written by: subsim export python

Published are the names of the eight states and their order; everything else is a reference, and nobody's policy.
"""

from enum import Enum
from typing import Dict, Literal


class _Name(str, Enum):
    def __str__(self) -> str:
        return str(self.value)


class State(_Name):
    """The eight states, as published. Before its first event a subscription is in none of them."""

    TRIAL = "trial"
    """service before a first term"""
    ACTIVE = "active"
    """a current term in good standing"""
    PAST_DUE = "past_due"
    """a renewal failed and recovery is under way; may be open-ended"""
    GRACE_PERIOD = "grace_period"
    """a bounded window with a promised end, before service is withheld"""
    SUSPENDED = "suspended"
    """service withheld, recoverable, whatever the reason"""
    EXPIRED = "expired"
    """a limit of time ran out"""
    CANCELLED = "cancelled"
    """an act ended it: a decision that took effect, an operator, a policy"""
    UNKNOWN = "unknown"
    """nobody can vouch for the state: an observation gap, not a lifecycle state"""


StateName = Literal[
    "trial",
    "active",
    "past_due",
    "grace_period",
    "suspended",
    "expired",
    "cancelled",
    "unknown",
]


class Event(_Name):
    """What can happen to a subscription."""

    START_TRIAL = "start_trial"
    """a trial begins"""
    EXTEND_TRIAL = "extend_trial"
    """the trial's end moves"""
    ACTIVATE = "activate"
    """the first term begins, from nothing or by converting a trial"""
    RENEW = "renew"
    """a new term begins in good standing"""
    FAIL_RENEWAL = "fail_renewal"
    """a renewal, or a trial's conversion, was attempted and did not succeed"""
    START_GRACE = "start_grace"
    """the bounded grace window begins"""
    RECOVER = "recover"
    """a failed renewal is made good"""
    SUSPEND = "suspend"
    """service is withheld"""
    RESUME = "resume"
    """a suspension is lifted"""
    SCHEDULE_CANCELLATION = "schedule_cancellation"
    """a decision to end later is recorded; the state does not move"""
    UNSCHEDULE_CANCELLATION = "unschedule_cancellation"
    """the decision to end later is taken back"""
    CANCEL = "cancel"
    """ended by an act, or the scheduled cancellation took effect"""
    EXPIRE = "expire"
    """ended because time ran out"""
    REACTIVATE = "reactivate"
    """an ended subscription is explicitly brought back, as a new generation"""
    LOSE_CONTACT = "lose_contact"
    """the state can no longer be vouched for"""
    OBSERVE_TRIAL = "observe_trial"
    """a fresh observation names trial"""
    OBSERVE_ACTIVE = "observe_active"
    """a fresh observation names active"""
    OBSERVE_PAST_DUE = "observe_past_due"
    """a fresh observation names past_due"""
    OBSERVE_GRACE_PERIOD = "observe_grace_period"
    """a fresh observation names grace_period"""
    OBSERVE_SUSPENDED = "observe_suspended"
    """a fresh observation names suspended"""
    OBSERVE_EXPIRED = "observe_expired"
    """a fresh observation names expired"""
    OBSERVE_CANCELLED = "observe_cancelled"
    """a fresh observation names cancelled"""


EventName = Literal[
    "start_trial",
    "extend_trial",
    "activate",
    "renew",
    "fail_renewal",
    "start_grace",
    "recover",
    "suspend",
    "resume",
    "schedule_cancellation",
    "unschedule_cancellation",
    "cancel",
    "expire",
    "reactivate",
    "lose_contact",
    "observe_trial",
    "observe_active",
    "observe_past_due",
    "observe_grace_period",
    "observe_suspended",
    "observe_expired",
    "observe_cancelled",
]


class Verdict(_Name):
    """What becomes of an event."""

    APPLIED = "applied"
    """the event takes effect"""
    IGNORED = "ignored"
    """nothing is left to do, and nothing changes"""
    REJECTED = "rejected"
    """the event is refused, and nothing changes"""


VerdictName = Literal[
    "applied",
    "ignored",
    "rejected",
]


class Reason(_Name):
    """Why an event is not applied: the first of these that fits."""

    DUPLICATE = "duplicate"
    """this event id was already seen"""
    ALREADY = "already"
    """there is nothing left to do"""
    PROFILE = "profile"
    """standard would apply it; the profile in force removes it"""
    NOT_STARTED = "not_started"
    """nothing has begun"""
    GAP = "gap"
    """the state is unknown and the event is no observation"""
    UNREACHABLE = "unreachable"
    """the observation cannot follow from the last known state"""
    CONTRADICTION = "contradiction"
    """the observation differs from the known state"""
    ENDED = "ended"
    """expired or cancelled, and the event does not bring it back"""
    NOT_ALLOWED = "not_allowed"
    """there is no such transition"""


ReasonName = Literal[
    "duplicate",
    "already",
    "profile",
    "not_started",
    "gap",
    "unreachable",
    "contradiction",
    "ended",
    "not_allowed",
]


class Class(_Name):
    """What can become of a state."""

    LIVE = "live"
    """the subscription is under way"""
    ENDED = "ended"
    """only an explicit reactivation brings it back"""
    GAP = "gap"
    """nobody can vouch for the state"""


ClassName = Literal[
    "live",
    "ended",
    "gap",
]


class SteadyState(_Name):
    """Whether steady-state operation may go on, as we read it."""

    READY = "ready"
    """operation may go on"""
    WATCH = "watch"
    """operation may go on for now"""
    BLOCKED = "blocked"
    """operation may not go on"""


SteadyStateName = Literal[
    "ready",
    "watch",
    "blocked",
]


class Profile(_Name):
    """The built-in profiles: the standard table, and others without some of it."""

    STANDARD = "standard"
    STRICT = "strict"
    PROCESSOR = "processor"
    STORE = "store"
    MARKETPLACE = "marketplace"


ProfileName = Literal[
    "standard",
    "strict",
    "processor",
    "store",
    "marketplace",
]

#: The class of each state.
CLASS_OF: Dict[State, Class] = {
    State.TRIAL: Class.LIVE,
    State.ACTIVE: Class.LIVE,
    State.PAST_DUE: Class.LIVE,
    State.GRACE_PERIOD: Class.LIVE,
    State.SUSPENDED: Class.LIVE,
    State.EXPIRED: Class.ENDED,
    State.CANCELLED: Class.ENDED,
    State.UNKNOWN: Class.GAP,
}

#: Our reading of each state.
STEADY_STATE_OF: Dict[State, SteadyState] = {
    State.TRIAL: SteadyState.WATCH,
    State.ACTIVE: SteadyState.READY,
    State.PAST_DUE: SteadyState.BLOCKED,
    State.GRACE_PERIOD: SteadyState.WATCH,
    State.SUSPENDED: SteadyState.BLOCKED,
    State.EXPIRED: SteadyState.BLOCKED,
    State.CANCELLED: SteadyState.BLOCKED,
    State.UNKNOWN: SteadyState.BLOCKED,
}

#: The verdict that each reason belongs to.
VERDICT_OF: Dict[Reason, Verdict] = {
    Reason.DUPLICATE: Verdict.IGNORED,
    Reason.ALREADY: Verdict.IGNORED,
    Reason.PROFILE: Verdict.REJECTED,
    Reason.NOT_STARTED: Verdict.REJECTED,
    Reason.GAP: Verdict.REJECTED,
    Reason.UNREACHABLE: Verdict.REJECTED,
    Reason.CONTRADICTION: Verdict.REJECTED,
    Reason.ENDED: Verdict.REJECTED,
    Reason.NOT_ALLOWED: Verdict.REJECTED,
}

#: The state that an observation names; other events name none.
OBSERVES: Dict[Event, State] = {
    Event.OBSERVE_TRIAL: State.TRIAL,
    Event.OBSERVE_ACTIVE: State.ACTIVE,
    Event.OBSERVE_PAST_DUE: State.PAST_DUE,
    Event.OBSERVE_GRACE_PERIOD: State.GRACE_PERIOD,
    Event.OBSERVE_SUSPENDED: State.SUSPENDED,
    Event.OBSERVE_EXPIRED: State.EXPIRED,
    Event.OBSERVE_CANCELLED: State.CANCELLED,
}
