"""Sums up what the model's own tests reach of it: `model_coverage.py GCOV.json CLANG.json`.

The first file holds what `gcov --json-format --stdout` prints, the second what `llvm-cov export` does.  Prints for each
file of the model how many lines and branches were reached (gcov), how many outcomes of conditions were seen and how
many conditions were seen to decide by themselves (MC/DC, clang), as covered/total.  Then it names file:line of whatever
lacks, and of every && and || that clang did not measure: a decision that is split by a function call, a negation or ?:
is skipped by clang, and would count as nothing.  Exit status 1 if there is anything to name.
"""
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = re.compile(r"model/[^/]+\.[ch]$")
COLUMNS = ("lines", "branches", "outcomes", "MC/DC pairs")

# What is not code: comments, strings and characters, and the conditions of the preprocessor.
NO_CODE = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|^[ \t]*\#[ \t]*(?:el)?if[^\n]*""",
                     re.DOTALL | re.MULTILINE)


class File:
    """What is known of one file: everything by its place, so that what several programs saw adds up."""

    def __init__(self, text):
        self.text = text.split("\n")
        self.lines = defaultdict(int)                              # line: how often
        self.branches = defaultdict(int)                           # line, function, number: how often
        self.conditions = defaultdict(lambda: [0, 0])              # line, column, end line, end column: true, false
        self.decisions = {}                                        # the same of a decision: [bool] of its conditions

    def words(self, place):
        """The source text at a place, on one line."""
        line, column, last, end = place
        rows = self.text[line - 1:last]
        rows[-1] = rows[-1][:end - 1]
        rows[0] = rows[0][column - 1:]
        return " ".join(" ".join(rows).split())

    def parts(self, decision):
        """The places of the conditions of a decision, first to last."""
        inside = [place for place in self.conditions if decision[:2] <= place[:2] and place[2:] <= decision[2:]]
        return sorted(inside)

    def counts(self):
        pairs = [seen for seen in self.decisions.values()]
        return ((sum(map(bool, self.lines.values())), len(self.lines)),
                (sum(map(bool, self.branches.values())), len(self.branches)),
                (sum(bool(count) for both in self.conditions.values() for count in both), 2 * len(self.conditions)),
                (sum(map(sum, pairs)), sum(map(len, pairs))))

    def faults(self):
        """(line, column or 0, what is wrong); what follows from another fault is left out."""
        for line, count in self.lines.items():
            if not count:
                yield line, 0, "no test reaches the line"
        told = {line for line, count in self.lines.items() if not count}
        one_way = set()
        for place, outcomes in self.conditions.items():
            if place[0] in told or all(outcomes):
                continue
            one_way.add(place)
            words = " or ".join(word for count, word in zip(outcomes, ("true", "false")) if not count)
            yield *place[:2], f"no test in which this is {words}: {self.words(place)}"
        for place, seen in self.decisions.items():
            parts = self.parts(place)
            known = len(parts) == len(seen)
            for number, covered in enumerate(seen):
                part = parts[number] if known else place
                if covered or part in one_way or part[0] in told:
                    continue
                words = self.words(part) if known else f"its condition {number + 1}"
                yield *part[:2], f"no pair of tests in which this alone decides: {words}, in: {self.words(place)}"
        told |= {place[0] for place in one_way}
        of_line = defaultdict(list)
        for (line, _, _), count in self.branches.items():
            of_line[line].append(count)
        for line, counts in of_line.items():
            if line not in told and not all(counts):
                yield line, 0, f"{counts.count(0)} of {len(counts)} branches not taken"
        for line, column, operator in operators("\n".join(self.text)):
            if not any(place[:2] <= (line, column) < place[2:] for place in self.decisions):
                yield line, column, f"clang did not measure this {operator}: give what is nested a name of its own"


def operators(text):
    """(line, column, operator) of every && and || of the code."""
    code = NO_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for line, row in enumerate(code.split("\n"), 1):
        for match in re.finditer(r"&&|\|\|", row):
            yield line, match.start() + 1, match[0]


class Files(dict):
    """The files of the model by name, found when they are spoken of."""

    def __init__(self, root):
        super().__init__()
        self.root = root

    def of(self, path, folder):
        """The file, or None if it is none of the model's."""
        full = (Path(folder) / path).resolve()
        name = full.relative_to(self.root).as_posix() if full.is_relative_to(self.root) else ""
        if not MODEL.match(name):
            return None
        if name not in self:
            self[name] = File(full.read_text(encoding="utf-8"))
        return self[name]

    def add_gcov(self, text):
        """One report a line, one for each object file."""
        for report in filter(None, text.split("\n")):
            report = json.loads(report)
            for entry in report["files"]:
                found = self.of(entry["file"], report["current_working_directory"])
                if found is None:
                    continue
                for line in entry["lines"]:
                    number = line["line_number"]
                    found.lines[number] += line["count"]
                    for index, branch in enumerate(line["branches"]):
                        found.branches[number, line.get("function_name", ""), index] += branch["count"]

    def add_clang(self, text):
        for data in json.loads(text)["data"]:
            for entry in data["files"]:
                found = self.of(entry["filename"], self.root)
                if found is None:
                    continue
                for *place, true, false, _, _, _ in entry["branches"]:
                    both = found.conditions[tuple(place)]
                    both[:] = both[0] + true, both[1] + false
                for record in entry["mcdc_records"]:
                    place, seen = tuple(record[:4]), record[-1]
                    before = found.decisions.get(place, [False] * len(seen))
                    found.decisions[place] = [a or b for a, b in zip(before, seen)]


def share(hit, total):
    return f"{hit}/{total} ({100 * hit / total:.1f} %)" if total else "0/0"


def report(files):
    """Prints everything; is it complete?"""
    width = max(map(len, files), default=0) + 2
    print(f"{'file':{width}}" + "".join(f"{column:>20}" for column in COLUMNS))
    totals = [(0, 0)] * len(COLUMNS)
    for name, found in sorted(files.items()):
        counts = found.counts()
        totals = [(hit + a, all_ + b) for (hit, all_), (a, b) in zip(totals, counts)]
        if any(total for _, total in counts):
            print(f"{name:{width}}" + "".join(f"{share(*pair):>20}" for pair in counts))
    print(f"{'all':{width}}" + "".join(f"{share(*pair):>20}" for pair in totals))
    decisions = sum(len(found.decisions) for found in files.values())
    faults = [(name, *fault) for name, found in sorted(files.items()) for fault in sorted(found.faults())]
    for name, line, column, what in faults:
        print(f"{name}:{line}:{f'{column}:' if column else ''} {what}")
    for column, (_, total) in zip(COLUMNS, totals):
        if not total:
            print(f"model coverage: nothing was counted in the column {column}")
    if faults:
        print(f"model coverage: places that lack a test: {len(faults)}")
    else:
        print(f"model coverage: decisions of several conditions: {decisions}, all measured")
    return not faults and all(total for _, total in totals)


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    files = Files(ROOT)
    files.add_gcov(Path(arguments[0]).read_text(encoding="utf-8"))
    files.add_clang(Path(arguments[1]).read_text(encoding="utf-8"))
    for path in sorted(ROOT.glob("model/*.[ch]")):
        files.of(path, ROOT)
    return 0 if report(files) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
