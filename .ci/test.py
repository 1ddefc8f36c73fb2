"""Runs one test program and keeps its output, and sums up what was kept.

    test.py run NAME COMMAND...    one line if it passes, its output too if it does not, with the seconds that it took
                                   and the processor time of all that it ran; the log is LOGS/NAME.log
    test.py tally BUILT NAME...    the counts of these logs; ends with "N passed, N failed, N skipped"

`run` makes LOGS/NAME.ok when everything passed and ends with 0 in any case, so that one failure does not keep the other
tests from running; `tally` has the exit status.  A missing log is a failure, and so is BUILT other than "yes".
It knows the closing lines of Check and pytest and the plain "N passed, N failed"; a program without one counts as one.
"""
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

LIMIT_SECONDS = 1800
CHECK = re.compile(r"^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)$", re.MULTILINE)
PYTEST = re.compile(r"^=* ?((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s.*$", re.MULTILINE)
PLAIN = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)
STATUS = re.compile(r"^\[status (\d+)\]$", re.MULTILINE)


def logs():
    return Path(os.environ["IMC_BUILD"]) / "test-logs"


def counts(text, status):
    """(passed, failed, skipped) of an output; a bad exit status without a counted failure counts as one."""
    passed = failed = skipped = 0
    for checks, failures, errors in CHECK.findall(text):
        broken = int(failures) + int(errors)
        passed, failed = passed + int(checks) - broken, failed + broken
    for line in PYTEST.findall(text)[-1:]:
        found = {word.rstrip("s"): int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", line)}
        passed += found.get("passed", 0)
        failed += found.get("failed", 0) + found.get("error", 0) + found.get("xpassed", 0)
        skipped += found.get("skipped", 0) + found.get("deselected", 0) + found.get("xfailed", 0)
    if not passed + failed + skipped:
        for good, bad, left in PLAIN.findall(text)[-1:]:
            passed, failed, skipped = int(good), int(bad), int(left or 0)
    if status and not failed:
        failed = 1
    if not passed + failed + skipped:
        passed = 1
    return passed, failed, skipped


def run(name, command):
    log = logs() / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.with_suffix(".ok").unlink(missing_ok=True)
    # A test that calls make must not join the jobs of the make that runs it.
    clean = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    clean.setdefault("CK_TIMEOUT_MULTIPLIER", "10")  # a test that takes its time on a busy machine does not hang
    start = time.monotonic()
    with open(log, "wb") as stream:
        try:
            status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT,
                                    env=clean, timeout=LIMIT_SECONDS, check=False).returncode
        except subprocess.TimeoutExpired:
            status = 124
        except OSError as error:
            stream.write(f"{command[0]}: {error.strerror}\n".encode())
            status = 127
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = f"{time.monotonic() - start:.1f} s ({used.ru_utime:.1f} s user, {used.ru_stime:.1f} s system)"
    text = log.read_text(encoding="utf-8", errors="replace")
    with open(log, "a", encoding="utf-8") as stream:
        stream.write(f"\n[status {status if status >= 0 else 128 - status}]\n")
    passed, failed, skipped = counts(text, status)
    extra = f", {skipped} skipped" if skipped else ""
    if failed:
        print(f"{text.rstrip()}\nFAIL  {name}: {passed} passed, {failed} failed{extra}, "
              f"{'out of time' if status == 124 else f'status {status}'}, {took}")
    else:
        print(f"ok    {name}: {passed} passed{extra}, {took}")
        if not skipped:
            log.with_suffix(".ok").touch()
    return 0


def tally(built, names):
    total = [0, 0, 0]
    if built != "yes":
        print("FAIL  the build: not everything could be made, see above")
        total[1] += 1
    for name in names:
        log = logs() / f"{name}.log"
        if not log.exists():
            print(f"FAIL  {name}: not built or not run")
            total[1] += 1
            continue
        text = log.read_text(encoding="utf-8", errors="replace")
        status = STATUS.findall(text)
        found = counts(text, int(status[-1]) if status else 1)
        total = [sum(pair) for pair in zip(total, found)]
        for count, word in zip(found[1:], ("failed", "skipped")):
            if count:
                print(f"{'FAIL' if word == 'failed' else 'skip'}  {name}: {count} {word}, see {os.path.relpath(log)}")
    in_ci = os.environ.get("CI") == "true"
    if in_ci and total[2]:
        print("FAIL  a skipped test is a missing component: nothing may be skipped here")
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped", flush=True)
    return 1 if total[1] or not total[0] or (in_ci and total[2]) else 0


def main(arguments):
    if len(arguments) >= 3 and arguments[0] == "run":
        return run(arguments[1], arguments[2:])
    if len(arguments) >= 2 and arguments[0] == "tally":
        return tally(arguments[1], arguments[2:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
