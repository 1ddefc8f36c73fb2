"""imconform walk, shrink and found: random walks, and from a failure to a case of one's own."""
import re
import shutil
from pathlib import Path

import pytest
from cli_support import DESK, SOURCE, imconform, records, service, wrong

QUICK = ("--grace", "50")


def walk(locator, out, *options, **more):
    """A walk with little patience."""
    return imconform("walk", locator, "--out", out, *QUICK, *options, **more)


def found(out):
    """The cases that were written."""
    return sorted((Path(out) / "found").glob("*.yaml"))


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    """What is printed, and the journal, whatever the number of jobs; another seed gives other ones."""
    env = {"SOURCE_DATE_EPOCH": "1000000000"}
    done = [walk(DESK, tmp_path / str(i), "--steps", 1000, "--seed", seed, "--journal", "--jobs", jobs, env=env)
            for i, (seed, jobs) in enumerate(((7, 1), (7, 3), (8, 2)))]
    journals = [(tmp_path / str(i) / "journal.jsonl").read_bytes() for i in range(3)]
    assert [one.stderr for one in done] == [""] * 3
    assert done[0].stdout == done[1].stdout != done[2].stdout
    assert journals[0] == journals[1] != journals[2]


@pytest.mark.parametrize("locator, steps", ((wrong("sign_out_unsaid_second"), 600), (service(), 100)))
def test_jobs_change_nothing_that_is_found(tmp_path, locator, steps):
    """Failures, their order and what becomes of them, in processes of this program and with several services."""
    ends = []
    for jobs in (1, 2):
        out = tmp_path / "out"
        done = walk(locator, out, "--seed", 5, "--steps", steps, "--jobs", jobs)
        ends.append((done.returncode, done.stdout, done.stderr, [path.read_bytes() for path in found(out)]))
        shutil.rmtree(out)
    assert ends[0] == ends[1]
    assert ends[0][0] == (0 if "deskservice" in locator else 1), ends[0]


def test_the_journal_is_one_of_a_run(tmp_path):
    """`verify` takes it; every walk is a case, and its steps are all there."""
    walk(DESK, tmp_path, "--steps", 2000, "--seed", 3, "--journal")
    assert imconform("verify", tmp_path / "journal.jsonl").returncode == 0
    walks = [record for record in records(tmp_path) if record["record"] == "case"]
    assert sum(len(record["steps"]) for record in walks) in range(1700, 2001)
    assert all([step["n"] for step in record["steps"]] == list(range(1, len(record["steps"]) + 1)) for record in walks)


@pytest.mark.parametrize("seed", (1, 2))
def test_it_goes_everywhere(tmp_path, seed):
    """30 000 steps take all states and row pairs that `adequacy --machine` counts, all rows of what is there, names."""
    text = walk(DESK, tmp_path, "--steps", 30000, "--seed", seed, "--list").stdout
    there = imconform("adequacy", "--machine").stdout
    counts = r"^machine: \d+ of (\d+) states, \d+ of (\d+) rows, \d+ of (\d+) row pairs"
    states, rows, pairs = map(int, re.search(counts, there, re.MULTILINE).groups())
    away = int(re.search(r"^(\d+) rows are of events that the implementation does not have$", text, re.MULTILINE)[1])
    rows -= away
    assert away == 14    # what only COM shows
    assert f"machine: {states} of {states} states, {rows} of {rows} rows, {pairs} of {pairs} row pairs" in text, text
    events, of_events, names, of_names = map(int, re.search(
        r"^events: (\d+) of (\d+); names: (\d+) of (\d+)", text, re.MULTILINE).groups())
    assert (events, names) == (of_events, of_names)


