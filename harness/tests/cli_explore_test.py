"""What `explore` finds: states of a model, a shortest sequence to what is broken, graphs; failing implementations."""
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections import deque
from itertools import product

import pytest
from cli_support import DESK, EXAMPLE, PROGRAM, QUICK, SOURCE, changed_example, imconform, run, service, wrong


def number(done, name):
    """A figure of the summary."""
    return int(re.search(rf"^  {name} +(\d+)$", done.stdout, re.MULTILINE).group(1))


def benchmark(*more):
    """Explores the benchmark model."""
    return imconform("explore", "model", "--config", "benchmark", *more)


@pytest.mark.parametrize("contacts, states", [(4, 4608), (6, 270336), (7, 2129920)])
def test_the_benchmark_model_is_counted(contacts, states):
    """8^K + 2 * 4^K states, and as many transitions as there are actions in each; a path as long as the diameter."""
    done = benchmark("--contacts", contacts)
    assert (done.returncode, done.stderr) == (0, "")
    assert number(done, "states") == states == 8 ** contacts + 2 * 4 ** contacts
    assert number(done, "transitions") == states * (3 * contacts + 4)
    assert len(re.findall(r"^ +\d+  \w+", done.stdout, re.MULTILINE)) == number(done, "diameter")
    assert benchmark("--contacts", contacts, "--jobs", 1).stdout == done.stdout


def after(state, action, references):
    """The benchmark model once more, as its description says it."""
    client, cells = state
    kind, contact = action
    if contact is None:
        if kind == client or (kind == "OFF" and client != "IN") or kind == "self":
            return state
        return kind, tuple((0, refs) for _, refs in cells)
    win, refs = cells[contact]
    if kind == "message" and client == "IN":
        win, refs = (1, min(references, refs + 1)) if win and refs else (1, 1)
    elif kind == "release":
        refs = max(0, refs - 1)
    elif kind == "close":
        win = 0
    return client, cells[:contact] + ((win, refs),) + cells[contact + 1:]


@pytest.mark.parametrize("contacts, references", [(1, 1), (2, 5), (3, 2), (3, 4)])
def test_another_search_finds_the_same(contacts, references):
    """As many states, as far away, by a search that shares nothing with the kit."""
    actions = [(kind, None) for kind in ("IN", "OUT", "OFF", "self")] + list(
        product(("message", "release", "close"), range(contacts)))
    start = ("OUT", ((0, 0),) * contacts)
    far = {start: 0}
    queue = deque([start])
    while queue:
        state = queue.popleft()
        for action in actions:
            found = after(state, action, references)
            if found not in far:
                far[found] = far[state] + 1
                queue.append(found)
    done = benchmark("--contacts", contacts, "--references", references)
    assert number(done, "states") == len(far)
    assert number(done, "transitions") == len(far) * len(actions)
    assert number(done, "diameter") == max(far.values())


def test_a_broken_invariant_is_told():
    """Status 1, and no sequence is shorter than the one that is printed."""
    done = imconform("explore", "model", "--config", "benchmark-wrong", "--contacts", 3)
    assert done.returncode == 1
    assert "an invariant does not hold after 3 steps: a window is shown without a connection" in done.stdout
    assert re.findall(r"^ +\d  (\w+)", done.stdout, re.MULTILINE) == ["sign_in", "instant_message", "go_offline"]


def test_the_messenger_has_graphs(tmp_path):
    """DOT that graphviz reads, and JSON that holds every state and step."""
    done = imconform("explore", "model", "--dot", tmp_path / "g.dot", "--json", tmp_path / "g.json")
    assert (done.returncode, done.stderr) == (0, "")
    graph = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    states, transitions = number(done, "states"), number(done, "transitions")
    assert (graph["states"], graph["transitions"], graph["broken"]) == (states, transitions, None)
    assert len(graph["names"]) == states and len(graph["steps"]) == transitions
    far = {0: 0}
    for start, _, to in graph["steps"]:  # in the order of finding
        far.setdefault(to, far[start] + 1)
    assert max(far.values()) == graph["diameter"] == len(graph["path"]) and len(far) == states
    drawn = subprocess.run(["gc", "-n", "-e", tmp_path / "g.dot"], capture_output=True, text=True, check=True).stdout
    arrows = sum(start != to for start, _, to in graph["steps"])
    assert [int(text) for text in drawn.split()[:2]] == [states, arrows]


