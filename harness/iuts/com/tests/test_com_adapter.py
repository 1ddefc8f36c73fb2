"""COM servers through the bridge: locators, a part of the suite in each way of calling, servers that die or hang."""
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from com_support import BUILD, SRC

sys.path.insert(0, str(SRC / "harness/tests"))
from cli_support import cases, counts, imconform  # noqa: E402  (it lies in the folder named above)

PART = ("--filter", "*REF-*")
WAYS = ("inproc,vtable", "inproc,dispatch", "local,vtable", "local,dispatch", "inproc,vtable,mta")


def run(way, out, *options, **more):
    return imconform("run", f"com:Imconform.Desk,{way}", "--out", out, *options, timeout=240,
                     env={"IMC_BUILD": str(BUILD), **more.pop("env", {})}, **more)


def sessions():
    return sorted(path.name for path in (BUILD / "wine").glob("session-*"))


def processes(*words):
    """The ids of processes of sessions that have all these words in their command line."""
    for entry in Path("/proc").iterdir():
        try:
            line = (entry / "cmdline").read_bytes().lower()
            if (entry.name.isdigit() and all(word.encode() in line for word in words)
                    and f"WINEPREFIX={BUILD}/wine/session-".encode() in (entry / "environ").read_bytes()):
                yield int(entry.name)
        except OSError:
            continue


@pytest.mark.parametrize("way", WAYS)
def test_nothing_fails_in_any_way_of_calling(tmp_path, way):
    done = run(way, tmp_path, *PART)
    assert done.returncode == 0, done.stdout + done.stderr
    found = counts(done)
    assert found["failed"] == found["errors"] == 0 and found["passed"] >= 30, found
    assert sessions() == [], "a session was left behind"
    refused = [case["id"] for case in cases(tmp_path) if "a NULL ppMWindow" in case["reason"]]
    assert bool(refused) == (way != "inproc,vtable"), refused


def test_what_invoke_does_not_show_is_inconclusive(tmp_path):
    done = run("inproc,dispatch", tmp_path, "--filter", "ENDED-OUT-DISPATCH")
    assert done.returncode == 2 and counts(done)["inconclusive"] == 1, done.stdout + done.stderr
    assert "S_OK may have been S_FALSE, which Invoke does not show" in done.stdout


@pytest.mark.parametrize("locator, reason", [
    ("com:", "there is no server; expected a ProgID or {CLSID}"),
    ("com:,local", "there is no server"),
    ("com:Imconform.Desk,odd", "found odd; expected inproc or local, vtable or dispatch, sta or mta"),
    ("com:Absent.Messenger", "no class is registered under that name: 0x800401F3"),
    ("com:{00000000-0000-0000-0000-000000000001}", "the server cannot be created: 0x80040154"),
])
def test_what_cannot_be_created_is_named(tmp_path, locator, reason):
    done = imconform("run", locator, "--out", tmp_path / "out", env={"IMC_BUILD": str(BUILD)}, timeout=120)
    assert done.returncode == 2 and reason in done.stderr, done.stdout + done.stderr
    assert sessions() == []


def test_a_machine_without_wine_is_told_what_installs_it(tmp_path):
    (tmp_path / "python3").symlink_to("/usr/bin/python3")
    done = imconform("run", "com:Imconform.Desk", "--out", tmp_path / "out",
                     env={"IMC_BUILD": str(BUILD), "PATH": str(tmp_path)})
    assert done.returncode == 2
    assert "there is no wine; apt-get install --no-install-recommends wine wine64" in done.stderr


@pytest.mark.parametrize("way, victim, sign", [("local,vtable", "imdesk.exe", signal.SIGKILL),
                                               ("local,vtable", "imdesk.exe", signal.SIGSTOP),
                                               ("inproc,vtable", "imbridge.exe", signal.SIGKILL)])
def test_a_run_survives_a_server_that_is_killed_or_hangs(tmp_path, way, victim, sign):
    struck = []

    def strike():
        deadline = time.monotonic() + 60
        journal = tmp_path / "out/journal.jsonl"
        while time.monotonic() < deadline and not struck:
            if journal.exists() and journal.read_bytes().count(b'"record":"case"') >= 5:
                for number in processes(victim):
                    os.kill(number, sign)
                    struck.append(number)
            time.sleep(0.005)

    thread = threading.Thread(target=strike)
    thread.start()
    done = run(way, tmp_path / "out", "--filter", "REF-*", "--timeout", "1500")
    thread.join()
    assert struck, "nothing was struck: the run was over before"
    assert done.returncode == 1, done.stdout + done.stderr
    found = counts(done)
    assert 1 <= found["failed"] + found["inconclusive"] and found["failed"] <= 3 and found["passed"] >= 20, done.stdout
    assert sessions() == [] and list(processes("wine")) == [], "something of the session is left"
