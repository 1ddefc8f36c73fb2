"""Faults in sign-out and going offline (C-34 to C-37), in the local user's name, and in
contact objects (R-31 to R-50)."""

import codes
from client import PRIMARY
from desk import Contact, Person
from faults import collector, wrap

FOUND, fault = collector()


# -- sign-out closes all windows (C-34, A-41)

def spared_fault(name, text, spared, clause="C-34 A-41"):
    """A fault where sign-out spares the windows that `spared(desk, windows)` gives."""
    @fault(name, clause, text)
    def spoil(desk):
        def doomed_by_sign_out(old):
            doomed = old()
            kept = spared(desk, doomed)
            return [ui for ui in doomed if ui not in kept]
        wrap(desk, "doomed_by_sign_out", doomed_by_sign_out)


spared_fault("sign-out-leaves-all", "sign-out leaves every window", lambda desk, doomed: doomed)
spared_fault("sign-out-leaves-first", "sign-out leaves the first window when there are two",
             lambda desk, doomed: doomed[:1] if len(doomed) > 1 else [])
spared_fault("sign-out-leaves-second", "sign-out leaves the second window",
             lambda desk, doomed: doomed[1:2])
spared_fault("sign-out-leaves-fourth", "sign-out leaves the fourth window and later ones",
             lambda desk, doomed: doomed[3:])
spared_fault("sign-out-leaves-released", "sign-out leaves windows without a reference",
             lambda desk, doomed: [ui for ui in doomed if not desk.held(ui)])
spared_fault("sign-out-leaves-reused", "sign-out leaves windows with two references",
             lambda desk, doomed: [ui for ui in doomed
                                   if sum(o.refs for o in ui.objects) > 1], "C-34 A-37")
spared_fault("sign-out-leaves-group", "sign-out leaves conversations of several",
             lambda desk, doomed: [ui for ui in doomed if len(ui.people) > 1], "C-34 A-40")
spared_fault("sign-out-leaves-secondary", "sign-out leaves windows of a secondary service",
             lambda desk, doomed: [ui for ui in doomed if ui.people[0].service != PRIMARY])
spared_fault("second-sign-out-leaves", "only the first sign-out closes windows",
             lambda desk, doomed: doomed if desk.sign_ins > 1 else [])
spared_fault("sign-out-leaves-while-dialog", "with a dialog open sign-out closes nothing",
             lambda desk, doomed: doomed if desk.dialogs else [], "C-33 C-34")


@fault("sign-out-screen-stays", "C-34", "sign-out kills the objects, the windows stay")
def _(desk):
    def close_all(old, windows):
        for ui in windows:
            desk.detach(ui)
    wrap(desk, "close_all", close_all)


@fault("sign-out-objects-live", "C-37 C-34", "sign-out clears the screen, the objects live on")
def _(desk):
    wrap(desk, "alive", lambda old, obj: old(obj) or (
        obj.attached and not obj.ui.open and not obj.ui.closed_by_person))


@fault("sign-out-late", "C-34 A-41", "windows close eight seconds after the sign-out")
def _(desk):
    wrap(desk, "close_all", lambda old, windows: desk.later(8, lambda: old(windows)))


# -- going offline (C-35, C-37)

def attached_fault(name, text, lives):
    """A fault where going offline leaves objects alive of windows that `lives(desk, ui)`."""
    @fault(name, "C-35 C-37 A-42", text)
    def spoil(desk):
        wrap(desk, "detach", lambda old, ui: None if lives(desk, ui) else old(ui))


attached_fault("offline-objects-live", "offline does not touch window objects",
               lambda desk, ui: True)
attached_fault("offline-first-dies-only", "offline kills the objects of the first window only",
               lambda desk, ui: ui is not desk.open_windows()[0])
attached_fault("offline-reused-live", "offline spares objects with two references",
               lambda desk, ui: sum(o.refs for o in ui.objects) > 1)


@fault("second-offline-missed", "C-35 C-37", "only the first loss of the connection kills objects")
def _(desk):
    times = []
    wrap(desk, "go_offline", lambda old: (times.append(desk.connected()), old())[1])
    wrap(desk, "detach", lambda old, ui: old(ui) if sum(times) < 2 else None)


# -- the local user's name

@fault("own-name-not-cleared", "R-49 R-50", "MySigninName still answers after a sign-out")
def _(desk):
    desk.my_signin_name = lambda: (codes.S_OK, desk.local_user)


