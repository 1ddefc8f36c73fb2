"""The bridge over its pipes, with the server in its process and in one of its own: what is passed, what is told of it,
and how it ends.  The tests share one prefix."""
import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from com_support import COM, PREFIX_PY, prefix, prefix_py

BRIDGE = COM / "imbridge.exe.so"
SERVER = "Imconform.Desk"
ALICE = {"vt": "VT_BSTR", "value": "alice@example.com"}
E_INVALIDARG, E_FAIL, NULL_REF = -2147024809, -2147467259, -2147023116
NOT_LOGGED_ON, CTL_E_ILLEGAL, CANNOT, TAMPERED = -2130705634, -2146828283, -32001, -32078
DISP_E_MEMBERNOTFOUND, DISP_E_UNKNOWNLCID = -2147352573, -2147352564


@pytest.fixture(name="folder", scope="module")
def fixture_folder():
    with prefix("bridge") as folder:
        assert prefix_py("run", folder, "regsvr32", "/s", COM / "imdesk.dll")[0] == 0
        assert prefix_py("run", folder, COM / "imdesk.exe", "/RegServer")[0] == 0
        yield folder


class Bridge:
    """One bridge and the requests to it."""

    def __init__(self, process):
        self.process = process
        self.last = 0

    def write(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def read(self):
        return json.loads(self.process.stdout.readline())

    def send(self, line):
        self.write(line)
        return self.read()

    def put(self, method, **params):
        """A request whose answer is read later; its id."""
        self.last += 1
        self.write(json.dumps({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}))
        return self.last

    def reply(self, method, **params):
        self.put(method, **params)
        got = self.read()
        assert got["jsonrpc"] == "2.0" and got["id"] == self.last
        return got

    def ask(self, method, **params):
        got = self.reply(method, **params)
        assert "result" in got, got
        return got["result"]

    def message(self, argument=None, place="valid", **more):
        return self.ask("messenger.instantMessage", vContact=argument or ALICE, ppMWindow=place, **more)

    def begin(self):
        self.ask("reset", localUser="me@example.com", contacts=[])
        self.ask("client.signIn")


@contextmanager
def bridge(folder, *words, server=SERVER, fault=""):
    with open(folder / "bridge.txt", "wb") as errors, subprocess.Popen(
            [sys.executable, PREFIX_PY, "run", folder, BRIDGE, server, *words], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=errors, env=dict(os.environ, IMDESK_FAULT=fault)) as process:
        try:
            yield Bridge(process)
        finally:
            process.kill()


def server_processes(folder):
    for entry in Path("/proc").iterdir():
        try:
            if (entry.name.isdigit() and b"imdesk.exe" in (entry / "cmdline").read_bytes().lower()
                    and f"WINEPREFIX={folder}".encode() in (entry / "environ").read_bytes().split(b"\0")):
                yield int(entry.name)
        except OSError:
            continue


@pytest.mark.parametrize("words", [("inproc", "vtable", "sta"), ("inproc", "dispatch", "mta"),
                                   ("local", "vtable", "mta"), ("local", "dispatch", "sta")])
def test_a_window_has_one_token_and_a_handle_in_every_way(folder, words):
    with bridge(folder, *words) as client:
        known = client.ask("initialize", protocol=1)
        assert known["bindings"] == (["dispatch"] if "dispatch" in words else ["vtable", "dispatch"])
        assert "events.take" in known["capabilities"]
        client.begin()
        client.ask("events.take")
        first = client.message()
        assert first["hresult"] == 0 and first["out"] == "window"
        events = client.ask("events.take")["events"]
        assert {"name": "OnIMWindowCreated", "window": first["window"]} in events
        for binding in ("vtable", "dispatch"):
            again = client.message(binding=binding)
            assert again["window"] == first["window"] and again["hresult"] in (0, 1)
        bob = client.message({"vt": "VT_BSTR", "utf16": [ord(c) for c in "bob@example.com"]})
        assert bob["window"] != first["window"]
        assert client.ask("window.get", window=bob["window"], property="HWND")["value"] > 0
        assert client.ask("window.put", window=bob["window"], property="Width", value=321)["hresult"] == 0
        assert client.ask("window.get", window=bob["window"], property="Width")["value"] == 321
        assert client.ask("window.contacts", window=bob["window"])["value"] == ["bob@example.com"]
        windows = client.ask("client.windows")["windows"]
        assert [window["contacts"] for window in windows] == [["alice@example.com"], ["bob@example.com"]]
        for _ in range(3):
            client.ask("window.release", window=first["window"])
        assert client.reply("window.release", window=first["window"])["error"]["code"] == -32602
        after = client.message()
        assert after["window"] not in (first["window"], bob["window"]), "a token was given twice"
        assert client.ask("shutdown") == {}
        assert client.process.wait(timeout=30) == 0


def test_what_is_passed_arrives(folder):
    with bridge(folder, "inproc", "vtable") as client:
        client.begin()
        first = client.message()["window"]
        contact = client.ask("messenger.getContact", signinName="alice@example.com")["contact"]
        by_reference = {"vt": "VT_BYREF|VT_VARIANT", "variant": ALICE}
        for good in ({**ALICE, "vt": "VT_BYREF|VT_BSTR"}, by_reference, {"vt": "VT_DISPATCH", "contact": contact},
                     {"vt": "VT_BYREF|VT_DISPATCH", "contact": contact}):
            for binding in ("vtable", "dispatch"):
                assert client.message(good, binding=binding)["window"] == first, good
        for bad in ({"vt": "VT_EMPTY"}, {"vt": "VT_NULL"}, {"vt": "VT_ERROR", "value": -2147352572},
                    {"vt": "VT_I4", "value": 7}, {"vt": "VT_BOOL", "value": True}, {"vt": "VT_R8", "value": 0.5},
                    {"vt": "VT_UI8", "value": 7}, {"vt": "VT_BYREF|VT_I2", "value": 7},
                    {"vt": "VT_BSTR", "value": None}, {"vt": "VT_DISPATCH", "value": None},
                    {"vt": "VT_DISPATCH", "object": "foreign"}, {"vt": "VT_BYREF|VT_DISPATCH", "object": "foreign"}):
            assert client.message(bad) == {"hresult": E_INVALIDARG, "out": "null"}, bad
        assert client.message(place="null") == {"hresult": NULL_REF, "out": "none"}
        name = client.ask("messenger.getContact", signinName="a\N{GRINNING FACE}\ud800b")["contact"]
        assert client.ask("contact.signinName", contact=name)["value"] == "a\N{GRINNING FACE}\ud800b"


def variable(argument):
    return {"vt": "VT_BYREF|VT_VARIANT", "variant": argument}


@pytest.mark.parametrize("words", [("inproc", "script"), ("local", "script", "mta")])
def test_a_script_calls_what_scripts_can_call(folder, words):
    with bridge(folder, *words) as client:
        assert client.ask("initialize", protocol=1)["bindings"] == ["dispatch", "script"]
        client.begin()
        contact = client.ask("messenger.getContact", signinName="alice@example.com")["contact"]
        assert client.ask("contact.signinName", contact=contact) == {"hresult": 0, "value": "alice@example.com"}
        assert client.ask("contact.isSelf", contact=contact) == {"hresult": 0, "value": False}
        assert client.ask("messenger.mySigninName")["value"] == "me@example.com"
        first = client.message()["window"]
        for good in (ALICE, {"vt": "VT_DISPATCH", "contact": contact}):
            for argument in (good, variable(good)):
                assert client.message(argument)["window"] == client.message(argument, binding="dispatch")["window"]
                assert client.message(argument)["window"] == first, argument
        odd = {"vt": "VT_BSTR", "utf16": [97, 0, 0xD800]}
        assert client.message(odd)["window"] == client.message(variable(odd), binding="dispatch")["window"] != first
        assert client.ask("window.put", window=first, property="Width", value=321)["hresult"] == 0
        assert client.ask("window.get", window=first, property="Width")["value"] == 321
        assert client.ask("window.contacts", window=first)["value"] == ["alice@example.com"]
        client.ask("client.signOut")
        assert client.message() == {"hresult": NOT_LOGGED_ON, "out": "null"}
        assert client.ask("window.get", window=first, property="HWND")["hresult"] == E_FAIL
        assert client.ask("shutdown") == {} and client.process.wait(timeout=30) == 0


def test_a_script_tells_what_it_sees_and_no_more(folder):
    with bridge(folder, "inproc", "script") as client:
        client.begin()
        # Both are the error 5 to a script.
        refused = {"hresult": E_INVALIDARG, "alike": [CTL_E_ILLEGAL], "out": "null"}
        for bad in ({"vt": "VT_EMPTY"}, {"vt": "VT_NULL"}, {"vt": "VT_ERROR", "value": -2147352572},
                    {"vt": "VT_I4", "value": 7}, {"vt": "VT_BOOL", "value": True}, {"vt": "VT_R8", "value": 0.5},
                    {"vt": "VT_DATE", "value": 1.5}, {"vt": "VT_CY", "value": 7}, {"vt": "VT_UI1", "value": 7},
                    {"vt": "VT_BSTR", "value": ""}, {"vt": "VT_DISPATCH", "value": None},
                    {"vt": "VT_DISPATCH", "object": "foreign"}):
            assert client.message(bad) == client.message(variable(bad)) == refused, bad
        assert client.message({"vt": "VT_BSTR", "value": "me@example.com"}) == {"hresult": E_FAIL, "out": "null"}
        for argument, reason in (({**ALICE, "vt": "VT_BYREF|VT_BSTR"}, "nothing but a variable"),
                                 (variable(variable(ALICE)), "nothing but a variable"),
                                 ({"vt": "VT_BSTR", "value": None}, "a NULL string becomes an empty one")):
            error = client.reply("messenger.instantMessage", vContact=argument)["error"]
            assert error["code"] == CANNOT and reason in error["message"], argument
        assert client.reply("messenger.instantMessage", vContact=ALICE, ppMWindow="null")["error"]["code"] == CANNOT


@pytest.mark.parametrize("fault, argument, found", [
    ("caller_variable_cleared", variable(ALICE), "the text in the variable of the script was freed"),
    ("byref_refused", variable(ALICE), E_INVALIDARG),
    ("invoke_one_kind", ALICE, DISP_E_MEMBERNOTFOUND),
    ("invoke_one_locale", ALICE, DISP_E_UNKNOWNLCID),
])
def test_what_only_scripts_meet_is_seen(folder, fault, argument, found):
    with bridge(folder, "inproc", "script", fault=fault) as client:
        client.begin()
        got = client.reply("messenger.instantMessage", vContact=argument, ppMWindow="valid")
        if isinstance(found, int):
            assert got["result"]["hresult"] == found
            assert client.message(binding="dispatch")["out"] == "window"
        else:
            assert got["error"] == {"code": TAMPERED, "message": found}


def test_wrong_requests_are_refused_and_nothing_breaks(folder):
    with bridge(folder, "inproc") as client:
        client.begin()
        for line in ("", "{", "[]", "7", '{"jsonrpc":"2.0","id":1}'):
            assert client.send(line)["error"]["code"] == -32600, line
        assert client.reply("no.such")["error"]["code"] == -32601
        for argument in ({}, {"vt": "VT_ODD"}, {"vt": "VT_VARIANT"}, {"vt": "VT_DISPATCH", "contact": "c9"}, "VT_BSTR",
                         {"vt": "VT_BYREF|VT_VARIANT"}):
            error = client.reply("messenger.instantMessage", vContact=argument)["error"]
            assert error["code"] == -32602 and "vContact" in error["message"], argument
        assert client.message()["hresult"] == 0


def test_a_server_that_cannot_be_created_is_named(folder):
    with bridge(folder, server="Absent.Messenger") as client:
        assert client.process.wait(timeout=30) == 4
    assert "no class is registered under that name: 0x800401F3" in (folder / "bridge.txt").read_text(encoding="ascii")


# --- several callers ---

WAYS = [("inproc", "vtable"), ("inproc", "dispatch", "mta"), ("local", "vtable", "mta"), ("local", "dispatch")]


def together(client, *calls):
    """Makes the calls, each by a caller of its own, before any answer is read; the answers in their order."""
    numbers = [client.put(method, **params, caller=caller) for caller, (method, params) in enumerate(calls, 1)]
    replies = {}
    for _ in calls:
        reply = client.read()
        replies[reply["id"]] = reply
    return [replies[number] for number in numbers]


def call_for(name):
    return "messenger.instantMessage", {"vContact": {"vt": "VT_BSTR", "value": name}, "ppMWindow": "valid"}


@pytest.mark.parametrize("words", WAYS, ids=",".join)
def test_callers_share_tokens_and_each_reference_is_the_harness_s(folder, words):
    with bridge(folder, *words) as client:
        client.begin()
        client.ask("events.take")
        contact = client.ask("messenger.getContact", signinName="bob@example.com")["contact"]
        for _ in range(10):
            replies = together(client, call_for("alice@example.com"), ("messenger.mySigninName", {}),
                               ("messenger.instantMessage", {"vContact": variable(
                                   {"vt": "VT_DISPATCH", "contact": contact}), "ppMWindow": "valid"}),
                               ("messenger.instantMessage", {"vContact": {"vt": "VT_DISPATCH", "object": "foreign"},
                                                             "ppMWindow": "valid"}),
                               ("messenger.getContact", {"signinName": "bob@example.com"}), call_for("bob@example.com"))
            alice, mine, bob, refused, again, by_name = [reply["result"] for reply in replies]
            assert mine == {"hresult": 0, "value": "me@example.com"} and again == {"hresult": 0, "contact": contact}
            assert refused == {"hresult": E_INVALIDARG, "out": "null"}
            assert bob["window"] == by_name["window"] != alice["window"]
            assert [client.message()["window"], alice["out"]] == [alice["window"], "window"]
            two = together(client, ("window.release", {"window": alice["window"]}),
                           ("window.get", {"window": bob["window"], "property": "IsClosed"}),
                           ("window.contacts", {"window": bob["window"]}),
                           ("contact.signinName", {"contact": contact}))
            assert "error" not in two[0] and [reply["result"]["value"] for reply in two[1:]] == [
                False, ["bob@example.com"], "bob@example.com"]
            assert client.ask("window.release", window=alice["window"]).get("refs", 0) == 0
            assert client.reply("window.release", window=alice["window"])["error"]["code"] == -32602
        created = [event["window"] for event in client.ask("events.take")["events"]
                   if event["name"] == "OnIMWindowCreated"]
        assert len(created) == 2 and bob["window"] in created
        assert client.ask("client.windows")["windows"] and client.ask("shutdown") == {}
        assert client.process.wait(timeout=30) == 0


@pytest.mark.parametrize("words, pause", [(("inproc", "vtable"), 0), (("inproc", "vtable"), 0.04),
                                          (("inproc", "dispatch", "mta"), 0.04)])
def test_calls_really_overlap_and_a_call_without_a_caller_waits(folder, words, pause):
    """A server that forgets to tell of windows that open in another call, also when that one is under way on the thread
    of the bridge itself; who calls alone does so behind the others."""
    with bridge(folder, *words, fault="overlap_loses_event") as client:
        client.begin()
        client.ask("events.take")
        for caller, name in enumerate(("alice@example.com", "bob@example.com"), 1):
            method, params = call_for(name)
            client.put(method, **params, caller=caller)
            time.sleep(pause)
        last = client.put("events.take")
        replies = [client.read() for _ in range(3)]
        assert replies[-1]["id"] == last and len(replies[-1]["result"]["events"]) == 1, replies


def test_callers_that_cannot_call_are_told(folder):
    with bridge(folder, "inproc", "mta", fault="hang_in_call") as client:
        client.begin()
        for caller, method, code in ((9, "messenger.mySigninName", -32602), (-1, "messenger.mySigninName", -32602),
                                     (1, "object.check", -32601), (1, "no.such", -32601), (2, "reset", -32601)):
            assert client.reply(method, caller=caller)["error"]["code"] == code, method
        method, params = call_for("alice@example.com")
        client.put(method, **params, caller=1)
        error = client.reply("messenger.mySigninName", caller=1)["error"]
        assert error["code"] == -32602 and "1 has a call that is not answered yet" in error["message"]
        client.process.stdin.close()
        assert client.process.wait(timeout=30) == 0, "nobody asks any more, and the server never answers"
    with bridge(folder, "inproc", "script") as client:
        client.begin()
        error = client.reply("messenger.mySigninName", caller=1)["error"]
        assert error["code"] == CANNOT and "one script engine" in error["message"]


@pytest.mark.parametrize("model, answered", [("Apartment", False), ("Free", True)])
def test_the_threading_model_decides_what_overlaps(folder, model, answered):
    """While the server keeps one caller for ever, another one asks."""
    key = r"HKCR\CLSID\{01CF74E7-25C6-4C62-9D1F-B80C83D94761}\InprocServer32"
    assert prefix_py("run", folder, "reg", "add", key, "/v", "ThreadingModel", "/d", model, "/f")[0] == 0
    try:
        with bridge(folder, "inproc", "mta", fault="hang_in_call") as client:
            client.begin()
            for caller in (1, 2):       # whose threads are there then, so that the first call comes first
                client.ask("messenger.mySigninName", caller=caller)
            method, params = call_for("alice@example.com")
            client.put(method, **params, caller=1)
            time.sleep(0.3)
            asked = client.put("messenger.mySigninName", caller=2)
            assert bool(select.select([client.process.stdout], [], [], 30 if answered else 0.5)[0]) == answered
            if answered:
                assert client.read() == {"jsonrpc": "2.0", "id": asked,
                                         "result": {"hresult": 0, "value": "me@example.com"}}
    finally:
        assert prefix_py("run", folder, "reg", "delete", key, "/v", "ThreadingModel", "/f")[0] == 0


# --- the end, also of the server in the prefix ---


def test_the_bridge_ends_with_a_server_that_was_killed(folder):
    with bridge(folder, "local") as client:
        client.begin()
        for number in server_processes(folder):
            os.kill(number, signal.SIGKILL)
        assert client.process.stdin.write(b'{"jsonrpc":"2.0","id":9,"method":"messenger.mySigninName"}\n')
        client.process.stdin.flush()
        assert client.process.stdout.readline() == b""
        assert client.process.wait(timeout=30) == 3
    assert "the server is gone" in (folder / "bridge.txt").read_text(encoding="ascii")
