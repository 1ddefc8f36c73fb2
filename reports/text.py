"""Text that an implementation under test chose, made safe to look at.

Whatever an IUT sends is hostile: it may hold control characters, half surrogate pairs, marks that turn the writing
direction, characters without width, or a megabyte of nothing.  `show` turns all of it into plain text in which
every such character is visible as ‹U+202E› and which has a bounded length.  Text is
shown once, on its way out: a mark that the IUT itself wrote is told apart from ours.  It does not know HTML, Markdown
or XML; each format escapes what `show` returns.
"""
import re

LIMIT = 400         # characters of one shown text; longer ones lose their middle
LINES = 200         # lines of one shown block

# What a reader could not see, could not tell from a space, or what would move other text about.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0010fffe\U0010ffff]"
    "|\u2039(?=U\\+|\u2026)"        # so that no text can pretend to hold such a mark
)


def show(text, limit=LIMIT):
    """TEXT with everything unseen made visible, and its middle cut out if it is longer than LIMIT characters."""
    if len(text) <= limit:
        return _visible(text)
    head, tail = limit * 2 // 3, limit // 4
    return f"{_visible(text[:head])} ‹…{len(text):,} characters in all…› {_visible(text[-tail:])}"


def show_block(text, limit=8000):
    """TEXT of several lines: every line shown, the middle lines left out if there are more than LINES of them."""
    lines = [show(line) for line in text[:limit].split("\n")]
    if len(lines) > LINES:
        half = LINES // 2
        lines[half:-half] = [f"‹…{len(lines):,} lines in all…›"]
    if len(text) > limit:
        lines.append(f"‹…{len(text):,} characters in all…›")
    return "\n".join(lines)


def plural(number, one, many=None):
    """'1 case', '2 cases': a number with its word."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _visible(text):
    return _UNSEEN.sub(lambda match: f"‹U+{ord(match.group()):04X}›", text)
