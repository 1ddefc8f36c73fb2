"""The documentation as Markdown: the same as the HTML page, for a forge or a terminal.

Text is made safe as in `to_markdown.py`.  Headings have anchors of their own, so that `rules.md#REUSE` works where a
forge would make up other names.
"""
import re

from text import plural, show
from to_markdown import code, prose

LONG = 4000
_ID = re.compile(r"([(„“]?)([CRA]-[0-9]{2})([)“”,.;:?!]*)")
_NAME = re.compile(r"([(„“]?)(\w*_\w+|pp?M[A-Z]\w+|vContact|0x[0-9A-Fa-f]+|U\+[0-9A-F]+)([)“”,.;:?!]*)")
_PLAIN = re.compile(r"[(„“]*[A-Za-z][A-Za-z'’-]*[)“”,.;:?!]*")


def render(docs):
    """The page as bytes."""
    return "\n".join([*_top(docs), *_errors(docs), *_states(docs), *_rules(docs), *_ambiguities(docs), *_clauses(docs),
                      *_rows(docs), *_profiles(docs), *_codes(docs), *_cases(docs)]).encode("utf-8") + b"\n"


class _Words:
    """Texts of these docs, with links to the ids that they know.  Words of letters are left as they are; names of the
    interface are code; what could mean something else to a forge is what `prose` makes of it."""

    def __init__(self, docs):
        self._anchors = docs.anchors

    def __call__(self, text):
        return " ".join(self._word(word) for word in show(text, LONG).split())

    def _word(self, word):
        found = _ID.fullmatch(word)
        if found and found.group(2) in self._anchors:
            before, name, behind = found.groups()
            return f"{before}[{name}](#{self._anchors[name]}){behind}"
        if _PLAIN.fullmatch(word):
            return word
        found = _NAME.fullmatch(word)
        return f"{found.group(1)}{code(found.group(2))}{found.group(3)}" if found else prose(word, LONG)


def _link(entry, anchor=None):
    return f"[{entry.id}](#{anchor or entry.id})"


def _anchor(name):
    return f'<a id="{name}"></a>'


def _heading(depth, anchor, text):
    return ["", f"{'#' * depth} {_anchor(anchor)}{text}", ""]


def _table(*columns):
    return ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]


def _cells(*cells):
    return "| " + " | ".join(cell or " " for cell in cells) + " |"


def _top(docs):
    numbers = [("rules", docs.rules), ("clauses", docs.clauses), ("ambiguities", docs.ambiguities),
               ("open questions", docs.questions), ("conditions of failure", docs.conditions),
               ("transitions", docs.rows), ("cases", docs.cases)]
    parts = [("errors", "When the method refuses"), ("states", "States"), ("rules", "Rules"),
             ("ambiguities", "Ambiguities"), ("clauses", "Clauses"), ("rows", "Transitions"),
             ("profiles", "Profiles"), ("codes", "Codes"), ("cases", "Cases")]
    return ["# What `InstantMessage` has to do", "",
            f"{prose(docs.kit['name'])} {code(docs.kit['version'])}, profile {code(docs.profile)}. The program itself "
            "tells all of this; nothing on this page is written by hand.", "",
            *_table(*(name for name, _ in numbers)), _cells(*(f"{len(entries):,}" for _, entries in numbers)), "",
            *(f"- [{title}](#{anchor})" for anchor, title in parts), "",
            "A grade says how far an answer is allowed: *preferred* is what the words say plainly, *accepted* a fair "
            "reading of them, *noted* fair as well, but the report says so. Everything else is rejected."]


def _errors(docs):
    words = _Words(docs)
    yield from _heading(2, "errors", "When the method refuses")
    yield "Each line is one condition; there is no order of checks, so where several hold, each allows its own codes."
    yield ""
    yield from _table("condition", "a window", *(code(name) for name in docs.codes), "rule", "model")
    for condition in docs.conditions:
        cells = [condition.cells.get(name) for name in docs.codes]
        yield _cells(f"{_anchor(condition.anchor)}{code(condition.id)} {words(condition.text)}",
                     _graded(condition.success, condition.opened) if condition.success else "never",
                     *(_graded(cell.grade, cell.question) if cell else "·" for cell in cells),
                     _ruled(condition), code(condition.place))


