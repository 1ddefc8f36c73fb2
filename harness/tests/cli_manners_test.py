"""Implementations with bad manners: each gets a verdict with a reason, and the run goes on."""
import re
import socket
import subprocess
import sys
import time

import pytest
from cli_support import (BUILD, DESK, SOURCE, cases, changed_example, counts, imconform, records, run, service,
                         wrong)

DESKSERVICE = SOURCE / "harness/iuts/service/deskservice.py"
# Three cases, and the file that has them: to read all cases takes longer than to run these.
FEW = ("cases/length.yaml", "--filter", "ARG-LEN-12?")

# What the second call of instantMessage does, and what the reason has to say.
AT_THE_SECOND_CALL = {
    "crash": "ended by signal 11", "abort": "ended by signal 6", "exit": "exit status 3", "exit-zero": "exit status 0",
    "slow": "no reply within 1500 ms", "no-newline": "no end of the line within 1500 ms",
    "half-line": "ended by exit status",
    "garbage": "no JSON", "empty-line": "an empty line", "bad-utf8": "no JSON", "oversized": "more than 1048576 bytes",
    "wrong-id": "expected", "no-id": "id: found nothing", "string-id": "id: found", "no-jsonrpc": "jsonrpc",
    "old-jsonrpc": "jsonrpc", "batch": "expected",
    "unsolicited": "expected",
    "both": "not both", "neither": "expected", "bad-shape": "result.hresult: found nothing", "out-no-window": "window",
    "window-no-out": "window", "bad-out": "out", "window-number": "a token", "hresult-string": "hresult",
    "hresult-float": "hresult", "hresult-range": "hresult", "nan": "no JSON", "duplicate-key": "no JSON",
    "internal-error": "-32603", "refuse-call": "-32001",
}
# A capability that this version does not know is kept in the journal and does no harm.
ALLOWED = ("split-line", "large", "stderr-flood", "bad-capability")
AT_THE_START = {"hang-at-start": "no reply within 900 ms", "crash-at-start": "ended by signal 11",
                "stdout-noise": "no JSON", "wrong-protocol": "result.protocol"}


@pytest.mark.parametrize("kind", AT_THE_SECOND_CALL)
def test_one_bad_answer(kind, tmp_path):
    """That case fails with the reason; those before and after it pass."""
    done = run(service("--misbehave", kind, "--after", "2"), tmp_path, *FEW)
    verdicts = [case["verdict"] for case in cases(tmp_path)]
    assert (done.returncode, verdicts[0], verdicts[1]) == (1, "pass", "fail"), done.stdout
    bad = cases(tmp_path)[1]
    assert AT_THE_SECOND_CALL[kind] in bad["reason"] and "messenger.instantMessage" in bad["reason"], bad["reason"]
    assert bad["blame"] and f"because  {bad['reason'][:30]}" in done.stdout
    assert len(verdicts) == 3


def test_an_answer_too_many(tmp_path):
    """It is held against the case in which it was given, whether it arrives at once or after the next request."""
    done = run(service("--misbehave", "extra-reply", "--after", "2"), tmp_path, *FEW)
    verdicts = [case["verdict"] for case in cases(tmp_path)]
    assert (done.returncode, verdicts[:2]) == (1, ["pass", "fail"]), done.stdout
    reason = cases(tmp_path)[1]["reason"]
    ways = ("more bytes after the reply", "bytes that nobody asked for", "id: found")
    assert any(way in reason for way in ways), reason


@pytest.mark.parametrize("kind", ALLOWED)
def test_unusual_but_allowed(kind, tmp_path):
    """Nothing to complain about."""
    done = run(service("--misbehave", kind), tmp_path, *FEW)
    assert done.returncode == 0 and counts(done)["failed"] == 0


@pytest.mark.parametrize("kind", AT_THE_START)
def test_what_cannot_be_started(kind, tmp_path):
    """Status 2 with the reason; no journal that could be taken for one."""
    limit = ("--start-timeout", "900") if kind == "hang-at-start" else ()
    done = run(service("--misbehave", kind), tmp_path, *FEW, *limit)
    assert (done.returncode, done.stdout) == (2, "") and AT_THE_START[kind] in done.stderr, done.stderr
    assert not (tmp_path / "journal.jsonl").exists()


