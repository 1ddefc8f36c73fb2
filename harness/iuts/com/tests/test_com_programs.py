"""Programs that cscript runs: the suite's own, faults that they find, and programs that are wrong themselves."""
import json
import re
import sys

import pytest

from com_support import BUILD, SRC

sys.path.insert(0, str(SRC / "harness/tests"))
from cli_support import cases, counts, imconform  # noqa: E402  (it lies in the folder named above)

CASES = SRC / "cases/programs.yaml"
SERVER = "com:Imconform.Desk"
# What a script can reach: documented members, its engine, and what say.vbs and say.js give it.
MEMBERS = {"AutoSignin", "Signout", "MyStatus", "MySigninName", "MyServiceId", "InstantMessage", "GetContact",
           "SigninName", "IsSelf", "HWND", "IsClosed", "Close", "Contacts", "Arguments"}


def run(out, *options, path=CASES, way="", **env):
    env = {"IMC_BUILD": str(BUILD), **env}
    return imconform("run", SERVER + way, path, "--out", out, *options, env=env, timeout=240)


def write(folder, programs):
    """A case file with a case for each of the programs, which sign in and call once."""
    (folder / "programs").mkdir()
    for kind in ("vbs", "js"):
        (folder / f"programs/say.{kind}").write_bytes((SRC / f"cases/programs/say.{kind}").read_bytes())
    documents = []
    for name, text in programs.items():
        (folder / f"programs/{name}").write_text(text, encoding="ascii")
        documents.append(f"case: {name.split('.')[0].upper()}\npurpose: one\nrules: [OPENS]\nprogram: {name}\nsteps:\n"
                         "  - client.signIn\n  - instantMessage: {to: alice, as: w1, expect: [S_OK, S_FALSE]}\n")
    (folder / "all.yaml").write_text("---\n".join(documents), encoding="ascii")
    return folder / "all.yaml"


START = 'Set messenger = CreateObject(WScript.Arguments(0))\n'
SIGN_IN = START + 'messenger.AutoSignin\nSay "client.signIn"\n'
CALL = 'Set window = messenger.InstantMessage(Who("alice"))\nSayWindow "window", window, Array()\n'


def test_the_suite_has_programs_of_both_languages_and_a_right_server_passes_them(tmp_path):
    done = run(tmp_path)
    found = counts(done)
    assert done.returncode == 0 and found["passed"] == sum(found.values()) >= 8, done.stdout + done.stderr
    names = [case["program"] for case in cases(tmp_path)]
    assert {name.rsplit(".", 1)[1] for name in names} == {"vbs", "js"}
    calls = [step for case in cases(tmp_path) for step in case["steps"] if "InstantMessage" in step["event"]["method"]
             or step["event"]["method"] == "messenger.instantMessage"]
    assert calls and all(step["event"]["params"]["binding"] == "script" and "observation" in step for step in calls)
    sent = {(step["event"]["params"]["vContact"]["vt"]) for step in calls}
    assert {"VT_BSTR", "VT_BYREF|VT_VARIANT", "VT_DISPATCH"} <= sent


def test_programs_use_documented_members_only():
    for path in (SRC / "cases/programs").iterdir():
        text = re.sub(r'"[^"]*"', '""', path.read_text(encoding="ascii"))
        used = set(re.findall(r"\b(?:messenger|window|contact|other|alice|bob|first)\.(\w+)", text))
        assert {name.lower() for name in used} <= {name.lower() for name in MEMBERS}, path


