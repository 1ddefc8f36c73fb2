"""From cases to answers: which rule is shown, broken or neither, which clause follows, and what was not found out.

A rule is *broken* if a failing case blames it, *shown* if a case that is for it passes, else *not shown*; a case is
for the rule that it names first.  A case that fails by another rule, or because a capability is declared and not there,
says nothing about this one, so it has a column of its own.  No format counts anything itself.
"""
import re
from collections import Counter

from cases import Case
from ics import Statement, needs
from journal import VERDICTS
from text import plural

LEVELS = ("MUST", "SHOULD", "MAY", "")
COLUMNS = ("pass", "fail", "elsewhere", "inconclusive", "error", "not applicable")
_TESTABILITY = {"informative": "it only informs", "duty of the caller": "it binds the caller, not the implementation"}


class Tally:
    """Verdicts of the cases about one thing; `elsewhere` counts cases that failed, but not because of it."""

    def __init__(self):
        self.cases = []
        self.broken_by, self.shown_by = [], []
        self.counts = Counter()
        self.ways = []          # what would show it: sets of capabilities, the least ones

    def add(self, case, blamed, leads):
        """Count CASE; BLAMED says whether its failure is about this thing, LEADS whether the case is for it."""
        self.cases.append(case)
        if blamed:
            self.broken_by.append(case)
        if leads and case.verdict == "pass":
            self.shown_by.append(case)
        self.counts["elsewhere" if case.verdict == "fail" and not blamed else case.verdict] += 1

    @property
    def state(self):
        """'broken', 'shown' or 'not shown'."""
        return "broken" if self.broken_by else "shown" if self.shown_by else "not shown"

    @property
    def why(self):
        """Why nothing is shown, or ''."""
        if self.state != "not shown":
            return ""
        counts = Counter(self.counts)
        missing = Counter(f"failed because {case.misdeclared} is declared and not there"
                          for case in self.cases if case.misdeclared)
        counts["elsewhere"] -= sum(missing.values())
        names = {"elsewhere": "failed by another rule", "pass": "passed for another rule"}
        parts = [f"{counts[c]} {names.get(c, c)}" for c in COLUMNS if counts[c]]
        parts += [f"{number} {words}" for words, number in missing.items()]
        words = ", ".join(parts) or "no case of this run is about it"
        return f"{words}; {needs(self.ways)}" if self.ways else words


class Rule(Tally):
    """One rule of the catalog, or one that only the journal knows (then `level` is '')."""

    def __init__(self, name, level="", clauses=(), text="not in the list of rules that this report was given"):
        super().__init__()
        self.id, self.level, self.clauses, self.text = name, level, list(clauses), text


class Clause(Tally):
    """One clause with the rules that encode it; without rules it is 'not tested' and `reason` says why."""

    def __init__(self, record, rules):
        super().__init__()
        self.id, self.text = record["id"], record["text"]
        self.strength = "" if record["strength"] == "none" else record["strength"]
        self.rules = rules
        self.reason = record.get("why") or _TESTABILITY.get(record["testability"], "no rule encodes it")
        broken = {case for rule in rules for case in rule.broken_by}
        shown = {case for rule in rules for case in rule.shown_by}
        for case in _distinct(case for rule in rules for case in rule.cases):
            self.add(case, case in broken, case in shown)

    @property
    def state(self):
        return super().state if self.rules else "not tested"


class Group:
    """Cases under one heading: a broken rule (None for a crash and its like), a reason or a note."""

    def __init__(self, key, cases=()):
        self.key, self.cases, self.also = key, list(cases), []


