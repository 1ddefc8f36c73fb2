"""What the documentation pages show: rules, clauses, ambiguities, tables and cases, each tied to the others.

Built from the program's own output alone, so whatever is not there is on no page.  Texts are those of the input, not
yet safe to show.  An id that nothing else knows stays as it is and leads nowhere.
"""
import re

from diagram import Picture

GRADES = ("preferred", "accepted", "noted")
NOTHING = ("no value", "nothing")       # what comes back beside an answer that has only a code


class Clause:
    """One clause; `rules` and `cases` are those that it is shown by."""

    def __init__(self, record):
        self.id, self.text = record["id"], record["text"]
        self.strength, self.testability = record["strength"], record["testability"]
        self.why = record.get("why", "")
        self.rules, self.cases = [], []


class Reading:
    """One reading of a question; `places` are the entries of the tables that take it."""

    def __init__(self, record):
        self.id, self.text = record["id"], record["text"]
        self.places = []


class Question:
    """What the choice ledger keeps of an ambiguity."""

    def __init__(self, record):
        self.id, self.text, self.ambiguity = record["id"], record["text"], record["ambiguity"]
        self.must_agree = record.get("must_agree", False)
        self.readings = [Reading(reading) for reading in record["readings"]]
        self.anchor = f"question.{self.id}"


class Ambiguity:
    """One ambiguity; `readings` and `accepted` are lists of paragraphs."""

    def __init__(self, record):
        self.id, self.question = record["id"], record["question"]
        self.readings, self.accepted = _paragraphs(record.get("readings")), _paragraphs(record.get("accepted"))
        self.questions, self.rules, self.cases = [], [], []


class Rule:
    """One rule; `entries` are the conditions and rows that name it, `places` the other lines of the model that do,
    `standings` the profiles that take it differently, `unknown` the clauses that nothing describes."""

    def __init__(self, record):
        self.id, self.level, self.text = record["id"], record["level"], record["text"]
        self.clauses, self.ambiguities, self.unknown = [], [], []
        self.cases, self.entries, self.places, self.standings = [], [], [], []


class Answer:
    """One answer that an entry allows; `question` and `reading` are those that it takes, or None."""

    def __init__(self, record, questions):
        self.code, self.grade = record["code"], record["grade"]
        self.back = [text for text in record["with"] if text not in NOTHING]
        self.question, self.reading = _taken(record.get("reading"), questions)


class Entry:
    """A condition or a row: where it stands in the model, and the rule that it names."""

    def __init__(self, record, anchor, rules):
        self.id, self.anchor = record["id"], anchor
        self.place = f"{record['file']}:{record['line']}"
        self.rule_id = record.get("rule")
        self.rule = rules.get(self.rule_id)


class Condition(Entry):
    """One row of the error decision table; `cells` holds the answer for each code that it allows."""

    def __init__(self, record, rules, questions):
        super().__init__(record, f"when.{record['id']}", rules)
        self.firm, self.bad_argument = record["firm"], record["bad_argument"]
        self.cells = {answer["code"]: Answer(answer, questions) for answer in record["refusals"]}
        self.success = record.get("success")
        self.opened, self.reading = _taken(record.get("opened"), questions)
        asked = self.opened or next((cell.question for cell in self.cells.values() if cell.question), None)
        self.text = asked.text if asked else self.rule.text if self.rule else ""
        self.label = f"{self.id} {'leaves no success' if self.firm else 'allows a refusal'}"

    @property
    def answers(self):
        return list(self.cells.values())


class Row(Entry):
    """One row of the transition table."""

    def __init__(self, record, rules, questions):
        super().__init__(record, f"row.{record['id']}", rules)
        self.event, self.method, self.guard = record["event"], record["method"], record["guard"]
        self.effect, self.last = record.get("effect"), record["last"]
        self.answers = [Answer(answer, questions) for answer in record["answers"]]
        self.label = f"{self.event} when {self.guard}"


