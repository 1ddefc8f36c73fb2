"""What can be said of Windows without one: each file that the bridge is made of compiles with MinGW's headers, too."""
import os
import subprocess

from com_support import COM, SRC

FLAGS = ("-std=gnu11", "-Wall", "-Wextra", "-Werror", "-D_GNU_SOURCE", "-D_WIN32_WINNT=0x0601",
         "-D__USE_MINGW_ANSI_STDIO=1", "-DCOBJMACROS")
HEADERS = ("jansson.h", "jansson_config.h")


def test_the_bridge_compiles_for_windows(tmp_path):
    for name in HEADERS:
        (tmp_path / name).symlink_to(f"/usr/include/{name}")
    bridge = SRC / "harness/bridge"
    apart = [bridge / "line.c", SRC / "harness/wire_text.c", SRC / "harness/base.c"]  # without COM's headers
    files = sorted(set(bridge.glob("*.c")) - set(apart))
    assert len(files) >= 10
    compiler = [os.environ.get("MINGW_CC", "x86_64-w64-mingw32-gcc"), *FLAGS, "-I", tmp_path, "-isystem", COM,
                "-isystem", tmp_path, "-Iharness", "-Imodel"]
    # Windows' headers are read once.
    for words in (["-o", tmp_path / "bridge.h.gch", "-x", "c-header", bridge / "bridge.h"],
                  ["-fsyntax-only", "-include", "bridge.h", *files], ["-fsyntax-only", *apart]):
        done = subprocess.run([*compiler, *words], cwd=SRC, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
