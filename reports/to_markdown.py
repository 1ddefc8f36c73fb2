"""The run as Markdown, short enough for the summary of a CI job or a comment.

Prose keeps its words but loses their power: a word that Markdown or a forge could turn into a link, a mention or a
reference is written as code, every other mark is escaped.  What an implementation sent is always code.
"""
import re

from ledger import ledger
from journal import VERDICTS
from text import LIMIT, plural, show
from verdict import banner, headline, shown, statement

BUDGET = 60_000         # characters; a comment on a forge holds 65,536
CASES = 25              # failing cases in full, at most
LISTED = 30             # ids in one list, at most

_RISKY = re.compile(r"[@#/:`|<&]|www\.|\w\.\w|\b[0-9a-f]{7,40}\b", re.IGNORECASE)
_MARKS = re.compile(r"([\\*_{}\[\]()>+\-.!~$=^])")


def render(run):
    """The page as bytes; whole sections are left out, and named, before the budget would be passed."""
    parts, left_out, size = [], [], 0
    for name, section in _sections(run):
        text = "\n".join(section) + "\n"
        if size + len(text) > BUDGET:
            left_out.append(name)
            continue
        size += len(text)
        parts.append(text)
    if left_out:
        names = ", ".join(dict.fromkeys(left_out))
        parts.append(f"Left out for their length: {names}. The HTML report has everything.\n")
    return "\n".join(parts).encode("utf-8")


def code(text):
    """TEXT as a code span that nothing in it can end, also inside a table."""
    return _span(show(text))


def _span(text):
    text = text.replace("|", "‹U+007C›")
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest or text != text.strip() or not text else ""
    return f"{fence}{space}{text}{space}{fence}"


def prose(text, limit=LIMIT):
    """TEXT as words: harmless ones escaped, those that could become a link or a mention as code."""
    return " ".join(_span(word) if _RISKY.search(word) else _MARKS.sub(r"\\\1", word)
                    for word in show(text, limit).split())


def _sections(run):
    yield "the summary", _summary(run)
    if run.broken:
        yield "the rules broken", _broken(run)
    if run.missing:
        yield "the capabilities that are not there", _missing(run)
    failed = [case for group in run.failures for case in group.cases]
    failed += [group.cases[0] for group in run.missing]     # the others fail for the same reason
    more = run.counts["fail"] - min(len(failed), CASES)
    if failed:
        yield "the failures", [f"### Failures ({run.counts['fail']:,})"]
    for case in failed[:CASES]:
        yield "some failures", _failure(case, run)
    if more:
        yield "a count", [f"{plural(more, 'more failing case')} in the HTML report."]
    hidden = [rule for rule in run.rules if rule.state == "not shown"]
    if hidden:
        yield "the rules not shown", _folded(
            f"Rules not shown ({len(hidden):,} of {len(run.rules):,})",
            [f"- {code(rule.id)} {rule.level} {prose(rule.text)} — {prose(rule.why)}" for rule in hidden])
    yield "the capabilities", _capabilities(run)
    yield "the choices", _choices(run)
    for verdict, groups in run.open:
        yield f"the cases that are {verdict}", _folded(
            f"{verdict.capitalize()} ({run.counts[verdict]:,})",
            [f"- {prose(group.key)}: {_ids(group.cases)}" for group in groups])
    if run.notes:
        yield "the notes", _folded(f"Notes ({len(run.notes):,})",
                                   [f"- {prose(group.key)}: {_ids(group.cases)}" for group in run.notes])
    yield "the facts", _facts(run)


def _summary(run):
    kind, title, sentence = headline(run)
    iut = run.header["iut"]
    lines = [f"## imconform: {code(iut['name'] + ' ' + iut['version'])} — {title}", ""]
    notice = banner(run.journal)
    if notice:
        lines += ["> [!CAUTION]", f"> **{notice[0]}.** {prose(notice[1])}"]
        lines += [f"> - {prose(item)}" for item in notice[2][:10]]
        if len(notice[2]) > 10:
            lines.append(f"> - and {len(notice[2]) - 10} more")
        lines.append("")
    lines += [f"{sentence} {shown(run)}", ""]
    lines += [f"**Mind:** {prose(warning)}\n" for warning in run.warnings]
    lines += ["| " + " | ".join(VERDICTS) + " | all |", "|" + " ---: |" * (len(VERDICTS) + 1),
              "| " + " | ".join(f"{run.counts[verdict]:,}" for verdict in VERDICTS) + f" | {len(run.cases):,} |"]
    return lines


