"""Journals and rule lists for the tests: built with correct chains, then broken on purpose where a test asks for it."""
import hashlib
import json

RULES = {
    "kit": {"name": "imconform", "version": "0.1.0"},
    "profile": "windows-messenger",
    "rules": [
        {"id": "OPENS", "level": "MUST", "standing": "in force", "clauses": ["C-02", "A-03"],
         "text": "a valid name opens a window: S_OK or S_FALSE"},
        {"id": "OUT_WINDOW", "level": "MUST", "standing": "in force", "clauses": ["C-11"],
         "text": "S_OK comes with a window in *ppMWindow"},
        {"id": "REUSE", "level": "MUST", "standing": "in force", "clauses": ["C-30", "A-34"],
         "text": "while a reference is held, the open window is returned"},
        {"id": "EVENT_DESTROYED", "level": "SHOULD", "standing": "in force", "clauses": ["R-62"],
         "text": "each window that closes raises OnIMWindowDestroyed"},
        {"id": "FOCUS", "level": "MAY", "standing": "in force", "clauses": ["C-24"],
         "text": "a window without focus opens all the same"},
    ],
    "clauses": [
        {"id": "C-01", "testability": "informative", "strength": "none", "text": "The API left the system.",
         "why": "informs only: it dates the product"},
        {"id": "C-02", "testability": "observable with a steerable environment",
         "strength": "mandatory", "text": "A call opens a window.", "why": ""},
        {"id": "C-07", "testability": "duty of the caller", "strength": "advice",
         "text": "The string ought to be complete.",
         "why": ""},
        {"id": "C-11", "testability": "observable", "strength": "mandatory", "text": "The caller gets a window object.",
         "why": ""},
        {"id": "C-24", "testability": "observable with a steerable environment",
         "strength": "permitted", "text": "S_FALSE where focus fails.", "why": ""},
        {"id": "C-30", "testability": "observable", "strength": "mandatory",
         "text": "An open window is returned.", "why": ""},
        {"id": "R-62", "testability": "observable", "strength": "mandatory", "text": "A closed window raises an event.",
         "why": ""},
    ],
    "ambiguities": [
        {"id": "A-03", "question": "When is S_FALSE legitimate?", "readings": "any call, or only the first",
         "accepted": "both"},
        {"id": "A-34", "question": "What counts as the same window?", "readings": ["handle", "identity"],
         "accepted": ["both"]},
    ],
    "questions": [
        {"id": "S_FALSE_WHEN", "ambiguity": "A-03", "text": "where does S_FALSE come?",
         "must_agree": True, "readings": [{"id": "NEVER", "text": "never"}, {"id": "ALWAYS", "text": "always"}]},
    ],
    "methods": [{"name": "reset", "mandatory": True}, {"name": "messenger.instantMessage", "mandatory": True},
                {"name": "client.signIn", "mandatory": False}, {"name": "client.signOut", "mandatory": False},
                {"name": "client.goOffline", "mandatory": False}, {"name": "client.windows", "mandatory": False}],
    "hresults": [{"name": "S_OK", "value": 0}, {"name": "E_FAIL", "value": 2147500037}],
    "digest": "d" * 64,
}

VERDICTS = ("pass", "fail", "inconclusive", "error", "not applicable")


def header(**changes):
    """A header record without its prev."""
    record = {
        "record": "header", "format": 1, "kit": {"name": "imconform", "version": "0.1.0"},
        "suite": {"version": "1", "digest": "e" * 64, "cases": 0}, "rules_digest": "d" * 64,
        "profile": "windows-messenger", "locator": "library:./desk.so",
        "iut": {"name": "Desk", "version": "1.0", "platform": "test", "vendor": "nobody", "digest": "f" * 64},
        "capabilities": ["client.signIn", "client.signOut"], "bindings": ["vtable"],
        "people": {"me": "me@example.com", "contacts": [{"signinName": "alice@example.com", "service": "primary"}]},
        "seed": 0, "time": "2026-11-22T15:00:00Z", "host": {"system": "Linux", "machine": "x86_64"},
        "grace_ms": 5000, "timeout_ms": 2000, "selection": {},
    }
    record.update(changes)
    return record


