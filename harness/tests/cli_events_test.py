"""Events that arrive in several pieces: what each piece tells is kept until the step is judged."""
import json

import pytest
from cli_support import changed_example, cases, run

HEAD = "case: TOLD-1\npurpose: the queue is told in pieces\nrules: [EVENT_CREATED]\nsteps:\n  - client.signIn\n"
TWO = HEAD + """\
  - instantMessage: {to: alice, as: w1, expect: [S_OK, S_FALSE], noted: [SUCCESS], window: new}
  - instantMessage: {to: bob, as: w2, expect: [S_OK, S_FALSE], noted: [SUCCESS], window: new}
  - events.take: {created: 2, signedIn: 1}
"""
OUT = HEAD + "  - events.take: {signedIn: 1}\n  - client.signOut\n  - events.take: {signedOut: 1, status: not online}\n"
IN = {"name": "OnSignin"}
ONLINE, OFFLINE, CONNECTING = ({"name": "OnMyStatusChange", "status": status} for status in (0x0002, 0x0001, 0x0200))
DISCONNECTING, BUSY, NO_STATUS = ({"name": "OnMyStatusChange", **more}
                                  for more in ({"status": 0x0400}, {"status": 0x000A}, {}))


def created(token, **more):
    return {"name": "OnIMWindowCreated", "window": token, **more}


def judged(folder, steps, pieces):
    """The record of the case on a service that answers each events.take with the next of the pieces."""
    (folder / "told.yaml").write_text(steps, encoding="utf-8")
    locator = changed_example(
        folder, ('"window.get"]', '"window.get", "events.take"]'),
        ("    def client_signIn", f"    PIECES = iter({pieces!r})\n\n    def events_take(self, _):\n"
         "        return {\"events\": next(self.PIECES, [])}\n\n    def client_signIn"))
    run(locator, folder / "out", folder / "told.yaml")
    (record,) = cases(folder / "out")
    return record


@pytest.mark.parametrize("pieces, rule", [
    ([[IN, created("w1")], [created("w2")]], None),
    ([[], [IN], [created("w2")], [], [created("w1")]], None),
    ([[IN, created("w2")], [created("w2")]], "EVENT_WINDOW"),
    ([[IN, created("x1")], [created("w2")]], None),
    ([[IN, created("w1")], [created("w2"), IN]], "EVENT_SIGN"),
    ([[IN, created("w1")]], "EVENT_CREATED"),
    ([[{"name": "OnSomethingElse", "window": "w1"}, IN, created("w1"), created("w2", contact="c9")]], None),
], ids=["in pieces", "one by one", "twice the same", "an object not held", "an event too many", "one never comes",
        "others are ignored"])
def test_windows_are_told_in_pieces(tmp_path, pieces, rule):
    record = judged(tmp_path, TWO, pieces)
    assert (record["verdict"], record["blame"]) == (("fail", [rule]) if rule else ("pass", [])), record["reason"]
    told = [event for piece in pieces for event in piece]
    assert record["steps"][-1]["observation"]["value"] == told


@pytest.mark.parametrize("pieces, rule", [
    ([[IN, ONLINE], [{"name": "OnSignout"}, DISCONNECTING], [OFFLINE]], None),
    ([[IN, CONNECTING], [BUSY], [{"name": "OnSignout"}, DISCONNECTING]], None),
    ([[IN, ONLINE], [DISCONNECTING], [{"name": "OnSignout"}, BUSY], [OFFLINE]], None),
    ([[IN, ONLINE], [DISCONNECTING], [{"name": "OnSignout"}, BUSY]], "EVENT_STATUS"),
    ([[IN, ONLINE, NO_STATUS, {"name": "OnContactStatusChange", "status": 1}], [{"name": "OnSignout"}, DISCONNECTING]],
     None),
    ([[IN, ONLINE, CONNECTING]], "EVENT_STATUS"),
    ([[IN, ONLINE], [DISCONNECTING]], "EVENT_SIGN"),
], ids=["in pieces", "in steps", "comes right", "stays wrong", "others are ignored", "the last one counts",
        "no sign-out"])
def test_the_last_status_counts(tmp_path, pieces, rule):
    record = judged(tmp_path, OUT, pieces)
    assert (record["verdict"], record["blame"]) == (("fail", [rule]) if rule else ("pass", [])), record["reason"]


@pytest.mark.parametrize("last, noted", [([{"name": "OnSignout"}, OFFLINE], True), ([{"name": "OnSignout"}], True),
                                         ([{"name": "OnSignout"}, DISCONNECTING], False)])
def test_what_is_not_told_is_noted(tmp_path, last, noted):
    record = judged(tmp_path, OUT, [[IN, ONLINE], last])
    assert record["verdict"] == "pass"
    assert record["steps"][-1]["grade"] == ("noted" if noted else "preferred")
    assert json.dumps(record).count("EVENT_STATUS") >= noted
