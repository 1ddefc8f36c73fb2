"""The compiled type library against the table of the documentation, read in two ways that know nothing of each other:
winedump, which takes the file apart, and ITypeLib and ITypeInfo, as every client on Windows reads it."""
import re
import subprocess
from functools import lru_cache
from pathlib import Path

from com_support import COM, prefix, prefix_py

TABLE = Path(__file__).with_name("interfaces.txt")
TLB = COM / "imdesk.tlb"
# (interface, enumeration member) of the documentation that clients rely on.
CONSTANTS = {
    "MISTATUS": {"MISTATUS_UNKNOWN": 0, "MISTATUS_OFFLINE": 1, "MISTATUS_ONLINE": 2, "MISTATUS_INVISIBLE": 6,
                 "MISTATUS_BUSY": 10, "MISTATUS_BE_RIGHT_BACK": 14, "MISTATUS_IDLE": 18, "MISTATUS_AWAY": 34,
                 "MISTATUS_ON_THE_PHONE": 50, "MISTATUS_OUT_TO_LUNCH": 66, "MISTATUS_LOCAL_FINDING_SERVER": 256,
                 "MISTATUS_LOCAL_CONNECTING_TO_SERVER": 512, "MISTATUS_LOCAL_SYNCHRONIZING_WITH_SERVER": 768,
                 "MISTATUS_LOCAL_DISCONNECTING_FROM_SERVER": 1024},
    "MWINDOWPROPERTY": {"MWINDOWPROP_INVALID_PROPERTY": -1, "MWINDOWPROP_VIEW_SIDEBAR": 0,
                        "MWINDOWPROP_VIEW_TOOLBAR": 1},
    "MCONTACTPROPERTY": {"MCONTACTPROP_INVALID_PROPERTY": -1, "MCONTACTPROP_GROUPS_PROPERTY": 0,
                         "MCONTACTPROP_EMAIL": 1},
    "MMESSENGERPROPERTY": {"MMESSENGERPROP_VERSION": 0, "MMESSENGERPROP_PLCID": 1},
    "MSERVICEPROPERTY": {"MSERVICEPROP_INVALID_PROPERTY": -1},
    "MPHONE_TYPE": {"MPHONE_TYPE_ALL": -1, "MPHONE_TYPE_HOME": 0, "MPHONE_TYPE_WORK": 1, "MPHONE_TYPE_MOBILE": 2,
                    "MPHONE_TYPE_CUSTOM": 3},
    "MUAFOLDER": {"MUAFOLDER_INBOX": 0, "MUAFOLDER_ALL_OTHER_FOLDERS": 1},
    "MUASORT": {"MUASORT_GROUPS": 0, "MUASORT_ONOFFLINE": 1},
    "MOPTIONPAGE": {"MOPT_GENERAL_PAGE": 0, "MOPT_PRIVACY_PAGE": 1, "MOPT_EXCHANGE_PAGE": 2, "MOPT_ACCOUNTS_PAGE": 3,
                    "MOPT_CONNECTION_PAGE": 4, "MOPT_PREFERENCES_PAGE": 5, "MOPT_SERVICES_PAGE": 6,
                    "MOPT_PHONE_PAGE": 7},
}


def parsed(text):
    """{name: (what follows the name on its first line, [members])} of a text in the shape of interfaces.txt."""
    found = {}
    for line in text.splitlines():
        line = " ".join(line.split())
        if not line or line.startswith("#"):
            continue
        head = re.match(r"(\w+) : (.*)$", line)
        if head:
            members = []
            found[head[1]] = (head[2], members)
        else:
            members.append(line)
    return found


def documented():
    return parsed(TABLE.read_text(encoding="utf-8"))


@lru_cache
def as_clients_read_it():
    with prefix("typelib") as folder:
        status, shown, errors = prefix_py("run", folder, COM / "show_typelib.exe", f"Z:{TLB}")
    assert status == 0, shown + errors
    return parsed(shown)


def blocks(dump, kind):
    return re.findall(rf"^{kind} \d+ \{{\n(.*?)^\}}", dump, re.MULTILINE | re.DOTALL)


def fields(text, name):
    return [int(value, 16) for value in re.findall(rf"\b{name} = (-?[0-9a-f]+)h", text)]


def as_winedump_takes_it_apart():
    """{interface: (GUID, ["slot kind name dispid", ...])}"""
    dump = subprocess.run(["winedump", "dump", TLB], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True,
                          timeout=60).stdout.decode("latin-1")
    guids = [re.search(r"\{([0-9a-f-]{36})\}", block)[1].upper() for block in blocks(dump, "GuidEntry")]
    names, offset = {}, 0
    for block in blocks(dump, "Name"):
        name = re.search(r'name = "(\w*)"', block)[1]
        names[offset] = name
        offset += 12 + (len(name) + 3) // 4 * 4
    kinds = {1: "call", 2: "get", 4: "put"}
    found = {}
    for base, body in zip(blocks(dump, "TypeInfoBase"), blocks(dump, "TypeInfo")):
        if "TKIND_DISPATCH" not in base:
            continue
        ids = [value - (1 << 32) if value >> 31 else value for value in fields(body, r"func \d+ id")]
        rows = zip(fields(body, "VtableOffset"), fields(body, "FKCCIC"), fields(body, r"func \d+ name"), ids)
        found[names[fields(base, "NameOffset")[0]]] = guids[fields(base, "posguid")[0] // 24], [
            f"{slot // 8} {kinds[bits >> 3 & 15]} {names[name]} {dispid}" for slot, bits, name, dispid in rows]
    return found


def test_the_table_is_whole():
    table = documented()
    assert sum(len(members) for _, members in table.values()) == 92 + 25
    assert len({head.split()[-1] for head, _ in table.values()}) == len(table) == 12


def test_every_slot_name_dispid_and_parameter_as_clients_see_it():
    shown = as_clients_read_it()
    for name, (head, members) in documented().items():
        assert shown[name] == (head, members), name


def test_every_slot_dispid_and_guid_as_winedump_sees_it():
    found = as_winedump_takes_it_apart()
    for name, (head, members) in documented().items():
        guid, rows = found[name]
        assert guid == head.split()[-1], name
        wanted = [member.split()[:4] for member in members]
        assert [row.split()[1:] for row in rows] == [row[1:] for row in wanted], name
        if wanted[0][0] != "-":
            assert [row.split()[0] for row in rows] == [row[0] for row in wanted], name


def test_every_constant():
    shown = as_clients_read_it()
    for name, constants in CONSTANTS.items():
        assert shown[name] == ("enum", [f"{key} {value}" for key, value in constants.items()]), name


def test_the_classes_offer_the_documented_interface_and_events():
    shown = as_clients_read_it()
    head, members = shown["Messenger"]
    assert head == "coclass B69003B3-C55E-4B48-836C-BC5946FC3B28"
    assert members == ["default interface IMessenger3", "default source DMessengerEvents"]
    assert shown["Desk"][1] == ["default interface IMessenger3", "interface IDeskControl",
                                "default source DMessengerEvents"]
