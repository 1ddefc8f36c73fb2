#!/usr/bin/env python3
"""A messenger in one file, as an example of how to bring your own service to the kit: JSON-RPC 2.0 on standard input
and output, one object per line, with what every service has to have and three capabilities more."""
import json
import sys

LONGEST_NAME = 129
S_OK, E_FAIL, E_INVALIDARG = 0, 0x80004005, 0x80070057
E_NULL_OUT, E_NOT_SIGNED_IN, E_GONE = 0x800706F4, 0x8100031E, 0x80010108
PLACE = {"IsClosed": False, "Left": 10, "Top": 10, "Width": 320, "Height": 200}


def units(text):
    """A string as UTF-16 code units, which is what a BSTR holds."""
    data = text.encode("utf-16-le", "surrogatepass")
    return tuple(int.from_bytes(data[i:i + 2], "little") for i in range(0, len(data), 2))


def name_of(variant):
    """The name that a VARIANT stands for, or None when the documentation refuses it."""
    while variant["vt"] == "VT_BYREF|VT_VARIANT":
        variant = variant["variant"]
    if variant["vt"] not in ("VT_BSTR", "VT_BYREF|VT_BSTR"):
        return None
    name = tuple(variant["utf16"]) if "utf16" in variant else units(variant["value"] or "")
    refused = not name or name[0] == 0x20 or 13 in name or 10 in name or len(name) > LONGEST_NAME
    return None if refused else name


class Messenger:
    """A window is open until its last reference is released or the user signs out."""

    def __init__(self):
        self.me, self.signed_in, self.count = (), False, 0
        self.open = {}  # contact: token of its window
        self.references = {}  # token: how many the harness holds

    def close(self, token):
        self.open = {contact: other for contact, other in self.open.items() if other != token}

    # The methods of the protocol, by their names there.

    def initialize(self, _):
        return {"protocol": 1, "implementation": {"name": "mini service", "version": "1.0"},
                "capabilities": ["client.signIn", "client.signOut", "window.get"], "bindings": ["vtable"]}

    def reset(self, params):
        self.me, self.signed_in, self.open, self.references = units(params["localUser"]), False, {}, {}
        return {}

    def shutdown(self, _):
        return {}

    def client_signIn(self, _):
        self.signed_in = True
        return {}

    def client_signOut(self, _):
        self.signed_in, self.open = False, {}
        return {}

    def messenger_instantMessage(self, params):
        if params["ppMWindow"] == "null":
            return {"hresult": E_NULL_OUT, "out": "none"}
        name = name_of(params["vContact"])
        if name is None:
            return {"hresult": E_INVALIDARG, "out": "null"}
        if not self.signed_in:
            return {"hresult": E_NOT_SIGNED_IN, "out": "null"}
        if name == self.me:
            return {"hresult": E_FAIL, "out": "null"}
        if name not in self.open:
            self.count += 1
            self.open[name] = f"w{self.count}"
        token = self.open[name]
        self.references[token] = self.references.get(token, 0) + 1
        return {"hresult": S_OK, "out": "window", "window": token}

    def window_release(self, params):
        token = params["window"]
        self.references[token] -= 1
        if not self.references[token]:
            self.close(token)
        return {"refs": self.references[token]}

    def window_get(self, params):
        if params["window"] not in self.open.values():
            return {"hresult": E_GONE}
        handle = int(params["window"][1:])
        return {"hresult": S_OK, "value": PLACE.get(params["property"], handle)}


def main():
    """Answers one request after the other until it is told to shut down."""
    messenger = Messenger()
    for line in sys.stdin:
        request = json.loads(line)
        reply = {"jsonrpc": "2.0", "id": request["id"]}
        method = getattr(messenger, request["method"].replace(".", "_"), None)
        if method is None:
            reply["error"] = {"code": -32601, "message": "no such method"}
        else:
            reply["result"] = method(request.get("params", {}))
        print(json.dumps(reply), flush=True)
        if request["method"] == "shutdown":
            break


if __name__ == "__main__":
    main()
