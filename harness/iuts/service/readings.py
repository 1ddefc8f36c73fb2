"""Every ambiguity of the documentation with the readings that are fair, and the policy
that says which one this desktop takes. The first row of a name is the preferred reading
and the default. The module knows no desktop; the desktop asks `policy[name]`."""

# (name, value, clause, text)
READINGS = [
    ("A-01", "hresult", "A-01", "a NULL ppMWindow is answered with 0x800706F4"),
    ("A-01", "bare", "A-01", "a NULL ppMWindow is answered with the bare number 1780"),
    ("A-03", "focus", "A-03 C-24", "S_FALSE exactly when focus is refused to the window"),
    ("A-03", "focus-new", "A-03", "a refused focus is reported for a new window only"),
    ("A-03", "focus-reuse", "A-03", "a refused focus is reported for a reused window only"),
    ("A-03", "ignore", "A-03 C-24", "a refused focus is never reported: S_OK throughout"),
    ("A-03", "always", "A-03", "every success is S_FALSE: the host lets nobody take focus"),
    ("A-03", "reuse", "A-03", "every reuse is S_FALSE, every new window S_OK"),
    ("A-03", "first", "A-03", "every new window is S_FALSE, every reuse S_OK"),
    ("A-04", "window", "A-04", "S_FALSE comes with the window object"),
    ("A-04", "null", "A-04", "S_FALSE comes with a NULL pointer; the window is on the screen"),
    ("A-05", "S_OK", "A-05", "success is S_OK"),
    ("A-05", "unlisted", "A-05", "success is a success code that the page does not list"),
    ("A-07-length", "units", "A-07 C-20", "length is counted in UTF-16 code units"),
    ("A-07-length", "points", "A-07 C-20", "length is counted in code points"),
    ("A-07-length", "bytes", "A-07 C-20", "length is counted in double-byte ANSI bytes"),
    ("A-07-nul", "first", "A-07", "NULs are ordinary characters, except that none may be first"),
    ("A-07-nul", "keep", "A-07", "NULs are ordinary characters everywhere"),
    ("A-07-nul", "cut", "A-07", "a string ends at its first NUL"),
    ("A-07-nul", "refuse", "A-07", "a string with a NUL anywhere is E_INVALIDARG"),
    ("A-07-lone", "keep", "A-07", "a lone surrogate is an ordinary character"),
    ("A-07-lone", "refuse", "A-07", "a string with a lone surrogate is E_INVALIDARG"),
    ("A-08-first", "space", "A-08 C-19", "only U+0020 counts as a leading space"),
    ("A-08-first", "any", "A-08", "every Unicode blank counts as a leading space"),
    ("A-08-inner", "allow", "A-08", "spaces inside and at the end are allowed"),
    ("A-08-inner", "refuse", "A-08 R-42", "spaces anywhere are refused, as GetContact does"),
    ("A-09", "crlf", "A-09 C-21 C-22", "only CR and LF are line ends"),
    ("A-09", "all", "A-09", "VT, FF, U+0085, U+2028 and U+2029 count as line ends too"),
    ("A-10", "INV", "A-10", "a zero-length string is E_INVALIDARG, like a NULL string"),
    ("A-10", "SUCC", "A-10 C-54", "a zero-length string opens a window"),
    ("A-10", "FAIL", "A-10 R-42", "a zero-length string is E_FAIL, as in GetContact"),
    ("A-11", "INV", "A-11 C-17", "VT_EMPTY, VT_NULL and VT_ERROR are E_INVALIDARG"),
    ("A-11", "TYPEMISMATCH", "A-11", "VT_EMPTY, VT_NULL, VT_ERROR: DISP_E_TYPEMISMATCH"),
    ("A-11", "PARAMNOTFOUND", "A-11", "VT_EMPTY, VT_NULL, VT_ERROR: DISP_E_PARAMNOTFOUND"),
    ("A-11", "PARAMNOTOPTIONAL", "A-11", "VT_EMPTY, VT_NULL, VT_ERROR: DISP_E_PARAMNOTOPTIONAL"),
    ("A-11", "FAIL", "A-11", "VT_EMPTY, VT_NULL, VT_ERROR: E_FAIL"),
    ("A-12", "INV", "A-12", "numbers and booleans are E_INVALIDARG"),
    ("A-12", "TYPEMISMATCH", "A-12", "numbers and booleans are DISP_E_TYPEMISMATCH"),
    ("A-12", "FAIL", "A-12", "numbers and booleans are E_FAIL"),
    ("A-12", "coerce", "A-12", "numbers and booleans are turned into strings"),
    ("A-13-variant", "unwrap", "A-13", "a by-reference VARIANT is unwrapped"),
    ("A-13-variant", "refuse", "A-13", "a by-reference VARIANT is refused on a direct call"),
    ("A-13-bstr", "unwrap", "A-13", "a by-reference string is taken as by value"),
    ("A-13-bstr", "refuse", "A-13", "a by-reference string is E_INVALIDARG"),
    ("A-13-dispatch", "unwrap", "A-13", "a by-reference object is taken as by value"),
    ("A-13-dispatch", "refuse", "A-13", "a by-reference object is E_INVALIDARG"),
    ("A-13-nested", "unwrap", "A-13", "nested references are unwrapped to the end"),
    ("A-13-nested", "refuse", "A-13", "a reference to a by-reference VARIANT is E_INVALIDARG"),
    ("A-15", "INV", "A-15 C-17", "VT_DISPATCH with NULL is E_INVALIDARG"),
    ("A-15", "POINTER", "A-15", "VT_DISPATCH with NULL is E_POINTER"),
    ("A-15", "FAIL", "A-15", "VT_DISPATCH with NULL is E_FAIL"),
    ("A-16", "INV", "A-16", "an object that is no contact is E_INVALIDARG"),
    ("A-16", "NOINTERFACE", "A-16", "an object that is no contact is E_NOINTERFACE"),
    ("A-16", "TYPEMISMATCH", "A-16", "an object that is no contact is DISP_E_TYPEMISMATCH"),
    ("A-16", "MEMBERNOTFOUND", "A-16", "an object that is no contact is DISP_E_MEMBERNOTFOUND"),
    ("A-16", "FAIL", "A-16", "an object that is no contact is E_FAIL"),
    ("A-17", "SUCC", "A-17", "a contact object from before a sign-out still works"),
    ("A-17", "DISCONNECTED", "A-17", "a contact object from before a sign-out: RPC_E_DISCONNECTED"),
    ("A-17", "FAIL", "A-17", "a contact object from before a sign-out: E_FAIL"),
    ("A-18-case", "fold", "A-18", "the own name is recognised in any letter case"),
    ("A-18-case", "exact", "A-18", "the own name is recognised in its exact letters only"),
    ("A-18-norm", "none", "A-18", "full-width and compatibility letters make another name"),
    ("A-18-norm", "nfkc", "A-18", "the own name is recognised after NFKC normalisation"),
    ("A-18-trim", "keep", "A-18", "the own name with trailing blanks is another name"),
    ("A-18-trim", "trim", "A-18", "the own name is recognised with trailing blanks"),
    ("A-18-prefix", "keep", "A-18", "the own name with sip: or mailto: is another name"),
    ("A-18-prefix", "strip", "A-18", "the own name is recognised behind sip: or mailto:"),
    ("A-18-leading", "INV", "A-18 A-20", "a leading blank before the own name is E_INVALIDARG"),
    ("A-18-leading", "FAIL", "A-18 A-20", "a leading blank before the own name is E_FAIL"),
    ("A-19", "SUCC", "A-19", "the own name on another service is somebody else"),
    ("A-19", "FAIL", "A-19", "the own name on another service is oneself"),
    ("A-20", "out-argument-login-self", "A-20", "checks: out pointer, argument, login, self"),
    ("A-20", "out-login-argument-self", "A-20", "checks: out pointer, login, argument, self"),
    ("A-20", "argument-out-login-self", "A-20", "checks: argument, out pointer, login, self"),
    ("A-20", "argument-login-out-self", "A-20", "checks: argument, login, out pointer, self"),
    ("A-20", "argument-login-self-out", "A-20", "checks: argument, login, self, out pointer"),
    ("A-20", "login-out-argument-self", "A-20", "checks: login, out pointer, argument, self"),
    ("A-20", "login-argument-out-self", "A-20", "checks: login, argument, out pointer, self"),
    ("A-20", "login-argument-self-out", "A-20", "checks: login, argument, self, out pointer"),
    ("A-20", "out-argument-self-login", "A-20", "the own name is refused while signed out too"),
    ("A-22", "NLOG", "A-22", "offline: MSGR_E_NOT_LOGGED_ON"),
    ("A-22", "FAIL", "A-22", "offline: E_FAIL"),
    ("A-22", "MSGR_DISCONNECTED", "A-22", "offline: MSGR_E_DISCONNECTED"),
    ("A-22-events", "status", "A-22", "losing the connection is told as a status only"),
    ("A-22-events", "told", "A-22", "a lost connection raises OnSignout, its return OnSignin"),
    ("A-23", "SUCC", "A-23 C-52", "a contact of a signed-out secondary service: a window"),
    ("A-23", "NLOG", "A-23", "a contact of a signed-out secondary service: NOT_LOGGED_ON"),
    ("A-23", "FAIL", "A-23", "a contact of a signed-out secondary service: E_FAIL"),
    ("A-23", "INVALID_SERVICE", "A-23", "a contact of a signed-out service: INVALID_SERVICE"),
    ("A-25", "SUCC", "A-25 C-33", "an open dialog does not matter"),
    ("A-25", "UI_ACTIVE", "A-25", "with a dialog open: MSGR_E_OPTION_UI_ACTIVE"),
    ("A-25", "FAIL", "A-25 R-71", "with a dialog open: E_FAIL"),
    ("A-25-signin", "NLOG", "A-25", "signed out with the Sign In dialog open: NOT_LOGGED_ON"),
    ("A-25-signin", "FAIL", "A-25", "signed out with the Sign In dialog open: E_FAIL"),
    ("A-27", "primary", "A-27 C-38", "a string always names somebody on the primary service"),
    ("A-27", "secondary", "A-27", "a string that only the secondary list has means that contact"),
    ("A-29", "SUCC", "A-29 C-54", "control characters other than CR and LF are allowed"),
    ("A-29", "INV", "A-29", "control characters are E_INVALIDARG"),
    ("A-31", "none", "A-31", "a bad argument leaves no window"),
    ("A-31", "window", "A-31 C-52", "a bad string is refused and yet brings up a window"),
    ("A-33", "one", "A-33 R-09", "the participants are the recipient alone"),
    ("A-33", "with-self", "A-33", "the participants include the local user"),
    ("A-33", "late", "A-33", "the list of participants is empty at first and fills later"),
    ("A-33-case", "given", "A-33 R-41", "a participant's name reads as it was given"),
    ("A-33-case", "lower", "A-33", "a participant's name reads in lower case"),
    ("A-34", "same", "A-34 C-30", "reuse gives the same object"),
    ("A-34", "distinct", "A-34", "reuse gives another object on the same window"),
    ("A-35", "fresh", "A-35", "after the last release: the same window, a fresh object"),
    ("A-35", "second", "A-35", "after the last release: a second window"),
    ("A-35", "kept", "A-35", "after the last release: the same window and the same object"),
    ("A-36", "stays", "A-36", "the window stays after the last release"),
    ("A-36", "closes", "A-36", "the last release closes the window"),
    ("A-38-case", "fold", "A-38", "names that differ in letter case are one user"),
    ("A-38-case", "exact", "A-38", "names that differ in letter case are two users"),
    ("A-38-blank", "keep", "A-38", "a trailing blank makes another user"),
    ("A-38-blank", "trim", "A-38", "a trailing blank does not make another user"),
    ("A-38-norm", "keep", "A-38", "another Unicode form makes another user"),
    ("A-38-norm", "nfkc", "A-38", "names are compared after NFKC normalisation"),
    ("A-38-prefix", "keep", "A-38", "a sip: or mailto: prefix makes another user"),
    ("A-38-prefix", "strip", "A-38", "a sip: or mailto: prefix does not make another user"),
    ("A-38-service", "new", "A-38", "the same name on another service has its own window"),
    ("A-38-service", "reuse", "A-38", "the same name on another service shares the window"),
    ("A-39", "dead", "A-39 R-15", "an old pointer stays dead when the user is called again"),
    ("A-39", "revive", "A-39", "an old pointer comes to life when the user is called again"),
    ("A-40-frame", "own", "A-40", "every conversation has its own HWND"),
    ("A-40-frame", "shared", "A-40", "all conversations live in one frame with one HWND"),
    ("A-40-group", "group", "A-40", "a call for a member of a group window gives that window"),
    ("A-40-group", "new", "A-40", "a call for a member of a group window opens a new one"),
    ("A-41", "at-once", "A-41 C-34", "windows are closed when the sign-out is complete"),
    ("A-41", "delayed", "A-41", "windows close within a second after the sign-out"),
    ("A-41-event", "destroyed", "A-41", "sign-out raises OnIMWindowDestroyed for each window"),
    ("A-41-event", "silent", "A-41", "sign-out raises no OnIMWindowDestroyed"),
    ("A-41-order", "before", "A-41", "OnIMWindowDestroyed comes before OnSignout"),
    ("A-41-order", "after", "A-41", "OnIMWindowDestroyed comes after OnSignout"),
    ("A-42", "stays", "A-42 C-35", "offline: objects die, the windows stay on the screen"),
    ("A-42", "closes", "A-42", "offline: the windows close and say so"),
    ("A-42", "closes-silent", "A-42", "offline: the windows close without an event"),
    ("A-42", "revive", "A-42", "back online the old pointers work again"),
    ("A-43-Close", "S_FALSE", "A-43 R-12", "Close on a dead object: S_FALSE"),
    ("A-43-Close", "FAIL", "A-43 R-13", "Close on a dead object: E_FAIL"),
    ("A-43-Close", "DISCONNECTED", "A-43", "Close on a dead object: RPC_E_DISCONNECTED"),
    ("A-43-Close", "once", "A-43", "Close on a dead object: S_OK once, then S_FALSE"),
    ("A-43-IsClosed", "FAIL", "A-43 R-23", "IsClosed on a dead object: E_FAIL"),
    ("A-43-IsClosed", "OBJNOTCONNECTED", "A-43", "IsClosed, dead: CO_E_OBJNOTCONNECTED"),
    ("A-43-IsClosed", "true", "A-43 R-21", "IsClosed on a dead object: true"),
    ("A-43-HWND", "FAIL", "A-43 R-19", "HWND on a dead object: E_FAIL"),
    ("A-43-HWND", "SERVER_UNAVAILABLE", "A-43", "HWND, dead: RPC_S_SERVER_UNAVAILABLE"),
    ("A-43-HWND", "zero", "A-43", "HWND on a dead object: S_OK with 0"),
    ("A-43-geometry", "FAIL", "A-43 R-27", "geometry of a dead object: E_FAIL"),
    ("A-43-geometry", "SERVER_DIED", "A-43", "geometry of a dead object: RPC_E_SERVER_DIED"),
    ("A-43-Show", "FAIL", "A-43 R-25", "Show on a dead object: E_FAIL"),
    ("A-43-Show", "DISCONNECTED", "A-43", "Show on a dead object: RPC_E_DISCONNECTED"),
    ("A-43-contacts", "FAIL", "A-43", "Contacts of a dead object: E_FAIL"),
    ("A-43-contacts", "UNKNOWN_IF", "A-43", "Contacts of a dead object: RPC_S_UNKNOWN_IF"),
    ("A-43-contacts", "S_FALSE", "A-43", "Contacts of a dead object: S_FALSE"),
    ("A-44", "prompt", "A-44", "OnIMWindowCreated is raised before the call returns"),
    ("A-44", "late", "A-44", "OnIMWindowCreated comes some time after the call"),
    ("A-44-added", "none", "A-44", "no OnIMWindowContactAdded for the first recipient"),
    ("A-44-added", "one", "A-44", "OnIMWindowContactAdded for the first recipient too"),
    ("A-44-object", "same", "A-44 R-64", "the event carries the object that the call returns"),
    ("A-44-object", "distinct", "A-44", "the event carries another object on the same window"),
    ("A-44-session", "prompt", "A-44 R-57", "OnSignin, OnSignout and the status are told at once"),
    ("A-44-session", "late", "A-44 R-57", "OnSignin, OnSignout and the status are told later"),
    ("A-46", "code", "A-46", "script sees the documented code when nobody is signed in"),
    ("A-46", "suppress", "A-46 R-46", "script gets S_OK and Nothing when nobody is signed in"),
    ("A-48", "work", "A-48 C-13", "geometry, HWND and Close work for script"),
    ("A-48", "notimpl", "A-48 R-27", "geometry, HWND and Close are E_NOTIMPL (script-only IUT)"),
    ("A-53", "normal", "A-53", "a window without focus is shown behind the others"),
    ("A-53", "restore", "A-53", "a window without focus starts minimised, reuse restores it"),
    ("A-53", "leave", "A-53", "a window without focus starts minimised and stays so on reuse"),
    ("A-54", "at-once", "A-54", "a window object is usable at the instant of return"),
    ("A-54", "late", "A-54", "HWND, IsClosed and Contacts fail for a moment after the call"),
    ("R-43", "primary", "R-43 R-45", "GetContact without a service makes a primary contact"),
    ("R-43", "list", "R-43", "GetContact without a service knows listed contacts only"),
    ("R-49", "NLOG", "R-49", "MySigninName while signed out: MSGR_E_NOT_LOGGED_ON"),
    ("R-49", "FAIL", "R-49", "MySigninName while signed out: E_FAIL"),
    ("R-56", "told", "R-56", "signing in and out and the status are told by events"),
    ("R-56", "silent", "R-56", "no event speaks of signing in and out, or of the status"),
    ("R-56-last", "offline", "R-56", "after the sign-out the status is offline"),
    ("R-56-last", "disconnecting", "R-56", "the disconnecting status is the last one told"),
    ("R-57", "steps", "R-57", "sign-in reports finding and connecting first"),
    ("R-57", "direct", "R-57", "sign-in reports the online status only"),
    ("R-57-order", "before", "R-57", "OnSignin comes before the online status"),
    ("R-57-order", "after", "R-57", "OnSignin comes after the online status"),
    ("R-58", "online", "R-58", "whoever is signed in is online"),
    ("R-58", "invisible", "R-58 R-59", "whoever is signed in is invisible, an online state"),
    ("R-58", "busy", "R-58", "whoever is signed in is busy, an online state"),
    ("wire-hresult", "unsigned", "protocol", "HRESULTs are sent unsigned"),
    ("wire-hresult", "signed", "protocol", "HRESULTs are sent as signed 32-bit numbers"),
    ("wire-refs", "given", "protocol", "window.release tells the references that are left"),
    ("wire-refs", "silent", "protocol", "window.release tells nothing"),
    ("wire-reset", "empty", "protocol", "reset answers an empty object"),
    ("wire-reset", "echo", "protocol", "reset answers with the user and the contacts"),
    ("wire-reset", "own", "protocol", "the desktop has its own user and contacts"),
    ("wire-reset", "cannot", "protocol", "reset answers -32001, so it is started again"),
    ("wire-bindings", "all", "protocol", "vtable, dispatch and script are offered"),
    ("wire-bindings", "vtable", "protocol", "only direct calls are offered"),
    ("wire-bindings", "automation", "protocol", "only dispatch and script are offered"),
]