def test_what_takes_its_time_to_start(tmp_path):
    """A step may take 500 ms; a start may take longer."""
    slow = f"service:sh -c 'sleep 0.8; exec {sys.executable} {DESKSERVICE}'"
    done = run(slow, tmp_path, *FEW, "--timeout", "500")
    assert done.returncode == 0 and counts(done)["failed"] == 0, done.stdout + done.stderr


@pytest.mark.parametrize("locator, said", [
    ("library:no/such.so", "no/such.so"), (f"library:{SOURCE}/README.md", "README.md"),
    ("library:", "library:"), ("service:", "there is no command"), ("service:no-such-program", "cannot be started"),
    ("service:'unclosed", "nothing to close it"), ("service:true", "ended by exit status 0"),
    ("unix:no/such.sock", "no connection"),
    ("unix:", "the path has 0 bytes"), ("tcp:localhost", "expected HOST:PORT"),
    ("tcp:localhost:0", "expected HOST:PORT"),
    ("tcp:127.0.0.1:1", "no connection"), ("tcp:192.0.2.1:4711", "is not this machine"),
    ("tcp:[2001:db8::1]:4711", "is not this machine")])
def test_what_is_not_there(locator, said, tmp_path):
    """Status 2, at once, with the locator and the reason."""
    start = time.monotonic()
    done = run(locator, tmp_path)
    assert (done.returncode, done.stdout) == (2, "") and said in done.stderr and locator in done.stderr, done.stderr
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("fixture", sorted((BUILD / "tests/fixtures").glob("*.so")), ids=lambda path: path.stem)
def test_a_library_that_is_broken(fixture, tmp_path):
    """Whatever it does, the program ends with a status of its own."""
    done = run(f"library:{fixture}", tmp_path, *FEW)
    assert done.returncode in (0, 1, 2)
    assert done.returncode != 2 or done.stderr or "inconclusive" in done.stdout


@pytest.mark.parametrize("name, said", [("crash_empty_string", "the IUT crashed: signal 6"),
                                        ("hang_empty_string", "the IUT did not come back within")])
def test_a_library_that_breaks_down(name, said, tmp_path):
    """The cases that touch the sore spot fail with that reason, and only those."""
    done = run(wrong(name), tmp_path, "--filter", "ARG-*EMPTY*")
    bad = [case for case in cases(tmp_path) if case["verdict"] == "fail"]
    assert done.returncode == 1 and bad and len(bad) < len(cases(tmp_path))
    assert any(said in case["reason"] for case in bad), [case["reason"] for case in bad]
    assert bad[0]["at"] == len(bad[0]["steps"]) and "observation" not in bad[0]["steps"][-1]


def test_three_silences_in_a_row(tmp_path):
    """The rest is not run: errors with that reason, status 1, and it says so."""
    done = run(service("--misbehave", "hang"), tmp_path, FEW[0], "--filter", "ARG-LEN-1*", "--timeout", "300")
    verdicts = [case["verdict"] for case in cases(tmp_path)]
    assert done.returncode == 1 and verdicts == ["fail"] * 3 + ["error"] * (len(verdicts) - 3) and len(verdicts) > 5
    assert all(case["reason"].startswith("not run") for case in cases(tmp_path)[3:])
    assert "stopped: the IUT did not answer 3 times in a row" in done.stdout
    assert records(tmp_path)[-1]["complete"] is False
    assert imconform("verify", tmp_path / "journal.jsonl").returncode == 0


def test_silences_that_are_not_in_a_row(tmp_path):
    """A case that answers in between: the run goes on to its end."""
    quiet = changed_example(tmp_path, ("        if name is None:\n", "        if name is not None and len(name) % 2:\n"
                                       "            import time; time.sleep(5)\n        if name is None:\n"))
    done = run(quiet, tmp_path / "out", "cases/length.yaml", "--filter", "ARG-LEN-[12]", "--timeout", "300")
    assert counts(done)["failed"] == 1 and counts(done)["errors"] == 0 and counts(done)["passed"] == 1


