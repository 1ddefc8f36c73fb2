"""Faults in the events: about the session (R-56 to R-60), about windows (R-61, R-62, R-64,
A-44), and about who takes part (R-63, A-45)."""

import codes
from client import PRIMARY
from faults import collector, wrap

FOUND, fault = collector()


# -- OnSignin and OnSignout

def also_fault(name, clause, text, method, event, when=lambda desk, *args: True):
    """A fault where `method` raises `event` as well, if `when` says so of its arguments."""
    @fault(name, clause, text)
    def spoil(desk):
        def more(old, *args):
            old(*args)
            if when(desk, *args):
                desk.say(event)
        wrap(desk, method, more)


def secondary(desk, service):
    return service != PRIMARY


def later_sign_in(desk):
    return desk.sign_ins > 1


@fault("sign-in-unannounced", "R-57 R-60", "sign-in raises no OnSignin")
def _(desk):
    desk.announce_sign_in = desk.announce_online


@fault("sign-out-unannounced", "R-56", "sign-out raises no OnSignout")
def _(desk):
    desk.announce_sign_out = desk.announce_offline


@fault("second-sign-in-unannounced", "R-57 R-60", "the second sign-in raises no OnSignin")
def _(desk):
    wrap(desk, "announce_sign_in", lambda old:
         desk.announce_online() if later_sign_in(desk) else old())


@fault("second-sign-out-unannounced", "R-56", "the second sign-out raises no OnSignout")
def _(desk):
    wrap(desk, "announce_sign_out", lambda old:
         desk.announce_offline() if later_sign_in(desk) else old())


also_fault("sign-in-twice", "R-57 R-60", "sign-in raises OnSignin twice", "announce_sign_in",
           "OnSignin")
also_fault("second-sign-in-twice", "R-57 R-60", "the second sign-in raises OnSignin twice",
           "announce_sign_in", "OnSignin", later_sign_in)
also_fault("sign-out-twice", "R-56", "sign-out raises OnSignout twice", "announce_sign_out",
           "OnSignout")
also_fault("secondary-announced", "R-60", "a secondary sign-in raises OnSignin",
           "service_sign_in", "OnSignin", secondary)
also_fault("secondary-out-announced", "R-60", "a secondary sign-out raises OnSignout",
           "service_sign_out", "OnSignout", secondary)
also_fault("window-signs-in", "R-57 R-60", "a new window raises OnSignin", "announce_created",
           "OnSignin")
also_fault("close-signs-out", "R-56", "a window that closes raises OnSignout",
           "announce_destroyed", "OnSignout")


@fault("sign-in-again-announced", "R-57 R-60", "signing in while signed in raises OnSignin")
def _(desk):
    wrap(desk, "sign_in", lambda old: desk.say("OnSignin") if desk.signed_in() else old())


# -- OnMyStatusChange

def status_fault(name, text, method, value, when=lambda desk: True, clause="R-58"):
    """A fault where `method` reports status `value` instead of its own."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk, method, lambda old: desk.status(value) if when(desk) else old())


status_fault("sign-in-never-online", "sign-in reports the offline status at its end",
             "announce_online", codes.STATUS_OFFLINE, clause="R-57 R-58")
status_fault("sign-in-without-bit", "sign-in reports busy without the bit of online",
             "announce_online", codes.STATUS_BUSY & ~codes.STATUS_ONLINE)
status_fault("second-sign-in-not-online", "the second sign-in reports connecting at its end",
             "announce_online", codes.STATUS_CONNECTING, later_sign_in)
status_fault("sign-out-online", "sign-out reports the online status at its end",
             "announce_offline", codes.STATUS_ONLINE)
status_fault("second-sign-out-invisible", "the second sign-out reports an online state at its end",
             "announce_offline", codes.STATUS_INVISIBLE, later_sign_in)


@fault("online-then-connecting", "R-57 R-58", "sign-in reports connecting after online")
def _(desk):
    wrap(desk, "announce_online", lambda old: (old(), desk.status(codes.STATUS_CONNECTING)))


@fault("sign-out-not-disconnecting", "R-56", "sign-out does not report the disconnecting status")
def _(desk):
    desk.announce_disconnecting = lambda: None


# -- events about windows

def created_fault(name, text, change, clause="R-61 A-44"):
    """A fault where OnIMWindowCreated is raised as `change(desk, ui, obj, old)` does it."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk, "announce_created", lambda old, ui, obj: change(desk, ui, obj, old))


def say_of_first(desk, ui, obj, old):
    first = desk.event_object(desk.screen[0])
    desk.emit("OnIMWindowCreated", window=first.token)


created_fault("created-never", "no OnIMWindowCreated", lambda desk, ui, obj, old: None)
created_fault("created-twice", "two OnIMWindowCreated for one window",
              lambda desk, ui, obj, old: (old(ui, obj), old(ui, obj)))
created_fault("created-first-only", "only the first window raises OnIMWindowCreated",
              lambda desk, ui, obj, old: old(ui, obj) if ui is desk.screen[0] else None)
created_fault("created-wrong-window", "OnIMWindowCreated carries the first window", say_of_first,
              "R-61 R-64 A-44")


@fault("created-without-window", "A-31 A-44", "OnIMWindowCreated is raised for E_INVALIDARG")
def _(desk):
    def refuse(old, call, code):
        if code == codes.E_INVALIDARG and desk.connected():
            desk.emit("OnIMWindowCreated")
        return old(call, code)
    wrap(desk, "refuse", refuse)


