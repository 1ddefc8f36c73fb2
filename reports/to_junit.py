"""The run as JUnit XML that the strict schemas accept: the one of Jenkins and the one of Ant.

fail is a failure, error an error, inconclusive and not applicable are skipped.  A journal that is no evidence adds an
error of its own, since a consumer of this file sees nothing else.  Both schemas want times with at most three
decimals, a time stamp without zone, no attributes on the root and none beyond the basic ones on a case.
"""
import xml.etree.ElementTree as ET

from text import show
from verdict import banner

_ELEMENTS = {"fail": "failure", "error": "error", "inconclusive": "skipped", "not applicable": "skipped"}


def render(run):
    """The file as bytes."""
    header, notice = run.header, banner(run.journal)
    root = ET.Element("testsuites")
    suite = ET.SubElement(root, "testsuite", {
        "name": show(f"imconform {header['iut']['name']}"), "package": "imconform", "id": "0",
        "timestamp": header["time"].rstrip("Z"), "hostname": show(header["host"]["system"]) or "unknown",
        "tests": str(len(run.cases) + bool(notice)), "failures": str(run.counts["fail"]),
        "errors": str(run.counts["error"] + bool(notice)),
        "skipped": str(run.counts["inconclusive"] + run.counts["not applicable"]), "time": f"{run.seconds:.3f}"})
    _properties(suite, run)
    for case in run.cases:
        _case(suite, case)
    if notice:
        entry = ET.SubElement(suite, "testcase", {"name": "journal", "classname": "imconform", "time": "0.000"})
        problem = ET.SubElement(entry, "error", {"message": show(notice[0]), "type": run.journal.state})
        problem.text = "\n".join(show(line) for line in [notice[1], *notice[2]])
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _properties(suite, run):
    header, iut = run.header, run.header["iut"]
    facts = {"iut.name": iut["name"], "iut.version": iut["version"], "iut.vendor": iut.get("vendor"),
             "iut.platform": iut.get("platform"), "iut.digest": iut.get("digest"),
             "iut.capabilities": ", ".join(header["capabilities"]), "iut.bindings": ", ".join(header["bindings"]),
             "locator": run.locator, "profile": header["profile"], "seed": str(header["seed"]),
             "kit.version": header["kit"]["version"], "suite.version": header["suite"]["version"],
             "suite.digest": header["suite"]["digest"], "rules.digest": header["rules_digest"],
             "host.machine": header["host"]["machine"], "journal.state": run.journal.state,
             "journal.digest": run.journal.digest, "rules.shown": str(run.states["shown"]),
             "rules.broken": str(run.states["broken"]), "rules.not shown": str(run.states["not shown"])}
    for state in ("not there", "not called", "not declared", "unknown"):
        entries = run.ics.of(state)
        numbers = state in ("not there", "not declared")
        facts[f"capabilities.{state}"] = ", ".join(
            f"{entry.name} ({len(entry.cases)})" if numbers else entry.name for entry in entries) or None
    properties = ET.SubElement(suite, "properties")
    for name, value in facts.items():
        if value is not None:
            ET.SubElement(properties, "property", {"name": name, "value": show(value)})


def _case(suite, case):
    entry = ET.SubElement(suite, "testcase", {"name": show(case.id), "classname": show(case.file),
                                              "time": f"{case.seconds:.3f}"})
    if case.verdict == "pass":
        return
    label = case.blame[0] if case.blame else "misdeclared capability" if case.misdeclared else case.verdict
    words = case.reason or (case.decisive.got if case.decisive else "") or "no reason given"
    message = words if case.verdict == "fail" else f"{case.verdict}: {words}"
    element = ET.SubElement(entry, _ELEMENTS[case.verdict], {"message": show(message), "type": show(label)})
    element.text = "\n".join(_lines(case))


def _lines(case):
    """What a person needs who sees only this entry."""
    yield show(f"{case.place}: {case.purpose}")
    if case.could:
        yield show(f"rules    {', '.join(case.could)}")
    step = case.decisive
    if step:
        yield show(f"did      step {step.number}: {step.did}")
        for text, why in step.allowed:
            yield show(f"allowed  {text}  ({why})")
        yield show(f"got      {step.got}")
    yield show(f"again    {case.again}")