# Readings that stand for a whole kind of product; profiles leave them alone.
NOT_IN_PROFILES = {
    ("wire-reset", "cannot"), ("wire-bindings", "automation"), ("A-48", "notimpl"),
    ("R-43", "list"),
}

# A pair of readings that contradict each other; the second gives way in a profile.
CONFLICTS = [
    (("A-03", "always"), ("A-04", "null")), (("A-03", "first"), ("A-04", "null")),
    (("A-03", "reuse"), ("A-04", "null")),
    (("A-36", "closes"), ("A-35", "second")), (("A-36", "closes"), ("A-35", "kept")),
    (("A-34", "distinct"), ("A-35", "kept")), (("A-34", "distinct"), ("A-39", "revive")),
    (("A-34", "distinct"), ("A-40-frame", "shared")),
    (("A-35", "second"), ("A-40-frame", "shared")),
    (("A-44-object", "distinct"), ("A-40-frame", "shared")),
    (("A-42", "revive"), ("A-40-frame", "shared")),
    (("A-41-event", "silent"), ("A-41-order", "after")),
    (("A-41", "delayed"), ("A-41-order", "after")),
]

VALUES = {}
for _name, _value, _clause, _text in READINGS:
    VALUES.setdefault(_name, []).append(_value)


class Policy:
    """Which reading is taken for each name, and which faults spoil the desktop."""

    def __init__(self, readings=None, faults=()):
        self.readings = {name: values[0] for name, values in VALUES.items()}
        for name, value in (readings or {}).items():
            if value not in VALUES.get(name, ()):
                raise ValueError(f"no such reading: {name}={value}")
            self.readings[name] = value
        self.faults = list(faults)

    def __getitem__(self, name):
        return self.readings[name]


def profile(number):
    """The readings of fair profile `number`: a dict of the names that differ from the
    preferred reading. Profile 0 is the preferred one; no two profiles are equal."""
    if number == 0:
        return {}
    import random       # only here, since it is slow to load
    dice = random.Random(f"deskservice {number}")
    chosen = {}
    for name, values in VALUES.items():
        others = [v for v in values[1:] if (name, v) not in NOT_IN_PROFILES]
        if others and dice.random() < 0.4:
            chosen[name] = others[number % len(others)]
    for (name, value), (loser, given_way) in CONFLICTS:
        if chosen.get(name) == value and chosen.get(loser) == given_way:
            del chosen[loser]
    return chosen
