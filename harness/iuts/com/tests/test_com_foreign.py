"""COM servers that others wrote, which have a part of the interface or none: each run ends soon, with a report that
says what was found and what can be done."""
import concurrent.futures
import re
import sys

import pytest

from com_support import BUILD, COM, SRC, prefix, prefix_py, processes, sessions

sys.path.insert(0, str(SRC / "harness/tests"))
from cli_support import cases, counts, imconform  # noqa: E402  (it lies in the folder named above)

TABLE = (SRC / "harness/iuts/com/tests/foreign.def").read_text(encoding="ascii")
NAMES = re.findall(r"^FOREIGN\((\w+),", TABLE, re.MULTILINE)
# Further classes, which are only registered: what stands as their server.
ODD = {
    "NoFile": ("InprocServer32", "Z:\\\\nowhere\\\\absent.dll"),
    "EndsAtOnce": ("LocalServer32", "C:\\\\windows\\\\system32\\\\cmd.exe /c exit"),
    "NeverRegisters": ("LocalServer32", f"\\\"Z:{COM}/imdesk.exe\\\" /Serve C:\\\\ready"),
}


def class_id(number):
    return f"{{{0x8E5B7A00 + number:08X}-2C41-4D0B-9A67-3F51C80E24B7}}"


def registry():
    servers = {name: [("InprocServer32", f"Z:{COM}/foreign.dll"), ("LocalServer32", f"Z:{COM}/foreign.exe")]
               for name in NAMES}
    servers.update({name: [server] for name, server in ODD.items()})
    text = "REGEDIT4\n"
    for number, (name, entries) in enumerate(servers.items()):
        text += f"\n[HKEY_CLASSES_ROOT\\Foreign.{name}\\CLSID]\n@=\"{class_id(number)}\"\n"
        for key, value in entries:
            text += f"\n[HKEY_CLASSES_ROOT\\CLSID\\{class_id(number)}\\{key}]\n@=\"{value}\"\n"
    return text


@pytest.fixture(name="folder", scope="module")
def fixture_folder():
    with prefix("foreign") as folder:
        (folder / "foreign.reg").write_text(registry(), encoding="ascii")
        assert prefix_py("run", folder, "regsvr32", "/s", COM / "imdesk.dll")[0] == 0
        assert prefix_py("run", folder, "regedit", "/S", f"Z:{folder}/foreign.reg")[0] == 0
        assert prefix_py("end", folder)[0] == 0
        yield folder


# Locator, options, status, and what has to be said: the rule that is blamed first, or words.
RUNS = [
    ("Refuses", (), 1, "NOT_SIGNED_IN"),
    ("Refuses,local", ("--filter", "OUT-V*"), 1, "NOT_SIGNED_IN"),
    ("Bare", ("--filter", "OUT-*"), 1, "NOT_SIGNED_IN"),
    ("NoInvoke", ("--filter", "WIN-*"), 0, "would show"),
    ("InvokeOnly", ("--filter", "*CLOSE*"), 0, "would show"),
    ("NoControl", ("--filter", "WIN-*"), 0, "would show"),
    ("NoControl,local", ("--filter", "WIN-*"), 0, "would show"),
    ("Silent", ("--filter", "EVENT-WINDOW-CREATED-T*", "--grace", "100"), 1, "EVENT_CREATED"),
    ("OddWindows", ("--filter", "WIN-OUT-*"), 1, "OUT_WINDOW"),
    ("Stays", (), 2, "the server is signed in, and Signout answers 0x80004001; sign it out before the run"),
    ("NoMessenger", (), 2, "the server answers neither IMessenger nor IDispatch: 0x80004002"),
    ("CannotCreate", (), 2, "CreateInstance refuses: 0x80004005"),
    ("CreatesNothing", (), 2, "CreateInstance succeeds, but what it gives is no object"),
    ("CreatesGarbage", (), 2, "CreateInstance succeeds, but what it gives is no object"),
    ("CrashesAtOnce", (), 2, "a crash in the process of the server: 0xC0000005"),
    ("NeverComes", ("--start-timeout", "3000"), 2, "does it register its class? --start-timeout gives it longer"),
    ("NeverRegisters,local", ("--start-timeout", "3000"), 2, "does it register its class?"),
    ("EndsAtOnce,local", (), 2, "the server cannot be created"),
    ("NoFile", (), 2, "the server cannot be created"),
    ("NoFile,local", (), 2, "0x80040154; is it registered for the other way, inproc or local?"),
    ("Absent", (), 2, "0x800401F3; register the server in a prefix, and name that by IMCONFORM_PREFIX"),
]


@pytest.fixture(name="runs", scope="module")
def fixture_runs(request, folder, tmp_path_factory):
    """Those that were chosen, two at a time."""
    outs = tmp_path_factory.mktemp("runs")
    environment = {"IMC_BUILD": str(BUILD), "IMCONFORM_PREFIX": str(folder)}
    chosen = [item.callspec.params["row"] for item in request.session.items
              if getattr(item, "callspec", None) and "row" in item.callspec.params]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        yield {row: (outs / str(row), pool.submit(imconform, "run", f"com:Foreign.{RUNS[row][0]}", "--out",
                                                  outs / str(row), *RUNS[row][1], env=environment, timeout=240))
               for row in chosen}


@pytest.mark.parametrize("row", range(len(RUNS)), ids=[run[0] for run in RUNS])
def test_a_foreign_server_gets_a_report(runs, row):
    _, _, status, said = RUNS[row]
    out, done = runs[row][0], runs[row][1].result()
    assert done.returncode == status, done.stdout + done.stderr
    if status == 2:
        assert said in done.stderr and done.stderr.count("\n") == 1, done.stdout + done.stderr
        return
    found, records = counts(done), cases(out)
    assert found["errors"] == 0 and found["passed"] + found["failed"] >= 2, done.stdout
    assert found["failed"] <= 150, "a server that has little of the interface fails in little"
    if status == 1:
        assert re.search(rf"^rules broken, .*:\n  {said} ", done.stdout, re.MULTILINE), done.stdout
    else:
        assert said in done.stdout and found["failed"] == 0 and found["passed"] >= 12, done.stdout
    assert not any("the IUT ended" in case["reason"] for case in records)


def test_every_kind_was_run_and_nothing_is_left(runs):
    for _, run in runs.values():
        run.result()
    assert {run[0].split(",")[0] for run in RUNS} == {*NAMES, *ODD, "Absent"}
    assert sessions() == [] and list(processes("wine")) == []
