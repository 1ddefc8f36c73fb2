"""Reads a journal and checks, on its own and before anything is shown, that nobody changed or cut it.

Every line names the SHA-256 of the line before it and the footer that of all lines before it.  What is broken is
kept as a list of problems with line numbers, and the lines that can be read are given all the same; only a file
that is no journal at all is refused.  A line whose shape is not the documented one is a list of its own: it may come
from another version of the kit and says nothing about tampering.  Nothing here knows rules or pages.
"""
import hashlib
import json
from dataclasses import dataclass, field

from files import Refused, read_bounded
from shapes import Shape
from text import plural, show

MAX_FILE = 512 * 1024 * 1024    # far above any run; a journal of 400 cases has about 1 MB
MAX_LINE = 16 * 1024 * 1024     # the harness cuts replies at 1 MiB, and a case has few of them
NO_LINE = "0" * 64              # what the header names as the line before it
VERDICTS = ("pass", "fail", "inconclusive", "error", "not applicable")


@dataclass
class Problem:
    """One thing that is wrong with a line; its text is not yet safe to show."""
    line: int
    text: str

    def __str__(self):
        return f"line {self.line}: {self.text}"


@dataclass
class Journal:
    """What a journal says.  `footer` is None exactly when the run was interrupted or the end was cut off."""
    name: str
    digest: str
    header: dict
    lines: int
    cases: list = field(default_factory=list)
    footer: dict = None
    problems: list = field(default_factory=list)
    unread: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    @property
    def state(self):
        """'broken', 'unread' (lines of an unknown shape), 'interrupted' (no footer), 'incomplete' (its footer says so)
        or 'intact'; the first that holds."""
        if self.problems:
            return "broken"
        if self.unread:
            return "unread"
        if self.footer is None:
            return "interrupted"
        return "intact" if self.footer["complete"] else "incomplete"

    def blame(self, line, text):
        """Note that LINE breaks the evidence."""
        self.problems.append(Problem(line, text))


def read_journal(path):
    """The journal in PATH, checked; Refused with file and line if it is no journal."""
    data = read_bounded(path, MAX_FILE)
    name = str(path).rsplit("/", 1)[-1]
    if not data:
        raise Refused(f"{show(str(path))}: the file is empty; a journal begins with a header line")
    lines = data.split(b"\n")
    ends_well = lines[-1] == b""
    if ends_well:
        lines.pop()
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise Refused(f"{show(str(path))}:{number}: a line of {len(line):,} bytes; the limit is {MAX_LINE:,}")
    shape = Shape("journal.schema.json")
    records = [_parsed(line) for line in lines]
    header = _header(path, records[0], shape)
    journal = Journal(name, hashlib.sha256(data).hexdigest(), header, len(lines))
    _check_chain(journal, lines, records)
    _read_records(journal, records, shape)
    if not ends_well:
        journal.blame(len(lines), "the last line has no end, so it was cut")
    if journal.footer is not None:
        _check_footer(journal, lines)
    journal.problems.sort(key=lambda problem: problem.line)
    return journal


def _header(path, record, shape):
    """RECORD, the first line, as a header, or Refused: without one the file is no journal."""
    place = f"{show(str(path))}:1"
    if isinstance(record, ValueError):
        raise Refused(f"{place}: not a journal: {record}")
    if not isinstance(record, dict) or record.get("record") != "header":
        raise Refused(f"{place}: not a journal: the first line is no header record")
    if record.get("format") != 1 or record["format"] is True:
        found = show(json.dumps(record.get("format")), 40)
        raise Refused(f"{place}: journal format {found}; this program reads format 1")
    wrong, _ = shape.check(record, "header")
    if wrong:
        raise Refused(f"{place}: the header cannot be used: {show(wrong[0])}")
    return record


def _parsed(line):
    """One line as JSON, or a ValueError (returned, not raised) with a plain sentence."""
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        return ValueError(f"byte {error.start + 1} is no UTF-8")
    except json.JSONDecodeError as error:
        return ValueError(f"no JSON at column {error.colno}: {error.msg}")
    except RecursionError:
        return ValueError("JSON that is nested too deeply")
    except ValueError as error:         # NaN, or a number with thousands of digits
        return error


def _no_constant(name):
    raise ValueError(f"{name} is no JSON")


def _check_chain(journal, lines, records):
    """Compare what each line names as the one before it with the line that is there."""
    digests = [hashlib.sha256(line).hexdigest() for line in lines]
    place = {digest: number for number, digest in enumerate(digests, 1)}
    for number, record in enumerate(records, 1):
        named = record.get("prev") if isinstance(record, dict) else None
        if not isinstance(named, str):
            continue                        # `_read_records` says what is wrong with this line
        before = digests[number - 2] if number > 1 else NO_LINE
        if named == before:
            continue
        if named == NO_LINE or number == 1:
            journal.blame(number,
                          "this line and the one before it do not belong together: a journal was joined or cut here")
        elif named in place:
            journal.blame(number, f"this line was written after line {place[named]}, not after line {number - 1}: "
                                  "lines were added or moved")
        else:
            journal.blame(number, f"this line was written after another line than line {number - 1} as it is now: "
                                  f"line {number - 1} was changed, or lines before line {number} were removed")


def _read_records(journal, records, shape):
    """Sort the lines into cases and footer; what cannot be read is a problem and left out."""
    unknown, seen = set(), set()
    for number, record in enumerate(records, 1):
        if isinstance(record, ValueError):
            journal.blame(number, f"{record}; the line was left out of this report")
            continue
        kind = record.get("record") if isinstance(record, dict) else None
        if kind not in ("header", "case", "footer") or (kind == "header") != (number == 1):
            journal.blame(number, "neither a case nor the footer; the line was left out of this report")
            continue
        wrong, more = shape.check(record, kind)
        unknown.update(f"{kind}: {key}" for key in more)
        if wrong:
            journal.unread.append(Problem(number, f"{kind}: {wrong[0]}; the line was left out of this report"))
        elif journal.footer is not None:
            journal.blame(number, "there is a line after the footer")
        elif kind == "case":
            journal.cases.append(record)
            if record["n"] in seen:
                journal.blame(number, f"case number {record['n']} was recorded before")
            seen.add(record["n"])
        elif kind == "footer":
            journal.footer = record
    if unknown:
        some = ", ".join(sorted(unknown)[:5])
        journal.warnings.append(
            f"{plural(len(unknown), 'key')} of the journal unknown to this report, not shown: {some}")


def _check_footer(journal, lines):
    """Compare what the footer says of the run with the lines before it."""
    footer, number = journal.footer, len(lines)
    before = b"".join(line + b"\n" for line in lines[:-1])
    if footer["digest"] != hashlib.sha256(before).hexdigest():
        journal.blame(number, "the footer's digest is not that of the lines before it")
    lost = len(journal.unread)
    if footer["cases"] != len(journal.cases) + lost:
        journal.blame(number, f"the footer counts {plural(footer['cases'], 'case')}; "
                              f"{plural(len(journal.cases) + lost, 'case')} came before it")
    for verdict in VERDICTS if not lost else ():
        found = sum(case["verdict"] == verdict for case in journal.cases)
        if footer["counts"][verdict] != found:
            journal.blame(number, f"the footer counts {footer['counts'][verdict]} × {verdict}, the cases {found}")
    selected = journal.header["suite"]["cases"]
    if footer["complete"] and len(journal.cases) + lost != selected:
        journal.warnings.append(
            f"the header announces {plural(selected, 'case')}, the journal holds {len(journal.cases)}")