def _graded(grade, question):
    return f"*{grade}* [{question.ambiguity}](#{question.anchor})" if question else f"*{grade}*"


def _ruled(entry):
    return _named(entry.rule, entry.rule_id)


def _named(rule, name):
    return _link(rule) if rule else code(name) if name else ""


def _states(docs):
    words = _Words(docs)
    yield from _heading(2, "states", "States")
    yield ("Found by running the model. A full arrow is what the preferred answer leads to, a dashed one what others "
           "that are allowed do; grey ones are changes of the environment. What changes nothing is not drawn.")
    for life in docs.lives:
        yield from _heading(3, f"life.{life.id}", prose(life.title))
        yield words(life.text)
        yield ""
        yield f"![{prose(life.title)}]({life.file})"
        for anchor, node in life.nodes.items():
            note = [node.note] if node.note else []
            note += [] if node.reached else ["no event leads here"]
            yield from _heading(4, anchor, prose(node.text) + (f" ({prose(', '.join(note))})" if note else ""))
            yield from _table("event", *(_column(state) for state in node.states))
            for event, cells in life.table(node):
                yield _cells(code(event), *("<br>".join(map(_result, results)) or "–" for _, results in cells))


def _column(state):
    return prose(f"{state['group'] or state['text']} {state['detail']}")


def _result(result):
    parts = []
    if result["codes"] != ["done"]:
        parts += [" or ".join(map(code, result["codes"])), prose(" or ".join(result["back"])), f"*{result['grade']}*"]
    if result["to"]:
        state = result["to"]
        parts += [f"→ [{prose(state['text'])}](#{result['anchor']})", prose(state["group"])]
    elif not parts:
        parts.append("nothing changes")
    return " ".join(filter(None, parts))


def _rules(docs):
    words = _Words(docs)
    yield from _heading(2, "rules", "Rules")
    for rule in docs.rules:
        yield from _heading(3, rule.id, f"{code(rule.id)} {rule.level}")
        yield f"**{words(rule.text)}**"
        yield ""
        yield from (f"- {_link(clause)} {words(clause.text)}" for clause in rule.clauses)
        yield from (f"- {code(name)}" for name in rule.unknown)
        for ambiguity in rule.ambiguities:
            yield f"- {_link(ambiguity)} {words(ambiguity.question)} {words(' '.join(ambiguity.readings))} " \
                  f"*Accepted:* {words(' '.join(ambiguity.accepted))}"
        if rule.entries or rule.places:
            yield ""
            yield "Model: " + ", ".join([*(f"[{code(entry.label)}](#{entry.anchor}) {code(entry.place)}"
                                           for entry in rule.entries), *map(code, rule.places)])
        for profile, standing in rule.standings:
            yield from ("", f"In [{profile.id}](#{profile.anchor}) {prose(standing)}.")
        yield ""
        yield f"{plural(len(rule.cases), 'case')}{':' if rule.cases else ''}"
        yield ""
        yield from (f"- {_link(case, case.anchor)} {words(case.purpose)}" for case in rule.cases)


def _ambiguities(docs):
    words = _Words(docs)
    yield from _heading(2, "ambiguities", "Ambiguities")
    for ambiguity in docs.ambiguities:
        yield from _heading(3, ambiguity.id, f"{ambiguity.id} {words(ambiguity.question)}")
        for text in ambiguity.readings:
            yield from (words(text), "")
        if ambiguity.accepted:
            yield from ("**Accepted:**", "")
            yield from (f"- {words(text)}" for text in ambiguity.accepted)
        for question in ambiguity.questions:
            agree = ", equal arguments must get equal answers" if question.must_agree else ""
            yield from ("", f"{_anchor(question.anchor)}{code(question.id)} {words(question.text)}{agree}", "")
            for reading in question.readings:
                places = ", ".join(f"[{code(place.id)}](#{place.anchor})" for place in reading.places)
                yield f"- {code(reading.id)} {words(reading.text)}{' — ' + places if places else ''}"
        yield ""
        yield f"Rules: {' '.join(map(_link, ambiguity.rules)) or 'none'}; {plural(len(ambiguity.cases), 'case')}"


