"""The adapter through which subsim asks the service: a JSON object a line."""
import json
import sys

from service import Subscription

CAPABILITIES = {
    "protocol": 1,
    "name": "python example",
    "version": "1",
    "reads": "state",  # each answer holds the state after the event
    "seed": True,      # a subscription can begin in any configuration
    "batch": True,     # several events can come at once
    "once": True,      # deliveries are known by their ids
}

sessions = {}


def begin(request):
    c = request.get("configuration")
    if c is None:
        return Subscription()
    return Subscription(c["state"], c["cancellation_scheduled"], c["last_known"])


def deliver(subscription, event, delivery=None):
    return {"verdict": subscription.deliver(event, delivery), "state": subscription.state}


def answer(request):
    operation, session = request["op"], request.get("session")
    if operation == "hello":
        return CAPABILITIES
    if operation == "open":
        sessions[session] = begin(request)
        return {"state": sessions[session].state}
    if operation == "event":
        return deliver(sessions[session], request["event"], request.get("id"))
    if operation == "run":
        return {"answers": [deliver(sessions[session], event) for event in request["events"]]}
    if operation == "close":
        del sessions[session]
        return {}
    return {"error": {"definite": True, "message": f"no operation {operation}"}}


def main():
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps({"n": request["n"], **answer(request)}), flush=True)


if __name__ == "__main__":
    main()
