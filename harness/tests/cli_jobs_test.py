"""Cases that run at the same time: the same output as one after the other, in less time."""
import shlex
import sys
import time

import pytest
from cli_support import DESK, SLOWNESS, SOURCE, cases, counts, run, wrong

DESK_SERVICE = [str(SOURCE / "harness/iuts/service/deskservice.py")]


# One after the other, the second case finds that the first one got another answer to the same name.
OVERLAP = """case: FIRST
purpose: a name that may be too long
rules: [CONSISTENT]
steps:
  - client.signIn
  - instantMessage: {to: {bstr: {repeat: {utf16: [0xD83D, 0xDE00]}, times: 65}}, expect: [E_INVALIDARG, SUCCESS]}
  - client.windows: {stays: 200}
---
case: SECOND
purpose: the same behind another one
rules: [CONSISTENT]
steps:
  - client.signIn
  - instantMessage: {to: {bstr: {repeat: {utf16: [0xD83D, 0xDE01]}, times: 65}}, expect: [E_INVALIDARG, SUCCESS]}
  - instantMessage: {to: {bstr: {repeat: {utf16: [0xD83D, 0xDE00]}, times: 65}}, expect: [E_INVALIDARG, SUCCESS]}
"""


def same_whatever_the_number(locator, folder, *options, forks=("yes",), **env):
    """The journal of a run, and how it ended: the same one by one and with many at a time."""
    found = []
    for jobs, fork in (("1", "yes"), *(("7", fork) for fork in forks)):
        out = folder / f"{jobs}-{fork}"
        done = run(locator, out, *options, "--jobs", jobs, env={"SOURCE_DATE_EPOCH": "1", "CK_FORK": fork, **env})
        found.append((done, (out / "journal.jsonl").read_bytes(), done.stdout.rpartition("journal: ")[0]))
    assert all(each[1:] == found[0][1:] for each in found)
    return found[0][0], out


def test_equal_bytes_whatever_the_number(tmp_path):
    """Journal and terminal, in children one by one, in many at a time, and all in one process."""
    assert same_whatever_the_number(DESK, tmp_path, "--filter", "L*", forks=("yes", "no"))[0].returncode == 0


@pytest.mark.parametrize("name, options, said", [
    ("crash_empty_string", ("--filter", "ARG-*"), "crashed"),
    ("hang_self", ("--filter", "SELF-*", "--timeout", "100"), "the rest was not run")])
def test_what_breaks_down_breaks_down_in_order(name, options, said, tmp_path):
    done, _ = same_whatever_the_number(wrong(name), tmp_path, "--grace", "50", *options)
    assert done.returncode == 1 and said in done.stdout, done.stdout


def test_a_case_that_began_too_early_is_run_again(tmp_path):
    """It ended before the case that it disagrees with."""
    path = tmp_path / "overlap.yaml"
    path.write_text(OVERLAP, encoding="utf-8")
    done, out = same_whatever_the_number(wrong("alternates_pair"), tmp_path, path, LD_PRELOAD="")
    assert [case["verdict"] for case in cases(out)] == ["pass", "fail"], done.stdout
    assert cases(out)[1]["reason"].endswith("and a success in the case FIRST before")


def test_what_only_waits_is_no_burden(tmp_path):
    """Many cases wait at the same time, even if one at a time may work; --jobs 1 is one after the other."""
    took = []
    for jobs in ("2", "1"):
        start = time.monotonic()
        done = run(DESK, tmp_path / jobs, "--filter", "LATE-*S*", "--jobs", jobs, env={"LD_PRELOAD": ""})
        took.append(time.monotonic() - start)
        assert counts(done)["passed"] >= 5, done.stdout
    assert took[0] < 1.2 * SLOWNESS and took[1] > 5 * 0.25


def test_a_service_is_started_for_each_job(tmp_path):
    """The verdicts are the same."""
    script = tmp_path / "counted.sh"
    verdicts = []
    for jobs in ("1", "3"):
        starts = tmp_path / f"starts-{jobs}"
        script.write_text(f"echo >> {starts}\nexec {shlex.join([sys.executable, *DESK_SERVICE])}\n", encoding="utf-8")
        done = run(f"service:sh {script}", tmp_path / jobs, "--filter", "REL-*", "--jobs", jobs)
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(starts.read_text(encoding="utf-8")) == int(jobs)
        verdicts.append([(case["id"], case["verdict"]) for case in cases(tmp_path / jobs)])
    assert verdicts[0] == verdicts[1] and len(verdicts[0]) > 10
