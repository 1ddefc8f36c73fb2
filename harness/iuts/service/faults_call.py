"""Faults in the verdict on a call: the NULL out pointer, oneself, the sign-in state, what
is in the out pointer, focus, and success that is none."""

import codes
from client import PRIMARY
from desk import Answer
from faults import collector, leave_window, wrap

FOUND, fault = collector()


# -- NULL ppMWindow (C-16)

def null_out_fault(name, text, code, clause="C-16 A-01 A-02"):
    """A fault that answers `code` to a NULL ppMWindow on a direct call."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk, "check_out", lambda old, call: None if old(call) is None else code)


null_out_fault("null-out-E_POINTER", "a NULL ppMWindow is E_POINTER", codes.E_POINTER)
null_out_fault("null-out-E_INVALIDARG", "a NULL ppMWindow is E_INVALIDARG", codes.E_INVALIDARG)
null_out_fault("null-out-E_FAIL", "a NULL ppMWindow is E_FAIL", codes.E_FAIL)
null_out_fault("null-out-S_FALSE", "a NULL ppMWindow is S_FALSE, nothing opens", codes.S_FALSE)


@fault("null-out-accepted", "C-16 A-01", "a NULL ppMWindow is S_OK and opens a window")
def _(desk):
    desk.check_out = lambda call: None


@fault("null-out-leaves-window", "C-16 A-02", "a NULL ppMWindow is refused, but a window opens")
def _(desk):
    def refuse(old, call, code):
        if code == codes.NULL_REF and desk.signed_in() and call.arg.problem is None:
            leave_window(desk, call)
        return old(call, code)
    wrap(desk, "refuse", refuse)


# -- the out pointer after a failure

def untouched_fault(name, text, code):
    """A fault that leaves the caller's bit pattern in place when it answers `code`."""
    @fault(name, "R-79 A-26", text)
    def spoil(desk):
        def refuse(old, call, given):
            answer = old(call, given)
            if given == code and call.has_out:
                answer.out = "untouched"
            return answer
        wrap(desk, "refuse", refuse)


untouched_fault("untouched-bad-argument", "E_INVALIDARG leaves *ppMWindow as it was",
                codes.E_INVALIDARG)
untouched_fault("untouched-self", "E_FAIL leaves *ppMWindow as it was", codes.E_FAIL)
untouched_fault("untouched-signed-out", "MSGR_E_NOT_LOGGED_ON leaves *ppMWindow as it was",
                codes.NOT_LOGGED_ON)


@fault("failure-with-window", "A-26 R-79", "E_INVALIDARG comes with a window object")
def _(desk):
    def refuse(old, call, code):
        if code == codes.E_INVALIDARG and call.has_out and desk.connected():
            obj = desk.new_object(leave_window(desk, call))
            desk.hold(obj)
            return Answer(code, "window", obj)
        return old(call, code)
    wrap(desk, "refuse", refuse)


# -- oneself (C-23, C-42, C-43)

@fault("self-allowed", "C-23 C-42", "one can open a conversation with oneself")
def _(desk):
    desk.check_self = lambda call: None


@fault("self-by-string-allowed", "C-23 C-42", "the own name as a string is not recognised")
def _(desk):
    desk.text_is_self = lambda arg: False


@fault("self-by-object-allowed", "C-23 C-42 A-19", "the own contact object is not recognised")
def _(desk):
    desk.contact_is_self = lambda contact: False


@fault("self-by-reference-allowed", "C-23 A-13", "the own name by reference is not recognised")
def _(desk):
    wrap(desk, "text_is_self", lambda old, arg: old(arg) and not arg.byref)


@fault("self-second-sign-in-allowed", "C-23 C-26", "the own name is known in one session only")
def _(desk):
    wrap(desk, "is_own_name", lambda old, name: desk.sign_ins == 1 and old(name))


@fault("self-once", "C-23", "the own name is refused once, then accepted")
def _(desk):
    times = []

    def check_self(old, call):
        code = old(call)
        times.append(code is not None)
        return code if sum(times) < 2 else None
    wrap(desk, "check_self", check_self)


@fault("self-by-beginning", "C-23 C-53", "every name that begins like the own one is oneself")
def _(desk):
    wrap(desk, "is_own_name",
         lambda old, name: name.lower().startswith(desk.local_user.lower()))


@fault("self-by-domain", "C-23 C-53", "everybody in the own domain is oneself")
def _(desk):
    wrap(desk, "text_is_self", lambda old, arg:
         arg.text.split("@")[-1] == desk.local_user.split("@")[-1])


@fault("self-by-user-part", "C-23 C-53", "a name with the own part before the at sign is oneself")
def _(desk):
    wrap(desk, "text_is_self", lambda old, arg:
         arg.text.split("@")[0] == desk.local_user.split("@")[0])


def self_code_fault(name, text, code):
    @fault(name, "C-23 C-43", text)
    def spoil(desk):
        wrap(desk, "check_self", lambda old, call: None if old(call) is None else code)


