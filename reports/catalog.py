"""What the program tells of itself: `imconform rules --json`, `machine --json` and `list --json`.

This is the only place that reads these files, and the only source of what a rule or clause says.
"""
import json
from dataclasses import dataclass

from files import Refused, read_bounded
from shapes import Shape
from text import show

MAX_FILE = 16 * 1024 * 1024


@dataclass
class Catalog:
    """What the kit knows, in the kit's own order; each list holds the records of the file as they are."""
    profile: str
    digest: str
    rules: list
    clauses: list
    ambiguities: list
    questions: list
    hresults: list
    kit: dict
    methods: list


def read_catalog(path):
    """The catalog in PATH, or Refused with the place of what is wrong."""
    data = _read(path, "rules", ("rules", "clauses", "ambiguities", "questions"))
    return Catalog(data["profile"], data["digest"], data["rules"], data["clauses"],
                   data["ambiguities"], data["questions"], data["hresults"], data["kit"], data.get("methods", []))


def read_machine(path):
    """The model's tables in PATH as the program printed them, or Refused."""
    return _read(path, "machine", ("conditions", "rows", "diagrams", "profiles"))


def read_cases(path):
    """The cases in PATH as the program printed them, or Refused."""
    return _read(path, "list", ("cases",), "cases.schema.json")


def _read(path, command, unique, schema=None):
    """What COMMAND printed to PATH; the ids in each list of UNIQUE stand there once."""
    place = show(str(path))
    try:
        data = json.loads(read_bounded(path, MAX_FILE).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"{place}: byte {error.start + 1} is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise Refused(f"{place}:{error.lineno}:{error.colno}: no JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise Refused(f"{place}: no JSON that can be read") from None
    wrong, _ = Shape(schema or f"{command}.schema.json").check(data)
    if wrong:
        raise Refused(f"{place}: not what `imconform {command} --json` prints: {show(wrong[0])}")
    for kind in unique:
        _refuse_twice(place, kind, [entry["id"] for entry in data[kind]])
    return data


def _refuse_twice(place, kind, ids):
    seen = set()
    for name in ids:
        if name in seen:
            raise Refused(f"{place}: {kind}: the id {show(name, 60)} is there twice")
        seen.add(name)
