"""The COM server under Wine: registered, activated, driven by a client program and by scripts, and unregistered again.

The tests share one prefix and run in the order in which they stand here.
"""
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from com_support import COM, PREFIX_PY, prefix, prefix_py

TESTS = Path(__file__).parent
CLIENT = COM / "client.exe"
SERVER = COM / "imdesk.exe"
SECONDS = 120


@pytest.fixture(name="folder", scope="module")
def fixture_folder():
    with prefix("server") as folder:
        yield folder


def run(folder, *words):
    """(status, what it printed)"""
    status, output, errors = prefix_py("run", folder, *words, seconds=SECONDS)
    return status, output + errors


def eventually(condition):
    deadline = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def server_processes(folder):
    """The ids of the local servers that run in the prefix."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (f"WINEPREFIX={folder}".encode() in (entry / "environ").read_bytes().split(b"\0")
                        and b"imdesk.exe" in (entry / "cmdline").read_bytes().lower()):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


@contextmanager
def serving(folder):
    """A local server that stays; it is asked to go at the end."""
    ready = folder / "ready"
    with open(folder / "server.txt", "wb") as output, subprocess.Popen(
            [sys.executable, PREFIX_PY, "run", folder, SERVER, "/Serve", f"Z:{ready}"],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output) as server:
        assert eventually(lambda: ready.exists() or server.poll() is not None) and server.poll() is None
        try:
            yield
            assert run(folder, CLIENT, "quit")[0] == 0
            assert server.wait(timeout=SECONDS) == 0
        finally:
            server.kill()
    ready.unlink()


def all_passed(output, least):
    """A program that runs others ends with its own counts."""
    counts = re.findall(r"^(\d+) passed, (\d+) failed$", output, re.MULTILINE)
    assert counts and counts[-1][1] == "0" and int(counts[-1][0]) >= least, output


def test_nothing_is_there_before_it_is_registered(folder):
    assert run(folder, CLIENT, "create", "inproc")[0] == 1


@pytest.mark.parametrize("apartment", ["sta", "mta"])
def test_in_the_process_of_the_client(folder, apartment):
    assert run(folder, "regsvr32", "/s", COM / "imdesk.dll")[0] == 0
    all_passed(run(folder, CLIENT, "inproc", apartment)[1], 40)
    assert run(folder, CLIENT, "create", "local")[0] == 1


@pytest.mark.parametrize("script", ["client.vbs", "client.js"])
def test_a_script_as_client(folder, script):
    written = (TESTS / script).read_text(encoding="ascii")
    _, output = run(folder, "cscript", "//nologo", f"Z:{TESTS / script}")
    # A statement that fails is left out in silence, so every check has to be counted.
    all_passed(output, len(re.findall(r"^check\b", written, re.MULTILINE | re.IGNORECASE)))


def test_each_wrong_server_is_noticed(folder):
    faults = (TESTS / "../server/faults.def").read_text(encoding="ascii").count("\nFAULT(")
    assert faults >= 25
    all_passed(run(folder, CLIENT, "faults")[1], faults)


def test_in_a_process_of_its_own(folder):
    assert run(folder, SERVER, "/RegServer")[0] == 0
    with serving(folder):
        all_passed(run(folder, CLIENT, "local", "sta")[1], 40)
        all_passed(run(folder, CLIENT, "local", "mta")[1], 40)


def test_com_starts_it_and_it_ends_when_nobody_needs_it(folder):
    assert server_processes(folder) == []
    assert run(folder, CLIENT, "create", "local")[0] == 0
    assert eventually(lambda: server_processes(folder) == [])
    assert run(folder, CLIENT, "open", "alice@example.com")[0] == 0
    time.sleep(0.5)
    assert len(server_processes(folder)) == 1, "the window has gone with its client"
    assert run(folder, CLIENT, "quit")[0] == 0
    assert eventually(lambda: server_processes(folder) == [])


def test_the_documented_ids_are_taken_only_when_asked_for(folder):
    assert run(folder, CLIENT, "inproc", "sta", "documented")[0] == 1
    assert run(folder, "regsvr32", "/s", "/n", "/i:documented", COM / "imdesk.dll")[0] == 0
    all_passed(run(folder, CLIENT, "inproc", "sta", "documented")[1], 40)
    assert run(folder, "regsvr32", "/s", "/u", "/n", "/i:documented", COM / "imdesk.dll")[0] == 0
    assert run(folder, CLIENT, "inproc", "sta", "documented")[0] == 1


def test_each_kind_is_unregistered_by_itself(folder):
    assert run(folder, "regsvr32", "/s", "/u", COM / "imdesk.dll")[0] == 0
    assert run(folder, CLIENT, "create", "inproc")[0] == 1
    assert run(folder, SERVER, "/UnregServer")[0] == 0
    assert run(folder, CLIENT, "create", "local")[0] == 1
    assert prefix_py("end", folder)[0] == 0
    registry = (folder / "system.reg").read_text(encoding="utf-8", errors="replace")
    assert "Imconform.Desk" not in registry and "01CF74E7-25C6-4C62-9D1F-B80C83D94761" not in registry
