"""The journal as evidence: what verify finds, and what a run that did not end leaves behind."""
import hashlib
import json
import resource
import signal
import subprocess
import time

import pytest
from cli_support import (DESK, PROGRAM, QUICK, SOURCE, cases, changed_example, counts, ids, imconform, records, run,
                         wrong)

GLOB = "ARG-LEN-*"


@pytest.fixture(scope="module", name="whole")
def fixture_whole(tmp_path_factory):
    """The lines of a journal that nobody touched."""
    out = tmp_path_factory.mktemp("whole")
    assert run(wrong("length_130"), out, "--filter", GLOB).returncode == 1
    return (out / "journal.jsonl").read_bytes().splitlines(keepends=True)


def verify(folder, lines):
    """(status, first line that is complained about, all that was said) of a journal with these lines."""
    path = folder / "journal.jsonl"
    path.write_bytes(b"".join(lines))
    done = imconform("verify", path)
    told = [line for line in done.stderr.splitlines() if line.startswith(f"{path}:")]
    places = [line[len(str(path)) + 1:].split(":")[0] for line in told]
    return done.returncode, int(places[0]) if places and places[0].isdigit() else None, done.stdout + done.stderr


def change_line(lines):
    """One letter of a record."""
    lines[4] = lines[4].replace(b'"verdict":"pass"', b'"verdict":"fail"')


def remove_line(lines):
    """One case less."""
    del lines[5]


def swap_lines(lines):
    """Two cases in another order."""
    lines[5], lines[6] = lines[6], lines[5]


def double_line(lines):
    """One case twice."""
    lines.insert(5, lines[4])


def edit_footer(lines):
    """Fewer failures than there were."""
    footer = json.loads(lines[-1])
    footer["counts"]["pass"] += footer["counts"]["fail"]
    footer["counts"]["fail"] = 0
    lines[-1] = json.dumps(footer, separators=(",", ":")).encode() + b"\n"


def edit_header(lines):
    """Another implementation."""
    lines[0] = lines[0].replace(b'"name":"desk"', b'"name":"mine"')


def add_line(lines):
    """Something behind the footer."""
    lines.append(lines[-2])


def two_footers(lines):
    """The footer once more, chained as it should be."""
    footer = json.loads(lines[-1])
    footer["prev"] = hashlib.sha256(lines[-1].rstrip(b"\n")).hexdigest()
    lines.append(json.dumps(footer, separators=(",", ":")).encode() + b"\n")


def blank_line(lines):
    """An empty line."""
    lines.insert(3, b"\n")


def no_json(lines):
    """A line that is something else."""
    lines[3] = b"hello\n"


def no_header(lines):
    """The first line is missing."""
    del lines[0]


def carriage_returns(lines):
    """As an editor of another system would save it."""
    lines[:] = [line.replace(b"\n", b"\r\n") for line in lines]


def space_in_a_line(lines):
    """The same JSON, other bytes."""
    lines[3] = lines[3].replace(b'"record":', b'"record": ')


TAMPERED = [change_line, remove_line, swap_lines, double_line, edit_footer, edit_header, add_line, two_footers,
            blank_line, no_json, no_header, carriage_returns, space_in_a_line]


def test_a_whole_journal(whole, tmp_path):
    """Status 0."""
    status, line, text = verify(tmp_path, whole)
    assert (status, line) == (0, None) and "whole" in text


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda tamper: tamper.__name__)
def test_a_journal_that_somebody_changed(tamper, whole, tmp_path):
    """Status 1, with the line."""
    lines = list(whole)
    tamper(lines)
    assert lines != whole
    status, line, text = verify(tmp_path, lines)
    assert status == 1 and "broken" in text, text
    assert line is not None, text


@pytest.mark.parametrize("keep, torn", [(-1, 0), (-3, 0), (1, 0), (6, 40), (-1, 20)])
def test_a_journal_that_was_cut(keep, torn, whole, tmp_path):
    """Without a footer it is not whole, whether the last line has its end or not."""
    lines = whole[:keep] + ([whole[keep][:torn]] if torn else [])
    status, _, text = verify(tmp_path, lines)
    assert status == 1 and "interrupted" in text


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00", b"[]\n", b"{}\n"])
def test_what_is_no_journal(content, tmp_path):
    """Never status 0."""
    assert verify(tmp_path, [content])[0] in (1, 2)


# --- going on ---


def resume(locator, out, *options):
    """Goes on with the run in that folder."""
    return run(locator, out, "--filter", GLOB, "--resume", *options)


def assert_complete(out, done):
    """Every case once and in order, the chain whole, the counts those of the records."""
    assert imconform("verify", out / "journal.jsonl").returncode == 0
    assert [case["id"] for case in cases(out)] == ids("--filter", GLOB)
    verdicts = [case["verdict"] for case in cases(out)]
    assert records(out)[-1]["counts"]["fail"] == verdicts.count("fail") == counts(done)["failed"]
    assert records(out)[-1]["counts"]["pass"] == verdicts.count("pass") == counts(done)["passed"]


