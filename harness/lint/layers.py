"""Proves the direction of the includes: which part of the tree may see which, as the table below says.

Prints file:line and the reason for everything that goes the other way; exit status 1 if there is any.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Zone, the files that belong to it (the first that fits), and the zones that it may include.
ZONES = (
    ("model tests", r"model/tests/", {"model", "model tests"}),
    ("model", r"model/", {"model"}),
    ("fixtures", r"harness/tests/fixtures/", {"fixtures", "abi"}),
    ("tests", r"harness/tests/", {"tests", "model", "core", "search", "registry", "adapters", "abi", "commands"}),
    ("lint", r"harness/lint/", set()),
    ("bench", r"harness/bench/", {"bench", "model", "core", "search"}),
    ("library", r"harness/iuts/library/", {"library", "abi"}),
    ("variants", r"harness/iuts/(wrong|right)/", {"variants", "library", "abi"}),
    ("example", r"harness/example/", {"abi"}),
    ("com core", r"harness/iuts/com/core/", {"com core"}),
    ("com", r"harness/iuts/com/", {"com", "com core"}),
    ("bridge's errors", r"harness/bridge/breaches\.def$", set()),
    ("bridge", r"harness/bridge/", {"bridge", "bridge's errors", "core"}),
    ("other IUTs", r"harness/iuts/", {"other IUTs", "abi"}),
    ("abi", r"harness/adapters/imconform_library\.h$", set()),
    ("adapters", r"harness/adapters/", {"adapters", "abi", "core", "model", "bridge's errors"}),
    ("registry", r"harness/(commands/)?registry\.[ch]$", {"registry", "core", "model", "adapters"}),
    ("commands", r"harness/commands/", {"commands", "registry", "search", "core", "model"}),
    ("search", r"harness/search/", {"search", "core", "model"}),
    ("core", r"harness/[^/]+$", {"core", "model"}),
)
SEARCHED = ("model", "harness", "harness/adapters", "harness/search", "harness/iuts/library")

# What a freestanding compiler has, and <string.h>, of which the archive's symbols prove that only mem... is called.
FREESTANDING = {"float.h", "iso646.h", "limits.h", "stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h",
                "stdnoreturn.h", "string.h"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]')
ADAPTER = re.compile(r"^const struct adapter (adapter_\w+)", re.MULTILINE)
SOURCE_FILE = re.compile(r"""\.(c|h|def|ya?ml)["']""")


def zone_of(path):
    """(name, zones it may include) of a path, or None outside of the table."""
    for name, pattern, allowed in ZONES:
        if re.match(pattern, path):
            return name, allowed
    return None


def target_of(path, name):
    """The file of ours that `#include "name"` in PATH means, or None."""
    for folder in (str(Path(path).parent), *SEARCHED):
        found = (ROOT / folder / name).resolve()
        if found.is_file() and found.is_relative_to(ROOT):
            return found.relative_to(ROOT).as_posix()
    return None


def wrong_includes(path, text):
    here = zone_of(path)
    if here is None:
        yield 1, "lies in no part of the tree that harness/lint/layers.py knows"
        return
    zone, allowed = here
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quote, name = found.groups()
        target = target_of(path, name) if quote == '"' else None
        if quote == '"' and target is None:
            yield number, f'"{name}" is no file of ours; a header of the system is written <{name}>'
        elif target and (zone_of(target) or ("nothing",))[0] not in allowed:
            yield number, f"{zone} may not include {target} ({(zone_of(target) or ('nothing',))[0]})"
        elif zone == "model" and quote == "<" and name not in FREESTANDING:
            yield number, f"the model is freestanding and may not include <{name}>"


def named_adapters(path, text, adapters):
    """Only the registry and the adapters themselves, and the tests, name an adapter."""
    zone = zone_of(path)
    if zone is None or zone[0] not in ("core", "commands"):
        return
    for number, line in enumerate(text.splitlines(), 1):
        for name in re.findall(r"\badapter_\w+", line):
            if name in adapters:
                yield number, f"{zone[0]} may not name {name}; ask registry_find"


def opened_sources(path, text):
    """Reports know rules.json and journals only."""
    if path.startswith("reports/") and not path.startswith("reports/tests/"):
        for number, line in enumerate(text.splitlines(), 1):
            if SOURCE_FILE.search(line):
                yield number, "reports read rules.json and journals, not sources or cases"


def main():
    texts = {}
    for top in ("model", "harness", "reports"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".c", ".h", ".def", ".py") and path.is_file():
                texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8", errors="replace")
    adapters = {name for path, text in texts.items() if path.startswith("harness/adapters/")
                for name in ADAPTER.findall(text)}
    wrong = []
    for path, text in texts.items():
        found = opened_sources(path, text) if path.endswith(".py") else [
            *wrong_includes(path, text), *named_adapters(path, text, adapters)]
        wrong += [f"{path}:{number}: {reason}" for number, reason in found]
    print("\n".join(wrong) + "\n" if wrong else "", end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
