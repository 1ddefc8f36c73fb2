"""imconform adequacy: no rule, row or constant of the model can be left out or changed without a case that notices."""
import re
import time

import pytest
from cli_support import BUILD, SLOWNESS, SOURCE, ids, imconform

KINDS = ("rules deleted", "rules flipped", "rows deleted", "rows flipped", "conditions deleted", "conditions flipped",
         "constants moved", "answers removed", "refusals removed", "grades changed", "firmness changed")
TALLY = r"(\d+) mutations: (\d+) noticed, (\d+) equivalent for a reason, (\d+) not noticed$"
LIMIT_S = 60 * SLOWNESS


@pytest.fixture(scope="module", name="whole")
def whole_run():
    """Every mutation, asked of every case; and how long that took."""
    begin = time.monotonic()
    done = imconform("adequacy", "--list", timeout=300)
    return done, time.monotonic() - begin


def tallies(text):
    """(tried, noticed, equivalent, not noticed) by what stands before them: a kind, or nothing for all together."""
    return {title.strip(): tuple(map(int, numbers)) for title, *numbers in
            re.findall("^(.*?)" + TALLY, text, re.MULTILINE)}


def test_every_mutation_is_noticed_or_excused(whole):
    """Status 0, nothing is left over, and in time."""
    done, seconds = whole
    assert (done.returncode, done.stderr) == (0, "")
    tried, noticed, equivalent, missed = tallies(done.stdout)[""]
    assert missed == 0 and tried == noticed + equivalent
    assert seconds < LIMIT_S, f"{seconds:.0f} s"


def test_the_counts_add_up(whole):
    """Each kind is there, and together they are all; each mutation has one line that says what became of it."""
    done, _ = whole
    counted = tallies(done.stdout)
    total = counted.pop("")
    assert set(counted) == set(KINDS)
    assert total == tuple(map(sum, zip(*counted.values())))
    assert all(tried == noticed + equivalent + missed for tried, noticed, equivalent, missed in counted.values())
    lines = re.findall(r"^model/[a-z.]+:(?:\d+:)? (\S.*?): (?:noticed by|equivalent:) \S", done.stdout, re.MULTILINE)
    assert len(lines) == len(set(lines)) == total[0]
    rules = len(re.findall(r"^RULE\(", (SOURCE / "model/rules.def").read_text(encoding="utf-8"), re.MULTILINE))
    assert counted["rules deleted"][:2] == (rules, rules)


def test_the_figures_of_the_readme_are_those_of_today(whole):
    """The text has this command, and each line of counts that it shows is printed."""
    text = (SOURCE / "README.md").read_text(encoding="utf-8")
    assert "\n.build/imconform adequacy\n" in text
    shown = re.findall(r"^\d+ mutations\b.*$", text, re.MULTILINE)
    assert shown and set(shown) <= set(whole[0].stdout.splitlines())


