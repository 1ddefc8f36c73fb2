"""The documentation says everything that the program tells, once, and nothing else; its links lead somewhere."""
import base64
import hashlib
import re
import xml.etree.ElementTree as ElementTree

import pytest

import docs
import docs_fixtures
import fixtures
import hostile
from diagram import SMALL, TEXT, WIDE, Picture
from files import Refused
from page import FOLDER
from test_html import Page, contrast
from text import show

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(name="pages")
def fixture_pages(tmp_path):
    """The pages of the fixtures."""
    return docs_fixtures.made(tmp_path)


def anchors_of(rules, machine, cases):
    """Where each thing of the input has to stand: {id: anchor}."""
    kinds = [("", rules[kind]) for kind in ("rules", "clauses", "ambiguities")]
    kinds += [("question.", rules["questions"]), ("when.", machine["conditions"]), ("row.", machine["rows"])]
    kinds += [("profile.", machine["profiles"])] + [("when.", profile["conditions"]) for profile in machine["profiles"]]
    found = {prefix + entry["id"]: prefix + entry["id"] for prefix, entries in kinds for entry in entries}
    for case in cases["cases"]:
        found["case " + case["id"]] = case["id"] if case["id"] not in found else case["id"] + ".2"
    return found


def markdown_anchors(text):
    return re.findall(r'<a id="([^"]+)"></a>', text)


def test_everything_has_its_place(pages):
    wanted = set(anchors_of(*docs_fixtures.parts()).values())
    for ids in (Page(pages["index.html"]).values("id"), markdown_anchors(pages["rules.md"])):
        assert len(ids) == len(set(ids))
        assert wanted <= set(ids)
    text = Page(pages["index.html"]).text
    for entry in docs_fixtures.parts()[0]["rules"]:
        assert entry["text"].replace(" ", "") in text.replace(" ", "")
    for words in ("C-30 An open window is returned.", "informs only: it dates the product",
                  "When is S_FALSE legitimate?", "any call, or only the first", "Accepted both",
                  "S_FALSE_WHEN where does S_FALSE come?", "NEVER never",
                  "WIN-REUSE-02 the window is reused", "instantMessage alice as w1 S_OK | S_FALSE (SUCCESS)",
                  "model/conditions.c:12", "model/table.c:22", "cases/out.yaml:3", "0x80004005 E_FAIL",
                  "windows-messenger The first Takes every rule as it stands.", "REUSE noted only",
                  "E_FAIL OUT_WINDOW ERR accepted S_OK any SUCCESS noted", "profiles other-2007 noted only",
                  "ERR noted , or a window preferred OPENS model/conditions.c:30",
                  "INSTANT_MESSAGE when due model/table.c:22 explains a failure in model/blame.c:7 profiles",
                  "model no entry of its own, explains a failure in model/blame.c:9 cases"):
        assert words in text, words
    for words in ("`OPENS` MUST", "An open window is returned.", "informs only", "any call, or only the first",
                  "`model/conditions.c:12`", "`model/table.c:22`", "`cases/out.yaml:3`", "`0x80004005` `E_FAIL`",
                  "- [REUSE](#REUSE) is noted only", "In [other-2007](#profile.other-2007) noted only.",
                  "`model/table.c:22`, `model/blame.c:7`", "Model: `model/blame.c:9`",
                  "Where the tables have `E_FAIL` for [OUT_WINDOW](#OUT_WINDOW), it allows `ERR` *accepted*",
                  "`ERR` *noted*, or a window *preferred* [OPENS](#OPENS) `model/conditions.c:30`"):
        assert words in pages["rules.md"], words


def test_the_links_lead_somewhere(pages):
    page = Page(pages["index.html"])
    ids = page.values("id")
    for link in page.values("href"):
        assert link[0] == "#" and link[1:] in ids, link
    text = pages["rules.md"]
    for link in re.findall(r"\]\(([^)]*)\)", text):
        assert link[1:] in markdown_anchors(text) if link[0] == "#" else link in pages, link


