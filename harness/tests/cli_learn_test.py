"""Learning the machine of an implementation: right ones are found right, wrong ones differ where they are wrong."""
import json
import subprocess

import pytest

from cli_support import BUILD, DESK, changed_example, imconform, service, wrong

ONE = ("--contacts", 1, "--timeout", 1000, "--grace", 100)


def learn(locator, *options, status=0):
    """What is learned with one contact, as JSON."""
    done = imconform("learn", locator, "--json", *ONE, *options)
    assert done.returncode == status, done.stdout[-2000:] + done.stderr
    return json.loads(done.stdout)


def test_the_desk_is_the_machine_of_the_model(tmp_path):
    learned = learn(DESK)
    assert learned["states"] == 11 and len(learned["transitions"]) == 11 * 12
    assert learned["compared"] and not learned["differences"] and not learned["choices"]
    # and so it passes a suite that all others fail, which is made of what was learned
    path, tests = tmp_path / "learned.json", tmp_path / "tests"
    path.write_text(json.dumps({"initial": learned["initial"], "transitions": learned["transitions"]}))
    imconform("suite", "--machine", path, "--out", tests, "--extra", 0)
    model = tmp_path / "model"
    imconform("suite", "--contacts", 1, "--out", model, "--extra", 0)
    texts = [[line for line in file.read_text().splitlines() if not line.startswith("#")] for file in (tests, model)]
    assert len(texts[0]) == len(texts[1]) > 100
    answers = {state: {} for state in {arc["from"] for arc in learned["transitions"]}}
    for arc in learned["transitions"]:
        answers[arc["from"]][arc["input"]] = (arc["output"], arc["to"])
    for line in texts[1]:
        state = learned["initial"]
        for word in line.split():
            letter, due = word.split("/")
            output, state = answers[state][letter]
            assert output == due, line


def test_what_is_printed_tells_the_claim_and_the_order_of_errors():
    done = imconform("learn", DESK, *ONE, "--quiet")
    assert done.returncode == 0, done.stderr
    assert "learned: 11 states, 12 inputs" in done.stdout
    assert "at most 12 states over these 12 inputs (11 found, K = 1), it is this machine" in done.stdout
    assert "  argument before state    message(130-characters): E_INVALIDARG" in done.stdout
    assert "0 differences from the model, 0 fair choices" in done.stdout


@pytest.mark.parametrize("name, rule, word, wanted, got", (
    ("reuse_never", "REUSE", "signIn message(alice) message(alice)", "S_OK+same", "S_OK+new"),
    ("reuse_not_third", "REUSE", "signIn message(alice) message(alice) message(alice)", "S_OK+same", "S_OK+new"),
    ("self_string_second_time", "SELF_STRING", "signIn message(me) message(me)", "E_FAIL", "S_OK+new"),
    ("sign_in_remembered", "SIGN_IN_NOW", "signIn signOut message(alice)", "MSGR_E_NOT_LOGGED_ON", "S_OK+new"),
    ("reopen_fails", "REOPEN_AFTER_CLOSE", "signIn message(alice) userClose(alice) message(alice)", "S_OK+new",
     "E_FAIL"),
    ("dead_third_question", "DEAD_OBJECT",
     "signIn message(alice) signOut isClosed(alice) isClosed(alice) isClosed(alice)", "error", "open"),
    ("cleared_not_for_self", "OUT_CLEARED", "signIn message(me)", "E_FAIL", "E_FAIL+untouched"),
    ("crash_null_out", None, "message(alice,NULL)", "RPC_X_NULL_REF_POINTER", "crash"),
))
def test_a_wrong_one_differs_where_it_is_wrong_by_a_shortest_word(name, rule, word, wanted, got):
    first = learn(wrong(name), "--extra", 0, status=1)["differences"][0]
    assert (first.get("rule"), " ".join(first["word"]), first["wanted"], first["got"]) == (rule, word, wanted, got)


def test_a_bug_that_takes_five_steps():
    """A window is forgotten when one of two references to it is released."""
    learned = learn(wrong("references_forgotten_at_one"), status=1)
    assert [(one["rule"], len(one["word"])) for one in learned["differences"]] == [("REUSE", 5)]


def test_fair_readings_are_choices_and_no_differences():
    learned = learn(f"library:{BUILD}/iuts/right/s_false_reuse.so", "--extra", 0)
    assert {(one["got"], one["wanted"]) for one in learned["choices"]} == {("S_FALSE+same", "S_OK+same")}


@pytest.mark.parametrize("name", ("own_people", "mix_guest"))
def test_it_calls_the_people_that_there_are(name):
    assert not learn(f"library:{BUILD}/iuts/right/{name}.so", "--extra", 0)["differences"]


