"""Wine prefixes of the project's own: no display, no dialog, and no process but those that were started in them.

    prefix.py new DIR               a fresh prefix in DIR; one of ours that is there is ended and replaced
    prefix.py run DIR PROGRAM ...   runs a Windows program in it, in place of this process
    prefix.py end DIR               ends every process of that prefix, and of no other
    prefix.py remove DIR            ends and deletes it

The first prefix takes Wine some seconds; it is kept as IMC_WINE/template and copied.  IMC_WINE is IMC_BUILD/wine where
nobody says otherwise, and IMC_BUILD is .build.
Files that Wine only copied from its own folder are links in it.  Exit status: that of the program, or 2 with a message
when there is no Wine, when the prefix could not be made, or when DIR is none of ours.
"""
import fcntl
import filecmp
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PACKAGES = "wine wine64"
LIBRARIES = ("/usr/lib/*/wine/x86_64-windows", "/usr/lib*/wine/x86_64-windows", "/opt/wine-*/lib*/wine/x86_64-windows")
MARK = ".imconform-prefix"
SETTINGS = """REGEDIT4

[HKEY_CURRENT_USER\\Software\\Wine\\Drivers]
"Graphics"="null"

[HKEY_CURRENT_USER\\Software\\Wine\\WineDbg]
"ShowCrashDialog"=dword:00000000
"""
# Of what Wine starts with every prefix; a COM server needs none of them.
IDLE_SERVICES = ("Eventlog", "MountMgr", "NDIS", "nsiproxy", "PlugPlay")
BOOT_SECONDS = 180
END_SECONDS = 20


class Failed(Exception):
    pass


def wine_folder():
    return Path(os.environ.get("IMC_WINE") or Path(os.environ.get("IMC_BUILD", ".build")) / "wine").resolve()


def environment(prefix):
    """What a Wine program needs to stay inside its prefix and quiet."""
    env = {name: value for name, value in os.environ.items()
           if name not in ("DISPLAY", "WAYLAND_DISPLAY", "WINESERVER", "WINELOADER")}
    env.update(WINEPREFIX=str(prefix), WINEARCH="win64", WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=")
    env.setdefault("WINEDEBUG", "-all")
    return env


def call(prefix, *command, seconds=BOOT_SECONDS):
    """Runs a command in the prefix; its output goes to a file there, since Wine's services keep it open."""
    with open(prefix / "log.txt", "ab") as log:
        try:
            done = subprocess.run(command, env=environment(prefix), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                  cwd="/", timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            raise Failed(f"{command[0]} did not end within {seconds} s; see {prefix}/log.txt") from None
        except OSError as error:
            raise Failed(f"{command[0]}: {error.strerror}; install the packages {PACKAGES}") from None
    return done.returncode


def end(prefix):
    if not (prefix / MARK).is_file():
        raise Failed(f"{prefix} is no prefix that this program made")
    # The one that kills looks only now and then whether the server is gone, the one that waits knows at once.
    with open(prefix / "log.txt", "ab") as log, subprocess.Popen(["wineserver", "-k"], env=environment(prefix), cwd="/",
                                                                 stdin=subprocess.DEVNULL, stdout=log,
                                                                 stderr=log) as killer:
        try:
            call(prefix, "wineserver", "-w", seconds=END_SECONDS)
        finally:
            killer.kill()


def remove(prefix):
    end(prefix)
    shutil.rmtree(prefix)


def wine_libraries():
    for pattern in LIBRARIES:
        for folder in sorted(Path("/").glob(pattern.lstrip("/"))):
            if (folder / "ntdll.dll").is_file():
                return folder
    return None


def identity():
    """Tells one installation of Wine, and one edition of this file, from another."""
    wine, libraries = shutil.which("wine"), wine_libraries()
    if wine is None or shutil.which("wineserver") is None or shutil.which("wineboot") is None:
        raise Failed(f"Wine is not installed; install the packages {PACKAGES}")
    facts = [Path(wine).resolve(), Path(__file__), *([libraries / "ntdll.dll"] if libraries else [])]
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in facts) + "\n"


def slim(prefix):
    """Links instead of copies of what Wine has in its own folder; folders instead of links to the user's own."""
    libraries = wine_libraries()
    for file in sorted((prefix / "drive_c/windows").rglob("*")) if libraries else ():
        original = libraries / file.name
        if file.is_symlink() or not file.is_file() or not original.is_file():
            continue
        if filecmp.cmp(file, original, shallow=False):
            file.unlink()
            file.symlink_to(original)
    for link in sorted((prefix / "drive_c/users").rglob("*")):
        if link.is_symlink():
            link.unlink()
            link.mkdir()


def make_template(template, known):
    if template.is_dir():
        # What a run that was interrupted left behind.
        (template / MARK).touch()
        remove(template)
    template.mkdir(parents=True)
    (template / MARK).touch()
    idle = "".join(f"\n[HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services\\{name}]\n\"Start\"=dword:00000003\n"
                   for name in IDLE_SERVICES)
    (template / "settings.reg").write_text(SETTINGS + idle, encoding="ascii")
    status = call(template, "wineboot", "-i")
    call(template, "wine", "regedit", "/S", f"Z:{template}/settings.reg")
    end(template)
    registry = template / "user.reg"
    if not registry.is_file() or '"Graphics"="null"' not in registry.read_text(encoding="utf-8", errors="replace"):
        raise Failed(f"wineboot (status {status}) made no usable prefix; see {template}/log.txt")
    slim(template)
    (template / MARK).write_text(known, encoding="utf-8")


def new(prefix):
    """Makes the template if there is none of this Wine, and copies it."""
    known = identity()
    wine = wine_folder()
    template = wine / "template"
    wine.mkdir(parents=True, exist_ok=True)
    if prefix.exists():
        remove(prefix)
    # Close-on-exec, so Wine's services do not hold the lock.
    with open(wine / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / MARK).is_file() or (template / MARK).read_text(encoding="utf-8") != known:
            start = time.monotonic()
            make_template(template, known)
            print(f"prefix: made the Wine prefix in {time.monotonic() - start:.1f} s", file=sys.stderr)
        prefix.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", "--reflink=auto", template, prefix], check=True)


def run(prefix, command):
    if not (prefix / MARK).is_file():
        raise Failed(f"{prefix} is no prefix that this program made")
    try:
        os.execvpe("wine", ["wine", *command], environment(prefix))
    except OSError as error:
        raise Failed(f"wine: {error.strerror}; install the packages {PACKAGES}") from None


ACTIONS = {"new": new, "end": end, "remove": remove}


def main(words):
    if len(words) == 2 and words[0] in ACTIONS:
        ACTIONS[words[0]](Path(words[1]).resolve())
    elif len(words) > 2 and words[0] == "run":
        run(Path(words[1]).resolve(), words[2:])
    else:
        raise Failed(__doc__.strip())


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Failed, OSError, subprocess.CalledProcessError) as error:
        print(f"prefix: {error}", file=sys.stderr)
        sys.exit(2)