@pytest.mark.parametrize("start, end", [
    ("REUSE", "C-30"), ("C-30", "REUSE"), ("REUSE", "A-34"), ("A-34", "REUSE"), ("REUSE", "WIN-REUSE-02"),
    ("WIN-REUSE-02", "REUSE"), ("when.empty", "OPENS"), ("OPENS", "when.empty"), ("A-03", "when.empty"),
    ("when.empty", "question.S_FALSE_WHEN"), ("row.INSTANT_MESSAGE.due.REUSE", "REUSE"),
    ("REUSE", "row.INSTANT_MESSAGE.due.REUSE"), ("OPENS", "OPENS.2"), ("OPENS.2", "OPENS")])
def test_links_go_both_ways(pages, start, end):
    html = pages["index.html"]
    inside = html[html.index(f' id="{start}"'):]
    assert f'href="#{end}"' in inside[:re.search("</article>|</tr>|</details>\n(?!</li>)", inside).start()]
    text = pages["rules.md"]
    behind = text[text.index(f'<a id="{start}"></a>'):]
    line = start.startswith(("when.", "row.", "C-"))
    length = behind.index(" |\n") if line else re.search("\n#|$", behind[1:]).start()
    assert f"](#{end})" in behind[:length + 1]


def test_the_page_is_built_right(pages):
    page = Page(pages["index.html"])
    for name in ("aria-labelledby", "for"):
        assert set(page.values(name)) <= set(page.values("id"))
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    for tag in ("header", "nav", "main", "footer"):
        assert tag in page.tags
    assert page.tags.count("table") == page.tags.count("thead") == page.tags.count("caption") > 3
    assert all(scope in ("col", "row", "rowgroup") for scope in page.values("scope"))
    assert len(page.values("scope")) == page.tags.count("th")
    assert not set(page.tags) & {"img", "link", "iframe", "object", "embed", "base", "form", "use", "image"}
    assert not [item for item in page.attributes if item[1] in ("src", "srcset", "style") or item[1].startswith("on")]
    policy = page.values("content")[0]
    for tag in ("style", "script"):
        content, = re.findall(f"<{tag}>(.*?)</{tag}>", pages["index.html"], re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy and "url(" not in content and "@import" not in content


# ---- the decision table ---------------------------------------------------------------------------------------------

def cells_of(html):
    """{condition: {column: cell}} of the decision table, tags left out."""
    table = html[html.index('<table class="decisions">'):]
    table = table[:table.index("</table>")]
    columns = [plain(cell) for cell in re.findall("<th scope=\"col\".*?</th>", table)]
    rows = {}
    for row in re.findall("<tr class=\"item\".*?</tr>", table, re.DOTALL):
        cells = [plain(cell) for cell in re.findall("<t[hd].*?</t[hd]>", row, re.DOTALL)]
        rows[cells[0].split()[0]] = dict(zip(columns, cells))
    return rows


def plain(html):
    return " ".join(Page(html.replace("<wbr>", "")).text.split())


def test_the_decision_table_has_every_condition_and_every_code(pages):
    expected = {
        "out_null": {"a window": "never", "S_OK": "·", "E_FAIL": "preferred", "ERR": "noted",
                     "rule": "OUT_WINDOW model/conditions.c:10"},
        "empty": {"a window": "accepted A-03", "S_OK": "noted NULL", "E_FAIL": "accepted A-03", "ERR": "·",
                  "rule": "OPENS model/conditions.c:12"},
    }
    found = cells_of(pages["index.html"])
    for cells in found.values():
        del cells["condition"]
    assert found == expected
    line = "| never | · | *preferred* | *noted* | [OUT_WINDOW](#OUT_WINDOW) | `model/conditions.c:10` |"
    assert line in pages["rules.md"]
    assert "| `S_OK` | `E_FAIL` | `ERR` |" in pages["rules.md"]


# ---- the diagrams ---------------------------------------------------------------------------------------------------

def edges_of(diagram):
    """What has to be drawn: {(from, to): events}, the states by their names."""
    texts = {state["id"]: state["text"] for state in diagram["states"]}
    edges = {}
    for step in diagram["steps"]:
        if texts[step["from"]] != texts[step["to"]]:
            edges.setdefault((texts[step["from"]], texts[step["to"]]), set()).add(step["event"])
    return edges


def drawn(svg):
    """{(from, to): events} of a picture, from the titles of its arrows."""
    edges = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if group.get("class").startswith("edge"):
            start, end, events = re.fullmatch("(.*) → (.*): (.*)", group.find(f"{SVG}title").text).groups()
            assert group.find(f"{SVG}path").get("d").startswith("M") and group.find(f"{SVG}polygon").get("points")
            edges.setdefault((start, end), set()).update(events.split(", "))
    return edges


def test_the_arrows_are_those_of_the_tables(pages):
    diagram, = docs_fixtures.DIAGRAMS
    inline, = re.findall("<svg.*?</svg>", pages["index.html"], re.DOTALL)
    assert drawn(pages["window.svg"]) == drawn(inline) == edges_of(diagram) == {
        ("none", "open"): {"instantMessage"},
        ("open", "lost"): {"client.signIn", "instantMessage", "Close", "HWND", "Show"},
        ("lost", "none"): {"Close"}, ("strange", "none"): {"Close"}}


def test_how_an_arrow_looks():
    picture = Picture(docs_fixtures.DIAGRAMS[0])
    looks = {(edge.start, edge.end, edge.sure): (edge.lines, edge.outside, edge.reached) for edge in picture.edges}
    assert looks == {
        ("none", "open", True): (["instantMessage"], False, True),
        ("open", "lost", True): (["4 events"], False, True),
        ("open", "lost", False): (["instantMessage"], False, True),
        ("lost", "none", False): (["Close"], False, True),
        ("strange", "none", True): (["Close"], False, False),
    }
    assert [node.text for node in picture.nodes if not node.reached] == ["strange"]
    assert [[state["group"] for state in node.states] for node in picture.nodes][0] == ["signed out", "signed in"]


def test_nothing_of_a_picture_overlaps_or_sticks_out():
    picture = Picture(docs_fixtures.DIAGRAMS[0])
    boxes = [(node.x - node.width / 2, node.y - node.height / 2, node.x + node.width / 2, node.y + node.height / 2)
             for node in picture.nodes]
    for index, (left, top, right, bottom) in enumerate(boxes):
        assert -1 <= left and right <= picture.width + 1 and -1 <= top and bottom <= picture.height + 1
        for other in boxes[:index]:
            assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top
    for node in picture.nodes:
        assert len(node.text) * TEXT * WIDE < node.width and len(node.note) * SMALL * WIDE < node.width


def test_a_picture_stands_alone(pages):
    root = ElementTree.fromstring(pages["window.svg"])
    assert root.tag == f"{SVG}svg" and root.find(f"{SVG}style") is not None and root.find(f"{SVG}title").text
    assert not [element for element in root.iter() if element.tag in (f"{SVG}a", f"{SVG}script", f"{SVG}image")]


def test_each_state_has_a_table_of_what_follows(pages):
    text = Page(pages["index.html"]).text
    for words in ("event signed out signed in client.signIn → none signed in – instantMessage E_FAIL preferred OPENS "
                  "S_OK a new window preferred → open OPENS",
                  "event signed in by the user Close ERR accepted → none REUSE", "strange no event leads here"):
        assert words in text, words


# ---- generated, not copied ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("part, kind, index, gone", [
    (0, "rules", 3, "EVENT_DESTROYED"), (0, "clauses", 0, "C-01"), (0, "ambiguities", 1, "counts as the same window"),
    (0, "questions", 0, "where does S_FALSE come"), (1, "conditions", 1, "empty"), (1, "rows", 0, "SIGN_IN.always"),
    (1, "profiles", 1, "other-2007"), (1, "diagrams", 0, "The life of a window"), (2, "cases", 0, "WIN-REUSE-02"),
    (0, "hresults", 1, "0x80004005"),
])
def test_what_the_program_does_not_tell_is_on_no_page(tmp_path, part, kind, index, gone):
    inputs = docs_fixtures.parts()
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    assert gone in Page(docs_fixtures.made(tmp_path / "before")["index.html"]).text
    del inputs[part][kind][index]
    for name, text in docs_fixtures.made(tmp_path / "after", *inputs).items():
        assert gone not in (Page(text).text if name == "index.html" else text.replace("\\", "").replace("`", "")), name


