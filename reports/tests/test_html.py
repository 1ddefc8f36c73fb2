"""The page is one file that fetches nothing, is built right, and holds no tag or attribute that an IUT wrote."""
import base64
import hashlib
import os
import re
import time
from html.parser import HTMLParser

import pytest

import fixtures
import hostile
from page import FOLDER
from text import show
from to_html import BAR, bar

VOID = {"meta", "input", "img", "br", "link", "hr"}


class Page(HTMLParser):
    """A page taken apart; raises where a tag is closed that is not open."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.open, self.words = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] not in (["style"], ["script"]):
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def values(self, name):
        return [value for _, key, value in self.attributes if key == name]


RUNS = {
    "mixed": fixtures.mixed(), "empty": [], "big": fixtures.big(),
    "crash": [fixtures.case("X", "fail", blame=[], at=0, steps=[])],
    "strangers": [fixtures.case("X", "fail", blame=["NEW_RULE", "REUSE"], rules=["NEW_RULE"])],
    "same id": [fixtures.case("X", "fail"), fixtures.case("X"), fixtures.case("X")],
}


@pytest.fixture(params=list(RUNS) + ["hostile", "broken", "interrupted"])
def page(request, pages):
    if request.param == "hostile":
        return Page(pages(hostile.journal(hostile.TEXTS[0]), rules=hostile.rules(hostile.TEXTS[1])).html)
    lines = fixtures.lines(RUNS.get(request.param, fixtures.mixed()), footer=request.param != "interrupted")
    if request.param == "broken":
        lines[2] = lines[2][:40]
    return Page(pages(lines).html)


def test_every_page_is_built_right(page):
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    for link in page.values("href"):
        assert link.startswith("#") and link[1:] in ids, link
    for name in ("aria-labelledby", "for"):
        assert set(page.values(name)) <= set(ids)
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    for tag in ("header", "nav", "main", "footer", "title"):
        assert tag in page.tags
    assert page.tags.count("table") == page.tags.count("thead") == page.tags.count("caption")
    assert all(scope in ("col", "row") for scope in page.values("scope"))
    assert len(page.values("scope")) == page.tags.count("th")


def test_every_page_fetches_nothing(page):
    assert not set(page.tags) & {"img", "link", "iframe", "object", "embed", "base", "form", "audio", "video", "use",
                                 "image"}
    assert not [item for item in page.attributes if item[1] in ("src", "srcset", "style", "action", "data",
                                                                "xlink:href")]
    assert not [item for item in page.attributes if item[1].startswith("on")]


def test_the_policy_names_the_style_and_the_script(pages):
    text = pages(fixtures.lines(fixtures.mixed())).html
    policy = Page(text).values("content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert "http" not in content and "url(" not in content and "@import" not in content
    assert text.index("Content-Security-Policy") < text.index("<style>")


def skeleton(text):
    """The tags and attributes of a page without what may differ: anchors made of file names, numbers."""
    page = Page(text)
    return page.tags, [item for item in page.attributes if item[1] != "content"]


@pytest.mark.parametrize("text", hostile.TEXTS, ids=range(len(hostile.TEXTS)))
def test_hostile_text_makes_no_tag_and_no_attribute(pages, text):
    plain = pages(hostile.journal("plain words"), rules=hostile.rules("other words")).html
    html = pages(hostile.journal(text), rules=hostile.rules(text[:3000] + " ")).html
    assert skeleton(html) == skeleton(plain)
    for _, name, value in Page(html).attributes:
        assert hostile.MARK not in (value or ""), (name, value)
    words = Page(html)
    assert hostile.MARK in words.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", html)
    assert len(html) < 400_000


@pytest.mark.parametrize("field", ["purpose", "reason", "file", "notes"])
def test_each_field_is_shown_escaped(pages, field):
    text = "<i>" + field + "</i>\u202e"
    record = fixtures.case("X", "inconclusive", **{field: [text] if field == "notes" else text})
    html = pages(fixtures.lines([record])).html
    assert f"&lt;i&gt;{field}&lt;/i&gt;‹U+202E›" in html and "<i>" + field not in html


def test_the_first_screen_answers(pages):
    text = Page(pages(fixtures.lines(fixtures.mixed() + [fixtures.case("F2", "fail")])).html).text
    start = text[:text.index("Failures", 400)]
    for words in ("Desk 1.0", "1 rule broken", "2 of 6 cases failed; 1 passed, 1 inconclusive, 1 not applicable, "
                  "1 could not be judged.", "1 of 5 rules shown by passing cases, 1 broken, 3 not shown.",
                  "REUSE MUST 2 cases while a reference is held, the open window is returned C-30 A-34",
                  "6 cases: 1 pass, 2 fail, 1 inconclusive, 1 error, 1 not applicable"):
        assert words in start, words


def test_a_failure_can_be_acted_on(pages):
    case = fixtures.case("WIN-REUSE-02", "fail")
    case["steps"][1].update(observation={"status": "done", "hresult": "S_OK", "code": 0, "out": "window",
                                         "window": "w2"},
                            did="instantMessage alice", allowed=[{"codes": "S_OK | S_FALSE", "window": "same as w1",
                                                                  "grade": "preferred", "rule": "REUSE"}])
    text = Page(pages(fixtures.lines([case], head=fixtures.header(locator="service:./iut -v"))).html).text
    for words in ("WIN-REUSE-02 cases/windows.yaml:41", "instantMessage alice", "S_OK | S_FALSE, same as w1",
                  "S_OK, window = w2", "rejected", "imconform replay 'service:./iut -v' WIN-REUSE-02",
                  '"method": "messenger.instantMessage"'):
        assert words in text, words


def test_every_rule_and_clause_has_its_row(pages):
    html = pages(fixtures.lines(fixtures.mixed())).html
    for rule in fixtures.RULES["rules"]:
        assert f'id="rule-{rule["id"]}"' in html and show(rule["text"]) in html
    for clause in fixtures.RULES["clauses"]:
        assert f'id="{clause["id"]}"' in html and clause["text"] in html
    text = Page(html).text
    assert "not shown no case of this run is about it" in text
    assert "informs only: it dates the product" in text and "it binds the caller" in text


def test_a_broken_journal_has_a_banner_before_anything_else(pages):
    lines = fixtures.lines(fixtures.mixed())
    lines[2] = lines[2].replace(b"the window is another one", b"the window is a better one")
    result = pages(lines)
    text = Page(result.html).text
    assert text.index("This journal is broken") < text.index("Conformance of")
    assert "line 4: this line was written after another line than line 3" in text and "Unproven: 1 rule broken" in text
    assert 'role="alert"' in result.html and 'role="alert"' not in pages(fixtures.lines(fixtures.mixed())).html


def test_many_problems_are_listed_in_part(pages):
    lines = fixtures.lines([fixtures.case(f"C-{n}") for n in range(40)])
    lines[5:25] = [b"x"] * 20
    assert "and 12 more" in Page(pages(lines).html).text


def test_an_interrupted_run_is_no_pass(pages):
    text = Page(pages(fixtures.lines([fixtures.case()], footer=False)).html).text
    assert "This run was interrupted" in text and "No broken rule found so far" in text


def test_a_run_of_400_cases_is_small_and_quick(pages):
    begun = time.monotonic()
    html = pages(fixtures.lines(fixtures.big()), "--format", "html").html
    seconds = 5 * float(os.environ.get("IMC_SLOWNESS", "1"))
    assert time.monotonic() - begun < seconds and 200_000 < len(html.encode("utf-8")) < 600_000


def test_long_cases_are_cut_to_the_steps_that_matter(pages):
    steps = [fixtures.step(n + 1, did=f"action-{n + 1}!") for n in range(900)]
    text = Page(pages(fixtures.lines([fixtures.case("L", "fail", steps=steps, at=700),
                                      fixtures.case("P", steps=steps)])).html).text
    for number, there in ((640, False), (641, True), (700, True), (703, True), (704, False), (840, False), (900, True)):
        assert (f"action-{number}!" in text) == there, number
    assert "837 steps left out" in text and "840 steps left out" in text


def test_a_percentage_is_never_shown(pages):
    page = Page(pages(fixtures.lines(fixtures.mixed())).html)
    assert "%" not in page.text


def contrast(one, other):
    """The contrast of two colours as WCAG counts it."""
    def light(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        parts = [int(digits[place:place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_text_has_enough_contrast(scheme):
    style = (FOLDER / "base.css").read_text(encoding="utf-8")
    palettes = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", block))
                for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)]
    palette = {**palettes[0], **palettes[scheme]}
    assert len(palettes) == 3 and len(palette) >= 14
    for text in ("ink", "soft", "link", "pass", "fail", "inconclusive", "error", "na"):
        for ground in ("paper", "card", "wash", "fail-wash", "warn-wash"):
            assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("numbers",
                         [(1, 0, 0, 0, 0), (9999, 1, 1, 1, 1), (1, 1, 1, 0, 0), (0, 0, 0, 0, 3), (5, 5, 5, 5, 5)])
def test_the_bar_is_full_and_shows_even_one_case(numbers):
    parts = bar(dict(zip(fixtures.VERDICTS, numbers)))
    assert len(parts) == sum(number > 0 for number in numbers)
    assert parts[0][1] == 0 and all(width >= 8 for _, _, width in parts)
    assert [x for _, x, _ in parts[1:]] == [x + width for _, x, width in parts[:-1]]
    assert parts[-1][1] + parts[-1][2] == BAR


def test_no_cases_make_no_bar():
    assert bar(dict.fromkeys(fixtures.VERDICTS, 0)) == []
