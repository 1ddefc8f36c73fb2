"""The rules, clauses, ambiguities and questions, as `imconform rules --json` prints them.

This is the only place that reads that file, and the only source of what a rule or clause says.
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


def read_catalog(path):
    """The catalog in PATH, or Refused with the place of what is wrong."""
    place = show(str(path))
    try:
        data = json.loads(read_bounded(path, MAX_FILE).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"{place}: byte {error.start + 1} is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise Refused(f"{place}:{error.lineno}:{error.colno}: no JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise Refused(f"{place}: no JSON that can be read") from None
    wrong, _ = Shape("rules.schema.json").check(data)
    if wrong:
        raise Refused(f"{place}: not what `imconform rules --json` prints: {show(wrong[0])}")
    for kind in ("rules", "clauses", "ambiguities", "questions"):
        _refuse_twice(place, kind, [entry["id"] for entry in data[kind]])
    return Catalog(data["profile"], data["digest"], data["rules"], data["clauses"],
                   data["ambiguities"], data["questions"])


def _refuse_twice(place, kind, ids):
    seen = set()
    for name in ids:
        if name in seen:
            raise Refused(f"{place}: {kind}: the id {show(name, 60)} is there twice")
        seen.add(name)
