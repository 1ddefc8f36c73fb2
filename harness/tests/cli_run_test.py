"""Runs: what they print, what they write, what they choose."""
import json
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest
from cli_support import (BUILD, DESK, PROGRAM, SOURCE, cases, changed_example, counts, ids, imconform, records, run,
                         service, wrong)

LONG = wrong("length_130")
BLOCK = re.compile(
    r"^(?P<file>\S+\.yaml):(?P<line>\d+): (?P<id>\S+): FAIL at step (?P<step>\d+)\n"
    r"  rule     (?P<rule>[A-Z_]+) \((MUST|SHOULD|MAY)(, [CRA]-\d+( [CRA]-\d+)*)?\)  .+\n"
    r"  did      (?P<did>.+)\n  allowed  (?P<allowed>.+)\n  got      (?P<got>.+)\n(  because  .+\n)?"
    r"  again    (?P<again>.+)\n\n", re.MULTILINE)


def test_the_right_ones_pass(tmp_path):
    """Library and service: nothing failed, status 0."""
    for name, locator in (("desk", DESK), ("service", service())):
        done = run(locator, tmp_path / name, "--filter", "WIN-*")
        assert done.returncode == 0, done.stdout
        numbers = counts(done)
        assert numbers["passed"] > 20 and numbers["failed"] == numbers["errors"] == 0


def test_a_failure_is_a_block_to_act_on(tmp_path):
    """File, line, id, step, rule, what was done, allowed, got, and the command that repeats it."""
    done = run(LONG, tmp_path, "--filter", "ARG-LEN-13*")
    assert done.returncode == 1
    blocks = list(BLOCK.finditer(done.stdout))
    assert len(blocks) == counts(done)["failed"] > 0
    for block in blocks:
        written = (SOURCE / block["file"]).read_text(encoding="utf-8").splitlines()[int(block["line"]) - 1]
        assert block["id"] in written
        assert block["rule"] == "ARG_LENGTH" and "E_INVALIDARG" in block["allowed"] and "S_OK" in block["got"]
    assert "rules broken, the most telling first:\n  ARG_LENGTH " in done.stdout


@pytest.mark.parametrize("locator, given", [
    (LONG, []), (LONG, ["cases/length.yaml"]), (service("--fault", "no-length-check"), []),
    (service("--misbehave", "bad-shape"), ["cases/length.yaml"])], ids=["own", "given", "service", "misbehaving"])
def test_again_can_be_pasted(locator, given, tmp_path):
    """The command repeats the failure: the same verdict at the same step by the same rule."""
    if "no-length-check" in locator:
        faults = subprocess.run([*shlex.split(service().partition(":")[2]), "--list-faults"], capture_output=True,
                                text=True, check=True).stdout
        locator = locator.replace("no-length-check", next(json.loads(line)["name"] for line in faults.splitlines()
                                                          if "C-20" in line))
    done = run(locator, tmp_path, *given, "--filter", "ARG-LEN-13*" if "bad-shape" in locator else "ARG-LEN-1*")
    block = next(BLOCK.finditer(done.stdout), None)
    assert block, done.stdout
    again = subprocess.run(block["again"], shell=True, cwd=SOURCE, capture_output=True, text=True, check=False)
    assert again.returncode == 1, again.stderr
    assert f"{block['id']}: fail at step {block['step']}" in again.stdout
    assert f"  rule   {block['rule']} (" in again.stdout


def test_replay_shows_each_step(tmp_path):
    """State before and after, allowed set, observation, grade; as JSON the steps of the journal."""
    done = imconform("replay", LONG, "ARG-LEN-130")
    assert done.returncode == 1
    assert re.findall(r"^   (before|allowed|got|grade|after) ", done.stdout, re.MULTILINE) == [
        "before", "allowed", "got", "grade", "after"] * 2
    steps = json.loads(imconform("replay", LONG, "ARG-LEN-130", "--json").stdout)
    run(LONG, tmp_path, "--filter", "ARG-LEN-130")
    assert steps == cases(tmp_path)[0]["steps"]
    assert imconform("replay", DESK, "ARG-LEN-130").returncode == 0


