"""One connection: the methods of the protocol over one desktop at a time. It turns
parameters into calls and answers into results; what is right or wrong the desk decides."""

import sys
import time

import rpc
from desk import Desk, Person
from rpc import BAD_PARAMS, NO_CHANGE, RpcError
from windows import GEOMETRY, Names

VERSION = "1.0"
BINDINGS = {"all": ["vtable", "dispatch", "script"], "vtable": ["vtable"],
            "automation": ["dispatch", "script"]}
OWN_USER = "desk.owner@example.com"
OWN_CONTACTS = [{"signinName": "frida@example.com", "service": "primary"},
                {"signinName": "gustav@example.com", "service": "primary"},
                {"signinName": "hanna@example.com", "service": "primary"},
                {"signinName": "igor@example.org", "service": "secondary"}]

# method -> (attribute of Session, parameters). A name that ends in `?` may be missing.
METHODS = {
    "initialize": ("initialize", {"protocol": rpc.is_long, "harness": rpc.is_object,
                                  "profile": rpc.is_word}),
    "reset": ("reset", {"localUser": rpc.is_word,
                        "contacts": lambda v: isinstance(v, list)}),
    "messenger.instantMessage": ("instant_message", {
        "vContact": rpc.is_object, "ppMWindow": rpc.one_of("valid", "null"),
        "binding?": rpc.one_of("vtable", "dispatch", "script")}),
    "window.release": ("release", {"window": rpc.is_word}),
    "shutdown": ("shutdown", {}),
    "client.signIn": ("sign_in", {}),
    "client.signOut": ("sign_out", {}),
    "client.goOffline": ("go_offline", {}),
    "client.goOnline": ("go_online", {}),
    "service.signIn": ("service_sign_in", {"service": rpc.is_word}),
    "service.signOut": ("service_sign_out", {"service": rpc.is_word}),
    "messenger.mySigninName": ("my_signin_name", {}),
    "messenger.getContact": ("get_contact", {"signinName": rpc.is_text_or_null,
                                             "service?": rpc.is_word}),
    "contact.isSelf": ("is_self", {"contact": rpc.is_word}),
    "contact.signinName": ("contact_name", {"contact": rpc.is_word}),
    "contact.release": ("contact_release", {"contact": rpc.is_word}),
    "window.get": ("window_get", {"window": rpc.is_word,
                                  "property": rpc.one_of("HWND", "IsClosed", *GEOMETRY)}),
    "window.put": ("window_put", {"window": rpc.is_word, "property": rpc.one_of(*GEOMETRY),
                                  "value": rpc.is_long}),
    "window.call": ("window_call", {"window": rpc.is_word,
                                    "method": rpc.one_of("Show", "Close")}),
    "window.contacts": ("window_contacts", {"window": rpc.is_word}),
    "user.closeWindow": ("user_closes", {"window": rpc.is_word}),
    "user.addContactToWindow": ("user_adds", {"window": rpc.is_word,
                                              "signinName": rpc.is_word}),
    "user.openDialog": ("open_dialog", {"dialog": rpc.is_word}),
    "user.closeDialogs": ("close_dialogs", {}),
    "desktop.setFocusAllowed": ("set_focus", {"allowed": rpc.is_flag}),
    "client.windows": ("list_windows", {}),
    "events.take": ("take_events", {}),
}
MANDATORY = ("initialize", "reset", "messenger.instantMessage", "window.release", "shutdown")
CAPABILITIES = [name for name in METHODS if name not in MANDATORY]


