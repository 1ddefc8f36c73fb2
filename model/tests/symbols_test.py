"""The model as a library: what it offers to a linker begins with its own prefixes, and what it needs is nothing.

It compiles the sources itself; it does not know what the functions do.
"""
import pathlib
import subprocess

MODEL = pathlib.Path(__file__).resolve().parent.parent
PREFIXES = ("im_", "oracle_", "machine_")
FREESTANDING = {"memcpy", "memmove", "memset", "memcmp", "_GLOBAL_OFFSET_TABLE_"}


def test_symbols(tmp_path):
    flags = ["-std=c11", "-O1", "-ffreestanding", "-fno-stack-protector", "-U_FORTIFY_SOURCE", f"-I{MODEL}"]
    sources = sorted(str(path) for path in MODEL.glob("*.c"))
    subprocess.run(["gcc", *flags, "-c", *sources], cwd=tmp_path, check=True)
    listing = subprocess.run(["nm", "-g", "-P", *sorted(map(str, tmp_path.glob("*.o")))], check=True,
                             capture_output=True, text=True).stdout
    rows = [line.split() for line in listing.splitlines() if not line.endswith(":")]
    defined = {row[0] for row in rows if row[1] != "U"}
    needed = {row[0] for row in rows if row[1] == "U"} - defined
    assert {"oracle_judge", "machine_check", "im_rules"} <= defined
    assert sorted(name for name in defined if not name.startswith(PREFIXES)) == []
    assert needed <= FREESTANDING
