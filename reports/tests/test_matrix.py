"""Counting: what is shown, broken or not shown, which choices were taken, and the sentence on top."""
import pytest

import fixtures
from cases import allowed, got
from ledger import ledger
from verdict import headline, shown


def rule(run, name):
    return next(rule for rule in run.rules if rule.id == name)


def test_a_rule_is_broken_only_by_the_cases_that_blame_it(seen):
    run = seen(fixtures.lines([
        fixtures.case("A", "fail", rules=["OPENS", "REUSE"], blame=["REUSE"]),
        fixtures.case("B", "fail", rules=["REUSE"], blame=["REUSE", "OUT_WINDOW", "REUSE"]),
        fixtures.case("C", "pass", rules=["OPENS"]), fixtures.case("D", "pass", rules=["REUSE"]),
        fixtures.case("E", "fail", rules=["FOCUS"], blame=[]),
        fixtures.case("F", "inconclusive", rules=["FOCUS", "FOCUS"]),
    ]))
    assert {r.id: r.state for r in run.rules} == {"OPENS": "shown", "OUT_WINDOW": "broken", "REUSE": "broken",
                                                  "EVENT_DESTROYED": "not shown", "FOCUS": "not shown"}
    assert dict(rule(run, "REUSE").counts) == {"fail": 2, "pass": 1}
    assert dict(rule(run, "OPENS").counts) == {"elsewhere": 1, "pass": 1}
    assert rule(run, "FOCUS").why == "1 failed by another rule, 1 inconclusive"
    assert rule(run, "EVENT_DESTROYED").why == "no case of this run is about it" and rule(run, "OPENS").why == ""
    assert [r.id for r in run.broken] == ["OUT_WINDOW", "REUSE"]
    groups = {group.key.id if group.key else None: group for group in run.failures}
    assert [case.id for case in groups["REUSE"].cases] == ["A", "B"] and groups["REUSE"].also == []
    assert groups["OUT_WINDOW"].cases == [] and [case.id for case in groups["OUT_WINDOW"].also] == ["B"]
    assert [case.id for case in groups[None].cases] == ["E"]


def test_blame_counts_only_in_failures(seen):
    run = seen(fixtures.lines([fixtures.case("A", "inconclusive", rules=["REUSE"], blame=["REUSE"])]))
    assert rule(run, "REUSE").state == "not shown" and run.failures == []


def test_broken_rules_stand_in_the_order_of_their_level(seen):
    names = ["FOCUS", "EVENT_DESTROYED", "REUSE", "STRANGE"]
    run = seen(fixtures.lines([fixtures.case(name[0], "fail", rules=[name], blame=[name]) for name in names]))
    assert [r.id for r in run.broken] == ["REUSE", "EVENT_DESTROYED", "FOCUS", "STRANGE"]
    assert "1 rule of the journal not in the list of rules: STRANGE" in run.warnings


def test_the_whole_run_tells_which_rules_are_broken(seen):
    run = seen(fixtures.lines([fixtures.case("A", "fail", rules=["OPENS"], blame=["OPENS", "REUSE"]),
                               fixtures.case("B", "fail", rules=["FOCUS"], blame=["FOCUS", "EVENT_DESTROYED"]),
                               fixtures.case("C", "fail", rules=["OUT_WINDOW"], blame=["OUT_WINDOW"]),
                               fixtures.case("D", "pass", rules=["OPENS"])],
                              broken=[{"rule": "FOCUS", "cases": ["B", "C"]}, {"rule": "REUSE", "cases": ["A"]}]))
    assert [r.id for r in run.broken] == ["FOCUS", "REUSE"]
    assert [[case.id for case in group.cases] for group in run.failures] == [["B", "C"], ["A"]]
    assert not any(group.also for group in run.failures)
    assert rule(run, "OPENS").state == "shown" and rule(run, "OUT_WINDOW").why == "1 failed by another rule"
    assert [case.could for case in run.cases] == [["REUSE", "OPENS"], ["FOCUS", "EVENT_DESTROYED"],
                                                  ["FOCUS", "OUT_WINDOW"], []]


