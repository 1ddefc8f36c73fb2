"""What the program tells of the model: its tables with their lines, and the state diagrams that follow from them."""
import json
import re

import jsonschema
import pytest
from cli_support import SOURCE, ids, imconform

DRAFT = jsonschema.Draft202012Validator


def ask(command, *more):
    """The JSON of a command, which fits its schema and is the same each time."""
    done = imconform(command, "--json", *more)
    assert (done.returncode, done.stderr) == (0, "")
    assert imconform(command, "--json", *more).stdout == done.stdout
    told = json.loads(done.stdout)
    name = {"list": "cases"}.get(command, command)
    DRAFT(json.loads((SOURCE / f"reports/schema/{name}.schema.json").read_text(encoding="utf-8"))).validate(told)
    return told


@pytest.fixture(scope="module", name="machine")
def fixture_machine():
    """What `machine --json` prints."""
    return ask("machine")


def entries(machine):
    """Conditions, also those of one profile alone, and rows."""
    return {"conditions": machine["conditions"] + [entry for one in machine["profiles"] for entry in one["conditions"]],
            "rows": machine["rows"]}


def lines(file):
    """The lines of a source, so that [n] is line n."""
    return ["", *(SOURCE / file).read_text(encoding="utf-8").splitlines()]


def test_each_entry_has_its_line(machine):
    """The line that is told holds the name of the predicate; no line of the tables is left out."""
    for kind, name, mark in (("conditions", "id", r"\{WHEN\("),
                             ("rows", "guard", r"    (ROW|LAST|STOP|NAMES|CALLS)\(\w+, ")):
        listed = entries(machine)[kind]
        for entry in listed:
            assert re.match(rf"\s*{mark}?.*\b{entry[name]}\b", lines(entry["file"])[entry["line"]]), entry
        marked = {(file, number) for file in {entry["file"] for entry in listed}
                  for number, line in enumerate(lines(file)) if re.match(rf"\s*{mark}", line)}
        assert {(entry["file"], entry["line"]) for entry in listed} == marked
        assert len({entry["id"] for entry in listed}) == len(listed) > 30


def test_the_tables_name_what_there_is(machine):
    """Rules, readings and codes are those of `rules --json`."""
    rules = json.loads(imconform("rules", "--json").stdout)
    known = {rule["id"] for rule in rules["rules"]}
    readings = {(q["id"], reading["id"]) for q in rules["questions"] for reading in q["readings"]}
    codes = {code["name"] for code in rules["hresults"]} | {"ERR", "SUCCESS", "done"}
    assert machine["digest"] == rules["digest"] and machine["profile"] == rules["profile"]
    conditions = entries(machine)["conditions"]
    answers = [answer for entry in conditions for answer in entry["refusals"]]
    answers += [answer for entry in machine["rows"] for answer in entry["answers"]]
    steps = [step for diagram in machine["diagrams"] for step in diagram["steps"]]
    amended = [entry for profile in machine["profiles"] for entry in profile["amendments"]]
    standing = [entry for profile in machine["profiles"] for entry in profile["standings"]]
    for entry in conditions + machine["rows"] + steps + amended + standing:
        assert entry.get("rule", "OPENS") in known, entry
    taken = [answer["reading"] for answer in answers if "reading" in answer]
    taken += [entry["opened"] for entry in conditions if "opened" in entry]
    taken += [reading for step in steps for reading in step["readings"]]
    assert len(taken) > 100 and {(entry["question"], entry["reading"]) for entry in taken} <= readings
    assert {entry["code"] for entry in answers + steps + amended} | {entry["beside"] for entry in amended} <= codes


