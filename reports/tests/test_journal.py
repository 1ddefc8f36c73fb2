"""A journal that was changed anywhere is found out, with the line; what is no journal is refused."""
import json

import pytest

import fixtures
from files import Refused
from journal import read_journal


def read(folder, lines, end=b"\n"):
    return read_journal(fixtures.write(folder, lines, end=end)[1])


@pytest.fixture
def whole():
    return fixtures.lines([fixtures.case(f"WIN-{number:02d}") for number in range(6)])


def test_a_whole_journal_is_intact(tmp_path, whole):
    journal = read(tmp_path, whole)
    assert (journal.state, journal.problems, journal.warnings) == ("intact", [], [])
    assert [case["id"] for case in journal.cases] == [f"WIN-0{number}" for number in range(6)]
    assert journal.lines == 8


@pytest.mark.parametrize("line", range(1, 9))
def test_one_changed_byte_is_found_in_every_line(tmp_path, whole, line):
    text = whole[line - 1]
    for old, new in ((b":0", b":1"), (b"example", b"exemple"), (b"nobody", b"somebody"), (b'"prev":"', b'"prev":"0')):
        if old in text and not (line == 1 and b"prev" in old):
            whole[line - 1] = text.replace(old, new, 1)
            journal = read(tmp_path, list(whole))
            assert journal.state == "broken", (line, old)
            assert journal.problems[0].line in (line, line + 1)


def test_the_place_of_a_change_is_named(tmp_path, whole):
    whole[3] = whole[3].replace(b'"purpose":"a window opens"', b'"purpose":"a window closes"')
    problems = read(tmp_path, whole).problems
    assert [problem.line for problem in problems] == [5, 8]
    assert "line 4 was changed" in problems[0].text and "digest" in problems[1].text


@pytest.mark.parametrize("line", range(2, 8))
def test_a_removed_line_is_found(tmp_path, whole, line):
    del whole[line - 1]
    journal = read(tmp_path, whole)
    assert journal.state == "broken" and journal.problems[0].line == line


def test_moved_lines_are_found_and_named(tmp_path, whole):
    whole[2], whole[3] = whole[3], whole[2]
    problems = read(tmp_path, whole).problems
    assert [problem.line for problem in problems] == [3, 4, 5, 8]
    assert "written after line 4" in problems[0].text


def test_a_doubled_line_is_found(tmp_path, whole):
    whole.insert(3, whole[2])
    journal = read(tmp_path, whole)
    assert any("recorded before" in str(problem) for problem in journal.problems)
    assert any(problem.line == 4 for problem in journal.problems)


def test_a_cut_line_is_found(tmp_path, whole):
    whole[4] = whole[4][:50]
    problems = read(tmp_path, whole).problems
    assert problems[0].line == 5 and "no JSON at column" in problems[0].text
    assert len(read(tmp_path, whole).cases) == 5


def test_a_cut_end_is_found(tmp_path, whole):
    journal = read(tmp_path, whole, end=b"")
    assert journal.state == "broken" and journal.problems[0].line == 8 and "no end" in journal.problems[0].text


def test_a_journal_without_footer_is_interrupted(tmp_path):
    journal = read(tmp_path, fixtures.lines([fixtures.case()], footer=False))
    assert journal.state == "interrupted" and journal.problems == [] and len(journal.cases) == 1


def test_a_footer_can_say_that_the_run_is_not_complete(tmp_path):
    assert read(tmp_path, fixtures.lines([fixtures.case()], complete=False)).state == "incomplete"


def test_a_rewritten_footer_is_found(tmp_path):
    counts = {verdict: 0 for verdict in fixtures.VERDICTS}
    problems = read(tmp_path, fixtures.lines([fixtures.case()], counts=counts)).problems
    assert [str(problem) for problem in problems] == ["line 3: the footer counts 0 × pass, the cases 1"]
    problems = read(tmp_path, fixtures.lines([fixtures.case()], cases=5)).problems
    assert "the footer counts 5 cases; 1 case came before it" in problems[0].text
    assert "digest" in read(tmp_path, fixtures.lines([fixtures.case()], digest="0" * 64)).problems[0].text


def test_the_choices_of_the_footer_are_read(tmp_path):
    choices = [{"ambiguity": "A-03", "question": "WHEN", "readings": {"NEVER": 3}}]
    assert read(tmp_path, fixtures.lines([fixtures.case()], choices=choices)).state == "intact"
    choices[0]["readings"]["ALWAYS"] = "often"
    problem = read(tmp_path, fixtures.lines([fixtures.case()], choices=choices)).unread[0]
    assert "choices[0].readings.ALWAYS is the text 'often'; expected integer" in problem.text


def test_two_journals_in_one_file_are_found(tmp_path, whole):
    problems = read(tmp_path, whole + whole).problems
    assert any(problem.line == 9 and "joined" in problem.text for problem in problems)


def test_a_line_after_the_footer_is_found(tmp_path, whole):
    problems = read(tmp_path, whole + [whole[2]]).problems
    assert any(problem.line == 9 and "after the footer" in problem.text for problem in problems)


