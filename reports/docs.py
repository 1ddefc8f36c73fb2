"""Writes the documentation of the rules: one HTML page, the same as Markdown, and its diagrams.

    docs.py --rules RULES.json --machine MACHINE.json --cases CASES.json --out DIR

Exit status: 0 the pages are written; 2 nothing is written, because the input is not what the program prints, the parts
do not belong together, graphviz is missing, or the output has no room.
"""
import argparse
import sys
from pathlib import Path

import docs_html
import docs_markdown
from catalog import read_cases, read_catalog, read_machine
from docs_data import Docs
from files import Refused, write_all
from text import show


def main(arguments=None):
    """Run with ARGUMENTS, or those of the command line; returns the exit status."""
    options = _options(arguments)
    try:
        catalog, machine = read_catalog(options.rules), read_machine(options.machine)
        if machine["digest"] != catalog.digest:
            raise Refused(f"{show(options.machine)}: of other rules than {show(options.rules)}: "
                          "both have to come from the same program")
        docs = Docs(catalog, machine, read_cases(options.cases))
        folder = Path(options.out)
        write_all({folder / "index.html": docs_html.render(docs), folder / "rules.md": docs_markdown.render(docs),
                   **{folder / life.file: docs_html.picture(life) for life in docs.lives}})
    except Refused as refusal:
        print(f"docs: {refusal}", file=sys.stderr)
        return 2
    return 0


def _options(arguments):
    parser = argparse.ArgumentParser(prog="docs.py", description="Writes the documentation of imconform's rules.")
    parser.add_argument("--rules", required=True, metavar="FILE", help="what `imconform rules --json` printed")
    parser.add_argument("--machine", required=True, metavar="FILE", help="what `imconform machine --json` printed")
    parser.add_argument("--cases", required=True, metavar="FILE", help="what `imconform list --json` printed")
    parser.add_argument("--out", required=True, metavar="DIR", help="where the pages go; made if it is not there")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