def test_every_rule_has_its_lines(machine):
    """Those that `explain` tells; the entries of the tables are among them."""
    rules = [rule["id"] for rule in json.loads(imconform("rules", "--json").stdout)["rules"]]
    assert {place["rule"] for place in machine["places"]} == set(rules)
    for place in machine["places"]:
        assert place["rule"] in lines(place["file"])[place["line"]], place
    for name in ("DISTINCT_WINDOWS", "REUSE"):
        told = re.search("^  model (.*)$", imconform("explain", name).stdout, re.MULTILINE).group(1)
        listed = {}
        for place in machine["places"]:
            if place["rule"] == name:
                listed.setdefault(place["file"], []).append(str(place["line"]))
        assert told == ", ".join(f"{file}:{' '.join(numbers)}" for file, numbers in listed.items())


def test_each_profile_says_what_it_takes_differently(machine):
    """The first takes all rules as they are; `rules --profile` says the same of the others."""
    first, *others = machine["profiles"]
    assert first["id"] == machine["profile"] and others
    assert [first[kind] for kind in ("standings", "amendments", "conditions")] == [[], [], []]
    for profile in others:
        rules = json.loads(imconform("rules", "--json", "--profile", profile["id"]).stdout)["rules"]
        assert profile["standings"] and profile["standings"] == [
            {"rule": rule["id"], "standing": rule["standing"]} for rule in rules if rule["standing"] != "in force"]


def test_a_condition_allows_something(machine):
    """A firm one leaves no success, another one says what a success is worth."""
    for entry in entries(machine)["conditions"]:
        assert entry["refusals"] and ("success" in entry) != entry["firm"], entry
        assert entry["firm"] <= ("opened" not in entry), entry


def test_the_diagrams_hang_together(machine):
    """Every state is reached from the first, unless it says that it is not; each event is tried in one at least."""
    for diagram in machine["diagrams"]:
        states = {state["id"]: state for state in diagram["states"]}
        assert len(states) == len(diagram["states"])
        reached, more = set(), {diagram["states"][0]["id"]}
        while more:
            reached |= more
            more = {step["to"] for step in diagram["steps"] if step["from"] in reached} - reached
        assert reached == {name for name, state in states.items() if state["reached"]}
        assert {step["event"] for step in diagram["steps"]} == {event["id"] for event in diagram["events"]}
        probes = {event["id"] for event in diagram["events"] if event["probe"]}
        for step in diagram["steps"]:
            assert {step["from"], step["to"]} <= set(states) and step["with"]
            assert step["event"] not in probes or step["from"] == step["to"]


def test_the_preferred_answer_leads_to_one_state(machine):
    """Otherwise a diagram could not say what follows; and every event that is answered has a preferred answer."""
    for diagram in machine["diagrams"]:
        ends, answered = {}, set()
        for step in diagram["steps"]:
            answered.add((step["from"], step["event"]))
            if step["grade"] == "preferred":
                ends.setdefault((step["from"], step["event"]), set()).add(step["to"])
        assert answered == set(ends)
        assert [key for key, to in ends.items() if len(to) > 1] == []


def best(machine, diagram, state, event):
    """(codes, states) of the preferred answers."""
    found, = (one for one in machine["diagrams"] if one["id"] == diagram)
    steps = [step for step in found["steps"] if (step["from"], step["event"], step["grade"])
             == (state, event, "preferred")]
    return {step["code"] for step in steps}, {step["to"] for step in steps}


