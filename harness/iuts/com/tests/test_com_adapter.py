"""COM servers through the bridge: locators, and a part of the suite in each way of calling."""
import sys

import pytest

from com_support import BUILD, SRC, sessions

sys.path.insert(0, str(SRC / "harness/tests"))
from cli_support import cases, counts, imconform  # noqa: E402  (it lies in the folder named above)

PART = ("--filter", "*REF-*")
WAYS = ("inproc,vtable", "inproc,dispatch", "local,vtable", "local,dispatch", "inproc,vtable,mta")


def run(way, out, *options, **more):
    return imconform("run", f"com:Imconform.Desk,{way}", "--out", out, *options, timeout=240,
                     env={"IMC_BUILD": str(BUILD), **more.pop("env", {})}, **more)


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
