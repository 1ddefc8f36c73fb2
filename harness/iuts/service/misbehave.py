"""Bad manners for tests of a transport: ways to break the protocol itself, never the
documentation. `before` acts when a request has come, `replies` on the reply line, and
`at_end` after `shutdown`. Where a chance is counted, `--after K` picks the K-th."""

import json
import os
import signal
import sys
import time

import rpc
from session import CAPABILITIES, MANDATORY

KINDS = {
    "crash": "dies of SIGSEGV in an instantMessage",
    "abort": "dies of SIGABRT in an instantMessage",
    "exit": "ends with status 3 in an instantMessage, without a reply",
    "exit-zero": "ends with status 0 in an instantMessage, without a reply",
    "hang": "never answers an instantMessage, nor anything after it",
    "slow": "answers an instantMessage late (--delay)",
    "hang-at-start": "never answers initialize",
    "crash-at-start": "dies before it answers anything",
    "garbage": "answers an instantMessage with a line that is no JSON",
    "empty-line": "answers an instantMessage with an empty line first",
    "bad-utf8": "answers an instantMessage with bytes that are no UTF-8",
    "half-line": "sends half of a reply, then ends",
    "split-line": "sends a reply in two parts with a pause; that is allowed",
    "no-newline": "sends a whole reply without the newline, then waits",
    "oversized": "answers an instantMessage with a line of 2 MiB",
    "large": "answers an instantMessage with a line just below 1 MiB; that is allowed",
    "wrong-id": "answers an instantMessage under an id that nobody used",
    "no-id": "answers an instantMessage without an id",
    "string-id": "answers an instantMessage with its id as a string",
    "no-jsonrpc": "answers an instantMessage without the jsonrpc member",
    "old-jsonrpc": "answers an instantMessage with jsonrpc 1.0",
    "batch": "answers an instantMessage with a batch",
    "extra-reply": "answers an instantMessage twice",
    "unsolicited": "sends a request of its own before an answer",
    "both": "answers with a result and an error at once",
    "neither": "answers with neither a result nor an error",
    "bad-shape": "answers an instantMessage without hresult",
    "extra-member": "answers an instantMessage with a member that nobody knows",
    "out-no-window": "says that a window came out and does not name it",
    "window-no-out": "names a window while the out pointer was NULL",
    "bad-out": "says something of the out pointer that is not in the contract",
    "window-number": "names a window by a number",
    "hresult-string": "answers with the HRESULT as a string",
    "hresult-float": "answers with the HRESULT as a fraction",
    "hresult-range": "answers with an HRESULT of 33 bits",
    "duplicate-key": "answers with a member given twice",
    "nan": "answers with NaN for an HRESULT",
    "undeclared": "answers -32601 to a capability that it declared",
    "refuse-controls": "answers -32001 to every control",
    "internal-error": "answers an instantMessage with -32603",
    "refuse-call": "answers an instantMessage with -32001, which only controls may",
    "token-reuse": "gives the token of a released object to another object",
    "wrong-protocol": "answers initialize with protocol 2",
    "bad-capability": "declares a capability that the contract does not have",
    "twice-declared": "declares each capability twice, and what every one has; that is allowed",
    "no-exit": "answers shutdown and stays",
    "bad-exit": "answers shutdown and ends with status 7",
    "no-shutdown": "never answers shutdown",
    "stderr-flood": "writes 4 MiB to stderr before the answer to an instantMessage",
    "stdout-noise": "prints a greeting on stdout before anything is asked",
    "mandatory-only": "has no capability at all; that is allowed",
    **{f"lacks-{name}": f"declares {name} and does not have it" for name in CAPABILITIES},
}
CALL = "messenger.instantMessage"
CONTROLS = ("client.sign", "client.go", "service.", "user.", "desktop.")


