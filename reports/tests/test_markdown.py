"""The Markdown page says what a comment needs, and hostile text stays text."""
import re

import pytest

import fixtures
import hostile
from to_markdown import BUDGET, CASES, code, prose


def without_code(markdown):
    """MARKDOWN without fences and code spans, whose content has no power, and without escaped marks."""
    markdown = re.sub(r"^(`{3,})text\n.*?\n\1$", "FENCE", markdown, flags=re.DOTALL | re.MULTILINE)
    markdown = re.sub(r"(?<![`\\])(`+)(?!`)([^\n]*?[^`\n])\1(?!`)", "CODE", markdown)
    return re.sub(r"\\[!-/:-@\[-`{-~]", "", markdown)


def test_the_page_answers(pages):
    text = pages(fixtures.lines(fixtures.mixed())).md
    for words in ("## imconform: `Desk 1.0` — 1 rule broken",
                  "1 of 5 cases failed; 1 passed, 1 inconclusive, 1 not applicable, "
                  "1 could not be judged. 1 of 5 rules shown by passing cases, 1 broken, 3 not shown.",
                  "| pass | fail | inconclusive | error | not applicable | all |\n"
                  "| ---: | ---: | ---: | ---: | ---: | ---: |\n"
                  "| 1 | 1 | 1 | 1 | 1 | 5 |",
                  "| `REUSE` | MUST | while a reference is held, the open window is returned | C-30 A-34 | 1 |",
                  "rule     REUSE (MUST, C-30, A-34)  while a reference is held",
                  "again    imconform replay library:./desk.so ALL-01", "Rules not shown (3 of 5)",
                  "- A-03 where does S\\_FALSE come? never (preferred, 1 time)", "- the handle is negative: `ALL-00`",
                  "the implementation does not have `client.goOffline`: `ALL-04`", "- locator: `library:./desk.so`"):
        assert words in text, words


def test_a_broken_journal_says_so_first(pages):
    lines = fixtures.lines(fixtures.mixed())
    lines[1] = lines[1][:99]
    text = pages(lines).md
    assert text.index("> [!CAUTION]\n> **This journal is broken.**") < text.index("| pass |")
    assert "> - line `2:` no JSON" in text


def test_many_problems_are_listed_in_part(pages):
    lines = fixtures.lines([fixtures.case(f"C-{n}") for n in range(40)])
    lines[5:25] = [b"x"] * 20
    text = pages(lines).md
    assert text.count("> - line") == 10 and "> - and 14 more" in text


@pytest.mark.parametrize("text", hostile.TEXTS, ids=range(len(hostile.TEXTS)))
def test_hostile_text_has_no_power(pages, text):
    markdown = pages(hostile.journal(text), rules=hostile.rules(text + " ")).md
    assert len(markdown) < 65_536 and hostile.MARK in markdown
    rest = without_code(markdown)
    for power in ("@", "http", "](", "<script", "<b>", "<img", "&lt", "**bold", "<!--"):
        assert power not in rest, power
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", markdown)
    assert set(re.findall(r"</?[a-z]+", rest)) <= {"<details", "<summary", "</summary", "</details"}
    assert rest.count("<details>") == rest.count("</details>")
    assert set(re.findall(r"^#+ .*$", rest, re.MULTILINE)) == set(re.findall(
        r"^(?:## imconform: CODE — .*|### Rules broken|### Declared but not there|### Failures \(3\))$", rest,
        re.MULTILINE))


@pytest.mark.parametrize("text", hostile.TEXTS, ids=range(len(hostile.TEXTS)))
def test_table_rows_keep_their_columns(pages, text):
    markdown = pages(hostile.journal(text), rules=hostile.rules(text)).md
    rows = [line for line in markdown.split("\n") if line.startswith("| `REUSE`")]
    assert len(rows) == 1 and len(re.findall(r"(?<!\\)\|", rows[0])) == 6


@pytest.mark.parametrize("text, span", [
    ("a", "`a`"), ("a`b", "`` a`b ``"), ("```", "```` ``` ````"), ("", "`  `"), (" a", "`  a `"),
    ("a|b", "`a‹U+007C›b`"),
    ("a\nb", "`a‹U+000A›b`"), ("‹U+202E›", "`‹U+2039›U+202E›`"),
])
def test_code_spans_cannot_be_left(text, span):
    assert code(text) == span


@pytest.mark.parametrize("text, words", [
    ("plain words", "plain words"), ("*bold* _it_", "\\*bold\\* \\_it\\_"), ("see @me", "see `@me`"), ("#12", "`#12`"),
    ("a.b", "`a.b`"), ("end.", "end\\."), ("www.x", "`www.x`"), ("<b>", "`<b>`"), ("&amp;", "`&amp;`"),
    ("a|b", "`a‹U+007C›b`"),
    ("deadbeef1", "`deadbeef1`"), ("[x]", "\\[x\\]"), ("- x", "\\- x"), ("\\|", "`\\‹U+007C›`"),
    ("\u202e", "‹U\\+202E›"),
])
def test_prose_keeps_words_and_loses_power(text, words):
    assert prose(text) == words


def test_many_failures_are_counted_not_listed(pages):
    markdown = pages(fixtures.lines([fixtures.case(f"C-{n:03d}", "fail") for n in range(60)])).md
    assert markdown.count("again    imconform") == CASES and "35 more failing cases in the HTML report" in markdown
    exact = pages(fixtures.lines([fixtures.case(f"C-{n:03d}", "fail") for n in range(CASES)])).md
    assert exact.count("again    imconform") == CASES and "more failing" not in exact


def test_the_page_fits_into_a_comment(pages):
    wide = "wide " * 70
    records = [fixtures.case(f"C-{n:03d}", "fail" if n < 200 else "inconclusive", reason=f"{n} {wide}",
                             notes=[f"{n} {wide}"])
               for n in range(600)]
    markdown = pages(fixtures.lines(records)).md
    assert len(markdown) <= BUDGET + 500
    assert "Left out for their length:" in markdown and "the cases that are inconclusive" in markdown
    assert markdown.count("<details>") == markdown.count("</details>")


def test_long_lists_of_ids_are_cut(pages):
    markdown = pages(fixtures.lines([fixtures.case(f"C-{n:03d}", "inconclusive") for n in range(50)])).md
    assert "`C-029` and 20 more" in markdown and "`C-030`" not in markdown