@fault("own-name-empty-when-out", "R-49", "MySigninName is S_OK and empty after a sign-out")
def _(desk):
    wrap(desk, "my_signin_name", lambda old: old() if desk.connected() else (codes.S_OK, ""))


@fault("own-name-user-part", "R-49 C-44", "MySigninName is the name without its domain")
def _(desk):
    wrap(desk, "my_signin_name", lambda old:
         (codes.S_OK, desk.local_user.split("@")[0]) if desk.connected() else old())


# -- contact objects

@fault("isself-offline-true", "R-37", "IsSelf of the own contact is true while offline")
def _(desk):
    desk.is_self = lambda contact: (codes.S_OK, contact.person.service == PRIMARY
                                    and desk.is_own_name(contact.person.name))


@fault("isself-offline-fails", "R-37", "IsSelf is E_FAIL while offline")
def _(desk):
    wrap(desk, "is_self", lambda old, contact:
         old(contact) if desk.connected() else (codes.E_FAIL, False))


@fault("isself-never", "R-36", "IsSelf is always false")
def _(desk):
    desk.is_self = lambda contact: (codes.S_OK, False)


@fault("isself-always", "R-36", "IsSelf is always true while signed in")
def _(desk):
    desk.is_self = lambda contact: (codes.S_OK, desk.connected())


@fault("isself-unlisted", "R-36", "IsSelf is true for contacts outside the list")
def _(desk):
    wrap(desk, "is_self", lambda old, contact:
         (codes.S_OK, True) if contact.person not in desk.listed else old(contact))


@fault("contact-always-new", "R-31 R-44", "GetContact makes a new object each time")
def _(desk):
    def contact_object(old, person):
        contact = Contact(desk.names.contact(), person, desk.sign_ins)
        desk.contacts[contact.token] = contact
        return contact
    wrap(desk, "contact_object", contact_object)


@fault("contact-name-cut", "R-41", "SigninName reads without the domain")
def _(desk):
    wrap(desk, "contact_name", lambda old, contact:
         (codes.S_OK, contact.person.name.split("@")[0]))


@fault("contact-unknown-refused", "R-45", "GetContact refuses people outside the list")
def _(desk):
    def get_contact(old, name, service):
        code, contact = old(name, service)
        if contact is None or contact.person in desk.listed:
            return code, contact
        desk.release_contact(contact)
        return codes.USER_NOT_FOUND, None
    wrap(desk, "get_contact", get_contact)


@fault("contact-of-first", "R-31", "GetContact gives the first contact of the list")
def _(desk):
    wrap(desk, "look_up", lambda old, name, service:
         desk.listed[0] if desk.listed else old(name, service))


@fault("contact-ignores-service", "R-43 R-47", "GetContact ignores the service that was asked for")
def _(desk):
    wrap(desk, "look_up", lambda old, name, service: Person(name))


def contact_fault(name, clause, text, changed):
    """A fault where the string rule of GetContact is `changed(old, name)`."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk, "contact_name_problem", changed)


contact_fault("contact-space-accepted", "R-42", "GetContact accepts spaces",
              lambda old, name: old(name.replace(" ", "")) if name else old(name))
contact_fault("contact-line-end-accepted", "R-42", "GetContact accepts line ends",
              lambda old, name: old(name.replace("\r", "").replace("\n", ""))
              if name else old(name))
contact_fault("contact-130-accepted", "R-42", "GetContact accepts 130 characters",
              lambda old, name: old(name[:129]) if name and len(name) == 130 else old(name))
contact_fault("contact-129-refused", "R-42", "GetContact refuses 129 characters",
              lambda old, name: codes.E_INVALIDARG if name and len(name) == 129 else old(name))
contact_fault("contact-null-E_INVALIDARG", "R-42", "GetContact with NULL is E_INVALIDARG",
              lambda old, name: codes.E_INVALIDARG if name is None else old(name))


@fault("contact-signed-out-accepted", "R-42", "GetContact works while nobody is signed in")
def _(desk):
    def get_contact(old, name, service):
        code, contact = old(name, service)
        if code != codes.NOT_LOGGED_ON:
            return code, contact
        contact = desk.contact_object(desk.look_up(name, service))
        contact.refs += 1
        return codes.S_OK, contact
    wrap(desk, "get_contact", get_contact)
