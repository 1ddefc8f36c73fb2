"""The command that makes complete test suites: what it reads, writes and claims.

What the written tests are worth is tried out here by a simulation of its own: every single fault of a machine must make
at least one test fail.
"""
import json
import random
import re
import tempfile

import pytest

from cli_support import BUILD, DESK, imconform, records, service, wrong

METHODS = ("w", "wp", "hsi", "h")


def generated(states, inputs, seed):
    """A machine as {(state, input): (output, next)}: every state can be reached, and no two are equivalent."""
    dice = random.Random(seed)
    names = [f"s{number}" for number in range(states)]
    alphabet = [f"i{number}" for number in range(inputs)]
    while True:
        machine = {(state, letter): (dice.choice("01"), dice.choice(names))
                   for state in names for letter in alphabet}
        if reached(machine) == set(names) and different(machine, names, alphabet):
            return machine


def reached(machine, start="s0"):
    found, new = {start}, [start]
    while new:
        state = new.pop()
        for (source, _), (_, target) in machine.items():
            if source == state and target not in found:
                found.add(target)
                new.append(target)
    return found


def different(machine, names, alphabet):
    """Is the machine minimal?"""
    part = {name: 0 for name in names}
    while True:
        keys = {name: (part[name], *((machine[name, letter][0], part[machine[name, letter][1]]) for letter in alphabet))
                for name in names}
        numbers = {key: number for number, key in enumerate(sorted(set(keys.values())))}
        if len(numbers) == len(set(part.values())):
            return len(numbers) == len(names)
        part = {name: numbers[keys[name]] for name in names}


def as_text(machine):
    return "".join(f"{state} {letter} {output} {target}\n" for (state, letter), (output, target) in machine.items())


def written(machine_file, out, *options):
    """The tests of a machine, each a list of (input, output)."""
    done = imconform("suite", "--machine", machine_file, "--out", out, *options)
    assert done.returncode == 0, done.stderr
    lines = [line for line in out.read_text().splitlines() if not line.startswith("#")]
    assert len(set(lines)) == len(lines)
    assert f" {len(lines)} tests" in done.stdout
    return [[tuple(word.split("/")) for word in line.split()] for line in lines]


def fails(machine, tests):
    for test in tests:
        state = "s0"
        for letter, due in test:
            output, state = machine[state, letter]
            if output != due:
                return True
    return False


def faults(machine):
    names = sorted({state for state, _ in machine})
    for cell, (output, target) in machine.items():
        yield {**machine, cell: ("1" if output == "0" else "0", target)}
        for name in names:
            if name != target:
                yield {**machine, cell: (output, name)}


@pytest.mark.parametrize("states", (6, 12))
@pytest.mark.parametrize("method", METHODS)
def test_every_single_fault_of_a_generated_machine_fails_a_test(tmp_path, states, method):
    machine = generated(states, 3, seed=states)
    path = tmp_path / "machine.txt"
    path.write_text(as_text(machine))
    tests = written(path, tmp_path / "tests", "--method", method, "--extra", 0)
    assert not fails(machine, tests)
    wrong = list(faults(machine))
    assert len(wrong) == 3 * states * states
    assert all(fails(one, tests) for one in wrong)


def test_json_and_lines_are_one_machine(tmp_path):
    machine = generated(6, 2, seed=1)
    lines, other = tmp_path / "machine.txt", tmp_path / "machine.json"
    lines.write_text("# a comment\n\n" + as_text(machine).replace("\n", "   # and another\n", 1))
    other.write_text(json.dumps({"initial": "s0", "transitions": [
        {"from": state, "input": letter, "output": output, "to": target}
        for (state, letter), (output, target) in machine.items()]}))
    assert written(lines, tmp_path / "1") == written(other, tmp_path / "2")


def test_the_claim_counts_what_it_speaks_of(tmp_path):
    path = tmp_path / "machine.txt"
    path.write_text("a x 0 b\na y 0 a\nb x 1 a\nb y 0 c\nc x 1 a\nc y 0 b\n")
    done = imconform("suite", "--machine", path, "--extra", 2, "--out", "-")
    assert done.returncode == 0
    assert "machine: 3 states, 2 inputs, 2 outputs; 2 states when minimal" in done.stderr
    said = " ".join(done.stderr.split())
    tests = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    assert "at most 4 states (n = 2, K = 2) over these 2 inputs that is not equivalent to the machine fails " \
           f"at least one of these {len(tests)} tests" in said
    assert not any(b != a and b.startswith(a) for a in tests for b in tests)