class Session:
    """The state of one connection. `done` is set when `shutdown` was answered."""

    def __init__(self, policy, without=(), clock=time.monotonic):
        self.policy = policy
        self.clock = clock
        self.capabilities = [name for name in CAPABILITIES if name not in without]
        self.declared = list(self.capabilities)
        self.bindings = BINDINGS[policy["wire-bindings"]]
        self.names = Names()
        self.greeted = self.done = False
        self.desk = Desk(policy, OWN_USER, people(OWN_CONTACTS), self.names, clock)

    def answer(self, line):
        """The reply to one request line, or None for a notification."""
        number = None
        try:
            request = rpc.read_request(line)
            number = request.get("id")
            result = self.perform(request["method"], request.get("params", {}))
            if "id" not in request:
                print("deskservice: a notification was done", file=sys.stderr)
                return None
            return rpc.result_line(number, result)
        except RpcError as error:
            return rpc.error_line(number, error.code, str(error))

    def perform(self, method, params):
        """Checks a request against the contract and does it."""
        if method not in MANDATORY and method not in self.capabilities:
            raise RpcError(rpc.NO_METHOD, f"there is no method {method}")
        attribute, wanted = METHODS[method]
        rpc.check_members(params, wanted, method)
        if not self.greeted and method not in ("initialize", "shutdown"):
            raise RpcError(rpc.INVALID_REQUEST, "initialize comes first")
        self.desk.tick()
        return getattr(self, attribute)(**params)

    def code(self, hresult):
        """An HRESULT as it goes over the wire."""
        if self.policy["wire-hresult"] == "signed" and hresult & 0x80000000:
            return hresult - (1 << 32)
        return hresult

    def window(self, token):
        """The object behind a token that the caller may use."""
        obj = self.desk.objects.get(token)
        if obj is None or obj.gone:
            raise RpcError(BAD_PARAMS, f"no window object {token!r} is held")
        return obj

    def seen_window(self, token):
        """The window on the screen that a token stood for, even if it was released."""
        if token in self.desk.objects:
            return self.desk.objects[token].ui
        for ui in self.desk.screen:
            if ui.id == token:
                return ui
        raise RpcError(BAD_PARAMS, f"no window {token!r}")

    def contact(self, token):
        contact = self.desk.contacts.get(token) if isinstance(token, str) else None
        if contact is None:
            raise RpcError(BAD_PARAMS, f"no contact object {token!r} is held")
        return contact

    def service(self, name):
        if name not in self.desk.services:
            raise RpcError(NO_CHANGE, f"there is no service {name!r}")
        return name

    # -- mandatory methods

    def initialize(self, protocol, harness, profile):
        rpc.check_members(harness, {"name": rpc.is_word, "version": rpc.is_word}, "harness")
        if protocol != 1:
            raise RpcError(BAD_PARAMS, "only protocol 1 is spoken here")
        if profile not in ("windows-messenger", "communicator-2007"):
            raise RpcError(BAD_PARAMS, f"there is no profile {profile!r}")
        self.greeted = True
        return {"protocol": 1,
                "implementation": {"name": "deskservice", "version": VERSION,
                                   "platform": f"python {sys.version_info[0]}."
                                               f"{sys.version_info[1]}",
                                   "vendor": "imconform"},
                "capabilities": self.declared, "bindings": self.bindings}

    def reset(self, localUser, contacts):
        wanted = people(contacts)
        kind = self.policy["wire-reset"]
        if kind == "cannot":
            raise RpcError(NO_CHANGE, "start this desktop again instead")
        if kind == "own":
            localUser, contacts, wanted = OWN_USER, OWN_CONTACTS, people(OWN_CONTACTS)
        self.desk = Desk(self.policy, rpc.joined(localUser), wanted, self.names, self.clock)
        return {} if kind == "empty" else {"localUser": localUser, "contacts": contacts}

    def instant_message(self, vContact, ppMWindow, binding=None):
        binding = binding or self.bindings[0]
        if binding not in self.bindings:
            raise RpcError(BAD_PARAMS, f"the binding {binding} was not declared")
        variant = rpc.read_variant(vContact, self.contact)
        answer = self.desk.instant_message(variant, ppMWindow == "valid", binding)
        result = {"hresult": self.code(answer.hresult), "out": answer.out}
        if answer.window is not None:
            result["window"] = answer.window.token
        return result

    def release(self, window):
        obj = self.window(window)
        if obj.refs < 1:
            raise RpcError(BAD_PARAMS, f"no reference to {window!r} is held")
        self.desk.release(obj)
        return {} if self.policy["wire-refs"] == "silent" else {"refs": max(obj.refs, 0)}

    def shutdown(self):
        self.done = True
        return {}

    # -- changes of the environment

    def sign_in(self):
        self.desk.sign_in()
        return {}

    def sign_out(self):
        self.desk.sign_out()
        return {}

    def go_offline(self):
        self.desk.go_offline()
        return {}

    def go_online(self):
        self.desk.go_online()
        return {}

    def service_sign_in(self, service):
        self.desk.service_sign_in(self.service(service))
        return {}

    def service_sign_out(self, service):
        self.desk.service_sign_out(self.service(service))
        return {}

    def user_closes(self, window):
        self.desk.user_closes(self.seen_window(window))
        return {}

    def user_adds(self, window, signinName):
        ui = self.seen_window(window)
        if not ui.open:
            raise RpcError(NO_CHANGE, "that window is closed")
        self.desk.add_contact(ui, Person(rpc.joined(signinName)))
        return {}

    def open_dialog(self, dialog):
        self.desk.open_dialog(dialog)
        return {}

    def close_dialogs(self):
        self.desk.close_dialogs()
        return {}

    def set_focus(self, allowed):
        self.desk.set_focus_allowed(allowed)
        return {}

    # -- questions

    def my_signin_name(self):
        return self.valued(self.desk.my_signin_name())

    def get_contact(self, signinName, service=None):
        name = None if signinName is None else rpc.joined(signinName)
        hresult, contact = self.desk.get_contact(name, service)
        result = {"hresult": self.code(hresult)}
        if contact is not None:
            result["contact"] = contact.token
        return result

    def is_self(self, contact):
        return self.valued(self.desk.is_self(self.contact(contact)))

    def contact_name(self, contact):
        return self.valued(self.desk.contact_name(self.contact(contact)))

    def contact_release(self, contact):
        held = self.contact(contact)
        if held.refs < 1:
            raise RpcError(BAD_PARAMS, f"no reference to {contact!r} is held")
        self.desk.release_contact(held)
        return {}

    def window_get(self, window, property):
        return self.valued(self.desk.get(self.window(window), property))

    def window_put(self, window, property, value):
        return {"hresult": self.code(self.desk.put(self.window(window), property, value))}

    def window_call(self, window, method):
        return {"hresult": self.code(self.desk.call(self.window(window), method))}

    def window_contacts(self, window):
        return self.valued(self.desk.participants(self.window(window)))

    def list_windows(self):
        return {"windows": self.desk.list_windows()}

    def take_events(self):
        return {"events": self.desk.take_events()}

    def valued(self, pair):
        """A result with a code and, unless there is none, a value."""
        hresult, value = pair
        result = {"hresult": self.code(hresult)}
        if value is not None:
            result["value"] = value
        return result


def people(contacts):
    """The Person objects of a contact list as it comes over the wire."""
    listed = []
    for entry in contacts:
        if not isinstance(entry, dict):
            raise RpcError(BAD_PARAMS, "a contact is an object")
        rpc.check_members(entry, {"signinName": rpc.is_word, "service": rpc.is_word}, "contacts")
        listed.append(Person(rpc.joined(entry["signinName"]), entry["service"]))
    return listed
