"""The kit as `make install` leaves it: COM servers run from any folder, for who cannot write where it lies."""
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from com_support import BUILD, SRC

NOBODY = 65534
LIMIT_SECONDS = 240


@pytest.fixture(name="place", scope="module")
def fixture_place():
    """Two folders, of which others can see the insides: what is installed, and what belongs to a user."""
    folder = Path(tempfile.mkdtemp(prefix="imconform-install-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


def whoever_cannot_write():
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def test_an_installed_kit_runs_com_servers(place):
    prefix, home = place / "installed", place / "home"
    home.mkdir()
    said = subprocess.run([SRC / ".ci/install", BUILD, prefix], cwd=SRC, capture_output=True, text=True, check=True)
    assert said.stdout.rstrip().endswith("/share/imconform"), said.stdout
    data = prefix / "share/imconform"
    before = sorted(data.rglob("*"))
    for path in (prefix, *prefix.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
    # The program that was installed here looks for its data where the sources are, unless it is told.
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "IMCONFORM_DATA": str(data)}
    words = ["run", "com:Imconform.Desk", "--filter", "COM-INVOKE-ID*", "--out", home / "run"]
    done = subprocess.run([prefix / "bin/imconform", *words], cwd="/", env=env, capture_output=True, text=True,
                          timeout=LIMIT_SECONDS, check=False, **whoever_cannot_write())
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed, 0 failed, 0 inconclusive, 0 errors" in done.stdout, done.stdout
    wine = home / ".cache/imconform/wine"
    assert (wine / "template").is_dir() and (wine / "servers").is_dir() and not list(wine.glob("session-*-*"))
    assert sorted(data.rglob("*")) == before