def test_methods_are_compared_on_the_same_machine():
    done = imconform("suite", "--benchmark", "--references", 5, "--compare", "--extra", 0)
    assert "machine: 216 states, 10 inputs" in done.stdout
    rows = re.findall(r"^(\w+) +(\d) +(\d+) +(\d+) +\d+ +[\d.]+$", done.stdout, re.MULTILINE)
    assert [row[0] for row in rows] == list(METHODS)
    tests, steps = [int(row[2]) for row in rows], [int(row[3]) for row in rows]
    assert tests == sorted(tests, reverse=True) and steps == sorted(steps, reverse=True)
    assert tests[0] <= 25704 and tests[2] <= 10516 and tests[3] <= 10172


# --- the model's own machine, and implementations ---


@pytest.fixture(scope="module", name="small")
def fixture_small(tmp_path_factory):
    """A suite for one contact, and its number of tests."""
    path = tmp_path_factory.mktemp("suite") / "tests"
    done = imconform("suite", "--contacts", 1, "--references", 2, "--extra", 0, "--out", path)
    assert done.returncode == 0, done.stderr
    assert "11 states when minimal" in done.stdout
    return path, int(re.search(r"method hsi: (\d+) tests", done.stdout)[1])


def run(locator, path, *options, **more):
    with tempfile.TemporaryDirectory() as out:
        return imconform("run", locator, "--suite", path, "--timeout", 500, "--out", out, *options, **more)


def test_the_model_compares_its_methods_up_to_two_more_states():
    done = imconform("suite", "--contacts", 1, "--references", 2, "--compare", "--extra", 2)
    rows = re.findall(r"^(\w+) +(\d) +(\d+) +(\d+) +\d+ +[\d.]+$", done.stdout, re.MULTILINE)
    assert len(rows) == 3 * len(METHODS)
    for more in range(3):
        tests = [int(row[2]) for row in rows if row[1] == str(more)]
        assert tests == sorted(tests, reverse=True)


