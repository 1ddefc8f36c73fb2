"""The documents in schema/ agree with one another and with the service, accept all that
it says, and refuse what the contract does not have."""

import json
import subprocess
import sys

import driver
import faults
import pytest
import readings
import scripts
import shown_by
from session import CAPABILITIES, METHODS
from driver import Driver

SCHEMA = driver.pathlib.Path(driver.__file__).resolve().parent.parent / "schema"
sys.path.insert(0, str(SCHEMA))

import validate  # noqa: E402

SCHEMAS = validate.Schemas()
DEFS = SCHEMAS.methods["$defs"]
OPENRPC = validate.load("openrpc.json")


# What only a bridge to a COM server shows; this service has no such methods.
OF_BRIDGES = ["object.check", "messenger.invoke", "program.run"]


def problems(rows):
    transcript = validate.Transcript(SCHEMAS)
    return [p for row in rows for p in transcript.check(json.dumps(row))]


def test_every_schema_is_a_schema():
    for name in ("hresult.json", "variant.json", "methods.json"):
        validate.jsonschema.Draft202012Validator.check_schema(validate.load(name))


def test_openrpc_lists_every_method_and_parameter():
    assert OPENRPC["openrpc"].startswith("1.2.")
    methods = {m["name"]: m for m in OPENRPC["methods"]}
    assert list(methods) == [*METHODS, *OF_BRIDGES] and len(OPENRPC["methods"]) == len(methods)
    for name, method in methods.items():
        params = DEFS[name + ".params"]
        assert [p["name"] for p in method["params"]] == list(params["properties"])
        assert [p["name"] for p in method["params"] if p["required"]] == params["required"]
        assert method["paramStructure"] == "by-name" and method["summary"]
        assert method["result"]["schema"] == {"$ref": f"methods.json#/$defs/{name}.result"}
        assert method["x-mandatory"] == (name not in [*CAPABILITIES, *OF_BRIDGES])
        if name in OF_BRIDGES:
            continue
        ours = METHODS[name][1]
        assert {p.rstrip("?") for p in ours} == set(params["properties"])
        assert [p for p in ours if not p.endswith("?")] == params["required"]
    assert DEFS["capability"]["enum"] == [*CAPABILITIES, *OF_BRIDGES]
    assert DEFS["request"]["properties"]["method"]["enum"] == [*METHODS, *OF_BRIDGES]


def test_every_object_is_closed():
    def walk(node, name):
        if isinstance(node, dict):
            if node.get("type") == "object" and "properties" in node:
                assert node.get("additionalProperties") is False, name
            for key, inner in node.items():
                walk(inner, f"{name}/{key}")
        elif isinstance(node, list):
            for number, inner in enumerate(node):
                walk(inner, f"{name}/{number}")
    for name in ("variant.json", "methods.json"):
        walk(validate.load(name), name)


def test_every_message_of_every_script_fits():
    for name, steps in scripts.SCRIPTS.items():
        one = Driver()
        one.run(steps)
        assert problems(one.transcript) == [], name


def test_messages_of_fair_profiles_fit():
    for number in range(1, 50, 4):
        one = Driver(readings.profile(number))
        for name in ("several-bad", "sign-out", "contact-self", "focus"):
            one.run([*driver.START[1:], *scripts.SCRIPTS[name]])
        strange = [p for p in problems(one.transcript) if "-32602" not in p]
        assert strange == [], number


def test_messages_of_faulty_desktops_fit():
    by_name = {fault.name: fault for fault in faults.all_faults()}
    for script, names in shown_by.FAULTS.items():
        for name in names[:2]:
            one = Driver(faults=[by_name[name]])
            one.run(scripts.SCRIPTS[script])
            strange = [p for p in problems(one.transcript) if "-32602" not in p]
            assert strange == [], name


GOOD_CALL = {"vContact": {"vt": "VT_BSTR", "value": "a"}, "ppMWindow": "valid"}


