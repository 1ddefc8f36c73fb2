"""Capabilities, both ways: what is declared is called and has to be there; what is not declared is not missed."""
import concurrent.futures
import functools
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import jsonschema
import pytest
import yaml
import cli_support
from cli_support import BUILD, DESK, SOURCE, counts, ids, imconform, records, service

# Steps of a case file whose method has another name than the step; None: every implementation has it.
STEPS = {"instantMessage": None, "release": None, "getContact": "messenger.getContact", "isSelf": "contact.isSelf",
         "signinName": "contact.signinName", "mySigninName": "messenger.mySigninName", "get": "window.get",
         "put": "window.put", "show": "window.call", "close": "window.call", "contacts": "window.contacts"}
# The member of a library's table without which a method is not there.
MEMBERS = {"client.signIn": "sign_in", "client.signOut": "sign_out", "client.goOffline": "go_offline",
           "client.goOnline": "go_online", "service.signIn": "service_sign_in", "service.signOut": "service_sign_out",
           "messenger.mySigninName": "my_signin_name", "messenger.getContact": "get_contact",
           "contact.isSelf": "contact_is_self", "contact.signinName": "contact_signin_name",
           "window.get": "window_get", "window.put": "window_put", "window.call": "window_close",
           "window.contacts": "window_contacts", "user.closeWindow": "user_close_window",
           "user.addContactToWindow": "user_add_contact", "user.openDialog": "user_open_dialog",
           "user.closeDialogs": "user_close_dialogs", "desktop.setFocusAllowed": "set_focus_allowed",
           "client.windows": "screen_windows", "events.take": "take_events"}
REDUCED = f"library:{BUILD}/tests/fixtures/reduced.so"
METHODS = [*MEMBERS, "contact.release"]
# What only a bridge to a COM server has, and the cases about it: no library or service can take part in them.
OF_COM = {"object.check", "messenger.invoke"}
RULES_OF_COM = {"IDENTITY", "INTERFACES", "REFERENCES", "INVOKE_ERRORS", "INVOKE_EXCEPTION"}
# Cases of several callers at once need another kind of thing: cli_together_test.py.
NOT_HERE = ("com-", "programs", "concurrency")
FILES = [path for path in sorted((SOURCE / "cases").glob("*.yaml")) if not path.name.startswith(NOT_HERE)]
SCHEMA = json.loads((SOURCE / "reports/schema/journal.schema.json").read_text(encoding="utf-8"))


def steps_of(document):
    """The steps that every row or the case itself takes."""
    return [*document.get("before", []), *document.get("steps", []), *document.get("after", [])]


def needs_of(document):
    """The methods and bindings that a case, or each row of a table, needs by what is written there."""
    needs = set(document.get("needs", []))
    for step in steps_of(document):
        name, fields = (step, {}) if isinstance(step, str) else next(iter(step.items()))
        needs.add(STEPS.get(name, name))
        if isinstance(fields, dict) and "binding" in fields:
            needs.add(f"binding {fields['binding']}")
    return needs - {None, "messenger.instantMessage", "window.release"}


def written_needs(path):
    """What each case of a file needs, read from the file alone."""
    found = {}
    for document in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader):
        if "case" in document:
            found[document["case"]] = needs_of(document)
        for row in document.get("rows", []):
            values = dict(zip(document["columns"], row))
            found[values["id"]] = needs_of(document) | (
                {f"binding {values['binding']}"} if "binding" in values else set())
    return found


WHERE, NEEDS = {}, {}       # the file of each case, and what the case needs
for _path in FILES:
    _found = written_needs(_path)
    WHERE.update(dict.fromkeys(_found, _path))
    NEEDS.update(_found)
USERS = {method: [name for name in ids(*FILES) if method in NEEDS[name]] for method in METHODS}


def run(locator, out, *options):
    """One run to a folder, all in one process, with time enough for a machine that is busy."""
    return imconform("run", locator, *FILES, "--out", out, "--grace", "300", "--timeout", "8000", *options, timeout=300,
                     env={"CK_FORK": "no"})


def reduced(out, *methods, of="desk", options=()):
    """A run against a bundled library that lacks some methods, all in one process."""
    without = " ".join(MEMBERS[method] for method in methods)
    return imconform("run", REDUCED, *FILES, "--out", out, "--grace", "150", "--quiet", *options, timeout=240, env={
        "IMC_REDUCED_OF": f"{BUILD}/iuts/{of}.so", "IMC_REDUCED_WITHOUT": without, "CK_FORK": "no"})


