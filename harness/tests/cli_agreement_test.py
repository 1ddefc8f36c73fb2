"""Equal calls get equal answers over a whole run (A-07), and what was answered in several ways is told."""
import re

import pytest
from cli_support import DESK, cases, counts, imconform, run, service

# Two cases that pass the same 65 surrogate pairs, and one that passes them by reference.
PAIRS = ("--filter", "UNIT-*PAIR*")
FAULT = service("--fault", "alternates-over-the-run")


@pytest.mark.parametrize("fork", ["yes", "no"])
def test_an_answer_that_changes_from_case_to_case_fails(tmp_path, fork):
    """The later case fails, and names the earlier one and both answers; one process or several."""
    done = run(FAULT, tmp_path, *PAIRS, env={"CK_FORK": fork})
    assert done.returncode == 1, done.stdout + done.stderr
    failed = {case["id"]: case for case in cases(tmp_path) if case["verdict"] == "fail"}
    assert list(failed) == ["UNIT-CONSISTENT-PAIR"]
    assert failed["UNIT-CONSISTENT-PAIR"]["blame"] == ["CONSISTENT"]
    reason = failed["UNIT-CONSISTENT-PAIR"]["reason"]
    wanted = "the same argument got a success here, and E_INVALIDARG in the case UNIT-PAIRS-65 before"
    assert reason == wanted
    assert f"because  {reason}" in done.stdout
    assert re.search("^  CONSISTENT +1 case, ", done.stdout, re.MULTILINE)


def test_each_case_by_itself_passes(tmp_path):
    """There is nothing to compare with in another run."""
    for name in ("UNIT-PAIRS-65", "UNIT-CONSISTENT-PAIR"):
        done = run(FAULT, tmp_path, "--filter", name)
        assert (done.returncode, counts(done)["passed"]) == (0, 1), done.stdout


@pytest.mark.parametrize("locator", [DESK, service(), service("--reading", "A-07-length=points")])
def test_who_stays_with_an_answer_passes(locator, tmp_path):
    assert counts(run(locator, tmp_path, *PAIRS))["failed"] == 0


def test_other_readings_may_change_and_are_told(tmp_path):
    """A note names the question, its readings, how many cases took each and the first of them."""
    done = run(DESK, tmp_path, "--filter", "FOCUS-*")
    assert counts(done)["failed"] == 0
    found = re.search(r"of these (\d+) in more than one way; \d+ cases with notes\n((?:  .*\n)*)", done.stdout)
    told = found.group(2).splitlines()
    assert sum(line.startswith("  A-") for line in told) == int(found.group(1)) > 0
    at = told.index("  A-03 what is given while focus is refused?")
    taken = {case["id"]: [choice["reading"] for choice in case["choices"] if choice["question"] == "FOCUS_REFUSED"]
             for case in cases(tmp_path)}
    for line, reading in zip(told[at + 1:], ("S_FALSE", "S_OK")):
        takers = [case for case in taken if reading in taken[case]]
        words = "case," if len(takers) == 1 else "cases, first"
        assert line == f"       {reading}: {len(takers)} {words} {takers[0]}"


def test_one_reading_is_no_change(tmp_path):
    done = run(DESK, tmp_path, "--filter", "UNIT-PAIRS-65")
    assert " 0 in more than one way" in done.stdout and "\n  A-" not in done.stdout


@pytest.mark.parametrize("name, told", [
    ("A-14", "the ledger keeps no question of it: the protocol has no VT_UNKNOWN"),
    ("A-07", "the ledger keeps LENGTH_PAIR"),
    ("A-07", "\nrule ARG_LENGTH (MUST): "), ("A-07", "\n  case UNIT-PAIRS-65 "), ("A-36", "\n  CLOSES         yes\n"),
])
def test_an_ambiguity_is_explained(name, told):
    """Its question, or why it has none; its rules and their cases."""
    assert told in imconform("explain", name).stdout