def test_a_header_with_a_line_before_it_is_found(tmp_path, whole):
    whole[0] = whole[0].replace(b"0" * 64, b"1" * 64)
    assert read(tmp_path, whole).problems[0].line == 1


@pytest.mark.parametrize("line, words", [
    (b"\xff\xfe", "byte 1 is no UTF-8"), (b"[]", "neither a case nor the footer"), (b"7", "neither a case"),
    (b'{"record":"note"}', "neither a case"), (b"[" * 100000, "nested"), (b'{"a":NaN}', "NaN is no JSON"),
    (b"", "no JSON"),
    (b'{"n":' + b"9" * 5000 + b"}", "neither a case|limit|digits"),
])
def test_a_line_that_is_no_record_is_left_out_and_named(tmp_path, whole, line, words):
    import re
    whole[3] = line
    journal = read(tmp_path, whole)
    problem = next(problem for problem in journal.problems if problem.line == 4)
    assert re.search(words, problem.text) and len(journal.cases) == 5


@pytest.mark.parametrize("key, value, words", [
    ("id", 7, "id is 7; expected string"), ("id", "a b", "id is the text 'a b'"),
    ("id", "a" * 201, "id has 201 characters; at most 200"), ("id", "b!" * 80, "... (160 characters)"),
    ("verdict", "passed", "expected one of"),
    ("steps", {}, "steps is an object; expected array"), ("duration_us", -1, "at least 0"),
    ("at", True, "expected integer"),
    ("notes", [None], "notes[0] is null"), ("blame", ["reuse"], "blame[0]"),
    ("steps", [fixtures.step(observation={"code": 2 ** 32})], "steps[0].observation.code"),
    ("steps", [fixtures.step(grade="good")], "steps[0].grade"),
])
def test_wrong_types_are_named_with_line_and_key(tmp_path, key, value, words):
    journal = read(tmp_path, fixtures.lines([fixtures.case(), fixtures.case("B", **{key: value})]))
    (problem,) = journal.unread
    assert (journal.state, journal.problems, journal.warnings, problem.line) == ("unread", [], [], 3)
    assert words in problem.text and "left out" in problem.text


def test_a_missing_key_is_named(tmp_path):
    record = fixtures.case()
    del record["purpose"]
    assert "purpose is missing" in read(tmp_path, fixtures.lines([record])).unread[0].text


def test_lines_that_cannot_be_read_do_not_hide_a_break(tmp_path):
    lines = fixtures.lines([fixtures.case(), fixtures.case("B", at="x"), fixtures.case("C")])
    del lines[3]
    journal = read(tmp_path, lines)
    assert journal.state == "broken" and [problem.line for problem in journal.unread] == [3]
    assert "the footer counts 3 cases; 2 cases came before it" in [problem.text for problem in journal.problems]


def test_unknown_keys_warn_but_do_not_break(tmp_path):
    journal = read(tmp_path, fixtures.lines([fixtures.case(mood="good")]))
    assert journal.state == "intact" and len(journal.cases) == 1
    assert "case: mood" in journal.warnings[0]


def test_fewer_cases_than_announced_warn(tmp_path):
    head = fixtures.header()
    head["suite"] = {**head["suite"], "cases": 9}
    assert "announces 9 cases" in read(tmp_path, fixtures.lines([fixtures.case()], head=head)).warnings[0]


@pytest.mark.parametrize("content, words", [
    (b"", "the file is empty"), (b"hello\n", "1: not a journal: no JSON"), (b"\xff\n", "1: not a journal: byte 1"),
    (b"[]\n", "1: not a journal: the first line is no header"), (b'{"record":"case"}\n', "no header"),
    (b'{"record":"header","format":2}\n', "journal format 2"), (b'{"record":"header","format":1}\n', "is missing"),
    (b'{"record":"header"}\n', "journal format null"),
])
def test_what_is_no_journal_is_refused(tmp_path, content, words):
    path = tmp_path / "j"
    path.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read_journal(str(path))
    assert words in str(refusal.value)


def test_huge_lines_and_files_are_refused(tmp_path, whole, monkeypatch):
    monkeypatch.setattr("journal.MAX_LINE", 100_000)
    whole[2] = b'"' + b"x" * 100_001 + b'"'
    with pytest.raises(Refused, match=r"run\.jsonl:3: a line of 100,003 bytes"):
        read(tmp_path, whole)
    monkeypatch.setattr("journal.MAX_FILE", 1000)
    with pytest.raises(Refused, match="more than 1,000 bytes"):
        read(tmp_path, whole)


def test_what_cannot_be_opened_is_refused(tmp_path):
    with pytest.raises(Refused, match="cannot be read: No such file"):
        read_journal(str(tmp_path / "none"))
    with pytest.raises(Refused, match="cannot be read: Is a directory"):
        read_journal(str(tmp_path))
    with pytest.raises(Refused, match="cannot be read"):
        read_journal("a\0b")


def test_the_fixtures_have_the_documented_key_order():
    assert list(json.loads(fixtures.lines([fixtures.case()])[1]))[:4] == ["prev", "record", "n", "id"]
