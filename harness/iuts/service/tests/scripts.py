"""Scripts that together show every reading and every fault: each is a list of steps for a
fresh session. `shown_by.py` says which script shows what."""

from driver import (EVENTS, IN, ME, MY_NAME, NO_DIALOGS, OFFLINE, ONLINE, OUT, WINDOWS, bstr,
                    call, contact, dialog, focus, get, im, obj, of_contact, people, put, ref,
                    release, service, state_of, user_adds, user_closes, wait)

A, B, C, D, E = (f"{name}@example.com" for name in ("alice", "bob", "carol", "dave", "erin"))
ZOE = "zoe@work.example"
DEAD = [get("w1", n) for n in ("HWND", "IsClosed", "Left", "Top", "Width", "Height")] + [
    put("w1", n, 50) for n in ("Left", "Top", "Width", "Height")] + [people("w1")]
NUL = {"vt": "VT_BSTR", "utf16": [0, 97]}


def long(count, first="a"):
    return first * (count - 12) + "@example.com"


def units(*numbers):
    return {"vt": "VT_BSTR", "utf16": list(numbers)}


def many(*names):
    """A call for each name and the screen after all of them."""
    return [IN, *[im(name) for name in names], WINDOWS, EVENTS]


SCRIPTS = {
    # argument rules
    "length": many(*[long(n) for n in (20, 65, 129, 130, 131, 256, 260)]),
    "length-names": [IN, im(long(129)), people("w1"), im(long(130)), WINDOWS],
    "length-units": many("\U0001F600" * 65, "a" * 128 + "\U0001F600", "\u4e00" * 129,
                         "\U0001F600" * 65),
    "length-refs": [IN, im(ref(bstr(long(130)))),
                    im({"vt": "VT_BYREF|VT_BSTR", "value": long(130)})],
    "line-ends": many(*"\ra \na \r \n \r\n a\r a\n a\r\n a\rb a\nb a\r\nb \r\na".split(" ")),
    "line-end-far": many(long(80) + "\r", long(80) + "\n"),
    "line-end-refs": [IN, im(ref(bstr("a\rb"))), im(ref(bstr("a\n")))],
    "line-end-kinds": many("a\vb", "a\fb", "a\u0085b", "a\u2028b", "a\u2029b"),
    "spaces": many(" " + A, "  " + A, " ", "   ", A + " ", "a b@example.com"),
    "space-refs": [IN, im(ref(bstr(" " + A)))],
    "blanks": many("\t" + A, "\u00a0" + A, "\u3000" + A, "\t" + A),
    "null-strings": [IN, im(bstr(None)), im(ref(bstr(None))),
                     im({"vt": "VT_BYREF|VT_BSTR", "value": None}), WINDOWS],
    "empty-string": many("", "", ""),
    "absent": [IN, im({"vt": "VT_EMPTY"}), im({"vt": "VT_NULL"}),
               im({"vt": "VT_ERROR", "value": -2147352572}), WINDOWS],
    "numbers": [IN, im({"vt": "VT_I4", "value": 7}), im({"vt": "VT_BOOL", "value": True}),
                WINDOWS],
    "null-object": [IN, im({"vt": "VT_DISPATCH", "value": None}), WINDOWS],
    "foreign-object": [IN, im({"vt": "VT_DISPATCH", "object": "foreign"}), WINDOWS],
    "nul": [IN, im(units(0, 97)), im(units(97, 0, 98)), WINDOWS],
    "lone": [IN, im(units(97, 0xD800)), im(units(0xDC00)), WINDOWS],
    "controls": many("a\x07b@example.com", "\x01"),
    "forms": many("plain", "a@b@c", "x@y", "mailto:q@example.com", "sip:q@example.com",
                  "Al <al@example.com>", "Al<al@example.com>", "\u00e9t\u00e9@example.com",
                  "UPPER@EXAMPLE.COM", "x"),
    "references": [IN, im(ref(bstr(A))), im({"vt": "VT_BYREF|VT_BSTR", "value": B}),
                   im(ref(ref(bstr(C)))), im(ref(bstr(D))), people("w4")],
    "object-reference": [IN, contact(A), im(obj("c1", "VT_BYREF|")), im(ref(obj("c1")))],
    "script": [IN, im(A, binding="script"), im(ref(bstr(B)), binding="script"),
               im(C, binding="dispatch"), im(C), WINDOWS, EVENTS],
    "dispatch-reference": [IN, im(ref(bstr(A)), binding="dispatch")],
    # verdicts
    "null-out": [IN, im(A, out="null"), WINDOWS, EVENTS],
    "null-out-direct": [IN, im(A, out="null", binding="vtable"), WINDOWS],
    "null-out-script": [IN, im(A, out="null", binding="dispatch"), WINDOWS],
    "several-bad": [im(" x", out="null"), im(A, out="null"), im(" x"), im(ME), IN,
                    im(" x", out="null"), im(ME, out="null"), im(" " + ME)],
    "self": [IN, im(ME), WINDOWS, EVENTS, im(ME), im(ME), OUT, IN, im(ME), WINDOWS],
    "self-object": [IN, contact(ME), of_contact("isSelf", "c1"), im(obj("c1")), WINDOWS],
    "self-refs": [IN, im(ref(bstr(ME))), WINDOWS],
    "self-case": many("ME@Example.COM"),
    "self-width": many("\uff4de@example.com"),
    "self-blank": many(ME + " "),
    "self-prefix": many("sip:" + ME),
    "self-elsewhere": [IN, service("signIn", "secondary"), contact(ME, "secondary"),
                       im(obj("c1")), WINDOWS],
    "not-self": many("me@example.com.au", "me@example.org", "somebody@example.com"),
    "signed-out": [im(A), WINDOWS, EVENTS, im(ref(bstr(A))), WINDOWS],
    "signed-out-again": [IN, im(A), OUT, im(B), WINDOWS, IN, im(B), OUT, im(C), WINDOWS],
    "signed-out-object": [IN, contact(A), OUT, im(obj("c1"))],
    "signed-out-script": [im(A, binding="script"), WINDOWS],
    "signed-out-dialog": [dialog("signIn"), im(A)],
    "secondary-only": [IN, contact(ZOE, "secondary"), service("signIn", "secondary"),
                       service("signOut", "primary"), im(obj("c1")), im(A)],
    "secondary-out": [IN, contact(ZOE, "secondary"), im(obj("c1"))],
    "secondary": [IN, service("signIn", "secondary"), EVENTS, contact(ZOE, "secondary"),
                  im(obj("c1")), people("w1"), im(ZOE), people("w2"), WINDOWS,
                  service("signOut", "secondary"), WINDOWS, OUT, wait(6), WINDOWS],
    "offline": [IN, im(A), EVENTS, OFFLINE, WINDOWS, EVENTS, im(B), *DEAD, ONLINE, *DEAD,
                EVENTS, im(A), *state_of("w1"), im(C), WINDOWS],
    "offline-two": [IN, im(A), im(B), im(B), OFFLINE, *state_of("w1"), *state_of("w2"), ONLINE,
                    im(C), OFFLINE, *state_of("w3")],
    "unknown": [IN, im("nobody@nowhere.example"), WINDOWS, user_closes("w1"),
                im("nobody@nowhere.example"), contact("unlisted@example.com"), im(obj("c1"))],
    "five": [*many(A, B, C, D, E), *[im(n) for n in (A, B, C, D, E)], WINDOWS, EVENTS, OUT,
             WINDOWS],
    "focus": [IN, focus(False), im(A), im(A), WINDOWS, focus(True), im(A), im(B)],
    "focus-places": [IN, focus(False), im(A), get("w1", "Left"), focus(True), im(A),
                     get("w1", "Left"), call("w1", "Show"), get("w1", "Left")],
    "dialogs": [IN, im(A), dialog("options"), im(A), im(B), WINDOWS, NO_DIALOGS, im(C),
                dialog("options"), OUT, WINDOWS, wait(6), WINDOWS],
    # windows
    "two-users": [IN, im(A), im(B), people("w1"), people("w2"), WINDOWS, EVENTS,
                  get("w1", "HWND"), get("w2", "HWND")],
    "reuse": [IN, im(A), get("w1", "HWND"), im(A), im(A), get("w1", "HWND"), get("w1", "HWND"),
              *state_of("w1"), WINDOWS, EVENTS],
    "reuse-mixed": [IN, im(A), contact(A), im(obj("c1")), im(ref(bstr(A))), im(B), im(obj("c1")),
                    WINDOWS],
    "reuse-moved": [IN, im(A), put("w1", "Left", 7), im(A), WINDOWS],
    "late-binding": [IN, im(A, binding="dispatch"), im(A), WINDOWS],
    "same-user": [IN, im(A), im("ALICE@example.com"), im(A + " "), im("\uff41lice@example.com"),
                  im("sip:" + A), WINDOWS],
    "same-name": [IN, service("signIn", "secondary"), im(A), contact(A, "secondary"),
                  im(obj("c1")), WINDOWS],
    "string-like-listed": [IN, im("alice@example.org"), people("w1"), contact(B), im(obj("c1")),
                           people("w2")],
    "releases": [IN, im(A), im(A), release("w1"), *state_of("w1"), im(A), WINDOWS],
    "three-releases": [IN, im(A), im(A), im(A), release("w1"), *state_of("w1"), release("w1"),
                       *state_of("w1"), WINDOWS],
    "last-release": [IN, im(A), EVENTS, release("w1"), WINDOWS, EVENTS, im(A), *state_of("w2"),
                     WINDOWS],
    "release-all": [IN, im(A), im(B), im(C), im(D), release("w1"), release("w2"), release("w3"),
                    WINDOWS],
    "closed-by-user": [IN, im(A), EVENTS, user_closes("w1"), WINDOWS, EVENTS, *DEAD,
                       call("w1", "Close"), call("w1", "Close"), call("w1", "Show"), WINDOWS,
                       im(A), *state_of("w1"), WINDOWS, EVENTS, user_closes("w2"), im(A)],
    "closed-by-Close": [IN, im(A), im(B), call("w1", "Close"), WINDOWS, EVENTS, *DEAD,
                        call("w1", "Close"), im(A), *state_of("w3"), WINDOWS],
    "closed-held-twice": [IN, im(A), im(A), user_closes("w1"), *DEAD],
    "members": [IN, im(A), im(B), *state_of("w1"), call("w1", "Show"), put("w1", "Left", -5),
                put("w1", "Width", 0), put("w1", "Width", -1), put("w1", "Height", 0),
                put("w1", "Width", 300), *state_of("w1"), *state_of("w2")],
    "late-members": [IN, im(A), *state_of("w1"), EVENTS, wait(0.5), *state_of("w1"), EVENTS],
    "group": [IN, im(A), EVENTS, user_adds("w1", B), people("w1"), EVENTS, im(A), im(B), OUT,
              WINDOWS, wait(6), WINDOWS],
    "names": [IN, im(long(100)), people("w1"), im("Al.ICE@Example.com"), people("w2")],
    "events": [IN, im(A), im(B), EVENTS, user_closes("w1"), EVENTS],
    "events-late": [IN, im(A), EVENTS, wait(1), EVENTS],
    # sign-out
    "sign-out": [IN, im(A), im(B), EVENTS, OUT, WINDOWS, EVENTS, *state_of("w1"), *DEAD,
                 wait(1), WINDOWS, EVENTS, *state_of("w1"), *DEAD, wait(5), *state_of("w2"),
                 WINDOWS, IN, EVENTS, WINDOWS, im(A), *state_of("w1"), OUT, WINDOWS],
    "sign-out-references": [IN, im(A), im(B), im(B), im(C), release("w3"), OUT, WINDOWS],
    # contacts
    "own-name": [MY_NAME, IN, MY_NAME, OFFLINE, MY_NAME, ONLINE, MY_NAME, OUT, MY_NAME],
    "contact-self": [IN, contact(ME), of_contact("isSelf", "c1"), contact(A),
                     of_contact("isSelf", "c2"), contact("un@listed.example"),
                     of_contact("isSelf", "c3"), OFFLINE, of_contact("isSelf", "c1")],
    "contact-rules": [contact(A), IN, contact("a b"), contact("a\rb"), contact("a\n"),
                      contact(long(129)), contact(long(130)), contact(None), contact(""),
                      contact("un@listed.example")],
    "contact-same": [IN, contact(A), contact(A), contact(B), contact(A, "secondary"),
                     contact(B), of_contact("signinName", "c2"), im(obj("c2")), people("w1")],
    "contact-given": [IN, contact(A), im(obj("c1")), of_contact("signinName", "c1"),
                      of_contact("isSelf", "c1"), of_contact("release", "c1"), WINDOWS],
    "contact-old": [IN, contact(A), OUT, IN, im(obj("c1"))],
    "reset": [("reset", {"localUser": "x@example.com", "contacts": []}), IN, MY_NAME],
}
