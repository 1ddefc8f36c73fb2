"""What the tests of the program share: how to call it, and how to read what it leaves."""
import functools
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ.get("IMC_SRC", Path(__file__).resolve().parents[2]))
BUILD = Path(os.environ.get("IMC_BUILD", SOURCE / ".build")).resolve()
PROGRAM = BUILD / "imconform"
DESK = f"library:{BUILD}/iuts/desk.so"
EXAMPLE = SOURCE / "harness/example/mini_service.py"
# How many times slower than usual everything is: with counters or sanitizers.
SLOWNESS = float(os.environ.get("IMC_SLOWNESS", "1"))
HEADINGS = ("passed", "failed", "inconclusive", "errors", "not applicable")
QUICK = ("--grace", "300", "--timeout", "1500")
# For runs of libraries: what is waited for comes at once, by a clock that is set forward; time limits stay real.
HURRIED = {"LD_PRELOAD": str(BUILD / "tests/fixtures/hurried.so")}


def imconform(*arguments, env=None, **more):
    """Runs the program from the top folder."""
    ours = ("TEST_", "IMCONFORM_", "SOURCE_DATE", "CK_FORK")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    if arguments[:1] == ("run",) and "".join(map(str, arguments[1:2])).startswith("library:"):
        clean.update(HURRIED)
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=more.pop("cwd", SOURCE), env={**clean, **(env or {})},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
                          timeout=more.pop("timeout", 60) * SLOWNESS, **more)


def wrong(name):
    """The locator of a bundled wrong implementation."""
    return f"library:{BUILD}/iuts/wrong/{name}.so"


def service(*options, script=SOURCE / "harness/iuts/service/deskservice.py"):
    """The locator of the bundled service with options, or of another script."""
    return "service:" + shlex.join([sys.executable, str(script), *options])


def run(locator, out, *options, **more):
    """One run to a folder, with little patience."""
    return imconform("run", locator, "--out", out, *QUICK, *options, **more)


def counts(done):
    """The numbers of the summary, by their headings."""
    line = r"^\d+ cases: (\d+) passed, (\d+) failed, (\d+) inconclusive, (\d+) errors, (\d+) not applicable$"
    numbers = re.search(line, done.stdout, re.MULTILINE)
    assert numbers, done.stdout + done.stderr
    return dict(zip(HEADINGS, map(int, numbers.groups())))


def records(out):
    """Every line of a folder's journal."""
    return [json.loads(line) for line in (Path(out) / "journal.jsonl").read_bytes().splitlines()]


def cases(out):
    """The records of the cases."""
    return [record for record in records(out) if record["record"] == "case"]


@functools.cache
def ids(*options):
    """The ids of the cases that a selection has; not to be changed, since each selection is asked for once."""
    return imconform("list", "--ids", *options).stdout.split()


def changed_example(folder, *changes):
    """A copy of the example service in which each text of `changes` is replaced by another."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    path = Path(folder) / "changed.py"
    path.write_text(text, encoding="utf-8")
    return service(script=path)