class Manners:
    """The manners of one connection. Counting starts anew with each connection."""

    MAX_REQUEST = 4 << 20

    def __init__(self, kind, after, delay):
        self.kind, self.after, self.delay = kind, after, delay
        self.chances = 0
        self.freed, self.renamed = [], {}

    def prepare(self, session):
        """Changes the session, or the stream, before the first request."""
        if self.kind == "mandatory-only":
            session.capabilities = session.declared = []
        elif self.kind == "bad-capability":
            session.declared.append("window.selfDestruct")
        elif self.kind == "twice-declared":
            session.declared += [*session.declared, *MANDATORY]
        elif self.kind is not None and self.kind.startswith("lacks-"):
            session.capabilities.remove(self.kind.removeprefix("lacks-"))
        elif self.kind == "stdout-noise":
            sys.stdout.buffer.write(b"deskservice at your service\n")
            sys.stdout.buffer.flush()
        elif self.kind == "crash-at-start":
            die(signal.SIGSEGV)

    def before(self, line):
        """Things that happen while a request is being looked at."""
        if self.kind is None:
            return
        method = method_of(line)
        if method == "initialize" and self.kind == "hang-at-start":
            sleep_forever()
        if method == "shutdown" and self.kind == "no-shutdown":
            sleep_forever()
        self.hit = self.counts(method)
        if not self.hit:
            return
        if self.kind in ("crash", "abort"):
            die(signal.SIGSEGV if self.kind == "crash" else signal.SIGABRT)
        elif self.kind in ("exit", "exit-zero"):
            os._exit(3 if self.kind == "exit" else 0)
        elif self.kind == "hang":
            sleep_forever()
        elif self.kind == "slow":
            time.sleep(self.delay)
        elif self.kind == "stderr-flood":
            for _ in range(4096):
                sys.stderr.write("deskservice: all is well " + "." * 998 + "\n")

    def counts(self, method):
        """Whether this request is the chance that was asked for."""
        if self.kind == "undeclared":
            chance = method is not None and method not in (
                "initialize", "reset", CALL, "window.release", "shutdown")
        elif self.kind == "refuse-controls":
            return method is not None and method.startswith(CONTROLS)
        else:
            chance = method == CALL
        self.chances += chance
        return chance and self.chances == self.after

    def replies(self, line, reply):
        """The pieces to write instead of `reply`, which may be None."""
        if reply is None:
            return []
        if self.kind is None:
            return [reply]
        method = method_of(line)
        if self.kind == "token-reuse":
            return [self.reuse_tokens(line, method, reply)]
        if method == "initialize" and self.kind == "wrong-protocol":
            return [edited(reply, lambda m: m["result"].update(protocol=2))]
        if not self.hit:
            return [reply]
        return self.spoiled(reply)

    def spoiled(self, reply):
        """The pieces for the reply that was picked."""
        number = json.loads(reply)["id"]
        errors = {"undeclared": rpc.NO_METHOD, "refuse-controls": rpc.NO_CHANGE,
                  "internal-error": rpc.INTERNAL, "refuse-call": rpc.NO_CHANGE}
        if self.kind in errors:
            return [rpc.error_line(number, errors[self.kind], "no")]
        if self.kind in EDITS:
            return [edited(reply, EDITS[self.kind])]
        if self.kind in ("half-line", "split-line", "no-newline"):
            return self.torn(reply)
        if self.kind in TEXTS:
            return TEXTS[self.kind](reply)
        return [reply]

    def torn(self, reply):
        """A reply that comes in parts, or only in part."""
        if self.kind == "no-newline":
            yield reply.rstrip(b"\n")
            sleep_forever()
        yield reply[:len(reply) // 2]
        if self.kind == "half-line":
            os._exit(0)
        time.sleep(0.2)
        yield reply[len(reply) // 2:]

    def reuse_tokens(self, line, method, reply):
        """Renames each new window token to one whose object is gone."""
        params = json.loads(line).get("params", {})
        message = json.loads(reply)
        result = message.get("result", {})
        if method == "window.release" and result.get("refs") == 0:
            self.freed.append(params["window"])
        if method == CALL and "window" in result and self.freed:
            result["window"] = self.freed.pop()
        return rpc.write_line(message)

    def at_end(self):
        if self.kind == "no-exit":
            sleep_forever()
        if self.kind == "bad-exit":
            os._exit(7)


def edited(reply, change):
    """`reply` after `change` was done to the message in it."""
    message = json.loads(reply)
    change(message)
    return rpc.write_line(message)


def ensure_window(message):
    message["result"].update(out="null", window="w1")


EDITS = {
    "wrong-id": lambda m: m.update(id=987654321),
    "no-id": lambda m: m.pop("id"),
    "string-id": lambda m: m.update(id=f"{m['id']}"),
    "no-jsonrpc": lambda m: m.pop("jsonrpc"),
    "old-jsonrpc": lambda m: m.update(jsonrpc="1.0"),
    "both": lambda m: m.update(error={"code": rpc.INTERNAL, "message": "and this too"}),
    "neither": lambda m: m.pop("result"),
    "bad-shape": lambda m: m["result"].pop("hresult"),
    "extra-member": lambda m: m["result"].update(mood="fine"),
    "out-no-window": lambda m: (m["result"].pop("window", None),
                                m["result"].update(out="window")),
    "window-no-out": ensure_window,
    "bad-out": lambda m: m["result"].update(out="door"),
    "window-number": lambda m: m["result"].update(out="window", window=1),
    "hresult-string": lambda m: m["result"].update(hresult="S_OK"),
    "hresult-float": lambda m: m["result"].update(hresult=0.5),
    "hresult-range": lambda m: m["result"].update(hresult=1 << 32),
}

TEXTS = {
    "garbage": lambda reply: [b"window opened, have fun\n"],
    "empty-line": lambda reply: [b"\n", reply],
    "bad-utf8": lambda reply: [reply[:-2] + b',"note":"\xff\xfe"}\n'],
    "oversized": lambda reply: [b" " * (2 << 20) + reply],
    "large": lambda reply: [b" " * ((1 << 20) - len(reply)) + reply],
    "batch": lambda reply: [b"[" + reply.rstrip(b"\n") + b"]\n"],
    "extra-reply": lambda reply: [reply, reply],
    "unsolicited": lambda reply: [
        b'{"jsonrpc":"2.0","id":1,"method":"harness.hello","params":{}}\n', reply],
    "duplicate-key": lambda reply: [reply[:-2] + b',"jsonrpc":"2.0"}\n'],
    "nan": lambda reply: [edited(reply, lambda m: m["result"].update(hresult=float("nan")))],
}


def method_of(line):
    """The method that a request line names, or None."""
    try:
        return json.loads(line).get("method")
    except (ValueError, AttributeError, RecursionError):
        return None


def die(number):
    """Ends this process by a signal, without leaving a core file."""
    try:
        import resource
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    time.sleep(5)


def sleep_forever():
    while True:
        time.sleep(3600)


def make(options):
    """The manners that the options ask for."""
    return Manners(options.misbehave, options.after, options.delay)