@pytest.mark.parametrize("diagram, state, event, codes, to", [
    ("client", "signed-out", "instantMessage alice", {"MSGR_E_NOT_LOGGED_ON"}, "signed-out"),
    ("client", "offline", "instantMessage alice", {"MSGR_E_NOT_LOGGED_ON"}, "offline"),
    ("client", "signed-in", "instantMessage alice", {"S_OK"}, "signed-in"),
    ("client", "signed-in", "instantMessage me", {"E_FAIL"}, "signed-in"),
    ("client", "signed-out", "mySigninName", {"MSGR_E_NOT_LOGGED_ON"}, "signed-out"),
    ("client", "signed-in", "client.signOut", {"done"}, "signed-out"),
    ("client", "offline", "client.goOnline", {"done"}, "signed-in"),
    ("window", "signed-in.no-window", "instantMessage", {"S_OK"}, "signed-in.open"),
    ("window", "signed-in.open", "instantMessage", {"S_OK"}, "signed-in.open"),
    ("window", "signed-in.open", "Close", {"S_OK"}, "signed-in.closed"),
    ("window", "signed-in.open", "user.closeWindow", {"done"}, "signed-in.closed"),
    ("window", "signed-in.open", "release", {"done"}, "signed-in.let-go"),
    ("window", "signed-in.open", "client.signOut", {"done"}, "signed-out.cut-off.by-sign-out"),
    ("window", "signed-in.closed", "instantMessage", {"S_OK"}, "signed-in.open"),
    ("window", "signed-in.closed", "Show", {"E_FAIL"}, "signed-in.closed"),
    ("window", "signed-in.closed", "Close", {"S_FALSE"}, "signed-in.closed"),
    ("window", "signed-out.cut-off.by-sign-out", "release", {"done"}, "signed-out.no-window"),
    ("window", "signed-in.perhaps-alive.by-going-offline", "Show", {"E_FAIL"}, "signed-in.cut-off.by-going-offline"),
    ("contact", "offline.held", "IsSelf", {"S_OK"}, "offline.held"),
    ("service", "signed-out.not-signed-in-there", "client.signIn", {"done"}, "signed-in.perhaps-signed-in-there"),
])
def test_what_the_documentation_says_is_there(machine, diagram, state, event, codes, to):
    """C-02, C-23, C-25, C-26, C-27, C-30, C-34, R-11 and R-12 in the words of the diagrams."""
    assert best(machine, diagram, state, event) == (codes, {to})


@pytest.mark.parametrize("diagram, state, event, answers", [
    ("client", "signed-in", "instantMessage alice",
     {("S_OK", "preferred"), ("S_FALSE", "accepted"), ("SUCCESS", "noted")}),
    ("client", "signed-out", "mySigninName", {("MSGR_E_NOT_LOGGED_ON", "preferred"), ("E_FAIL", "accepted")}),
    ("window", "signed-in.closed", "HWND", {("E_FAIL", "preferred"), ("ERR", "accepted"), ("S_OK", "noted")}),
    ("window", "signed-in.closed", "IsClosed", {("ERR", "preferred"), ("S_OK", "accepted")}),
    ("window", "signed-in.open", "IsClosed", {("S_OK", "preferred")}),
])
def test_all_that_is_allowed_is_told(machine, diagram, state, event, answers):
    """A-03 and A-05; R-49; A-43: a dead object's HWND and IsClosed."""
    found, = (one for one in machine["diagrams"] if one["id"] == diagram)
    assert {(step["code"], step["grade"]) for step in found["steps"]
            if (step["from"], step["event"]) == (state, event)} == answers


def test_the_tables_in_words(machine):
    """One line for each entry, and how many there are."""
    *listed, last = imconform("machine").stdout.splitlines()
    told = entries(machine)
    for entry in told["conditions"] + told["rows"]:
        assert any(line.startswith(f"{entry['file']}:{entry['line']} ") and entry["id"] in line for line in listed)
    assert len(listed) == len(told["conditions"]) + len(told["rows"])
    assert re.findall(r"\d+", last) == [str(len(told["conditions"])), str(len(told["rows"]))]


def test_the_cases_as_json():
    """Those that are listed, in the same order, with file, line and what each step expects."""
    told = ask("list")
    assert [case["id"] for case in told["cases"]] == ids()
    case, = ask("list", "--filter", "ARG-LEN-130")["cases"]
    assert case["rules"] == ["ARG_LENGTH"] and case["purpose"] == "130 characters are too long"
    assert case["id"] in lines(case["file"])[case["line"]]
    assert [step["expect"] for step in case["steps"]] == [[], ["E_INVALIDARG"]]
    assert case["steps"][0]["did"] == "client.signIn"
    assert len(ask("list", "--rule", "SELF_OBJECT")["cases"]) == len(ids("--rule", "SELF_OBJECT"))
