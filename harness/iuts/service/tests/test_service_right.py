"""The desktop as it is by default, against the rows that leave one outcome only (3.12)."""

import pytest
from driver import (EVENTS, IN, ME, OFFLINE, ONLINE, OUT, WINDOWS, Driver, bstr, call, contact,
                    focus, get, im, obj, put, ref, release, service, user_adds, user_closes)

OK, S_FALSE, FAIL, INV = 0, 1, 0x80004005, 0x80070057
NREF, NLOG = 0x800706F4, 0x8100031E
ALICE, BOB = "alice@example.com", "bob@example.com"


@pytest.fixture
def desk():
    driver = Driver()
    driver.step(*IN)
    driver.step(*EVENTS)
    return driver


def screen(driver):
    return driver.step(*WINDOWS)["windows"]


def names(driver):
    return [event["name"] for event in driver.step(*EVENTS)["events"]]


@pytest.mark.parametrize("name", [
    ALICE, "nobody@nowhere.example", "plain", "a@b@c", "mailto:x@example.com", "x", "a b",
    "a" * 64 + "@" + "a" * 64, "\u00e9" * 20, "\U0001F600" * 64, "trailing ", "\x07bell"])
def test_a_name_opens_one_window(desk, name):
    assert desk.step(*im(name)) == {"hresult": OK, "out": "window", "window": "w1"}
    assert screen(desk) == [{"id": "h1", "contacts": [name]}]
    assert names(desk) == ["OnIMWindowCreated"]
    assert desk.step("window.contacts", {"window": "w1"}) == {"hresult": OK, "value": [name]}


@pytest.mark.parametrize("vcontact", [
    bstr("a" * 130), bstr("a" * 1000), bstr("\U0001F600" * 65), bstr(" "), bstr(" " + ALICE),
    bstr("\r"), bstr("a\r"), bstr("\na"), bstr("a\r\nb"), bstr(None), bstr(""),
    ref(bstr(" " + ALICE)), {"vt": "VT_BYREF|VT_BSTR", "value": "a\n"}, {"vt": "VT_EMPTY"},
    {"vt": "VT_NULL"}, {"vt": "VT_ERROR", "value": -2147352572},
    {"vt": "VT_DISPATCH", "value": None}, {"vt": "VT_DISPATCH", "object": "foreign"},
    {"vt": "VT_I4", "value": 5}, {"vt": "VT_BOOL", "value": False}])
def test_a_bad_argument_is_refused_and_opens_nothing(desk, vcontact):
    assert desk.step(*im(vcontact)) == {"hresult": INV, "out": "null"}
    assert screen(desk) == [] and names(desk) == []


def test_surrogates_and_nuls_survive(desk):
    desk.step(*im({"vt": "VT_BSTR", "utf16": [97, 0xD800, 0]}))
    desk.step(*im("\U0001F600\ud800"))
    desk.step(*im({"vt": "VT_BSTR", "utf16": [0xD83D, 0xDE00, 0xD800]}))
    assert [w["contacts"] for w in screen(desk)] == [["a\ud800\0"], ["\U0001F600\ud800"]]


def test_null_out_pointer(desk):
    assert desk.step(*im(ALICE, out="null")) == {"hresult": NREF, "out": "none"}
    assert screen(desk) == []
    assert desk.step(*im(ALICE, out="null", binding="dispatch")) == {"hresult": OK, "out": "none"}
    assert len(screen(desk)) == 1


def test_oneself_is_refused(desk):
    desk.step(*contact(ME))
    for who in (ME, ME.upper(), obj("c1"), ref(bstr(ME))):
        assert desk.step(*im(who)) == {"hresult": FAIL, "out": "null"}
    assert screen(desk) == [] and names(desk) == []


def test_the_sign_in_state_counts_now():
    desk = Driver()
    assert desk.step(*im(ALICE)) == {"hresult": NLOG, "out": "null"}
    for _ in range(3):
        desk.step(*IN)
        assert desk.step(*im(ALICE))["hresult"] == OK
        desk.step(*OUT)
        assert desk.step(*im(ALICE))["hresult"] == NLOG
        assert screen(desk) == []


def test_the_primary_service_is_the_one_that_counts(desk):
    desk.step(*service("signIn", "secondary"))
    desk.step(*contact("zoe@work.example", "secondary"))
    assert desk.step(*im(obj("c1")))["hresult"] == OK
    desk.step(*service("signOut", "primary"))
    assert desk.step(*im(obj("c1")))["hresult"] == NLOG
    assert names(desk) == ["OnIMWindowCreated", "OnMyStatusChange", "OnIMWindowDestroyed",
                           "OnSignout", "OnMyStatusChange"]


