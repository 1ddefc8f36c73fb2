"""Capabilities: what was declared, what was there, what would show more; on every page and in the same numbers."""
import re
import xml.etree.ElementTree as ET

import pytest

import fixtures
from verdict import headline, statement


def missing(name, rules, method="client.windows"):
    """A case that failed because METHOD is declared and not there."""
    return fixtures.case(name, "fail", rules=rules, blame=[], misdeclared=method,
                         reason=f"misdeclared capability: {method} is declared, but the IUT has no such method")


def lacking(name, rules, *names):
    """A case that does not apply for want of NAMES."""
    return fixtures.case(name, "not applicable", rules=rules, lacks=list(names), reason="the IUT does not declare it")


def calling(method, **params):
    """Steps that call METHOD."""
    return [fixtures.step(1, event={"method": method, "params": params})]


def head(*capabilities, bindings=()):
    return fixtures.header(capabilities=list(capabilities), bindings=list(bindings))


@pytest.fixture
def states(seen):
    """states(cases, capabilities…) gives {name: (state, number of cases)} of a run."""
    def run(cases, *capabilities, bindings=(), rules=None):
        ics = seen(fixtures.lines(cases, head=head(*capabilities, bindings=bindings)), rules=rules).ics
        return {entry.name: (entry.state, len(entry.cases)) for entry in ics.all}
    return run


def test_each_capability_has_a_state(states):
    cases = [fixtures.case("A", steps=calling("client.signIn", binding="script")),
             fixtures.case("B", steps=calling("client.signIn")),
             missing("C", ["OPENS"]), missing("D", ["OPENS"]),
             lacking("E", ["OPENS"], "client.goOffline", "role carol"), lacking("F", ["OPENS"], "client.goOffline")]
    assert states(cases, "client.signIn", "client.signOut", "client.windows", "window.fly",
                  bindings=["vtable", "script"]) == {
        "client.windows": ("not there", 2), "client.signOut": ("not called", 0), "binding vtable": ("not called", 0),
        "client.goOffline": ("not declared", 2), "role carol": ("not declared", 1), "window.fly": ("unknown", 0),
        "client.signIn": ("called", 2), "binding script": ("called", 1)}


def test_what_everyone_has_is_no_capability(states):
    assert states([fixtures.case("A")], "reset", "messenger.instantMessage") == {}


def test_a_list_of_rules_without_methods_calls_nothing_unknown(states):
    rules = {key: value for key, value in fixtures.RULES.items() if key != "methods"}
    assert states([], "window.fly", rules=rules) == {"window.fly": ("not called", 0)}


def test_names_that_stand_twice(seen):
    run = seen(fixtures.lines([], head=head("client.signIn", "client.signOut", "client.signIn")))
    assert run.ics.twice == ["client.signIn"]
    assert ("twice", "Declared twice: client.signIn.") in statement(run.ics)


def test_it_breaks_no_rule(seen):
    run = seen(fixtures.lines([missing("A", ["REUSE"]), missing("B", ["REUSE"]), missing("C", ["OPENS"]),
                               fixtures.case("D", rules=["OPENS"]), fixtures.case("E", "fail", rules=["REUSE", "FOCUS"],
                                                                                  blame=["FOCUS"])]))
    found = {rule.id: rule for rule in run.rules}
    assert {name: rule.state for name, rule in found.items() if rule.cases} == {
        "OPENS": "shown", "REUSE": "not shown", "FOCUS": "broken"}
    assert found["REUSE"].why == ("1 failed by another rule, 2 failed because client.windows is declared and not "
                                  "there; needs client.windows")
    assert dict(found["REUSE"].counts) == {"elsewhere": 3}
    assert [(group.key, len(group.cases)) for group in run.missing] == [("client.windows", 3)]
    assert [group.key.id for group in run.failures] == ["FOCUS"]


@pytest.mark.parametrize("cases, title", [
    ([missing("A", ["OPENS"])], "1 capability declared but not there"),
    ([missing("A", ["OPENS"]), missing("B", ["OPENS"], "client.signIn")], "2 capabilities declared but not there"),
    ([missing("A", ["OPENS"]), fixtures.case("B", "fail")], "1 rule broken, 1 capability declared but not there")])
def test_the_headline_names_it(seen, cases, title):
    kind, said, _ = headline(seen(fixtures.lines(cases)))
    assert (kind, said) == ("fail", title)


def test_only_a_failure_can_be_misdeclared(seen):
    """A journal that says so of a passing case is not believed."""
    run = seen(fixtures.lines([fixtures.case("A", misdeclared="client.windows", lacks=["client.goOffline"])]))
    assert run.missing == [] and run.ics.of("not there") == run.ics.of("not declared") == []


