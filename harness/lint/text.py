"""Looks at every file of the project as text: length, leftovers, and what belongs to one machine only.

Prints file:line and the reason; a file that is merely long gets a warning, everything else is exit status 1.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LONG, TOO_LONG = 400, 450
CODE = {".c", ".h", ".py", ".mk", ".sh", ""}
WIDTH = 120
# Files that are wrong on purpose, and those whose lines are not ours to break.
ON_PURPOSE = re.compile(r"^cases/bad/|^harness/tests/fixtures/.*\.(yaml|jsonl?)$|^(harness|reports)/.*/(golden|data)/")

# After a number sign in a string it is a word of the Test Anything Protocol.
LEFT_OVER = re.compile("|".join((r'(?<!"# )\bTO' r"DO\b", r"\bFIX" r"ME\b", r"\bX" r"XX\b", r"\bHA" r"CK\b")))
MACHINE_PATH = re.compile(r"(?:^|[^\w.])/(?:work|farm|root|home/[a-z])\w*/")
URL_HOST = re.compile(r"\b(?:https?|wss?|git|ftp)://([\w.-]+\w)")
# Hosts that a text may name: standards, licences and names reserved for examples.  A package registry is none.
KNOWN_HOSTS = re.compile(
    r"(^|\.)(example(\.(com|org|net))?|localhost|127\.0\.0\.1|json-schema\.org|open-rpc\.org|w3\.org|oasis-open\.org"
    r"|testanything\.org|spdx\.org|opensource\.org|gnu\.org|microsoft\.com|unicode\.org|rfc-editor\.org|purl\.org)$")


def files():
    """Every file that is, or could be, committed; without git everything but what was built."""
    command = ["git", "ls-files", "-coz", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode("utf-8", "surrogateescape").split("\0")
        paths = [ROOT / name for name in names if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not {".git", ".build"} & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)


def faults(path, text):
    """(line, reason, fatal) of everything that is wrong with a file."""
    lines = text.splitlines()
    name = path.rsplit("/", 1)[-1]
    suffix = name[name.rindex("."):] if "." in name[1:] else ""
    if suffix in CODE and len(lines) > LONG:
        yield len(lines), f"{len(lines)} lines; {LONG} are long, more than {TOO_LONG} too many", len(lines) > TOO_LONG
    if text and not text.endswith("\n"):
        yield len(lines), "the last line has no end", True
    for number, line in enumerate(lines, 1):
        if LEFT_OVER.search(line):
            yield number, "something is left to do", True
        if MACHINE_PATH.search(line):
            yield number, "a path of one machine", True
        for host in URL_HOST.findall(line):
            if not KNOWN_HOSTS.search(host):
                yield number, f"the host {host} is not among the known ones of harness/lint/text.py", True
        if line != line.rstrip():
            yield number, "blanks at the end of the line", True
        if suffix == ".py" and len(line) > WIDTH:
            yield number, f"{len(line)} columns, more than {WIDTH}", True
        if "\t" in line and suffix in {".c", ".h", ".py", ".def", ".yaml", ".yml"}:
            yield number, "a tab", True


def main():
    bad = False
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        if ON_PURPOSE.match(name):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            print(f"{name}: is no UTF-8")
            bad = True
            continue
        for number, reason, fatal in faults(name, text):
            print(f"{name}:{number}: {'' if fatal else 'warning: '}{reason}")
            bad = bad or fatal
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
