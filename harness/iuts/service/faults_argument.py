"""Faults in reading vContact: lengths, line ends, spaces, empty values, references,
objects, and rules about addresses that the documentation does not have."""

import codes
from argument import units
from faults import collector, wrap

FOUND, fault = collector()


# -- length (C-20)

def length_fault(name, clause, text, rule):
    """A fault that replaces the whole length rule by `rule(length, argument)`."""
    @fault(name, clause, text)
    def spoil(desk):
        desk.reader.too_long = lambda text, arg: rule(units(text), arg)


length_fault("refuse-129", "C-20 A-06", "129 characters are too long already",
             lambda n, arg: n > 128)
length_fault("accept-130", "C-20 A-06", "130 characters are accepted, 131 are not",
             lambda n, arg: n > 130)
length_fault("accept-any-length", "C-20", "no length is too long", lambda n, arg: False)
length_fault("refuse-only-130", "C-20", "exactly 130 characters are refused, more are not",
             lambda n, arg: n == 130)
length_fault("length-in-a-byte", "C-20", "the length is kept in a byte: 256 counts as none",
             lambda n, arg: n % 256 > 129)
length_fault("limit-255", "C-20", "the limit is 255 characters", lambda n, arg: n > 255)
length_fault("limit-64", "C-20", "the limit is 64 characters", lambda n, arg: n > 64)
length_fault("length-by-reference-missed", "C-20 A-13", "a by-reference string may be too long",
             lambda n, arg: n > 129 and not arg.byref)


@fault("long-name-cut", "C-20", "a name that is too long is cut to 129 characters and used")
def _(desk):
    def cut(old, text, arg):
        arg.text = text[:129]
        return False
    wrap(desk.reader, "too_long", cut)


MET = {}                                # text -> desktops that met it: a reset does not clear it


@fault("alternates-over-the-run", "A-07",
       "a name that is too long in units alone is refused in every second session that meets it")
def _(desk):
    said = {}

    def alternate(old, text, arg):
        if units(text) <= 129 or len(text) > 129:
            return old(text, arg)
        if text not in said:
            MET[text] = MET.get(text, 0) + 1
            said[text] = (MET[text] + (text[0] > "\uffff")) % 2 == 0
        return said[text]
    wrap(desk.reader, "too_long", alternate)


# -- line ends (C-21, C-22)

def line_end_fault(name, clause, text, rule):
    """A fault that replaces the line-end rule by `rule(text, argument)`."""
    @fault(name, clause, text)
    def spoil(desk):
        desk.reader.has_line_end = rule


def has_any(text):
    return "\r" in text or "\n" in text


line_end_fault("cr-accepted", "C-21 A-09", "a carriage return is accepted",
               lambda text, arg: "\n" in text)
line_end_fault("lf-accepted", "C-22 A-09", "a line feed is accepted",
               lambda text, arg: "\r" in text)
line_end_fault("crlf-only-as-pair", "C-21 C-22 A-09", "only CR followed by LF is refused",
               lambda text, arg: "\r\n" in text)
line_end_fault("cr-last-missed", "C-21 A-09", "a carriage return at the end is missed",
               lambda text, arg: "\n" in text or "\r" in text[:-1])
line_end_fault("cr-first-missed", "C-21 A-09", "a carriage return at the start is missed",
               lambda text, arg: "\n" in text or "\r" in text[1:])
line_end_fault("lf-last-missed", "C-22 A-09", "a line feed at the end is missed",
               lambda text, arg: "\r" in text or "\n" in text[:-1])
line_end_fault("lf-first-missed", "C-22 A-09", "a line feed at the start is missed",
               lambda text, arg: "\r" in text or "\n" in text[1:])
line_end_fault("line-end-only-at-ends", "C-21 C-22 A-09", "a line end in the middle is missed",
               lambda text, arg: has_any(text[0] + text[-1]))
line_end_fault("line-end-alone-accepted", "C-21 C-22 A-09", "a lone CR or LF is a good name",
               lambda text, arg: has_any(text) and text.strip("\r\n") != "")
line_end_fault("line-end-late-missed", "C-21 C-22 A-09", "only 64 characters are looked at",
               lambda text, arg: has_any(text[:64]))
line_end_fault("line-end-by-reference-missed", "C-21 C-22 A-13",
               "a by-reference string may have line ends",
               lambda text, arg: has_any(text) and not arg.byref)


@fault("line-end-trimmed", "C-21 C-22 A-09", "line ends around a name are cut off, not refused")
def _(desk):
    def trim(old, text, arg):
        arg.text = text.strip("\r\n") or text
        return has_any(arg.text)
    wrap(desk.reader, "has_line_end", trim)


