"""What only COM shows: the laws that every object keeps, and Invoke's own answers.  The right server keeps and gives
them in every way of calling, and so do right servers that count otherwise; each wrong one is found."""
import pytest

from com_support import COM, prefix, prefix_py
from test_com_bridge import bridge

LAWS = ("identity", "interfaces", "references", "outPointers")
E_FAIL, E_INVALIDARG = -2147467259, -2147024809
DISP_E_EXCEPTION = -2147352567
ANSWERS = {
    "idOfName": {"hresult": 0, "value": 1290}, "idOfOtherCase": {"hresult": 0, "value": 1290},
    "idOfUnknownName": {"hresult": -2147352570}, "unknownMember": {"hresult": -2147352573},
    "noArgument": {"hresult": -2147352562}, "tooMany": {"hresult": -2147352562},
    "namedArgument": {"hresult": -2147352572}, "unconvertible": {"hresult": -2147352571},
    "refusedName": {"hresult": DISP_E_EXCEPTION, "scode": E_INVALIDARG},
    "ownName": {"hresult": DISP_E_EXCEPTION, "scode": E_FAIL},
}


@pytest.fixture(name="folder", scope="module")
def fixture_folder():
    with prefix("laws") as folder:
        assert prefix_py("run", folder, "regsvr32", "/s", COM / "imdesk.dll")[0] == 0
        assert prefix_py("run", folder, COM / "imdesk.exe", "/RegServer")[0] == 0
        yield folder


def objects(client):
    """A window with a contact in it, both held more than once, and the messenger."""
    client.begin()
    contact = [client.ask("messenger.getContact", signinName="alice@example.com")["contact"] for _ in range(3)][0]
    window = client.message({"vt": "VT_DISPATCH", "contact": contact})["window"]
    return {"messenger": "messenger", "window": window, "contact": contact}


def ends(client, window):
    assert client.ask("window.release", window=window) is not None
    assert client.ask("shutdown") == {}
    assert client.process.wait(timeout=30) == 0


def checked(client, thing, law):
    return client.reply("object.check", object=thing, law=law)


@pytest.mark.parametrize("words, cannot", [
    (("inproc", "vtable", "sta"), ()),
    (("inproc", "dispatch", "sta"), ("outPointers",)),
    (("inproc", "vtable", "mta"), LAWS),
    (("local", "dispatch"), LAWS),
])
def test_the_right_server_is_blamed_for_nothing(folder, words, cannot):
    with bridge(folder, *words) as client:
        known = client.ask("initialize", protocol=1)["capabilities"]
        assert {"object.check", "messenger.invoke"} <= set(known)
        here = objects(client)
        assert {call: client.ask("messenger.invoke", call=call) for call in ANSWERS} == ANSWERS
        for change in (None, "user.closeWindow", "client.signOut"):
            if change:
                client.ask(change, **({"window": here["window"]} if change == "user.closeWindow" else {}))
            for thing in here.values():
                for law in LAWS:
                    got = checked(client, thing, law)
                    if law in cannot:
                        assert got["error"]["code"] == -32001 and law in got["error"]["message"], (thing, law, got)
                    else:
                        assert got["result"] == {"holds": True}, (thing, law, change, got)
        assert client.ask("messenger.invoke", call="ownName")["scode"] == -2130705634
        ends(client, here["window"])


@pytest.mark.parametrize("trait", ["counts_always_one", "counts_two_and_one", "part_for_each_call",
                                   "collects_now_and_then", "gives_back_later"])
def test_a_server_that_counts_otherwise_is_right(folder, trait):
    with bridge(folder, "inproc", fault=trait) as client:
        here = objects(client)
        assert client.message()["window"] == here["window"]
        for thing in here.values():
            for law in LAWS:
                assert checked(client, thing, law)["result"] == {"holds": True}, (thing, law)
        told = client.ask("window.release", window=here["window"])
        assert ("refs" in told) == (trait in ("collects_now_and_then", "gives_back_later")), told
        ends(client, here["window"])


