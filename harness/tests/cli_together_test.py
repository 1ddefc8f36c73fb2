"""Several callers at once: services that answer each request in a thread of its own, right ones and wrong ones."""
import json
import re

import jsonschema
import pytest
from cli_support import DESK, EXAMPLE, SOURCE, cases, counts, imconform, run, service

SCRIPT = SOURCE / "harness/tests/fixtures/threaded.py"
CASES = SOURCE / "cases/concurrency.yaml"
SOON = ("--grace", "200", "--timeout", "1000", "--jobs", "4")


def judged(way, out, *names):
    """The records of a run of the service that is odd in that way, by the ids of the cases."""
    selected = ("--filter", names[0]) if len(names) == 1 else ()
    done = imconform("run", service(way, script=SCRIPT), CASES, "--out", out, *SOON, *selected)
    assert done.returncode in (0, 1, 2) and cases(out), done.stdout + done.stderr
    return done, {case["id"]: case for case in cases(out)}


@pytest.mark.parametrize("way", ["sequential", "locked", "reversed"])
def test_a_right_one_passes(way, tmp_path):
    """One after the other, in threads with a lock, and with the replies in the opposite order."""
    done, found = judged(way, tmp_path)
    assert done.returncode == 0, done.stdout
    assert counts(done)["passed"] == len(found) >= 12


def test_the_example_passes(tmp_path):
    """It knows nothing of callers at once, and its input keeps what it has not read."""
    done = run(service(script=EXAMPLE), tmp_path, CASES)
    assert done.returncode == 0 and counts(done)["passed"] >= 12, done.stdout


@pytest.mark.parametrize("options", [("--profile-right", "43"), ("--profile-right", "49"),
                                     ("--reading", "wire-bindings=automation")], ids=" ".join)
def test_fair_readings_are_no_failure(options, tmp_path):
    """An object for each call, members that answer late, and Invoke alone, which takes no NULL pointer (R-94)."""
    done = imconform("run", service(*options), CASES, "--out", tmp_path, "--grace", "400")
    assert counts(done)["failed"] == counts(done)["errors"] == 0 and counts(done)["passed"] >= 27, done.stdout


WRONG = [("twin-open", "CON-REUSE", "REUSE"), ("twin-open", "CON-REUSE-FOUR", "REUSE"),
         ("lost-reference", "CON-REFERENCES", "REUSE_REFERENCES"), ("swapped", "CON-DISTINCT", "DISTINCT_WINDOWS"),
         ("swapped", "CON-SELF", "SELF_STRING"), ("swapped", "CON-PARTICIPANT", "PARTICIPANT"),
         ("shared-result", "CON-DISTINCT", "DISTINCT_WINDOWS"), ("shared-result", "CON-SELF", "SELF_STRING"),
         ("sign-out-race", "CON-SIGN-OUT-CLOSES", "SIGN_OUT_CLOSES"), ("hang", "CON-OPEN", "OPENS"),
         ("crash", "CON-REUSE", "REUSE"), ("doubled", "CON-OPEN", "OPENS")]


@pytest.mark.parametrize("way, name, rule", WRONG)
def test_a_wrong_one_is_found(way, name, rule, tmp_path):
    """The rule is the first that is named."""
    _, found = judged(way, tmp_path, name)
    assert found[name]["verdict"] == "fail" and found[name]["blame"][0] == rule, found[name]


@pytest.mark.parametrize("way, reason", [
    ("hang", "no reply within 1000 ms"), ("crash", "ended by exit status 3"), ("doubled", "which was answered before")])
def test_what_broke_is_told(way, reason, tmp_path):
    """A hang, a crash, and a reply that comes twice."""
    _, found = judged(way, tmp_path, "CON-OPEN")
    assert reason in found["CON-OPEN"]["reason"]


def test_two_windows_for_one_contact_are_noted(tmp_path):
    """A-55 accepts them, with a note, and what follows from them is judged no more."""
    done, found = judged("twin", tmp_path)
    assert counts(done)["failed"] == 0, done.stdout
    assert found["CON-OPEN"]["verdict"] == "pass" and "A-55" in found["CON-OPEN"]["notes"][0]
    assert [step["grade"] for step in found["CON-OPEN"]["steps"]].count("noted") == 1
    assert found["CON-OPEN-EVENT"]["verdict"] == "inconclusive"


def test_a_refusing_transport_is_inconclusive(tmp_path):
    """RPC_E_CALL_REJECTED says nothing of the method."""
    _, found = judged("rejected", tmp_path, "CON-OPEN")
    assert found["CON-OPEN"]["verdict"] == "inconclusive" and "A-55" in found["CON-OPEN"]["reason"]


def test_a_failure_shows_the_history(tmp_path):
    """When each call was sent and answered, what came back, and why each order fails."""
    done, found = judged("shared-result", tmp_path, "CON-DISTINCT")
    steps = {step["n"]: step["together"] for step in found["CON-DISTINCT"]["steps"] if "together" in step}
    assert sorted(steps) == [2, 3]
    assert [(told["group"], told["callers"]) for told in steps.values()] == [(2, 2), (2, 2)]
    assert sorted(told[what] for told in steps.values() for what in ("sent", "answered")) == [1, 2, 3, 4]
    at = found["CON-DISTINCT"]["at"]
    assert steps[at]["place"] == 0 and steps[5 - at]["place"] == 1
    assert f"{5 - at}, then {at} breaks DISTINCT_WINDOWS" in steps[at]["orders"]
    assert re.search(r"^  history  2  sent 1, answered \d  caller 1: instantMessage alice as w1  S_OK, window = w\d+$",
                     done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^  orders   .*breaks DISTINCT_WINDOWS$", done.stdout, re.MULTILINE), done.stdout


def test_the_journal_fits_its_schema(tmp_path):
    """With and without an order that explains."""
    schema = json.loads((SOURCE / "reports/schema/journal.schema.json").read_text(encoding="utf-8"))
    _, found = judged("shared-result", tmp_path, "CON-*")
    for record in found.values():
        jsonschema.validate(record, schema)
    assert {record["verdict"] for record in found.values()} >= {"pass", "fail"}


def test_replay_shows_the_order():
    """Each call with its caller and its place."""
    done = imconform("replay", service("locked", script=SCRIPT), "CON-REUSE", "--cases", CASES)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = re.findall(r"^   together caller (\d) of 2: sent \d, answered \d, number (\d) of the order$", done.stdout,
                       re.MULTILINE)
    assert sorted(lines) in ([("1", "1"), ("2", "2")], [("1", "2"), ("2", "1")])


def test_a_library_has_one_caller(tmp_path):
    """It may be called from one thread only, as its header says."""
    done = run(DESK, tmp_path, CASES)
    assert counts(done)["not applicable"] == len(cases(tmp_path)) >= 12
    assert {case["reason"] for case in cases(tmp_path)} == {"it is reached by one caller at a time"}
    assert "reached by one caller at a time: " in done.stdout


def test_a_case_of_several_callers_is_not_shrunk(tmp_path):
    """To leave out a step would be another race."""
    done = imconform("shrink", service("twin-open", script=SCRIPT), "CON-REUSE", "--cases", CASES, "--out", tmp_path)
    assert done.returncode == 2 and "several callers at once" in done.stderr
