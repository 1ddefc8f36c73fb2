"""The run as one HTML page that needs nothing else; how its text is made safe stands in `page.py`."""
import json

from cases import SHORT
from journal import VERDICTS
from ledger import ledger
from matrix import COLUMNS
from page import environment, inline
from verdict import banner, headline, shown, statement

BAR = 1000          # width of the bar in its own units
THIN = 8            # the least width of a part that is not empty, so that one failure in a thousand is seen
SIGNS = {"pass": "✓", "fail": "✗", "inconclusive": "?", "error": "!", "na": "–",
         "broken": "✗", "shown": "✓", "not shown": "○", "not tested": "–", "not there": "✗", "called": "✓",
         "not called": "○", "not declared": "–", "unknown": "?"}


def render(run):
    """The page as bytes."""
    template = environment().get_template("report.html")
    ambiguities = ledger(run.catalog, run.cases)
    page = template.render(
        run=run, journal=run.journal, header=run.header, banner=banner(run.journal), headline=headline(run),
        shown=shown(run), statement=statement(run.ics), bar=bar(run.counts), ambiguities=ambiguities,
        taken=[a for a in ambiguities if a.met],
        selection=json.dumps(run.header["selection"], ensure_ascii=False) if run.header["selection"] else "",
        verdicts=VERDICTS, columns=COLUMNS, short=SHORT, signs=SIGNS, links=_links(run, ambiguities),
        **inline(["base.css", "style.css"], ["folded.js", "page.js"]))
    return page.encode("utf-8")


def bar(counts):
    """The parts of the bar, (verdict, x, width), in whole units that fill it exactly."""
    parts = [(verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict]]
    total = sum(count for _, count in parts)
    widths = [max(THIN, BAR * count // total) for _, count in parts]
    if widths:
        widths[widths.index(max(widths))] += BAR - sum(widths)
    return [(verdict, sum(widths[:index]), widths[index]) for index, (verdict, _) in enumerate(parts)]


def _links(run, ambiguities):
    """The ids that have a place on the page to link to."""
    return {clause.id for clause in run.clauses} | {ambiguity.id for ambiguity in ambiguities}
