"""Wrong COM servers through the kit: each fault of server/faults.def is found, by a few cases of the suite, and what is
wrong is named: the rule that the kit blames first, or how the process ended.  The right server passes these cases."""
import concurrent.futures
import re
import sys

import pytest

from com_support import BUILD, SRC, sessions

sys.path.insert(0, str(SRC / "harness/tests"))
from cli_support import cases, counts, imconform  # noqa: E402  (it lies in the folder named above)

# How the kit says that a process ended, or does not answer.
DEATHS = {"crash": "the IUT ended by exit status 5", "gone": "the server is gone", "hang": "no reply within"}
# Fault, way of calling, cases, and the rule or the death that has to be named.
FAULTS = [
    ("out_pattern", "inproc", "CLEAR-*", "OUT_CLEARED"),
    ("out_garbage", "inproc", "CLEAR-*", "OUT_CLEARED"),
    ("window_not_a_window", "inproc", "WIN-OUT-*", "OUT_WINDOW"),
    ("window_without_base", "inproc", "WIN-OUT-*", "OUT_WINDOW"),
    ("handle_of_dead", "inproc", "DEAD-USER-*", "DEAD_OBJECT"),
    ("handle_of_nothing", "inproc", "HANDLE-AFTER-*", "HWND"),
    ("dead_looks_open", "inproc", "DEAD-USER-*", "DEAD_OBJECT"),
    ("dead_release_crashes", "inproc", "DEAD-USER-*", "crash"),
    ("caller_text_changed", "inproc", "WIN-OUT-*", "ARG_KEPT"),
    ("caller_text_freed", "inproc", "WIN-OUT-*", "ARG_KEPT"),
    ("caller_variable_cleared", "inproc,dispatch", "REF-DISPATCH-*", "ARG_KEPT"),
    ("caller_contact_consumed", "inproc", "OWN-CONTACT-*", "ARG_KEPT"),
    ("byref_refused", "inproc,dispatch", "REF-DISPATCH-*", "ARG_BYREF"),
    ("caller_variable_cleared", "inproc,script", "REF-SCRIPT-V*", "ARG_KEPT"),
    ("invoke_one_kind", "inproc,script", "REF-SCRIPT-V*", "OPENS"),
    ("invoke_one_locale", "inproc,script", "REF-SCRIPT-V*", "OPENS"),
    ("event_missing", "inproc", "EVENT-WINDOW-CREATED-T*", "EVENT_CREATED"),
    ("event_doubled", "inproc", "EVENT-WINDOW-CREATED-T*", "EVENT_CREATED"),
    ("event_without_window", "inproc", "EVENT-WINDOW-CREATED-T*", "EVENT_WINDOW"),
    ("event_swapped", "inproc", "EVENT-WINDOW-CREATED-T*", "EVENT_STATUS"),
    ("event_to_the_gone", "inproc", "COM-MESSENGER*-REFERENCES", "REFERENCES"),
    ("window_leaked", "inproc", "COM-WINDOW-REFERENCES", "REFERENCES"),
    ("people_leaked", "inproc", "COM-WINDOW-REFERENCES", "REFERENCES"),
    ("contact_leaked", "inproc", "COM-CONTACT-REFERENCES", "REFERENCES"),
    ("contact_counts_twice", "inproc", "COM-CONTACT-REFERENCES", "REFERENCES"),
    ("caller_contact_kept", "inproc", "COM-CONTACT-*-REFERENCES", "ARG_KEPT"),
    ("query_uncounted", "inproc", "COM-MESSENGER-REFERENCES", "REFERENCES"),
    ("window_uncounted", "inproc", "COM-WINDOW-*-REFERENCES", "REFERENCES"),
    ("dead_query_fails", "inproc", "COM-DEAD-*", "IDENTITY"),
    ("window_changes", "inproc", "COM-WINDOW-INTERFACES", "INTERFACES"),
    ("query_unknown_wins", "inproc", "COM-CONTACT-INTERFACES", "INTERFACES"),
    ("query_leaves_pattern", "inproc", "COM-CONTACT-INTERFACES", "INTERFACES"),
    ("query_other_code", "inproc", "COM-*-INTERFACES", "INTERFACES"),
    ("query_one_way", "inproc", "COM-MESSENGER-INTERFACES", "INTERFACES"),
    ("query_not_on", "inproc", "COM-MESSENGER-INTERFACES", "INTERFACES"),
    ("identity_of_part", "inproc", "COM-MESSENGER-IDENTITY", "IDENTITY"),
    ("contact_out_pattern", "inproc", "COM-MESSENGER*", "OUT_CLEARED"),
    ("dead_out_pattern", "inproc", "COM-DEAD-CLOSED*", "OUT_CLEARED"),
    ("invoke_swallows", "inproc", "COM-INVOKE-*", "INVOKE_EXCEPTION"),
    ("invoke_other_code", "inproc", "*LEN-130*", "INVOKE_EXCEPTION"),
    ("invoke_raw_code", "inproc", "COM-INVOKE-*", "INVOKE_EXCEPTION"),
    ("invoke_any_count", "inproc", "COM-INVOKE-*", "INVOKE_ERRORS"),
    ("invoke_wrong_id", "inproc", "COM-INVOKE-*", "INVOKE_ERRORS"),
    ("invoke_any_name", "inproc", "COM-INVOKE-*", "INVOKE_ERRORS"),
    ("invoke_one_spelling", "inproc", "COM-INVOKE-*", "INVOKE_ERRORS"),
    ("invoke_any_member", "inproc", "COM-INVOKE-*", "INVOKE_ERRORS"),
    ("invoke_any_type", "inproc", "COM-INVOKE-*", "INVOKE_ERRORS"),
    ("invoke_any_argument_name", "inproc", "COM-INVOKE-*", "INVOKE_ERRORS"),
    ("crash_in_call", "inproc", "WIN-OUT-*", "crash"),
    ("crash_in_call", "local", "WIN-OUT-NAME", "gone"),
    ("hang_in_call", "inproc", "WIN-OUT-*", "hang"),
    ("hang_in_call", "local", "WIN-OUT-NAME", "hang"),
    ("dies_between_calls", "local", "HANDLE-AFTER-*", "gone"),
    ("overlap_shares_result", "local", "CON-DISTINCT", "DISTINCT_WINDOWS"),
    ("overlap_loses_window", "inproc,dispatch", "CON-DISTINCT", "REUSE"),
    ("overlap_loses_window", "local", "CON-DISTINCT", "REUSE"),
    ("overlap_loses_event", "inproc", "CON-DISTINCT-EVENT", "EVENT_CREATED"),
    ("overlap_crashes", "inproc", "CON-DISTINCT", "crash"),
    ("overlap_crashes", "local", "CON-DISTINCT", "gone"),
    ("overlap_deadlocks", "inproc", "CON-DISTINCT", "hang"),
]
NAMES = [f"{fault}-{way}" for fault, way, _, _ in FAULTS]