def test_the_answers_that_are_followed_decide():
    """Fewer answers, fewer states; how many look changes nothing."""
    sizes = []
    for answers in ("preferred", "accepted", "noted"):
        one, two = (imconform("explore", "model", "--answers", answers, "--jobs", jobs) for jobs in (1, 2))
        assert one.returncode == 0 and one.stdout == two.stdout
        sizes.append(number(one, "states"))
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("arguments, words", [
    (("--config", "tiny"), 'no configuration "tiny"; there are messenger, benchmark and benchmark-wrong'),
    (("--contacts", "9"), "at most 6 contacts"),
    (("--config", "benchmark", "--references", "64"), "63 references"),
    (("--answers", "good"), "expected preferred, accepted or noted"),
    (("--config", "benchmark", "--contacts", "5", "--references", "20", "--memory", "1"), "more memory is needed"),
    (("--config", "benchmark", "--contacts", "6", "--dot", "/dev/null"), "the limit is 20000"),
    (("--json", "/nowhere/g.json"), "/nowhere/g.json: No such file"),
])
def test_what_cannot_be_done_is_told(arguments, words):
    """Status 2 with the reason."""
    done = imconform("explore", "model", *arguments)
    assert done.returncode == 2 and words in done.stderr


# --- every sequence on an implementation ---


def sequences(done):
    """Sequences and steps of the summary."""
    return tuple(map(int, re.search(r"^# (\d+) sequences, (\d+) steps", done.stdout, re.MULTILINE).groups()))


def explore(locator, depth, *more):
    """With little patience."""
    return imconform("explore", locator, "--depth", depth, *QUICK, *more)


def test_a_right_library_fails_nothing():
    """Seven events at first; as many sequences whatever the number of jobs, fewer where states are met again."""
    first = explore(DESK, 1)
    assert (first.returncode, first.stderr, sequences(first)) == (0, "", (7, 7))
    one, two = (explore(DESK, 3, "--jobs", jobs) for jobs in (1, 2))
    assert one.returncode == 0 and one.stdout == two.stdout and sequences(one)[0] > 300
    more = explore(DESK, 3, "--more")
    assert more.returncode == 0 and sequences(more)[0] > 1000
    pruned = explore(DESK, 3, "--prune")
    assert pruned.returncode == 0 and sequences(pruned) < sequences(one)
    assert "had been met" in pruned.stdout


@pytest.mark.parametrize("name, rule, steps, more", [
    ("reuse_never", "REUSE", 3, ()), ("sign_out_keeps_objects", "SIGN_OUT_CLOSES", 4, ()),
    ("is_closed_true", "IS_CLOSED", 3, ()), ("reuse_twin", "REUSE_NO_NEW_WINDOW", 4, ()),
    ("signed_out_opens", "NOT_SIGNED_IN", 1, ()), ("hang_self", "SELF_STRING", 2, ()),
    ("crash_signed_out", "NOT_SIGNED_IN", 1, ()), ("references_forgotten_at_one", "REUSE", 5, ()),
    ("hwnd_zero", "HWND", 3, ("--more",)), ("my_name_other", "MY_NAME", 2, ("--more",)),
    ("created_missing", "EVENT_CREATED", 3, ("--more",)), ("object_refused", "OBJECT_OPENS", 3, ("--more",)),
    ("is_self_never", "IS_SELF", 3, ("--more",)), ("participant_none", "PARTICIPANT", 3, ("--more",)),
    ("dead_hwnd", "DEAD_OBJECT", 4, ("--more",)), ("destroyed_missing", "EVENT_DESTROYED", 4, ("--more",)),
])
def test_a_wrong_library_is_found(name, rule, steps, more, tmp_path):
    """The rule, in as few steps as can be; the case that is printed is sound, and fails for that rule."""
    done = explore(wrong(name), steps, "--prune", "--out", tmp_path, *more)
    assert done.returncode == 1 and f"\nrules: [{rule}]\n" in done.stdout, done.stdout + done.stderr
    minimal = rf"^#  rule   {rule} .*\n#  minimal: {steps} of {steps} steps, "
    assert re.search(minimal, done.stdout, re.MULTILINE), done.stdout
    assert f"rules: [{rule}]" in "".join(path.read_text() for path in (tmp_path / "found").glob("*.yaml"))
    if steps > 1:
        shorter = explore(wrong(name), steps - 1, "--prune", "--out", tmp_path, *more)
        assert f"rules: [{rule}]" not in shorter.stdout
    (tmp_path / "found.yaml").write_text(done.stdout, encoding="utf-8")
    lint = imconform("lint", tmp_path / "found.yaml")
    assert lint.returncode == 0, lint.stdout + lint.stderr
    again = run(wrong(name), tmp_path / "out", tmp_path / "found.yaml")
    assert again.returncode == 1 and rule in again.stdout
    assert run(DESK, tmp_path / "right", tmp_path / "found.yaml").returncode == 0


