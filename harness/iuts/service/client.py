"""The client part of the desktop: sign-in, connection, services, dialogs, the event
queue and what happens later. It knows windows only as things to close or to detach."""

import codes

PRIMARY = "primary"
SOON = 0.3        # seconds after which "late" things happen; well within a grace period


class Client:
    """State: which services are signed in, whether there is a connection, whether focus
    can be had, which dialogs are open. Invariant: without a sign-in to the primary
    service no conversation window is open, except while a delayed closing is under way."""

    def __init__(self, policy, clock):
        self.policy = policy
        self.clock = clock
        self.services = {PRIMARY: False, "secondary": False}
        self.online = True
        self.sign_ins = 0
        self.focus_allowed = True
        self.dialogs = []
        self.events = []
        self.timers = []

    # -- time and events

    def later(self, seconds, action):
        """Does `action` at the first request after `seconds` have passed."""
        self.timers.append((self.clock() + seconds, len(self.timers), action))

    def tick(self):
        """Does everything that is due, oldest first."""
        now = self.clock()
        due = sorted((t for t in self.timers if t[0] <= now), key=lambda t: t[:2])
        self.timers = [t for t in self.timers if t[0] > now]
        for _, _, action in due:
            action()

    def emit(self, name, **members):
        """Puts one event into the queue."""
        self.events.append({"name": name, **members})

    def take_events(self):
        taken, self.events = self.events, []
        return taken

    def say(self, name, **members):
        """Raises an event about the session itself (R-56), now or a little later (A-44)."""
        if self.policy["R-56"] == "silent":
            return
        if self.policy["A-44-session"] == "late":
            self.later(SOON, lambda: self.emit(name, **members))
        else:
            self.emit(name, **members)

    def status(self, value):
        self.say("OnMyStatusChange", status=value)

    def online_status(self):
        """How being connected is told; all online states share one bit (R-58, R-59)."""
        return {"invisible": codes.STATUS_INVISIBLE,
                "busy": codes.STATUS_BUSY}.get(self.policy["R-58"], codes.STATUS_ONLINE)

    # -- sign-in and connection

    def signed_in(self):
        """Whether the user is signed in to the primary service."""
        return self.services[PRIMARY]

    def connected(self):
        """Whether the user is signed in and the connection is there."""
        return self.signed_in() and self.online

    def sign_in(self):
        """The person signs in to the primary service; nothing if that is so already."""
        if self.signed_in():
            self.go_online()
            return
        self.services[PRIMARY] = True
        self.online = True
        self.sign_ins += 1
        if self.policy["R-57"] == "steps":
            self.status(codes.STATUS_FINDING)
            self.status(codes.STATUS_CONNECTING)
        self.announce_sign_in()

    def announce_sign_in(self):
        """OnSignin and the online status, in either order (R-57)."""
        if self.policy["R-57-order"] == "before":
            self.say("OnSignin")
        self.announce_online()
        if self.policy["R-57-order"] == "after":
            self.say("OnSignin")

    def announce_online(self):
        self.status(self.online_status())

    def sign_out(self):
        """The person signs out of every service (R-55); all windows close (C-34)."""
        was_in = self.signed_in()
        if was_in:
            self.leave_primary()
        for name in self.services:
            self.services[name] = False

    def leave_primary(self):
        """Ends the sign-in to the primary service and all that hangs on it."""
        self.announce_disconnecting()
        self.services[PRIMARY] = False
        self.online = True
        after = self.policy["A-41-order"] == "after"
        if after:
            self.announce_sign_out()
        self.close_for_sign_out()
        if not after:
            self.announce_sign_out()

    def announce_disconnecting(self):
        self.status(codes.STATUS_DISCONNECTING)

    def announce_sign_out(self):
        self.say("OnSignout")
        if self.policy["R-56-last"] == "offline":
            self.announce_offline()

    def announce_offline(self):
        self.status(codes.STATUS_OFFLINE)

    def close_for_sign_out(self):
        """Closes every open window now or a moment later (A-41)."""
        doomed = self.doomed_by_sign_out()
        if self.policy["A-41"] == "at-once":
            self.close_all(doomed)
            return
        for ui in doomed:
            ui.leaving = True
        self.later(SOON, lambda: self.close_all(doomed))

    def doomed_by_sign_out(self):
        return self.open_windows()

    def close_all(self, windows):
        silent = self.policy["A-41-event"] == "silent"
        for ui in windows:
            self.close_window(ui, silent=silent)

    def go_offline(self):
        """The connection is lost without a sign-out: window objects die (C-35)."""
        if not self.connected():
            return
        self.online = False
        for ui in self.open_windows():
            self.detach(ui)
            if self.policy["A-42"].startswith("closes"):
                self.close_window(ui, silent=self.policy["A-42"] == "closes-silent")
        if self.policy["A-22-events"] == "told":
            self.say("OnSignout")
        self.status(codes.STATUS_OFFLINE)

    def detach(self, ui):
        """Cuts the objects of `ui` off from it."""
        for obj in ui.objects:
            obj.attached = False

    def go_online(self):
        """The connection is back."""
        if self.online or not self.signed_in():
            return
        self.online = True
        if self.policy["A-42"] == "revive":
            for ui in self.open_windows():
                for obj in ui.objects:
                    obj.revived = not obj.attached
                    obj.attached = True
        if self.policy["A-22-events"] == "told":
            self.say("OnSignin")
        self.status(self.online_status())

    def service_sign_in(self, service):
        """Signs in to one service; only the primary one raises OnSignin (R-60)."""
        if service == PRIMARY:
            self.sign_in()
        else:
            self.services[service] = True

    def service_sign_out(self, service):
        """Signs out of one service."""
        if service == PRIMARY:
            if self.signed_in():
                self.leave_primary()
        else:
            self.services[service] = False

    # -- other things at the screen

    def open_dialog(self, name):
        if name not in self.dialogs:
            self.dialogs.append(name)

    def close_dialogs(self):
        self.dialogs = []

    def set_focus_allowed(self, allowed):
        self.focus_allowed = allowed