def test_a_held_window_is_reused_in_every_form(desk):
    desk.step(*im(ALICE))
    handle = desk.step(*get("w1", "HWND"))["value"]
    desk.step(*contact(ALICE))
    for who in (ALICE, obj("c1"), ref(bstr(ALICE)), obj("c1", "VT_BYREF|")):
        assert desk.step(*im(who)) == {"hresult": OK, "out": "window", "window": "w1"}
    assert desk.step(*get("w1", "HWND"))["value"] == handle
    assert len(screen(desk)) == 1 and names(desk) == ["OnIMWindowCreated"]


def test_references_are_counted_one_by_one(desk):
    for _ in range(3):
        desk.step(*im(ALICE))
    assert [desk.step(*release("w1")) for _ in range(2)] == [{"refs": 2}, {"refs": 1}]
    assert desk.step(*im(ALICE))["window"] == "w1"
    assert [desk.step(*release("w1")) for _ in range(2)] == [{"refs": 1}, {"refs": 0}]
    assert desk.step(*release("w1")) == {"error": -32602}
    assert desk.step(*im(ALICE))["window"] == "w2" and len(screen(desk)) == 1


def test_a_closed_window_is_dead_and_can_be_opened_again(desk):
    for close in (user_closes("w1"), call("w2", "Close"), user_closes("w3")):
        token = close[1]["window"]
        assert desk.step(*im(ALICE)) == {"hresult": OK, "out": "window", "window": token}
        desk.step(*close)
        assert screen(desk) == []
        for name in ("HWND", "IsClosed", "Left", "Width"):
            assert desk.step(*get(token, name)) == {"hresult": FAIL}
        assert desk.step(*put(token, "Top", 1)) == {"hresult": FAIL}
        assert desk.step(*call(token, "Show")) == {"hresult": FAIL}
        assert desk.step(*call(token, "Close")) == {"hresult": S_FALSE}
    assert names(desk) == ["OnIMWindowCreated", "OnIMWindowDestroyed"] * 3


def test_sign_out_closes_everything(desk):
    for name in (ALICE, BOB, "c@example.com", BOB):
        desk.step(*im(name))
    desk.step(*user_adds("w1", "dave@example.com"))
    desk.step(*release("w3"))
    desk.step(*OUT)
    assert screen(desk) == []
    assert names(desk).count("OnIMWindowDestroyed") == 3
    desk.step(*IN)
    assert desk.step(*get("w1", "HWND")) == {"hresult": FAIL}
    assert desk.step(*release("w2")) == {"refs": 1}


def test_offline_cuts_the_objects_off(desk):
    desk.step(*im(ALICE))
    desk.step(*OFFLINE)
    assert desk.step(*get("w1", "IsClosed")) == {"hresult": FAIL}
    assert desk.step(*im(ALICE))["hresult"] == NLOG
    desk.step(*ONLINE)
    assert desk.step(*get("w1", "IsClosed")) == {"hresult": FAIL}
    assert desk.step(*im(ALICE))["window"] == "w2"
    assert desk.step(*get("w2", "IsClosed")) == {"hresult": OK, "value": False}


def test_focus_is_told_by_s_false(desk):
    desk.step(*focus(False))
    assert desk.step(*im(ALICE)) == {"hresult": S_FALSE, "out": "window", "window": "w1"}
    assert desk.step(*im(ME))["hresult"] == FAIL
    assert desk.step(*im(" x"))["hresult"] == INV


def test_sizes_are_positive_and_places_are_free(desk):
    desk.step(*im(ALICE))
    for name, value, code in (("Width", 0, INV), ("Height", -3, INV), ("Width", 500, OK),
                              ("Left", -700, OK), ("Top", 0, OK)):
        assert desk.step(*put("w1", name, value)) == {"hresult": code}
    assert desk.step(*get("w1", "Width"))["value"] == 500
    assert desk.step(*get("w1", "Left"))["value"] == -700


def test_reset_forgets_everything_and_tokens_stay_unique(desk):
    desk.step(*im(ALICE))
    desk.step(*focus(False))
    desk.step("reset", {"localUser": "x@example.com", "contacts": []})
    assert screen(desk) == [] and names(desk) == []
    assert desk.step(*im(ALICE))["hresult"] == NLOG
    desk.step(*IN)
    assert desk.step(*im(ME)) == {"hresult": OK, "out": "window", "window": "w2"}
    assert desk.step(*get("w1", "HWND")) == {"error": -32602}