def test_a_clause_follows_its_rules(seen):
    run = seen(fixtures.lines([fixtures.case("A", "fail", rules=["REUSE"]),
                               fixtures.case("B", "pass", rules=["OPENS", "REUSE"])]))
    states = {clause.id: clause.state for clause in run.clauses}
    assert states == {"C-01": "not tested", "C-02": "shown", "C-07": "not tested", "C-11": "not shown",
                      "C-24": "not shown",
                      "C-30": "broken", "R-62": "not shown"}
    clause = next(clause for clause in run.clauses if clause.id == "C-30")
    assert dict(clause.counts) == {"fail": 1, "pass": 1} and [case.id for case in clause.broken_by] == ["A"]
    assert [clause.strength for clause in run.clauses[:3]] == ["", "mandatory", "advice"]


def test_a_case_of_two_rules_of_one_clause_counts_once(seen):
    rules = {**fixtures.RULES, "rules": [{**entry, "clauses": ["C-02"]} for entry in fixtures.RULES["rules"]]}
    run = seen(fixtures.lines([fixtures.case("A", "pass", rules=["OPENS", "REUSE"])]), rules=rules)
    assert dict(run.clauses[1].counts) == {"pass": 1}


def choice(reading, question="S_FALSE_WHEN", ambiguity="A-03", grade="accepted"):
    return {"ambiguity": ambiguity, "question": question, "reading": reading, "grade": grade}


def test_choices_are_counted_and_changes_marked(seen):
    run = seen(fixtures.lines([
        fixtures.case("A", choices=[choice("NEVER")]), fixtures.case("B", choices=[choice("ALWAYS"), choice("ALWAYS")]),
        fixtures.case("C", choices=[choice("ALWAYS"), choice("X", "NEW", "A-34"), choice("Y", "Q", "A-77")]),
    ]))
    table = {ambiguity.id: ambiguity for ambiguity in ledger(run.catalog, run.cases)}
    (question,) = table["A-03"].met
    assert question.changed and [(r.text, r.count, len(r.cases)) for r in question.taken] == [("always", 3, 2),
                                                                                              ("never", 1, 1)]
    assert not table["A-34"].met[0].changed and table["A-34"].readings == "handle identity"
    assert (table["A-03"].readings, table["A-03"].accepted) == ("any call, or only the first", "both")
    assert "not in the list" in table["A-77"].question


@pytest.mark.parametrize("must_agree", [True, False])
def test_some_questions_may_be_answered_both_ways(seen, must_agree):
    rules = {**fixtures.RULES, "questions": [{**fixtures.RULES["questions"][0], "must_agree": must_agree}]}
    run = seen(fixtures.lines([fixtures.case("A", choices=[choice("NEVER"), choice("ALWAYS")])]), rules=rules)
    (question,) = ledger(run.catalog, run.cases)[0].met
    assert question.mixed and question.changed == must_agree


def test_the_grade_alone_is_no_change(seen):
    run = seen(fixtures.lines([fixtures.case("A", choices=[choice("NEVER"), choice("NEVER", grade="noted")])]))
    (question,) = ledger(run.catalog, run.cases)[0].met
    assert not question.mixed and len(question.taken) == 2


def test_an_unasked_ambiguity_is_not_met(seen):
    run = seen(fixtures.lines([fixtures.case("A")]))
    assert [ambiguity.met for ambiguity in ledger(run.catalog, run.cases)] == [[], []]


def test_reasons_and_notes_are_grouped(seen):
    run = seen(fixtures.lines([fixtures.case(f"C{n}", "inconclusive", reason="late" if n else "",
                                             notes=["odd"] * 2) for n in range(3)]))
    ((verdict, groups),) = run.open
    assert verdict == "inconclusive"
    assert [(group.key, len(group.cases)) for group in groups] == [("late", 2), ("the journal gives no reason", 1)]
    assert [(note.key, len(note.cases)) for note in run.notes] == [("odd", 3)]