def test_who_notices_is_named(whole):
    """With the file and the line of the case, and one that names the rule before others."""
    found = re.search(r"^model/rules\.def: rule ARG_CRLF deleted: noticed by (\S+) \((\S+):(\d+)\)$", whole[0].stdout,
                      re.MULTILINE)
    case, path, line = found.groups()
    written = (SOURCE / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert case in written
    assert case in ids("--rule", "ARG_CRLF")


def test_what_nobody_notices_is_listed():
    """A suite without its cases about line feeds lets the rule be deleted: status 1, and the line of the model."""
    done = imconform("adequacy", "--only", "*crlf*", "cases/length.yaml", "cases/spaces.yaml")
    assert done.returncode == 1
    found = re.search(r"^model/conditions\.c:(\d+): condition crlf deleted: not noticed$", done.stdout, re.MULTILINE)
    row = (SOURCE / "model/conditions.c").read_text(encoding="utf-8").splitlines()[int(found.group(1)) - 1]
    assert "WHEN(crlf)" in row
    tried, noticed, _, missed = tallies(done.stdout)[""]
    assert 0 < missed < tried == noticed + missed
    assert len(re.findall(": not noticed$", done.stdout, re.MULTILINE)) == missed


def test_jobs_change_nothing_but_time():
    """One process, and more of them than there are mutations for each."""
    one, many = (imconform("adequacy", "--list", "--only", "*crlf*", "--jobs", jobs, "cases/length.yaml")
                 for jobs in (1, 9))
    assert tallies(one.stdout)[""][0] > 3
    assert (one.returncode, one.stdout, one.stderr) == (many.returncode, many.stdout, "")


def test_a_case_that_is_wrong_notices_nothing(tmp_path):
    """Whatever disagrees with the model as it is would seem to notice everything."""
    path = tmp_path / "one.yaml"
    path.write_text("case: MINE-1\npurpose: one window\nrules: [OPENS]\nsteps:\n  - client.signIn\n", encoding="utf-8")
    done = imconform("adequacy", "--only", "condition between deleted", path)
    assert done.returncode == 2 and "MINE-1 disagrees with the model as it is" in done.stderr


def test_no_such_mutation():
    """Status 2, as where no case is chosen."""
    done = imconform("adequacy", "--only", "nothing like it")
    assert done.returncode == 2 and "no mutation has such an id" in done.stderr


MACHINE = r"^machine: (\d+) of (\d+) states, (\d+) of (\d+) rows, (\d+) of (\d+) row pairs exercised by (.*)$"
GAP = "^  (state|row|row pair) not exercised: \\S"
NOTHING_DECLARED = f"library:{BUILD}/iuts/right/mandatory_only.so"


def machine(text):
    """(done, there) of states, rows and row pairs, and by what."""
    found = re.search(MACHINE, text, re.MULTILINE)
    assert found, text
    *numbers, by = found.groups()
    numbers = list(map(int, numbers))
    return list(zip(numbers[::2], numbers[1::2])), by


def test_the_cases_go_through_the_whole_machine():
    """Every state, row and row pair that can be reached, and nothing that the search calls out of reach."""
    done = imconform("adequacy", "--machine")
    assert (done.returncode, done.stderr) == (0, "")
    counts, by = machine(done.stdout)
    assert all(part == whole > 50 for part, whole in counts) and counts[2][0] > 400
    assert by == f"{len(ids())} cases" and done.stdout.count("\n") == 1


def test_what_the_cases_do_not_go_through_is_named():
    """A few cases go through a part of it: status 1, and a line for each thing that is missing."""
    done = imconform("adequacy", "--machine", "cases/closing.yaml")
    assert done.returncode == 1
    counts, by = machine(done.stdout)
    named = re.findall(GAP, done.stdout, re.MULTILINE)
    for name, (part, whole) in zip(("state", "row", "row pair"), counts):
        assert 0 < part < whole and named.count(name) == whole - part
    assert "  row not exercised: SET_FOCUS always (model/table.c:" in done.stdout
    assert "  state not exercised: offline, no window\n" in done.stdout
    assert by.endswith(" cases")


def test_a_run_tells_what_was_not_gone_through(tmp_path):
    """Cases that do not apply go through nothing; a few things are named and the rest is counted, or all of them."""
    options = ("--out", tmp_path)
    whole = imconform("run", NOTHING_DECLARED, *options, env={"CK_FORK": "no"})
    counts, by = machine(whole.stdout)
    assert counts[0][0] < 5 and counts[1][0] < counts[1][1] and counts[2][0] < 5
    assert by == "the cases that passed or failed"
    named = len(re.findall(GAP, whole.stdout, re.MULTILINE))
    more = int(re.search(r"^  and (\d+) more; --machine prints them all$", whole.stdout, re.MULTILINE).group(1))
    assert named + more == sum(there - done for done, there in counts) and named == 5
    every = imconform("run", NOTHING_DECLARED, *options, "--machine", env={"CK_FORK": "no"}).stdout
    assert len(re.findall(GAP, every, re.MULTILINE)) == named + more and " more; " not in every


def test_a_run_of_some_cases_says_nothing_of_the_machine(tmp_path):
    """What the others go through is not missing."""
    for options in (("--filter", "SELF-*"), ("--shard", "1/400"), ("cases/self.yaml",)):
        done = imconform("run", NOTHING_DECLARED, "--out", tmp_path, *options)
        assert "cases: " in done.stdout and "machine:" not in done.stdout