@pytest.mark.parametrize("locator", (DESK, service()))
def test_a_right_implementation_passes_and_the_claim_holds(small, locator):
    path, tests = small
    done = run(locator, path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{tests} tests: {tests} passed, 0 failed, 0 inconclusive, 0 not applicable" in done.stdout
    assert "the claim of the suite holds" in done.stdout


@pytest.mark.parametrize("name, rule, word, due, got", (
    ("reuse_never", "REUSE", "signIn, message(alice), message(alice)", "S_OK+same", "S_OK+new"),
    ("length_130", "ARG_LENGTH", "signIn, message(130-characters)", "E_INVALIDARG", "S_OK+new"),
    ("is_closed_true", "IS_CLOSED", "signIn, message(alice), isClosed(alice)", "open", "closed"),
    ("crash_null_out", None, "message(alice,NULL)", "RPC_X_NULL_REF_POINTER", "crash"),
))
def test_a_wrong_implementation_fails_with_its_rule(small, name, rule, word, due, got):
    done = run(wrong(name), small[0])
    assert done.returncode == 1
    failures = re.findall(r"^\S+:\d+: FAIL at step \d+\n(?:  rule     (\w+) .*\n)?  did      (.*)\n  wanted   (.*)\n"
                          r"  got      (.*)$", done.stdout, re.MULTILINE)
    assert (rule or "", due, got) in {(one[0], one[2], one[3]) for one in failures}
    assert any(one[1].endswith(word.rsplit(", ", 1)[-1]) for one in failures)
    assert int(re.search(r"(\d+) failed", done.stdout)[1]) >= len(failures)
    assert "claim of the suite holds" not in done.stdout


def test_another_fair_reading_passes_but_does_not_prove_the_claim(small):
    done = run(f"library:{BUILD}/iuts/right/s_false_reuse.so", small[0])
    assert done.returncode == 0
    assert f"{small[1]} passed" in done.stdout
    assert "answered in another fair way" in done.stdout
    assert "claim of the suite holds" not in done.stdout


def test_tests_of_what_is_not_there_do_not_apply(small):
    done = run(f"library:{BUILD}/iuts/right/mandatory_only.so", small[0])
    assert done.returncode == 2
    assert f"{small[1]} not applicable" in done.stdout


def test_what_comes_late_but_in_time_is_inconclusive(small):
    done = run(f"library:{BUILD}/iuts/right/sign_out_late.so", small[0], "--grace", 2000)
    assert re.search(r" 0 failed, [1-9]\d* inconclusive", done.stdout), done.stdout


def test_one_that_hangs_is_not_waited_for_all_the_time(small):
    done = run(wrong("hang_self"), small[0], "--timeout", 30)
    assert done.returncode == 1
    assert "timeout" in done.stdout
    assert "did not answer in time in 3 tests; the rest was not run" in done.stderr


def test_a_suite_that_was_interrupted_goes_on(small, tmp_path):
    """Whatever was judged is kept, and in the end nothing but times tells of a break, or how many jobs there were."""
    env = {"SOURCE_DATE_EPOCH": "1000000000"}
    journal = tmp_path / "journal.jsonl"
    whole = run(wrong("reuse_never"), small[0], "--out", tmp_path, "--jobs", 1, env=env)
    lines = journal.read_bytes().splitlines(keepends=True)
    assert len(lines) == small[1] + 2
    assert imconform("verify", journal).returncode == 0
    assert "is complete" in run(wrong("reuse_never"), small[0], "--out", tmp_path, "--resume", env=env).stderr
    journal.write_bytes(b"".join(lines[:small[1] // 2]) + b'{"prev":')
    other = run(wrong("reuse_never"), small[0], "--out", tmp_path, "--resume", "--grace", 77, env=env)
    assert (other.returncode, "\"grace_ms\" is not the same" in other.stderr) == (2, True), other.stderr
    again = run(wrong("reuse_never"), small[0], "--out", tmp_path, "--resume", "--jobs", 3, env=env)
    assert (again.returncode, again.stderr) == (whole.returncode, "") == (1, "")
    assert again.stdout.partition(" tests: ")[2] == whole.stdout.partition(" tests: ")[2] != ""
    assert journal.read_bytes() == b"".join(lines)


def test_a_suite_in_parts(small, tmp_path):
    """Each test belongs to one of them."""
    ids = []
    for part in (1, 2):
        done = run(DESK, small[0], "--out", tmp_path, "--shard", f"{part}/2")
        assert done.returncode == 0 and "claim of the suite holds" not in done.stdout
        ids += [record["id"] for record in records(tmp_path) if record["record"] == "case"]
    assert len(set(ids)) == len(ids) == small[1]
    assert "1 <= I <= N" in run(DESK, small[0], "--shard", "3/2").stderr


@pytest.mark.parametrize("text, said", (
    ("", "found no line"),
    ("# abstraction: 1 contacts, 1 references\n", "found no test"),
    ("# abstraction: 9 contacts, 1 references\nsignIn/done\n", "found no line"),
    ("# abstraction: 1 contacts, 1 references\nsignIn\n", ":2: expected words INPUT/OUTPUT"),
))
def test_a_bad_suite_is_refused(tmp_path, text, said):
    path = tmp_path / "tests"
    path.write_text(text)
    done = run(DESK, path)
    assert done.returncode == 2
    assert said in done.stderr and str(path) in done.stderr


def test_a_suite_and_cases_are_not_mixed(small):
    assert "not both" in run(DESK, small[0], "cases").stderr
    assert run("library:/nowhere.so", small[0]).returncode == 2


@pytest.mark.parametrize("text, said", (
    ("a x 0 b\na y 0\n", ":2: found 3 words; expected STATE INPUT OUTPUT NEXT"),
    ("a x 0 b c\n", ":1: found at least 5 words"),
    ("a x 0 a\na x 1 a\n", ":2: found a second transition of state a on input x"),
    ("a x 0 b\nb y 0 a\n", "found no transition of state a on input y; the machine must be complete"),
    ("# nothing\n", "found no transition"),
    ("a x/y 0 a\n", ":1: found a name that cannot be one; expected an INPUT"),
    ("a x 0 " + "n" * 64 + "\n", ":1: found a name that cannot be one; expected a NEXT state"),
    ('{"initial": "a"}', 'expected an object with "initial"'),
    ('{"initial": "a", "transitions": [{"from": "a"}]}', "transition 1: expected"),
    ('{"initial": "a",\n', ":2: no JSON"),
))
def test_a_bad_machine_is_refused_with_its_place(tmp_path, text, said):
    path = tmp_path / "machine"
    path.write_text(text)
    done = imconform("suite", "--machine", path)
    assert done.returncode == 2
    assert said in done.stderr and str(path) in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("options, said", (
    (("--method", "x"), "expected w, wp, hsi or h"),
    (("--extra", 9), "at most 8"),
    (("--machine", "/nowhere"), "/nowhere: No such file"),
    (("--benchmark", "--machine", "m"), "not both"),
    (("--benchmark", "--contacts", 0), "1 to 8 contacts"),
    (("--benchmark", "--contacts", 4, "--extra", 8), "more than"),
    (("more",), "expected options only"),
))
def test_bad_options_are_refused(options, said):
    done = imconform("suite", *options)
    assert done.returncode == 2
    assert said in done.stderr
