"""The commands that judge nothing, and how the program answers what it cannot understand."""
import json
import re
import stat
import subprocess

import jsonschema
import pytest
from cli_support import BUILD, DESK, PROGRAM, SOURCE, ids, imconform

COMMANDS = ("run", "replay", "list", "rules", "machine", "clauses", "explain", "lint", "adequacy", "suite", "learn",
            "verify", "merge", "doctor")
CASE = "ARG-LEN-130"

MISUSES = [
    ([], "usage: imconform COMMAND"),
    (["frobnicate"], 'unknown command "frobnicate"'),
    (["run"], "A LOCATOR is missing"),
    (["run", "nonsense"],
     "is no locator: expected library:PATH, service:COMMAND, unix:PATH, tcp:HOST:PORT or com:PROGID"),
    (["run", "ftp:x"], "is no locator"),
    (["run", DESK, "--frob"], "unknown option --frob"),
    (["run", DESK, "--quiet=yes"], "--quiet takes no value"),
    (["run", DESK, "--filter"], "--filter needs GLOB"),
    (["run", DESK, "--grace", "soon"], '"soon" is no number'),
    (["run", DESK, "--grace", "-1"], '"-1" is no number'),
    (["run", DESK, "--timeout", "99999999999"], "is no number"),
    (["run", DESK, "--rule", "NO_SUCH"], 'there is no rule "NO_SUCH"'),
    (["run", DESK, "--filter", "NO-SUCH-*"], "no case was chosen out of"),
    (["run", DESK, "--profile", "communicator-2008"], "there is no profile"),
    (["run", DESK, "--shard", "0/3"], "expected I/N"),
    (["run", DESK, "--shard", "4/3"], "expected I/N"),
    (["run", DESK, "--shard", "1/3x"], "expected I/N"),
    (["run", DESK, "--shard", "two"], "expected I/N"),
    (["run", DESK, "--failed"], "there is no earlier run"),
    (["run", DESK, "--baseline", "no/such/file"], "no/such/file: cannot be read"),
    (["run", DESK, "no/such/folder"], "no/such/folder"),
    (["replay"], "expected a LOCATOR and the id of a CASE"),
    (["replay", DESK], "expected a LOCATOR and the id of a CASE"),
    (["replay", DESK, "NO-SUCH"], 'there is no case "NO-SUCH"'),
    (["replay", "library:no/such.so", CASE], "no/such.so"),
    (["list", "--rule", "NO_SUCH"], 'there is no rule "NO_SUCH"'),
    (["list", "no/such"], "no/such"),
    (["rules", "extra"], "no arguments are expected"),
    (["machine", "extra"], "no arguments are expected"),
    (["explain"], "expected an ID"),
    (["explain", "C-999"], 'nothing is called "C-999"'),
    (["verify"], "expected one JOURNAL"),
    (["verify", "a", "b"], "expected one JOURNAL"),
    (["verify", "no/such.jsonl"], "no/such.jsonl"),
    (["lint", "no/such"], "no/such"),
    (["doctor", "extra"], "no arguments are expected"),
]


@pytest.mark.parametrize("arguments, said", MISUSES,
                         ids=[" ".join(a).replace(str(BUILD), "") or "none" for a, _ in MISUSES])
