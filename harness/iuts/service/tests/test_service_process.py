"""The service as a process: its transports, its options, its strictness, its bad manners."""

import json
import os
import pathlib
import select
import signal
import socket
import subprocess
import time

import pytest
from driver import START, bstr  # also finds the service's own modules

import misbehave
from session import CAPABILITIES

SERVICE = str(pathlib.Path(misbehave.__file__).resolve().parent / "deskservice.py")
CALL = {"vContact": bstr("alice@example.com"), "ppMWindow": "valid"}


def line(number, method, params=None):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method,
                       "params": params or {}}).encode() + b"\n"


class Process:
    """The service on its standard streams."""

    def __init__(self, *options):
        self.child = subprocess.Popen(["/usr/bin/python3", SERVICE, *options],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.kill()
        self.child.wait()
        for stream in (self.child.stdin, self.child.stdout, self.child.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    def send(self, raw):
        self.child.stdin.write(raw)
        self.child.stdin.flush()

    def bytes(self, limit=5.0):
        """The next line, b"" at the end, or None if nothing comes in time."""
        end = time.monotonic() + limit
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.child.stdout, self.child.stderr], [], [],
                                        max(0, end - time.monotonic()))
            if self.child.stderr in ready:
                if not os.read(self.child.stderr.fileno(), 1 << 16):
                    ready = [self.child.stdout]
            if not ready:
                return None
            if self.child.stdout in ready:
                got = os.read(self.child.stdout.fileno(), 1 << 16)
                if not got:
                    rest, self.buffer = self.buffer, b""
                    return rest
                self.buffer += got
        first, self.buffer = self.buffer.split(b"\n", 1)
        return first + b"\n"

    def ask(self, number, method, params=None):
        self.send(line(number, method, params))
        return json.loads(self.bytes())

    def start(self):
        for number, (method, params) in enumerate(START, 1):
            self.ask(number, method, params)
        self.ask(3, "client.signIn")


def test_it_ends_after_shutdown_and_at_the_end_of_input():
    with Process() as it:
        assert it.ask(1, "shutdown") == {"jsonrpc": "2.0", "id": 1, "result": {}}
        assert it.child.wait(5) == 0
    with Process() as it:
        it.child.stdin.close()
        assert it.child.wait(5) == 0


@pytest.mark.parametrize("raw,code", [
    (b"nonsense\n", -32700), (b"\xff\xfe\n", -32700), (b'{"a":1,"a":2}\n', -32700),
    (b'{"jsonrpc":"2.0","id":NaN}\n', -32700), (b"[]\n", -32600), (b"7\n", -32600),
    (b'{"jsonrpc":"1.0","id":1,"method":"shutdown"}\n', -32600),
    (b'{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}\n', -32600),
    (b'{"jsonrpc":"2.0","id":1,"method":"shutdown","params":[]}\n', -32600),
    (b'{"jsonrpc":"2.0","id":1,"method":"shutdown","more":1}\n', -32600),
    (b'{"jsonrpc":"2.0","id":1,"method":"no.such"}\n', -32601),
    (b'{"jsonrpc":"2.0","id":1,"method":"client.windows"}\n', -32600),
    (b"[" * 5000 + b"\n", -32700)], ids=range(13))
def test_it_is_strict(raw, code, strict_process):
    strict_process.send(raw)
    assert json.loads(strict_process.bytes())["error"]["code"] == code


@pytest.fixture(scope="module")
def strict_process():
    with Process() as it:
        yield it


def test_lone_surrogates_travel_as_escapes():
    with Process() as it:
        it.start()
        it.send(b'{"jsonrpc":"2.0","id":4,"method":"messenger.instantMessage","params":{'
                b'"vContact":{"vt":"VT_BSTR","value":"a\\ud800\\u0000b"},"ppMWindow":"valid"}}\n')
        it.bytes()
        it.send(line(5, "client.windows"))
        assert b'["a\\ud800\\u0000b"]' in it.bytes()


def connect(address, family):
    end = time.monotonic() + 5
    while True:
        try:
            client = socket.socket(family, socket.SOCK_STREAM)
            client.connect(address)
            return client.makefile("rwb")
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.02)


def converse(stream):
    """Signs in, opens one window and counts the windows."""
    got = []
    for number, (method, params) in enumerate(
            [*START, ("client.signIn", {}), ("messenger.instantMessage", CALL),
             ("client.windows", {})], 1):
        stream.write(line(number, method, params))
        stream.flush()
        got.append(json.loads(stream.readline())["result"])
    return got[-1]["windows"]


