"""Lets the tests import the modules of reports/ and gives them one call that makes all three pages."""
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import fixtures  # noqa: E402
import report  # noqa: E402


class Pages:
    """What one call of the program left: exit status and the pages that exist, by format."""

    def __init__(self, status, folder):
        self.status = status
        for name, (file, _) in report.FORMATS.items():
            path = folder / file
            setattr(self, name, path.read_text(encoding="utf-8") if path.exists() else None)


@pytest.fixture
def pages(tmp_path):
    """pages(journal lines, *options, rules=…, end=…) runs the program and returns its Pages."""
    def run(lines, *options, rules=None, end=b"\n"):
        rules_path, journal_path = fixtures.write(tmp_path, lines, rules, end)
        out = tmp_path / "out"
        status = report.main(["--rules", rules_path, "--journal", journal_path, "--out", str(out), *options])
        return Pages(status, out)
    return run


@pytest.fixture
def seen(tmp_path):
    """seen(journal lines) is the Run that every page is made from."""
    from catalog import read_catalog
    from journal import read_journal
    from matrix import Run

    def run(lines, rules=None, end=b"\n"):
        rules_path, journal_path = fixtures.write(tmp_path, lines, rules, end)
        return Run(read_journal(journal_path), read_catalog(rules_path))
    return run
