"""The sum of `make coverage-model`: what lacks is counted and named, and what clang skipped is not taken for covered.

The reports of gcov and llvm-cov are written here by hand, in the form that both give; the tools are not needed.
"""
import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "lint" / "model_coverage.py"
SPEC = importlib.util.spec_from_file_location("model_coverage", SCRIPT)
model_coverage = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(model_coverage)

SOURCE = """\
/* a && b, a || b */
#if defined(A) && defined(B)
static const char *text = "a && b";
#endif
int both(int a, int b)
{
    if (a && b) return 1;
    return 0;
}
"""
DECISION = [7, 9, 7, 15]


def gcov(lines=(1, 1, 1), branches=(1, 1, 1, 1)):
    """Lines 5, 7 and 8 with these counts, and the branches of line 7."""
    entries = [{"line_number": number, "count": count, "function_name": "both",
                "branches": [{"count": taken} for taken in branches] if number == 7 else []}
               for number, count in zip((5, 7, 8), lines)]
    return {"file": "model/both.c", "lines": entries}


def clang(a=(1, 1), b=(1, 1), pairs=(True, True), decision=DECISION):
    """The conditions of line 7, true and false so often, and which of them were seen to decide alone."""
    branches = [[7, 9, 7, 10, *a, 0, 0, 6], [7, 14, 7, 15, *b, 0, 0, 6]]
    return {"branches": branches, "mcdc_records": [[*decision, 0, 5, list(pairs)]] if decision else []}


@pytest.fixture(name="sums")
def fixture_sums(tmp_path, capsys):
    """A function that gives what is printed of reports about one file, and whether it is complete."""
    source = tmp_path / "model" / "both.c"
    source.parent.mkdir()
    source.write_text(SOURCE, encoding="utf-8")

    def run(lines, conditions):
        files = model_coverage.Files(tmp_path)
        for entry in lines:
            files.add_gcov(json.dumps({"current_working_directory": str(tmp_path), "files": [entry]}) + "\n")
        for entry in conditions:
            files.add_clang(json.dumps({"data": [{"files": [{"filename": str(source), **entry}]}]}))
        files.of("model/both.c", tmp_path)
        complete = model_coverage.report(files)
        return complete, capsys.readouterr().out

    return run


def test_what_is_complete_is_counted(sums):
    complete, printed = sums([gcov()], [clang()])
    assert complete
    counts = "3/3 (100.0 %)", "4/4 (100.0 %)", "4/4 (100.0 %)", "2/2 (100.0 %)"
    for name in ("model/both.c", "all"):
        assert [name, *" ".join(counts).split()] in [line.split() for line in printed.splitlines()]
    assert "decisions of several conditions: 1, all measured" in printed


@pytest.mark.parametrize("lines, conditions, fault", [
    (gcov(lines=(1, 1, 0)), clang(), "model/both.c:8: no test reaches the line"),
    (gcov(branches=(1, 0, 1, 0)), clang(), "model/both.c:7: 2 of 4 branches not taken"),
    (gcov(), clang(b=(1, 0)), "model/both.c:7:14: no test in which this is false: b"),
    (gcov(branches=(1, 0, 1, 0)), clang(a=(0, 0)), "model/both.c:7:9: no test in which this is true or false: a"),
    (gcov(), clang(pairs=(True, False)),
     "model/both.c:7:14: no pair of tests in which this alone decides: b, in: a && b"),
    (gcov(), clang(pairs=(True, True, False)),
     "model/both.c:7:9: no pair of tests in which this alone decides: its condition 3, in: a && b"),
    (gcov(), clang(decision=None),
     "model/both.c:7:11: clang did not measure this &&: give what is nested a name of its own"),
])
def test_what_lacks_is_named_once(sums, lines, conditions, fault):
    complete, printed = sums([lines], [conditions])
    assert not complete
    assert [line for line in printed.splitlines() if line.startswith("model/both.c:")] == [fault]
    assert "places that lack a test: 1" in printed


def test_what_several_saw_adds_up(sums):
    complete, printed = sums([gcov((1, 1, 0), (0, 1, 0, 0)), gcov((1, 0, 1), (1, 0, 1, 1))],
                             [clang(a=(1, 0), pairs=(False, True)), clang(a=(0, 1), pairs=(True, False))])
    assert complete, printed


def test_nothing_is_not_complete(sums):
    complete, printed = sums([], [])
    assert not complete
    for column in model_coverage.COLUMNS:
        assert f"nothing was counted in the column {column}" in printed


def test_operators_of_the_code_alone():
    assert list(model_coverage.operators(SOURCE)) == [(7, 11, "&&")]
    assert list(model_coverage.operators("x = a || // b && c\n    '|' && d;")) == [(1, 7, "||"), (2, 9, "&&")]
