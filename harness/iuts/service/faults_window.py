"""Faults in the reuse of windows (C-27 to C-31, A-34 to A-40), in what happens to a
reference, and in who takes part in a conversation."""

import codes
from desk import Answer
from faults import collector, wrap

FOUND, fault = collector()


# -- reuse: an open window with a reference held is found again

def miss_fault(name, clause, text, misses):
    """A fault where an open window is not found if `misses(desk, ui)`."""
    @fault(name, clause, text)
    def spoil(desk):
        def find_window(old, person):
            ui = old(person)
            return None if ui is not None and misses(desk, ui) else ui
        wrap(desk, "find_window", find_window)


def reuses(ui):
    """How often `ui` was asked for again, this time included."""
    ui.asked = getattr(ui, "asked", 0) + 1
    return ui.asked


miss_fault("reuse-opens-new", "C-28 C-30", "every call opens a window", lambda desk, ui: True)
miss_fault("reuse-third-opens-new", "C-28 C-30", "the third call for a user opens a window",
           lambda desk, ui: reuses(ui) == 2)
miss_fault("reuse-newest-only", "C-28 C-30", "only the newest window is found again",
           lambda desk, ui: ui is not desk.open_windows()[-1])
miss_fault("reuse-first-three-only", "C-28 C-30", "a fourth window is not found again",
           lambda desk, ui: desk.open_windows().index(ui) > 2)
miss_fault("reuse-focus-only", "C-28 A-03", "without focus an open window is not found again",
           lambda desk, ui: not desk.focus_allowed)
miss_fault("reuse-moved-missed", "C-28", "a window that was moved is not found again",
           lambda desk, ui: ui.rect["Left"] != 120)
miss_fault("reuse-two-references-missed", "C-28 A-37", "with two references held it opens another",
           lambda desk, ui: sum(o.refs for o in ui.objects) >= 2)
miss_fault("reuse-with-dialog-missed", "C-28 C-33", "with a dialog open no window is found again",
           lambda desk, ui: bool(desk.dialogs))


def form_fault(name, clause, text, marks):
    """A fault where windows are found only by calls of the same form as the first."""
    @fault(name, clause, text)
    def spoil(desk):
        form = {}

        def converse(old, call):
            desk.form_now = marks(call)
            answer = old(call)
            if answer.window is not None:
                form.setdefault(answer.window.ui, desk.form_now)
            return answer

        def find_window(old, person):
            ui = old(person)
            return ui if ui is None or form.get(ui) == desk.form_now else None
        wrap(desk, "converse", converse)
        wrap(desk, "find_window", find_window)


form_fault("reuse-forms-apart", "C-28 A-38", "string and object form have windows of their own",
           lambda call: call.arg.contact is not None)
form_fault("reuse-references-apart", "C-28 A-38", "by-reference calls have windows of their own",
           lambda call: call.arg.byref)
form_fault("reuse-bindings-apart", "C-28 C-55", "script calls have windows of their own",
           lambda call: call.binding)


@fault("reuse-announced", "C-28 A-44", "a reuse raises OnIMWindowCreated again")
def _(desk):
    wrap(desk, "bring_forward", lambda old, ui: (
        old(ui), desk.emit("OnIMWindowCreated", window=desk.event_object(ui).token)))


@fault("reuse-error", "C-29", "a reuse is MSGR_E_ALREADY_IN_LIST")
def _(desk):
    def converse(old, call):
        ui = desk.find_window(desk.person_named(call.arg))
        if ui is not None and desk.held(ui):
            return desk.refuse(call, codes.ALREADY_IN_LIST)
        return old(call)
    wrap(desk, "converse", converse)


@fault("reuse-new-handle", "C-30 A-34", "a reuse gives the window another HWND")
def _(desk):
    def bring_forward(old, ui):
        old(ui)
        ui.hwnd += 0x10000
    wrap(desk, "bring_forward", bring_forward)


@fault("reuse-hidden-second", "C-28", "a reuse leaves a second window on the screen")
def _(desk):
    def bring_forward(old, ui):
        old(ui)
        desk.open_window(ui.people)
    wrap(desk, "bring_forward", bring_forward)


@fault("reuse-dead-object", "C-30 A-39", "a reuse hands out an object that is dead")
def _(desk):
    def bring_forward(old, ui):
        old(ui)
        desk.detach(ui)
    wrap(desk, "bring_forward", bring_forward)