def test_replay_of_what_does_not_apply():
    """Not a pass."""
    done = imconform("replay", f"library:{BUILD}/iuts/right/mandatory_only.so", "ARG-LEN-130")
    assert done.returncode == 2 and "not applicable: the IUT does not declare client.signIn" in done.stdout


@pytest.mark.parametrize("name, locator, glob", [
    ("desk", DESK, "*-1*"), ("wrong", wrong("crash_empty_string"), "ARG-*"), ("service", service(), "WIN-*"),
    ("crash", service("--misbehave", "crash", "--after", "2"), "ARG-LEN-1[23]*"),
    ("refuse", service("--misbehave", "refuse-controls"), "WIN-*"),
    ("mandatory", service("--misbehave", "mandatory-only"), "ARG-*")])
def test_the_journal_has_the_shape_of_its_schema(name, locator, glob, tmp_path):
    """Header, cases in order, footer; every line fits, and the counts agree."""
    done = run(locator, tmp_path / name, "--filter", glob)
    schema = json.loads((SOURCE / "reports/schema/journal.schema.json").read_text(encoding="utf-8"))
    shapes = {kind: jsonschema.Draft202012Validator({**schema["$defs"][kind], "$defs": schema["$defs"]})
              for kind in ("header", "case", "footer")}
    lines = records(tmp_path / name)
    assert [line["record"] for line in lines] == ["header"] + ["case"] * (len(lines) - 2) + ["footer"]
    for line in lines:
        problem = jsonschema.exceptions.best_match(shapes[line["record"]].iter_errors(line))
        assert problem is None, f"{line.get('id')}: {problem}"
    assert [line["id"] for line in lines[1:-1]] == ids("--filter", glob)
    assert [line["n"] for line in lines[1:-1]] == list(range(len(lines) - 2))
    assert [*lines[-1]["counts"].values()] == [*counts(done).values()]


