"""Runs every command of README.md, in order, in a copy of the tree, and judges the two examples.

A block that is marked ```sh holds commands, one per line; `# status N` behind one says which exit status is expected.
What calls make is asked with -n: the tests themselves run under make, and a build in the copy would take minutes.  What
tries every mutation of the model is run by cli_adequacy_test.py, which also compares the figures of the text."""
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

SOURCE = Path(os.environ.get("IMC_SRC", Path(__file__).resolve().parents[2]))
BUILD = Path(os.environ.get("IMC_BUILD", SOURCE / ".build")).resolve()
TEXT = (SOURCE / "README.md").read_text(encoding="utf-8")
MAKE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "IMPL", "IMC_BUILD", "IMC_SRC")
COMMANDS = [line for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
            for line in block.splitlines() if line.strip()]
ELSEWHERE = ".build/imconform adequacy"


@pytest.fixture(scope="module", name="tree")
def fixture_tree(tmp_path_factory):
    """A copy of the sources with the program and the implementations that were built from them."""
    tree = tmp_path_factory.mktemp("readme") / "tree"
    tree.mkdir()
    for name in ("Makefile", "README.md", "LICENSE", ".ci", "cases", "harness", "model", "reports"):
        source = SOURCE / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)
    (tree / ".build").mkdir()
    for name in ("imconform", "iuts"):
        (tree / ".build" / name).symlink_to(BUILD / name)
    left = []
    yield tree, left
    for process in left:
        process.terminate()
        process.wait()


def shell(command, tree, **more):
    """One command of a person in the top folder."""
    clean = {key: value for key, value in os.environ.items() if key not in MAKE}
    return subprocess.run(command, shell=True, cwd=tree, env=clean, capture_output=True, text=True, errors="replace",
                          check=False, timeout=120, **more)


def behind(line, tree, left):
    """Starts a command that ends with an ampersand, and waits for the socket that it makes."""
    words = line.rstrip("& ").split()
    left.append(subprocess.Popen(words, cwd=tree, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    socket = tree / words[words.index("--unix") + 1]
    for _ in range(500):
        if socket.exists():
            return
        time.sleep(0.01)
    pytest.fail(f"{line}: there is no {socket}")


# What the commands printed, by command, for the test that comes after them.
PRINTED = {}


@pytest.mark.parametrize("line", [line for line in COMMANDS if line != ELSEWHERE])
def test_command(line, tree):
    """The command does what README.md says of it."""
    folder, left = tree
    command, _, comment = line.partition("   # ")
    expected = int(re.fullmatch(r"status (\d)", comment).group(1)) if comment else 0
    if command.startswith("make check") and "IMPL=" not in command:
        targets = shell("make -npq none", folder).stdout
        assert re.search(r"^check:", targets, re.MULTILINE)
        return
    if command.endswith("&"):
        behind(command, folder, left)
        return
    done = shell(re.sub(r"^make ", "make -n ", command), folder)
    assert done.returncode == expected, done.stdout + done.stderr
    PRINTED[line] = done.stdout


def test_the_figures_are_those_of_today(tmp_path):
    """Each line of counts that the text shows is printed by a command of the text, or by the run of `make audit`."""
    assert len(PRINTED) > 20, "this test needs what test_command leaves"
    audit = subprocess.run([BUILD / "imconform", "run", f"library:{BUILD}/iuts/desk.so", "--out", tmp_path],
                           env={**os.environ, "CK_FORK": "no"}, capture_output=True, text=True, check=True).stdout
    counts = r"^(?:\d+ (?:cases|rules|open questions)\b.*|machine: .*|  [a-z]+\.\w+ +\d+ cases not app.*)$"
    shown = re.findall(counts, TEXT, re.MULTILINE)
    printed = "\n".join([audit, *PRINTED.values()]).splitlines()
    assert len(shown) > 10
    for line in shown:
        assert line in printed, line


def test_there_are_commands():
    """The blocks were found."""
    assert len(COMMANDS) > 20
    for needed in ("make audit", "make check", ELSEWHERE):
        assert needed in COMMANDS


def test_help_knows_what_the_text_names(tree):
    """Each target that the text names is one of `make help`."""
    targets = set(re.findall(r"`make (\w+)", TEXT)) - {"help"}
    known = shell("make help", tree[0]).stdout
    assert targets
    for target in targets:
        assert re.search(rf"^make {target}\b", known, re.MULTILINE), target


def test_python_keeps_what_it_compiled(tree):
    """Whatever the caller says: without it each start of Python under make compiles its own library again."""
    asked = "PYTHONDONTWRITEBYTECODE=1 make BUILD=.build --no-print-directory -s --eval 'shown: ; @env' shown"
    shown = shell(asked, tree[0]).stdout
    assert re.search(rf"^PYTHONPYCACHEPREFIX={re.escape(str(tree[0]))}/.build/pycache$", shown, re.MULTILINE), shown
    assert "PYTHONDONTWRITEBYTECODE" not in shown


def test_options_exist():
    """Each option that the text names is one of the program's."""
    program = [BUILD / "imconform"]
    names = re.findall(r"^  ([a-z]+)  ", subprocess.run([*program, "--help"], capture_output=True, text=True,
                                                        check=True).stdout, re.MULTILINE)
    assert len(names) > 10
    helps = [subprocess.run([*program, name, "--help"], capture_output=True, text=True, check=True).stdout
             for name in names]
    known = "".join(helps)
    service = (SOURCE / "harness/iuts/service/deskservice.py").read_text(encoding="utf-8")
    report = (SOURCE / "reports/report.py").read_text(encoding="utf-8")
    for option in sorted(set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT))):
        assert option in known or option in service or option in report, option