def share_fault(name, text, shares):
    """A fault where the session of another user fits if `shares(desk, ui, person)`."""
    @fault(name, "C-31 A-40", text)
    def spoil(desk):
        wrap(desk, "fits", lambda old, ui, person:
             old(ui, person) or bool(shares(desk, ui, person)))


share_fault("one-window-for-all", "every user gets the window of the first",
            lambda desk, ui, person: True)
share_fault("fourth-shares-third", "the fourth user gets the window of the third",
            lambda desk, ui, person: len(desk.open_windows()) == 3
            and ui is desk.open_windows()[2])
share_fault("domain-shares", "users of one domain share a window",
            lambda desk, ui, person: "@" in person.name and
            person.name.split("@")[-1] == ui.people[0].name.split("@")[-1])
share_fault("first-eight-letters", "names that agree in eight characters share a window",
            lambda desk, ui, person: person.name[:8] == ui.people[0].name[:8])


# -- references

def killing_release(name, clause, text, kills):
    """A fault where giving up a reference kills the object if `kills(refs left, obj)`."""
    @fault(name, clause, text)
    def spoil(desk):
        def release(old, obj):
            old(obj)
            if obj.refs > 0 and kills(obj):
                obj.attached = False
        wrap(desk, "release", release)


def releases(obj):
    obj.released = getattr(obj, "released", 0) + 1
    return obj.released


killing_release("reuse-without-reference", "C-30 A-34 R-82",
                "a reuse gives no reference: the first release ends the object",
                lambda obj: True)
killing_release("second-release-kills", "A-37 R-82", "the second of three releases ends it",
                lambda obj: releases(obj) == 2)


@fault("release-forgets-window", "C-27 A-37", "after one of two releases the window is not found")
def _(desk):
    forgotten = []
    wrap(desk, "release", lambda old, obj: (old(obj), forgotten.append(obj.ui)))

    def find_window(old, person):
        ui = old(person)
        return None if ui in forgotten and desk.held(ui) else ui
    wrap(desk, "find_window", find_window)


@fault("release-closes-window", "A-37 C-27", "one of two releases closes the window")
def _(desk):
    wrap(desk, "release", lambda old, obj: (old(obj), desk.close_window(obj.ui)))


@fault("third-release-closes-all", "C-27 A-36 A-37", "the third release closes every window")
def _(desk):
    times = []

    def release(old, obj):
        old(obj)
        times.append(1)
        if len(times) == 3:
            for ui in desk.open_windows():
                desk.close_window(ui)
    wrap(desk, "release", release)


@fault("released-dead", "A-35", "after the last release the user gets a dead object")
def _(desk):
    def object_for(old, ui):
        held = desk.held(ui)
        obj = old(ui)
        obj.attached = held
        return obj
    wrap(desk, "object_for", object_for)


@fault("released-error", "A-35", "after the last release the user cannot be called: E_FAIL")
def _(desk):
    def converse(old, call):
        ui = desk.find_window(desk.person_named(call.arg))
        if ui is not None and not desk.held(ui):
            return desk.refuse(call, codes.E_FAIL)
        return old(call)
    wrap(desk, "converse", converse)


@fault("contact-consumed", "R-78", "a call eats the caller's reference to the contact object")
def _(desk):
    eaten = []

    def converse(old, call):
        if call.arg.contact is not None:
            eaten.append(call.arg.contact)
        return old(call)
    wrap(desk, "converse", converse)
    for name, nothing in (("contact_name", ""), ("is_self", False)):
        wrap(desk, name, lambda old, contact, nothing=nothing:
             (codes.RPC_E_DISCONNECTED, nothing) if contact in eaten else old(contact))


@fault("contact-release-closes", "C-10 R-78", "releasing a contact object closes its window")
def _(desk):
    def release_contact(old, contact):
        old(contact)
        ui = desk.find_window(contact.person)
        if ui is not None:
            desk.close_window(ui)
    wrap(desk, "release_contact", release_contact)


# -- after a window was closed (C-02, A-39)

def reopen_dead(name, text, applies):
    """A fault where a call for a closed window hands back the old, dead object."""
    @fault(name, "C-02 A-39", text)
    def spoil(desk):
        def converse(old, call):
            person = desk.person_named(call.arg)
            for ui in reversed(desk.screen):
                if not ui.open and desk.same_user(ui.people[0], person) and applies(ui):
                    for obj in ui.objects:
                        if obj.refs > 0 and call.has_out:
                            desk.hold(obj)
                            return Answer(codes.S_OK, "window", obj)
            return old(call)
        wrap(desk, "converse", converse)
        wrap(desk, "close", lambda old, obj: (
            setattr(obj.ui, "by_close", obj.ui.open or getattr(obj.ui, "by_close", False)),
            old(obj))[1])


