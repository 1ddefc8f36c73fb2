"""Wine prefixes for sessions with COM servers: each session has a copy of its own of a prefix with the servers.

    session.py open DIR [local]    makes DIR; with `local` the bundled server runs there, in a process of its own
    session.py close DIR           ends what runs in DIR, and deletes it
    session.py guard PID           waits for the end of that process, and closes what it left

The bundled server is registered once, in IMC_WINE/servers (or else .build/wine/servers); with `local` it is the EXE
alone, in servers-local, since who leaves the choice to COM, as scripts do, gets the DLL.  IMCONFORM_PREFIX names
another prefix to copy, in which other servers are registered: one that harness/iuts/com/prefix.py made.  DIR is named
session-PID-N, after the process that opens it, and lies in IMC_SESSIONS, or else in IMC_WINE.  It may be
killed: its first session starts a guard.

Exit status: 0, or 2 with a line that says what is missing and what would help.
"""
import fcntl
import os
import select
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "iuts/com"))
import prefix  # noqa: E402  (it lies in the folder named above)

BUILD = Path(os.environ.get("IMC_BUILD", ".build")).resolve()
COM, WINE = BUILD / "com", prefix.wine_folder()
SESSIONS = Path(os.environ.get("IMC_SESSIONS", WINE)).resolve()
# What Wine makes and no session changes: sessions have links to it.  It is most of what lies in a prefix.
SHARED = ("windows/system32", "windows/winsxs", "windows/globalization", "windows/inf", "windows/Fonts",
          "windows/resources", "windows/syswow64", "Program Files/Common Files", "Program Files/Internet Explorer",
          "Program Files/Windows Media Player", "Program Files/Windows NT")
INSTALL = "apt-get install --no-install-recommends wine wine64 wine64-tools libwine-dev gcc-mingw-w64-x86-64-win32"
READY_SECONDS = 30


@contextmanager
def locked(name):
    """Close-on-exec, so Wine's services do not hold the lock."""
    WINE.mkdir(parents=True, exist_ok=True)
    with open(WINE / name, "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def check_parts():
    missing = [program for program in ("wine", "wineserver", "wineboot") if shutil.which(program) is None]
    if missing:
        raise prefix.Failed(f"there is no {missing[0]}; {INSTALL}")
    for name in ("imbridge.exe.so", "imdesk.dll", "imdesk.exe"):
        if not (COM / name).is_file():
            raise prefix.Failed(f"{COM / name} is not there; make com, or make install where Wine's compilers are")


def servers(local):
    """The prefix with the bundled server, made if there is none of this build."""
    folder = WINE / ("servers-local" if local else "servers")
    stamp = folder.with_suffix(".made")
    facts = [COM / "imdesk.dll", COM / "imdesk.exe"]
    known = prefix.identity() + "".join(f"{path} {path.stat().st_mtime_ns}\n" for path in facts)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == known and folder.is_dir():
        return folder
    prefix.new(folder)
    library, program = ["regsvr32", "/s", str(facts[0])], [str(facts[1]), "/RegServer"]
    for command in [program] if local else [library, program]:
        if prefix.call(folder, "wine", *command) != 0:
            raise prefix.Failed(f"{command[0]} failed; see {folder}/log.txt")
    prefix.end(folder)
    stamp.write_text(known, encoding="utf-8")
    return folder


def source(local):
    chosen = os.environ.get("IMCONFORM_PREFIX")
    if not chosen:
        return servers(local)
    folder = Path(chosen).resolve()
    if not (folder / prefix.MARK).is_file():
        raise prefix.Failed(f"IMCONFORM_PREFIX: {folder} is no prefix that harness/iuts/com/prefix.py made")
    prefix.end(folder)
    return folder


def copy(origin, folder):
    shared = {str(origin / "drive_c" / name) for name in SHARED}

    def not_copied(parent, names):
        return [name for name in names if os.path.join(parent, name) in shared]

    shutil.copytree(origin, folder, symlinks=True, ignore=not_copied)
    for name in shared:
        if os.path.isdir(name):
            os.symlink(name, folder / os.path.relpath(name, origin))


def is_alive(number):
    return Path(f"/proc/{number}").exists()


def sessions():
    """(folder, id of the process that opened it)."""
    for folder in SESSIONS.glob("session-*"):
        words = folder.name.split("-")
        if len(words) == 3 and words[1].isdigit() and (folder / prefix.MARK).is_file():
            yield folder, int(words[1])


def sweep():
    """Deletes what is left of processes that could not do it themselves, nor their guards."""
    for folder, number in sessions():
        if not is_alive(number):
            prefix.remove(folder)


def start_guard(number):
    """In a session of its own, so that an interrupt from the keyboard does not end it, too."""
    mark = SESSIONS / f"guard-{number}"
    if not mark.exists():
        mark.touch()
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = dict(os.environ, IMC_BUILD=str(BUILD), IMC_WINE=str(WINE))
        subprocess.Popen([sys.executable, str(Path(__file__).resolve()), "guard", str(number)],  # pylint: disable=R1732
                         cwd="/", start_new_session=True, env=env, **quiet)


def guard(number):
    try:
        watched = os.pidfd_open(number)
        select.select([watched], [], [])
    except ProcessLookupError:
        pass
    with locked("sessions"):
        for folder, opener in list(sessions()):
            if opener == number:
                prefix.remove(folder)
        (SESSIONS / f"guard-{number}").unlink(missing_ok=True)


def serve(folder):
    """Started by hand: to be started by COM would take as long as a call may."""
    ready = folder / "ready"
    with open(folder / "server.txt", "ab") as log:
        # It stays when this program ends; whoever closes the session ends it.
        server = subprocess.Popen(["wine", str(COM / "imdesk.exe"), "/Serve", f"Z:{ready}"],  # pylint: disable=R1732
                                  env=prefix.environment(folder), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                  cwd="/", start_new_session=True)
    deadline = time.monotonic() + READY_SECONDS
    while not ready.exists():
        if time.monotonic() > deadline or server.poll() is not None:
            raise prefix.Failed(f"the local server did not start; see {folder}/server.txt")
        time.sleep(0.01)


def open_session(folder, local):
    check_parts()
    SESSIONS.mkdir(parents=True, exist_ok=True)
    with locked("sessions"):
        sweep()
        start_guard(int(folder.name.split("-")[1]))
        origin = source(local)
        if folder.exists():
            prefix.remove(folder)
        copy(origin, folder)
    if local and not os.environ.get("IMCONFORM_PREFIX"):
        serve(folder)
    else:
        # Wine's services keep what the first program of a prefix gets as its output, so that is not the bridge.
        # By its whole path Wine starts it at once, and not through another program that looks for it.
        prefix.call(folder, "wine", "C:\\windows\\system32\\cmd.exe", "/c", "exit")


def close_session(folder):
    if folder.is_dir():
        prefix.remove(folder)


def main(words):
    if len(words) in (2, 3) and words[0] == "open" and words[2:] in ([], ["local"]):
        open_session(Path(words[1]).resolve(), len(words) == 3)
    elif len(words) == 2 and words[0] == "close":
        close_session(Path(words[1]).resolve())
    elif len(words) == 2 and words[0] == "guard" and words[1].isdigit():
        guard(int(words[1]))
    else:
        raise prefix.Failed(__doc__.strip())


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (prefix.Failed, OSError, subprocess.CalledProcessError) as error:
        print(f"{error}", file=sys.stderr)
        sys.exit(2)