@pytest.fixture(name="lacking", scope="module")
def fixture_lacking(tmp_path_factory):
    """lacking(methods) is the run, and its folder, of the whole suite on the desk without these; each is done once."""
    tmp_path_factory.getbasetemp()      # threads that ask for it at once get one each

    @functools.cache
    def one(methods):
        out = tmp_path_factory.mktemp("lacking")
        return reduced(out, *methods), out
    return lambda *methods: one(tuple(sorted(methods)))


@functools.lru_cache(maxsize=2)
def cases(out):
    """The records of the cases; no run here writes to the folder of another."""
    return cli_support.cases(out)


def verdicts(out):
    """The ids of a run by verdict."""
    found = {}
    for case in cases(out):
        found.setdefault(case["verdict"], set()).add(case["id"])
    return found


# --- what is not declared ---


@pytest.fixture(name="smaller", scope="module")
def fixture_smaller(tmp_path_factory, lacking):
    """A run, and its folder, for each capability that is left out; several at a time, since much of it is waiting."""
    def one(method):
        if method == "contact.release":     # of a library it comes with getContact
            out = tmp_path_factory.mktemp("release")
            return run(service("--without", method), out, "--quiet"), out
        return lacking(method)
    with concurrent.futures.ThreadPoolExecutor(max_workers=6) as pool:
        return dict(zip(METHODS, pool.map(one, METHODS)))


@pytest.fixture(name="undecided", scope="module")
def fixture_undecided(tmp_path_factory, lacking):
    """The cases that are inconclusive where nothing is left out: there a fair reading leads elsewhere."""
    found, out = {}, tmp_path_factory.mktemp("service")
    for name, done, out in (("desk", *lacking()), ("service", run(service(), out, "--quiet"), out)):
        found[name] = verdicts(out).get("inconclusive", set())
        assert done.returncode == 0 and len(found[name]) < 15, done.stdout
    return found


def test_the_list_of_methods_is_that_of_the_program():
    """Nothing is left out of what is tried below."""
    listed = json.loads(imconform("rules", "--json").stdout)["methods"]
    assert {entry["name"] for entry in listed if not entry["mandatory"]} == {*METHODS, *OF_COM}
    assert {entry["name"] for entry in listed if entry["mandatory"]} == {
        "initialize", "reset", "shutdown", "messenger.instantMessage", "window.release"}
    assert all(USERS.values()), "a capability that no case needs"


@pytest.mark.parametrize("method", METHODS)
def test_one_capability_less(method, smaller, undecided):
    """Not applicable is exactly what needs it by the case files; the rest ends as it does with the capability."""
    done, out = smaller[method]
    others = undecided["service" if method == "contact.release" else "desk"]
    expected = set(USERS[method]) | (set(USERS["contact.release"]) if method == "messenger.getContact" else set())
    found = verdicts(out)
    assert done.returncode == 0, done.stdout[-3000:]
    assert found["not applicable"] == expected
    assert found["pass"] == set(NEEDS) - expected - others
    assert found.get("inconclusive", set()) == others - expected and "fail" not in found and "error" not in found
    for case in cases(out):
        assert ("lacks" in case) == (case["verdict"] == "not applicable")
        if "lacks" in case:
            assert method in case["lacks"]
            assert case["reason"] == f"the IUT does not declare {' and '.join(case['lacks'])}"
    assert re.search(rf"\b{re.escape(method)}\b.* \(?{len(USERS[method])}\b", done.stdout), done.stdout


@pytest.mark.parametrize("of", ["desk", "right/object_per_call", "right/mix_frame", "right/mix_reviving",
                                "right/second_window"])
@pytest.mark.parametrize("methods", [("window.get",), ("client.windows",), ("window.get", "client.windows"),
                                     ("window.get", "client.windows", "events.take", "window.contacts")],
                         ids="+".join)
def test_nothing_to_look_with(of, methods, tmp_path, lacking):
    """Where the kit cannot look closer, a right implementation still has no failure, whatever objects it hands out."""
    done = lacking(*methods)[0] if of == "desk" else reduced(tmp_path, *methods, of=of)
    numbers = counts(done)
    assert numbers["failed"] == numbers["errors"] == 0, done.stdout[-3000:]
    assert numbers["not applicable"] == len({name for method in methods for name in USERS[method]})


