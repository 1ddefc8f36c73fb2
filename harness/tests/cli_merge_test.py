"""imconform merge: several journals become the one of a single run, or are refused."""
import json
import re
import shutil
from hashlib import sha256

import pytest
from cli_support import DESK, imconform, records, run, wrong

ENV = {"SOURCE_DATE_EPOCH": "1000000000"}
CASES = ("--filter", "WIN-RE*")
BAD = wrong("reuse_not_third")


@pytest.fixture(scope="module", name="parts")
def fixture_parts(tmp_path_factory):
    """A run of some cases, the same in three parts, and the same by rules."""
    top = tmp_path_factory.mktemp("merge")
    for name, options in (("whole", ()), *((str(i), ("--shard", f"{i}/3")) for i in (1, 2, 3))):
        assert run(BAD, top / name, *CASES, *options, env=ENV).returncode in (0, 1)
    return top


def merge(out, *folders):
    return imconform("merge", out, *folders)


def changed(folder, to, **members):
    """A copy of a run whose header, or whose last case, was changed before it was written."""
    shutil.copytree(folder, to)
    lines = records(folder)
    for key, value in members.items():
        lines[-2 if key == "verdict" else 0][key] = value
    verdicts = [line["verdict"] for line in lines[1:-1]]
    lines[-1]["counts"] = {verdict: verdicts.count(verdict) for verdict in lines[-1]["counts"]}
    (to / "journal.jsonl").write_bytes(chained(lines))
    return to


def chained(lines):
    """The lines with their digests."""
    prev, written = "0" * 64, b""
    for line in lines:
        line["prev"] = prev
        if line["record"] == "footer":
            line["digest"] = sha256(written).hexdigest()
        text = json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode()
        written += text + b"\n"
        prev = sha256(text).hexdigest()
    return written


def test_all_shards_are_the_run(parts, tmp_path):
    """The bytes of the journal, whatever the order of the folders; what is printed; the status."""
    whole = run(BAD, parts / "whole", *CASES, env=ENV)
    done = merge(tmp_path, *(parts / name for name in "312"))
    assert (done.returncode, done.stderr) == (whole.returncode, "") == (1, "")
    assert (tmp_path / "journal.jsonl").read_bytes() == (parts / "whole/journal.jsonl").read_bytes()
    assert imconform("verify", tmp_path / "journal.jsonl").returncode == 0
    sums = re.search(r"^\d+ cases: (.*\n)*?\d+ open questions.*$", whole.stdout, re.MULTILINE)[0]
    assert sums in done.stdout


def test_a_case_that_was_judged_twice_counts_once(parts, tmp_path):
    """The same part twice, and a run of some of the cases beside one of all."""
    done = merge(tmp_path / "a", parts / "1", parts / "2", parts / "3", parts / "1")
    assert done.returncode == 1
    assert (tmp_path / "a/journal.jsonl").read_bytes() == (parts / "whole/journal.jsonl").read_bytes()
    run(BAD, tmp_path / "reuse", "--rule", "REUSE", "--filter", "WIN-RE*", env=ENV)
    merge(tmp_path / "b", parts / "whole", tmp_path / "reuse")
    whole, both = records(parts / "whole"), records(tmp_path / "b")
    assert [case["id"] for case in both[1:-1]] == [case["id"] for case in whole[1:-1]]
    assert both[0]["selection"]["merged"] == [
        {"cases": len(whole) - 2, "filter": "WIN-RE*"},
        {"cases": len(records(tmp_path / "reuse")) - 2, "filter": "WIN-RE*", "rule": "REUSE"}]


def test_tests_of_a_suite_are_joined_too(tmp_path):
    tests = tmp_path / "tests"
    assert imconform("suite", "--contacts", 1, "--extra", 0, "--out", tests).returncode == 0
    for name, options in (("whole", ()), ("1", ("--shard", "1/2")), ("2", ("--shard", "2/2"))):
        imconform("run", wrong("reuse_never"), "--suite", tests, "--out", tmp_path / name, *options, env=ENV)
    assert merge(tmp_path / "out", tmp_path / "1", tmp_path / "2").returncode == 1
    assert (tmp_path / "out/journal.jsonl").read_bytes() == (tmp_path / "whole/journal.jsonl").read_bytes()


def test_what_does_not_belong_together_is_refused(parts, tmp_path):
    """Both places are named, and nothing is written."""
    one, two, three = (parts / name for name in "123")
    other = {
        "locator": changed(two, tmp_path / "locator", locator=DESK),
        "suite": changed(two, tmp_path / "suite", suite={**records(two)[0]["suite"], "digest": "0" * 64}),
        "verdict": changed(three, tmp_path / "verdict", verdict="inconclusive"),
        "cut": shutil.copytree(two, tmp_path / "cut"),
        "broken": shutil.copytree(two, tmp_path / "broken"),
    }
    journal = other["cut"] / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    journal = other["broken"] / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"pass"', b'"fail"', 1))
    last = records(three)[-2]
    line = len(records(three)) - 1
    for folders, said in (
            ((one, other["locator"]), (f"{one}/journal.jsonl:1 and {other['locator']}/journal.jsonl:1", '"locator" is',
                                       BAD, DESK)),
            ((one, other["suite"]), ('"suite" is',)),
            ((one, two, three, other["verdict"]),
             (f"{last['id']} was judged twice: {last['verdict']} in {three}/journal.jsonl:{line}, "
              f"inconclusive in {other['verdict']}/journal.jsonl:{line}",)),
            ((one, three), ("shard 2/3 is missing",)),
            ((one, parts / "whole"), ("numbers of shards differ, 3 and 0",)),
            ((one, other["cut"]), (f"{other['cut']}/journal.jsonl: interrupted",)),
            ((one, other["broken"]), (f"{other['broken']}/journal.jsonl:",)),
            ((one, tmp_path / "nothing"), (f"{tmp_path}/nothing/journal.jsonl: No such file",))):
        done = merge(tmp_path / "out", *folders)
        assert (done.returncode, done.stdout) == (2, ""), done.stdout + done.stderr
        assert all(text in done.stderr for text in said), done.stderr
        assert not (tmp_path / "out").exists()
    assert "is read" in merge(one, one, two, three).stderr
    assert "expected OUT and the FOLDERs" in merge(tmp_path / "out").stderr
