"""Measures the benchmarks of this folder, see README.md: prints a table and writes results.json.

Status 0: every limit is met; 1: one is not; 2: something could not be measured.
"""
import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
SOURCE = Path(os.environ.get("IMC_SRC", HERE.parents[1]))
BUILD = Path(os.environ.get("IMC_BUILD", SOURCE / ".build")).resolve()
FIGURE = re.compile(r"^bench: (\w+) (\S+)$", re.MULTILINE)
ROUNDS = 5


class CannotMeasure(Exception):
    """A benchmark could not be prepared, or a program of it did not do what it should."""


def shell(command, folder, cpus=None):
    """Runs a command; returns its output and the figures that are taken from outside."""
    env = {**os.environ, "SOURCE": str(SOURCE), "BUILD": str(BUILD), "PYTHON": sys.executable}
    pinned = ["taskset", "-c", str(cpus)] if cpus is not None else []
    with open(folder / "output.txt", "w+b") as output:
        start = time.monotonic()
        with subprocess.Popen([*pinned, "sh", "-c", command], cwd=folder, env=env,
                              stdin=subprocess.DEVNULL, stdout=output, stderr=output) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        output.seek(0)
        text = output.read().decode(errors="replace")
    figures = {"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss}
    return process.returncode, text, figures


def measure(program, folder):
    """The figures of one program, once."""
    status, text, figures = shell(program["run"], folder, program.get("cpus"))
    if status != 0 or program.get("says", "") not in text:
        raise CannotMeasure(f"{program['run']}: status {status}\n{text[-1000:]}")
    return {**figures, **{name: float(number) for name, number in FIGURE.findall(text)}}


def spread(values):
    """Median and range."""
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def judge(limit, rounds):
    """A limit, with the ratios of all rounds."""
    ratios = [figures[limit["of"]][limit["figure"]] / figures[limit["to"]][limit["figure"]] for figures in rounds]
    ratio = spread(ratios)
    met = ratio["median"] <= limit.get("at_most", float("inf")) and ratio["median"] >= limit.get("at_least", 0)
    return {**limit, "ratio": ratio, "met": met}


def benchmark(path, rounds):
    """Measures one benchmark."""
    plan, name = yaml.safe_load(path.read_text(encoding="utf-8")), path.stem
    folder = BUILD / "bench" / "work" / name
    folder.mkdir(parents=True, exist_ok=True)
    for command in plan.get("prepare", []):
        status, text, _ = shell(command, folder)
        if status != 0:
            raise CannotMeasure(f"{command}: status {status}\n{text[-1000:]}")
    taken = [{title: measure(program, folder) for title, program in plan["programs"].items()}
             for _ in range(rounds or plan.get("rounds", ROUNDS))]
    programs = [{"name": title, "command": program["run"],
                 "figures": {figure: spread([one[title][figure] for one in taken]) for figure in taken[0][title]}}
                for title, program in plan["programs"].items()]
    return {"name": name, "title": plan["title"], "rounds": len(taken), "programs": programs,
            "limits": [judge(limit, taken) for limit in plan["limits"]]}


def number(value):
    """A figure, short."""
    return f"{value:.4g}" if value < 100000 else f"{value:.0f}"


def tell(result):
    """The table of one benchmark."""
    print(f"{result['name']}: {result['title']}; medians of {result['rounds']} rounds (least to most)")
    for program in result["programs"]:
        figures = "   ".join(f"{name} {number(of['median'])} ({number(of['min'])} to {number(of['max'])})"
                             for name, of in program["figures"].items())
        print(f"  {program['name']:<12} {figures}")
    for limit in result["limits"]:
        ratio = limit["ratio"]
        bound = f"at most {limit['at_most']:g}" if "at_most" in limit else f"at least {limit['at_least']:g}"
        print(f"  {'ok  ' if limit['met'] else 'MISS'} {limit['title']}: {number(ratio['median'])} "
              f"({number(ratio['min'])} to {number(ratio['max'])}), {bound}")
    sys.stdout.flush()


def main():
    """All benchmarks, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of a benchmark; all of them")
    parser.add_argument("--rounds", type=int, help="how often each program runs")
    parser.add_argument("--plans", type=Path, default=HERE, help="folder of the benchmarks (the one of this program)")
    parser.add_argument("--out", type=Path, default=BUILD / "bench" / "results.json")
    options = parser.parse_args()
    known = {path.stem: path for path in sorted(options.plans.glob("*.yaml"))}
    for name in options.names:
        if name not in known:
            parser.error(f"there is no benchmark {name}; there are {', '.join(known)}")
    results, failed = [], []
    for name in options.names or known:
        try:
            results.append(benchmark(known[name], options.rounds))
            tell(results[-1])
        except CannotMeasure as error:
            failed.append(name)
            print(f"{name}: could not be measured: {error}", file=sys.stderr)
    version = subprocess.run([BUILD / "imconform", "--version"], capture_output=True, text=True, check=True).stdout
    written = {"kit": version.strip(), "time": int(os.environ.get("SOURCE_DATE_EPOCH", time.time())),
               "host": {"system": platform.platform(), "machine": platform.machine(), "processors": os.cpu_count()},
               "benchmarks": results}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    limits = [limit for result in results for limit in result["limits"]]
    met = sum(limit["met"] for limit in limits)
    print(f"{len(results)} benchmarks measured, {len(failed)} not; {met} of {len(limits)} limits met; {options.out}")
    return 2 if failed else 0 if met == len(limits) else 1


if __name__ == "__main__":
    sys.exit(main())