class Run:
    """One journal seen through one catalog: everything that the pages show, in the order they show it."""

    def __init__(self, journal, catalog):
        self.journal, self.catalog, self.header = journal, catalog, journal.header
        self.locator = self.header["locator"]
        self.cases = _cases(journal, self.locator)
        self.counts = {verdict: 0 for verdict in VERDICTS}
        for case in self.cases:
            self.counts[case.verdict] += 1
        self.seconds = sum(case.seconds for case in self.cases)
        self.rules = _rules(catalog, self.cases)
        self.states = Counter(rule.state for rule in self.rules)
        self.ics = Statement(self.header, catalog, self.cases, self.rules)
        self.clauses = _clauses(catalog, self.rules)
        self.clause_states = Counter(clause.state for clause in self.clauses)
        told = [entry["rule"] for entry in _told(journal)]
        self.broken = sorted((rule for rule in self.rules if rule.state == "broken"), key=lambda rule: (
            told.index(rule.id) if rule.id in told else len(told), LEVELS.index(rule.level)))
        self.failures = _failures(self.broken, self.cases)
        self.missing = _missing(self.cases)
        self.open = [(verdict, by_reason(self.cases, verdict)) for verdict in VERDICTS[2:] if self.counts[verdict]]
        self.notes = _notes(self.cases)
        self.warnings = list(journal.warnings) + _mismatches(self.header, catalog, self.rules)

    @property
    def files(self):
        """(file, its cases) in the order of the journal."""
        groups = {}
        for case in self.cases:
            groups.setdefault(case.file, []).append(case)
        return list(groups.items())


def by_reason(cases, verdict):
    """The cases with VERDICT, grouped by reason, the largest group first."""
    groups = {}
    for case in cases:
        if case.verdict == verdict:
            reason = case.reason or "the journal gives no reason"
            groups.setdefault(reason, Group(reason)).cases.append(case)
    return sorted(groups.values(), key=lambda group: -len(group.cases))


def _told(journal):
    """What the footer says of broken rules, the most telling first."""
    return (journal.footer or {}).get("broken", ())


def _cases(journal, locator):
    """The cases in the order of n, each with an anchor that no other has."""
    cases, taken = [], set()
    culprits = {name: entry["rule"] for entry in _told(journal) for name in entry["cases"]}
    for record in sorted(journal.cases, key=lambda record: record["n"]):
        anchor = "case-" + re.sub(r"[^A-Za-z0-9._-]", "-", record["id"])
        if anchor in taken:
            anchor += f".{len(taken)}"
        taken.add(anchor)
        cases.append(Case(record, locator, anchor, culprits.get(record["id"])))
    return cases


def _rules(catalog, cases):
    rules = {entry["id"]: Rule(entry["id"], entry["level"], entry["clauses"], entry["text"])
             for entry in catalog.rules}
    for case in cases:
        for name in dict.fromkeys(case.rules + case.blame):
            rules.setdefault(name, Rule(name)).add(case, case.verdict == "fail" and name in case.blame,
                                                   case.rules[:1] == [name])
    return list(rules.values())


def _clauses(catalog, rules):
    by_clause = {}
    for rule in rules:
        for clause in rule.clauses:
            by_clause.setdefault(clause, []).append(rule)
    return [Clause(record, by_clause.get(record["id"], [])) for record in catalog.clauses]


def _failures(broken, cases):
    """A group for each broken rule: cases it is named first in, and `also`, those that another rule leads."""
    groups = {rule.id: Group(rule) for rule in broken}
    nameless = Group(None)
    for case in cases:
        if case.verdict != "fail" or case.misdeclared:
            continue
        leader = groups[case.blame[0]] if case.blame else nameless
        leader.cases.append(case)
        for name in dict.fromkeys(case.blame[1:]):
            if groups[name] is not leader:
                groups[name].also.append(case)
    return list(groups.values()) + ([nameless] if nameless.cases else [])


def _missing(cases):
    """A group for each capability that is declared and not there, with the cases that failed because of it."""
    groups = {}
    for case in cases:
        if case.misdeclared:
            groups.setdefault(case.misdeclared, Group(case.misdeclared)).cases.append(case)
    return list(groups.values())


def _notes(cases):
    groups = {}
    for case in cases:
        for note in dict.fromkeys(case.notes):
            groups.setdefault(note, Group(note)).cases.append(case)
    return list(groups.values())


def _mismatches(header, catalog, rules):
    """What does not fit between the journal and the list of rules."""
    found = []
    if header["rules_digest"] != catalog.digest:
        found.append("the list of rules is not the one that the run was judged by: texts and clauses may differ")
    if header["profile"] != catalog.profile:
        found.append(f"the list of rules is for the profile {catalog.profile}, the run for {header['profile']}")
    strangers = [rule.id for rule in rules if not rule.level]
    if strangers:
        number = plural(len(strangers), "rule")
        found.append(f"{number} of the journal not in the list of rules: {', '.join(strangers)}")
    return found


def _distinct(cases):
    return list({id(case): case for case in cases}.values())