def test_a_new_rule_is_on_the_pages(tmp_path):
    rules, machine, cases = docs_fixtures.parts()
    rules["rules"].append({"id": "BRAND_NEW", "level": "SHOULD", "standing": "in force",
                           "clauses": ["C-07", "C-99"], "text": "nobody knows it yet"})
    pages = docs_fixtures.made(tmp_path, rules, machine, cases)
    for words in ("BRAND_NEW SHOULD nobody knows it yet", "The string ought to be complete.", "C-99", "model none"):
        assert words in Page(pages["index.html"]).text
    assert '<a id="BRAND_NEW"></a>`BRAND_NEW` SHOULD' in pages["rules.md"] and "`C-99`" in pages["rules.md"]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert docs_fixtures.made(tmp_path / "one") == docs_fixtures.made(tmp_path / "two")


# ---- hostile text ---------------------------------------------------------------------------------------------------

def poisoned(text):
    """Rules, machine and cases in which every free text is TEXT."""
    rules = hostile.rules(text)
    _, machine, cases = docs_fixtures.parts()
    machine.update(profile=text, digest=text, kit={"name": text, "version": text})
    for entry in machine["conditions"] + machine["rows"]:
        entry["file"] = text
        for answer in entry.get("refusals", []) + entry.get("answers", []):
            answer["with"] = [text]
    for row in machine["rows"]:
        row.update(method=text, guard=text, **({"effect": text} if "effect" in row else {}))
    for place in machine["places"]:
        place["file"] = text
    for profile in machine["profiles"]:
        profile["title"] = text
        profile["standings"] = [{"rule": "REUSE", "standing": text}]
        profile["amendments"] = [{"rule": text, "beside": text, "code": text, "grade": "noted"}]
    diagram, = machine["diagrams"]
    diagram.update(title=text, text=text)
    names = {event["id"]: f"{text}{index}" for index, event in enumerate(diagram["events"])}
    for event in diagram["events"]:
        event.update(id=names[event["id"]], method=text)
    for state in diagram["states"]:
        state.update({key: text for key in ("group", "detail", "note") if key in state})
        state["text"] += f" {text}"
    for step in diagram["steps"]:
        step.update(event=names[step["event"]], **{"with": [text]})
    cases.update(digest=text)
    for case in cases["cases"]:
        case.update(file=text, purpose=text)
        case["steps"] = [{"did": text, "expect": [text], "noted": [text]}]
    return rules, machine, cases