def test_what_fails_becomes_minimal_and_can_be_added(tmp_path):
    """A shortest sequence with two references gives one back that need not be; `found` adds the case without that."""
    done = explore(wrong("reuse_not_third"), 5, "--prune", "--out", tmp_path)
    assert "a shortest one has 5 steps" in done.stdout and "minimal: 4 of 5 steps" in done.stdout, done.stdout
    case, = (tmp_path / "found").glob("*.yaml")
    assert case.read_text(encoding="utf-8") in done.stdout
    (tmp_path / "cases").mkdir()
    shutil.copy(SOURCE / "cases/release.yaml", tmp_path / "cases")
    added = imconform("found", case, "--cases", tmp_path / "cases")
    assert (added.returncode, added.stdout.strip()) == (0, str(tmp_path / "cases/found" / case.name)), added.stderr


def test_a_service_is_set_back_for_each_sequence(tmp_path):
    """The same for a process of its own, also if it breaks down."""
    right = explore(service(script=EXAMPLE), 3)
    assert right.returncode == 0 and "beginnings repeated; 0 sequences failed" in right.stdout
    sign_out = "def client_signOut(self, _):\n"
    done = explore(changed_example(tmp_path, (sign_out, sign_out + "        sys.exit(3)\n")), 2)
    assert done.returncode == 1 and "\n#   client.signOut\n" in done.stdout, done.stdout + done.stderr
    assert sequences(done) == (13, 16) and "; 4 sequences failed" in done.stdout


@pytest.mark.parametrize("locator, depth", [(wrong("reuse_never"), 4), (service(script=EXAMPLE), 4)])
def test_an_interrupted_one_goes_on(tmp_path, locator, depth):
    """However often it is interrupted, the end is that of one that was not."""
    checkpoint = tmp_path / "checkpoint.json"
    arguments = ["explore", locator, "--depth", str(depth), "--jobs", "2", *QUICK]
    whole = imconform(*arguments)
    arguments += ["--checkpoint", str(checkpoint)]
    interrupts = 0
    for wait in (0.3, 0.4, 60):
        with subprocess.Popen([PROGRAM, *arguments], cwd=SOURCE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, start_new_session=True) as process:
            try:
                out, err = process.communicate(timeout=wait)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGINT)
                out, err = process.communicate(timeout=30)
        if process.returncode != 2:
            break
        interrupts += 1
        assert "interrupted" in err and "--resume goes on" in err and out == ""
        arguments += ["--resume"] if interrupts == 1 else []
    assert (process.returncode, out) == (whole.returncode, whole.stdout)
    assert interrupts == 0 or not checkpoint.exists()


def test_a_checkpoint_belongs_to_its_exploration(tmp_path):
    """One of another depth is refused, and so is what is none."""
    checkpoint = tmp_path / "checkpoint.json"
    with subprocess.Popen([PROGRAM, "explore", DESK, "--depth", "6", "--checkpoint", checkpoint], cwd=SOURCE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 2
    saved = json.loads(checkpoint.read_text(encoding="utf-8"))
    assert saved["depth"] == 6 and any(worker["next"] for worker in saved["workers"])
    done = explore(DESK, 5, "--resume", "--checkpoint", checkpoint)
    assert done.returncode == 2 and "another depth" in done.stderr
    checkpoint.write_text(json.dumps({**saved, "workers": [{}]}), encoding="utf-8")
    done = explore(DESK, 6, "--resume", "--checkpoint", checkpoint)
    assert done.returncode == 2 and "no checkpoint of an exploration" in done.stderr
    done = explore(DESK, 6, "--resume", "--checkpoint", tmp_path / "none.json")
    assert done.returncode == 2 and "no checkpoint to go on with" in done.stderr


@pytest.mark.parametrize("arguments, words", [
    ((DESK,), "--depth N"), ((DESK, "--depth", 13), "expected 1 to 12"), (("nothing", "--depth", 2), "is no locator"),
    ((DESK, "--depth", 2, "--contacts", 5), "at most 4"), ((), "LOCATOR"),
    (("library:/nowhere.so", "--depth", 2), "nowhere"),
])
def test_what_cannot_be_explored_is_told(arguments, words):
    """Status 2 with the reason."""
    done = imconform("explore", *arguments)
    assert done.returncode == 2 and words in done.stderr
