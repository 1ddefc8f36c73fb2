"""An implementation that writes hostile text into every field that it can reach, and then some that it cannot."""
import fixtures

MARK = "HoStIlE"        # in every hostile text, so that a test sees which places show one
TEXTS = [
    f"</td></style></script><script>{MARK}(1)</script><img src=x onerror={MARK}()>",
    f"\"' onmouseover=\"{MARK}()\" x='{MARK}' style=\"background:url(http://evil.example/{MARK})\"",
    f"{MARK}\u202egnp.exe\u202c \u2066isolated\u2069 zero\u200bwidth \ufeff "
    "\x00\x1b[31m\r\n\t\x85 \ud800 \udfff \ufffe \uffff",
    f"{MARK} | a | b ``` code ``` ` @someone #123 [x](http://evil.example) ![y](http://evil.example/z) "
    "<b>bold</b> **bold**",
    f"{{{{ 7*7 }}}} {{% if x %}} {MARK} &lt;script&gt; &#60; ]]> <![CDATA[ --> <!-- {MARK}",
    f"{MARK} javascript:alert(1) data:text/html,x " + "W" * 5000,
    f"\n{MARK}\n```\n# heading\n- list\n| x |\n| - |\n</details>\n",
]


def journal(text):
    """The lines of a journal in which every text field holds TEXT."""
    observation = {"status": "done", "hresult": text, "out": text, "window": text, "value": {text: [text, None]},
                   "detail": text}
    steps = [fixtures.step(number, did=text, event={"method": text, "params": {text: text}}, observation=observation,
                           allowed=[{"codes": text, "window": text, "grade": "noted", "rule": "REUSE"}])
             for number in (1, 2)]
    choices = [{"ambiguity": name, "question": text, "reading": text, "grade": "noted"} for name in ("A-03", "A-99")]
    choices.append({"ambiguity": "A-03", "question": "S_FALSE_WHEN", "reading": "NEVER", "grade": "noted"})
    cases = []
    for number, verdict in enumerate(fixtures.VERDICTS):
        cases.append(fixtures.case(f"H-{number}", verdict, file=text, purpose=text, reason=text, choices=choices,
                                   notes=[text], steps=steps, transcript=text))
    cases.append(fixtures.case("H-LACKS", "not applicable", lacks=[text]))
    cases.append(fixtures.case("H-MISDECLARED", "fail", blame=[], misdeclared=text))
    cases.append(fixtures.case("H-CRASH", "fail", blame=[],
                               steps=[fixtures.step(1, observation={"status": "crash", "detail": text})], at=1))
    head = fixtures.header(
        profile=text, locator=text, capabilities=[text], bindings=[text], selection={text: text},
        kit={"name": text, "version": text}, suite={"version": text, "digest": text, "cases": 0}, rules_digest=text,
        iut={"name": text, "version": text, "platform": text, "vendor": text, "digest": text},
        people={"me": text, "contacts": [{"signinName": text, "service": text}]},
        host={"system": text, "machine": text})
    return fixtures.lines(cases, head=head)


def rules(text):
    """A list of rules in which every text field holds TEXT, too."""
    listed = {**fixtures.RULES, "profile": text, "digest": text}
    for kind in ("rules", "clauses"):
        listed[kind] = [{**entry, "text": text, **({"why": text} if "why" in entry else {})} for entry in listed[kind]]
    listed["ambiguities"] = [{"id": entry["id"], "question": text, "readings": text, "accepted": [text]}
                             for entry in listed["ambiguities"]]
    question, = listed["questions"]
    readings = [{**reading, "text": text} for reading in question["readings"]]
    listed["questions"] = [{**question, "text": text, "readings": readings}]
    return listed