@pytest.mark.parametrize("fault, thing, law, found", [
    ("query_unknown_wins", "window", "interfaces", "answers an interface that nobody has; right is E_NOINTERFACE"),
    ("query_leaves_pattern", "window", "interfaces", "refused and left what the caller had put there"),
    ("query_leaves_pattern", "contact", "outPointers", "QueryInterface for an interface that nobody has"),
    ("query_other_code", "contact", "interfaces", "refused with 0x80004005; right is E_NOINTERFACE"),
    ("query_one_way", "messenger", "interfaces", "IConnectionPointContainer of messenger refuses IMessenger, which"),
    ("query_not_on", "messenger", "interfaces", "IConnectionPointContainer of messenger refuses IDeskControl, which"),
    ("window_changes", "window", "interfaces", "refuses IMessengerConversationWnd, which"),
    ("dead_query_fails", "dead", "interfaces", "refuses IUnknown, which it answered before"),
    ("dead_query_fails", "dead", "identity", "asked for IUnknown, gave none"),
    ("identity_of_part", "messenger", "identity", "IConnectionPointContainer of messenger, asked for IUnknown, gave"),
    ("window_leaked", "window", "references", "the call of InstantMessage that gave the window"),
    ("caller_contact_kept", "contact", "references", "the call of InstantMessage that gave the window"),
    ("caller_contact_consumed", "contact", "references", "the call of InstantMessage that gave the window"),
    ("query_uncounted", "messenger", "references", "QueryInterface for IMessenger2, with Release"),
    ("contact_counts_twice", "contact", "references", "AddRef and then Release"),
    ("event_to_the_gone", "messenger", "references", "Advise and then Unadvise at the connection point of messenger"),
    ("contact_leaked", "contact", "references", "the call of GetContact that gave the contact"),
    ("people_leaked", "window", "references", "reading Contacts"),
    ("contact_out_pattern", "messenger", "outPointers", "GetContact with the name \" x\" of messenger failed"),
    ("out_pattern", "messenger", "outPointers", "InstantMessage with the name \" x\" of messenger failed"),
    ("out_garbage", "messenger", "outPointers", "and left a pointer in its out pointer; right is NULL"),
    ("dead_out_pattern", "dead", "outPointers", "Contacts of w1 failed with 0x80004005 and left what the caller"),
])
def test_each_broken_law_is_found(folder, fault, thing, law, found):
    with bridge(folder, "inproc", fault=fault) as client:
        here = objects(client)
        if thing == "dead":
            assert checked(client, here["window"], law)["result"] == {"holds": True}
            client.ask("user.closeWindow" if fault != "dead_query_fails" else "client.signOut", window=here["window"])
            here["dead"] = here["window"]
        got = checked(client, here[thing], law)["result"]
        assert got["holds"] is False and found in got["found"] and "; right is " in got["found"], got


@pytest.mark.parametrize("fault, wrong", [
    ("invoke_wrong_id", {"idOfName": {"hresult": 0, "value": 0x516}}),
    ("invoke_any_name", {"idOfUnknownName": {"hresult": 0, "value": 1290}}),
    ("invoke_one_spelling", {"idOfOtherCase": {"hresult": -2147352570}}),
    ("invoke_any_member", {"unknownMember": {"hresult": 0}}),
    ("invoke_any_count", {"noArgument": {"hresult": 0}, "tooMany": {"hresult": 0}}),
    ("invoke_any_argument_name", {"namedArgument": {"hresult": 0}}),
    ("invoke_any_type", {"unconvertible": {"hresult": 0}}),
    ("invoke_raw_code", {"refusedName": {"hresult": E_INVALIDARG}, "ownName": {"hresult": E_FAIL}}),
    ("invoke_other_code", {"refusedName": {"hresult": DISP_E_EXCEPTION, "scode": E_FAIL}}),
    ("invoke_swallows", {"refusedName": {"hresult": 0}, "ownName": {"hresult": 0}}),
])
def test_what_invoke_answers_is_told_as_it_is(folder, fault, wrong):
    with bridge(folder, "inproc", fault=fault) as client:
        client.begin()
        got = {call: client.ask("messenger.invoke", call=call) for call in ANSWERS}
        assert {call: got[call] for call in wrong} == wrong
        assert {call for call in ANSWERS if got[call] != ANSWERS[call]} >= set(wrong)


def test_release_tells_what_is_left_and_a_reference_too_few_is_seen(folder):
    for fault, left in (("", [2, 1, 0]), ("window_uncounted", [0])):
        with bridge(folder, "inproc", fault=fault) as client:
            client.begin()
            window = [client.message()["window"] for _ in range(3)][0]
            assert [client.ask("window.release", window=window)["refs"] for _ in left] == left


def test_wrong_params_are_named(folder):
    with bridge(folder, "inproc") as client:
        client.begin()
        for method, params, said in (
                ("object.check", {"object": "w9", "law": "identity"}, "object: no reference to w9 is held"),
                ("object.check", {"object": "messenger", "law": "odd"}, "law: found odd; expected identity"),
                ("object.check", {"law": "identity"}, "object: no reference to nothing is held"),
                ("messenger.invoke", {"call": "odd"}, "call: found odd; expected one that"),
                ("messenger.invoke", {}, "call: found nothing")):
            error = client.reply(method, **params)["error"]
            assert error["code"] == -32602 and said in error["message"], error
