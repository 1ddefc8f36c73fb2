"""The desktop: InstantMessage, contacts and the local user, put together from the client
and the windows. It knows no JSON. Every decision that the documentation asks for is a
small method of its own, so that a fault can spoil exactly one of them."""

import time
import unicodedata
from collections import namedtuple

import codes
from argument import BLANKS, ArgumentReader, units
from client import PRIMARY, SOON, Client
from windows import Names, Windows


# Plain classes and tuples, since data classes take longer to load than all the rest here,
# and tests start this service many hundred times.


class Person(namedtuple("Person", "name service", defaults=[PRIMARY])):
    """Somebody to talk to: names are unique within one service only (R-36)."""
    __slots__ = ()


class Contact:
    """A MessengerContact object; `epoch` is the sign-in in which it was asked for."""

    def __init__(self, token, person, epoch):
        self.token, self.person, self.epoch, self.refs = token, person, epoch, 0


class Call:
    """One InstantMessage call while it is being answered."""

    def __init__(self, variant, has_out, binding, arg):
        self.variant, self.has_out, self.binding, self.arg = variant, has_out, binding, arg

    @property
    def direct(self):
        return self.binding == "vtable"


class Answer:
    """What the caller sees: the code, what the out pointer held, the object if any."""

    def __init__(self, hresult, out, window=None):
        self.hresult, self.out, self.window = hresult, out, window


def plain_name(name, case, blank, norm, prefix):
    """`name` reduced to what counts in a comparison."""
    if norm:
        name = unicodedata.normalize("NFKC", name)
    if prefix and name[:4].lower() == "sip:":
        name = name[4:]
    elif prefix and name[:7].lower() == "mailto:":
        name = name[7:]
    if blank:
        name = name.rstrip(" " + BLANKS)
    return name.casefold() if case else name