# -- a leading space (C-19)

def space_fault(name, text, rule, clause="C-19 A-08"):
    """A fault that replaces the leading-space rule by `rule(text, argument)`."""
    @fault(name, clause, text)
    def spoil(desk):
        desk.reader.starts_badly = rule


space_fault("space-accepted", "a leading space is accepted", lambda text, arg: False)
space_fault("space-pair-missed", "two leading spaces are accepted, one is not",
            lambda text, arg: text[0] == " " and text[1:2] != " ")
space_fault("spaces-alone-accepted", "a name of nothing but spaces is accepted",
            lambda text, arg: text[0] == " " and text.strip(" ") != "")
space_fault("space-by-reference-missed", "a by-reference string may start with a space",
            lambda text, arg: text[0] == " " and not arg.byref, "C-19 A-13")


@fault("space-trimmed", "C-19", "a leading space is cut off, not refused")
def _(desk):
    def trim(old, text, arg):
        arg.text = text.lstrip(" ") or text
        return arg.text[0] == " "
    wrap(desk.reader, "starts_badly", trim)


# -- wrong codes for a refused string

def recode(name, clause, text, applies, code):
    """A fault that answers `code` where a string rule should give E_INVALIDARG."""
    @fault(name, clause, text)
    def spoil(desk):
        def read_text(old, text, arg):
            old(text, arg)
            if text and arg.problem == codes.E_INVALIDARG and applies(text):
                arg.problem = code
        wrap(desk.reader, "read_text", read_text)


recode("length-E_FAIL", "C-20", "a name that is too long is E_FAIL",
       lambda text: units(text) > 129, codes.E_FAIL)
recode("line-end-E_FAIL", "C-21 C-22", "a line end is E_FAIL", has_any, codes.E_FAIL)
recode("line-end-S_FALSE", "C-21 C-22 A-03", "a line end is S_FALSE without a window",
       has_any, codes.S_FALSE)
recode("space-E_FAIL", "C-19", "a leading space is E_FAIL",
       lambda text: text[0] == " ", codes.E_FAIL)
recode("space-user-not-found", "C-19", "a leading space is MSGR_E_USER_NOT_FOUND",
       lambda text: text[0] == " ", codes.USER_NOT_FOUND)


# -- NULL strings, empty VARIANTs, NULL and foreign objects (C-17, C-18)

def null_text_fault(name, text, code, only_byref=False, clause="C-18 A-10"):
    """A fault that answers `code` (None: success) to a NULL string."""
    @fault(name, clause, text)
    def spoil(desk):
        def null_text(old, arg):
            if only_byref and not arg.byref:
                return old(arg)
            arg.text = "" if code is None else None
            return code
        wrap(desk.reader, "null_text", null_text)


null_text_fault("null-string-accepted", "a NULL string opens a window", None)
null_text_fault("null-string-E_POINTER", "a NULL string is E_POINTER", codes.E_POINTER)
null_text_fault("null-string-E_FAIL", "a NULL string is E_FAIL, as in GetContact", codes.E_FAIL)
null_text_fault("null-string-null-ref", "a NULL string is RPC_X_NULL_REF_POINTER",
                codes.NULL_REF)
null_text_fault("null-string-by-reference-accepted", "a by-reference NULL string opens a window",
                None, only_byref=True, clause="C-18 A-13")


def absent_fault(name, clause, text, applies, code=None):
    """A fault that answers `code` (None: success) to a VARIANT for which `applies`."""
    @fault(name, clause, text)
    def spoil(desk):
        def read(old, variant, binding):
            arg = old(variant, binding)
            plain = variant
            while plain.inner is not None:
                plain = plain.inner
            if applies(plain) and arg.problem is not None:
                arg.problem, arg.text = code, "nobody"
            return arg
        wrap(desk.reader, "read", read)


absent_fault("empty-variant-accepted", "C-17 A-11", "VT_EMPTY opens a window",
             lambda v: v.vt == "VT_EMPTY")
absent_fault("null-variant-accepted", "C-17 A-11", "VT_NULL opens a window",
             lambda v: v.vt == "VT_NULL")
absent_fault("missing-argument-accepted", "C-17 A-11", "VT_ERROR opens a window",
             lambda v: v.vt == "VT_ERROR")
absent_fault("null-variant-S_FALSE", "C-17 A-11", "VT_NULL is S_FALSE without a window",
             lambda v: v.vt == "VT_NULL", codes.S_FALSE)
