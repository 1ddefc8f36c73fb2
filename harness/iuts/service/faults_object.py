"""Faults in the members of window objects, alive (R-11 to R-28) and dead (A-43)."""

import codes
from faults import collector, wrap
from windows import GEOMETRY

FOUND, fault = collector()


# -- dead objects that look alive (C-37, A-43)

def dead_fault(name, clause, text, method, answer):
    """A fault where `method` of a dead object answers `answer(desk, obj, args)`; None
    leaves it as it is."""
    @fault(name, clause, text)
    def spoil(desk):
        def dead(old, obj, *args):
            given = answer(desk, obj, args)
            return old(obj, *args) if given is None else given
        wrap(desk, method, dead)


dead_fault("dead-close-ok", "R-12 A-43", "Close on a dead object is S_OK each time",
           "close_dead", lambda desk, obj, args: codes.S_OK)
dead_fault("dead-isclosed-false", "R-23 A-43", "IsClosed on a dead object is false", "get_dead",
           lambda desk, obj, args: (codes.S_OK, False) if args[0] == "IsClosed" else None)
dead_fault("dead-isclosed-S_FALSE", "R-23 A-43", "IsClosed on a dead object is S_FALSE, false",
           "get_dead",
           lambda desk, obj, args: (codes.S_FALSE, False) if args[0] == "IsClosed" else None)
dead_fault("dead-hwnd-alive", "R-19 A-43", "HWND on a dead object gives the old handle",
           "get_dead",
           lambda desk, obj, args: (codes.S_OK, obj.ui.hwnd) if args[0] == "HWND" else None)
for _name in GEOMETRY:
    dead_fault(f"dead-{_name.lower()}-read", "R-27 R-28 A-43",
               f"{_name} of a dead object can be read", "get_dead",
               lambda desk, obj, args, name=_name:
               (codes.S_OK, obj.ui.rect[name]) if args[0] == name else None)
    dead_fault(f"dead-{_name.lower()}-put", "R-27 R-28 A-43",
               f"{_name} of a dead object can be set", "put_dead",
               lambda desk, obj, args, name=_name: codes.S_OK if args[0] == name else None)
dead_fault("dead-show-ok", "R-25 A-43", "Show on a dead object is S_OK", "show_dead",
           lambda desk, obj, args: codes.S_OK)
dead_fault("dead-contacts-read", "C-37 A-43", "Contacts of a dead object can be read",
           "participants_dead", lambda desk, obj, args:
           (codes.S_OK, [p.name for p in obj.ui.people]))
dead_fault("dead-contacts-empty", "C-37 A-43", "Contacts of a dead object is S_OK and empty",
           "participants_dead", lambda desk, obj, args: (codes.S_OK, []))


@fault("dead-show-reopens", "R-25 A-43", "Show on a dead object brings the window back")
def _(desk):
    def show_dead(old, obj):
        obj.ui.open = obj.attached = True
        return codes.S_OK
    wrap(desk, "show_dead", show_dead)


@fault("user-close-unnoticed", "C-37 R-23", "objects live on when the user closes the window")
def _(desk):
    wrap(desk, "alive", lambda old, obj:
         old(obj) or (obj.ui.closed_by_person and obj.attached
                      and not getattr(obj.ui, "by_close", False)))
    wrap(desk, "close", lambda old, obj: (setattr(obj.ui, "by_close", True), old(obj))[1])


@fault("second-reference-lives", "C-37 R-15", "with two references a closed window stays alive")
def _(desk):
    wrap(desk, "alive", lambda old, obj: old(obj) or (obj.attached and obj.refs > 1))


# -- members of a live object

def value_fault(name, clause, text, member, change):
    """A fault where property `member` of a live object reads `change(desk, obj, value)`."""
    @fault(name, clause, text)
    def spoil(desk):
        def get(old, obj, asked):
            code, value = old(obj, asked)
            if code == codes.S_OK and asked == member and desk.alive(obj):
                return change(desk, obj, value)
            return code, value
        wrap(desk, "get", get)


def next_handle(desk, obj, value):
    obj.ui.hwnd += 2
    return codes.S_OK, obj.ui.hwnd


value_fault("hwnd-zero", "R-19 R-21", "HWND of an open window is 0", "HWND",
            lambda desk, obj, value: (codes.S_OK, 0))