def test_a_case_that_takes_too_long(tmp_path):
    """Each step is in time, the case is not."""
    slow = changed_example(tmp_path, ("        if name is None:\n",
                                      "        import time; time.sleep(0.2)\n        if name is None:\n"))
    done = run(slow, tmp_path / "out", "--filter", "ARG-LEN-129-REUSE", "--case-timeout", "300")
    assert done.returncode == 1, done.stdout
    assert "the case took longer than 300 ms" in cases(tmp_path / "out")[0]["reason"]


def test_a_capability_that_is_not_there(tmp_path):
    """Declared and then unknown: a verdict of its own."""
    done = run(service("--misbehave", "undeclared"), tmp_path, *FEW)
    assert done.returncode == 1
    assert "no such method (-32601)" in cases(tmp_path)[0]["reason"]


def test_the_mandatory_part_alone(tmp_path):
    """About forty cases apply and pass; the others name the capability that they would need."""
    for name, locator in (("service", service("--misbehave", "mandatory-only")),
                          ("library", f"library:{BUILD}/iuts/right/mandatory_only.so")):
        done = run(locator, tmp_path / name)
        numbers = counts(done)
        assert done.returncode == 0 and numbers["passed"] > 30 and numbers["failed"] == numbers["errors"] == 0
        for case in cases(tmp_path / name):
            if case["verdict"] == "not applicable":
                assert re.match(r"the IUT (does not declare|has nobody who could play) ", case["reason"])
        rules = re.search(r"^(\d+) rules: (\d+) shown to hold, 0 broken, (\d+) not shown$", done.stdout, re.MULTILINE)
        assert int(rules[2]) > 0 and int(rules[1]) == int(rules[2]) + int(rules[3])


def test_what_it_writes_to_stderr_is_kept(tmp_path):
    """Beside the journal, not on the terminal."""
    talking = changed_example(tmp_path, ("    messenger = Messenger()\n",
                                         "    messenger = Messenger()\n    print('good morning', file=sys.stderr)\n"))
    done = run(talking, tmp_path / "out", *FEW)
    assert done.returncode == 0 and "good morning" not in done.stderr
    assert "good morning" in (tmp_path / "out/stderr.txt").read_text()


# --- sockets ---


@pytest.fixture(name="server")
def fixture_server(request, tmp_path):
    """The bundled service behind a socket, as a locator."""
    options = ["--tcp", "0"] if request.param == "tcp" else ["--unix", str(tmp_path / "socket")]
    process = subprocess.Popen([sys.executable, DESKSERVICE, *options], stdin=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    address = process.stderr.readline().split()[-1]
    yield f"{request.param}:{address}"
    process.kill()
    process.communicate()


@pytest.mark.parametrize("server", ["unix", "tcp"], indirect=True)
def test_a_server_behind_a_socket(server, tmp_path):
    """Two runs, one after the other."""
    for name in ("one", "two"):
        done = run(server, tmp_path / name, "--filter", "WIN-*")
        assert done.returncode == 0 and counts(done)["passed"] > 20, done.stdout + done.stderr
    assert imconform("replay", server, "ARG-LEN-130").returncode == 0
    if server.startswith("tcp:127.0.0.1"):
        by_name = server.replace("127.0.0.1", "localhost")
        assert run(by_name, tmp_path / "three", *FEW).returncode == 0


def test_a_peer_that_only_listens(tmp_path):
    """Who accepts and says nothing cannot be started."""
    with socket.create_server(("127.0.0.1", 0)) as peer:
        done = run(f"tcp:127.0.0.1:{peer.getsockname()[1]}", tmp_path, "--start-timeout", "300")
    assert done.returncode == 2 and "initialize: no reply within 300 ms" in done.stderr


def test_the_desk_is_still_right(tmp_path):
    """After all this: the embedded implementation, every case."""
    assert run(DESK, tmp_path).returncode == 0