@fault("created-for-self", "C-42 A-31", "OnIMWindowCreated is raised when one calls oneself")
def _(desk):
    def refuse(old, call, code):
        if code == codes.E_FAIL and desk.connected():
            desk.emit("OnIMWindowCreated")
        return old(call, code)
    wrap(desk, "refuse", refuse)


@fault("destroyed-never", "R-62", "no OnIMWindowDestroyed when a window is closed")
def _(desk):
    desk.announce_destroyed = lambda ui: None


@fault("destroyed-twice", "R-62", "two OnIMWindowDestroyed for one window")
def _(desk):
    wrap(desk, "announce_destroyed", lambda old, ui: (old(ui), old(ui)))


@fault("destroyed-wrong-window", "R-62", "OnIMWindowDestroyed carries the newest window")
def _(desk):
    wrap(desk, "announce_destroyed", lambda old, ui: old(desk.screen[-1]))


def held_elsewhere(desk, but, is_open):
    """A held object of another window than `but`, open or closed, or None."""
    for ui in desk.screen:
        if ui is not but and ui.open == is_open:
            for obj in ui.objects:
                if obj.refs > 0:
                    return obj
    return None


@fault("created-names-closed", "R-61 A-44", "OnIMWindowCreated carries a window that has closed")
def _(desk):
    def announce_created(old, ui, obj):
        desk.tell(ui)
        other = held_elsewhere(desk, ui, False)
        desk.emit("OnIMWindowCreated", window=(other or obj).token)
    wrap(desk, "announce_created", announce_created)


@fault("created-third-wrong", "R-61 A-44", "OnIMWindowCreated of a third window carries the first")
def _(desk):
    wrap(desk, "announce_created", lambda old, ui, obj:
         old(ui, obj) if len(desk.screen) < 3 else say_of_first(desk, ui, obj, old))


@fault("destroyed-names-open", "R-62", "OnIMWindowDestroyed carries another window, which is open")
def _(desk):
    def announce_destroyed(old, ui):
        other = held_elsewhere(desk, ui, True)
        if other is None:
            old(ui)
        else:
            desk.emit("OnIMWindowDestroyed", window=other.token)
    wrap(desk, "announce_destroyed", announce_destroyed)


@fault("destroyed-on-early-release", "R-62 A-37",
       "one of two releases raises OnIMWindowDestroyed, and the window stays")
def _(desk):
    def release(old, obj):
        old(obj)
        if obj.refs > 0:
            desk.announce_destroyed(obj.ui)
    wrap(desk, "release", release)


@fault("destroyed-on-release", "R-62 A-36", "the last release raises OnIMWindowDestroyed only")
def _(desk):
    wrap(desk, "last_release", lambda old, obj: (desk.announce_destroyed(obj.ui), old(obj)))


# -- events about who takes part

@fault("added-never", "R-63", "no OnIMWindowContactAdded when the user adds somebody")
def _(desk):
    desk.announce_added = lambda ui, person: None


def join_fault(name, clause, text, change):
    """A fault where somebody who joins is announced as `change(desk, ui, person, old)` does."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk, "announce_added", lambda old, ui, person: change(desk, ui, person, old))


def say_member(desk, name, person, ui):
    desk.emit(name, contact=desk.contact_object(person).token, window=desk.event_object(ui).token)


def say_other_window(desk, ui, person, old):
    other = held_elsewhere(desk, ui, True)
    say_member(desk, "OnIMWindowContactAdded", person, other.ui if other else ui)


join_fault("added-twice", "R-63", "OnIMWindowContactAdded is raised twice for who joins",
           lambda desk, ui, person, old: (old(ui, person), old(ui, person)))
join_fault("added-second-never", "R-63", "no OnIMWindowContactAdded for the second who joins",
           lambda desk, ui, person, old: old(ui, person) if len(ui.people) < 3 else None)
join_fault("added-of-first", "R-63", "OnIMWindowContactAdded carries the first recipient",
           lambda desk, ui, person, old: old(ui, ui.people[0]))
join_fault("added-other-window", "R-63 A-45", "OnIMWindowContactAdded carries another open window",
           say_other_window)
join_fault("removed-for-added", "R-63", "OnIMWindowContactRemoved is raised when somebody joins",
           lambda desk, ui, person, old:
           say_member(desk, "OnIMWindowContactRemoved", person, ui))


def member_fault(name, text, method, event, window):
    """A fault where `method` raises `event` about the first participant of `window(args)`."""
    @fault(name, "R-63", text)
    def spoil(desk):
        def more(old, *args):
            given = old(*args)
            ui = window(args)
            if ui is not None and ui.open:
                say_member(desk, event, ui.people[0], ui)
            return given
        wrap(desk, method, more)


member_fault("added-on-reuse", "a reuse raises OnIMWindowContactAdded", "bring_forward",
             "OnIMWindowContactAdded", lambda args: args[0])
member_fault("removed-on-reuse", "a reuse raises OnIMWindowContactRemoved", "bring_forward",
             "OnIMWindowContactRemoved", lambda args: args[0])
member_fault("removed-on-release", "one of two releases raises OnIMWindowContactRemoved", "release",
             "OnIMWindowContactRemoved", lambda args: args[0].ui if args[0].refs > 0 else None)


@fault("added-not-there", "R-09 R-63", "whom the user adds does not take part")
def _(desk):
    wrap(desk, "add_contact", lambda old, ui, person: (old(ui, person), ui.people.pop()))
