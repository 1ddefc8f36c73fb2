"""Drives one session inside the test process, with a clock that the test moves, and keeps
the transcript. The steps of a script are (method, params) pairs made by the helpers here."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from rpc import RpcError             # noqa: E402
from readings import Policy           # noqa: E402
from session import Session           # noqa: E402

ME = "me@example.com"
LISTED = [{"signinName": f"{name}@example.com", "service": "primary"}
          for name in ("alice", "bob", "carol", "dave", "erin")]
LISTED.append({"signinName": "zoe@work.example", "service": "secondary"})
START = [("initialize", {"protocol": 1, "harness": {"name": "tests", "version": "1"},
                         "profile": "windows-messenger"}),
         ("reset", {"localUser": ME, "contacts": LISTED})]


def bstr(text):
    return {"vt": "VT_BSTR", "value": text}


def ref(inner):
    return {"vt": "VT_BYREF|VT_VARIANT", "variant": inner}


def obj(token, byref=""):
    return {"vt": byref + "VT_DISPATCH", "contact": token}


def im(who, out="valid", binding=None):
    """One InstantMessage call; `who` is a short name, a whole one, or a VARIANT."""
    if isinstance(who, str):
        who = bstr(who)
    params = {"vContact": who, "ppMWindow": out}
    if binding:
        params["binding"] = binding
    return "messenger.instantMessage", params


def release(window):
    return "window.release", {"window": window}


def get(window, name):
    return "window.get", {"window": window, "property": name}


def put(window, name, value):
    return "window.put", {"window": window, "property": name, "value": value}


def call(window, method):
    return "window.call", {"window": window, "method": method}


def people(window):
    return "window.contacts", {"window": window}


def user_closes(window):
    return "user.closeWindow", {"window": window}


def user_adds(window, name):
    return "user.addContactToWindow", {"window": window, "signinName": name}


def contact(name, service=None):
    params = {"signinName": name}
    if service:
        params["service"] = service
    return "messenger.getContact", params


def focus(allowed):
    return "desktop.setFocusAllowed", {"allowed": allowed}


def dialog(name):
    return "user.openDialog", {"dialog": name}


def of_contact(method, token):
    return "contact." + method, {"contact": token}


def service(what, name):
    return "service." + what, {"service": name}


def wait(seconds):
    return "wait", seconds


IN, OUT = ("client.signIn", {}), ("client.signOut", {})
OFFLINE, ONLINE = ("client.goOffline", {}), ("client.goOnline", {})
WINDOWS, EVENTS = ("client.windows", {}), ("events.take", {})
MY_NAME = ("messenger.mySigninName", {})
NO_DIALOGS = ("user.closeDialogs", {})


def state_of(window):
    """Every question that can be put to a window object."""
    return ([get(window, name) for name in ("HWND", "IsClosed", "Left", "Top", "Width", "Height")]
            + [people(window)])


class Driver:
    """One session and its transcript."""

    def __init__(self, readings=None, faults=(), without=()):
        self.now = 1000.0
        self.session = Session(Policy(readings, faults), without, clock=lambda: self.now)
        self.count = 0
        self.transcript = []
        for step in START:
            self.step(*step)

    def step(self, method, params):
        """Does one step; gives the result, or {"error": code}."""
        if method == "wait":
            self.now += params
            return {"waited": params}
        self.count += 1
        line = json.dumps({"jsonrpc": "2.0", "id": self.count, "method": method,
                           "params": params})
        reply = self.session.answer(line.encode()).decode()
        self.transcript += [{"dir": "send", "line": line}, {"dir": "recv", "line": reply}]
        message = json.loads(reply)
        return message.get("result", {"error": message.get("error", {}).get("code")})

    def run(self, steps):
        return [self.step(*step) for step in steps]

    def perform(self, method, params):
        """As `step`, without the way through JSON and without a transcript."""
        if method == "wait":
            return self.step(method, params)
        try:
            return self.session.perform(method, params)
        except RpcError as error:
            return {"error": error.code}


def answers(steps, readings=None, faults=()):
    """What a fresh session answers to `steps`."""
    desk = Driver(readings, faults)
    return [desk.perform(*step) for step in steps]
