#!/usr/bin/env python3
"""The kit, tried through the wire on the bundled service with each of its faults, readings and mixtures of readings.

    harness/tests/campaign.py faults|readings|right [--workers N] [--keep DIR] [PART OF NAME...]

A fault must be found, and the rule that is named first must encode a clause that the fault breaks. A fair reading must
have no failed case and no error. Prints a line for each that is otherwise, and counts; the status is 1 if one of them
is not in KNOWN, or one in KNOWN is as it should be by now. It takes about ten seconds for each fault and is no part of
`make check`: run it after a change to what is blamed.
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
PYTHON = os.environ.get("PYTHON", "/usr/bin/python3")
SERVICE = f"{PYTHON} harness/iuts/service/deskservice.py"
# What a fault leaves out is waited for in vain; what is right may be slow.
FAULT_GRACE_MS, RIGHT_GRACE_MS, STEP_MS = "250", "1500", "4000"

# What is odd, and why it stays so: the kind and name of a job, and the reason.
KNOWN = {
    "fault sign-out-not-disconnecting": "R-56 is noted where only the beginning of a sign-out is not told",
    "fault non-ascii-refused": "A-07 accepts E_INVALIDARG for such names with a note, so no case may fail",
}


def told(*command):
    """What the kit or the service prints, as text."""
    return subprocess.run(command, capture_output=True, text=True, cwd=SOURCE, check=True).stdout


def clauses_of_rules():
    """{rule: set of its clauses}."""
    rules = json.loads(told(BUILD / "imconform", "rules", "--json"))["rules"]
    return {rule["id"]: set(rule["clauses"]) for rule in rules}


class Run:
    """One run of the whole suite: its status, the rules in the order of blame, and the cases that failed."""

    def __init__(self, options, grace, out):
        command = [BUILD / "imconform", "run", f"service:{SERVICE} {options}", "--out", out, "--quiet"]
        command += ["--grace", grace, "--timeout", STEP_MS]
        done = subprocess.run(command, capture_output=True, text=True, cwd=SOURCE, check=False)
        self.status, text = done.returncode, done.stdout + done.stderr
        block = re.search(r"rules broken, .*:\n((?:  \S.*\n)+)", text)
        self.blamed = [line.split()[0] for line in block.group(1).splitlines()] if block else []
        journal = pathlib.Path(out, "journal.jsonl")
        records = [json.loads(line) for line in journal.read_bytes().splitlines()] if journal.exists() else []
        bad = [record for record in records if record.get("verdict") in ("fail", "error")]
        self.failed = [record["id"] for record in bad if record["verdict"] == "fail"]
        self.errors = [f"{record['id']} ({record['reason']})" for record in bad if record["verdict"] == "error"]
        self.text = text if not records else ""


def oddity_of_fault(run, fault, rules):
    """Why the verdict on a fault is not as it should be, or None."""
    if run.errors and not any("not run" in error for error in run.errors):
        return f"error in {' '.join(run.errors[:3])}"
    if run.status != 1 or not run.blamed:
        return f"not found, status {run.status}{run.text}"
    if not rules[run.blamed[0]] & set(fault["clause"].split()):
        return f"blamed {' '.join(run.blamed[:4])} ({len(run.failed)} cases failed)"
    return None


def oddity_of_right(run):
    """Why the verdict on something fair is not as it should be, or None."""
    if run.status == 0 and not run.failed and not run.errors:
        return None
    return f"status {run.status}, failed {' '.join(run.failed[:4])}, errors {' '.join(run.errors[:3])}, " \
           f"blamed {' '.join(run.blamed[:4])}{run.text}"


def jobs_of(what):
    """(name, options of the service, fault or None, text) for everything of one kind."""
    if what == "right":
        return [(f"right {n}", f"--profile-right {n}", None, "a mixture of fair readings") for n in range(50)]
    rows = [json.loads(line) for line in told(*SERVICE.split(), f"--list-{what}").splitlines()]
    if what == "faults":
        return [(f"fault {row['name']}", f"--fault {row['name']}", row, f"{row['clause']}: {row['text']}")
                for row in rows]
    # the kit speaks to this one by Invoke alone, which then has no such members
    also = {"A-48=notimpl": "--reading wire-bindings=automation "}
    pairs = [(f"{row['name']}={row['value']}", f"{row['clause']}: {row['text']}") for row in rows]
    return [(f"reading {pair}", f"{also.get(pair, '')}--reading {pair}", None, text) for pair, text in pairs]


def judge(job, rules, keep):
    """What is odd about one job, or None."""
    name, options, fault, _ = job
    with tempfile.TemporaryDirectory() as scratch:
        out = scratch
        if keep:
            out = keep / name.replace(" ", "-")
            out.mkdir(parents=True, exist_ok=True)
        run = Run(options, FAULT_GRACE_MS if fault else RIGHT_GRACE_MS, out)
    return oddity_of_fault(run, fault, rules) if fault else oddity_of_right(run)


def main():
    """Runs everything that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("what", choices=("faults", "readings", "right"))
    parser.add_argument("only", nargs="*", help="parts of names")
    parser.add_argument("--workers", type=int, default=2, help="runs at a time (default 2)")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the journal of each run below this folder")
    arguments = parser.parse_args()
    keep = arguments.keep.resolve() if arguments.keep else None
    only = arguments.only
    jobs = [job for job in jobs_of(arguments.what) if not only or any(word in job[0] for word in only)]
    rules = clauses_of_rules()
    known = wrong = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=arguments.workers) as pool:
        results = [(job, pool.submit(judge, job, rules, keep)) for job in jobs]
        for (name, _, _, text), result in results:
            odd, reason = result.result(), KNOWN.get(name)
            if odd and reason:
                known += 1
                print(f"{name} ({text}): {odd}; known: {reason}", flush=True)
            elif odd or reason:
                wrong += 1
                print(f"{name} ({text}): {odd or 'is as it should be, so KNOWN must not list it'}", flush=True)
    print(f"{len(jobs) - known - wrong} as they should be, {known} known to be odd, {wrong} wrong, of {len(jobs)}")
    return 1 if wrong or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
