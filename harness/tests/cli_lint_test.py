"""imconform lint: what a case writes must be what the model does, in both directions."""
import re

import pytest
from cli_support import imconform

CASE = "case: MINE-1\npurpose: something is tried\nrules: [{rules}]\nsteps:\n  - client.signIn\n"
OPEN = "instantMessage: {to: alice, as: w1, expect: [S_OK, S_FALSE], noted: [SUCCESS], window: new}"
AGAIN = "instantMessage: {to: %s, as: w2, expect: [S_OK, S_FALSE], noted: [SUCCESS], window: %s}"
WRITTEN = "compared with the model: "


def lint(folder, steps, rules="OPENS"):
    """What lint says of one case with these steps behind signing in."""
    path = folder / "mine.yaml"
    path.write_text(CASE.format(rules=rules) + "".join(f"  - {step}\n" for step in steps), encoding="utf-8")
    return path, imconform("lint", path)


SOUND = [
    [OPEN],
    [OPEN, AGAIN % ("alice", "same as w1")],
    [OPEN, AGAIN % ("bob", "new")],
    [OPEN, "release: w1", AGAIN % ("alice", "any")],
    [OPEN, "get: {window: w1, property: HWND, expect: [S_OK], value: live}"],
    [OPEN, "put: {window: w1, property: Top, value: 30, expect: [S_OK]}",
     "get: {window: w1, property: Top, expect: [S_OK], value: 30, other: noted}"],
    [OPEN, "client.windows: {count: 1, with: {alice: 1}}"],
    [OPEN, "release: w1", "client.windows: {count: 0 to 1}"],
    [OPEN, "contacts: {window: w1, expect: [S_OK], value: [alice]}"],
    [OPEN, "events.take: {created: 1, destroyed: 0}"],
    ["getContact: {name: bob, as: c1, expect: [S_OK]}", "isSelf: {contact: c1, expect: [S_OK], value: false}", OPEN],
]


@pytest.mark.parametrize("steps", SOUND, ids=lambda steps: steps[-1])
def test_sound(steps, tmp_path):
    """Nothing is found, and several answers for and against each step were tried."""
    _, done = lint(tmp_path, steps)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    tried = int(re.search(r"steps, (\d+) expectations " + WRITTEN + "0 disagree", done.stdout).group(1))
    assert tried > 40 + 2 * len(steps)


SOUND += [
    ["instantMessage: {to: alice, expect: [S_OK, S_FALSE], noted: [SUCCESS], window: new, unanswered: [OPENS]}"],
    ['instantMessage: {to: {bstr: " x"}, expect: [E_INVALIDARG]}', "client.windows: {count: 0, noted: 1}", OPEN],
    ['instantMessage: {to: {bstr: " x"}, expect: [E_INVALIDARG]}', "events.take: {created: 0, noted: 1}", OPEN],
    ["instantMessage: {to: {bstr: {role: me, case: wide}}, expect: [S_OK, S_FALSE, E_FAIL], "
     "noted: [E_INVALIDARG, SUCCESS]}", OPEN],
    [OPEN, "client.goOffline", "client.goOnline",
     "get: {window: w1, property: IsClosed, expect: [ERR, S_OK], value: true, other: noted}"],
    ["events.take: {signedIn: 0 to 1, status: online}", OPEN],
    ["mySigninName: {expect: [S_OK], value: me}", OPEN],
]

