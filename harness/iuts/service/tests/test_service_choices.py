"""Every reading and every fault can be seen, no fault looks like a fair reading, and the
fair profiles differ from one another."""

import functools

import driver
import faults
import pytest
import readings
import scripts
import shown_by

FAULTS = {fault.name: fault for fault in faults.all_faults()}
SHOWN_FAULTS = [(name, script) for script, names in shown_by.FAULTS.items() for name in names]
SHOWN_READINGS = [(row, script) for script, rows in shown_by.READINGS.items() for row in rows]
OTHERS = [(name, value) for name, values in readings.VALUES.items() for value in values[1:]]


@functools.cache
def preferred(script):
    return repr(driver.answers(scripts.SCRIPTS[script]))


@functools.cache
def fair(script):
    """What every fair reading answers to a script, the preferred one included."""
    return {preferred(script)} | {
        repr(driver.answers(scripts.SCRIPTS[script], {name: value}))
        for name, value in OTHERS if not name.startswith("wire-")}


def test_the_lists_are_complete():
    assert sorted(name for name, _ in SHOWN_FAULTS) == sorted(FAULTS)
    assert sorted(row for row, _ in SHOWN_READINGS) == sorted(f"{n}={v}" for n, v in OTHERS)
    assert len(FAULTS) >= 80 and len(OTHERS) >= 60
    rows = [(name, value) for name, value, _, _ in readings.READINGS]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name,script", SHOWN_FAULTS)
def test_fault_shows_and_is_no_fair_reading(name, script):
    assert repr(driver.answers(scripts.SCRIPTS[script], faults=[FAULTS[name]])) not in fair(script)


@pytest.mark.parametrize("row,script", SHOWN_READINGS)
def test_reading_shows(row, script):
    name, value = row.split("=")
    assert repr(driver.answers(scripts.SCRIPTS[script], {name: value})) != preferred(script)


def test_the_preferred_desktop_never_answers_an_error():
    for name, steps in scripts.SCRIPTS.items():
        assert not [a for a in driver.answers(steps) if "error" in a], name


def test_profiles_are_consistent_and_differ():
    profiles = [readings.profile(n) for n in range(50)]
    assert profiles == [readings.profile(n) for n in range(50)]
    assert len({repr(sorted(p.items())) for p in profiles}) == 50 and profiles[0] == {}
    for profile in profiles:
        readings.Policy(profile)
        items = set(profile.items())
        assert not items & readings.NOT_IN_PROFILES
        assert not [pair for pair in readings.CONFLICTS if set(pair) <= items]
    used = {item for profile in profiles for item in profile.items()}
    left_out = set(OTHERS) - used - readings.NOT_IN_PROFILES
    assert not left_out


def test_profiles_answer_differently():
    sample = [step for name in ("several-bad", "absent", "numbers", "foreign-object", "spaces",
                                "empty-string", "reuse", "closed-by-user", "sign-out")
              for step in [*driver.START[1:], *scripts.SCRIPTS[name]]]
    seen = {repr(driver.answers(sample, readings.profile(n))) for n in range(50)}
    assert len(seen) == 50


# -- readings that must stay fair in company

ALICE, SPACED = scripts.A, " " + scripts.A


def run(steps, **chosen):
    return driver.answers(steps, {k.replace("_", "-"): v for k, v in chosen.items()})


def test_a_late_event_never_comes_after_the_end_of_its_window():
    got = run([driver.IN, driver.im(ALICE), driver.release("w1"), driver.wait(1), driver.EVENTS],
              A_44="late", A_36="closes")
    assert len(got[-1]["events"]) == 6
    assert [e["name"] for e in got[-1]["events"]][-2:] == ["OnIMWindowCreated",
                                                           "OnIMWindowDestroyed"]


def test_a_window_for_a_bad_name_is_never_one_with_oneself_or_nobody_signed_in():
    got = run([driver.im(SPACED), driver.WINDOWS, driver.IN, driver.im(" " + driver.ME),
               driver.WINDOWS, driver.im(SPACED), driver.WINDOWS], A_31="window")
    assert [len(a["windows"]) for a in got if "windows" in a] == [0, 0, 1]


def test_a_contact_that_was_asked_for_again_is_not_old():
    steps = [driver.IN, driver.contact(ALICE), driver.OUT, driver.IN, driver.contact(ALICE),
             driver.im(driver.obj("c1"))]
    assert run(steps, A_17="DISCONNECTED")[-1]["hresult"] == 0


def test_delayed_closing_is_over_within_a_second():
    steps = [driver.IN, driver.im(ALICE), driver.OUT, driver.WINDOWS, driver.IN,
             driver.im(ALICE), driver.wait(1), driver.get("w1", "HWND"),
             driver.get("w2", "IsClosed"), driver.WINDOWS]
    got = run(steps, A_41="delayed")
    assert len(got[3]["windows"]) == 1 and got[5]["window"] == "w2"
    assert got[7] == {"hresult": 0x80004005} and got[8] == {"hresult": 0, "value": False}
    assert len(got[9]["windows"]) == 1