class Profile:
    """One documentation: how it takes rules where not as they are, and what it adds to the tables."""

    def __init__(self, record, rules, questions):
        self.id, self.title, self.anchor = record["id"], record["title"], f"profile.{record['id']}"
        self.standings = [(rules.get(entry["rule"]), entry["rule"], entry["standing"]) for entry in record["standings"]]
        self.amendments = [(rules.get(entry.get("rule")), entry.get("rule"), entry["beside"], entry["code"],
                            entry["grade"]) for entry in record["amendments"]]
        self.conditions = [Condition(entry, rules, questions) for entry in record["conditions"]]
        self.plain = not (self.standings or self.amendments or self.conditions)


class Case:
    """One case; `unknown` are the rules that nothing describes."""

    def __init__(self, record, anchor):
        self.id, self.anchor, self.purpose = record["id"], anchor, record["purpose"]
        self.file, self.place = record["file"], f"{record['file']}:{record['line']}"
        self.place += f", {record['program']}" if "program" in record else ""
        self.steps = record["steps"]
        self.rules, self.unknown = [], []


class Life:
    """One diagram: the picture, and for each of its nodes what every event leads to."""

    def __init__(self, diagram, rules):
        self.id, self.title, self.text = diagram["id"], diagram["title"], diagram["text"]
        self.picture = Picture(diagram)
        self.file = f"{self.id}.svg"
        taken = set()
        self.nodes = {_unique(f"{self.id}.{_slug(node.text)}", taken): node for node in self.picture.nodes}
        self.anchors = {state["id"]: anchor for anchor, node in self.nodes.items() for state in node.states}
        self._states = {state["id"]: state for node in self.picture.nodes for state in node.states}
        self._cells = self._sort(diagram["steps"], rules)

    def _sort(self, steps, rules):
        """{(state, event): results}, the answers with one grade, end and rule together, the best grade first."""
        cells = {}
        for step in steps:
            back = tuple(text for text in step["with"] if text not in NOTHING)
            key = (GRADES.index(step["grade"]), step["to"], back, step.get("rule"))
            found = cells.setdefault((step["from"], step["event"]), {})
            found.setdefault(key, []).append(step["code"])
        return {place: [self._result(place[0], key, codes, rules) for key, codes in
                        sorted(found.items(), key=lambda item: item[0][0])] for place, found in cells.items()}

    def _result(self, start, key, codes, rules):
        grade, end, back, rule = key
        return {"codes": list(dict.fromkeys(codes)), "grade": GRADES[grade], "back": list(back),
                "rule": rules.get(rule), "to": None if end == start else self._states[end],
                "anchor": self.anchors[end]}

    def table(self, node):
        """Lines for the states of NODE: [(event, [(state, results)])], without events that nothing answers."""
        lines = [(event["id"], [(state, self._cells.get((state["id"], event["id"]), [])) for state in node.states])
                 for event in self.picture.events]
        return [(event, cells) for event, cells in lines if any(results for _, results in cells)]