self_code_fault("self-E_INVALIDARG", "calling oneself is E_INVALIDARG", codes.E_INVALIDARG)
self_code_fault("self-S_FALSE", "calling oneself is S_FALSE, nothing opens", codes.S_FALSE)
self_code_fault("self-user-not-found", "calling oneself is USER_NOT_FOUND", codes.USER_NOT_FOUND)


@fault("self-leaves-window", "C-42 A-31", "calling oneself is refused, but a window opens")
def _(desk):
    def refuse(old, call, code):
        if code == codes.E_FAIL:
            leave_window(desk, call)
        return old(call, code)
    wrap(desk, "refuse", refuse)


# -- the sign-in state (C-25, C-26)

def login_code_fault(name, text, code, clause="C-25 A-24"):
    """A fault that answers `code` while nobody is signed in."""
    @fault(name, clause, text)
    def spoil(desk):
        desk.signed_out_code = lambda call: code


login_code_fault("signed-out-primary-code", "signed out: PRIMARY_SERVICE_NOT_LOGGED_ON",
                 codes.PRIMARY_NOT_LOGGED_ON)
login_code_fault("signed-out-disconnected-code", "signed out: MSGR_E_DISCONNECTED",
                 codes.DISCONNECTED)
login_code_fault("signed-out-E_FAIL", "signed out: E_FAIL", codes.E_FAIL)
login_code_fault("signed-out-itf-code", "signed out: 0x31E in facility ITF", 0x8004031E)
login_code_fault("signed-out-positive-code", "signed out: 0x31E without the sign", 0x0100031E)
login_code_fault("signed-out-S_FALSE", "signed out: S_FALSE, nothing opens", codes.S_FALSE)
login_code_fault("signed-out-S_OK", "signed out: S_OK with a NULL pointer", codes.S_OK,
                 "C-25 A-04")