def test_a_case_shows_the_rule_that_it_is_for(seen):
    """The rule that it names first; of the others a pass says too little."""
    run = seen(fixtures.lines([fixtures.case("A", rules=["OPENS", "REUSE"]), fixtures.case("B", rules=[])]))
    found = {rule.id: rule for rule in run.rules}
    assert (found["OPENS"].state, found["REUSE"].state) == ("shown", "not shown")
    assert found["REUSE"].why == "1 passed for another rule"


def test_what_would_show_more(seen):
    """The least sets: alone where one is enough, together where it is not; shown and broken rules need nothing."""
    run = seen(fixtures.lines([
        lacking("A", ["REUSE", "OPENS"], "client.windows", "client.signIn"), lacking("B", ["REUSE"], "client.windows"),
        lacking("C", ["REUSE"], "client.goOffline"), lacking("D", ["FOCUS"], "client.signIn", "client.windows"),
        lacking("E", ["FOCUS"], "client.signIn", "client.windows", "client.goOffline"),
        lacking("F", ["OUT_WINDOW"], "client.signIn"), fixtures.case("G", rules=["OUT_WINDOW"]),
        lacking("H", ["OPENS"], "client.signIn"), fixtures.case("I", "fail", rules=["OPENS"], blame=["OPENS"])]))
    assert {entry.name: [rule.id for rule in entry.rules] for entry in run.ics.helpful} == {
        "client.windows": ["REUSE"], "client.goOffline": ["REUSE"]}
    assert [(set(entry.names), [rule.id for rule in entry.rules]) for entry in run.ics.together] == [
        ({"client.signIn", "client.windows"}, ["FOCUS"])]
    words = {rule.id: rule.why for rule in run.rules if rule.why}
    assert words["REUSE"] == "3 not applicable; needs client.goOffline or client.windows"
    assert words["FOCUS"] == "2 not applicable; needs client.signIn and client.windows"
    assert words["EVENT_DESTROYED"] == "no case of this run is about it"


def test_the_pages_tell_it(pages):
    run = pages(fixtures.lines([
        missing("A", ["REUSE"]), missing("B", ["REUSE"]), lacking("C", ["FOCUS"], "client.goOffline"),
        lacking("D", ["OUT_WINDOW"], "client.goOffline", "client.signOut"), fixtures.case("E")],
        head=head("client.windows", "client.signIn")))
    for words in ("### Declared but not there", "| `client.windows` | 2 |", "### Failures (2)",
                  "rule     none: a capability that is declared has to be there",
                  "1 more failing case in the HTML report",
                  "- not declared: `client.goOffline`, 2 cases not applicable",
                  "- `client.goOffline` would show 1 more rule: `FOCUS`",
                  "`client.goOffline` and `client.signOut` together would show 1 more rule: `OUT_WINDOW`",
                  "Declared and not called by the chosen `cases:` `client.signIn.`"):
        assert words in run.md, words
    assert "Rules broken" not in run.md and "Rules broken" not in run.html
    summary = re.search(r'<section id="summary".*?</section>', run.html, re.DOTALL).group()
    assert 'href="#missing-1">client.windows</a>' in summary and 'href="#rule-FOCUS"' in summary
    assert run.html.count('class="case fail"') == 2 and 'id="missing-1"' in run.html
    table = re.search(r'<section id="capabilities".*?</section>', run.html, re.DOTALL).group()
    assert re.findall(r'<bdi class="id">([^<]*)</bdi>.*?</i>([^<]*)</span>.*?<td class="num[^>]*>(\d+)<', table) == [
        ("client.windows", "not there", "2"), ("client.signIn", "not called", "0"),
        ("client.goOffline", "not declared", "2"), ("client.signOut", "not declared", "1")]
    properties = {entry.get("name"): entry.get("value") for entry in ET.fromstring(run.junit).iter("property")}
    assert properties["capabilities.not there"] == "client.windows (2)"
    assert properties["capabilities.not declared"] == "client.goOffline (2), client.signOut (1)"
    assert properties["capabilities.not called"] == "client.signIn" and "capabilities.unknown" not in properties
    assert [entry.get("type") for entry in ET.fromstring(run.junit).iter("failure")] == ["misdeclared capability"] * 2


def test_nothing_to_say_says_nothing(pages):
    run = pages(fixtures.lines([fixtures.case("A", steps=calling("client.signIn"))], head=head("client.signIn")))
    assert "<details><summary>Capabilities" not in run.md and 'id="needs"' not in run.html