reopen_dead("closed-by-user-handed-back", "a window that the user closed is handed back dead",
            lambda ui: ui.closed_by_person and not getattr(ui, "by_close", False))
reopen_dead("closed-by-Close-handed-back", "a window that Close closed is handed back dead",
            lambda ui: getattr(ui, "by_close", False))
reopen_dead("closed-by-sign-out-handed-back", "a window that a sign-out closed comes back dead",
            lambda ui: not ui.closed_by_person)


@fault("closed-error", "C-02 A-39", "whose window was closed cannot be called again: E_FAIL")
def _(desk):
    def converse(old, call):
        person = desk.person_named(call.arg)
        if any(ui.closed_by_person and desk.same_user(ui.people[0], person)
               for ui in desk.screen):
            return desk.refuse(call, codes.E_FAIL)
        return old(call)
    wrap(desk, "converse", converse)


@fault("closed-twice-error", "C-02 A-39", "a user can be called again once, not twice")
def _(desk):
    def converse(old, call):
        person = desk.person_named(call.arg)
        closed = [ui for ui in desk.screen
                  if ui.closed_by_person and desk.same_user(ui.people[0], person)]
        return desk.refuse(call, codes.E_FAIL) if len(closed) > 1 else old(call)
    wrap(desk, "converse", converse)


@fault("reopened-unannounced", "A-39 A-44", "a window that opens again raises no event")
def _(desk):
    def announce_created(old, ui, obj):
        if not any(other is not ui and desk.same_user(other.people[0], ui.people[0])
                   for other in desk.screen):
            old(ui, obj)
    wrap(desk, "announce_created", announce_created)


@fault("back-online-dead", "A-42 C-30", "back online a call hands out the object that died")
def _(desk):
    def object_for(old, ui):
        for obj in ui.objects:
            if not obj.attached and obj.refs > 0:
                return obj
        return old(ui)
    wrap(desk, "object_for", object_for)


# -- participants (C-02, C-06, C-10, R-09, A-33)

def people_fault(name, clause, text, change):
    """A fault where the participants read as `change(desk, obj, names)`."""
    @fault(name, clause, text)
    def spoil(desk):
        def participants(old, obj):
            code, names = old(obj)
            return (code, change(desk, obj, names)) if code == codes.S_OK else (code, names)
        wrap(desk, "participants", participants)


people_fault("participants-of-first", "C-02 A-33", "every window has the participants of the first",
             lambda desk, obj, names: [p.name for p in desk.screen[0].people])
people_fault("participants-of-last", "C-02 A-33", "every window has the participants of the last",
             lambda desk, obj, names: [p.name for p in desk.screen[-1].people])
people_fault("participants-never", "C-06 A-33", "no window ever has participants",
             lambda desk, obj, names: [])
people_fault("participants-twice", "C-06 A-33", "the recipient takes part twice",
             lambda desk, obj, names: names + names)
people_fault("participants-only-self", "R-09 A-33", "only the local user takes part",
             lambda desk, obj, names: [desk.local_user])
people_fault("participants-user-part", "C-06 R-41", "names read without their domain",
             lambda desk, obj, names: [n.split("@")[0] for n in names])
people_fault("participants-cut-64", "C-06 R-41", "names read cut to 64 letters",
             lambda desk, obj, names: [n[:64] for n in names])
people_fault("participants-stranger", "C-02 R-09", "a listed contact takes part in every window",
             lambda desk, obj, names: names + [p.name for p in desk.listed[-1:]])


@fault("object-for-first-contact", "C-10 A-32", "an object opens the first listed contact")
def _(desk):
    def person_named(old, arg):
        if arg.contact is not None and desk.listed:
            return desk.listed[0]
        return old(arg)
    wrap(desk, "person_named", person_named)


@fault("string-for-listed-name", "C-02 C-53", "a string opens the listed contact most like it")
def _(desk):
    def person_named(old, arg):
        person = old(arg)
        for listed in desk.listed:
            if listed.name.split("@")[0] == person.name.split("@")[0]:
                return listed
        return person
    wrap(desk, "person_named", person_named)
