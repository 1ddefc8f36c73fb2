"""The program: exit status, messages, which files are there afterwards, and what happens when they cannot be."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

import files
import fixtures
import report

PROGRAM = str(Path(report.__file__).resolve())


@pytest.fixture
def good(tmp_path):
    rules, journal = fixtures.write(tmp_path, fixtures.lines(fixtures.mixed()))
    return ["--rules", rules, "--journal", journal, "--out", str(tmp_path / "out")]


def test_it_writes_all_and_prints_the_paths(tmp_path, good, capsys):
    assert report.main(good) == 0
    out = tmp_path / "out"
    expected = [str(out / name) for name in ("report.html", "report.md", "junit.xml")]
    assert capsys.readouterr() == ("".join(path + "\n" for path in expected), "")
    assert sorted(os.listdir(out)) == ["junit.xml", "report.html", "report.md"]


@pytest.mark.parametrize("text, names", [("md", ["report.md"]), ("html,junit", ["junit.xml", "report.html"]),
                                         ("all", ["junit.xml", "report.html", "report.md"])])
def test_formats_can_be_chosen(tmp_path, good, text, names):
    assert report.main(good + ["--format", text]) == 0
    assert sorted(os.listdir(tmp_path / "out")) == names


@pytest.mark.parametrize("options", [["--format", "pdf"], ["--format", ""], ["--colour"]])
def test_wrong_usage_is_2(good, options, capsys):
    with pytest.raises(SystemExit) as stop:
        report.main(good + options)
    assert stop.value.code == 2 and "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--rules", "--journal", "--out"])
def test_no_option_may_be_left_out(good, option, capsys):
    place = good.index(option)
    with pytest.raises(SystemExit) as stop:
        report.main(good[:place] + good[place + 2:])
    assert stop.value.code == 2 and f"required: {option}" in capsys.readouterr().err


def test_the_same_input_gives_the_same_bytes(tmp_path, good):
    def run():
        report.main(good)
        return [path.read_bytes() for path in sorted((tmp_path / "out").iterdir())]
    assert run() == run()


@pytest.mark.parametrize("options, status", [([], 1), (["--allow-broken"], 0)])
def test_a_broken_journal_is_1_unless_allowed(pages, capsys, options, status):
    lines = fixtures.lines(fixtures.mixed())
    lines[2] = lines[2].replace(b"fail", b"pass")
    result = pages(lines, *options)
    assert result.status == status and result.html and result.md and result.junit
    error = capsys.readouterr().err
    assert "run.jsonl:4: this line was written after another line" in error and "This journal is broken." in error


def test_an_interrupted_journal_is_1_and_an_incomplete_one_0(pages, capsys):
    assert pages(fixtures.lines([fixtures.case()], footer=False)).status == 1
    assert "interrupted" in capsys.readouterr().err
    assert pages(fixtures.lines([fixtures.case()], footer=False), "--allow-broken").status == 0
    assert pages(fixtures.lines([fixtures.case()], complete=False)).status == 0


def test_a_journal_of_another_shape_is_1_and_named(pages, capsys):
    result = pages(fixtures.lines([fixtures.case("A"), fixtures.case("B", at="x")]))
    assert result.status == 1 and "run.jsonl:3: case: at is the text 'x'; expected integer" in capsys.readouterr().err
    for page in (result.html, result.md, result.junit):
        assert "This journal could not be read in full" in page
    assert "Unproven: no broken rule found" in result.html and "1 line" in result.html


def test_an_empty_run_is_rendered(pages):
    result = pages(fixtures.lines([]))
    assert result.status == 0 and "Nothing was run" in result.html and "Nothing was run" in result.md
    assert 'tests="0"' in result.junit


def test_no_journal_is_2_with_file_and_line_and_no_traceback(tmp_path, good):
    Path(good[3]).write_bytes(b"\xff\x1b[31m\n")
    result = subprocess.run([sys.executable, PROGRAM, *good], capture_output=True, text=True,
                            env={**os.environ, "LC_ALL": "C"})
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"report: {good[3]}:1: not a journal: byte 1 is no UTF-8\n"
    assert not (tmp_path / "out").exists()


def test_messages_are_safe_for_a_terminal(pages, capsys):
    lines = fixtures.lines([fixtures.case("A"), fixtures.case("B")])
    lines[2] = lines[2].replace(b'"verdict":"pass"', b'"verdict":"\\u001b[31m\\u202e"')
    pages(lines)
    error = capsys.readouterr().err
    assert "‹U+001B›[31m‹U+202E›" in error and "\x1b" not in error and "\u202e" not in error


def test_the_program_runs_from_anywhere(tmp_path, good):
    result = subprocess.run([sys.executable, PROGRAM, *good], capture_output=True, text=True, cwd="/")
    assert result.returncode == 0 and result.stderr == ""


def test_no_path_of_this_machine_is_in_the_pages(tmp_path, pages):
    result = pages(fixtures.lines(fixtures.mixed()))
    for page in (result.html, result.md, result.junit):
        assert str(tmp_path) not in page and "run.jsonl" in page or page is result.junit


def test_a_file_in_the_way_is_2(tmp_path, good, capsys):
    (tmp_path / "out").write_text("in the way")
    assert report.main(good) == 2
    assert "out/report.html: cannot be written" in capsys.readouterr().err


def test_a_folder_in_the_way_leaves_nothing_behind(tmp_path, good, capsys):
    (tmp_path / "out" / "junit.xml").mkdir(parents=True)
    assert report.main(good) == 2
    assert "junit.xml: cannot be written" in capsys.readouterr().err
    assert not [name for name in os.listdir(tmp_path / "out") if name.startswith(".")]


def test_a_full_disk_leaves_the_old_pages(tmp_path, good, capsys, monkeypatch):
    report.main(good)
    before = (tmp_path / "out" / "report.html").read_bytes()
    Path(good[3]).write_bytes(b"\n".join(fixtures.lines([])) + b"\n")
    synced = []

    def full(handle):
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")
    monkeypatch.setattr(files.os, "fsync", full)
    assert report.main(good) == 2
    assert "report.md: cannot be written: No space left on device" in capsys.readouterr().err
    assert (tmp_path / "out" / "report.html").read_bytes() == before
    assert len(os.listdir(tmp_path / "out")) == 3


def test_pages_get_ordinary_permissions(tmp_path, good):
    old = os.umask(0o027)
    try:
        report.main(good)
    finally:
        os.umask(old)
    assert (tmp_path / "out" / "report.html").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_output_that_nobody_takes_is_2(good):
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = subprocess.run([sys.executable, PROGRAM, *good], stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 2 and "Traceback" not in result.stderr and "standard output" in result.stderr


def test_help_names_every_option(capsys):
    with pytest.raises(SystemExit) as stop:
        report.main(["--help"])
    text = capsys.readouterr().out
    assert stop.value.code == 0
    assert all(option in text for option in ("--rules", "--journal", "--out", "--format", "--allow-broken",
                                             "Exit status"))
