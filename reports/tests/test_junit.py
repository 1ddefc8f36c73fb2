"""The JUnit file is what the strict schemas accept, and its numbers and verdicts are those of the run."""
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import fixtures
import hostile

SCHEMA = Path(__file__).parent / "junit.xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"
RUNS = {"mixed": fixtures.lines(fixtures.mixed()), "empty": fixtures.lines([]), "big": fixtures.lines(fixtures.big()),
        "interrupted": fixtures.lines(fixtures.mixed(), footer=False),
        **{f"hostile {number}": hostile.journal(text) for number, text in enumerate(hostile.TEXTS)}}
CHILDREN = {"testsuites": ["testsuite"], "testsuite": ["properties", "testcase", "system-out", "system-err"],
            "properties": ["property"], "property": [], "testcase": ["skipped", "error", "failure"], "skipped": [],
            "error": [], "failure": [], "system-out": [], "system-err": []}


def attributes():
    """The attributes of each element, as the schema names them: {element: (all, required)}."""
    root, found = ET.parse(SCHEMA).getroot(), {}
    outcome = root.find(f"{XS}complexType[@name='outcome']")
    for element in root.iter(f"{XS}element"):
        within = outcome if element.get("type") == "outcome" else element.find(f"{XS}complexType")
        listed = [] if within is None else (
            within.findall(f"{XS}attribute") + within.findall(f".//{XS}extension/{XS}attribute"))
        found[element.get("name")] = ({a.get("name") for a in listed}, {a.get("name") for a in listed if a.get("use")})
    return found


@pytest.fixture(params=list(RUNS))
def xml(request, pages):
    return pages(RUNS[request.param], rules=hostile.rules("words")).junit


def test_the_structure_is_that_of_the_schema(xml):
    known = attributes()
    assert set(known) == set(CHILDREN)
    for element in ET.fromstring(xml).iter():
        names = [child.tag for child in element]
        order = CHILDREN[element.tag]
        assert [order.index(name) for name in names] == sorted(order.index(name) for name in names)
        assert element.tag != "testcase" or len(names) <= 1
        everything, required = known[element.tag]
        assert required <= set(element.attrib) <= everything
        for name, value in element.attrib.items():
            assert name != "time" or re.fullmatch(r"\d+\.\d{3}", value)
            assert name != "timestamp" or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", value)


@pytest.mark.skipif(not shutil.which("xmllint"), reason="xmllint is not there; the structure is checked above")
def test_xmllint_accepts_it(xml, tmp_path):
    path = tmp_path / "junit.xml"
    path.write_text(xml, encoding="utf-8")
    result = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(SCHEMA), str(path)], capture_output=True,
                            text=True)
    assert result.returncode == 0, result.stderr


def test_only_characters_of_xml_1_0(xml):
    assert xml.startswith("<?xml version='1.0' encoding='utf-8'?>")
    assert not re.search("[^\t\n\x20-\x7e\xa1-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", xml)
    assert "\u202e" not in xml and "<script>" not in xml and "<![CDATA[" not in xml


def test_the_numbers_are_right(xml):
    for suite in ET.fromstring(xml):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name)) == len(list(suite.iter(tag))), name
        assert abs(float(suite.get("time")) - sum(float(case.get("time")) for case in suite.iter("testcase"))) < 0.3


def test_each_verdict_becomes_its_element(pages):
    root = ET.fromstring(pages(fixtures.lines(fixtures.mixed())).junit)
    found = {case.get("name"): [child.tag for child in case] for case in root.iter("testcase")}
    assert found == {"ALL-00": [], "ALL-01": ["failure"], "ALL-02": ["skipped"], "ALL-03": ["error"],
                     "ALL-04": ["skipped"]}
    failure = root.find(".//failure")
    assert failure.get("message") == "step 2: the window is another one" and failure.get("type") == "REUSE"
    assert failure.text.split("\n")[0] == "cases/windows.yaml:41: a window opens"
    assert failure.text.split("\n")[-1] == "again    imconform replay library:./desk.so ALL-01"
    for line in ("rules    REUSE", "allowed  S_OK, a new window  (preferred by OPENS)", "got      S_OK, window = w2"):
        assert line in failure.text.split("\n")
    assert "rules " not in root.find(".//error").text
    messages = [element.get("message") for element in root.iter("skipped")]
    assert messages == ["inconclusive: the reason for inconclusive",
                        "not applicable: the implementation does not have client.goOffline"]
    case = root.find(".//testcase")
    assert (case.get("classname"), case.get("time")) == ("cases/windows.yaml", "0.002")


def test_a_failure_without_words_says_what_came_back(pages):
    crash = fixtures.case("X", "fail", reason="", blame=[], at=1,
                          steps=[fixtures.step(1, observation={"status": "crash"})])
    silent = fixtures.case("Y", "fail", reason="", blame=[], at=0, steps=[])
    root = ET.fromstring(pages(fixtures.lines([crash, silent])).junit)
    assert [(f.get("message"), f.get("type")) for f in root.iter("failure")] == [("crashed", "fail"),
                                                                                 ("no reason given", "fail")]


def test_the_properties_say_what_was_tested(pages):
    root = ET.fromstring(pages(fixtures.lines(fixtures.mixed())).junit)
    found = {item.get("name"): item.get("value") for item in root.iter("property")}
    assert found["iut.name"] == "Desk" and found["iut.version"] == "1.0" and found["profile"] == "windows-messenger"
    assert found["journal.state"] == "intact" and found["rules.broken"] == "1" and found["rules.not shown"] == "3"
    assert root.find("testsuite").get("timestamp") == "2026-11-22T15:00:00"


@pytest.mark.parametrize("end, state", [(b"", "broken"), (b"\n", "interrupted")])
def test_a_journal_that_is_no_evidence_is_an_error(pages, end, state):
    root = ET.fromstring(pages(fixtures.lines([fixtures.case()], footer=False), end=end).junit)
    (error,) = root.iter("error")
    assert error.get("type") == state and root.find("testsuite").get("tests") == "2"
