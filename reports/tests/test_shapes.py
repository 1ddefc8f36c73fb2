"""The schemas are valid JSON Schema, say the same through our checker and a full one, and fit the fixtures."""
import copy
import json

import jsonschema
import pytest

import fixtures
from catalog import read_catalog
from files import Refused
from shapes import FOLDER, KEYWORDS, Shape

# Ubuntu 22.04 has a jsonschema that ends at draft 7; what the schemas use means the same in both.
FULL = getattr(jsonschema, "Draft202012Validator", jsonschema.Draft7Validator)
SCHEMAS = ["journal.schema.json", "rules.schema.json"]


def records():
    """Every kind of record that the fixtures know."""
    return [json.loads(line) for line in fixtures.lines(fixtures.mixed())]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_valid_and_uses_only_known_keywords(name):
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    FULL.check_schema(schema)

    def walk(rule):
        assert set(rule) <= KEYWORDS, set(rule) - KEYWORDS
        for key in ("properties", "$defs"):
            for child in rule.get(key, {}).values():
                walk(child)
        for child in [rule.get("items"), rule.get("additionalProperties")] + rule.get("oneOf", []):
            if isinstance(child, dict):
                walk(child)
    walk(schema)


def test_the_fixtures_fit_the_schemas():
    full = FULL(Shape("journal.schema.json").schema)
    for record in records():
        full.validate(record)
    FULL(Shape("rules.schema.json").schema).validate(fixtures.RULES)


def places(value, path=()):
    """The path of every value inside VALUE."""
    yield path
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, path + (key,))


def changed(value, path, new):
    """VALUE with NEW at PATH; NEW None removes it."""
    value = copy.deepcopy(value)
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    if new is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = new
    return value


@pytest.mark.parametrize("name, value", [("journal.schema.json", record) for record in records()[:3] + records()[-1:]]
                         + [("rules.schema.json", fixtures.RULES)])
def test_our_checker_agrees_with_a_full_one(name, value):
    shape = Shape(name)
    full, definition = FULL(shape.schema), value.get("record")
    for path in places(value):
        for new in (None, -1, 2 ** 33, True, "", "zz", [], {}, [7], {"zz": 7}) if path else ():
            other = changed(value, path, new)
            if definition and other.get("record") != definition:
                continue
            wrong, unknown = shape.check(other, definition)
            assert full.is_valid(other) == (not wrong and not unknown), (path, new, wrong, unknown)


@pytest.mark.parametrize("text, words", [
    ("{", "rules.json:1:2: no JSON"), ("[]", "the record is a list; expected object"), ("{}", "kit is missing"),
    (json.dumps({**fixtures.RULES, "rules": [{**fixtures.RULES["rules"][0], "level": "must"}]}), "rules[0].level"),
    (json.dumps({**fixtures.RULES, "rules": fixtures.RULES["rules"] * 2}), "rules: the id OPENS is there twice"),
    (json.dumps({**fixtures.RULES, "questions": [{**fixtures.RULES["questions"][0], "id": "\x1b"}] * 2}),
     "questions: the id ‹U+001B› is there twice"),
    ("[" * 100000, "no JSON that can be read"),
])
def test_a_wrong_list_of_rules_is_refused(tmp_path, text, words):
    path = tmp_path / "rules.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        read_catalog(str(path))
    assert words in str(refusal.value)


def test_a_list_of_rules_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "rules.json"
    path.write_bytes(b'{"\xff"')
    with pytest.raises(Refused, match="byte 3 is no UTF-8"):
        read_catalog(str(path))