def run(way, out, *options, fault=None):
    return imconform("run", f"com:Imconform.Desk,{way}", "--out", out, "--grace", "300", "--timeout", "1000", *options,
                     env={"IMC_BUILD": str(BUILD), **({"IMDESK_FAULT": fault} if fault else {})}, timeout=240)


def blamed_first(done):
    """The rule that the summary names first."""
    block = re.search(r"^rules broken, .*:\n  (\w+)", done.stdout, re.MULTILINE)
    return block and block.group(1)


@pytest.fixture(name="runs", scope="module")
def fixture_runs(request, tmp_path_factory):
    """The runs of the chosen faults, two at a time: most of the time is spent on starts and their ends."""
    folder = tmp_path_factory.mktemp("faults")
    chosen = [item.callspec.params["row"] for item in request.session.items
              if getattr(item, "callspec", None) and "row" in item.callspec.params]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        yield {row: (folder / str(row), pool.submit(run, FAULTS[row][1], folder / str(row), "--filter", FAULTS[row][2],
                                                    fault=FAULTS[row][0])) for row in chosen}


@pytest.mark.parametrize("row", range(len(FAULTS)), ids=NAMES)
def test_a_fault_is_found_and_named(runs, row):
    named = FAULTS[row][3]
    out, done = runs[row][0], runs[row][1].result()
    assert done.returncode == 1, done.stdout + done.stderr
    if named in DEATHS:
        assert any(DEATHS[named] in case["reason"] for case in cases(out)), done.stdout
    else:
        assert blamed_first(done) == named, done.stdout


@pytest.mark.parametrize("way", sorted({way for _, way, _, _ in FAULTS}))
def test_the_right_server_passes_the_same_cases(tmp_path, way):
    globs = {glob for _, used, glob, _ in FAULTS if used == way}
    listed = [imconform("list", "--filter", glob).stdout for glob in globs]
    wanted = {line.split()[0] for text in listed for line in text.splitlines() if ".yaml:" in line}
    files = {re.search(r"(\S+\.yaml):", line).group(1) for text in listed for line in text.splitlines()
             if ".yaml:" in line}
    done = run(way, tmp_path / "out", *sorted(files))
    assert done.returncode == 0 and counts(done)["failed"] == 0, done.stdout + done.stderr
    verdicts = {case["id"]: case["verdict"] for case in cases(tmp_path / "out")}
    assert wanted <= set(verdicts) and len(wanted) >= len(globs)
    assert sum(verdicts[case] == "pass" for case in wanted) >= 0.8 * len(wanted), verdicts


def test_another_object_of_the_open_window_is_right(tmp_path):
    """A-34 accepts it while the first object is held, too: that is when a window is returned at all (C-27, A-37)."""
    done = run("inproc", tmp_path, "--filter", "WIN-*", fault="window_new_identity")
    assert done.returncode == 0 and counts(done)["failed"] == 0, done.stdout + done.stderr
    choices = [choice for case in cases(tmp_path) for choice in case["choices"]]
    taken = {choice["reading"] for choice in choices if choice["ambiguity"] == "A-34"}
    assert taken == {"WINDOW"}


def test_every_fault_has_a_row():
    lists = [SRC / "harness/iuts/com/server" / name for name in ("faults.def", "overlaps.def")]
    text = "".join(path.read_text(encoding="ascii") for path in lists)
    known = re.findall(r"^FAULT\((\w+),", text, re.MULTILINE)
    assert {fault for fault, *_ in FAULTS} == set(known) and len(known) >= 25
    assert sessions() == []
