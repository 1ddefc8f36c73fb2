"""JSON-RPC 2.0 by the line, strictly: what a request must look like, what a reply looks
like, and the checks of parameters and VARIANTs. It knows no desktop and no transport."""

import json

from argument import Variant

PARSE_ERROR, INVALID_REQUEST, NO_METHOD = -32700, -32600, -32601
BAD_PARAMS, INTERNAL, NO_CHANGE = -32602, -32603, -32001
MAX_LINE = 1 << 20

# The members that each type of VARIANT may have, besides `vt`; exactly one set of them.
FORMS = {
    "VT_BSTR": ("value", "utf16"), "VT_BYREF|VT_BSTR": ("value", "utf16"),
    "VT_DISPATCH": ("contact", "value", "object"),
    "VT_BYREF|VT_DISPATCH": ("contact", "value", "object"),
    "VT_BYREF|VT_VARIANT": ("variant",),
    "VT_EMPTY": (), "VT_NULL": (), "VT_ERROR": ("value",), "VT_I4": ("value",),
    "VT_BOOL": ("value",),
}


class RpcError(Exception):
    """An error reply: the code and the words for it."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def unique_members(pairs):
    """A JSON object without repeated names."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is given twice")
    return members


def refuse_constant(word):
    raise ValueError(f"{word} is no JSON")


# Made once: json.loads and json.dumps make new ones for each line that is not all default.
DECODER = json.JSONDecoder(object_pairs_hook=unique_members, parse_constant=refuse_constant)
ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def read_request(line):
    """The request in `line` (bytes): a dict with a known shape, or RpcError."""
    if len(line) > MAX_LINE:
        raise RpcError(INVALID_REQUEST, "the line is longer than 1 MiB")
    try:
        request = DECODER.decode(line.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise RpcError(PARSE_ERROR, f"not a JSON line: {problem}") from None
    if not isinstance(request, dict):
        raise RpcError(INVALID_REQUEST, "a request is one JSON object")
    number = request.get("id")
    if request.get("jsonrpc") != "2.0" or not isinstance(request.get("method"), str):
        raise RpcError(INVALID_REQUEST, "jsonrpc 2.0 and a method are needed")
    if "id" in request and (isinstance(number, bool) or not isinstance(number, (int, str))):
        raise RpcError(INVALID_REQUEST, "an id is a number or a string")
    if set(request) - {"jsonrpc", "id", "method", "params"}:
        raise RpcError(INVALID_REQUEST, "a request has no other members")
    if not isinstance(request.get("params", {}), dict):
        raise RpcError(INVALID_REQUEST, "params are an object")
    return request


def write_line(message):
    """`message` as one line; ASCII, so that every UTF-16 code unit survives."""
    return ENCODER.encode(message).encode() + b"\n"


def result_line(number, result):
    return write_line({"jsonrpc": "2.0", "id": number, "result": result})


def error_line(number, code, message):
    return write_line({"jsonrpc": "2.0", "id": number,
                       "error": {"code": code, "message": message}})


# -- parameters

def is_text(value):
    return isinstance(value, str)


def is_word(value):
    return isinstance(value, str) and value != ""


def is_text_or_null(value):
    return value is None or isinstance(value, str)


def is_flag(value):
    return isinstance(value, bool)


def is_long(value):
    """A 32-bit signed number."""
    return (isinstance(value, int) and not isinstance(value, bool)
            and -0x80000000 <= value <= 0x7FFFFFFF)


def is_hresult(value):
    """A 32-bit number, signed or unsigned."""
    return (isinstance(value, int) and not isinstance(value, bool)
            and -0x80000000 <= value <= 0xFFFFFFFF)


def one_of(*words):
    return lambda value: isinstance(value, str) and value in words


def is_object(value):
    return isinstance(value, dict)


def check_members(given, wanted, where):
    """`wanted` maps a name to its check; a name that ends in `?` may be missing."""
    names = {name.rstrip("?") for name in wanted}
    for name in given:
        if name not in names:
            raise RpcError(BAD_PARAMS, f"{where}: unknown member {name!r}")
    for name, check in wanted.items():
        plain = name.rstrip("?")
        if plain not in given:
            if plain == name:
                raise RpcError(BAD_PARAMS, f"{where}: {name} is missing")
        elif not check(given[plain]):
            raise RpcError(BAD_PARAMS, f"{where}: {plain} does not fit")


# -- VARIANTs

def from_units(numbers):
    """The string that a list of UTF-16 code units stands for; lone surrogates stay."""
    if not isinstance(numbers, list) or not all(
            isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= 0xFFFF for n in numbers):
        raise RpcError(BAD_PARAMS, "utf16 is a list of numbers from 0 to 65535")
    raw = b"".join(n.to_bytes(2, "little") for n in numbers)
    return raw.decode("utf-16-le", "surrogatepass")


def joined(text):
    """`text` with escaped surrogate pairs put together, as UTF-16 would read them."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def read_variant(given, contact_of, depth=0):
    """The Variant that the JSON value `given` describes; `contact_of` finds a contact by
    its token. Anything that the contract does not show is RpcError."""
    if not isinstance(given, dict) or given.get("vt") not in FORMS or depth > 64:
        raise RpcError(BAD_PARAMS, "a VARIANT is an object with a vt of the contract")
    vt = given["vt"]
    members = sorted(set(given) - {"vt"})
    if len(members) > 1 or (FORMS[vt] and not members) or not set(members) <= set(FORMS[vt]):
        raise RpcError(BAD_PARAMS, f"{vt} with {members or 'no value'} is not in the contract")
    if not members:
        return Variant(vt)
    value = given[members[0]]
    if members == ["variant"]:
        return Variant(vt, inner=read_variant(value, contact_of, depth + 1))
    if members == ["utf16"]:
        return Variant(vt, from_units(value))
    if members == ["contact"]:
        return Variant(vt, contact=contact_of(value))
    if members == ["object"]:
        if value != "foreign":
            raise RpcError(BAD_PARAMS, "the only other object is \"foreign\"")
        return Variant(vt, foreign=True)
    return Variant(vt, plain_value(vt, value))


def plain_value(vt, value):
    """The checked `value` member of a VARIANT of type `vt`."""
    if vt.endswith("VT_BSTR"):
        fits = is_text_or_null(value)
    elif vt.endswith("VT_DISPATCH"):
        fits = value is None
    else:
        fits = {"VT_BOOL": is_flag, "VT_I4": is_long, "VT_ERROR": is_hresult}[vt](value)
    if not fits:
        raise RpcError(BAD_PARAMS, f"the value does not fit {vt}")
    return joined(value) if isinstance(value, str) else value