# Steps, and what is said of the last one.
UNSOUND = [
    ([OPEN.replace("new", "any"), AGAIN % ("alice", "new")], "with a new window fits the case and is rejected"),
    ([OPEN, AGAIN % ("alice", "any")], "with a new window fits the case and is rejected"),
    ([OPEN, AGAIN % ("bob", "same as w1")], "with the window of w1 fits the case and is rejected"),
    ([OPEN, AGAIN % ("bob", "same as w1")], "with a new window contradicts the case and is preferred"),
    ([OPEN, "close: {window: w1, expect: [S_OK]}", AGAIN % ("alice", "same as w1")], "contradicts the case and is"),
    ([OPEN, "get: {window: w1, property: IsClosed, expect: [S_OK], value: true}"], "with the value fits the case"),
    ([OPEN, "get: {window: w1, property: HWND, expect: [S_OK]}"], "0, where no value is written, fits the case"),
    ([OPEN, "get: {window: w1, property: Left, expect: [S_OK], value: 7}"], "another value contradicts the case"),
    ([OPEN, "put: {window: w1, property: Top, value: 30, expect: [S_OK]}",
      "get: {window: w1, property: Top, expect: [S_OK], value: 30}"],
     "with another value contradicts the case and is noted"),
    ([OPEN, "put: {window: w1, property: Left, value: 30, expect: [S_OK]}",
      "get: {window: w1, property: Left, expect: [S_OK], value: 30, other: noted}"],
     "another value fits the case and is"),
    ([OPEN, "contacts: {window: w1, expect: [S_OK], value: [bob]}"], "with the participants fits the case"),
    ([OPEN, "contacts: {window: w1, expect: [S_OK], value: [alice, bob]}"], "a participant missing contradicts"),
    ([OPEN, "client.windows: {count: 0}"], "the fewest windows that are due fits the case and is rejected"),
    ([OPEN, "client.windows: {count: 0 to 1}"], "the fewest windows that are due fits the case and is rejected"),
    ([OPEN, "client.windows: {count: 2}"], "a window missing contradicts the case and is preferred"),
    ([OPEN, "client.windows: {count: 1, with: {bob: 1}}"], "fits the case and is rejected"),
    ([OPEN, "events.take: {created: 0}"], "one too many of OnIMWindowCreated contradicts the case and is preferred"),
    ([OPEN, "events.take: {created: 1 to 2}"], "as many as are due of OnIMWindowCreated fits the case and is rejected"),
    ([OPEN, "events.take: {created: 2}"], "one too few of OnIMWindowCreated contradicts the case and is preferred"),
    (["getContact: {name: bob, as: c1, expect: [S_OK]}", "isSelf: {contact: c1, expect: [S_OK], value: true}", OPEN],
     "with another value contradicts the case and is preferred"),
    (["getContact: {name: alice, as: c1, expect: [S_OK]}", "getContact: {name: bob, as: c2, expect: [S_OK]}",
      "getContact: {name: bob, expect: [S_OK], contact: same as c1}", OPEN],
     "contact object of c1 fits the case and is"),
    ([OPEN, "client.windows: {count: 1, noted: 1}"], "a window more fits the case and is rejected"),
    ([OPEN, "events.take: {created: 1, noted: 1}"], "one more of OnIMWindowCreated fits the case and is rejected"),
    (['instantMessage: {to: {bstr: " x"}, expect: [E_INVALIDARG]}', "client.windows: {count: 0}", OPEN],
     "a window too many contradicts the case and is noted"),
    (["events.take: {status: not online}", OPEN], "the status fits the case and is rejected"),
    ([OPEN, "client.signOut", "instantMessage: {to: alice, expect: [E_FAIL, MSGR_E_NOT_LOGGED_ON]}"],
     "E_FAIL is accepted by the case and rejected by the model"),
    (["desktop.setFocusAllowed: false", OPEN], "S_OK with a new window fits the case and is accepted by the model"),
    (["instantMessage: {to: alice, expect: [S_OK, S_FALSE], noted: [SUCCESS], unanswered: [OPENS, REUSE]}"],
     "no answer is blamed on REUSE by the case and on nothing more by the model, as number 2"),
    (["instantMessage: {to: me, expect: [E_FAIL], unanswered: [OPENS]}", OPEN],
     "no answer is blamed on OPENS by the case and on SELF_STRING by the model, as number 1"),
    (["mySigninName: {expect: [S_OK], value: alice}", OPEN], "with the value fits the case and is rejected"),
]


@pytest.mark.parametrize("steps, said", UNSOUND, ids=lambda part: part if isinstance(part, str) else None)
def test_unsound(steps, said, tmp_path):
    """Status 2; file, line and column of the step, its words, and what the model makes of it."""
    path, done = lint(tmp_path, steps)
    assert done.returncode == 2
    assert re.search(rf"^{re.escape(str(path))}:\d+:5: MINE-1: \S.*: .*{said}", done.stderr, re.MULTILINE), done.stderr


def test_a_rule_that_the_case_has_nothing_to_do_with(tmp_path):
    """A case must have an answer that would be blamed on each of its rules."""
    path, done = lint(tmp_path, [OPEN], rules="OPENS, GET_CONTACT")
    assert done.returncode == 2
    assert done.stderr == f"{path}:1:1: MINE-1: nothing that the case writes would be blamed on its rule GET_CONTACT\n"


def test_or_that_of_another_window(tmp_path):
    """A member of a group who has a window of his own gets either (A-40)."""
    steps = [OPEN, "instantMessage: {to: bob, as: w2, expect: [S_OK, S_FALSE], noted: [SUCCESS], window: new}",
             "user.addContactToWindow: {window: w1, name: bob}",
             "instantMessage: {to: bob, as: w3, expect: [S_OK, S_FALSE], noted: [SUCCESS], window: same as w2, or: w1}"]
    assert lint(tmp_path, steps)[1].returncode == 0
    done = lint(tmp_path, [step.replace(", or: w1", "") for step in steps])[1]
    assert "another window that is held contradicts the case and is preferred" in done.stderr