def test_a_fault_that_nothing_shows_is_no_pass(tmp_path):
    """The screen alone tells a window that is not reused; without it such a case is inconclusive and says why."""
    never = {"of": "wrong/reuse_never", "options": ["--rule", "REUSE"]}
    done = reduced(tmp_path / "screen", "window.get", **never)
    assert done.returncode == 1 and "most telling first:\n  REUSE " in done.stdout, done.stdout
    done = reduced(tmp_path / "blind", "window.get", "client.windows", **never)
    blind = {case["id"]: case for case in cases(tmp_path / "blind")}
    told = {case["id"] for case in cases(tmp_path / "screen") if case["verdict"] == "fail"} & set(
        verdicts(tmp_path / "blind").get("inconclusive", ()))
    assert told and counts(done)["failed"] == 0
    assert all(re.search("nothing shows .*: window.get would ", blind[case]["reason"]) for case in told)


def test_what_nothing_shows_is_no_excuse_for_more(tmp_path):
    """Nothing shows whether an old object's window is open; Close has to succeed, since no closed one may come back."""
    done = reduced(tmp_path, "window.get", "client.windows", of="wrong/reopen_dead", options=["--filter", "TOUR-BACK*"])
    blamed = {case["id"]: case["blame"][0] for case in cases(tmp_path) if case["verdict"] == "fail"}
    assert done.returncode == 1 and blamed["TOUR-BACK-SPELLING"] == "CLOSE", done.stdout


@pytest.mark.parametrize("reading, bindings", [("vtable", {"vtable"}), ("automation", {"dispatch", "script"})])
def test_bindings(reading, bindings, tmp_path):
    """A binding that is not declared makes not applicable what asks for it; one that is declared is called."""
    done = run(service("--reading", f"wire-bindings={reading}"), tmp_path, "--quiet")
    others = {"vtable", "dispatch", "script"} - bindings
    expected = {name for name, needs in NEEDS.items() if needs & {f"binding {other}" for other in others}}
    assert counts(done)["failed"] == counts(done)["errors"] == 0 and verdicts(tmp_path)["not applicable"] == expected
    assert {lack for case in cases(tmp_path) for lack in case.get("lacks", [])} == {f"binding {o}" for o in others}
    asked = {step["event"]["params"].get("binding") for case in cases(tmp_path) for step in case["steps"]
             if step["event"]["method"] == "messenger.instantMessage"}
    assert asked - {None} == bindings


# --- what is declared and not there ---


@pytest.mark.parametrize("method", METHODS)
def test_declared_but_not_there(method, tmp_path):
    """A verdict of its own at the step that calls it: a failure that blames no rule."""
    name = min(USERS[method], key=lambda name: len(NEEDS[name]))
    locator = service("--misbehave", f"lacks-{method}")
    done = imconform("run", locator, WHERE[name], "--out", tmp_path, "--grace", "300", "--filter", name)
    record, = cases(tmp_path)
    step = record["steps"][record["at"] - 1]
    assert (done.returncode, record["verdict"], record["blame"]) == (1, "fail", []), done.stdout
    assert record["misdeclared"] == method == step["event"]["method"] and step["observation"]["status"] == "no method"
    assert record["reason"].startswith(f"misdeclared capability: {method} is declared, but ")
    assert "-32601" in record["reason"] and "  rule     none: a capability that is declared" in done.stdout
    assert f"declared but not there: {method} (1 case)" in done.stdout and "rules broken" not in done.stdout
    again = imconform("replay", locator, name, "--cases", WHERE[name], "--grace", "300")
    assert again.returncode == 1 and f"fail at step {record['at']}: misdeclared capability: {method}" in again.stdout


@pytest.fixture(name="screenless", scope="module")
def fixture_screenless(tmp_path_factory):
    """The whole suite on a service that declares client.windows and does not have it."""
    out = tmp_path_factory.mktemp("screenless")
    return run(service("--misbehave", "lacks-client.windows"), out), out


def test_no_rule_is_blamed_for_it(screenless, undecided):
    """Each case that needs it fails, all others pass; what only those show is not shown, and nothing is broken."""
    done, out = screenless
    found, others = verdicts(out), undecided["service"]
    assert done.returncode == 1 and found["fail"] == set(USERS["client.windows"]) - others
    assert found["pass"] == set(NEEDS) - set(USERS["client.windows"]) - others
    assert all(case["misdeclared"] == "client.windows" for case in cases(out) if case["verdict"] == "fail")
    hidden = rules_of_nobody(out)
    assert hidden and re.search(rf"^\d+ rules: \d+ shown to hold, 0 broken, {len(hidden | RULES_OF_COM)} not shown$",
                                done.stdout, re.MULTILINE)
    said = re.search(r"^declared but not there: client.windows \((\d+) cases\), "
                     r"which would show (\d+) more rules: (.*)$", done.stdout, re.MULTILINE)
    assert int(said[1]) == len(found["fail"]) and int(said[2]) == len(hidden)
    assert set(said[3].split(", ")) <= hidden | {"..."}


