"""From a VARIANT to a person: the types, the by-reference forms and the string rules
of vContact (C-04 to C-10, C-17 to C-22). It knows nothing of windows or of sign-in."""

import unicodedata

import codes

BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" \
         "\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff"
MORE_LINE_ENDS = "\v\f\u0085\u2028\u2029"


class Variant:
    """A decoded VARIANT: `value` for plain types, `contact` for an object of ours,
    `foreign` for somebody else's object, `inner` for what a reference points to."""

    def __init__(self, vt, value=None, contact=None, foreign=False, inner=None):
        self.vt, self.value, self.contact = vt, value, contact
        self.foreign, self.inner = foreign, inner


class Argument:
    """What vContact turned out to be. `problem` is a code, or None if it names somebody:
    then either `text` or `contact` does. `byref` tells whether a reference was followed."""

    def __init__(self):
        self.problem, self.text, self.contact = None, None, None
        self.byref, self.vt, self.raw = False, "", None


def units(text):
    """The number of UTF-16 code units that a BSTR needs for `text`."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class ArgumentReader:
    """Reads vContact by the rules of `policy`. Each rule is a method of its own."""

    limit = 129

    def __init__(self, policy):
        self.policy = policy

    def read(self, variant, binding):
        """The Argument that `variant` stands for when it came through `binding`."""
        arg = Argument()
        plain = self.unwrap(variant, arg, binding)
        if plain is None:
            return arg
        arg.vt = plain.vt
        if plain.vt == "VT_BSTR":
            self.read_text(plain.value, arg)
        elif plain.vt == "VT_DISPATCH":
            self.read_object(plain, arg)
        elif plain.vt in ("VT_EMPTY", "VT_NULL", "VT_ERROR"):
            arg.problem = self.absent(plain)
        else:
            self.read_number(plain, arg)
        return arg

    def unwrap(self, variant, arg, binding):
        """Follows references. Gives the plain VARIANT, or None after setting the problem."""
        depth = 0
        while variant.vt.startswith("VT_BYREF"):
            kind = variant.vt.split("|")[1]
            arg.byref = True
            if not self.may_follow(kind, depth, binding):
                arg.problem = codes.E_INVALIDARG
                return None
            depth += 1
            if kind == "VT_VARIANT":
                variant = variant.inner
            else:
                variant = Variant(kind, variant.value, variant.contact, variant.foreign)
        return variant

    def may_follow(self, kind, depth, binding):
        """Whether a reference to `kind` is followed (A-13)."""
        if depth > 0 and self.policy["A-13-nested"] == "refuse":
            return False
        if kind == "VT_VARIANT":
            return self.policy["A-13-variant"] == "unwrap" or binding != "vtable"
        if depth > 0:
            return True
        return self.policy["A-13-bstr" if kind == "VT_BSTR" else "A-13-dispatch"] == "unwrap"

    def read_object(self, plain, arg):
        """VT_DISPATCH: a contact, NULL, or something that is no contact."""
        if plain.contact is not None:
            arg.contact = plain.contact
        elif plain.foreign:
            arg.problem = codes.BY_WORD[self.policy["A-16"]]
        else:
            arg.problem = codes.BY_WORD[self.policy["A-15"]]

    def absent(self, plain):
        """The code for a VARIANT that holds nothing (A-11)."""
        return codes.BY_WORD[self.policy["A-11"]]

    def read_number(self, plain, arg):
        """VT_I4 and VT_BOOL, which the page does not mention (A-12)."""
        if self.policy["A-12"] != "coerce":
            arg.problem = codes.BY_WORD[self.policy["A-12"]]
        elif plain.vt == "VT_BOOL":
            self.read_text("True" if plain.value else "False", arg)
        else:
            self.read_text(str(plain.value), arg)

    def read_text(self, text, arg):
        """A string: NULL, empty, refused by a rule, or a name."""
        arg.raw = text
        if text is None:
            arg.problem = self.null_text(arg)
            return
        if self.policy["A-07-nul"] == "cut":
            text = text.split("\0")[0]
        arg.text = text
        if text == "":
            arg.problem = self.empty_text()
        elif self.text_refused(text, arg):
            arg.problem = codes.E_INVALIDARG

    def null_text(self, arg):
        """The code for a NULL BSTR (C-18)."""
        return codes.E_INVALIDARG

    def empty_text(self):
        """The code for a zero-length string (A-10)."""
        word = self.policy["A-10"]
        return None if word == "SUCC" else codes.BY_WORD[word]

    def text_refused(self, text, arg):
        """Whether one of the E_INVALIDARG rows applies to a string that is not empty."""
        return (self.starts_badly(text, arg) or self.too_long(text, arg)
                or self.has_line_end(text, arg) or self.has_odd_character(text))

    def starts_badly(self, text, arg):
        """A space as the first character (C-19, A-08), or a NUL (A-07)."""
        if text[0] == "\0" and self.policy["A-07-nul"] == "first":
            return True
        return text[0] == " " or (text[0] in BLANKS and self.policy["A-08-first"] == "any")

    def measure(self, text):
        """How long `text` is, in what this desktop counts (A-07)."""
        if self.policy["A-07-length"] == "points":
            return len(text)
        if self.policy["A-07-length"] == "bytes":
            return sum(1 if c < "\x80" else 2 for c in text)
        return units(text)

    def too_long(self, text, arg):
        """More than 129 characters (C-20)."""
        return self.measure(text) > self.limit

    def has_line_end(self, text, arg):
        """A carriage return or a line feed anywhere (C-21, C-22)."""
        ends = "\r\n" + (MORE_LINE_ENDS if self.policy["A-09"] == "all" else "")
        return any(c in text for c in ends)

    def has_odd_character(self, text):
        """Characters that the page allows and a fair reading may refuse (A-07, A-08, A-29)."""
        if self.policy["A-07-nul"] == "refuse" and "\0" in text:
            return True
        if self.policy["A-07-lone"] == "refuse" and any("\ud800" <= c <= "\udfff" for c in text):
            return True
        if self.policy["A-08-inner"] == "refuse" and " " in text:
            return True
        return self.policy["A-29"] == "INV" and any(
            unicodedata.category(c) == "Cc" and c != "\0" for c in text)
