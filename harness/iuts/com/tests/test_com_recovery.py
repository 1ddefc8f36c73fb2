"""COM servers, bridges and kits that are killed at any moment: the run goes on, and nothing is left behind."""
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from com_support import BUILD, SRC, processes, sessions

sys.path.insert(0, str(SRC / "harness/tests"))
from cli_support import PROGRAM, cases, counts, imconform  # noqa: E402  (it lies in the folder named above)

SEED, STRIKES = 20261123, 3
PART = ("--filter", "REF-*")
SECONDS = 120


def wait_until(condition):
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.002)


def judged(out):
    """How many cases the journal has."""
    journal = out / "journal.jsonl"
    return journal.read_bytes().count(b'"record":"case"') if journal.exists() else 0


def strike(victim, sign):
    """Ends each process of that name; the numbers of those that were met."""
    met = []
    for number in processes(victim):
        try:
            os.kill(number, sign)
            met.append(number)
        except ProcessLookupError:
            continue
    return met


@contextmanager
def strikes(out, victim, sign, moments):
    """Strikes when so many cases were judged, and some milliseconds have gone by."""
    met, struck = [], []

    def work():
        for count, pause in moments:
            wait_until(lambda count=count: judged(out) >= count)
            time.sleep(pause)
            wait_until(lambda: met.extend(strike(victim, sign)) or len(met) > len(struck))
            struck.append(count)

    thread = threading.Thread(target=work)
    thread.start()
    yield met
    thread.join()


def moments_of(seed, number):
    chance = random.Random(seed)
    return [(count, chance.uniform(0, 0.03)) for count in sorted(chance.sample(range(3, 30), number))]


@pytest.mark.parametrize("way, victim, sign, number", [
    ("local,vtable", "imdesk.exe", signal.SIGKILL, STRIKES),
    ("local,dispatch", "imbridge.exe", signal.SIGKILL, STRIKES),
    ("inproc,vtable", "imbridge.exe", signal.SIGKILL, STRIKES),
    ("local,vtable", "imdesk.exe", signal.SIGSTOP, 1),
])
def test_a_run_goes_on_whenever_the_server_is_struck(tmp_path, way, victim, sign, number):
    with strikes(tmp_path / "out", victim, sign, moments_of(f"{SEED} {way} {victim}", number)) as met:
        done = imconform("run", f"com:Imconform.Desk,{way}", "--out", tmp_path / "out", *PART, "--timeout", "1500",
                         env={"IMC_BUILD": str(BUILD)}, timeout=SECONDS)
    assert len(met) == number
    assert done.returncode == 1, done.stdout + done.stderr
    records = [case for case in cases(tmp_path / "out") if case["verdict"] != "not applicable"]
    hit = [case for case in records if case["verdict"] in ("fail", "error")]
    # The blow may fall on a server that is only about to start.
    deaths = ["no reply within"] if sign == signal.SIGSTOP else ["the IUT ended by", "the local server did not start"]
    reasons = [case["reason"] for case in hit]
    assert 1 <= len(hit) <= number and all(any(death in why for death in deaths) for why in reasons), reasons
    assert counts(done)["passed"] >= 30, done.stdout
    assert records[-1]["verdict"] == "pass", "what came after the last strike was not judged"
    assert sessions() == [] and list(processes("wine")) == [], "something of the session is left"


def test_two_callers_who_wait_for_each_other_do_not_end_the_run(tmp_path):
    done = imconform("run", "com:Imconform.Desk,local", "--out", tmp_path / "out", "--filter", "CON-C*", "--timeout",
                     "1500", env={"IMC_BUILD": str(BUILD), "IMDESK_FAULT": "overlap_deadlocks"}, timeout=SECONDS)
    assert done.returncode == 1 and counts(done)["failed"] == 1, done.stdout + done.stderr
    found = {case["id"]: case for case in cases(tmp_path / "out")}
    crossed = found.pop("CON-CROSSED")
    assert crossed["verdict"] == "fail" and "no reply within 1500 ms" in crossed["reason"]
    assert len(found) == 3 and {case["verdict"] for case in found.values()} == {"pass"}, done.stdout
    assert sessions() == [] and list(processes("wine")) == [], "something of the session is left"


@pytest.mark.parametrize("way, sign", [("local,vtable", signal.SIGINT), ("inproc,vtable", signal.SIGKILL)])
def test_a_kit_that_is_killed_leaves_nothing_and_can_go_on(tmp_path, way, sign):
    out = tmp_path / "out"
    command = ["run", f"com:Imconform.Desk,{way}", "--out", out, *PART]
    with subprocess.Popen([PROGRAM, *map(str, command)], cwd=SRC, env=dict(os.environ, IMC_BUILD=str(BUILD)),
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as kit:
        wait_until(lambda: judged(out) >= 5)
        cores = {frozenset(os.sched_getaffinity(number)) for number in processes("imconform.desk")}
        assert [len(own) for own in cores] == [1], f"the bridge is not on one core: {cores}"
        os.killpg(kit.pid, sign)
        kit.wait(timeout=SECONDS)
    wait_until(lambda: sessions() == [] and list(processes("wine")) == [])
    wait_until(lambda: not (BUILD / f"wine/guard-{kit.pid}").exists())
    seen = judged(out)
    done = imconform(*command, "--resume", env={"IMC_BUILD": str(BUILD)}, timeout=SECONDS)
    assert done.returncode == 0 and counts(done)["failed"] == 0, done.stdout + done.stderr
    assert len(cases(out)) > seen >= 5 and sessions() == []