def test_files_exist():
    """Each path that the text names is there."""
    paths = set(re.findall(r"`((?:model|harness|cases|reports)/[\w./-]*)`", TEXT))
    assert len(paths) > 10
    for path in paths:
        if "NAME" not in path:
            assert (SOURCE / path).exists(), path


def test_the_failing_run_is_a_real_one(tree):
    """The failure that the text shows is what the program prints."""
    command = next(line for line in COMMANDS if "--filter ARG-LEN-130" in line).partition("   #")[0]
    printed = shell(command, tree[0]).stdout
    shown = re.search(r"^cases/length.yaml:.*?again.*?$", TEXT, re.MULTILINE | re.DOTALL).group(0)
    assert shown in printed


def judged(out):
    """(passed, failed, errors) of the run of an example to that folder; test_command saw to it that it ended with 0."""
    printed, = [text for line, text in PRINTED.items() if " run " in line and line.endswith(f" --out {out}")]
    return tuple(map(int, re.search(r"cases: (\d+) passed, (\d+) failed, \d+ inconclusive, (\d+) errors",
                                    printed).groups()))


def test_library_example(tmp_path):
    """The library of the example has no failure, and is worth looking at."""
    source = SOURCE / "harness/example/mini_messenger.c"
    assert len(source.read_text(encoding="utf-8").splitlines()) < 200
    assert re.findall(r'#include "(.*)"', source.read_text(encoding="utf-8")) == ["imconform_library.h"]
    compiler = ["gcc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror",
                "-fPIC", "-shared"]
    subprocess.run([*compiler, f"-I{SOURCE}/harness/adapters", "-o", tmp_path / "mini.so", source], check=True)
    passed, failed, errors = judged(".build/mini")
    assert (failed, errors) == (0, 0)
    assert passed > 30


def test_service_example(tree):
    """So has the service."""
    source = SOURCE / "harness/example/mini_service.py"
    assert len(source.read_text(encoding="utf-8").splitlines()) < 120
    passed, failed, errors = judged(".build/mini-service")
    assert (failed, errors) == (0, 0)
    assert passed > 30
    assert (tree[0] / ".build/mini-service/stderr.txt").read_text() == ""
