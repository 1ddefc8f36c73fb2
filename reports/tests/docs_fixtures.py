"""A small machine and a few cases for the tests of the documentation, beside the rules of `fixtures.py`."""
import copy
import json

import docs
import fixtures


def answer(code, grade="preferred", reading=None, back=()):
    record = {"code": code, "grade": grade, "with": list(back)}
    return {**record, "reading": {"question": "S_FALSE_WHEN", "reading": reading}} if reading else record


def step(start, event, end, code="done", grade="preferred", **more):
    record = {"from": start, "event": event, "to": end, "code": code, "grade": grade, "readings": [],
              "with": ["no value"]}
    return {**record, **more}


CONDITIONS = [
    {"id": "out_null", "file": "model/conditions.c", "line": 10, "firm": True, "bad_argument": False,
     "rule": "OUT_WINDOW", "refusals": [answer("E_FAIL"), answer("ERR", "noted")]},
    {"id": "empty", "file": "model/conditions.c", "line": 12, "firm": False, "bad_argument": True, "rule": "OPENS",
     "success": "accepted", "opened": {"question": "S_FALSE_WHEN", "reading": "ALWAYS"},
     "refusals": [answer("E_FAIL", "accepted", "NEVER"), answer("S_OK", "noted", back=["NULL"])]},
]
ROWS = [
    {"id": "SIGN_IN.always", "file": "model/table.c", "line": 20, "event": "SIGN_IN", "method": "client.signIn",
     "guard": "always", "effect": "sign_in", "last": False, "answers": [answer("done", back=["no value"])]},
    {"id": "INSTANT_MESSAGE.due.REUSE", "file": "model/table.c", "line": 22, "event": "INSTANT_MESSAGE",
     "method": "messenger.instantMessage", "guard": "due", "effect": "message", "rule": "REUSE", "last": False,
     "answers": [answer("SUCCESS", reading="ALWAYS", back=["the window's object"])]},
    {"id": "INSTANT_MESSAGE.due", "file": "model/table.c", "line": 23, "event": "INSTANT_MESSAGE",
     "method": "messenger.instantMessage", "guard": "due", "last": True, "answers": []},
]
DIAGRAMS = [{
    "id": "window", "title": "The life of a window", "text": "One window, see C-30.",
    "states": [
        {"id": "out.none", "group": "signed out", "text": "none", "reached": True},
        {"id": "in.none", "group": "signed in", "text": "none", "reached": True},
        {"id": "in.open", "group": "signed in", "text": "open", "note": "its object is held", "reached": True},
        {"id": "in.lost.user", "group": "signed in", "text": "lost", "detail": "by the user", "reached": True},
        {"id": "in.strange", "group": "signed in", "text": "strange", "reached": False},
    ],
    "events": [{"id": "client.signIn", "method": "client.signIn", "probe": False},
               {"id": "instantMessage", "method": "messenger.instantMessage", "probe": False},
               {"id": "Close", "method": "window.call", "probe": False},
               {"id": "HWND", "method": "window.get", "probe": False},
               {"id": "Show", "method": "window.call", "probe": False}],
    "steps": [
        step("out.none", "client.signIn", "in.none"),
        step("out.none", "instantMessage", "out.none", "E_FAIL", rule="OPENS"),
        step("in.none", "instantMessage", "in.open", "S_OK", rule="OPENS", **{"with": ["a new window"]}),
        step("in.open", "instantMessage", "in.open", "S_OK", rule="REUSE"),
        step("in.open", "instantMessage", "in.lost.user", "S_FALSE", "noted"),
        *(step("in.open", event, "in.lost.user", "S_OK") for event in ("Close", "HWND", "Show")),
        step("in.open", "client.signIn", "in.lost.user"),
        step("in.lost.user", "Close", "in.none", "ERR", "accepted", rule="REUSE"),
        step("in.strange", "Close", "in.none", "S_OK", rule="NO_SUCH"),
    ],
}]
PROFILES = [
    {"id": "windows-messenger", "title": "The first", "standings": [], "amendments": [], "conditions": []},
    {"id": "other-2007", "title": "Another", "standings": [{"rule": "REUSE", "standing": "noted only"}],
     "amendments": [{"rule": "OUT_WINDOW", "beside": "E_FAIL", "code": "ERR", "grade": "accepted"},
                    {"beside": "S_OK", "code": "SUCCESS", "grade": "noted"}],
     "conditions": [{"id": "unlisted", "file": "model/conditions.c", "line": 30, "firm": False, "bad_argument": True,
                     "rule": "OPENS", "success": "preferred", "refusals": [answer("ERR", "noted")]}]},
]
PLACES = [{"rule": rule, "file": file, "line": line} for rule, file, line in (
    ("OUT_WINDOW", "model/conditions.c", 10), ("REUSE", "model/table.c", 22), ("REUSE", "model/blame.c", 7),
    ("FOCUS", "model/blame.c", 9), ("NO_SUCH", "model/blame.c", 11))]
MACHINE = {"kit": fixtures.RULES["kit"], "profile": "windows-messenger", "digest": fixtures.RULES["digest"],
           "conditions": CONDITIONS, "rows": ROWS, "diagrams": DIAGRAMS, "profiles": PROFILES, "places": PLACES}
CASES = {"kit": fixtures.RULES["kit"], "digest": "c" * 64, "cases": [
    {"id": "WIN-REUSE-02", "file": "cases/windows.yaml", "line": 41, "purpose": "the window is reused",
     "rules": ["REUSE"], "steps": [
         {"did": "client.signIn", "expect": [], "noted": []},
         {"did": "instantMessage alice as w1", "expect": ["S_OK", "S_FALSE"], "noted": ["SUCCESS"]}]},
    {"id": "OPENS", "file": "cases/windows.yaml", "line": 50, "purpose": "called like a rule, see A-03",
     "rules": ["OPENS", "REUSE"], "steps": [{"did": "client.signIn", "expect": [], "noted": []}]},
    {"id": "OUT-1", "file": "cases/out.yaml", "line": 3, "purpose": "a window comes back",
     "rules": ["OUT_WINDOW", "GONE"], "steps": []},
]}


def parts():
    """Rules, machine and cases, to be changed."""
    return tuple(copy.deepcopy(part) for part in (fixtures.RULES, MACHINE, CASES))


def write(folder, rules=fixtures.RULES, machine=MACHINE, cases=CASES):
    """The arguments of docs.py for these inputs, written to FOLDER, and where the pages will be."""
    arguments = []
    for name, part in (("rules", rules), ("machine", machine), ("cases", cases)):
        path = folder / f"{name}.json"
        path.write_text(json.dumps(part), encoding="utf-8")
        arguments += [f"--{name}", str(path)]
    return [*arguments, "--out", str(folder / "out")], folder / "out"


def made(folder, *inputs):
    """{file: text} of all pages."""
    arguments, out = write(folder, *inputs)
    assert docs.main(arguments) == 0
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(out.iterdir())}
