"""Sums up what the tests reached: `coverage.py C.info COM.info PYTHON.json`.

The first two are lcov trace files, the second of the COM server and the bridge as they run under Wine; the third is a
report of coverage.py.  Prints lines and branches of each part as covered/total; exit status 1 when the model lacks any,
or nothing was counted of one of the last three.
"""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = ("model",)
# Beside the folders at the top, what only runs of COM servers reach.  The adapter is a part of the harness, too.
PARTS = {"model": "model/", "harness": "harness/", "reports": "reports/", "COM adapter": "harness/adapters/com",
         "COM server": "harness/iuts/com/", "COM bridge": "harness/bridge/"}
NOT_EMPTY = ("COM adapter", "COM server", "COM bridge")


def c_files(path):
    """{file: (lines hit, lines, branches hit, branches, places that were not reached)} of an lcov trace file."""
    found = {}
    for record in Path(path).read_text(encoding="utf-8").split("end_of_record"):
        name, lines, branches = None, {}, {}
        for line in record.split("\n"):
            key, _, value = line.partition(":")
            if key == "SF":
                name = Path(value).resolve()
            elif key == "DA":
                number, hits = value.split(",")[:2]
                lines[int(number)] = lines.get(int(number), 0) + int(hits)
            elif key == "BRDA":
                number, block, branch, hits = value.split(",", 3)
                place = (int(number), block, branch)
                branches[place] = branches.get(place, 0) + (0 if hits == "-" else int(hits))
        if name is None or not name.is_relative_to(ROOT):
            continue
        missed = sorted({number for number, hits in lines.items() if not hits} |
                        {place[0] for place, hits in branches.items() if not hits})
        found[name.relative_to(ROOT).as_posix()] = (sum(map(bool, lines.values())), len(lines),
                                                    sum(map(bool, branches.values())), len(branches), missed)
    return found


def python_files(path):
    """The same of the JSON report of coverage.py; nothing if there is none."""
    if not Path(path).exists():
        return {}
    found = {}
    for name, report in json.loads(Path(path).read_text(encoding="utf-8"))["files"].items():
        full = Path(name) if Path(name).is_absolute() else Path.cwd() / name
        total = report["summary"]
        found[full.resolve().relative_to(ROOT).as_posix()] = (
            total["covered_lines"], total["num_statements"], total["covered_branches"], total["num_branches"],
            report["missing_lines"])
    return found


def ranges(numbers):
    """[1, 2, 3, 7] as "1-3, 7"."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def share(hit, total):
    return f"{hit}/{total} ({100 * hit / total:.1f} %)" if total else "0/0"


def main(arguments):
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    com = {name: row for name, row in c_files(arguments[1]).items()
           if name.startswith(("harness/iuts/", "harness/bridge/"))}
    files = {**c_files(arguments[0]), **python_files(arguments[2])}
    bad = False
    empty = []
    print(f"{'part':12}{'lines':>24}{'branches':>26}")
    for part, folder in PARTS.items():
        rows = [row for name, row in {**files, **(com if part.startswith("COM") else {})}.items()
                if name.startswith(folder)]
        hit, lines, hit_branches, branches = (sum(row[i] for row in rows) for i in range(4))
        print(f"{part:12}{share(hit, lines):>24}{share(hit_branches, branches):>26}")
        if part in COMPLETE and (hit < lines or hit_branches < branches or not lines):
            bad = True
        if part in NOT_EMPTY and not hit:
            empty.append(part)
    for part in empty:
        print(f"coverage: nothing was counted of the {part}")
    for name, row in sorted(files.items()):
        if name.split("/")[0] in COMPLETE and row[4]:
            print(f"{name}: not reached, or one way only, in the lines {ranges(row[4])}")
    if bad:
        print(f"coverage: {', '.join(COMPLETE)} must be complete")
    return 1 if bad or empty else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
