"""The choices that an implementation made where the documentation leaves several readings.

Counted anew from the cases.  A question that got more than one answer within a run is *changed* if the catalog wants
one implementation to stay with one reading, else only *mixed*.
"""


class Reading:
    """One reading of one question, as often as it was taken; `grade` is that of the journal."""

    def __init__(self, name, text, grade):
        self.id, self.text, self.grade, self.cases = name, text, grade, []
        self.count = 0


class Question:
    """One question; `taken` holds the readings that the run shows, the most frequent first."""

    def __init__(self, name, text="", known=None, must_agree=True):
        self.id, self.text, self._known, self._taken = name, text, known or {}, {}
        self._must_agree = must_agree

    def add(self, choice, case):
        """Count one CHOICE of CASE."""
        key = (choice["reading"], choice["grade"])
        if key not in self._taken:
            text = self._known.get(choice["reading"], "a reading that the list of rules does not know")
            self._taken[key] = Reading(choice["reading"], text, choice["grade"])
        reading = self._taken[key]
        reading.count += 1
        if case not in reading.cases:
            reading.cases.append(case)

    @property
    def taken(self):
        return sorted(self._taken.values(), key=lambda reading: -reading.count)

    @property
    def mixed(self):
        """Whether the implementation gave more than one answer."""
        return len({reading.id for reading in self._taken.values()}) > 1

    @property
    def changed(self):
        """Whether it did so where it should not."""
        return self.mixed and self._must_agree


class Ambiguity:
    """One ambiguity with the questions that the run put to the implementation."""

    def __init__(self, record):
        self.id, self.question = record["id"], record["question"]
        self.readings, self.accepted = _text(record.get("readings")), _text(record.get("accepted"))
        self.questions = []

    @property
    def met(self):
        """The questions that got an answer."""
        return [question for question in self.questions if question.taken]


def ledger(catalog, cases):
    """Every ambiguity of CATALOG, and any other that the journal names, with what CASES chose."""
    table = {record["id"]: Ambiguity(record) for record in catalog.ambiguities}
    questions = {}
    for record in catalog.questions:
        known = {reading["id"]: reading["text"] for reading in record["readings"]}
        must_agree = record.get("must_agree", True)
        questions[record["ambiguity"], record["id"]] = Question(record["id"], record["text"], known, must_agree)
    for case in cases:
        for choice in case.choices:
            key = choice["ambiguity"], choice["question"]
            questions.setdefault(key, Question(choice["question"])).add(choice, case)
    for (name, _), question in questions.items():
        stranger = {"id": name, "question": "not in the list of rules that this report was given"}
        table.setdefault(name, Ambiguity(stranger)).questions.append(question)
    return list(table.values())


def _text(value):
    """A text, or several in a list, as one."""
    return " ".join(value) if isinstance(value, list) else value or ""
