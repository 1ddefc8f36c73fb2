"""The shapes of the input, from the JSON Schemas in schema/, checked without a library.

The schemas are the only description of the input; this file interprets the part of JSON Schema that they use, so
that it runs with any Python and is fast enough for each line of a journal.  A key that a schema does not know is
reported apart from what is wrong: a newer kit may write more than this one reads.  The sentences hold words of the
input, cut but not yet safe to show.
"""
import json
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "schema"
KEYWORDS = {"$schema", "$defs", "$ref", "title", "description", "type", "const", "enum", "pattern", "minimum",
            "maximum", "maxLength", "required", "properties", "additionalProperties", "items", "oneOf"}
VALUES = {"const", "enum", "pattern", "minimum", "maximum", "maxLength"}
_TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


class Shape:
    """One schema file, compiled once; `check` may be called any number of times."""

    def __init__(self, name):
        self.schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
        self.definitions = self.schema.get("$defs", {})
        self._fits = {name: self._compiled(rule) for name, rule in self.definitions.items()}
        self._fits[None] = self._compiled(self.schema)

    def check(self, value, definition=None):
        """Compare VALUE with the whole schema or one of its definitions; returns (wrong, unknown), lists of text."""
        wrong, unknown = [], []
        if self._fits[definition](value):
            return wrong, unknown
        rule = self.definitions[definition] if definition else self.schema
        self._walk(value, rule, "", wrong, unknown)
        return wrong, unknown

    def _compiled(self, rule):
        """A function that tells whether a value fits without a word: most do, and need no walk that finds words."""
        if "$ref" in rule:
            name = rule["$ref"].rsplit("/", 1)[1]
            return lambda value: self._fits[name](value)
        names = rule.get("type", [])
        kinds = {_TYPES[name] for name in (names if isinstance(names, list) else [names])}
        known = {key: self._compiled(child) for key, child in rule.get("properties", {}).items()}
        required, others = frozenset(rule.get("required", ())), rule.get("additionalProperties", True)
        other = self._compiled(others) if isinstance(others, dict) else lambda value: others
        item = self._compiled(rule["items"]) if "items" in rule else None
        plain = not VALUES & set(rule)
        if not known and not required and others is True and item is None:
            return _leaf(kinds, plain, rule)

        def fits(value):
            if (kinds and type(value) not in kinds) or not (plain or _value_problem(value, rule) is None):
                return False
            if isinstance(value, dict):
                if not required <= value.keys():
                    return False
                for key, child in value.items():
                    if not known.get(key, other)(child):
                        return False
                return True
            return item is None or not isinstance(value, list) or all([item(child) for child in value])
        return fits

    def _walk(self, value, rule, where, wrong, unknown):
        if "$ref" in rule:
            rule = self.definitions[rule["$ref"].rsplit("/", 1)[1]]
        problem = _type_problem(value, rule) or _value_problem(value, rule)
        if problem:
            wrong.append(f"{where or 'the record'} {problem}")
        elif isinstance(value, dict):
            self._walk_object(value, rule, where, wrong, unknown)
        elif isinstance(value, list) and "items" in rule:
            for index, item in enumerate(value):
                self._walk(item, rule["items"], f"{where}[{index}]", wrong, unknown)

    def _walk_object(self, value, rule, where, wrong, unknown):
        known, others = rule.get("properties", {}), rule.get("additionalProperties", True)
        for key in rule.get("required", ()):
            if key not in value:
                wrong.append(f"{_join(where, key)} is missing")
        for key, item in value.items():
            if key in known:
                self._walk(item, known[key], _join(where, key), wrong, unknown)
            elif others is False:
                unknown.append(_join(where, _brief(key)))
            elif isinstance(others, dict):
                self._walk(item, others, _join(where, _brief(key)), wrong, unknown)


def _leaf(kinds, plain, rule):
    """Likewise, where nothing inside the value is looked at.  The same texts come again and again."""
    if plain:
        return lambda value: not kinds or type(value) in kinds
    if kinds != {str}:
        return lambda value: (not kinds or type(value) in kinds) and _value_problem(value, rule) is None
    fit = set()

    def fits(value):
        if type(value) is not str:
            return False
        if value not in fit and _value_problem(value, rule) is None:
            fit.add(value)
        return value in fit
    return fits


def _join(where, key):
    return f"{where}.{key}" if where else key


def _type_problem(value, rule):
    """What is wrong with the type of VALUE, or None."""
    if "type" not in rule:
        return None
    names = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    for name in names:
        if isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool)):
            return None
    return f"is {_describe(value)}; expected {' or '.join(names)}"


def _value_problem(value, rule):
    """What is wrong with VALUE, whose type is right, or None."""
    if "const" in rule and (value != rule["const"] or isinstance(value, bool)):
        return f"is {_describe(value)}; expected {rule['const']!r}"
    if "enum" in rule and value not in rule["enum"]:
        return f"is {_describe(value)}; expected one of {', '.join(map(repr, rule['enum']))}"
    if "pattern" in rule and not re.search(rule["pattern"] + r"\Z", value):
        return f"is {_describe(value)}; expected the form {rule['pattern']}"
    if "maxLength" in rule and len(value) > rule["maxLength"]:
        return f"has {len(value):,} characters; at most {rule['maxLength']:,} are allowed"
    if "minimum" in rule and value < rule["minimum"]:
        return f"is {_describe(value)}; at least {rule['minimum']} is expected"
    if "maximum" in rule and value > rule["maximum"]:
        return f"is {_describe(value)}; at most {rule['maximum']} is expected"
    return None


def _describe(value):
    """VALUE in few words."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, str):
        return f"the text '{_brief(value)}'"
    return _brief(json.dumps(value))


def _brief(text):
    return text if len(text) <= 60 else f"{text[:50]}... ({len(text):,} characters)"