@pytest.mark.parametrize("options", [(), ("--profile-right", "7"), ("--misbehave", "mandatory-only")])
def test_what_goes_over_the_wire_fits_the_schemas(options, tmp_path):
    """Every message of a run with a well-behaved service, in both directions."""
    glob = "ARG-*" if "--profile-right" in options else "*"
    done = run(service(*options), tmp_path, "--filter", glob,
               env={"IMCONFORM_TRANSCRIPT": str(tmp_path / "talk"), "CK_FORK": "no"})
    assert counts(done)["failed"] == 0
    validate = SOURCE / "harness/iuts/service/schema/validate.py"
    checked = subprocess.run([sys.executable, validate, tmp_path / "talk"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-2000:]
    requests, replies, unanswered, errors = map(int, re.findall(r"\d+", checked.stdout.splitlines()[-1]))
    assert requests == replies > 50 and unanswered == errors == 0


def test_the_logs_of_check_name_case_file_and_line(tmp_path):
    """TAP and XML, for what passed, failed, and did not apply."""
    locator = service("--misbehave", "bad-shape", "--after", "3", "--without", "messenger.getContact")
    run(locator, tmp_path, "--filter", "*SELF-O*")
    tap, tree = (tmp_path / "check.tap").read_text(), ElementTree.parse(tmp_path / "check.xml")
    tests = {test.find("{*}id").text: test for test in tree.findall(".//{*}test")}
    verdicts = set()
    for case in cases(tmp_path):
        place = f"{case['file']}:{case['line']}"
        line = next(row for row in tap.splitlines() if f":{case['id']}: " in row)
        assert place in line
        assert line.startswith("ok " if case["verdict"] == "pass" else "not ok ")
        assert ("# TODO" in line) == (case["verdict"] in ("inconclusive", "not applicable"))
        test = tests[case["id"]]
        assert f"{test.find('{*}path').text}/{test.find('{*}fn').text}" == place
        assert (test.get("result") == "success") == (case["verdict"] == "pass")
        verdicts.add(case["verdict"])
    assert verdicts >= {"pass", "fail", "not applicable"} and len({case["file"] for case in cases(tmp_path)}) > 3
    assert f"1..{len(cases(tmp_path))}" in tap


def test_equal_bytes_at_a_claimed_time(tmp_path):
    """With SOURCE_DATE_EPOCH two runs write the same journal; it says that time."""
    for name in ("one", "two"):
        run(LONG, tmp_path / name, "--filter", "ARG-*", env={"SOURCE_DATE_EPOCH": "1000000000"})
    one, two = ((tmp_path / name / "journal.jsonl").read_bytes() for name in ("one", "two"))
    assert one == two
    assert records(tmp_path / "one")[0]["time"] == "2001-09-09T01:46:40Z"


# --- choosing ---


def test_selection(tmp_path):
    """Globs, rules and files narrow a run; the header says how."""
    done = run(DESK, tmp_path, "cases/length.yaml", "--filter", "*13*", "--rule", "ARG_LENGTH")
    expected = ids("cases/length.yaml", "--filter", "*13*", "--rule", "ARG_LENGTH")
    assert done.returncode == 0 and [case["id"] for case in cases(tmp_path)] == expected
    assert records(tmp_path)[0]["selection"] == {"cases": len(expected), "filter": "*13*", "rule": "ARG_LENGTH"}


@pytest.mark.parametrize("how", ["option", "environment"])
def test_shards_cover_everything_once(how, tmp_path):
    """Three parts, each as large as the others or by one smaller."""
    everything, parts = ids("--filter", "ARG-*"), []
    for index in range(3):
        out = tmp_path / str(index)
        if how == "option":
            run(DESK, out, "--filter", "ARG-*", "--shard", f"{index + 1}/3")
        else:
            run(DESK, out, "--filter", "ARG-*", env={"TEST_SHARD_INDEX": str(index), "TEST_TOTAL_SHARDS": "3"})
        parts.append([case["id"] for case in cases(out)])
        assert records(out)[0]["selection"]["shard"] == f"{index + 1}/3"
    assert sorted(sum(parts, [])) == sorted(everything)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_only_what_failed(tmp_path):
    """The cases that failed in the last run to the same folder, until none does."""
    run(LONG, tmp_path, "--filter", "ARG-LEN-1*")
    failed = [case["id"] for case in cases(tmp_path) if case["verdict"] == "fail"]
    done = run(LONG, tmp_path, "--failed")
    assert done.returncode == 1 and [case["id"] for case in cases(tmp_path)] == failed
    assert run(DESK, tmp_path, "--failed").returncode == 0
    nothing = run(DESK, tmp_path, "--failed")
    assert nothing.returncode == 2 and "no case was chosen" in nothing.stderr


def test_baseline(tmp_path):
    """Known failures do not count; unknown ones do, and so does one that healed."""
    done = run(LONG, tmp_path, "--filter", "ARG-LEN-1*")
    failed = [case["id"] for case in cases(tmp_path) if case["verdict"] == "fail"]
    assert done.returncode == 1 and len(failed) > 2
    known = tmp_path / "known"
    known.write_text("# of this implementation\n\n" + "".join(f"{name}  # known\n" for name in failed))
    done = run(LONG, tmp_path, "--filter", "ARG-LEN-1*", "--baseline", known)
    assert done.returncode == 0 and "FAIL" not in done.stdout
    known.write_text("\n".join(failed[1:]))
    done = run(LONG, tmp_path, "--filter", "ARG-LEN-1*", "--baseline", known)
    assert done.returncode == 1 and [block["id"] for block in BLOCK.finditer(done.stdout)] == failed[:1]
    known.write_text("\n".join(["ARG-LEN-128", *failed]))
    done = run(LONG, tmp_path, "--filter", "ARG-LEN-1*", "--baseline", known)
    assert done.returncode == 1
    assert f"{known}:1: ARG-LEN-128 is listed as a known failure but did not fail" in done.stdout


@pytest.mark.parametrize("text, said", [("NO-SUCH\n", ':1: "NO-SUCH" is no case of the suite'),
                                        ("\nARG-LEN-130\nARG-LEN-130\n", ":3: ARG-LEN-130 stands there twice")])
def test_a_bad_baseline(text, said, tmp_path):
    """Status 2 and the place."""
    (tmp_path / "known").write_text(text)
    done = run(LONG, tmp_path / "out", "--baseline", tmp_path / "known")
    assert done.returncode == 2 and said in done.stderr and done.stdout == ""


def test_inconclusive_is_not_a_pass(tmp_path):
    """Nothing passed: status 2; with --conclusive the inconclusive cases are failures."""
    refusing = service("--misbehave", "refuse-controls")
    done = run(refusing, tmp_path, "--filter", "ARG-LEN-13*")
    assert done.returncode == 2 and counts(done)["inconclusive"] > 0 == counts(done)["failed"]
    assert run(refusing, tmp_path, "--filter", "ARG-LEN-13*", "--conclusive").returncode == 1


# --- text from elsewhere ---


def test_hostile_text_is_shown_harmlessly(tmp_path):
    """Terminal escapes in names, tokens and garbage reach neither output nor terminal as they are."""
    locator = changed_example(
        tmp_path, ('"mini service"', r'"evil\x1b[2J\u202e"'), ('f"w{self.count}"',
         r'f"\x1b]0;w{self.count}\x07\u202e"'),
        ("int(params[\"window\"][1:])", "7"), ("LONGEST_NAME = 129", "LONGEST_NAME = 500"),
        ("    messenger = Messenger()\n", "    messenger = Messenger()\n    sys.stderr.write('\\x1b[31m')\n"),
        ("        print(json.dumps(reply), flush=True)\n",
         "        if reply.get('result', {}).get('hresult') == E_FAIL:\n"
         "            print('\\x1b[31mhello\\x9b', flush=True)\n"
         "        print(json.dumps(reply), flush=True)\n"))
    done = run(locator, tmp_path / "out", "--filter", "[AS]*[EL][FN]-*")
    assert done.returncode == 1 and counts(done)["failed"] > 3
    assert "hello" in done.stdout and "]0;w" in done.stdout
    again = next(BLOCK.finditer(done.stdout))["again"]
    replay = subprocess.run(again, shell=True, cwd=SOURCE, capture_output=True, text=True, check=False)
    bare = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    for text in (done.stdout, done.stderr, replay.stdout, replay.stderr):
        assert not bare.search(text), bare.search(text)
    raw = (tmp_path / "out/journal.jsonl").read_bytes()
    assert b"\x1b" not in raw and imconform("verify", tmp_path / "out/journal.jsonl").returncode == 0


def test_no_colour_without_a_terminal(tmp_path):
    """Neither colour nor progress when standard output is a pipe."""
    done = run(LONG, tmp_path, "--filter", "ARG-LEN-1*")
    assert "\x1b" not in done.stdout + done.stderr and done.stderr == ""


def test_quiet(tmp_path):
    """The summary only."""
    done = run(LONG, tmp_path, "--filter", "ARG-LEN-1*", "--quiet")
    assert done.returncode == 1 and done.stdout.startswith(f"{len(cases(tmp_path))} cases: ")


def test_the_default_folder(tmp_path):
    """imconform-out/NAME where the program is called."""
    done = subprocess.run([PROGRAM, "run", DESK, "--filter", "ARG-LEN-130"], cwd=tmp_path, capture_output=True,
                          text=True, check=False)
    journal = re.search(r"^journal: (.*)$", done.stdout, re.MULTILINE).group(1)
    assert done.returncode == 0 and journal.startswith("imconform-out/library-")
    assert Path(tmp_path / journal).exists()


def test_a_dead_window_is_not_waited_for(tmp_path):
    """A window of the last session never gets a handle again: the next one is told from it at once."""
    done = imconform("run", DESK, "--out", tmp_path, "--filter", "SIGN-OUT-NEW-SESSION*", "--grace", "20000")
    assert done.returncode == 0 and len(cases(tmp_path)) > 1
    assert all(case["duration_us"] < 10_000_000 for case in cases(tmp_path))