@pytest.mark.parametrize("method,params", [
    ("messenger.instantMessage", {**GOOD_CALL, "timeout": 1}),
    ("messenger.instantMessage", {**GOOD_CALL, "ppMWindow": "untouched"}),
    ("messenger.instantMessage", {**GOOD_CALL, "binding": "telepathy"}),
    ("messenger.instantMessage", {"ppMWindow": "valid"}),
    ("messenger.instantMessage", {**GOOD_CALL, "vContact": {"vt": "VT_BSTR"}}),
    ("messenger.instantMessage", {**GOOD_CALL, "vContact": {"vt": "VT_UI8", "value": 1}}),
    ("messenger.instantMessage", {**GOOD_CALL, "vContact": {"vt": "VT_BSTR", "utf16": [65536]}}),
    ("messenger.instantMessage",
     {**GOOD_CALL, "vContact": {"vt": "VT_BSTR", "value": "a", "utf16": [97]}}),
    ("messenger.instantMessage", {**GOOD_CALL, "vContact": {"vt": "VT_EMPTY", "value": None}}),
    ("messenger.instantMessage",
     {**GOOD_CALL, "vContact": {"vt": "VT_BYREF|VT_VARIANT", "variant": None}}),
    ("window.get", {"window": "w1", "property": "Colour"}),
    ("window.put", {"window": "w1", "property": "HWND", "value": 1}),
    ("window.put", {"window": "w1", "property": "Left", "value": 1 << 31}),
    ("client.signIn", {"name": "me"}),
    ("reset", {"localUser": "me@example.com"}),
    ("reset", {"localUser": "", "contacts": []}),
    ("window.release", {"window": ""}),
])
def test_schema_and_service_refuse_the_same_requests(method, params):
    line = {"jsonrpc": "2.0", "id": 9, "method": method, "params": params}
    assert problems([{"dir": "send", "line": json.dumps(line)}])
    assert Driver().step(method, params) == {"error": -32602}


@pytest.mark.parametrize("result", [
    {"hresult": "S_OK", "out": "null"}, {"hresult": 1 << 32, "out": "null"}, {"out": "null"},
    {"hresult": -(1 << 31) - 1, "out": "null"}, {"hresult": 0, "out": "window"},
    {"hresult": 0, "out": "null", "window": "w1"}, {"hresult": 0, "out": "none"},
    {"hresult": 0, "out": "window", "window": ""}, {"hresult": 0, "out": "null", "x": 1},
    {"hresult": 0.5, "out": "null"}, {"hresult": 1.0, "out": "null"}])
def test_bad_results_are_refused(result):
    call = {"jsonrpc": "2.0", "id": 1, "method": "messenger.instantMessage", "params": GOOD_CALL}
    reply = {"jsonrpc": "2.0", "id": 1, "result": result}
    found = problems([{"dir": "send", "line": json.dumps(call)},
                      {"dir": "recv", "line": json.dumps(reply)}])
    assert len(found) >= 1 and "instantMessage" in found[0] or "recv" in found[0]


@pytest.mark.parametrize("hresult", [0, 1, 2147942487, -2147024809, 4294967295, -2147483648])
def test_both_forms_of_an_hresult_are_accepted(hresult):
    assert SCHEMAS.problems("window.call.result", {"hresult": hresult}) == []


def test_the_command_counts_and_names_lines(tmp_path):
    one = Driver()
    one.run([driver.IN, driver.im("alice@example.com")])
    good = tmp_path / "good.jsonl"
    good.write_text("".join(json.dumps(row) + "\n" for row in one.transcript))
    command = ["/usr/bin/python3", str(SCHEMA / "validate.py")]
    run = subprocess.run([*command, str(good)], capture_output=True, text=True)
    assert run.returncode == 0
    assert run.stdout == "validate: 4 requests, 4 replies, 0 unanswered, 0 errors\n"
    rows = [*one.transcript, {"dir": "recv", "line": "nonsense"}, one.transcript[0]]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    run = subprocess.run(command, input=text, capture_output=True, text=True)
    assert run.returncode == 1 and run.stdout.startswith("<stdin>:9: recv: ")
    assert run.stdout.endswith("validate: 5 requests, 4 replies, 1 unanswered, 1 errors\n")
