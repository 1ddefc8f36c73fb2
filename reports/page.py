"""What all HTML pages share: one file each, no network, no style attribute.

Text is made safe in one place: every text that a template prints passes `text.show` and is then escaped.  The
content security policy of a page names the hashes of its one style sheet and its one script, so that nothing else could
run even if escaping failed.
"""
import base64
import hashlib
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from text import plural, show, show_block

FOLDER = Path(__file__).resolve().parent / "templates"


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to, for every later page of this process: compiling takes longer than rendering."""

    def __init__(self):
        self.known = {}

    def load_bytecode(self, bucket):
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def environment():
    """Where templates come from, with the filters that all of them know."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(FOLDER)), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_safe, bytecode_cache=_COMPILED)
    made.filters["brief"] = lambda text: Markup(escape(show(text, 100)))
    made.filters["whole"] = lambda text: Markup(escape(show(text, 4000)))
    made.filters["block"] = lambda text: Markup(escape(show_block(text)))
    made.filters["slug"] = lambda text: text.replace(" ", "-")
    made.globals["plural"] = plural
    return made


def inline(style, script):
    """What a template needs for the content of its style and script elements: STYLE and SCRIPT are lists of files."""
    parts = {"style": _joined(style), "script": _joined(script)}
    return {**{name: Markup(text) for name, text in parts.items()},
            **{f"{name}_hash": _hash(text) for name, text in parts.items()}}


def _safe(value):
    """Every text on its way to the page; what the templates themselves made is left alone."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return show(value)
    return "" if value is None else value


def _joined(names):
    return "".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


def _hash(text):
    """The source expression of a content security policy for an inline element with this content."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
