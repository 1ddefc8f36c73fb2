"""What only COM shows, told of a stand-in for a bridge: laws of objects, Invoke's own errors, and what is reported."""
import json
import re

import jsonschema
import pytest
from cli_support import SOURCE, cases, counts, imconform, run, service

COM_LIKE = SOURCE / "harness/tests/fixtures/com_like.py"
FILES = sorted((SOURCE / "cases").glob("com-*.yaml"))
SCHEMA = json.loads((SOURCE / "reports/schema/journal.schema.json").read_text(encoding="utf-8"))
# What the stand-in found, as it may be shown.
SHOWN = r"asked twice for IUnknown, found \x1B[31mtwo\x1B[0m pointers\xE2\x80\xAE; the same one would be right"


def com(*fault):
    return service(*fault, script=COM_LIKE)


def test_what_keeps_the_laws_passes(tmp_path):
    """Every case applies and passes; the rules of COM are shown to hold."""
    done = run(com(), tmp_path, *FILES, "--quiet")
    numbers = counts(done)
    assert done.returncode == 0 and numbers["passed"] == sum(numbers.values()) > 100, done.stdout
    shown = {case["rules"][0] for case in cases(tmp_path)}
    assert shown >= {"IDENTITY", "INTERFACES", "REFERENCES", "RELEASE_SAFE", "INVOKE_ERRORS", "INVOKE_EXCEPTION"}


def test_what_was_found_is_told_and_harmless(tmp_path):
    """The text of the implementation stands in reason, journal and terminal, with what would do harm made visible."""
    done = run(com("identity-dead"), tmp_path, SOURCE / "cases/com-dead.yaml")
    failed = [case for case in cases(tmp_path) if case["verdict"] == "fail"]
    assert done.returncode == 1 and failed and f"  because  {SHOWN}\n" in done.stdout
    assert f"  allowed  the law holds\n  got      the law is broken ({SHOWN})\n" in done.stdout
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout
    for case in failed:
        seen = case["steps"][case["at"] - 1]
        assert (case["blame"][0], case["reason"]) == ("IDENTITY", SHOWN)
        assert seen["event"]["params"]["law"] == "identity" and seen["observation"]["value"] is False
        assert seen["observation"]["detail"] == SHOWN
    again = imconform("replay", com("identity-dead"), "COM-DEAD-CLOSED-IDENTITY", "--grace", "100")
    assert again.returncode == 1 and f"fail at step 4: {SHOWN}" in again.stdout


def test_the_journal_says_what_the_exception_carried(tmp_path):
    """The scode stands in the observation, and what may be there in the allowed outcomes; the schema knows both."""
    done = run(com("no-scode"), tmp_path, SOURCE / "cases/com-invoke.yaml", "--filter", "COM-INVOKE-OWN")
    record, = cases(tmp_path)
    assert done.returncode == 1 and record["blame"][0] == "INVOKE_EXCEPTION"
    assert "  allowed  DISP_E_EXCEPTION of E_FAIL\n" in done.stdout and "  got      DISP_E_EXCEPTION\n" in done.stdout
    run(com(), tmp_path / "right", SOURCE / "cases/com-invoke.yaml")
    seen = {case["id"]: case["steps"][-1]["observation"] for case in cases(tmp_path / "right")}
    assert (seen["COM-INVOKE-OWN"]["hresult"], seen["COM-INVOKE-OWN"]["scode"]) == ("DISP_E_EXCEPTION", "E_FAIL")
    assert seen["COM-INVOKE-ID"]["value"] == 1290
    validator = jsonschema.Draft202012Validator({**SCHEMA["$defs"]["case"], "$defs": SCHEMA["$defs"]})
    assert all(validator.is_valid(case) for case in cases(tmp_path / "right"))


def test_what_a_transport_cannot_show_is_inconclusive(tmp_path):
    """References behind a proxy: neither a pass nor a failure, with the reason; all else is judged."""
    done = run(com("proxy"), tmp_path, *FILES)
    numbers, found = counts(done), [case for case in cases(tmp_path) if case["verdict"] == "inconclusive"]
    asked = [case for case in cases(tmp_path)
             if any(step["event"]["params"].get("law") == "references" for step in case["steps"])]
    assert (done.returncode, numbers["failed"], numbers["errors"]) == (0, 0, 0), done.stdout
    assert [case["id"] for case in found] == [case["id"] for case in asked] and len(found) > 20
    assert all(re.fullmatch(r"object\.check: .* \(-32001\): a proxy counts references of its own", case["reason"])
               for case in found)


@pytest.mark.parametrize("fault, name, text", [
    ("identity-dead", "COM-DEAD-KEPT-IDENTITY", "check: {object: w1, law: identity}"),
    ("interfaces-contact", "COM-CONTACT-PASSED-INTERFACES", "check: {object: c1, law: interfaces}"),
    ("out-pointers-messenger", "COM-MESSENGER-OUT-OUT-POINTERS", "check: {object: messenger, law: outPointers}"),
    ("other-id", "COM-INVOKE-OFFLINE-ID", "invoke: {call: idOfName, expect: [S_OK], value: 1290}"),
    ("no-scode", "COM-INVOKE-OFFLINE-OWN", "invoke: {call: ownName, expect: [DISP_E_EXCEPTION], noted: [S_OK], "
     "scode: [MSGR_E_NOT_LOGGED_ON],\n      scodeNoted: [E_FAIL]}")])
def test_failures_shrink_to_cases(fault, name, text, tmp_path):
    """What fails is written as a smaller case that says the same, that is sound, and that fails as well."""
    done = imconform("shrink", com(fault), name, "--out", tmp_path, "--grace", "100")
    file, = tmp_path.rglob("*.yaml")
    assert text in file.read_text(encoding="utf-8"), done.stdout
    assert imconform("lint", file).returncode == 0
    again = run(com(fault), tmp_path / "again", file)
    assert again.returncode == 1 and counts(again)["failed"] == 1
