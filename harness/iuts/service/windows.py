"""Conversation windows on the screen, the COM objects that stand for them, and the
members of those objects (R-11 to R-29, A-34 to A-43). It knows nothing of VARIANTs."""

import itertools

import codes
from client import SOON

GEOMETRY = ("Left", "Top", "Width", "Height")
PARKED = -32000      # where a minimised window says it is
FRAME_HWND = 0x00020002


class Names:
    """Fresh tokens, window ids and handles; never the same twice in one connection."""

    def __init__(self):
        self._window, self._contact, self._ui = (itertools.count(1) for _ in range(3))

    def window(self):
        return f"w{next(self._window)}"

    def contact(self):
        return f"c{next(self._contact)}"

    def ui(self):
        """The id and the handle of the next window."""
        number = next(self._ui)
        return f"h{number}", 0x00030000 + 0x12 * number


class UiWindow:
    """One conversation window. `people` are its participants without the local user.
    `leaving` is set when its closing is decided but not done."""

    def __init__(self, ui_id, hwnd, people, born):
        self.id, self.hwnd, self.people, self.born = ui_id, hwnd, people, born
        self.open, self.leaving, self.minimised = True, False, False
        self.closed_by_person = False
        self.untold = None          # what will raise OnIMWindowCreated, until it did
        self.objects = []
        self.rect = {"Left": 120, "Top": 90, "Width": 420, "Height": 360}


class WindowObject:
    """A MessengerWindow object. It looks alive while `attached` to an open window.
    `refs` are the references that the caller owns; it is `gone` after the last one.
    `revived` marks one that came back with the connection (A-42)."""

    def __init__(self, token, ui):
        self.token, self.ui, self.refs = token, ui, 0
        self.attached, self.gone, self.revived, self.closed_calls = True, False, False, 0


