"""COM servers through the bridge: locators, and the suite in each way of calling."""
import sys

import pytest

from com_support import BUILD, SRC, sessions

sys.path.insert(0, str(SRC / "harness/tests"))
from cli_support import cases, counts, imconform  # noqa: E402  (it lies in the folder named above)

# Reasons why a case shows nothing, whatever comes in between: those of the server, and of what lies before it.
SERVER = {"the environment could not be changed", "an allowed outcome led elsewhere"}
PROXY = {"identity: a proxy", "interfaces: a proxy", "references: a proxy", "outPointers: a proxy"}
INVOKE = {"S_OK may have been S_FALSE, which Invoke does not show", "a NULL ppMWindow cannot be passed through Invoke"}
SCRIPT = {"S_OK may have been S_FALSE, which a script does not show",
          "a NULL ppMWindow cannot be passed through Invoke", "outPointers: Invoke",
          "a script cannot hold this argument: a NULL string becomes an empty one"}
# Several callers are on threads of their own, so each is behind a proxy.
BY_PROXY = {"a NULL ppMWindow does not get to the server through a proxy"}
WAYS = {
    "inproc,vtable": SERVER | BY_PROXY,
    "inproc,dispatch": SERVER | INVOKE | {"outPointers: Invoke"},
    "inproc,script": SERVER | SCRIPT,
    "local,vtable": SERVER | PROXY | BY_PROXY,
    "local,dispatch": SERVER | PROXY | INVOKE,
}


def run(way, out, *options, **more):
    return imconform("run", f"com:Imconform.Desk,{way}", "--out", out, *options, timeout=600,
                     env={"IMC_BUILD": str(BUILD), **more.pop("env", {})}, **more)


def reasons(out, known):
    """Those of the cases that showed nothing: the known ones by what they have in common, others as they are."""
    told = [case["reason"] for case in cases(out) if case["verdict"] == "inconclusive"]
    return {next((reason for reason in known if reason in whole), whole) for whole in told}


@pytest.mark.parametrize("way, known", WAYS.items())
def test_nothing_fails_and_what_cannot_be_shown_is_a_transports(tmp_path, way, known):
    done = run(way, tmp_path, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    found = counts(done)
    assert found["failed"] == found["errors"] == 0 and found["passed"] >= 1100, found
    assert reasons(tmp_path, known) == known
    of_server = [case["reason"] for case in cases(tmp_path) if any(reason in case["reason"] for reason in SERVER)]
    assert len(of_server) <= 4, of_server
    assert sessions() == [], "a session was left behind"


def test_a_caller_on_another_apartment_is_served_too(tmp_path):
    done = run("inproc,vtable,mta", tmp_path, "--filter", "*REF-*")
    assert done.returncode == 0, done.stdout + done.stderr
    found = counts(done)
    assert found["failed"] == found["errors"] == 0 and found["passed"] >= 30, found
    assert reasons(tmp_path, PROXY | BY_PROXY) <= PROXY | BY_PROXY


def test_what_invoke_does_not_show_is_inconclusive(tmp_path):
    done = run("inproc,dispatch", tmp_path, "--filter", "ENDED-OUT-DISPATCH")
    assert done.returncode == 2 and counts(done)["inconclusive"] == 1, done.stdout + done.stderr
    assert "S_OK may have been S_FALSE, which Invoke does not show" in done.stdout


def test_scripts_reach_a_local_server_too(tmp_path):
    done = run("local,script", tmp_path, "--filter", "*-SCRIPT*")
    assert done.returncode == 0, done.stdout + done.stderr
    found = counts(done)
    assert found["failed"] == found["errors"] == 0 and found["passed"] >= 25, found
    assert reasons(tmp_path, SCRIPT) <= SCRIPT


@pytest.mark.parametrize("locator, reason", [
    ("com:", "there is no server; expected a ProgID or {CLSID}"),
    ("com:,local", "there is no server"),
    ("com:Imconform.Desk,odd", "found odd; expected inproc or local, vtable, dispatch or script, sta or mta"),
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