def test_from_a_failure_to_a_case_of_ones_own(tmp_path):
    """What a walk finds is minimal, is written, and can be added once; then the suite with it fails for that rule."""
    bad = wrong("modal_fourth_window")
    done = walk(bad, tmp_path, "--seed", 1, "--rule", "NOT_MODAL")
    assert (done.returncode, done.stderr) == (1, "")
    assert "minimal: 5 of " in done.stdout
    file = next(path for path in found(tmp_path) if "NOT-MODAL" in path.name)
    assert re.search(rf"^  keep   \S+ found {re.escape(str(file))}$", done.stdout, re.MULTILINE)
    cases = tmp_path / "cases"
    cases.mkdir()
    shutil.copy(SOURCE / "cases/release.yaml", cases)
    added = imconform("found", file, "--cases", cases)
    assert (added.returncode, added.stdout.strip()) == (0, str(cases / "found" / file.name))
    again = imconform("found", file, "--cases", cases)
    assert again.returncode == 2 and "is there already" in again.stderr
    assert imconform("lint", cases).returncode == 0
    judged = imconform("run", bad, cases / "found", "--out", tmp_path / "run", *QUICK)
    assert judged.returncode == 1 and "NOT_MODAL" in judged.stdout


def test_the_same_steps_under_another_id_are_refused(tmp_path):
    """The kit has a case for one of two references that is released."""
    walk(wrong("references_forgotten_at_one"), tmp_path, "--seed", 1, "--rule", "REUSE")
    refused = imconform("found", found(tmp_path)[0])
    assert refused.returncode == 2 and "takes the same steps" in refused.stderr


def test_a_case_becomes_minimal(tmp_path):
    """What stands before and behind the failure goes; a case that passes is not shrunk."""
    bad = wrong("reuse_not_third")
    done = imconform("shrink", bad, "WIN-REUSE-NO-NEW-WINDOW-FIVE", "--out", tmp_path, *QUICK)
    assert done.returncode == 0 and "minimal: 4 of 7 steps" in done.stdout, done.stdout
    assert len(found(tmp_path)) == 1
    passes = imconform("shrink", DESK, "WIN-REUSE-NO-NEW-WINDOW-FIVE", "--out", tmp_path, *QUICK)
    assert passes.returncode == 1 and "does not fail" in passes.stdout


def test_what_fails_at_times_is_not_shrunk(tmp_path):
    """An implementation whose every fifth call fails, counted over all resets."""
    script = tmp_path / "moody.py"
    script.write_text("""
import json, sys
calls = 0
for line in sys.stdin:
    request = json.loads(line)
    method, result = request["method"], {}
    if method == "initialize":
        result = {"protocol": 1, "implementation": {"name": "moody\\u001b[31m", "version": "1"},
                  "capabilities": ["client.signIn"], "bindings": ["vtable"]}
    elif method == "messenger.instantMessage":
        calls += 1
        result = {"hresult": 2147500037, "out": "null"} if calls % 5 == 0 else \\
            {"hresult": 0, "out": "window", "window": f"w{calls}"}
    print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)
    if method == "shutdown":
        break
""", encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text("case: MOODY-1\npurpose: two calls\nrules: [OPENS]\nsteps:\n  - client.signIn\n"
                    "  - instantMessage: {to: alice, expect: [S_OK, S_FALSE], noted: [SUCCESS]}\n"
                    "  - instantMessage: {to: bob, expect: [S_OK, S_FALSE], noted: [SUCCESS]}\n", encoding="utf-8")
    done = imconform("shrink", f"service:python3 {script}", "MOODY-1", "--cases", case, "--out", tmp_path, *QUICK)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"unsteady: it failed so in \d of 3 repetitions", done.stdout), done.stdout
    assert "\x1b" not in done.stdout


def test_bad_requests_are_refused(tmp_path):
    """With a message, and status 2."""
    for arguments, message in ((("walk",), "expected one LOCATOR"), (("walk", DESK, "--steps", 0), "0 steps"),
                               (("walk", DESK, "--rule", "NO_SUCH"), "there is no rule"),
                               (("walk", DESK, "--profile", "x"), "no profile"),
                               (("shrink", DESK), "expected LOCATOR and CASE"),
                               (("shrink", DESK, "NO-SUCH"), "there is no case"), (("found",), "expected one FILE"),
                               (("found", tmp_path / "missing.yaml"), "missing.yaml")):
        done = imconform(*arguments)
        assert done.returncode == 2 and message in done.stderr, (arguments, done.stderr)
