"""The documentation of the rules as `make docs` writes it, from the program itself."""
import json
import os
import re
import subprocess
from html.parser import HTMLParser

import pytest
from cli_support import BUILD, SOURCE, imconform


def write(out):
    """Runs what `make docs` runs; the files that it left."""
    done = subprocess.run([SOURCE / ".ci/docs", out], capture_output=True, text=True, check=False, timeout=120,
                          env={**os.environ, "IMC_SRC": str(SOURCE), "IMC_BUILD": str(BUILD)})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["docs:", f"{out}/index.html", "docs:", f"{out}/rules.md"]
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.fixture(scope="module", name="pages")
def fixture_pages(tmp_path_factory):
    """The pages of this program, by file."""
    return write(tmp_path_factory.mktemp("docs") / "one")


def test_the_same_program_gives_the_same_bytes(pages, tmp_path):
    """Nothing of the time, the place or the order of a table in memory is on a page."""
    assert write(tmp_path / "two") == pages
    assert {"index.html", "rules.md", "client.svg", "window.svg", "contact.svg", "service.svg"} <= set(pages)
    for name, page in pages.items():
        assert str(SOURCE).encode() not in page, name


class Anchors(HTMLParser):
    """The ids of a page, and the links into it."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]


def anchors():
    """Where each id of the program has its place."""
    told = {part: json.loads(imconform(part, "--json").stdout) for part in ("rules", "machine", "list")}
    kinds = [("", "rules", kind) for kind in ("rules", "clauses", "ambiguities")] + [("", "list", "cases")]
    kinds += [("question.", "rules", "questions"), ("when.", "machine", "conditions"), ("row.", "machine", "rows")]
    found = {prefix + entry["id"] for prefix, part, kind in kinds for entry in told[part][kind]}
    found |= {f"profile.{profile['id']}" for profile in told["machine"]["profiles"]}
    found |= {f"when.{entry['id']}" for profile in told["machine"]["profiles"] for entry in profile["conditions"]}
    found |= {f"state.{diagram['id']}.{state['id']}"
              for diagram in told["machine"]["diagrams"] for state in diagram["states"]}
    return found


def test_every_id_has_its_place(pages):
    """In both pages; and no link of either leads to nowhere."""
    wanted = anchors()
    html = Anchors(pages["index.html"].decode())
    assert len(wanted) > 1000 and wanted <= set(html.ids) and len(set(html.ids)) == len(html.ids)
    assert {link[1:] for link in html.links} <= set(html.ids) and {link[0] for link in html.links} == {"#"}
    text = pages["rules.md"].decode()
    named = re.findall(r'<a id="([^"]+)"></a>', text)
    assert {name for name in wanted if not name.startswith("state.")} <= set(named) and len(set(named)) == len(named)
    for link in re.findall(r"\]\(([^)]*)\)", text):
        assert link[1:] in named if link.startswith("#") else link in pages, link


def test_each_condition_meets_each_code(pages):
    """The grades of the decision table are those that the program tells."""
    html = pages["index.html"].decode()
    table = html[html.index('<table class="decisions">'):]
    table = table[:table.index("</table>")]
    codes = [re.sub("<[^>]*>", "", cell) for cell in re.findall('<th scope="col" class="code">(.*?)</th>', table)]
    conditions = json.loads(pages["machine.json"])["conditions"]
    assert set(codes[1:]) == {answer["code"] for entry in conditions for answer in entry["refusals"]}
    rows = re.findall(r'<tr class="item" id="when\.(\w+)">.*?</th>(.*?)</tr>', table, re.DOTALL)
    assert [name for name, _ in rows] == [entry["id"] for entry in conditions]
    for entry, (_, cells) in zip(conditions, rows):
        grades = re.findall(r'<td class="(\w+)">', cells)
        assert len(grades) == len(codes)
        told = {answer["code"]: answer["grade"] for answer in entry["refusals"]}
        assert grades == [entry.get("success", "none"), *(told.get(code, "none") for code in codes[1:])], entry["id"]


def test_each_arrow_is_in_the_tables(pages):
    """A picture has the arrows of its diagram, all of them."""
    for diagram in json.loads(pages["machine.json"])["diagrams"]:
        texts = {state["id"]: state["text"] for state in diagram["states"]}
        told = {(texts[step["from"]], texts[step["to"]], step["event"]) for step in diagram["steps"]
                if texts[step["from"]] != texts[step["to"]]}
        drawn = set()
        for title in re.findall('<g class="edge[^"]*"><title>([^<]*)</title>', pages[f"{diagram['id']}.svg"].decode()):
            start, end, events = re.fullmatch("(.*) → (.*): (.*)", title).groups()
            drawn |= {(start, end, event) for event in events.split(", ")}
        assert drawn == told and drawn


def test_every_clause_says_who_encodes_it(pages):
    """The rules that cite it, or the reason why there is none, or plainly that there is none."""
    html = pages["index.html"].decode()
    table = html[html.index('<table class="grid clauses">'):]
    rows = re.findall(r'<tr class="item" id="([CR]-\d+)">(.*?)</tr>', table[:table.index("</table>")], re.DOTALL)
    told = json.loads(pages["rules.json"])
    assert [name for name, _ in rows] == [clause["id"] for clause in told["clauses"]]
    for clause, (name, row) in zip(told["clauses"], rows):
        last = row[row.rindex("<td>"):]
        rules = [rule["id"] for rule in told["rules"] if name in rule["clauses"]]
        assert re.findall('<a href="#([A-Z_]+)">', last) == rules
        assert ("no rule" in last) == (not rules and not clause["why"]), name
        assert bool(re.search("<small>(?!no rule|[0-9])", last)) == bool(clause["why"]), name