def rules_of_nobody(out):
    """The rules that no passing case is for, from the journal alone; no case here is for one of COM."""
    every = {entry["id"] for entry in json.loads(imconform("rules", "--json").stdout)["rules"]}
    return every - RULES_OF_COM - {case["rules"][0] for case in cases(out) if case["verdict"] == "pass"}


def test_the_same_failure_is_told_once(screenless):
    """One block on the terminal; the summary counts the others."""
    done, out = screenless
    assert done.stdout.count(": FAIL at step ") == 1 and len(verdicts(out)["fail"]) > 50


def test_the_journal_of_it_fits(screenless):
    """The schema knows the members that only such cases have, and nothing of the chain is broken."""
    _, out = screenless
    validator = jsonschema.Draft202012Validator({**SCHEMA["$defs"]["case"], "$defs": SCHEMA["$defs"]})
    told = [case for case in cases(out) if "misdeclared" in case]
    assert len(told) > 50 and all(map(validator.is_valid, told))
    assert imconform("verify", out / "journal.jsonl").returncode == 0


def test_resuming_remembers_it(screenless, tmp_path):
    """Half of the journal, and a run that goes on with it: the same summary."""
    done, out = screenless
    lines = (out / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "journal.jsonl").write_bytes(b"".join(lines[:len(lines) // 2]))
    again = run(service("--misbehave", "lacks-client.windows"), tmp_path, "--resume")
    tail = [line for line in done.stdout[done.stdout.index(" cases: "):].splitlines()
            if not line.startswith(("journal: ", "machine: "))]     # a resumed run does not tell of the machine
    assert again.returncode == 1 and all(line in again.stdout for line in tail), again.stdout


def test_the_reports_say_it(screenless, tmp_path):
    """HTML, Markdown and JUnit: the capability by name, its cases by number, what it would show, and no broken rule."""
    _, out = screenless
    html, markdown, junit = reports(out, tmp_path)
    number, hidden = len(verdicts(out)["fail"]), rules_of_nobody(out)
    assert f"| `client.windows` | {number} |" in markdown and "### Rules broken" not in markdown
    assert f"1 capability declared but not there\n\n{number} of " in markdown
    for rule in hidden:
        assert re.search(rf"- `{rule}` .*{number_of(out, rule)} failed because `client.windows` is declared and not "
                         r"there; needs `client.windows`$", markdown.replace("`there;`", "there;"), re.MULTILINE), rule
    assert "Declared but not there" in html and "Rules broken" not in html
    assert html.count("✗</i>not there") == 1
    suite, = ElementTree.fromstring(junit).iter("testsuite")
    kinds = [failure.get("type") for failure in suite.iter("failure")]
    assert kinds == ["misdeclared capability"] * number
    properties = {entry.get("name"): entry.get("value") for entry in suite.iter("property")}
    assert properties["capabilities.not there"] == f"client.windows ({number})"
    assert properties["rules.broken"] == "0" and properties["rules.not shown"] == str(len(hidden | RULES_OF_COM))


def number_of(out, rule):
    """How many cases are about a rule."""
    return sum(rule in case["rules"] for case in cases(out))


def reports(out, to):
    """The three reports of a run, as texts."""
    (to / "rules.json").write_text(imconform("rules", "--json").stdout, encoding="utf-8")
    subprocess.run([sys.executable, SOURCE / "reports/report.py", "--rules", to / "rules.json", "--journal",
                    out / "journal.jsonl", "--out", to], check=True, capture_output=True)
    return [(to / name).read_text(encoding="utf-8") for name in ("report.html", "report.md", "junit.xml")]


def test_a_broken_rule_is_told_beside_it(tmp_path):
    """Two things wrong: the rule is blamed for its own failures only, and both are named."""
    faults = subprocess.run([sys.executable, SOURCE / "harness/iuts/service/deskservice.py", "--list-faults"],
                            capture_output=True, text=True, check=True).stdout
    fault = next(json.loads(line)["name"] for line in faults.splitlines() if "C-20" in line)
    out = tmp_path / "out"
    done = run(service("--fault", fault, "--misbehave", "lacks-events.take"), out, "--quiet")
    assert done.returncode == 1 and "\n  ARG_LENGTH " in done.stdout
    number = sum(case.get("misdeclared") == "events.take" for case in cases(out))
    assert number > 20 and f"declared but not there: events.take ({number} cases)" in done.stdout
    _, markdown, _ = reports(out, tmp_path)
    assert re.search(r"^## .* — \d+ rules? broken, 1 capability declared but not there$", markdown, re.MULTILINE)
    assert markdown.index("### Declared but not there") > markdown.index("### Rules broken")


def test_a_library_that_takes_a_function_away(tmp_path):
    """The table had it when it was loaded: misdeclared, no crash."""
    (tmp_path / "one.yaml").write_text("case: SCREEN\npurpose: no window is on the screen\nrules: [WINDOW_SHOWN]\n"
                                       "steps:\n  - client.windows: {count: 0}\n", encoding="utf-8")
    tiny = f"library:{BUILD}/tests/fixtures/tiny.so"
    for way, said in (("takes-away", True), ("", False)):
        done = imconform("run", tiny, tmp_path / "one.yaml", "--out", tmp_path / f"out{way}", "--grace", "50",
                         env={"IMC_TINY": way})
        assert done.returncode == 1 and cases(tmp_path / f"out{way}")[0]["verdict"] == "fail"
        assert ("declared but not there: client.windows (1 case)" in done.stdout) == said
        assert ("the library's table has NULL there" in done.stdout) == said


# --- what is declared oddly ---


def test_names_that_are_unknown_or_stand_twice(tmp_path):
    """Kept in the journal, listed, and without any effect on a verdict."""
    done = run(service("--misbehave", "bad-capability"), tmp_path / "one", "--filter", "SELF-*")
    assert done.returncode == 0 and "declared and unknown to this version: window.selfDestruct" in done.stdout
    assert "window.selfDestruct" in records(tmp_path / "one")[0]["capabilities"]
    done = run(service("--misbehave", "twice-declared"), tmp_path / "two", "--filter", "SELF-*")
    assert done.returncode == 0 and "\ndeclared twice: client.signIn, " in done.stdout
    assert "declared and unknown" not in done.stdout
    assert records(tmp_path / "two")[0]["capabilities"].count("client.windows") == 2
    (tmp_path / "pages").mkdir()
    html, markdown, _ = reports(tmp_path / "one", tmp_path / "pages")
    assert "Declared and unknown to this `version:` `window.selfDestruct.`" in markdown
    assert "window.selfDestruct" in html


def test_what_no_chosen_case_calls(tmp_path, lacking):
    """A few names are listed, many are counted; the whole suite calls everything."""
    assert "declared" not in lacking()[0].stdout
    few = run(DESK, tmp_path / "few", "--filter", "ARG-LEN-130")
    number = re.search(r"^declared and not called by the chosen cases: (\d+) of 25$", few.stdout, re.MULTILINE)
    assert int(number[1]) == 24     # of 22 capabilities and 3 bindings; the case signs in
    (tmp_path / "pages").mkdir()
    html, _, junit = reports(tmp_path / "few", tmp_path / "pages")
    assert html.count("○</i>not called") == 24 and 'name="capabilities.not called" value="client.signOut, ' in junit
    done = run(service(*(word for name in METHODS if name not in ("client.signIn", "client.signOut")
                         for word in ("--without", name)), "--reading", "wire-bindings=vtable"),
               tmp_path / "two", "--filter", "ARG-LEN-130")
    assert "declared and not called by the chosen cases: client.signOut, binding vtable\n" in done.stdout


# --- what would show more ---


@pytest.mark.parametrize("without", [("client.windows",), ("window.call", "user.closeWindow"), tuple(METHODS)],
                         ids=["one", "two", "all"])
def test_program_and_report_agree_on_what_would_show_more(without, tmp_path, lacking):
    """The lines of the terminal and those of the page say the same; each is true by the case files."""
    done, out = lacking(*set(without) & set(MEMBERS))
    _, markdown, _ = reports(out, tmp_path)
    told = re.findall(r"^  (\S.*?)  +(\d+) cases? not applicable, would show (\d+) more", done.stdout, re.MULTILINE)
    alone = dict(re.findall(r"^- `([\w.]+)` would show (\d+) more", markdown, re.MULTILINE))
    assert {name: number for name, _, number in told} == alone and alone
    undeclared = dict(re.findall(r"^- not declared: `([\w.]+)`, ([\d,]+) cases? not applicable", markdown,
                                 re.MULTILINE))
    assert undeclared == {method: f"{len(USERS[method]):,}" for method in without}
    hidden, first = rules_of_nobody(out), {case["id"]: case["rules"][0] for case in cases(out)}
    for name, number, rules in told:
        assert int(number) == len(USERS[name])
        assert int(rules) == len({first[case] for case in NEEDS if NEEDS[case] & set(without) == {name}} & hidden)
    together = [line for line in done.stdout.splitlines() if " together would show " in line]
    assert bool(together) == (len(without) > 2)
    for rule in hidden:
        assert re.search(rf"^- `{rule}` .*; needs `[\w.]+`", markdown, re.MULTILINE), rule


# --- small implementations ---

SIGNING = ("client.signIn", "client.signOut")
# What an implementation can show with the mandatory methods alone.  It is signed out after reset and nothing can change
# that, so every call has to fail: with the code of a condition that holds, and with NULL in ppMWindow.  More cannot be
# shown: a NULL ppMWindow or a bad argument may always get the code of not being signed in instead of its own.
MANDATORY_RULES = {"NOT_SIGNED_IN", "PRECEDENCE", "OUT_CLEARED"}
# With sign-in and sign-out it can open windows, and their identity is that of the tokens; what they look like, whether
# they are on the screen or alive, and what goes on besides takes other capabilities.
SIGNING_RULES = MANDATORY_RULES | {
    "OPENS", "ANY_NAME", "OUT_WINDOW", "DISTINCT_WINDOWS", "NOT_MODAL", "ARG_NULL_STRING", "ARG_EMPTY_STRING",
    "ARG_NULL_VARIANT", "ARG_NULL_OBJECT", "ARG_LEADING_SPACE", "ARG_LENGTH", "ARG_CRLF", "ARG_TYPE",
    "ARG_FOREIGN_OBJECT", "ARG_BYREF", "OUT_NULL", "CONSISTENT", "SELF_STRING", "SIGN_IN_NOW", "SECONDARY_STRING",
    "REUSE", "REUSE_RESULT", "REUSE_FORMS", "REUSE_REFERENCES", "RELEASED_THEN_CALLED", "RELEASE_SAFE"}


@pytest.mark.parametrize("methods, rules", [((), MANDATORY_RULES), (SIGNING, SIGNING_RULES)],
                         ids=["mandatory", "signing"])
def test_what_a_small_implementation_can_show(methods, rules, lacking, undecided):
    """Each of these rules by a case of its own that needs nothing else, and no other rule."""
    done, out = lacking(*set(MEMBERS) - set(methods))
    everything = {name for name, needs in NEEDS.items() if needs & set(METHODS) <= set(methods)} - undecided["desk"]
    assert done.returncode == 0 and verdicts(out)["pass"] == everything
    assert {case["rules"][0] for case in cases(out) if case["verdict"] == "pass"} == rules
    number = len(rules)
    assert re.search(rf"^\d+ rules: {number} shown to hold, 0 broken, \d+ not shown$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name, rule", [
    ("signed_out_opens", "NOT_SIGNED_IN"), ("signed_out_fails", "NOT_SIGNED_IN"),
    ("crash_signed_out", "NOT_SIGNED_IN"), ("precedence_bad_signed_out", "PRECEDENCE"),
    ("precedence_bad_signed_out_claims", "PRECEDENCE"), ("null_string_pointer", "ARG_NULL_STRING"),
    ("null_out_pointer", "OUT_NULL"), ("cleared_never", "OUT_CLEARED"), ("cleared_not_signed_out", "OUT_CLEARED"),
    ("kept_cut", "ARG_KEPT")])
def test_what_the_mandatory_part_finds(name, rule, tmp_path):
    """Faults that show while nobody is signed in are found, and the rule that they break is among those blamed."""
    options = ["--filter", "OUT-*"]
    done = imconform("run", REDUCED, "--out", tmp_path, "--grace", "100", "--quiet", *options, env={
        "IMC_REDUCED_OF": f"{BUILD}/iuts/wrong/{name}.so", "IMC_REDUCED_WITHOUT": " ".join(MEMBERS.values())})
    failed = [case for case in cases(tmp_path) if case["verdict"] == "fail"]
    assert done.returncode == 1 and failed and any(rule in case["blame"] for case in failed), done.stdout