class Docs:
    """Everything, in the program's own order."""

    def __init__(self, catalog, machine, suite):
        self.kit, self.profile, self.digest = catalog.kit, catalog.profile, catalog.digest
        self.suite_digest = suite["digest"]
        self.rules = [Rule(record) for record in catalog.rules]
        self.clauses = [Clause(record) for record in catalog.clauses]
        self.ambiguities = [Ambiguity(record) for record in catalog.ambiguities]
        self.questions = [Question(record) for record in catalog.questions]
        rules = {rule.id: rule for rule in self.rules}
        questions = {question.id: question for question in self.questions}
        self.conditions = [Condition(record, rules, questions) for record in machine["conditions"]]
        self.rows = [Row(record, rules, questions) for record in machine["rows"]]
        self.profiles = [Profile(record, rules, questions) for record in machine["profiles"]]
        self.lives = [Life(diagram, rules) for diagram in machine["diagrams"]]
        taken = {entry.id for entry in [*self.rules, *self.clauses, *self.ambiguities]}
        self.cases = [Case(record, _unique(record["id"], taken)) for record in suite["cases"]]
        self.hresults = catalog.hresults
        self.codes = self._codes()
        self._tie(catalog, suite, rules)
        for record in machine["places"]:
            rule, place = rules.get(record["rule"]), f"{record['file']}:{record['line']}"
            if rule and place not in [entry.place for entry in rule.entries]:
                rule.places.append(place)

    def _codes(self):
        """The codes that the decision table has columns for, those with a name of their own first."""
        used = {code for condition in self.conditions for code in condition.cells}
        named = [code["name"] for code in self.hresults if code["name"] in used]
        return named + sorted(used - set(named))

    def _tie(self, catalog, suite, rules):
        clauses = {clause.id: clause for clause in self.clauses}
        ambiguities = {ambiguity.id: ambiguity for ambiguity in self.ambiguities}
        for case, record in zip(self.cases, suite["cases"]):
            for name in record["rules"]:
                if name in rules:
                    case.rules.append(rules[name])
                    rules[name].cases.append(case)
                else:
                    case.unknown.append(name)
        for rule, record in zip(self.rules, catalog.rules):
            for name in record["clauses"]:
                known = clauses.get(name) or ambiguities.get(name)
                kind = rule.clauses if name in clauses else rule.ambiguities if known else rule.unknown
                kind.append(known or name)
                if known:
                    known.rules.append(rule)
                    known.cases += [case for case in rule.cases if case not in known.cases]
        for question in self.questions:
            if question.ambiguity in ambiguities:
                ambiguities[question.ambiguity].questions.append(question)
        for profile in self.profiles:
            for rule, _, standing in profile.standings:
                if rule:
                    rule.standings.append((profile, standing))
        own = [condition for profile in self.profiles for condition in profile.conditions]
        for entry in [*self.conditions, *own, *self.rows]:
            if entry.rule:
                entry.rule.entries.append(entry)
            readings = [answer.reading for answer in entry.answers]
            for reading in readings + [getattr(entry, "reading", None)]:
                if reading and entry not in reading.places:
                    reading.places.append(entry)

    @property
    def anchors(self):
        """{id: anchor} of everything that a text can speak of."""
        named = {entry.id: entry.id for entry in [*self.rules, *self.clauses, *self.ambiguities]}
        return {**{case.id: case.anchor for case in self.cases}, **named}

    @property
    def files(self):
        """[(file, cases)] in the order of the suite."""
        return _groups(self.cases, lambda case: case.file)

    @property
    def events(self):
        """[(event, method, rows)] in the order of the table."""
        return [(event, rows[0].method, rows) for event, rows in _groups(self.rows, lambda row: row.event)]

    @property
    def encoded(self):
        """How many clauses some rule encodes."""
        return sum(bool(clause.rules) for clause in self.clauses)


def _groups(entries, key):
    groups = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return list(groups.items())


def _taken(record, questions):
    """The question and the reading that RECORD names, or None for what is not known."""
    question = questions.get(record["question"]) if record else None
    readings = question.readings if question else []
    return question, next((reading for reading in readings if reading.id == record["reading"]), None)


def _paragraphs(text):
    """The lines of a text that may also be a list of them."""
    lines = text if isinstance(text, list) else (text or "").split("\n")
    return [line for line in lines if line.strip()]


def _slug(text):
    return re.sub("[^a-z]+", "-", text.lower()).strip("-") or "state"


def _unique(name, taken):
    """NAME, or NAME with a number if the set TAKEN has it already; it is taken from now on."""
    wanted, number = name, 1
    while wanted in taken:
        number += 1
        wanted = f"{name}.{number}"
    taken.add(wanted)
    return wanted
