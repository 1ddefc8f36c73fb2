"""The run in a sentence or two: the words at the top of each page.

A sentence never claims more than was shown, and every share comes with its numbers.
"""
from text import plural


def headline(run):
    """(kind, title, sentence): kind is 'pass', 'fail', 'error' or 'inconclusive', title a few words.

    A journal that is no evidence never gets the sign of a pass.
    """
    kind, title, sentence = _headline(run)
    if run.journal.state in ("broken", "unread"):
        return "error", f"Unproven: {title[0].lower()}{title[1:]}", sentence
    if run.journal.state != "intact" and kind == "pass":
        return "inconclusive", f"{title} so far", sentence
    return kind, title, sentence


def _headline(run):
    counts, total = run.counts, len(run.cases)
    if not total:
        return "error", "Nothing was run", "The journal holds no case, so nothing is known about this implementation."
    if counts["fail"]:
        return "fail", _failed(run), f"{counts['fail']:,} of {plural(total, 'case')} failed{_rest(counts)}."
    if counts["error"]:
        return "error", "The kit could not judge", (
            f"No case failed, but {counts['error']:,} of {plural(total, 'case')} could not be judged{_rest(counts)}.")
    if not counts["pass"]:
        return "inconclusive", "Nothing was shown", (
            f"None of {plural(total, 'case')} failed, and none passed{_rest(counts)}.")
    if counts["pass"] == total:
        return "pass", "No broken rule found", f"{'The only case' if total == 1 else f'All {total:,} cases'} passed."
    return "pass", "No broken rule found", f"{counts['pass']:,} of {plural(total, 'case')} passed{_rest(counts)}."


def _failed(run):
    """What stands behind the failures: '3 rules broken, 1 capability declared but not there'."""
    parts = [f"{plural(len(run.broken), 'rule')} broken"] if run.broken else []
    if run.missing:
        parts.append(f"{plural(len(run.missing), 'capability', 'capabilities')} declared but not there")
    return ", ".join(parts) or f"{plural(run.counts['fail'], 'case')} failed"


def _rest(counts):
    """The verdicts that the sentence has not named yet: '; 2 inconclusive, 3 not applicable'."""
    parts = [f"{counts[v]:,} {v}" for v in ("inconclusive", "not applicable") if counts[v]]
    if counts["fail"] or counts["error"]:
        parts.insert(0, f"{counts['pass']:,} passed")
    if counts["fail"] and counts["error"]:
        parts.append(f"{counts['error']:,} could not be judged")
    return "; " + ", ".join(parts) if parts else ""


def shown(run):
    """What the run says about the rules: '51 of 60 rules shown by passing cases, 3 broken, 6 not shown.'"""
    total, states = len(run.rules), run.states
    return (f"{states['shown']:,} of {plural(total, 'rule')} shown by passing cases, {states['broken']:,} broken, "
            f"{states['not shown']:,} not shown.")


def statement(ics):
    """Sentences about what was declared, the serious ones first: [(kind, text)]; empty if there is nothing to say."""
    found = [("not there", f"{entry.name} is declared but not there; {plural(len(entry.cases), 'case')} failed for "
                           "that reason, and no rule is blamed for it.") for entry in ics.of("not there")]
    unused = [entry.name for entry in ics.of("not called")]
    if unused:
        found.append(("not called", f"Declared and not called by the chosen cases: {', '.join(unused)}."))
    unknown = [entry.name for entry in ics.of("unknown")]
    if unknown:
        found.append(("unknown", f"Declared and unknown to this version: {', '.join(unknown)}."))
    if ics.twice:
        found.append(("twice", f"Declared twice: {', '.join(ics.twice)}."))
    return found


def banner(journal):
    """(title, sentence, items) of what stands between the reader and trusting this report, or None."""
    share = f"{len(journal.cases):,} of {plural(journal.header['suite']['cases'], 'case')}"
    if journal.state == "broken":
        return ("This journal is broken",
                "It was changed, cut or put together after the run. What follows shows what can still be read; it is "
                "no evidence.", [str(problem) for problem in journal.problems + journal.unread])
    if journal.state == "unread":
        return ("This journal could not be read in full",
                f"{plural(len(journal.unread), 'line')} without the shape that this report knows; the numbers below "
                "are not those of the run. Was it written by another version of the kit?",
                [str(problem) for problem in journal.unread])
    if journal.state == "interrupted":
        return ("This run was interrupted",
                f"The journal has no footer: it ends after line {journal.lines} with {share}. Either the run was "
                "stopped, then imconform run --resume goes on with it, or the end was cut off.", [])
    if journal.state == "incomplete":
        return "This run is not complete", f"{share} were run, as the footer itself says.", []
    return None
