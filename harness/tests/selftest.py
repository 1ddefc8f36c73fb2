#!/usr/bin/env python3
"""The kit, tried on implementations whose verdict is known.

Right ones must have no failure and no error; wrong ones must fail, and the rule that the kit names first must be the
one that the first line of their source says they break.  Each rule has at least one wrong implementation.  Prints a
line for each that is judged wrongly, and counts.  What campaign.py does with the faults of the bundled service is
alike, but no part of `make check`.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("IMC_SRC", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("IMC_BUILD", SOURCE / ".build"))
# Libraries run without sleeping, in the time of a clock that is set forward; see the source.
HURRIED = BUILD / "tests/fixtures/hurried.so"
# A service that has what only a bridge to a COM server has; the cases about that are all that it is asked.
COM_LIKE = SOURCE / "harness/tests/fixtures/com_like.py"
# Journals are looked at by nobody here, so they need no disk.
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None
# Right ones may be slow and are given time; wrong ones only make the kit wait for what never comes.
RIGHT_GRACE_MS, WRONG_GRACE_MS = "1500", "120"


class Judged:
    """What a run said: status, counts, and the rules in the order of blame."""

    def __init__(self, status, text):
        self.status = status
        self.text = text
        counts = re.search(r"(\d+) cases: (\d+) passed, (\d+) failed, (\d+) inconclusive, (\d+) errors", text)
        self.passed, self.failed, self.inconclusive, self.errors = (
            (int(n) for n in counts.groups()[1:]) if counts else (0, 0, 0, 1)
        )
        block = re.search(r"rules broken, .*:\n((?:  \S.*\n)+)", text)
        self.blamed = [line.split()[0] for line in block.group(1).splitlines()] if block else []


def run_once(locator, grace, fork, files=()):
    """Runs the suite on one implementation, each case in a child of its own or all in one process."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as out:
        patience = "6000" if locator.startswith("service:") else "1500"  # an interpreter may be slow to start
        limits = ["--grace", grace, "--timeout", patience]
        command = [BUILD / "imconform", "run", locator, *files, "--out", out, "--quiet", *limits]
        environment = dict(os.environ, CK_FORK="yes" if fork else "no")
        if locator.startswith("library:"):
            environment["LD_PRELOAD"] = str(HURRIED)
        done = subprocess.run(command, capture_output=True, text=True, cwd=SOURCE, env=environment, check=False)
        return Judged(done.returncode, done.stdout + done.stderr)


def run(locator, grace, files=()):
    """One process is six times as fast; an implementation that takes it down is run again, isolated."""
    judged = run_once(locator, grace, fork=False) if locator.startswith("library:") else None
    if judged is None or judged.status not in (0, 1, 2) or "journal:" not in judged.text:
        judged = run_once(locator, grace, fork=True, files=files)
    return judged


def header(source):
    """The words behind `breaks:` or `takes:` in the first line of a variant."""
    first = source.read_text().split("*/", 1)[0]
    found = re.match(r"/\*\s*(breaks|takes):\s*([A-Z0-9_]+)", first)
    return found.group(2) if found else None


def right(locator, sound=True, files=()):
    """A reason why the verdict on a right one is wrong, or None."""
    judged = run(locator, RIGHT_GRACE_MS, files)
    if judged.failed:
        return f"has no fault, but {judged.failed} cases failed: {' '.join(judged.blamed[:4])}"
    if judged.errors or (sound and judged.passed == 0) or judged.status not in (0, 2):
        said = f"{judged.errors} errors, {judged.passed} passed, status {judged.status}"
        return f"has no fault, but {said}\n{judged.text}"
    return None


def wrong(locator, rule, files=()):
    """A reason why the verdict on a wrong one is wrong, or None."""
    judged = run(locator, WRONG_GRACE_MS, files)
    if not judged.failed:
        return f"breaks {rule}, and nothing failed (status {judged.status})"
    if judged.status != 1:
        return f"breaks {rule}, but the status is {judged.status}"
    if judged.blamed[0] != rule:
        return f"breaks {rule}, but the kit names {' '.join(judged.blamed[:5])}"
    return None


def faults_of_com(python):
    """What the stand-in for a COM server can do wrong, by name, and the rule that each breaks."""
    done = subprocess.run([python, COM_LIKE, "--list"], capture_output=True, text=True, check=True)
    return {fault["name"]: fault["rule"] for fault in map(json.loads, done.stdout.splitlines())}


def labels(sources, more):
    """A reason why the wrong ones are not one for each rule and each one for a rule, or None."""
    listed = subprocess.run([BUILD / "imconform", "rules", "--json"], capture_output=True, text=True, check=True)
    rules = [rule["id"] for rule in json.loads(listed.stdout)["rules"]]
    broken = {**{source.stem: header(source) for source in sources}, **more}
    reasons = [f"no wrong implementation says `breaks: {rule}:`" for rule in rules if rule not in broken.values()]
    strays = [(name, rule) for name, rule in broken.items() if rule not in rules]
    reasons += [f"{name} says that it breaks {rule}, which is no rule" for name, rule in strays]
    return "; ".join(reasons) or None


def work(only):
    """(name, function) for every implementation whose verdict is known."""
    python = os.environ.get("PYTHON", "/usr/bin/python3")
    service = f"service:{python} harness/iuts/service/deskservice.py"
    jobs = [("desk", lambda: right(f"library:{BUILD}/iuts/desk.so")), ("service", lambda: right(service))]
    for source in sorted((SOURCE / "harness/iuts/right").glob("*.c")):
        locator = f"library:{BUILD}/iuts/right/{source.stem}.so"
        jobs.append((f"right/{source.stem}", lambda locator=locator: right(locator)))
    sources = sorted((SOURCE / "harness/iuts/wrong").glob("*.c"))
    of_com = faults_of_com(python)
    jobs.append(("rules", lambda: labels(sources, of_com)))
    com_like, com_files = f"service:{python} {COM_LIKE}", sorted((SOURCE / "cases").glob("com-*.yaml"))
    jobs.append(("com", lambda: right(com_like, files=com_files)))
    for name, rule in of_com.items():
        jobs.append((f"com/{name}", lambda args=(f"{com_like} {name}", rule, com_files): wrong(*args)))
    for source in sources:
        locator, rule = f"library:{BUILD}/iuts/wrong/{source.stem}.so", header(source)
        jobs.append((f"wrong/{source.stem}", lambda args=(locator, rule): wrong(*args)))
    return [job for job in jobs if not only or any(word in job[0] for word in only)]


def main():
    """Runs everything, as many at a time as there are cores, and some more: those that hang are waited for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("only", nargs="*", help="parts of names")
    arguments = parser.parse_args()
    jobs = work(arguments.only)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=4 + (os.cpu_count() or 2)) as pool:
        results = [(name, pool.submit(job)) for name, job in jobs]
        for name, result in results:
            reason = result.result()
            if reason:
                failed += 1
                print(f"{name}: {reason}", flush=True)
    print(f"{len(jobs) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