def skeleton(html):
    """Tags and attributes without what may differ: the places in a picture, its sizes, and titles."""
    page = Page(html)
    sized = ("x", "y", "width", "height", "d", "points", "viewbox", "title", "aria-label", "content", "id", "href",
             "aria-labelledby")
    tags = [tag for tag in page.tags if tag not in ("code", "wbr")]
    return tags, [item for item in page.attributes if item[1] not in sized]


@pytest.mark.parametrize("text", hostile.TEXTS, ids=range(len(hostile.TEXTS)))
def test_hostile_text_stays_text(tmp_path, text):
    for name in ("plain", "hostile"):
        (tmp_path / name).mkdir()
    lines = [line for line in text[:3000].split("\n") if line.strip()]
    calm = docs_fixtures.made(tmp_path / "plain", *poisoned("\n".join(["plain words"] * len(lines))))["index.html"]
    pages = docs_fixtures.made(tmp_path / "hostile", *poisoned(text[:3000]))
    html = pages["index.html"]
    assert skeleton(html) == skeleton(calm)
    for _, name, value in Page(html).attributes:
        assert hostile.MARK not in (value or "") or name in ("title", "aria-label"), (name, value)
    assert hostile.MARK in Page(html).text
    for page in pages.values():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", page)
    assert drawn(pages["window.svg"])
    for line in pages["rules.md"].split("\n"):
        words = re.sub("(?<!`)(`+)(?!`).*?(?<!`)\\1(?!`)", "", line)
        assert not re.search(r"<(?!a id=|/a>|br>)|\]\((?!#|window\.svg)|^\s*```|(?<!\\)[@]", words), line


