"""The documentation as one HTML page that needs nothing else, and its diagrams as files of their own.

How text is made safe stands in `page.py`.  Within a text, ids that the page knows become links, and what looks like a
name of the interface is set as such.
"""
import re

from markupsafe import Markup, escape

from docs_data import GRADES
from page import FOLDER, environment, inline
from text import show

_WORDS = re.compile(r"\b([CRA]-[0-9]{2})\b|\b(\w*(?:S_OK|S_FALSE|[A-Z]_E_[A-Z_]+|MSGR_[A-Z_]+|E_[A-Z]{3,}|VT_[A-Z0-9_]+"
                    r"|RPC_[A-Z_]+)\w*|0x[0-9A-Fa-f]{2,8}|U\+[0-9A-F]{4,6}|pp?M[A-Z]\w+|vContact|On[A-Z]{2}\w+)\b")


def render(docs):
    """The page as bytes."""
    made = environment()
    anchors = docs.anchors
    made.filters["linked"] = lambda text: _linked(text, anchors)
    made.filters["anchor"] = lambda text: re.sub("[^A-Za-z0-9_.-]", "-", text)
    made.filters["breakable"] = _breakable
    made.filters["hresult"] = lambda value: f"0x{value:08X}" if isinstance(value, int) else value
    page = made.get_template("docs.html").render(
        docs=docs, grades=GRADES, anchors=anchors, picture_style="",
        **inline(["base.css", "docs.css", "picture.css"], ["folded.js", "docs.js"]))
    return page.encode("utf-8")


def picture(life):
    """The diagram of LIFE as an SVG file, bytes, with its own colours for light and dark."""
    style = Markup((FOLDER / "picture.css").read_text(encoding="utf-8"))
    made = environment().get_template("picture.svg").render(life=life, picture_style=style, links=False)
    return made.encode("utf-8")


def _linked(text, anchors):
    """TEXT with its ids as links and its names as code; everything in it is shown and escaped."""
    made, at = [], 0
    text = show(text, 4000)
    for found in _WORDS.finditer(text):
        word = escape(found.group())
        made.append(escape(text[at:found.start()]))
        at = found.end()
        if found.group(1) is None:
            made.append(Markup("<code>%s</code>") % word)
        elif found.group() in anchors:
            made.append(Markup('<a class="ref" href="#%s">%s</a>') % (anchors[found.group()], word))
        else:
            made.append(word)
    return Markup("").join([*made, escape(text[at:])])


def _breakable(text):
    """TEXT that may be broken after its underlines, if it is too long for a narrow column."""
    return escape(show(text)).replace("_", Markup("_<wbr>")) if len(text) > 12 else escape(show(text))