def _clauses(docs):
    words = _Words(docs)
    yield from _heading(2, "clauses", "Clauses")
    yield (f"{docs.encoded} of {plural(len(docs.clauses), 'clause')} are encoded by rules; for the others the reason "
           "stands in their place.")
    yield ""
    yield from _table("clause", "says", "strength", "testability", "rules", "cases", "no test of its own because")
    for clause in docs.clauses:
        yield _cells(f"{_anchor(clause.id)}{clause.id}", words(clause.text), prose(clause.strength),
                     prose(clause.testability), " ".join(map(_link, clause.rules)), f"{len(clause.cases):,}",
                     words(clause.why))


def _rows(docs):
    yield from _heading(2, "rows", "Transitions")
    yield ("All lines whose guard holds contribute, up to one that ends the search. For InstantMessage they speak of "
           "successes; the refusals are those of the [conditions](#errors).")
    yield ""
    yield from _table("row", "answers", "change", "rule", "model")
    for row in docs.rows:
        answers = "<br>".join(" ".join(filter(None, (code(answer.code), prose(" or ".join(answer.back)),
                                                     _graded(answer.grade, answer.question))))
                              for answer in row.answers)
        ends = " ends the search" if row.last else ""
        yield _cells(f"{_anchor(row.anchor)}{code(row.id)}{ends}", answers, code(row.effect) if row.effect else "",
                     _ruled(row), code(row.place))


def _profiles(docs):
    words = _Words(docs)
    yield from _heading(2, "profiles", "Profiles")
    yield ("Which documentation applies. The first one is what this page speaks of; another one is what it says "
           "differently.")
    for profile in docs.profiles:
        yield from _heading(3, profile.anchor, f"{code(profile.id)} {prose(profile.title)}")
        if profile.plain:
            yield "Takes every rule as it stands."
        yield from (f"- {_named(rule, name)} is {prose(standing)}" for rule, name, standing in profile.standings)
        for rule, name, beside, allowed, grade in profile.amendments:
            where = f" for {_named(rule, name)}" if name else ""
            yield f"- Where the tables have {code(beside)}{where}, it allows {code(allowed)} *{grade}*"
        for condition in profile.conditions:
            answers = ", ".join(f"{code(answer.code)} {_graded(answer.grade, answer.question)}"
                                for answer in condition.answers)
            window = f", or a window {_graded(condition.success, condition.opened)}" if condition.success else ""
            yield (f"- {_anchor(condition.anchor)}{code(condition.id)} {words(condition.text)}: {answers}{window} "
                   f"{_ruled(condition)} {code(condition.place)}")


def _codes(docs):
    yield from _heading(2, "codes", "Codes")
    yield ("`ERR` stands for any other failing code, `SUCCESS` for any other succeeding one, `done` for an event that "
           "has none.")
    yield ""
    for entry in docs.hresults:
        value = entry["value"]
        yield f"- {code(f'0x{value:08X}' if isinstance(value, int) else value)} {code(entry['name'])}"


def _cases(docs):
    words = _Words(docs)
    yield from _heading(2, "cases", "Cases")
    yield "Codes in brackets are accepted, and the report mentions them."
    for file, cases in docs.files:
        yield from ("", f"### {code(file)} ({plural(len(cases), 'case')})")
        for case in cases:
            yield from _heading(4, case.anchor, f"{case.id}: {words(case.purpose)}")
            rules = [*map(_link, case.rules), *map(code, case.unknown)]
            yield from (f"{' '.join(rules)} {code(case.place)}", "")
            yield from (f"{number}. {_step(step)}" for number, step in enumerate(case.steps, 1))


def _step(step):
    codes = " or ".join(map(code, step["expect"]))
    codes += f" ({' or '.join(map(code, step['noted']))})" if step["noted"] else ""
    return code(step["did"]) + (f" → {codes}" if codes else "")