def test_unix_connections_are_fresh(tmp_path):
    path = str(tmp_path / "desk.sock")
    with Process("--unix", path) as it:
        for _ in range(2):
            stream = connect(path, socket.AF_UNIX)
            assert len(converse(stream)) == 1
            stream.write(line(9, "shutdown"))
            stream.flush()
            stream.readline()
            assert stream.readline() == b""
        assert it.child.poll() is None


def test_tcp_tells_its_port():
    with Process("--tcp", "0", "--once") as it:
        where = it.child.stderr.readline().decode()
        host, port = where.split()[-1].split(":")
        stream = connect((host, int(port)), socket.AF_INET)
        assert len(converse(stream)) == 1
        stream.close()
        assert it.child.wait(5) == 0


def test_capabilities_can_be_left_out():
    with Process("--without", "client.windows", "--without", "events.take") as it:
        declared = it.ask(1, *START[0])["result"]["capabilities"]
        assert "client.windows" not in declared and "window.get" in declared
        assert it.ask(2, "client.windows")["error"]["code"] == -32601


@pytest.mark.parametrize("option", ["--list-readings", "--list-faults", "--list-misbehaviours",
                                    "--list-profiles"])
def test_lists_are_json_lines(option):
    run = subprocess.run(["/usr/bin/python3", SERVICE, option], capture_output=True, text=True)
    rows = [json.loads(row) for row in run.stdout.splitlines()]
    assert run.returncode == 0 and len(rows) > 40
    if option == "--list-readings":
        assert all(list(row) == ["name", "value", "clause", "text"] for row in rows)
    if option == "--list-faults":
        assert all(list(row) == ["name", "clause", "text"] for row in rows)


@pytest.mark.parametrize("options", [
    ["--fault", "none"], ["--reading", "A-01=purple"], ["--reading", "A-01"],
    ["--misbehave", "nicely"], ["--profile-right", "50"], ["--without", "shutdown"]])
def test_unknown_names_are_usage_errors(options):
    run = subprocess.run(["/usr/bin/python3", SERVICE, *options], capture_output=True)
    assert run.returncode == 2 and b"usage:" in run.stderr


# -- bad manners: what the harness would see for an instantMessage with id 5

def reply_to_second_call(kind):
    """The lines and the end that follow the second InstantMessage (--after 2)."""
    with Process("--misbehave", kind, "--after", "2", "--delay", "0.5") as it:
        it.start()
        assert it.ask(4, "messenger.instantMessage", CALL)["result"]["hresult"] == 0
        asked = time.monotonic()
        it.send(line(5, "messenger.instantMessage", CALL))
        first = it.bytes(2.0 if kind == "slow" else 0.35 if kind in ("hang", "no-newline") else 5)
        took = time.monotonic() - asked
        status = it.child.wait(5) if first == b"" or (first and not first.endswith(b"\n")) else None
        return first, took, status, it.bytes(0.05) if status is None else None


@pytest.mark.parametrize("kind,expected", [
    ("crash", (b"", -signal.SIGSEGV)), ("abort", (b"", -signal.SIGABRT)),
    ("exit", (b"", 3)), ("exit-zero", (b"", 0))])
def test_deaths(kind, expected):
    first, _, status, _ = reply_to_second_call(kind)
    assert (first, status) == expected


def test_silence_and_delay():
    assert reply_to_second_call("hang")[0] is None
    assert reply_to_second_call("no-newline")[0] is None
    first, took, _, _ = reply_to_second_call("slow")
    assert json.loads(first)["id"] == 5 and took >= 0.5


def test_broken_lines():
    assert reply_to_second_call("half-line")[2] == 0
    assert json.loads(reply_to_second_call("split-line")[0])["id"] == 5
    for kind in ("garbage", "bad-utf8"):
        with pytest.raises(ValueError):
            json.loads(reply_to_second_call(kind)[0].decode())
    assert reply_to_second_call("empty-line")[0] == b"\n"
    assert len(reply_to_second_call("oversized")[0]) > 2 << 20
    assert len(reply_to_second_call("large")[0]) == 1 << 20


