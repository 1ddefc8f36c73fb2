"""Checks the case files, good and bad, against the JSON Schema of their shapes.

It knows the schema, the steps that cases/README.md lists and the headers of the files in cases/bad; it knows nothing
of the loader in C, which checks far more.
"""
import functools
import json
import pathlib
import re

import jsonschema
import pytest
import yaml

CASES = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = json.loads((CASES / "schema" / "case.schema.json").read_text(encoding="utf-8"))
GOOD = [path for path in sorted(CASES.rglob("*.yaml")) if not {"bad", "schema"} & set(path.relative_to(CASES).parts)]
BAD = sorted((CASES / "bad").glob("*.yaml"))
VERDICTS = {"refuses", "accepts", "no YAML"}
NULL = "tag:yaml.org,2002:null"
BOOL = "tag:yaml.org,2002:bool"
INT = "tag:yaml.org,2002:int"


class Loader(yaml.CSafeLoader):
    """YAML as the harness reads it, by its library: keys are strings and stand once, `on` and 2026-01-01 are text."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        mapping = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in mapping:
                problem = "a key that is no word or stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            mapping[key.value] = self.construct_object(value, deep=True)
        return mapping

    def construct_yaml_map(self, node):
        return self.construct_mapping(node, deep=True)


Loader.add_constructor("tag:yaml.org,2002:map", Loader.construct_yaml_map)
Loader.add_implicit_resolver(NULL, re.compile(r"^(?:~|null|Null|NULL|)$"), None)
Loader.add_implicit_resolver(BOOL, re.compile(r"^(?:true|false)$"), list("tf"))
Loader.add_implicit_resolver(INT, re.compile(r"^-?(?:0x[0-9a-fA-F]+|0|[1-9][0-9]*)$"), list("-0123456789"))


@functools.cache
def validator():
    return jsonschema.Draft202012Validator(SCHEMA)


def documents(path):
    return list(yaml.load_all(path.read_bytes(), Loader=Loader))


def said_of(path):
    """What the header of a bad file says that the schema does with it."""
    found = re.search(rb"^# schema: (.*)$", path.read_bytes(), re.MULTILINE)
    assert found, f"{path.name} has no line `# schema: ...`"
    return found.group(1).decode()


def judge(path):
    try:
        found = documents(path)
    except (yaml.YAMLError, UnicodeDecodeError):
        return "no YAML"
    return "accepts" if found and all(map(validator().is_valid, found)) else "refuses"


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_there_are_files():
    assert GOOD
    assert len(BAD) >= 40


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.relative_to(CASES).as_posix())
def test_case_file_has_the_shape(path):
    found = documents(path)
    assert found, "no document"
    for number, document in enumerate(found, 1):
        error = jsonschema.exceptions.best_match(validator().iter_errors(document))
        name = document.get("case", document.get("table")) if isinstance(document, dict) else None
        assert error is None, f"document {number} ({name}): {error.json_path}: {error.message}"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_file_is_judged_as_it_says(path):
    said = said_of(path)
    assert said in VERDICTS
    assert judge(path) == said


def test_schema_has_the_steps_that_the_readme_lists():
    readme = (CASES / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index("| step |"):].split("\n\n")[0]
    listed = {name for row in table.splitlines()[2:] for name in re.findall(r"`([\w.]+)`", row.split("|")[1])}
    assert listed == set(SCHEMA["$defs"]["stepWithFields"]["properties"])


def test_schema_has_the_roles_that_the_readme_lists():
    readme = (CASES / "README.md").read_text(encoding="utf-8")
    who = readme[readme.index("## Who"):readme.index("## Arguments")]
    assert set(re.findall(r"`(\w+)`", who)) == set(SCHEMA["$defs"]["role"]["enum"])


@pytest.mark.parametrize("text, value", [
    ("{null: ~}", {"null": None}),
    ("{on: on}", {"on": "on"}),
    ("[017, 0x1F, -5, 2026-01-01, yes, true]", ["017", 31, -5, "2026-01-01", "yes", True]),
    ("{1: a}", {"1": "a"}),
])
def test_loader_reads_like_the_harness(text, value):
    assert yaml.load(text, Loader=Loader) == value