@pytest.mark.parametrize("way, fault, case, rule, because", [
    ("", "byref_refused", "PROG-REFERENCE", "ARG_BYREF", ""),
    ("", "crash_in_call", "PROG-DROPPED", "OPENS", "ended with status 0xC0000005 in "),
    ("", "hang_in_call", "PROG-DROPPED-JS", "OPENS", "was not at its end after 1500 ms in "),
    ("", "caller_contact_consumed", "PROG-CONTACT-JS", "REUSE_FORMS", "behind the last step: "),
    (",local", "crash_in_call", "PROG-HELD", "OPENS", "the server is gone: 0x800706B"),
])
def test_a_wrong_server_is_found_through_a_program(tmp_path, way, fault, case, rule, because):
    done = run(tmp_path, "--filter", case, "--timeout", "1500", way=way, IMDESK_FAULT=fault)
    assert done.returncode == 1, done.stdout + done.stderr
    record = cases(tmp_path)[0]
    assert record["verdict"] == "fail" and record["blame"][0] == rule and because in record["reason"], record["reason"]
    assert re.search(rf"^  program  .*{record['program']}:\d+$", done.stdout, re.MULTILINE), done.stdout


# What is said, after the file, of each program that is wrong; None: it is right.
PROGRAMS = {
    # Trapped by nobody, so it ends there.
    "absent.vbs": (SIGN_IN + "Absent\n" + CALL,
                   ":6: found no line, expected a line of plain ASCII with `instantMessage`"),
    "syntax.vbs": (SIGN_IN + CALL + "If Then\n",
                   ":3: found no line, expected a line of plain ASCII with `client.signIn`"),
    "quit.vbs": (SIGN_IN + CALL + "WScript.Quit\n",
                 ":5: found no line, expected `end` behind the line of the last step"),
    "more.vbs": (SIGN_IN + CALL + 'WScript.Echo "more"\n', ':5: found "more", expected `end` behind'),
    "order.vbs": (START + 'WScript.Echo "release 0"\nSay "client.signIn"\n' + CALL,
                  ':3: found "release 0", expected a line of plain ASCII with `client.signIn`, the code of the call'),
    "own.js": ('var messenger = new ActiveXObject(WScript.Arguments(0));\n'
               'tried(function () { messenger.AutoSignin(); });\n'
               'say("client.signIn");\nvar w = tried(function () { return nobody.InstantMessage(1); });\n'
               'sayWindow("w", w, []);\n', ':5: found "instantMessage -'),
    "names.vbs": (SIGN_IN + 'If Who("bob") <> "bob@example.com" Then WScript.Quit\n'
                  'If Who("secondary") <> "sam@other.example" Then WScript.Quit\n' + CALL, None),
}


def test_a_wrong_program_is_an_error_of_the_case(tmp_path):
    done = run(tmp_path / "out", path=write(tmp_path, {name: text for name, (text, _) in PROGRAMS.items()}))
    assert done.returncode == 2, done.stdout + done.stderr
    found = {case["program"].rsplit("/", 1)[1]: case for case in cases(tmp_path / "out")}
    for name, (_, reason) in PROGRAMS.items():
        assert found[name]["verdict"] == ("error" if reason else "pass"), found[name]
        assert (f"{name}{reason}" if reason else "") in found[name]["reason"], found[name]["reason"]


def test_a_window_that_nobody_looked_at_is_said_to_be_so(tmp_path):
    done = imconform("replay", SERVER, "PROG-DROPPED", env={"IMC_BUILD": str(BUILD)}, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the program dropped the window without a look at it" in done.stdout
    assert re.search(r"^   program  \S*cases/programs/dropped\.vbs:\d+$", done.stdout, re.MULTILINE), done.stdout


def test_who_cannot_run_programs_is_not_asked(tmp_path):
    done = imconform("run", f"library:{BUILD}/iuts/desk.so", CASES, "--out", tmp_path)
    found = counts(done)
    assert found["not applicable"] == sum(found.values()) >= 8
    assert cases(tmp_path)[0]["lacks"] == ["program.run"]
    listed = json.loads(imconform("list", "--json").stdout)["cases"]
    assert sum("program" in case for case in listed) == found["not applicable"]


def test_a_program_is_not_made_smaller(tmp_path):
    done = imconform("shrink", SERVER, "PROG-HELD", "--out", tmp_path, env={"IMC_BUILD": str(BUILD)})
    assert done.returncode == 2 and 'a program performs "PROG-HELD"' in done.stderr