@pytest.mark.parametrize("kind,holds", [
    ("wrong-id", lambda m: m["id"] not in range(9)), ("no-id", lambda m: "id" not in m),
    ("string-id", lambda m: m["id"] == "5"), ("no-jsonrpc", lambda m: "jsonrpc" not in m),
    ("old-jsonrpc", lambda m: m["jsonrpc"] == "1.0"), ("batch", lambda m: isinstance(m, list)),
    ("both", lambda m: "result" in m and "error" in m),
    ("neither", lambda m: "result" not in m and "error" not in m),
    ("bad-shape", lambda m: "hresult" not in m["result"]),
    ("extra-member", lambda m: "mood" in m["result"]),
    ("out-no-window", lambda m: m["result"] == {"hresult": 0, "out": "window"}),
    ("window-no-out", lambda m: m["result"]["out"] == "null" and "window" in m["result"]),
    ("bad-out", lambda m: m["result"]["out"] == "door"),
    ("window-number", lambda m: m["result"]["window"] == 1),
    ("hresult-string", lambda m: isinstance(m["result"]["hresult"], str)),
    ("hresult-float", lambda m: isinstance(m["result"]["hresult"], float)),
    ("hresult-range", lambda m: m["result"]["hresult"] > 0xFFFFFFFF),
    ("nan", lambda m: m["result"]["hresult"] != m["result"]["hresult"]),
    ("internal-error", lambda m: m["error"]["code"] == -32603),
    ("refuse-call", lambda m: m["error"]["code"] == -32001),
    ("unsolicited", lambda m: "method" in m),
    ("stderr-flood", lambda m: m["result"]["hresult"] == 0)])
def test_strange_replies(kind, holds):
    assert holds(json.loads(reply_to_second_call(kind)[0]))


def test_an_extra_reply_and_a_double_member():
    first, _, _, second = reply_to_second_call("extra-reply")
    assert first == second
    assert reply_to_second_call("duplicate-key")[0].count(b'"jsonrpc"') == 2


def test_refusals():
    with Process("--misbehave", "undeclared") as it:
        it.ask(1, *START[0])
        it.ask(2, *START[1])
        assert it.ask(3, "client.signIn")["error"]["code"] == -32601
    with Process("--misbehave", "refuse-controls") as it:
        it.ask(1, *START[0])
        for number in (2, 3):
            assert it.ask(number, "client.signIn")["error"]["code"] == -32001
        assert "result" in it.ask(4, "client.windows")


def test_tokens_are_given_again():
    with Process("--misbehave", "token-reuse") as it:
        it.start()
        it.ask(4, "messenger.instantMessage", CALL)
        it.ask(5, "window.release", {"window": "w1"})
        got = it.ask(6, "messenger.instantMessage", {**CALL, "vContact": bstr("b@example.com")})
        assert got["result"]["window"] == "w1"
        it.ask(7, "window.release", {"window": "w1"})


def test_starts_and_ends():
    with Process("--misbehave", "wrong-protocol") as it:
        assert it.ask(1, *START[0])["result"]["protocol"] == 2
    with Process("--misbehave", "bad-capability") as it:
        assert "window.selfDestruct" in it.ask(1, *START[0])["result"]["capabilities"]
    with Process("--misbehave", "twice-declared") as it:
        declared = it.ask(1, *START[0])["result"]["capabilities"]
        assert declared.count("client.signIn") == 2 and declared.count("reset") == 1
        assert it.ask(2, "client.signIn")["result"] == {}
    with Process("--misbehave", "mandatory-only") as it:
        assert it.ask(1, *START[0])["result"]["capabilities"] == []
        assert it.ask(2, "client.signIn")["error"]["code"] == -32601
    with Process("--misbehave", "stdout-noise") as it:
        assert it.bytes() == b"deskservice at your service\n"
    with Process("--misbehave", "crash-at-start") as it:
        assert it.child.wait(5) == -signal.SIGSEGV
    with Process("--misbehave", "hang-at-start") as it:
        it.send(line(1, *START[0]))
        assert it.bytes(0.3) is None
    with Process("--misbehave", "no-exit") as it:
        assert it.ask(1, "shutdown")["result"] == {}
        with pytest.raises(subprocess.TimeoutExpired):
            it.child.wait(0.3)
    with Process("--misbehave", "no-shutdown") as it:
        it.send(line(1, "shutdown"))
        assert it.bytes(0.3) is None
    with Process("--misbehave", "bad-exit") as it:
        it.ask(1, "shutdown")
        assert it.child.wait(5) == 7


@pytest.mark.parametrize("name", CAPABILITIES)
def test_a_capability_that_is_declared_only(name):
    with Process("--misbehave", f"lacks-{name}") as it:
        assert name in it.ask(1, *START[0])["result"]["capabilities"]
        it.ask(2, *START[1])
        assert it.ask(3, name)["error"]["code"] == -32601
        other = "client.signOut" if name == "client.signIn" else "client.signIn"
        assert it.ask(4, other)["result"] == {}


def test_every_kind_has_a_test():
    text = pathlib.Path(__file__).read_text()
    others = [kind for kind in misbehave.KINDS if not kind.startswith("lacks-")]
    assert [kind for kind in others if f'"{kind}"' not in text] == []
    assert set(misbehave.KINDS) - set(others) == {f"lacks-{name}" for name in CAPABILITIES}