# ---- refusals -------------------------------------------------------------------------------------------------------

def test_parts_of_different_programs_are_refused(tmp_path, capsys):
    rules, machine, cases = docs_fixtures.parts()
    arguments, out = docs_fixtures.write(tmp_path, rules, {**machine, "digest": "f" * 64}, cases)
    assert docs.main(arguments) == 2 and not out.exists()
    assert "machine.json: of other rules than" in capsys.readouterr().err


@pytest.mark.parametrize("part, words", [
    ("machine", "machine.json: not what `imconform machine --json` prints: rows is missing"),
    ("cases", "cases.json: not what `imconform list --json` prints: digest is missing")])
def test_what_the_program_does_not_print_is_refused(tmp_path, capsys, part, words):
    rules, machine, cases = docs_fixtures.parts()
    if part == "machine":
        del machine["rows"]
    else:
        del cases["digest"]
    arguments, out = docs_fixtures.write(tmp_path, rules, machine, cases)
    assert docs.main(arguments) == 2 and not out.exists()
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("part, kind", [(1, "conditions"), (1, "rows"), (1, "diagrams"), (1, "profiles"), (2, "cases")])
def test_an_id_that_is_there_twice_is_refused(tmp_path, capsys, part, kind):
    inputs = docs_fixtures.parts()
    inputs[part][kind].append(inputs[part][kind][0])
    arguments, out = docs_fixtures.write(tmp_path, *inputs)
    assert docs.main(arguments) == 2 and not out.exists()
    assert f"{kind}: the id {inputs[part][kind][0]['id']} is there twice" in capsys.readouterr().err


def test_without_graphviz_nothing_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    arguments, out = docs_fixtures.write(tmp_path)
    assert docs.main(arguments) == 2 and not out.exists()
    assert "dot: cannot be run, and graphviz is what draws the diagrams" in capsys.readouterr().err


def test_a_dot_that_fails_is_named(tmp_path, monkeypatch):
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\ncat > /dev/null\necho 'no room \x1b' >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(Refused, match="^dot: no room ‹U\\+001B›$"):
        Picture(docs_fixtures.DIAGRAMS[0])


# ---- colours --------------------------------------------------------------------------------------------------------

def palettes(*files):
    """The colours for light, dark and print, each with those before it."""
    found = [{}, {}, {}]
    for file in files:
        style = (FOLDER / file).read_text(encoding="utf-8")
        blocks = re.findall(r"(?::root|\.picture) \{ ?(\s*--.*?)\}", style, re.DOTALL)
        assert len(blocks) == 3, file
        for palette, block in zip(found, blocks):
            palette.update(re.findall(r"--([\w-]+): (#[0-9a-f]+)", block))
    return [found[0], {**found[0], **found[1]}, {**found[0], **found[2]}]


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_text_has_enough_contrast(scheme):
    page, picture = palettes("base.css", "docs.css")[scheme], palettes("picture.css")[scheme]
    for ground in ("paper", "card", "wash", "preferred", "accepted", "noted"):
        for text in ("ink", "soft"):
            assert contrast(page[text], page[ground]) >= 4.5, (text, ground)
    for ground in ("paper", "box"):
        for text in ("ink", "soft"):
            assert contrast(picture[text], picture[ground]) >= 4.5, (text, ground)
    assert contrast(picture["line"], picture["paper"]) >= 3


def test_a_percentage_is_never_shown(pages):
    assert "%" not in Page(pages["index.html"]).text and "%" not in pages["rules.md"]


def test_long_texts_are_whole(tmp_path):
    rules, machine, cases = docs_fixtures.parts()
    rules["ambiguities"][0]["accepted"] = "word " * 300 + "the end"
    assert len(fixtures.RULES["ambiguities"]) == 2
    pages = docs_fixtures.made(tmp_path, rules, machine, cases)
    assert "word the end" in show(Page(pages["index.html"]).text, 10 ** 6) and "word the end" in pages["rules.md"]
