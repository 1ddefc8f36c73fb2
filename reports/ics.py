"""What the implementation declares (its conformance statement, ICS) beside what the cases met.

A capability that is declared may be *called*, *not called* by the chosen cases, or *not there*: a case called it and
was told that there is no such method.  One that is not declared makes cases *not applicable*.  For each rule that is
not shown this also knows what would have shown it, from the cases that did not apply.  Bindings count as capabilities.
"""
from itertools import combinations

STATES = ("not there", "not called", "not declared", "unknown", "called")


class Capability:
    """One name with its state, the cases behind it, and the rules that it alone would show."""

    def __init__(self, name, state, cases):
        self.name, self.state, self.cases, self.rules = name, state, cases, []


class Together:
    """Several names that only together would show some rules."""

    def __init__(self, names):
        self.names, self.rules = names, []


class Statement:
    """Everything about capabilities that the pages show."""

    def __init__(self, header, catalog, cases, rules):
        declared = list(dict.fromkeys(header["capabilities"])) + [f"binding {name}" for name in header["bindings"]]
        every = {method["name"] for method in catalog.methods if method["mandatory"]}
        known = {method["name"] for method in catalog.methods} | {f"binding {name}" for name in header["bindings"]}
        self.twice = [name for name in declared if header["capabilities"].count(name) > 1]
        called, gone, lacking = _used(cases), {}, {}
        for case in cases:
            if case.misdeclared:
                gone.setdefault(case.misdeclared, []).append(case)
            for name in case.lacks:
                lacking.setdefault(name, []).append(case)
        self.all = [Capability(name, _state(name, known, called, gone), gone.get(name) or called.get(name, []))
                    for name in dict.fromkeys(declared + list(gone)) if name not in every]
        self.all += [Capability(name, "not declared", found) for name, found in lacking.items()]
        self.all.sort(key=lambda capability: STATES.index(capability.state))
        self.together = []
        self._find_ways(rules)

    def of(self, state):
        """The capabilities in one of STATES."""
        return [capability for capability in self.all if capability.state == state]

    @property
    def helpful(self):
        """Those that alone would show more rules."""
        return [capability for capability in self.all if capability.rules]

    def _find_ways(self, rules):
        """Give each rule that is not shown the least sets of names that would show it."""
        by_name = {capability.name: capability for capability in self.all}
        together = {}
        for rule in rules:
            if rule.state != "not shown":
                continue
            rule.ways = _least({frozenset(case.lacks or [case.misdeclared]) for case in rule.cases
                                if case.rules[:1] == [rule.id] and (case.lacks or case.misdeclared)})
            for way in rule.ways:
                if len(way) == 1:
                    by_name[next(iter(way))].rules.append(rule)
            if rule.ways and len(rule.ways[0]) > 1:
                names = tuple(sorted(rule.ways[0], key=list(by_name).index))
                together.setdefault(names, Together(names)).rules.append(rule)
        self.together = sorted(together.values(), key=lambda entry: len(entry.names))


def needs(ways):
    """What a rule needs, in words: 'needs user.closeWindow or window.call'; '' if nothing would help."""
    smallest = [way for way in ways if len(way) == len(ways[0])]
    words = [" and ".join(sorted(way)) for way in smallest[:3]]
    return f"needs {' or '.join(words)}" if words else ""


def _state(name, known, called, gone):
    if name in gone:
        return "not there"
    if known and name not in known and not name.startswith("binding "):
        return "unknown"
    return "called" if name in called else "not called"


def _used(cases):
    """Each method and binding with the cases whose steps came to use it."""
    used = {}
    for case in cases:
        for name in case.used:
            used.setdefault(name, []).append(case)
    return used


def _least(sets):
    """The sets of which no other one is a part, the smallest first."""
    larger = {b if a < b else a for a, b in combinations(sets, 2) if a < b or b < a}
    return sorted(sets - larger, key=lambda found: (len(found), sorted(found)))
