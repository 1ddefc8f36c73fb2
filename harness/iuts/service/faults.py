"""The faults that can be asked for, each breaking one documented thing. A fault is a
function that spoils a fresh desktop by replacing one or two of its small methods; the
desktop itself knows no fault. This file holds the tools and puts the lists together."""

from collections import namedtuple

from desk import Person


class Fault(namedtuple("Fault", "name clause text spoil")):
    """One fault: its name, the clauses it breaks, what it does, and how it is done."""
    __slots__ = ()


def collector():
    """A list of faults and the decorator that adds to it."""
    found = []

    def fault(name, clause, text):
        def add(spoil):
            found.append(Fault(name, clause, text, spoil))
            return spoil
        return add
    return found, fault


def wrap(target, name, new):
    """Replaces method `name` of one object by `new`, which gets the old one first."""
    old = getattr(target, name)
    setattr(target, name, lambda *args, **more: new(old, *args, **more))


def leave_window(desk, call):
    """Puts a window on the screen that nobody is told of."""
    name = call.arg.contact.person.name if call.arg.contact else call.arg.text or "nobody"
    return desk.open_window([Person(name)])


def all_faults():
    """Every fault of every list, in order."""
    import faults_argument
    import faults_call
    import faults_client
    import faults_events
    import faults_object
    import faults_window
    return [fault for module in (faults_argument, faults_call, faults_window, faults_object,
                                 faults_events, faults_client) for fault in module.FOUND]