def test_misuse(arguments, said, tmp_path):
    """Status 2, the reason on standard error, nothing on standard output."""
    out = ["--out", tmp_path / "out"] if arguments[:1] == ["run"] else []
    at = 2 if len(arguments) > 1 else len(arguments)
    done = imconform(*arguments[:at], *out, *arguments[at:])
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_program_explains_itself():
    """--help, help and --version; each command and each kind of locator is named."""
    for word in ("--help", "help"):
        done = imconform(word)
        assert (done.returncode, done.stderr) == (0, "")
        for name in (*COMMANDS, "library:", "service:", "unix:", "tcp:"):
            assert name in done.stdout
    assert re.fullmatch(r"imconform \d+\.\d+\.\d+\n", imconform("--version").stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(name):
    """Its usage begins with its name; every option has a line with words."""
    done = imconform(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"usage: imconform {name}" in done.stdout
    for line in done.stdout.splitlines():
        if line.startswith("  --"):
            assert re.match(r"  --[a-z-]+( [A-Z/]+)? +[a-z]", line), line


def test_output_that_cannot_be_written():
    """A full disk behind standard output is not a success."""
    with open("/dev/full", "wb") as full:
        done = imconform_to(full, "rules")
    assert done == 2


def imconform_to(stream, *arguments):
    """The status of the program with its output in a stream."""
    done = subprocess.run([PROGRAM, *arguments], stdout=stream, stderr=subprocess.DEVNULL, cwd=SOURCE, check=False)
    return done.returncode


def test_list():
    """All cases, those of a glob, those of a rule."""
    everything = ids()
    assert len(everything) > 600 and len(set(everything)) == len(everything)
    some = ids("--filter", "ARG-LEN-13?")
    assert some == ["ARG-LEN-130", "ARG-LEN-131"]
    of_rule = ids("--rule", "SELF_OBJECT")
    assert 0 < len(of_rule) < len(everything)
    line = imconform("list", "--filter", CASE).stdout.splitlines()[0]
    assert re.match(r"ARG-LEN-130 +ARG_LENGTH +cases/length\.yaml:\d+  130 characters are too long$", line)
    of_file = ids("cases/length.yaml")
    assert of_file == [name for name in everything if name in of_file]


def test_rules_as_json():
    """The schema of the reports describes them; no rule stands alone."""
    text = imconform("rules", "--json").stdout
    everything = json.loads(text)
    schema = json.loads((SOURCE / "reports/schema/rules.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(everything)
    known = {clause["id"] for clause in everything["clauses"]} | {a["id"] for a in everything["ambiguities"]}
    for rule in everything["rules"]:
        assert rule["clauses"] and set(rule["clauses"]) <= known, rule
    assert text == imconform("rules", "--json").stdout
    assert f"{len(everything['rules'])} rules" in imconform("rules").stdout


def test_every_id_has_an_explanation():
    """A rule, a clause, an ambiguity, a case, a code: one of each in full, the rules all."""
    everything = json.loads(imconform("rules", "--json").stdout)
    for name in [rule["id"] for rule in everything["rules"]][::7]:
        assert imconform("explain", name).returncode == 0
    assert "case WIN-" in imconform("explain", "REUSE").stdout
    assert "rule REUSE" in imconform("explain", "C-30").stdout
    assert "readings:" in imconform("explain", "A-07").stdout and "accepted:" in imconform("explain", "A-07").stdout
    case = imconform("explain", CASE).stdout
    assert "cases/length.yaml:" in case and "rule ARG_LENGTH" in case and "client.signIn" in case
    assert imconform("explain", "E_INVALIDARG").stdout == "0x80070057  E_INVALIDARG\n"
    assert len(imconform("explain", "codes").stdout.splitlines()) > 20


def test_clauses():
    """The counts of the last line add up; each clause has a rule or a reason."""
    done = imconform("clauses")
    total, *parts = map(int, re.findall(r"\d+", done.stdout.splitlines()[-1]))
    assert done.returncode == 0 and total == sum(parts) == 58 + 99 and parts[-1] == 0
    assert len(imconform("clauses", "--open").stdout) < len(done.stdout)
    some = imconform("clauses", "C-30", "R-44")
    assert re.findall(r"^[CR]-\d\d", some.stdout, re.MULTILINE) == ["C-30", "R-44"]
    assert "\n2 clauses: 2 encoded by rules, 0 without" in some.stdout and some.returncode == 0
    few = imconform("clauses", "C-30", SOURCE / "cases/reuse.yaml").stdout
    assert "rule REUSE" in few and len(few) < len(some.stdout)
    assert imconform("clauses", "C-99").returncode == 2
    blocks = re.split(r"^(?=[CR]-\d\d )", done.stdout, flags=re.MULTILINE)[1:]
    assert len(blocks) == total
    for block in blocks:
        assert "\n      rule " in block or "\n      no test of its own: " in block, block


def test_lines_of_the_model():
    """Each line that is named for a rule names the rule; none of the rules lacks one."""
    rules = json.loads(imconform("rules", "--json").stdout)["rules"]
    found = dict(re.findall(r"^      rule (\w+): (.+)$", imconform("clauses").stdout, re.MULTILINE))
    assert sorted(found) == sorted(rule["id"] for rule in rules if rule["clauses"][0][0] != "A")
    for rule, places in found.items():
        for place in places.split(", "):
            path, lines = place.split(":")
            source = (SOURCE / path).read_text(encoding="utf-8").splitlines()
            for line in lines.split():
                assert re.search(rf"\b(IM_RULE_)?{rule}\b", source[int(line) - 1]), (rule, path, line)
    assert f"model {found['REUSE']}" in imconform("explain", "C-30").stdout


def test_all_cases_of_a_clause():
    """Three by default, with --all as many as are counted."""
    for options, shown in (((), 3), (("--all",), None)):
        block = imconform("clauses", *options).stdout.split("\nC-20 ")[1].split("\nC-21 ")[0]
        count, names = re.search(r"rule ARG_LENGTH: .*\n +(\d+) cases: (.*)", block).groups()
        assert len([name for name in names.split(", ") if name != "..."]) == (shown or int(count)) <= int(count)


def test_lint():
    """The kit's cases agree with its model; one that does not is pointed at."""
    done = imconform("lint", "cases")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"\d+ cases, \d+ steps, \d+ expectations compared with the model: 0 disagree", done.stdout)


def test_lint_finds_a_wrong_expectation(tmp_path):
    """What the case expects is not what the model allows."""
    path = tmp_path / "wrong.yaml"
    path.write_text("case: MINE-1\npurpose: a name is refused\nrules: [OPENS]\nsteps:\n  - client.signIn\n"
                    "  - instantMessage: {to: alice, expect: [E_FAIL]}\n")
    done = imconform("lint", path)
    assert done.returncode == 2
    assert re.search(rf"^{re.escape(str(path))}:6:\d+: ", done.stderr, re.MULTILINE)


def test_doctor():
    """A machine that runs this has what is needed."""
    done = imconform("doctor")
    assert done.returncode == 0 and "0 of them needed" in done.stdout


BAD = sorted((SOURCE / "cases/bad").glob("*.yaml"))


@pytest.mark.parametrize("path", BAD[::6], ids=lambda path: path.stem)
def test_a_bad_case_file(path, tmp_path):
    """Nothing is run; each complaint names file, line and column."""
    done = imconform("run", DESK, path, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    *complaints, last = done.stderr.splitlines()
    assert complaints and re.match(r"\d+ errors? in the case files: nothing was run", last)
    assert all(re.match(rf"{re.escape(str(path))}:\d+:\d+: \S", line) for line in complaints), done.stderr
    assert not (tmp_path / "out").exists()


def test_one_bad_file_refuses_the_good_ones(tmp_path):
    """A suite of two files, one bad."""
    done = imconform("run", DESK, "cases/length.yaml", BAD[0], "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")


def test_somebody_elses_cases_are_not_the_kits(tmp_path):
    """A folder "cases" where the program is called means nothing."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/x.yaml").write_text("nonsense\n")
    assert imconform("list", "--ids", cwd=tmp_path).stdout.split() == ids()


def test_the_output_folder_cannot_be_made(tmp_path):
    """The reason names it."""
    (tmp_path / "file").write_text("")
    done = imconform("run", DESK, "--out", tmp_path / "file/out")
    assert done.returncode == 2 and "file/out cannot be made" in done.stderr
    assert stat.S_ISREG((tmp_path / "file").stat().st_mode)
