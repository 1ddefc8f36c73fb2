"""Profiles: what the second documentation accepts, notes, and does not have, on bundled implementations."""
import json

import pytest
from cli_support import DESK, cases, counts, imconform, run, wrong

SECOND = ("--profile", "communicator-2007")

# Wrong for Windows Messenger, as the self-test shows; right, or only worth a note, for Communicator (A-50, A-51, part 4
# of the dossier).
RIGHT_THERE = ("leading_space_fails", "null_out_pointer", "signed_out_fails", "self_string_invalid")
NOTED_THERE = ("reuse_never", "references_forgotten_at_one", "sign_out_keeps_all", "offline_keeps_objects",
               "any_unknown_refused")
# Wrong in both, and what they break: to see that, the cases of that rule are enough.
WRONG_THERE = (("length_130", "ARG_LENGTH"), ("self_string_opens", "SELF_STRING"), ("dead_hwnd", "DEAD_OBJECT"),
               ("signed_out_opens", "NOT_SIGNED_IN"), ("reuse_result_fails", "REUSE_RESULT"))


def judged(locator, tmp_path, *options):
    """In one process: none of these crashes."""
    return run(locator, tmp_path, "--grace", "120", "--quiet", *SECOND, *options, env={"CK_FORK": "no"})


@pytest.mark.parametrize("name", RIGHT_THERE + NOTED_THERE)
def test_what_the_other_documentation_allows(name, tmp_path):
    """Nothing fails."""
    done = judged(wrong(name), tmp_path)
    found = counts(done)
    assert (done.returncode, found["failed"], found["errors"]) == (0, 0, 0), done.stdout
    assert any(case["notes"] for case in cases(tmp_path)) or name not in NOTED_THERE, "nothing was noted"


@pytest.mark.parametrize("name, rule", WRONG_THERE)
def test_what_is_wrong_in_both(name, rule, tmp_path):
    """The rule is named."""
    done = judged(wrong(name), tmp_path, "--rule", rule)
    assert done.returncode == 1 and f"most telling first:\n  {rule} " in done.stdout, done.stdout


def test_the_desk_follows_both(tmp_path):
    """What is right for the stricter page is right for the other; rules that it does not have do not apply."""
    done = judged(DESK, tmp_path)
    found = counts(done)
    assert done.returncode == 0 and found["failed"] == found["errors"] == 0, done.stdout
    reasons = [case["reason"] for case in cases(tmp_path) if case["verdict"] == "not applicable"]
    lacks = ("the IUT does not declare object.check", "the IUT does not declare messenger.invoke",
             "the IUT does not declare program.run", "it is reached by one caller at a time")
    others = [reason for reason in reasons if not reason.startswith(lacks)]
    assert others and all("communicator-2007 does not have the rule SECONDARY_" in reason for reason in others)
    assert len(reasons) == found["not applicable"] > len(others)


def test_the_standing_of_rules():
    first = json.loads(imconform("rules", "--json").stdout)
    second = json.loads(imconform("rules", "--json", *SECOND).stdout)
    assert {rule["standing"] for rule in first["rules"]} == {"in force"}
    standing = {rule["id"]: rule["standing"] for rule in second["rules"]}
    found = [standing[rule] for rule in ("REUSE", "SECONDARY_STRING", "OPENS")]
    assert found == ["noted only", "not in force", "in force"]
    assert "profile communicator-2007: noted only" in imconform("explain", "REUSE").stdout


def test_an_unknown_profile():
    """Status 2, and the names that there are."""
    for command in (("run", DESK), ("replay", DESK, "ARG-LEN-129"), ("rules",)):
        done = imconform(*command, "--profile", "communicator")
        assert done.returncode == 2 and "windows-messenger, communicator-2007" in done.stderr
