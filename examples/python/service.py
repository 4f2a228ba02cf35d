"""A small subscription service: the stand-in for yours."""

LIVE, ENDED = ["trial", "active", "past_due", "grace_period", "suspended"], ["expired", "cancelled"]
DONE = "nothing is left to do"

# RULES says where an event leads, by the state that it meets. It is rejected in
# every other state.
RULES = {
    "start_trial": {"none": "trial", "trial": DONE},
    "extend_trial": {"trial": "trial"},
    "activate": {"none": "active", "trial": "active", "active": DONE},
    "renew": {"active": "active"},
    "fail_renewal": {s: s for s in LIVE} | {"trial": "past_due", "active": "past_due"},
    "start_grace": dict.fromkeys(LIVE[:3], "grace_period") | {"grace_period": DONE},
    "recover": dict.fromkeys(LIVE[2:], "active") | {"active": DONE},
    "suspend": dict.fromkeys(LIVE, "suspended") | {"suspended": DONE},
    "resume": {"suspended": "active", "active": DONE},
    "schedule_cancellation": {s: s for s in LIVE} | dict.fromkeys(ENDED, DONE),
    "unschedule_cancellation": {s: s for s in LIVE},
    "cancel": dict.fromkeys(LIVE, "cancelled") | dict.fromkeys(ENDED, DONE),
    "expire": dict.fromkeys(LIVE, "expired") | dict.fromkeys(ENDED, DONE),
    "reactivate": dict.fromkeys(ENDED, "active") | {"active": DONE},
    "lose_contact": dict.fromkeys(["none"] + LIVE + ENDED, "unknown") | {"unknown": DONE},
} | {"observe_" + s: {"none": s, "unknown": s, s: DONE} for s in LIVE + ENDED}

# DECISIONS says what becomes of the decision to end later.
DECISIONS = {"schedule_cancellation": True, "unschedule_cancellation": False}


class Subscription:
    def __init__(self, state="none", scheduled=False, last_known="none"):
        self.state, self.scheduled, self.last_known = state, scheduled, last_known
        self.seen = set()  # the ids of all deliveries, rejected ones too

    def deliver(self, event, delivery=None):
        if delivery in self.seen:
            return "ignored"
        self.seen |= {delivery} - {None}
        return self.decide(event)

    def decide(self, event):
        to, scheduled = RULES[event].get(self.state), DECISIONS.get(event, self.scheduled)
        if to == DONE or to and event in DECISIONS and scheduled == self.scheduled:
            return "ignored"
        if to is None or self.state == "unknown" and not self.may_be(to):
            return "rejected"
        self.last_known = self.state if to == "unknown" else "none"
        self.state, self.scheduled = to, scheduled and to not in ENDED
        return "applied"

    def may_be(self, state):
        """After a gap: nothing that had ended is back, and no trial follows a term."""
        if self.last_known in ENDED:
            return state == self.last_known
        return state != "trial" or self.last_known in ("none", "trial")