@pytest.mark.parametrize("verdicts, kind, title, sentence", [
    ([], "error", "Nothing was run", "The journal holds no case, so nothing is known about this implementation."),
    (["pass"], "pass", "No broken rule found", "The only case passed."),
    (["pass"] * 3, "pass", "No broken rule found", "All 3 cases passed."),
    (["pass", "inconclusive", "not applicable"], "pass", "No broken rule found",
     "1 of 3 cases passed; 1 inconclusive, 1 not applicable."),
    (["inconclusive"], "inconclusive", "Nothing was shown", "None of 1 case failed, and none passed; 1 inconclusive."),
    (["pass", "error"], "error", "The kit could not judge",
     "No case failed, but 1 of 2 cases could not be judged; 1 passed."),
    (["pass", "fail", "error"], "fail", "1 rule broken", "1 of 3 cases failed; 1 passed, 1 could not be judged."),
])
def test_the_sentence(seen, verdicts, kind, title, sentence):
    run = seen(fixtures.lines([fixtures.case(f"C{n}", verdict) for n, verdict in enumerate(verdicts)]))
    assert headline(run) == (kind, title, sentence)


def test_a_crash_alone_breaks_no_rule(seen):
    run = seen(fixtures.lines([fixtures.case("A", "fail", blame=[])]))
    assert headline(run)[:2] == ("fail", "1 case failed")
    assert shown(run) == "0 of 5 rules shown by passing cases, 0 broken, 5 not shown."


@pytest.mark.parametrize("state, expected", [
    ("broken", ("error", "Unproven: no broken rule found")),
    ("interrupted", ("inconclusive", "No broken rule found so far")),
    ("incomplete", ("inconclusive", "No broken rule found so far")),
])
def test_no_pass_without_a_whole_journal(seen, state, expected):
    lines = fixtures.lines([fixtures.case("A")], footer=state != "interrupted", complete=state != "incomplete")
    run = seen(lines, end=b"" if state == "broken" else b"\n")
    assert run.journal.state == state and headline(run)[:2] == expected


def test_other_rules_than_those_of_the_run_warn(seen):
    run = seen(fixtures.lines([], head=fixtures.header(rules_digest="x", profile="communicator-2007")))
    assert len(run.warnings) == 2 and "not the one" in run.warnings[0] and "communicator-2007" in run.warnings[1]


@pytest.mark.parametrize("observation, text", [
    (None, "nothing came back"), ({}, "done"), ({"status": "done"}, "done"),
    ({"hresult": "S_OK", "window": "w1", "out": "window"}, "S_OK, window = w1"),
    ({"code": 2147942487}, "0x80070057"), ({"hresult": "", "code": 1}, "0x00000001"),
    ({"hresult": "E_FAIL", "out": "null"}, "E_FAIL, no window (NULL)"),
    ({"hresult": "E_FAIL", "out": "untouched"}, "E_FAIL, *ppMWindow left untouched"),
    ({"hresult": "S_OK", "value": ["ü", "\ud800"]}, 'S_OK, value = ["ü", "\ud800"]'),
    ({"value": False}, "value = false"),
    ({"status": "crash", "detail": "signal 11"}, "crashed, signal 11"), ({"status": "timeout"}, "no answer in time"),
    ({"status": "cannot"}, "this change could not be made"), ({"status": "no method"}, "has no such method"),
    ({"status": "violation", "detail": "no JSON"}, "broke the protocol, no JSON"), ({"status": "refused"}, "refused"),
])
def test_what_came_back_in_words(observation, text):
    assert got(observation) == text


def test_what_was_allowed_in_words():
    outcome = {"codes": "S_OK", "window": "a new window", "grade": "noted", "rule": "REUSE"}
    assert allowed([]) == []
    assert allowed([{"codes": "S_OK", "grade": "preferred"}]) == [("S_OK", "preferred")]
    assert allowed([outcome]) == [("S_OK, a new window", "noted by REUSE")]
    assert allowed([{**outcome, "ambiguity": "A-03"}]) == [("S_OK, a new window", "noted by A-03")]
    others = [{**outcome, "codes": "S_FALSE"}, {**outcome, "grade": "accepted"}, {**outcome, "window": "NULL"}]
    assert allowed([outcome, *others, outcome]) == [
        ("S_OK | S_FALSE | S_OK, a new window", "noted by REUSE"), ("S_OK, a new window", "accepted by REUSE"),
        ("S_OK, NULL", "noted by REUSE")]


def test_cases_stand_in_the_order_of_their_number(seen):
    lines = fixtures.lines([fixtures.case("A", n=5), fixtures.case("B", n=2)])
    assert [case.id for case in seen(lines).cases] == ["B", "A"]