@pytest.mark.parametrize("keep, torn", [(1, 0), (5, 0), (9, 100), (-1, 0), (-1, 10)])
def test_going_on_with_a_cut_journal(keep, torn, whole, tmp_path):
    """What was finished stays as it is; the result is that of a run that was not interrupted."""
    kept = b"".join(whole[:keep])
    (tmp_path / "journal.jsonl").write_bytes(kept + whole[keep][:torn])
    done = resume(wrong("length_130"), tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "journal.jsonl").read_bytes().startswith(kept)
    assert_complete(tmp_path, done)
    ours, theirs = records(tmp_path)[-1], json.loads(whole[-1])
    assert (ours["counts"], ours["choices"]) == (theirs["counts"], theirs["choices"])
    assert "ARG_LENGTH " in done.stdout


def test_known_failures_stay_known(whole, tmp_path):
    """A baseline counts for what was judged before the interruption as well."""
    failed = [record["id"] for record in map(json.loads, whole) if record.get("verdict") == "fail"]
    (tmp_path / "known").write_text("\n".join(failed))
    (tmp_path / "journal.jsonl").write_bytes(b"".join(whole[:-4]))
    assert resume(wrong("length_130"), tmp_path, "--baseline", tmp_path / "known").returncode == 0


def test_what_cannot_be_gone_on_with(whole, tmp_path):
    """Complete, foreign, broken, absent: refused with the reason, and nothing is touched."""
    path, half, same = tmp_path / "journal.jsonl", b"".join(whole[:6]), wrong("length_130")
    edited = half.replace(b'"verdict":"pass"', b'"verdict":"fail"', 1)
    for content, locator, options, said in (
            (b"".join(whole), same, [], "is complete"),
            (half, DESK, [], '"locator" is not the same'),
            (half, same, ["--rule", "ARG_LENGTH"], '"selection" is not the same'),
            (half, same, ["cases/length.yaml"], '"suite" is not the same'),
            (half, same, ["--seed", "4"], '"seed" is not the same'),
            (edited, same, [], "cannot be gone on with"),
            (b"hello\n", same, [], "cannot be gone on with")):
        path.write_bytes(content)
        done = resume(locator, tmp_path, *options)
        assert done.returncode == 2 and said in done.stderr and "journal.jsonl" in done.stderr, done.stderr
        assert done.stdout == "" and path.read_bytes() == content
    path.unlink()
    assert resume(DESK, tmp_path).returncode == 2 and not path.exists()


def running(pid):
    """Whether the process is there and no zombie."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_killed_again_and_again(tmp_path):
    """SIGKILL in the middle, three times: no finished case is lost or run twice, and no process stays behind."""
    locator = changed_example(tmp_path, ("    for line in sys.stdin:\n",
                                         "    with open(sys.argv[1], 'a') as file:\n"
                                         "        print(os.getpid(), file=file)\n"
                                         "    for line in sys.stdin:\n        time.sleep(0.01)\n"),
                              ("import json\n", "import json\nimport os\nimport time\n"))
    locator += f" {tmp_path}/pids"
    out, path = tmp_path / "out", tmp_path / "out/journal.jsonl"
    before = b""
    for round_number in range(3):
        command = [PROGRAM, "run", locator, "--out", out, *QUICK, "--filter", GLOB]
        command += ["--resume"] if round_number else []
        process = subprocess.Popen(command, cwd=SOURCE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        due = before.count(b"\n") + 4
        for _ in range(1000):
            if path.exists() and path.read_bytes().count(b"\n") >= due:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        after = path.read_bytes()
        assert after.startswith(before) and after.count(b"\n") >= due
        before = after[:after.rindex(b"\n") + 1]
    assert imconform("verify", path).returncode == 1
    done = resume(locator, out)
    assert done.returncode == 0 and path.read_bytes().startswith(before)
    assert_complete(out, done)
    pids = (tmp_path / "pids").read_text().split()
    deadline = time.monotonic() + 5
    while any(map(running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(pids) >= 4 and not any(map(running, pids))


def test_a_journal_that_may_not_grow(tmp_path):
    """As on a full disk: status 2 and the reason; what was judged is kept, and a later run goes on with it."""
    limit = 30000
    done = run(DESK, tmp_path, "--filter", GLOB,
               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert done.returncode == 2 and "the journal cannot be written: File too large" in done.stderr
    kept = (tmp_path / "journal.jsonl").read_bytes()
    assert 0 < kept.count(b"\n") < len(ids("--filter", GLOB)) and kept.endswith(b"\n")
    assert "interrupted" in imconform("verify", tmp_path / "journal.jsonl").stdout
    done = resume(DESK, tmp_path)
    assert done.returncode == 0 and (tmp_path / "journal.jsonl").read_bytes().startswith(kept)
    assert_complete(tmp_path, done)


def test_a_journal_that_cannot_be_made(tmp_path):
    """A folder stands where the file belongs."""
    (tmp_path / "journal.jsonl").mkdir()
    done = run(DESK, tmp_path, "--filter", GLOB)
    assert done.returncode == 2 and "journal.jsonl: cannot be written" in done.stderr
