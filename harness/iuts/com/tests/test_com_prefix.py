"""prefix.py: fresh prefixes that do not know of each other, and nothing ended or deleted that is not its own."""
import subprocess
import sys
import time
from contextlib import contextmanager

from com_support import PREFIX_PY, prefix, prefix_py

SETTING = r"HKCU\Software\ImconformTest"


@contextmanager
def waiting_program(folder):
    """A program in the prefix that would wait for ever."""
    command = [sys.executable, PREFIX_PY, "run", folder, "cmd"]
    with open(folder / "waiting.txt", "w+b") as output, subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=output, stderr=output) as program:
        program.stdin.write(b"echo has started\r\n")
        program.stdin.flush()
        deadline = time.monotonic() + 60
        while b"has started" not in (folder / "waiting.txt").read_bytes():
            assert time.monotonic() < deadline, (folder / "waiting.txt").read_bytes()
            time.sleep(0.02)
        yield program


def settings(folder):
    return (folder / "user.reg").read_text(encoding="utf-8", errors="replace")


def test_two_prefixes_are_apart_and_end_alone():
    with prefix("apart-a") as first, prefix("apart-b") as second:
        assert prefix_py("run", first, "reg", "add", SETTING, "/v", "here", "/d", "yes", "/f")[0] == 0
        with waiting_program(first) as in_first, waiting_program(second) as in_second:
            assert prefix_py("end", first)[0] == 0
            in_first.wait(timeout=20)
            assert in_second.poll() is None, "ending one prefix ended the other"
            assert "ImconformTest" in settings(first) and "ImconformTest" not in settings(second)
            in_second.stdin.write(b"exit 7\r\n")
            in_second.stdin.close()
            assert in_second.wait(timeout=20) == 7, "the status of a program is not handed on"
        assert prefix_py("new", first)[0] == 0
        assert "ImconformTest" not in settings(first), "the old prefix is still there"
    assert not first.exists() and not second.exists()


def test_little_is_copied_and_nothing_leads_home():
    with prefix("small") as folder:
        own = sum(entry.lstat().st_size for entry in folder.rglob("*") if not entry.is_symlink())
        assert own < 60e6, f"{own / 1e6:.0f} MB"
        links = [link for link in (folder / "drive_c/users").rglob("*") if link.is_symlink()]
        assert links == []


def test_what_is_not_ours_is_left_alone(tmp_path):
    kept = tmp_path / "mine"
    (kept / "drive_c").mkdir(parents=True)
    (kept / "drive_c/letter.txt").write_text("dear\n", encoding="ascii")
    for action in ("new", "end", "remove"):
        status, _, errors = prefix_py(action, kept)
        assert status == 2 and str(kept) in errors and "no prefix that this program made" in errors, action
    assert (kept / "drive_c/letter.txt").read_text(encoding="ascii") == "dear\n"


def test_a_machine_without_wine_is_told_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    status, _, errors = prefix_py("new", tmp_path / "prefix")
    assert status == 2 and "Wine is not installed; install the packages wine wine64" in errors
    assert not (tmp_path / "prefix").exists()
