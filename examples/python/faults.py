"""The adapter with a fault planted in it, for the tests of subsim:

    python3 faults.py lost_flag

Each fault is a function that spoils the service or the adapter. ../faults.tsv says
what must be found.
"""
import sys
import time

import adapter
import service
from service import RULES, Subscription

FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def after(change):
    """Has change(subscription, event, before, verdict) spoil a decision, or answer otherwise."""
    honest = Subscription.decide

    def decide(self, event):
        before, verdict = self.state, honest(self, event)
        self.past = getattr(self, "past", []) + [(event, before)]
        return change(self, event, before, verdict) or verdict

    Subscription.decide = decide


@fault
def revived_cancellation():
    RULES["recover"]["cancelled"] = "active"


@fault
def revived_by_trial():
    RULES["start_trial"]["expired"] = "trial"


@fault
def lost_flag():
    @after
    def forget(self, event, before, verdict):
        if event == "renew" and verdict == "applied":
            self.scheduled = False


@fault
def kept_flag():
    @after
    def keep(self, event, before, verdict):
        if event == "reactivate" and verdict == "applied" and before == "cancelled":
            self.scheduled = True


@fault
def swallowed_illegal():
    RULES["resume"]["past_due"] = service.DONE


@fault
def ignored_is_applied():
    RULES["activate"]["active"] = "active"


@fault
def changed_by_rejected():
    @after
    def change(self, event, before, verdict):
        if event == "activate" and before == "suspended":
            self.state = "active"


@fault
def flag_changed_by_rejected():
    @after
    def change(self, event, before, verdict):
        if event == "renew" and before == "past_due":
            self.scheduled = False


@fault
def wrong_target():
    RULES["start_grace"]["active"] = "past_due"


@fault
def refuses_cancel():
    del RULES["cancel"]["suspended"]


@fault
def hidden_counter():
    @after
    def give_up(self, event, before, verdict):
        if event == "fail_renewal" and self.past.count((event, "past_due")) == 4:
            self.state = "suspended"


@fault
def deep_counter():
    """Brought back twice, it cannot be cancelled a third time."""
    @after
    def refuse(self, event, before, verdict):
        lives = 1 + self.past.count(("reactivate", "cancelled"))
        if event == "cancel" and before == "active" and lives == 3:
            self.state = "active"
            return "rejected"


@fault
def unknown_as_active():
    @after
    def pretend(self, event, before, verdict):
        if event == "lose_contact" and before == "active":
            self.state = "active"


@fault
def gap_revives():
    honest = Subscription.may_be
    Subscription.may_be = lambda self, state: (
        (self.last_known, state) == ("cancelled", "active") or honest(self, state))


@fault
def gap_loses_flag():
    @after
    def forget(self, event, before, verdict):
        if event == "lose_contact" and before == "active":
            self.scheduled = False


@fault
def gap_forgets():
    """A second loss of contact makes the gap forget what was known before it."""
    @after
    def forget(self, event, before, verdict):
        if event == "lose_contact" and before == "unknown":
            self.last_known = "none"


@fault
def late_seed():
    honest = adapter.begin

    def begin(request):
        subscription = honest(request)
        subscription.scheduled = False
        return subscription

    adapter.begin = begin


@fault
def forgets_ids():
    Subscription.deliver = lambda self, event, delivery=None: self.decide(event)


@fault
def leaks():
    """What was scheduled in one session stands in the next."""
    left = []

    @after
    def leak(self, event, before, verdict):
        if event == "schedule_cancellation" and verdict == "applied":
            left.append(True)

    honest = adapter.begin

    def begin(request):
        subscription = honest(request)
        subscription.scheduled |= bool(left)
        left.clear()
        return subscription

    adapter.begin = begin


def answers(change):
    """Has change(request, response, n) spoil the nth answer to events, or answer otherwise."""
    honest, count = adapter.answer, [0]

    def answer(request):
        response = honest(request)
        count[0] += request["op"] in ("event", "run")
        return change(request, response, count[0]) or response

    adapter.answer = answer


@fault
def flaky():
    @answers
    def slip(request, response, n):
        for one in response.get("answers", [response]):
            if n % 11 == 10 and "verdict" in one:
                one["verdict"] = "rejected" if one["verdict"] == "applied" else "applied"


@fault
def unsure():
    """The connection breaks as a renewal is applied, and nobody knows whether it was."""
    @answers
    def doubt(request, response, n):
        broken = {"error": {"definite": False, "message": "the connection broke"}}
        told = response.get("answers", [response])
        for i, (event, one) in enumerate(zip(request.get("events", [request.get("event")]), told)):
            if event == "renew" and one.get("verdict") == "applied":
                return broken | ({"answers": told[:i]} if "events" in request else {})


@fault
def crash():
    @answers
    def fall(request, response, n):
        if n == 20:
            sys.exit("out of memory")


@fault
def hang():
    @answers
    def sleep(request, response, n):
        if n == 20:
            time.sleep(3600)


@fault
def babble():
    @answers
    def talk(request, response, n):
        if n % 10 == 9:
            print("DEBUG", request, flush=True)


@fault
def lies():
    """A spelling that is the name of no state."""
    @answers
    def misspell(request, response, n):
        for one in response.get("answers", [response]):
            if one.get("state") == "cancelled":
                one["state"] = "canceled"


@fault
def numbers_wrong():
    @answers
    def repeat(request, response, n):
        if n == 20:
            return response | {"n": request["n"] - 1}


def main(name):
    if name not in FAULTS:
        sys.exit("\n".join(FAULTS))
    FAULTS[name]()
    adapter.main()


if __name__ == "__main__":
    main(*sys.argv[1:] or [""])
