"""What the tests of the COM server share: where things are, a prefix that is ended again, and programs run in it."""
import atexit
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

SRC = Path(__file__).resolve().parents[4]
BUILD = Path(os.environ.get("IMC_BUILD", SRC / ".build"))
COM = BUILD / "com"
# The sessions of the kit that these tests start, and of nobody else.
SESSIONS = BUILD / f"wine/tests-{os.getpid()}"
os.environ["IMC_SESSIONS"] = str(SESSIONS)
atexit.register(shutil.rmtree, SESSIONS, ignore_errors=True)
PREFIX_PY = SRC / "harness/iuts/com/prefix.py"


def prefix_py(*words, seconds=240):
    """Runs prefix.py; what it and the program in the prefix print goes through files, which services may keep open."""
    out = Path(f"{BUILD}/com/run-{os.getpid()}.out")
    out.parent.mkdir(parents=True, exist_ok=True)
    with open(out, "w+b") as stdout, open(f"{out}.err", "w+b") as stderr:
        env = dict(os.environ, IMC_BUILD=str(BUILD))
        status = subprocess.run([sys.executable, PREFIX_PY, *map(str, words)], env=env, stdin=subprocess.DEVNULL,
                                stdout=stdout, stderr=stderr, timeout=seconds, check=False).returncode
        stdout.seek(0)
        stderr.seek(0)
        result = (status, stdout.read().decode("utf-8", "replace").replace("\r\n", "\n"),
                  stderr.read().decode("utf-8", "replace"))
    out.unlink()
    Path(f"{out}.err").unlink()
    return result


@contextmanager
def prefix(name):
    """A fresh prefix, ended and deleted afterwards."""
    folder = BUILD / "wine" / f"{name}-{os.getpid()}"
    status, _, errors = prefix_py("new", folder)
    assert status == 0, errors
    try:
        yield folder
    finally:
        status, _, errors = prefix_py("remove", folder)
        assert status == 0, errors


def sessions():
    return sorted(path.name for path in SESSIONS.glob("session-*"))


def processes(*words):
    """The ids of processes of sessions that have all these words in their command line."""
    for entry in Path("/proc").iterdir():
        try:
            line = (entry / "cmdline").read_bytes().lower()
            if (entry.name.isdigit() and all(word.encode() in line for word in words)
                    and f"WINEPREFIX={SESSIONS}/session-".encode() in (entry / "environ").read_bytes()):
                yield int(entry.name)
        except OSError:
            continue
