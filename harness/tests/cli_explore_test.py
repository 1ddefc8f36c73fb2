"""What `explore` finds: every state of a model, with the shortest sequence to a broken invariant, and graphs."""
import json
import re
import subprocess
from collections import deque
from itertools import product

import pytest
from cli_support import imconform


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