def _broken(run):
    lines = ["### Rules broken", "", "| rule | level | what it says | clauses | cases |",
             "| --- | --- | --- | --- | ---: |"]
    for rule in run.broken:
        lines.append(f"| {code(rule.id)} | {rule.level or 'unknown'} | {prose(rule.text)} | "
                     f"{' '.join(rule.clauses)} | {len(rule.broken_by):,} |")
    return lines


def _missing(run):
    lines = ["### Declared but not there", "", "| capability | cases failed for that reason |", "| --- | ---: |"]
    return lines + [f"| {code(group.key)} | {len(group.cases):,} |" for group in run.missing]


def _capabilities(run):
    """What was declared and what it was worth, and what would show the rest; nothing if all is as it should be."""
    rows = [f"- {prose(text)}" for _, text in statement(run.ics)]
    for entry in run.ics.of("not declared"):
        rows.append(f"- not declared: {code(entry.name)}, {plural(len(entry.cases), 'case')} not applicable")
    for entry in run.ics.helpful:
        rows.append(f"- {code(entry.name)} would show {_more(entry.rules)}")
    for entry in run.ics.together:
        rows.append(f"- {' and '.join(code(name) for name in entry.names)} together would show {_more(entry.rules)}")
    return _folded("Capabilities", rows) if rows else []


def _more(rules):
    return f"{plural(len(rules), 'more rule')}: {' '.join(code(rule.id) for rule in rules)}"


def _failure(case, run):
    """One failing case as the kit prints it, in a fence that nothing in it can end."""
    texts = {rule.id: rule for rule in run.broken}
    rows = []
    if case.blame:
        rule = texts[case.blame[0]]
        rows.append(("rule", f"{rule.id} ({', '.join([rule.level or 'unknown'] + rule.clauses)})  {rule.text}"))
    step = case.decisive
    if step:
        rows.append(("did", f"step {step.number}: {step.did}"))
        rows += [("allowed" if not index else "", f"{text}  ({why})") for index, (text, why) in enumerate(step.allowed)]
        rows.append(("got", step.got))
    if case.misdeclared:
        rows.append(("rule", "none: a capability that is declared has to be there"))
    if case.reason:
        rows.append(("reason", case.reason))
    rows.append(("again", case.again))
    lines = [f"{name:<8} {show(text)}" for name, text in rows]
    longest = max((len(run_) for line in lines for run_ in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"**{code(case.id)}** {prose(case.purpose)} ({code(case.place)})", "", f"{fence}text", *lines, fence]


def _choices(run):
    met = [ambiguity for ambiguity in ledger(run.catalog, run.cases) if ambiguity.met]
    rows = []
    for ambiguity in met:
        for question in ambiguity.met:
            mark = " **changed within the run**" if question.changed else ""
            taken = "; ".join(f"{prose(reading.text or reading.id)} ({reading.grade}, {plural(reading.count, 'time')})"
                              for reading in question.taken)
            rows.append(f"- {ambiguity.id} {prose(question.text or question.id)}{mark} {taken}")
    return _folded(f"Choices taken ({len(rows):,})", rows) if rows else []


def _facts(run):
    header, iut = run.header, run.header["iut"]
    rows = [("locator", run.locator), ("profile", header["profile"]), ("vendor", iut.get("vendor")),
            ("platform", iut.get("platform")), ("its SHA-256", iut.get("digest")),
            ("capabilities", ", ".join(header["capabilities"])), ("begun", header["time"]),
            ("host", f"{header['host']['system']}, {header['host']['machine']}"), ("seed", str(header["seed"])),
            ("kit", f"{header['kit']['name']} {header['kit']['version']}"),
            ("suite", f"{header['suite']['version']}, {header['suite']['digest']}"),
            ("rules", header["rules_digest"]), ("journal", f"{run.journal.name}, {run.journal.state}"),
            ("journal SHA-256", run.journal.digest)]
    return _folded("Run", [f"- {name}: {code(value)}" for name, value in rows if value])


def _folded(title, lines):
    return [f"<details><summary>{title}</summary>", "", *lines, "", "</details>"]


def _ids(cases):
    listed = " ".join(code(case.id) for case in cases[:LISTED])
    return listed + (f" and {len(cases) - LISTED} more" if len(cases) > LISTED else "")
