"""The run as one HTML page that needs nothing else: no network, no other file, no style attribute.

Text is made safe in one place: every text that a template prints passes `text.show` and is then escaped.  The
content security policy names the hashes of the one style sheet and the one script, so that nothing else could run
even if escaping failed.
"""
import base64
import hashlib
import json
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from ledger import ledger
from matrix import COLUMNS
from cases import SHORT
from journal import VERDICTS
from text import plural, show, show_block
from verdict import banner, headline, shown

FOLDER = Path(__file__).resolve().parent / "templates"
BAR = 1000          # width of the bar in its own units
THIN = 8            # the least width of a part that is not empty, so that one failure in a thousand is seen
SIGNS = {"pass": "✓", "fail": "✗", "inconclusive": "?", "error": "!", "na": "–",
         "broken": "✗", "shown": "✓", "not shown": "○", "not tested": "–"}


def render(run):
    """The page as bytes."""
    template = _environment().get_template("report.html")
    style, script = _read("style.css"), _read("page.js")
    ambiguities = ledger(run.catalog, run.cases)
    page = template.render(
        run=run, journal=run.journal, header=run.header, banner=banner(run.journal), headline=headline(run),
        shown=shown(run), bar=bar(run.counts), ambiguities=ambiguities, taken=[a for a in ambiguities if a.met],
        selection=json.dumps(run.header["selection"], ensure_ascii=False) if run.header["selection"] else "",
        style=Markup(style), script=Markup(script), style_hash=_hash(style), script_hash=_hash(script),
        verdicts=VERDICTS, columns=COLUMNS, short=SHORT, signs=SIGNS, plural=plural, links=_links(run, ambiguities))
    return page.encode("utf-8")


def bar(counts):
    """The parts of the bar, (verdict, x, width), in whole units that fill it exactly."""
    parts = [(verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict]]
    total = sum(count for _, count in parts)
    widths = [max(THIN, BAR * count // total) for _, count in parts]
    if widths:
        widths[widths.index(max(widths))] += BAR - sum(widths)
    return [(verdict, sum(widths[:index]), widths[index]) for index, (verdict, _) in enumerate(parts)]


def _environment():
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(FOLDER)), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_safe)
    environment.filters["brief"] = lambda text: Markup(escape(show(text, 100)))
    environment.filters["whole"] = lambda text: Markup(escape(show(text, 4000)))
    environment.filters["block"] = lambda text: Markup(escape(show_block(text)))
    environment.filters["slug"] = lambda text: text.replace(" ", "-")
    return environment


def _safe(value):
    """Every text on its way to the page; what the templates themselves made is left alone."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return show(value)
    return "" if value is None else value


def _links(run, ambiguities):
    """The ids that have a place on the page to link to."""
    return {clause.id for clause in run.clauses} | {ambiguity.id for ambiguity in ambiguities}


def _read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(text):
    """The source expression of a content security policy for an inline element with this content."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
