#!/usr/bin/python3
"""Validates a recorded conversation against the schemas beside this file. The input is
JSON lines {"dir":"send"|"recv","line":"..."}; "send" goes to the implementation. Replies
are paired with requests by id. It judges shapes only, never whether an answer is right."""

import json
import pathlib
import sys

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
MAX_LINE = 1 << 20


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


class Schemas:
    """The validators of every message, made when they are first needed."""

    def __init__(self):
        self.base = HERE.as_uri() + "/"
        self.methods = load("methods.json")
        self.store = {self.base + name: load(name) for name in ("hresult.json", "variant.json")}
        self.store[self.base + "methods.json"] = self.methods
        self.made = {}
        self.fitting = set()
        document = load("openrpc.json")
        errors = document["components"]["errors"]
        self.errors = {
            method["name"]: {errors[e["$ref"].rsplit("/", 1)[1]]["code"]
                             for e in method.get("errors", [])}
            for method in document["methods"]}

    def validator(self, name):
        if name not in self.made:
            schema = {"$ref": f"methods.json#/$defs/{name}"}
            resolver = jsonschema.RefResolver(self.base, schema, store=self.store)
            self.made[name] = jsonschema.Draft202012Validator(schema, resolver=resolver)
        return self.made[name]

    def problems(self, name, value):
        """What is wrong with `value` as a `name`, as a list of sentences. What fitted once fits
        again: most messages of a conversation differ in nothing but their ids."""
        bare = value
        if isinstance(value, dict) and "id" in value:
            bare = {**value, "id": type(value["id"]).__name__}
        seen = (name, json.dumps(bare))
        if seen in self.fitting:
            return []
        found = []
        for error in self.validator(name).iter_errors(value):
            best = jsonschema.exceptions.best_match([error])
            place = "/".join(str(p) for p in best.absolute_path) or "the whole"
            found.append(f"{place}: {best.message[:300]}")
        if not found:
            self.fitting.add(seen)
        return found


def unique(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is given twice")
    return members


def refuse(word):
    raise ValueError(f"{word} is no JSON")


def refuse_fraction(word):
    raise ValueError(f"{word}: no number of the protocol has a fraction")


def parse(text):
    """Strict JSON: no repeated members, no NaN, whole numbers only."""
    return json.loads(text, object_pairs_hook=unique, parse_constant=refuse,
                      parse_float=refuse_fraction)


class Transcript:
    """Checks one line after the other and keeps the count."""

    def __init__(self, schemas):
        self.schemas = schemas
        self.waiting = {}
        self.requests = self.replies = self.unanswered = 0

    def check(self, row):
        """The problems of one row of the transcript."""
        try:
            record = parse(row)
        except ValueError as problem:
            return [f"the transcript itself: {problem}"]
        if (not isinstance(record, dict) or record.get("dir") not in ("send", "recv")
                or not isinstance(record.get("line"), str)):
            return ["the transcript itself: a row needs dir and line"]
        line = record["line"].rstrip("\n")
        if len(line.encode("utf-8", "surrogatepass")) > MAX_LINE:
            return [f"{record['dir']}: the line is longer than 1 MiB"]
        if "\n" in line:
            return [f"{record['dir']}: more than one line"]
        try:
            message = parse(line)
        except (ValueError, RecursionError) as problem:
            return [f"{record['dir']}: {problem}"]
        return self.request(message) if record["dir"] == "send" else self.reply(message)

    def request(self, message):
        self.requests += 1
        found = self.schemas.problems("request", message)
        if found:
            return [f"request: {text}" for text in found]
        method, number = message["method"], message["id"]
        if method == "initialize":
            self.unanswered += len(self.waiting)
            self.waiting = {}
        if number in self.waiting:
            found.append(f"{method}: the id {number!r} is in use")
        self.waiting[number] = message
        return found + [f"{method}: {text}" for text in
                        self.schemas.problems(method + ".params", message["params"])]

    def reply(self, message):
        self.replies += 1
        found = self.schemas.problems("reply", message)
        if found:
            return [f"reply: {text}" for text in found]
        request = self.waiting.pop(message["id"], None)
        if request is None:
            return [f"reply: nobody waits for the id {message['id']!r}"]
        method = request["method"]
        if "error" in message:
            code = message["error"]["code"]
            if code not in self.schemas.errors[method]:
                return [f"{method}: the error {code} is not one that this method may answer"]
            return []
        found = self.schemas.problems(method + ".result", message["result"])
        return [f"{method}: {text}" for text in found or agreement(request, message["result"])]


def agreement(request, result):
    """What a schema cannot say: a result that does not fit its own request."""
    params, method = request["params"], request["method"]
    if method == "messenger.instantMessage":
        if (result["out"] == "none") != (params["ppMWindow"] == "null"):
            return [f"out is {result['out']} while ppMWindow was {params['ppMWindow']}"]
    if method == "window.get" and "value" in result:
        if isinstance(result["value"], bool) != (params["property"] == "IsClosed"):
            return [f"the value of {params['property']} has the wrong type"]
    return []


def main(words):
    if len(words) > 1 or words[:1] in (["-h"], ["--help"]):
        print("usage: validate.py [TRANSCRIPT]   (standard input without a name)")
        return 0 if words[:1] in (["-h"], ["--help"]) else 2
    name = words[0] if words else "<stdin>"
    source = open(name, encoding="utf-8") if words else sys.stdin
    transcript, errors = Transcript(Schemas()), 0
    with source:
        for number, row in enumerate(source, 1):
            if not row.strip():
                continue
            for problem in transcript.check(row):
                errors += 1
                print(f"{name}:{number}: {problem}")
    unanswered = transcript.unanswered + len(transcript.waiting)
    print(f"validate: {transcript.requests} requests, {transcript.replies} replies, "
          f"{unanswered} unanswered, {errors} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
