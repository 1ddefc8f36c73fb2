#!/usr/bin/python3
"""A small messenger desktop that speaks protocol version 1 as an implementation under
test. It is right by default; options give it other fair readings, faults or bad manners."""

import argparse
import json
import os
import stat
import sys

import misbehave
import readings
from session import CAPABILITIES, Session


def list_rows(rows):
    """Prints a table as JSON lines, for other programs to read."""
    sys.stdout.write("".join(json.dumps(row) + "\n" for row in rows))


def all_faults():
    """Every fault; the lists are loaded only when somebody asks for them."""
    import faults
    return faults.all_faults()


def parse_arguments(words):
    # With a width of its own, so that none is asked of the terminal, which takes long to load.
    parser = argparse.ArgumentParser(
        prog="deskservice", description=__doc__,
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=80))
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--unix", metavar="PATH", help="serve on a Unix stream socket")
    place.add_argument("--tcp", metavar="PORT", type=int,
                       help="serve on a loopback port; 0 takes a free one, told on stderr")
    parser.add_argument("--once", action="store_true",
                        help="with --unix or --tcp: end after the first connection")
    parser.add_argument("--reading", metavar="NAME=VALUE", action="append", default=[],
                        help="take another fair reading of the documentation")
    parser.add_argument("--profile-right", metavar="N", type=int, choices=range(50),
                        help="take combination N (0 to 49) of fair readings")
    parser.add_argument("--fault", metavar="NAME", action="append", default=[],
                        help="break one documented thing")
    parser.add_argument("--misbehave", metavar="KIND", help="break the protocol itself")
    parser.add_argument("--after", metavar="K", type=int, default=1,
                        help="misbehave at the K-th chance (default 1)")
    parser.add_argument("--delay", metavar="SECONDS", type=float, default=2.0,
                        help="how late a slow reply is (default 2)")
    parser.add_argument("--without", metavar="METHOD", action="append", default=[],
                        help="do not have this capability")
    for what in ("readings", "faults", "misbehaviours", "profiles"):
        parser.add_argument(f"--list-{what}", action="store_true")
    options = parser.parse_args(words)
    for method in options.without:
        if method not in CAPABILITIES:
            parser.error(f"no such capability: {method}")
    options.policy = make_policy(parser, options)
    return options


def make_policy(parser, options):
    """The policy that the options ask for; a name that does not exist is a usage error."""
    chosen = dict(readings.profile(options.profile_right or 0))
    for word in options.reading:
        name, equals, value = word.partition("=")
        if not equals:
            parser.error(f"--reading wants NAME=VALUE, not {word!r}")
        chosen[name] = value
    known = {fault.name: fault for fault in all_faults()} if options.fault else {}
    unknown = [name for name in options.fault if name not in known]
    if unknown:
        parser.error(f"no such fault: {unknown[0]}")
    if options.misbehave is not None and options.misbehave not in misbehave.KINDS:
        parser.error(f"no such misbehaviour: {options.misbehave}")
    try:
        return readings.Policy(chosen, [known[name] for name in options.fault])
    except ValueError as problem:
        parser.error(str(problem))


def serve(source, sink, options):
    """Answers the lines of one connection until it ends or asks for the end.
    Gives True if `shutdown` was asked for."""
    manners = misbehave.make(options)
    session = Session(options.policy, options.without)
    manners.prepare(session)
    while True:
        line = source.readline(manners.MAX_REQUEST)
        if not line:
            return False
        if not line.strip():
            continue
        manners.before(line)
        for reply in manners.replies(line, session.answer(line)):
            sink.write(reply)
            sink.flush()
        if session.done:
            manners.at_end()
            return True


def remove_socket(path):
    """Removes a socket that an earlier server left; anything else stays."""
    if os.path.exists(path) and stat.S_ISSOCK(os.stat(path).st_mode):
        os.unlink(path)


def listen(options):
    """The listening socket that the options ask for."""
    import socket       # only here, since most runs talk through pipes
    if options.unix:
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        remove_socket(options.unix)
        server.bind(options.unix)
        where = options.unix
    else:
        server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", options.tcp))
        where = f"127.0.0.1:{server.getsockname()[1]}"
    server.listen(4)
    print(f"deskservice: listening on {where}", file=sys.stderr, flush=True)
    return server


def serve_connections(options):
    """One connection at a time, each with a desktop of its own."""
    server = listen(options)
    try:
        while True:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as source, \
                    connection.makefile("wb") as sink:
                try:
                    serve(source, sink, options)
                except (BrokenPipeError, ConnectionResetError):
                    pass
            if options.once:
                return
    finally:
        server.close()
        if options.unix:
            remove_socket(options.unix)


def main(words):
    options = parse_arguments(words)
    if options.list_readings:
        list_rows(dict(zip(("name", "value", "clause", "text"), row))
                  for row in readings.READINGS)
    elif options.list_faults:
        list_rows({"name": f.name, "clause": f.clause, "text": f.text}
                  for f in all_faults())
    elif options.list_misbehaviours:
        list_rows({"name": name, "text": text} for name, text in misbehave.KINDS.items())
    elif options.list_profiles:
        list_rows({"profile": n, "readings": readings.profile(n)} for n in range(50))
    elif options.unix or options.tcp is not None:
        serve_connections(options)
    else:
        try:
            serve(sys.stdin.buffer, sys.stdout.buffer, options)
        except BrokenPipeError:
            os._exit(0)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
