"""The driver of the benchmarks: limits are met or not, results fit their schema, every benchmark is well formed."""
import json
import subprocess
import sys

import jsonschema
import pytest
import yaml
from cli_support import SOURCE

BENCH = SOURCE / "harness/bench"
PLAN = {"title": "two numbers", "rounds": 3, "prepare": ["echo 3 > number"],
        "programs": {"three": {"run": 'echo "bench: width $(cat number)"', "says": "width 3"},
                     "two": {"run": "echo bench: width 2", "cpus": 0}}}
WIDTH = {"title": "width", "figure": "width", "of": "three", "to": "two"}


def measure(folder, plan):
    """Status, output and results of a plan."""
    (folder / "wide.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    done = subprocess.run([sys.executable, BENCH / "bench.py", "--plans", folder, "--out", folder / "results.json"],
                          capture_output=True, text=True, check=False)
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(results, json.loads((SOURCE / "reports/schema/bench.schema.json").read_text(encoding="utf-8")))
    return done, results["benchmarks"]


@pytest.mark.parametrize("limit, status, mark", [({"at_most": 1.5}, 0, "ok"), ({"at_most": 1.4}, 1, "MISS"),
                                                 ({"at_least": 1.5}, 0, "ok"), ({"at_least": 1.6}, 1, "MISS")])
def test_a_limit_decides(tmp_path, limit, status, mark):
    """The ratio of what the programs print, against the limit."""
    done, [result] = measure(tmp_path, {**PLAN, "limits": [{**WIDTH, **limit}]})
    assert done.returncode == status, done.stderr
    assert f"  {mark:<4} width: 1.5 (1.5 to 1.5)" in done.stdout
    assert result["rounds"] == 3 and result["limits"][0]["met"] == (status == 0)
    figures = result["programs"][0]["figures"]
    assert figures["seconds"]["min"] > 0 and figures["memory"]["min"] > 100 and figures["width"]["median"] == 3


@pytest.mark.parametrize("change", [{"run": "echo bench: width 3; exit 4"}, {"says": "height"}])
def test_what_fails_is_not_measured(tmp_path, change):
    """A program that fails, or does something else, is no success however quick it is."""
    programs = {**PLAN["programs"], "three": {**PLAN["programs"]["three"], **change}}
    done, results = measure(tmp_path, {**PLAN, "programs": programs, "limits": []})
    assert done.returncode == 2 and results == [] and "wide: could not be measured" in done.stderr


@pytest.mark.parametrize("path", sorted(BENCH.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_benchmark_is_well_formed(path):
    """Limits speak of programs that there are, and each has one bound."""
    plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(plan) <= {"title", "rounds", "prepare", "programs", "limits"} and plan["limits"]
    for program in plan["programs"].values():
        assert set(program) <= {"run", "says", "cpus"} and program["run"]
    for limit in plan["limits"]:
        assert {limit["of"], limit["to"]} <= set(plan["programs"])
        assert ("at_most" in limit) != ("at_least" in limit)