def step(number=1, **changes):
    """A step that opened a window."""
    record = {
        "n": number, "line": 40 + number, "did": "instantMessage alice",
        "event": {"method": "messenger.instantMessage",
                  "params": {"vContact": {"vt": "VT_BSTR", "value": "alice@example.com"}, "ppMWindow": "valid"}},
        "observation": {"status": "done", "hresult": "S_OK", "code": 0, "out": "window", "window": f"w{number}"},
        "allowed": [{"codes": "S_OK", "window": "a new window", "grade": "preferred", "rule": "OPENS"},
                    {"codes": "S_FALSE", "grade": "accepted", "rule": "OPENS", "ambiguity": "A-03"}],
        "grade": "preferred", "rule": "OPENS",
    }
    record.update(changes)
    return record


def case(name="WIN-01", verdict="pass", **changes):
    """A case record without prev and n, with two steps and what its verdict needs."""
    record = {
        "record": "case", "id": name, "file": "cases/windows.yaml", "line": 41, "purpose": "a window opens",
        "rules": ["OPENS"], "verdict": verdict, "reason": "", "blame": [], "at": 0, "duration_us": 1500,
        "choices": [], "notes": [], "steps": [step(1), step(2)],
    }
    if verdict == "fail":
        record.update(reason="step 2: the window is another one", blame=["REUSE"], at=2, rules=["REUSE"])
        record["steps"][1]["grade"] = "rejected"
    elif verdict == "not applicable":
        record.update(lacks=["client.goOffline"], steps=[])
    elif verdict != "pass":
        record.update(reason=f"the reason for {verdict}", at=1)
    record.update(changes)
    return record


def lines(run=(), footer=True, head=None, **footer_changes):
    """The lines of a journal (bytes, without newline) whose chain and footer are right."""
    head = head or header()
    head = {**head, "suite": {**head["suite"], "cases": head["suite"]["cases"] or len(run)}}
    records = [head]
    for number, record in enumerate(run):
        kind, rest = record["record"], {k: v for k, v in record.items() if k != "record"}
        records.append({"record": kind, "n": number, **rest})
    result = []
    for record in records:
        result.append(_line(record, result))
    if footer:
        counts = {verdict: sum(record["verdict"] == verdict for record in run) for verdict in VERDICTS}
        digest = hashlib.sha256(b"".join(line + b"\n" for line in result)).hexdigest()
        last = {"record": "footer", "counts": counts, "cases": len(run), "complete": True, "choices": [],
                "digest": digest}
        last.update(footer_changes)
        result.append(_line(last, result))
    return result


def _line(record, before):
    prev = hashlib.sha256(before[-1]).hexdigest() if before else "0" * 64
    return json.dumps({"prev": prev, **record}, separators=(",", ":")).encode("ascii")


def write(folder, journal_lines, rules=None, end=b"\n"):
    """Write both input files; returns (rules path, journal path) as text."""
    rules_path, journal_path = folder / "rules.json", folder / "run.jsonl"
    rules_path.write_text(json.dumps(rules or RULES), encoding="utf-8")
    journal_path.write_bytes(b"\n".join(journal_lines) + end)
    return str(rules_path), str(journal_path)


def mixed():
    """One case of each verdict, with a choice and a note."""
    cases = [case(f"ALL-{number:02d}", verdict) for number, verdict in enumerate(VERDICTS)]
    cases[0].update(choices=[{"ambiguity": "A-03", "question": "S_FALSE_WHEN", "reading": "NEVER",
                              "grade": "preferred"}],
                    notes=["the handle is negative"])
    return cases


def big(count=400, steps=6):
    """A run as large as the real suite: most cases pass, some of each other verdict."""
    cases = []
    for number in range(count):
        verdict = "fail" if number % 40 == 3 else VERDICTS[2 + number % 3] if number % 25 == 7 else "pass"
        record = case(f"BIG-CASE-{number:03d}", verdict, file=f"cases/topic-{number // 50}.yaml", line=number + 1,
                      purpose="a reference is still held after one of two was released, so the window is reused")
        if record["steps"]:
            record["steps"] = [step(n + 1) for n in range(steps)]
        cases.append(record)
    return cases