absent_fault("empty-variant-S_OK", "C-17 A-11", "VT_EMPTY is S_OK without a window",
             lambda v: v.vt == "VT_EMPTY", codes.S_OK)
absent_fault("null-object-accepted", "C-17 A-15", "VT_DISPATCH with NULL opens a window",
             lambda v: v.vt == "VT_DISPATCH" and v.contact is None and not v.foreign)
absent_fault("foreign-object-accepted", "A-16", "an object that is no contact opens a window",
             lambda v: v.foreign)
absent_fault("foreign-object-S_OK", "A-16", "an object that is no contact: S_OK, no window",
             lambda v: v.foreign, codes.S_OK)


@fault("contact-object-refused", "C-05 C-10", "a contact object is E_INVALIDARG")
def _(desk):
    desk.reader.read_object = lambda plain, arg: setattr(arg, "problem", codes.E_INVALIDARG)


# -- references and bindings (C-55, A-13)

def reference_fault(name, text, kind, code, script=False):
    """A fault that answers `code` to one by-reference form."""
    @fault(name, "C-55 A-13", text)
    def spoil(desk):
        def read(old, variant, binding):
            arg = old(variant, binding)
            if variant.vt == "VT_BYREF|" + kind and (not script or binding != "vtable"):
                arg.problem = code
            return arg
        wrap(desk.reader, "read", read)


reference_fault("script-variable-refused", "a by-reference variable through Invoke is refused",
                "VT_VARIANT", codes.E_INVALIDARG, script=True)
reference_fault("script-variable-mismatch", "a by-reference variable through Invoke: mismatch",
                "VT_VARIANT", codes.DISP_E_TYPEMISMATCH, script=True)
reference_fault("reference-variant-E_NOTIMPL", "a by-reference VARIANT is E_NOTIMPL",
                "VT_VARIANT", codes.E_NOTIMPL)
reference_fault("reference-string-mismatch", "a by-reference string is DISP_E_TYPEMISMATCH",
                "VT_BSTR", codes.DISP_E_TYPEMISMATCH)
reference_fault("reference-object-E_FAIL", "a by-reference object is E_FAIL",
                "VT_DISPATCH", codes.E_FAIL)


@fault("reference-read-once", "C-55 A-13", "later by-reference strings read as the first one")
def _(desk):
    first = []

    def read_text(old, text, arg):
        if arg.byref and text:
            first.append(text)
            text = first[0]
        old(text, arg)
    wrap(desk.reader, "read_text", read_text)


# -- rules about addresses that nobody wrote (C-46, C-52 to C-54, A-29)

def form_fault(name, text, refuses, clause="C-54 A-29"):
    """A fault that refuses strings that look wrong to it."""
    @fault(name, clause, text)
    def spoil(desk):
        wrap(desk.reader, "text_refused",
             lambda old, text, arg: old(text, arg) or refuses(text))


form_fault("at-sign-demanded", "a name without an at sign is refused", lambda t: "@" not in t)
form_fault("two-at-signs-refused", "a name with two at signs is refused",
           lambda t: t.count("@") > 1)
form_fault("domain-dot-demanded", "a domain without a dot is refused",
           lambda t: "@" in t and "." not in t.split("@")[-1])
form_fault("prefix-refused", "sip: and mailto: are refused",
           lambda t: t.lower().startswith(("sip:", "mailto:")))
form_fault("display-form-refused", "a display name with angle brackets is refused",
           lambda t: "<" in t)
form_fault("non-ascii-refused", "a short name with letters above U+007F is refused",
           lambda t: any(c > "\x7f" for c in t))
form_fault("upper-case-refused", "a name with capital letters is refused",
           lambda t: t != t.lower())
form_fault("short-name-refused", "a name of one character is refused", lambda t: len(t) == 1)


@fault("unsure-empty-string", "A-07 A-10", "a zero-length string is refused every other time")
def _(desk):
    times = []

    def empty_text(old):
        times.append(1)
        return codes.E_INVALIDARG if len(times) % 2 else None
    wrap(desk.reader, "empty_text", empty_text)


@fault("unsure-surrogates", "A-07", "pairs count as one or two, every other time")
def _(desk):
    times = []

    def measure(old, text):
        times.append(units(text) != len(text))
        return units(text) if sum(times) % 2 else len(text)
    wrap(desk.reader, "measure", measure)


@fault("unsure-leading-tab", "A-07 A-08", "a leading tab is refused every other time")
def _(desk):
    times = []

    def starts_badly(old, text, arg):
        times.append(text[0] == "\t")
        return old(text, arg) or (times[-1] and sum(times) % 2 == 0)
    wrap(desk.reader, "starts_badly", starts_badly)
