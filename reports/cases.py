"""One case of a journal in the words of a report: what was done, what was allowed, what came back.

Every format shows cases through these two classes, so that a step reads the same on each page.  Texts are those of
the journal, not yet safe to show: `text.show` makes them so.
"""
import json
import shlex

SHORT = {"pass": "pass", "fail": "fail", "inconclusive": "inconclusive", "error": "error", "not applicable": "na"}
KEEP = 60           # steps shown of a long case, the last ones before its end or its failure

_STATUS = {
    "cannot": "this change could not be made",
    "no method": "has no such method",
    "violation": "broke the protocol",
    "crash": "crashed",
    "timeout": "no answer in time",
    "refused": "refused",
}
_OUT = {"null": "no window (NULL)", "untouched": "*ppMWindow left untouched"}


class Step:
    """One step; `allowed` is a list of (outcome, why) and `decisive` marks the step that decided the verdict."""

    def __init__(self, record, decisive):
        self.number = record["n"]
        self.line = record["line"]
        self.did = record["did"]
        self.observation = record.get("observation")
        self.event = record["event"]
        self.got = got(self.observation)
        self.allowed = allowed(record["allowed"])
        self.grade = record["grade"]
        self.decisive = decisive

    @property
    def exact(self):
        """The event and the observation as JSON, for those who want the very bytes' meaning."""
        received = "nothing" if self.observation is None else _json(self.observation)
        return f"sent      {_json(self.event)}\nreceived  {received}"


class Case:
    """One case record; `anchor` is unique on the page and made of harmless characters only.  `blame` are the rules that
    it shows to be broken: the CULPRIT of the whole run if there is one, else those that the case names.  `could` are
    all that explain it."""

    def __init__(self, record, locator, anchor, culprit=None):
        self.id = record["id"]
        self.anchor = anchor
        self.program = record.get("program", "")
        self.place = f"{record['file']}:{record['line']}" + (f", {self.program}" if self.program else "")
        self.file = record["file"]
        self.purpose = record["purpose"]
        self.rules = record["rules"]
        self.verdict = record["verdict"]
        self.kind = SHORT[self.verdict]
        self.blame = [culprit] if culprit else record["blame"]
        self.could = list(dict.fromkeys(self.blame + record["blame"]))
        self.choices = record["choices"]
        self.notes = record["notes"]
        self.transcript = record.get("transcript", "")
        self.seconds = record["duration_us"] / 1e6
        self.at = record["at"]
        self.again = f"imconform replay {shlex.quote(locator)} {self.id}"
        self.lacks = record.get("lacks", []) if self.verdict == "not applicable" else []
        self.misdeclared = record.get("misdeclared", "") if self.verdict == "fail" else ""
        self.reason = record["reason"] or _lacking(self.lacks)
        steps = record["steps"]
        self.used = _used(steps)
        end = self.at if 0 < self.at <= len(steps) else len(steps)
        first = max(0, end - KEEP)
        shown = steps[first:end + 3]
        self.steps = [Step(step, step["n"] == self.at) for step in shown]
        self.left_out = len(steps) - len(shown)

    @property
    def decisive(self):
        """The step that decided the verdict, or None."""
        return next((step for step in self.steps if step.decisive), None)


def got(observation):
    """What came back, in one line: `S_OK, window = w2`; OBSERVATION None means that nothing did."""
    if observation is None:
        return "nothing came back"
    parts = []
    status = observation.get("status", "done")
    if status != "done":
        parts.append(_STATUS[status])
    if "hresult" in observation or "code" in observation:
        parts.append(observation.get("hresult") or f"0x{observation.get('code', 0):08X}")
    if observation.get("out") in _OUT:
        parts.append(_OUT[observation["out"]])
    if "window" in observation:
        parts.append(f"window = {observation['window']}")
    if "value" in observation:
        parts.append(f"value = {_json(observation['value'])}")
    if observation.get("detail"):
        parts.append(observation["detail"])
    return ", ".join(parts) or "done"


def allowed(outcomes):
    """The allowed OUTCOMES, each with the reason: [('S_OK | S_FALSE, a new window', 'accepted by A-34')].

    Codes that come with the same object for the same reason share one entry.
    """
    groups = {}
    for outcome in outcomes:
        source = outcome.get("ambiguity") or outcome.get("rule")
        why = f"{outcome['grade']} by {source}" if source else outcome["grade"]
        groups.setdefault((outcome.get("window"), why), []).append(outcome["codes"])
    return [(f"{' | '.join(codes)}, {window}" if window else " | ".join(codes), why)
            for (window, why), codes in groups.items()]


def _lacking(names):
    return f"the implementation does not have {', '.join(names)}" if names else ""


def _used(steps):
    """The methods that STEPS called and the bindings that they asked for, once each."""
    names = {}
    for step in steps:
        event = step["event"]
        names[event["method"]] = None
        params = event.get("params")
        binding = params.get("binding") if isinstance(params, dict) else None
        if isinstance(binding, str):
            names[f"binding {binding}"] = None
    return list(names)


def _json(value):
    """VALUE as JSON for people; lone surrogates stay escaped, other text is readable."""
    return json.dumps(value, ensure_ascii=False)