class Windows:
    """The windows of the desktop and the members of their objects."""

    def __init__(self, policy, names):
        self.policy = policy
        self.names = names
        self.screen = []         # every UiWindow ever opened, in order
        self.objects = {}        # token -> WindowObject
        self.frames = 0

    # -- windows

    def open_windows(self):
        return [ui for ui in self.screen if ui.open]

    def open_window(self, people):
        """Puts a new window on the screen."""
        ui_id, hwnd = self.names.ui()
        if self.policy["A-40-frame"] == "shared":
            hwnd = FRAME_HWND + 0x10000 * self.frames_before()
        ui = UiWindow(ui_id, hwnd, list(people), self.clock())
        if not self.focus_allowed and self.policy["A-53"] != "normal":
            ui.minimised = True
        self.screen.append(ui)
        return ui

    def frames_before(self):
        """How many frames were opened so far; a frame ends with its last conversation."""
        self.frames += not self.open_windows()
        return self.frames

    def close_window(self, ui, silent=False, by_person=False):
        """Takes `ui` off the screen for good; its objects are dead from now on."""
        if not ui.open:
            return
        self.tell(ui)
        ui.open = False
        ui.closed_by_person = by_person
        if not silent:
            self.announce_destroyed(ui)

    def tell(self, ui):
        """Raises OnIMWindowCreated for `ui` if that was not done yet."""
        say, ui.untold = ui.untold, None
        if say is not None:
            say()

    def announce_destroyed(self, ui):
        self.emit("OnIMWindowDestroyed", window=self.event_object(ui).token)

    def event_object(self, ui):
        """The object that stands for `ui` in an event; made if the caller holds none."""
        for obj in ui.objects:
            if not obj.gone:
                return obj
        return self.new_object(ui)

    def new_object(self, ui):
        obj = WindowObject(self.names.window(), ui)
        ui.objects.append(obj)
        self.objects[obj.token] = obj
        return obj

    def held(self, ui):
        """Whether the caller holds a reference to an object that stands for `ui`."""
        return any(o.refs > 0 and o.attached for o in ui.objects)

    def add_contact(self, ui, person):
        """The person at the screen adds somebody to the conversation."""
        if not any(self.same_user(person, p) for p in ui.people):
            ui.people.append(person)
            self.announce_added(ui, person)

    def announce_added(self, ui, person):
        self.emit("OnIMWindowContactAdded", contact=self.contact_object(person).token,
                  window=self.event_object(ui).token)

    def shown(self, person):
        """A participant's name as it reads back (A-33)."""
        return person.name.lower() if self.policy["A-33-case"] == "lower" else person.name

    def list_windows(self):
        """What is on the screen now."""
        return [{"id": ui.id, "contacts": [self.shown(p) for p in ui.people]}
                for ui in self.open_windows()]

    # -- objects

    def hold(self, obj):
        obj.refs += 1

    def release(self, obj):
        """Gives up one reference; the window itself may close with the last (A-36)."""
        obj.refs -= 1
        if obj.refs == 0:
            self.last_release(obj)

    def last_release(self, obj):
        obj.gone = True
        if self.policy["A-36"] == "closes" and obj.ui.open and not self.held(obj.ui):
            self.close_window(obj.ui)

    def alive(self, obj):
        """Whether calls on `obj` may succeed."""
        return obj.attached and obj.ui.open

    def ready(self, obj):
        """Whether the window object is usable already (A-54)."""
        return self.policy["A-54"] == "at-once" or self.clock() >= obj.ui.born + SOON

    # -- members; each gives (hresult, value)

    def get(self, obj, name):
        """A property of a window object."""
        if self.policy["A-48"] == "notimpl" and name != "IsClosed":
            return codes.E_NOTIMPL, None
        if not self.alive(obj):
            return self.get_dead(obj, name)
        if name in GEOMETRY:
            return codes.S_OK, self.place(obj.ui, name)
        if not self.ready(obj):
            return codes.E_FAIL, None
        return (codes.S_OK, obj.ui.hwnd) if name == "HWND" else self.is_closed(obj)

    def is_closed(self, obj):
        return codes.S_OK, False

    def place(self, ui, name):
        return PARKED if ui.minimised and name in ("Left", "Top") else ui.rect[name]

    def get_dead(self, obj, name):
        """A property of an object whose window is gone (A-43)."""
        word = self.policy["A-43-" + ("geometry" if name in GEOMETRY else name)]
        if word == "zero":
            return codes.S_OK, 0
        if word == "true":
            return codes.S_OK, True
        return codes.BY_WORD[word], None

    def put(self, obj, name, value):
        """Moves or sizes a window; sizes must be positive (R-27), places need not (R-28)."""
        if self.policy["A-48"] == "notimpl":
            return codes.E_NOTIMPL
        if not self.alive(obj):
            return self.put_dead(obj, name, value)
        if name in ("Width", "Height") and value <= 0:
            return codes.E_INVALIDARG
        obj.ui.minimised = False
        obj.ui.rect[name] = value
        return codes.S_OK

    def put_dead(self, obj, name, value):
        return codes.BY_WORD[self.policy["A-43-geometry"]]

    def call(self, obj, method):
        return self.show(obj) if method == "Show" else self.close(obj)

    def show(self, obj):
        """Brings a minimised window back (R-26)."""
        if not self.alive(obj):
            return self.show_dead(obj)
        obj.ui.minimised = False
        return codes.S_OK

    def show_dead(self, obj):
        return codes.BY_WORD[self.policy["A-43-Show"]]

    def close(self, obj):
        """Ends the conversation (R-11); on a dead object see A-43."""
        if self.policy["A-48"] == "notimpl":
            return codes.E_NOTIMPL
        if not self.alive(obj):
            return self.close_dead(obj)
        self.close_window(obj.ui, by_person=True)
        return codes.S_OK

    def close_dead(self, obj):
        obj.closed_calls += 1
        word = self.policy["A-43-Close"]
        if word == "once":
            return codes.S_OK if obj.closed_calls == 1 else codes.S_FALSE
        return codes.BY_WORD[word]

    def user_closes(self, ui):
        """The person at the screen closes the window."""
        self.close_window(ui, by_person=True)

    def participants(self, obj):
        """The Contacts of a conversation window: (hresult, names)."""
        if not self.alive(obj):
            return self.participants_dead(obj)
        if not self.ready(obj):
            return codes.E_FAIL, []
        if self.policy["A-33"] == "late" and self.clock() < obj.ui.born + SOON:
            return codes.S_OK, []
        names = [self.shown(p) for p in obj.ui.people]
        if self.policy["A-33"] == "with-self":
            names.append(self.local_user)
        return codes.S_OK, names

    def participants_dead(self, obj):
        return codes.BY_WORD[self.policy["A-43-contacts"]], []
