"""Compiles the lists of clauses and ambiguities as C programs do, and checks that they are complete and well formed.

It knows how many entries there are and what an entry must look like; it does not know what they say.
"""
import pathlib
import re
import subprocess

import pytest

MODEL = pathlib.Path(__file__).resolve().parent.parent
FILES = ("clauses.def", "ambiguities.def")
WIDTH = 120
FIELD, RECORD = "\x1f", "\x1e"

TESTABILITIES = {"OBS", "ENV", "OBS_ENV", "INF", "CALLER"}
STRENGTHS = {"MANDATORY", "PERMITTED", "ADVICE", "NONE"}
WINE = range(91, 100)

PRINTER = r"""
#include <stdio.h>
static void put(const char *text, char after) { fputs(text, stdout); putchar(after); }
int main(void)
{
#define CLAUSE(kind, number, testability, strength, text, why) \
    printf("%s\x1f%d\x1f", #kind, number); put(#testability, 31); put(#strength, 31); put(text, 31); put(why, 30);
#include "clauses.def"
#undef CLAUSE
#define AMBIGUITY(number, question, readings, accepted, unasked) \
    printf("A\x1f%d\x1f", number); put(question, 31); put(readings, 31); put(accepted, 31); put(unasked, 30);
#include "ambiguities.def"
#undef AMBIGUITY
    return 0;
}
"""

# The other way in which the lists are included: names from one pass, freestanding tables from the next.
TABLES = r"""
enum testability { OBS, ENV, OBS_ENV, INF, CALLER };
enum strength { MANDATORY, PERMITTED, ADVICE, NONE };
enum id {
#define CLAUSE(kind, number, testability, strength, text, why) CLAUSE_##kind##_##number,
#include "clauses.def"
#undef CLAUSE
#define AMBIGUITY(number, question, readings, accepted, unasked) AMBIGUITY_##number,
#include "ambiguities.def"
#undef AMBIGUITY
    ID_COUNT
};
const struct clause { enum testability testability; enum strength strength; const char *text, *why; } clauses[] = {
#define CLAUSE(kind, number, testability, strength, text, why) { testability, strength, text, why },
#include "clauses.def"
#undef CLAUSE
};
_Static_assert(ID_COUNT == 58 + 99 + 57, "an entry is missing or new");
_Static_assert(sizeof clauses / sizeof clauses[0] == 58 + 99, "a clause is missing or new");
"""

COMPILE = ["gcc", "-std=c11", "-pedantic", "-Wall", "-Wextra", "-Werror", "-I", str(MODEL)]


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """Every entry as a list of fields, in the order of the files, as the C compiler reads them."""
    folder = tmp_path_factory.mktemp("defs")
    source, program = folder / "printer.c", folder / "printer"
    source.write_text(PRINTER)
    subprocess.run([*COMPILE, "-o", str(program), str(source)], check=True)
    out = subprocess.run([str(program)], check=True, capture_output=True).stdout.decode("utf-8")
    return [record.split(FIELD) for record in out.split(RECORD)[:-1]]


@pytest.fixture(scope="module")
def clauses(records):
    return [record for record in records if record[0] in "CR"]


def name(record):
    return f"{record[0]}-{int(record[1]):02d}"


def may_explain(record):
    """The beginnings that the reason of a clause may have; the empty string stands for no reason at all."""
    kind, number, testability, strength = record[0], int(record[1]), record[2], record[3]
    if kind == "R" and number in WINE:
        return ("a fact about Wine, never a rule: ",)
    if testability == "INF":
        return ("informs only: ",)
    if testability == "CALLER":
        return ("binds the caller: ",)
    if strength == "NONE":
        return ("", "informs only: ")
    return ("", "the protocol ")


def test_lists_are_complete_and_in_order(records):
    numbers = {kind: [int(r[1]) for r in records if r[0] == kind] for kind in "CRA"}
    print({kind: len(found) for kind, found in numbers.items()})
    assert numbers == {"C": list(range(1, 59)), "R": list(range(1, 100)), "A": list(range(1, 58))}
    assert [r[0] for r in records] == ["C"] * 58 + ["R"] * 99 + ["A"] * 57


def test_lists_compile_freestanding_as_names_and_tables(tmp_path):
    source = tmp_path / "tables.c"
    source.write_text(TABLES)
    subprocess.run([*COMPILE, "-ffreestanding", "-c", "-o", str(tmp_path / "tables.o"), str(source)], check=True)


def test_words_are_known(clauses):
    for record in clauses:
        testability, strength = record[2:4]
        assert testability in TESTABILITIES and strength in STRENGTHS, name(record)
        if testability == "INF":
            assert strength == "NONE", f"{name(record)} informs and yet asks for something"
        if testability == "CALLER":
            assert strength == "ADVICE", f"{name(record)} cannot demand that of a caller"


def test_texts_are_whole_sentences(records):
    for record in records:
        texts = record[4:5] if record[0] in "CR" else record[2:5]
        for text in texts:
            assert text and text == text.strip() and "  " not in text, name(record)
            assert text[-1] in ".?", f"{name(record)} ends in the middle: {text[-30:]}"
    for record in records:
        if record[0] == "A":
            assert record[2].endswith("?") and record[3].endswith(".") and record[4].endswith("."), name(record)


def test_every_untestable_clause_says_why(clauses):
    """INF, CALLER and the facts about Wine always have a reason; others only what the protocol cannot show."""
    for record in clauses:
        why, beginnings = record[5], may_explain(record)
        fits = any(why.startswith(beginning) if beginning else not why for beginning in beginnings)
        assert fits, f"{name(record)}: the reason begins with none of {beginnings}: {why!r}"
        assert why == why.strip() and not why.endswith("."), name(record)


def test_every_ambiguity_without_a_question_says_why(records):
    """Either the ledger keeps which reading was taken, or the entry says why that is not so; never both."""
    questions = (MODEL / "readings.def").read_text(encoding="utf-8")
    asked = {int(number) for number in re.findall(r"^QUESTION\(\w+, (\d+),", questions, re.MULTILINE)}
    assert len(asked) > 30
    for record in records:
        if record[0] != "A":
            continue
        why = record[5]
        assert (why == "") == (int(record[1]) in asked), f"{name(record)}: {why!r}"
        assert not why or why.startswith("no choice: ") or re.match(r"the protocol .*: only a COM adapter can\b", why) \
            or re.match(r"the protocol .*: only a COM adapter sees\b", why), name(record)
        assert why == why.strip() and not why.endswith("."), name(record)


def test_every_ambiguity_grades_in_words(records):
    shorthand = re.compile(r"\b(SUCC|INV|FAIL|NREF|NLOG|ERR|NOTE|OC07|WM)\b")
    for record in records:
        if record[0] == "A":
            assert re.search(r"\b(preferred|accepted|noted|rejected)\b", record[4]), name(record)
            assert not any(shorthand.search(text) for text in record[2:]), name(record)


def test_references_lead_somewhere(records):
    known = {name(record) for record in records}
    for record in records:
        for reference in re.findall(r"\b[CRA]-\d+\b", " ".join(record[2:])):
            assert reference in known, f"{name(record)} refers to {reference}"


@pytest.mark.parametrize("file", FILES)
def test_lines_are_short_and_clean(file):
    for number, line in enumerate((MODEL / file).read_text(encoding="utf-8").splitlines(), 1):
        assert len(line) <= WIDTH, f"{file}:{number} has {len(line)} columns"
        assert line == line.rstrip() and "\t" not in line, f"{file}:{number}"
