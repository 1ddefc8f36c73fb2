"""Turns one journal into pages and files for other tools.

    report.py --rules RULES.json --journal J.jsonl --out DIR [--format html,md,junit|all] [--allow-broken]

Exit status: 0 the pages are written; 1 they are written, but the journal is broken, cut, interrupted or could not be
read in full; 2 nothing is written, because the input is no journal or the output has no room.
"""
import argparse
import os
import sys
from pathlib import Path

import to_html
import to_junit
import to_markdown
from catalog import read_catalog
from files import Refused, reason_of, write_all
from journal import read_journal
from matrix import Run
from text import show
from verdict import banner

FORMATS = {
    "html": ("report.html", to_html.render),
    "md": ("report.md", to_markdown.render),
    "junit": ("junit.xml", to_junit.render),
}


def main(arguments=None):
    """Run with ARGUMENTS, or those of the command line; returns the exit status."""
    options = _options(arguments)
    try:
        run = Run(read_journal(options.journal), read_catalog(options.rules))
        pages = {}
        for name in options.format:
            file, render = FORMATS[name]
            pages[Path(options.out) / file] = render(run)
        write_all(pages)
        _print(pages)
    except Refused as refusal:
        print(f"report: {refusal}", file=sys.stderr)
        return 2
    _complain(options.journal, run)
    return 0 if options.allow_broken or run.journal.state in ("intact", "incomplete") else 1


def _print(paths):
    """One path per line; Refused if nobody can take them."""
    try:
        for path in paths:
            print(path)
        sys.stdout.flush()
    except (OSError, UnicodeError) as error:
        # What is left in the buffer must not be tried again when Python ends: that would change the exit status.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Refused(f"standard output: cannot be written: {reason_of(error)}") from None


def _complain(path, run):
    """Say on stderr what the banner and the warnings on the pages say."""
    path = show(str(path))
    for problem in run.journal.problems + run.journal.unread:
        print(f"{path}:{problem.line}: {show(problem.text)}", file=sys.stderr)
    notice = banner(run.journal)
    if notice:
        print(f"{path}: {notice[0]}. {notice[1]}", file=sys.stderr)
    for warning in run.warnings:
        print(f"{path}: {show(warning)}", file=sys.stderr)


def _options(arguments):
    parser = argparse.ArgumentParser(prog="report.py", description="Turns one journal of imconform into reports.",
                                     epilog="Exit status: 0 written; 1 written, but the journal is broken, cut, "
                                            "interrupted or could not be read in full; 2 nothing written.")
    parser.add_argument("--rules", required=True, metavar="FILE", help="what `imconform rules --json` printed")
    parser.add_argument("--journal", required=True, metavar="FILE", help="the journal of one run")
    parser.add_argument("--out", required=True, metavar="DIR", help="where the reports go; made if it is not there")
    parser.add_argument("--format", type=_formats, default=list(FORMATS), metavar="LIST",
                        help="html, md, junit, several with commas between, or all (default)")
    parser.add_argument("--allow-broken", action="store_true", help="exit 0 where it would be 1")
    return parser.parse_args(arguments)


def _formats(text):
    names = list(FORMATS) if text == "all" else text.split(",")
    for name in names:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"{name!r} is no format; there are {', '.join(FORMATS)} and all")
    return names


if __name__ == "__main__":
    sys.exit(main())
