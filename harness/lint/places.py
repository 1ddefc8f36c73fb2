#!/usr/bin/env python3
"""Writes, as C, where the model implements each rule: the lines of model/*.c that name it.

Usage: places.py model/rules.def FILE.c...
A rule is named as IM_RULE_ID, as R(ID) in the lists of what explains a failure, at the end of a row, or, if its
id begins with EVENT_, by itself.
"""
import re
import sys
from pathlib import Path

RULE = re.compile(r"^RULE\((\w+),", re.MULTILINE)
NAMED = re.compile(r"\bIM_RULE_(\w+)|\bR\((\w+)\)|\b(?:ROW|LAST|NAMES|CALLS)\(.*, (\w+)\)|\b(EVENT_\w+)")


def places(rules, path):
    """Pairs of a rule and a line number, in the order of the file."""
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        for rule in dict.fromkeys(name for found in NAMED.findall(line) for name in found if name in rules):
            yield rule, number


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    rules = RULE.findall(Path(arguments[0]).read_text(encoding="utf-8"))
    print('/* Made by harness/lint/places.py. */\n#include "trace.h"\n\nconst struct rule_place rule_places[] = {')
    for path in arguments[1:]:
        for rule, number in places(set(rules), path):
            print(f'    {{ IM_RULE_{rule}, "{path}", {number} }},')
    print("    { IM_RULE_NONE, NULL, 0 },\n};")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