class Desk(Client, Windows):
    """One desktop with one local user, as after `reset`."""

    def __init__(self, policy, local_user, listed, names=None, clock=time.monotonic):
        Client.__init__(self, policy, clock)
        Windows.__init__(self, policy, names or Names())
        self.local_user = local_user
        self.listed = list(listed)      # Person objects of the contact list
        self.contacts = {}              # token -> Contact
        self.calls = 0
        self.reader = ArgumentReader(policy)
        for fault in policy.faults:
            fault.spoil(self)

    # -- InstantMessage

    def instant_message(self, variant, has_out, binding="vtable"):
        """Answers one call of IMessenger::InstantMessage."""
        self.calls += 1
        call = Call(variant, has_out, binding, self.reader.read(variant, binding))
        for check in self.checks():
            code = check(call)
            if code is not None:
                return self.refuse(call, code)
        return self.converse(call)

    def checks(self):
        """What is looked at before a window is, in the order that is read (A-20)."""
        first = {"out": self.check_out, "argument": self.check_argument,
                 "login": self.check_login, "self": self.check_self}
        return [first[word] for word in self.policy["A-20"].split("-")] + [
            self.check_age, self.check_service, self.check_dialogs]

    def check_out(self, call):
        """A NULL ppMWindow (C-16); through Invoke it only means a result nobody wants (A-47)."""
        if call.has_out or not call.direct:
            return None
        return codes.NULL_REF_BARE if self.policy["A-01"] == "bare" else codes.NULL_REF

    def check_argument(self, call):
        """The E_INVALIDARG rows (C-17 to C-22)."""
        if (call.arg.problem == codes.E_INVALIDARG and call.arg.text
                and self.policy["A-18-leading"] == "FAIL" and self.connected()
                and self.is_own_name(call.arg.text.lstrip(" "))):
            return codes.E_FAIL
        return call.arg.problem

    def check_login(self, call):
        """Nobody signed in to the primary service now (C-25, C-26), or no connection (A-22)."""
        if not self.signed_in():
            return self.signed_out_code(call)
        return None if self.online else codes.BY_WORD[self.policy["A-22"]]

    def signed_out_code(self, call):
        if "signin" in (d.lower() for d in self.dialogs):
            return codes.BY_WORD[self.policy["A-25-signin"]]
        return codes.NOT_LOGGED_ON

    def check_self(self, call):
        """The local client user cannot be called (C-23, C-42, C-43)."""
        if call.arg.problem is not None:
            return None
        if call.arg.contact is not None:
            own = self.contact_is_self(call.arg.contact)
        else:
            own = self.text_is_self(call.arg)
        return codes.E_FAIL if own else None

    def text_is_self(self, arg):
        return self.is_own_name(arg.text)

    def contact_is_self(self, contact):
        """Whether the object stands for the local user, on whichever service (A-19)."""
        elsewhere = contact.person.service != PRIMARY
        if elsewhere and self.policy["A-19"] == "SUCC":
            return False
        return self.is_own_name(contact.person.name)

    def is_own_name(self, name):
        """Whether `name` is that of the local user, as compared here (A-18)."""
        how = (self.policy["A-18-case"] == "fold", self.policy["A-18-trim"] == "trim",
               self.policy["A-18-norm"] == "nfkc", self.policy["A-18-prefix"] == "strip")
        return plain_name(name, *how) == plain_name(self.local_user, *how)

    def check_age(self, call):
        """A contact object from before a sign-out (A-17)."""
        contact, word = call.arg.contact, self.policy["A-17"]
        if contact is None or word == "SUCC" or contact.epoch == self.sign_ins:
            return None
        return codes.BY_WORD[word]

    def check_service(self, call):
        """A contact whose own service is signed out (A-23)."""
        contact, word = call.arg.contact, self.policy["A-23"]
        if contact is None or word == "SUCC" or self.services.get(contact.person.service):
            return None
        return codes.BY_WORD[word]

    def check_dialogs(self, call):
        """Other client UI is open (C-33, A-25)."""
        if not self.dialogs or self.policy["A-25"] == "SUCC":
            return None
        return codes.BY_WORD[self.policy["A-25"]]

    def refuse(self, call, code):
        """A failing call: the out pointer is NULL (R-79) and nothing opens (A-31)."""
        if call.direct and not call.has_out:
            return Answer(code, "none")
        if code == codes.E_INVALIDARG and self.policy["A-31"] == "window":
            self.open_anyway(call.arg)
        if (call.binding == "script" and code == codes.NOT_LOGGED_ON
                and not self.signed_in() and self.policy["A-46"] == "suppress"):
            code = codes.S_OK
        return Answer(code, "null" if call.has_out else "none")

    def open_anyway(self, arg):
        """A window for a bad string (A-31), but none with oneself and none while signed out."""
        if arg.raw and self.connected() and not self.is_own_name(arg.raw.strip()):
            ui = self.open_window([Person(arg.raw)])
            self.announce_created(ui, self.new_object(ui))

    def converse(self, call):
        """The call succeeds: an open window is used again, or a new one opens."""
        person = self.person_named(call.arg)
        ui = self.find_window(person)
        new = ui is None
        if new:
            ui, obj = self.bring_up(person)
        else:
            obj = self.object_for(ui)
            self.bring_forward(ui)
        return self.hand_out(call, obj, self.success_code(new))

    def bring_up(self, person):
        """Opens a window for `person`; gives it and the object for the caller."""
        ui = self.open_window([person])
        obj = self.revived(ui, person) or self.new_object(ui)
        self.announce_created(ui, obj)
        return ui, obj

    def announce_created(self, ui, obj):
        """One OnIMWindowCreated for a new window (A-44)."""
        if self.policy["A-44-object"] == "distinct":
            obj = self.new_object(ui)

        def say():
            self.emit("OnIMWindowCreated", window=obj.token)
            if self.policy["A-44-added"] == "one" and ui.people:
                self.announce_added(ui, ui.people[0])
        ui.untold = say
        if self.policy["A-44"] == "late":
            self.later(SOON, lambda: self.tell(ui))
        else:
            self.tell(ui)

    def revived(self, ui, person):
        """An old object of a closed window that is still held, if it may live again (A-39)."""
        if self.policy["A-39"] != "revive":
            return None
        for old in reversed(self.screen):
            if old.closed_by_person and self.same_user(old.people[0], person):
                for obj in old.objects:
                    if obj.refs > 0:
                        old.objects.remove(obj)
                        obj.ui, obj.attached = ui, True
                        ui.objects.append(obj)
                        return obj
        return None

    def bring_forward(self, ui):
        if self.focus_allowed and self.policy["A-53"] != "leave":
            ui.minimised = False

    def success_code(self, new):
        """S_OK, or S_FALSE for a window that did not get the focus (C-24, A-03)."""
        when = {"focus": not self.focus_allowed, "focus-new": not self.focus_allowed and new,
                "focus-reuse": not self.focus_allowed and not new, "ignore": False,
                "always": True, "reuse": not new, "first": new}
        if when[self.policy["A-03"]]:
            return codes.S_FALSE
        return codes.S_OK if self.policy["A-05"] == "S_OK" else codes.SESSION_PENDING

    def hand_out(self, call, obj, code):
        """Gives the caller one reference, if there is a pointer to put it in."""
        if not call.has_out:
            self.hold(obj)
            self.release(obj)
            return Answer(code, "none")
        if code == codes.S_FALSE and self.policy["A-04"] == "null":
            return Answer(code, "null")
        self.hold(obj)
        return Answer(code, "window", obj)

    # -- who is meant, and which window is theirs

    def person_named(self, arg):
        """The person that an argument without a problem names (C-38, A-27)."""
        if arg.contact is not None:
            return arg.contact.person
        person = Person(arg.text)
        if self.policy["A-27"] == "secondary" and person not in self.listed:
            other = Person(arg.text, "secondary")
            return other if other in self.listed else person
        return person

    def user_key(self, person):
        name = plain_name(person.name, self.policy["A-38-case"] == "fold",
                          self.policy["A-38-blank"] == "trim",
                          self.policy["A-38-norm"] == "nfkc",
                          self.policy["A-38-prefix"] == "strip")
        return name, person.service if self.policy["A-38-service"] == "new" else None

    def same_user(self, one, other):
        """Whether two names mean one user (A-38)."""
        return self.user_key(one) == self.user_key(other)

    def find_window(self, person):
        """The open window of a session with `person`, or None if a new one is due.
        A window that the caller holds comes first, a one-to-one window before a group."""
        found = [ui for ui in self.open_windows() if not ui.leaving and self.fits(ui, person)]
        found.sort(key=lambda ui: (not self.held(ui), len(ui.people)))
        for ui in found:
            if self.held(ui) or self.policy["A-35"] != "second":
                return ui
        return None

    def fits(self, ui, person):
        """Whether `ui` holds a session with `person` (A-40)."""
        if len(ui.people) > 1 and self.policy["A-40-group"] == "new":
            return False
        return any(self.same_user(p, person) for p in ui.people)

    def object_for(self, ui):
        """The object that a reuse of `ui` hands out (A-34, A-35)."""
        if self.policy["A-34"] == "distinct" or (
                self.policy["A-42"] == "revive" and any(o.revived for o in ui.objects)):
            return self.new_object(ui)
        for obj in ui.objects:
            if obj.attached and not obj.gone:
                return obj
        if self.policy["A-35"] == "kept":
            for obj in ui.objects:
                if obj.attached:
                    obj.gone = False
                    return obj
        return self.new_object(ui)

    # -- contacts and the local user; each gives (hresult, value)

    def my_signin_name(self):
        """The name entered at sign-in, while there is a connection (R-49, R-50)."""
        if self.connected():
            return codes.S_OK, self.local_user
        return codes.BY_WORD[self.policy["R-49"]], ""

    def get_contact(self, name, service):
        """A contact object by sign-in name; needs no deliverable user (R-42 to R-45)."""
        problem = self.contact_name_problem(name)
        if problem is None and not self.connected():
            problem = codes.NOT_LOGGED_ON
        if problem is None and service is not None and service not in self.services:
            problem = codes.INVALID_SERVICE
        if problem is not None:
            return problem, None
        person = self.look_up(name, service)
        if person is None:
            return codes.E_FAIL, None
        contact = self.contact_object(person)
        contact.refs += 1
        contact.epoch = self.sign_ins
        return codes.S_OK, contact

    def contact_name_problem(self, name):
        """The rows of GetContact's own table that speak of its string."""
        if not name:
            return codes.E_FAIL
        if units(name) > 129 or any(c in name for c in " \r\n"):
            return codes.E_INVALIDARG
        return None

    def look_up(self, name, service):
        """The person that GetContact finds; without a service the list decides (R-43)."""
        if service is not None:
            return Person(name, service)
        for person in sorted(self.listed, key=lambda p: p.service != PRIMARY):
            if person.name == name:
                return person
        return Person(name) if self.policy["R-43"] == "primary" else None

    def contact_object(self, person):
        """The object for `person`: the one that is held already, or a new one (R-44)."""
        for contact in self.contacts.values():
            if contact.person == person:
                return contact
        contact = Contact(self.names.contact(), person, self.sign_ins)
        self.contacts[contact.token] = contact
        return contact

    def release_contact(self, contact):
        contact.refs -= 1
        if contact.refs <= 0:
            self.contacts.pop(contact.token, None)

    def is_self(self, contact):
        """IsSelf: by name within the primary service, and false while offline (R-36, R-37)."""
        return codes.S_OK, (self.connected() and contact.person.service == PRIMARY
                            and self.is_own_name(contact.person.name))

    def contact_name(self, contact):
        return codes.S_OK, contact.person.name