@pytest.mark.parametrize("name, word", (
    ("sign_out_late", "signIn message(alice) signOut isClosed(alice)"),
    ("members_late", "signIn message(alice) isClosed(alice)"),
))
def test_what_comes_late_but_in_time_is_no_difference(name, word):
    learned = learn(f"library:{BUILD}/iuts/right/{name}.so", "--extra", 0, "--grace", 2000)
    assert [" ".join(one["word"]) for one in learned["late"]] == [word]
    assert not learned["differences"]


def test_what_comes_too_late_is_one():
    learned = learn(wrong("sign_out_too_late"), "--extra", 0, status=1)
    assert learned["differences"][0]["rule"] == "DEAD_OBJECT" and not learned["late"]


@pytest.mark.parametrize("locator", (wrong("crash_null_out"), service()))
def test_jobs_change_nothing_but_time(locator):
    """What is learned and the counts, though words are asked in advance, in vain at times, and one crashes at some."""
    one, several = (imconform("learn", locator, "--contacts", 1, "--references", 1, "--extra", 0, "--jobs", jobs)
                    for jobs in (1, 3))
    assert (one.returncode, one.stderr) == (several.returncode, several.stderr) != (2, "")
    assert "words of" in one.stdout and one.stdout == several.stdout


def test_a_suite_of_its_own_readings_holds_for_one_that_takes_others(tmp_path):
    locator = f"library:{BUILD}/iuts/right/s_false_reuse.so"
    machine, tests = tmp_path / "machine.json", tmp_path / "tests"
    machine.write_text(json.dumps(learn(locator)))
    assert imconform("suite", "--machine", machine, "--out", tests).returncode == 0
    done = imconform("run", locator, "--suite", tests, "--out", tmp_path)
    assert done.returncode == 0 and "the claim of the suite holds" in done.stdout, done.stdout + done.stderr
    done = imconform("run", DESK, "--suite", tests, "--out", tmp_path)
    assert done.returncode == 0 and "answered in another fair way" in done.stdout


@pytest.mark.parametrize("name, first", (
    ("order_out_argument_self_state", {"argument"}), ("order_state_argument_self_out", {"state"}),
))
def test_the_order_of_checks_is_told(name, first):
    order = learn(f"library:{BUILD}/iuts/right/{name}.so", "--extra", 0)["order"]
    assert {one.get("first") for one in order if set(one["errors"]) == {"argument", "state"}} == first
    pointer = {one.get("first") for one in order if "pointer" in one["errors"]}
    assert pointer == {"pointer"} if "order_out" in name else "pointer" not in pointer


def test_a_service_is_learned_too():
    learned = learn(service(), "--extra", 0, "--references", 1)
    assert learned["states"] == 7 and not learned["differences"]


def test_one_that_does_not_answer_the_same_twice(tmp_path):
    either = '__import__("random").choice((E_FAIL, E_INVALIDARG))'
    locator = changed_example(tmp_path, ('{"hresult": E_FAIL,', f'{{"hresult": {either},'))
    done = imconform("learn", locator, *ONE)
    assert done.returncode == 1, done.stderr
    assert "not deterministic: the same inputs after a reset were answered in two ways" in done.stdout
    said = dict(line.split(None, 1) for line in done.stdout.splitlines()[1:])
    assert said["did"].endswith("message(me)") and {said["first"], said["then"]} == {"E_FAIL", "E_INVALIDARG"}


def test_the_machine_as_a_graph():
    done = imconform("learn", DESK, *ONE, "--dot", "--extra", 0)
    drawn = subprocess.run(["dot", "-Tplain"], input=done.stdout, capture_output=True, text=True, check=True)
    assert drawn.stdout.count("\nnode ") == 11 + 1
    assert "message(alice) / S_OK+new" in done.stdout


def test_one_that_hangs_is_given_up():
    done = imconform("learn", wrong("hang_self"), "--contacts", 1, "--timeout", 50)
    assert done.returncode == 1
    assert "did not answer in time 3 times, the last time after signIn, message(me)" in done.stderr


@pytest.mark.parametrize("options, said", (
    ((), "expected one LOCATOR"),
    (("library:/nowhere.so",), "library:/nowhere.so"),
    (("nowhere",), "is no locator"),
    ((DESK, "--contacts", 0), "expected 1 to 4 contacts"),
    ((DESK, "--extra", 5), "at most 4"),
    ((DESK, "--timeout", 0), "a time limit of 0 ms"),
    ((DESK, "--most", 5, "--contacts", 1), "more than 5 states"),
))
def test_bad_options_are_refused(options, said):
    done = imconform("learn", *options)
    assert done.returncode == 2
    assert said in done.stderr