value_fault("hwnd-fails", "R-19 C-12", "HWND of an open window is E_FAIL", "HWND",
            lambda desk, obj, value: (codes.E_FAIL, None))
value_fault("hwnd-wanders", "R-19 C-30", "HWND changes each time it is read", "HWND",
            next_handle)
value_fault("isclosed-true", "R-21 R-22", "IsClosed of an open window is true", "IsClosed",
            lambda desk, obj, value: (codes.S_OK, True))
value_fault("isclosed-fails", "R-22", "IsClosed of an open window is E_FAIL", "IsClosed",
            lambda desk, obj, value: (codes.E_FAIL, None))
value_fault("width-negative", "R-27", "Width reads negative", "Width",
            lambda desk, obj, value: (codes.S_OK, -value))
value_fault("geometry-not-there", "C-13 R-27", "Height is E_NOTIMPL on a direct call", "Height",
            lambda desk, obj, value: (codes.E_NOTIMPL, None))


def put_fault(name, clause, text, change):
    """A fault where setting a property does `change(desk, obj, name, value, old)`."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk, "put", lambda old, obj, name, value: change(desk, obj, name, value, old))


put_fault("size-zero-accepted", "R-27", "a size of zero is accepted",
          lambda desk, obj, name, value, old: codes.S_OK
          if value == 0 and name in ("Width", "Height") and desk.alive(obj)
          else old(obj, name, value))
put_fault("size-negative-accepted", "R-27", "a negative size is accepted",
          lambda desk, obj, name, value, old: codes.S_OK
          if value < 0 and name in ("Width", "Height") and desk.alive(obj)
          else old(obj, name, value))
put_fault("size-bad-E_FAIL", "R-27", "a bad size is E_FAIL, not E_INVALIDARG",
          lambda desk, obj, name, value, old:
          codes.E_FAIL if old(obj, name, value) == codes.E_INVALIDARG else codes.S_OK
          if desk.alive(obj) else old(obj, name, value))
put_fault("left-negative-refused", "R-28", "a negative Left is refused",
          lambda desk, obj, name, value, old: codes.E_INVALIDARG
          if value < 0 and name == "Left" else old(obj, name, value))
put_fault("put-ignored", "C-13 R-27", "setting a size is S_OK and does nothing",
          lambda desk, obj, name, value, old: codes.S_OK
          if value > 0 and name in ("Width", "Height") and desk.alive(obj)
          else old(obj, name, value))
put_fault("put-other-axis", "C-13 R-27", "setting Width sets Height",
          lambda desk, obj, name, value, old:
          old(obj, "Height" if name == "Width" else name, value))


@fault("show-fails", "R-25", "Show on an open window is E_FAIL")
def _(desk):
    desk.show = lambda obj: codes.E_FAIL


@fault("show-S_FALSE", "R-25", "Show on a window that is shown is S_FALSE")
def _(desk):
    wrap(desk, "show", lambda old, obj: codes.S_FALSE if desk.alive(obj) else old(obj))


@fault("close-fails", "R-11", "Close on an open window is E_FAIL")
def _(desk):
    wrap(desk, "close", lambda old, obj: codes.E_FAIL if desk.alive(obj) else old(obj))


@fault("close-S_FALSE", "R-11 R-12", "Close on an open window is S_FALSE, though it closes")
def _(desk):
    def close(old, obj):
        code = old(obj)
        return codes.S_FALSE if code == codes.S_OK else code
    wrap(desk, "close", close)


@fault("close-does-nothing", "R-11 R-15", "Close is S_OK and the window stays")
def _(desk):
    wrap(desk, "close", lambda old, obj: codes.S_OK if desk.alive(obj) else old(obj))


@fault("close-leaves-screen", "R-15", "Close kills the object and leaves the window on the screen")
def _(desk):
    def close(old, obj):
        if not desk.alive(obj):
            return old(obj)
        desk.detach(obj.ui)
        return codes.S_OK
    wrap(desk, "close", close)


@fault("close-closes-all", "R-11 C-31", "Close closes every window")
def _(desk):
    def close(old, obj):
        code = old(obj)
        if code == codes.S_OK:
            for ui in desk.open_windows():
                desk.close_window(ui, by_person=True)
        return code
    wrap(desk, "close", close)