def login_fault(name, clause, text, rule):
    """A fault where `rule(desk, call)` tells whether the check of the sign-in is skipped."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk, "check_login",
             lambda old, call: None if rule(desk, call) else old(call))


login_fault("signed-out-accepted", "C-25", "nobody needs to be signed in",
            lambda desk, call: not desk.signed_in())
login_fault("sign-in-remembered", "C-26", "who was signed in once stays so for calls",
            lambda desk, call: desk.sign_ins > 0 and not desk.signed_in())
login_fault("sign-out-missed-second-time", "C-26", "only the first sign-out is noticed",
            lambda desk, call: desk.sign_ins > 1 and not desk.signed_in())
login_fault("secondary-is-enough", "C-25 A-23", "a sign-in to a secondary service is enough",
            lambda desk, call: any(desk.services.values()) and not desk.signed_in())
login_fault("signed-out-object-accepted", "C-25", "with an object nobody needs to be signed in",
            lambda desk, call: call.arg.contact is not None and not desk.signed_in())
login_fault("signed-out-by-reference-accepted", "C-25 A-13", "by reference nobody needs a sign-in",
            lambda desk, call: call.arg.byref and not desk.signed_in())
login_fault("offline-accepted", "C-25 A-22", "offline does not matter",
            lambda desk, call: desk.signed_in() and not desk.online)


@fault("second-sign-in-missed", "C-26", "the second sign-in is not noticed")
def _(desk):
    wrap(desk, "check_login", lambda old, call:
         codes.NOT_LOGGED_ON if desk.sign_ins > 1 else old(call))


@fault("online-again-missed", "C-26 A-42", "a connection that came back is not noticed")
def _(desk):
    lost = []
    wrap(desk, "go_offline", lambda old: (lost.append(1), old())[1])
    wrap(desk, "check_login", lambda old, call: codes.NOT_LOGGED_ON if lost else old(call))


@fault("signed-out-leaves-window", "C-25 A-31", "signed out is refused, but a window opens")
def _(desk):
    def refuse(old, call, code):
        if code == codes.NOT_LOGGED_ON and call.arg.problem is None:
            leave_window(desk, call)
        return old(call, code)
    wrap(desk, "refuse", refuse)


@fault("offline-S_FALSE", "A-22 A-03", "offline is S_FALSE, nothing opens")
def _(desk):
    wrap(desk, "check_login", lambda old, call:
         codes.S_FALSE if desk.signed_in() and not desk.online else old(call))


# -- who can be called (C-38 to C-41, C-46, C-52, C-53)

def person_fault(name, clause, text, applies, code):
    """A fault that answers `code` for people to whom `applies(desk, person)`."""
    @fault(name, clause, text)
    def spoil(desk):
        def check_service(old, call):
            if applies(desk, desk.person_named(call.arg), call):
                return code
            return old(call)
        wrap(desk, "check_service", check_service)


person_fault("unknown-user-refused", "C-46 C-53", "a user outside the list: USER_NOT_FOUND",
             lambda desk, p, call: p not in desk.listed, codes.USER_NOT_FOUND)
person_fault("unknown-user-E_FAIL", "C-46 C-53", "a user outside the list: E_FAIL",
             lambda desk, p, call: p not in desk.listed, codes.E_FAIL)
person_fault("unknown-user-S_FALSE", "C-52 C-53", "a user outside the list: S_FALSE, no window",
             lambda desk, p, call: p not in desk.listed, codes.S_FALSE)
person_fault("unlisted-object-refused", "R-32 C-05", "a contact object of nobody on the list: INV",
             lambda desk, p, call: call.arg.contact and p not in desk.listed,
             codes.E_INVALIDARG)
person_fault("secondary-object-refused", "C-40 A-27", "a contact of a secondary service: INV",
             lambda desk, p, call: p.service != PRIMARY, codes.E_INVALIDARG)
person_fault("secondary-object-S_OK", "C-40 A-04", "a secondary contact: S_OK without a window",
             lambda desk, p, call: p.service != PRIMARY, codes.S_OK)
person_fault("secondary-name-refused", "C-53 A-27", "a string that only a secondary list has: INV",
             lambda desk, p, call: call.arg.text and p not in desk.listed
             and any(q.name == p.name for q in desk.listed), codes.E_INVALIDARG)
person_fault("fourth-window-refused", "C-31 A-05", "a fourth window is E_FAIL",
             lambda desk, p, call: len(desk.open_windows()) >= 3 and not desk.find_window(p),
             codes.E_FAIL)
person_fault("modal", "C-32", "while a window is open nobody else can be called",
             lambda desk, p, call: desk.open_windows() and not desk.find_window(p),
             codes.POPUP_UI_ACTIVE)
person_fault("focus-E_FAIL", "C-24 C-52", "a window without focus is E_FAIL",
             lambda desk, p, call: not desk.focus_allowed, codes.E_FAIL)
person_fault("focus-no-window", "C-24 C-52", "without focus: S_FALSE and no window at all",
             lambda desk, p, call: not desk.focus_allowed and not desk.find_window(p),
             codes.S_FALSE)
person_fault("fifth-call-fails", "C-02 A-05", "every fifth call is E_FAIL",
             lambda desk, p, call: desk.calls % 5 == 0, codes.E_FAIL)
person_fault("dialog-S_FALSE", "A-25 C-33", "with a dialog open: S_FALSE and no window",
             lambda desk, p, call: desk.dialogs, codes.S_FALSE)


@fault("first-call-fails", "C-26 A-05", "the first call after each sign-in is E_FAIL")
def _(desk):
    seen = set()

    def check_service(old, call):
        first = desk.sign_ins not in seen
        seen.add(desk.sign_ins)
        return codes.E_FAIL if first else old(call)
    wrap(desk, "check_service", check_service)


@fault("unknown-user-refused-later", "C-46 C-53", "an unknown user works once, then never again")
def _(desk):
    tried = set()

    def check_service(old, call):
        person = desk.person_named(call.arg)
        if person in tried and not desk.find_window(person):
            return codes.USER_NOT_FOUND
        if person not in desk.listed:
            tried.add(person)
        return old(call)
    wrap(desk, "check_service", check_service)


# -- success that is none (C-11, C-15, A-04, A-05)

def hollow_fault(name, clause, text, applies, out="null"):
    """A fault that succeeds and gives no window where `applies(desk, call, obj)`."""
    @fault(name, clause, text)
    def spoil(desk):
        def hand_out(old, call, obj, code):
            if call.has_out and applies(desk, obj, code):
                return Answer(code, out)
            return old(call, obj, code)
        wrap(desk, "hand_out", hand_out)


hollow_fault("ok-without-window", "C-11 A-04", "a new window is S_OK with a NULL pointer",
             lambda desk, obj, code: not desk.held(obj.ui))
hollow_fault("ok-without-window-on-reuse", "C-30 A-04", "a reuse is S_OK with a NULL pointer",
             lambda desk, obj, code: desk.held(obj.ui))
hollow_fault("ok-untouched", "C-11 A-04", "a reuse leaves *ppMWindow as it was",
             lambda desk, obj, code: desk.held(obj.ui), "untouched")
hollow_fault("focus-untouched", "C-24 A-04", "S_FALSE leaves *ppMWindow as it was",
             lambda desk, obj, code: code == codes.S_FALSE, "untouched")


@fault("script-not-there", "C-55", "a call from script is E_NOTIMPL")
def _(desk):
    wrap(desk, "check_argument", lambda old, call:
         codes.E_NOTIMPL if call.binding == "script" else old(call))


@fault("script-signed-out-window", "A-46", "script gets a window while nobody is signed in")
def _(desk):
    wrap(desk, "check_login", lambda old, call:
         None if call.binding == "script" else old(call))


@fault("invoke-runs-twice", "C-02 C-55", "through Invoke a new window opens twice")
def _(desk):
    def converse(old, call):
        new = desk.find_window(desk.person_named(call.arg)) is None
        answer = old(call)
        if call.binding != "vtable" and new:
            desk.bring_up(desk.person_named(call.arg))
        return answer
    wrap(desk, "converse", converse)
