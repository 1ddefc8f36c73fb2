"""State diagrams as pictures: what of `imconform machine --json` is drawn, and where graphviz would put it.

A picture shows one node for each name of a state, whatever the client's own state is, and one arrow from a node to
another for all events that lead there.  `dot` gets boxes of a known size under made-up names and no text: so the same
tables give the same picture whatever fonts a machine has, and no text can mean anything to `dot`.  The text is set by a
template.
"""
import json
import re
import subprocess
from dataclasses import dataclass, field

from files import Refused
from text import show

NAMED = 3                       # events that an arrow names; of more it tells the number
TEXT, SMALL = 13.0, 11.0        # sizes in points: names of nodes, everything else
WIDE, NARROW = 0.62, 0.605      # width of a letter as a part of the size, for the widest fonts that are common
GAP = 16.0                      # from line to line
POINTS = 72.0                   # of an inch, in which dot counts


@dataclass
class Node:
    """States of one name: all of them, what stands beside the name, and where the box is (its middle, in points)."""
    text: str
    note: str
    reached: bool
    states: list = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0

    @property
    def lines(self):
        return [show(self.text, 40)] + ([show(self.note, 50)] if self.note else [])

    @property
    def width(self):
        return max([len(self.lines[0]) * TEXT * WIDE] + [len(line) * SMALL * WIDE for line in self.lines[1:]]) + 24

    @property
    def height(self):
        return len(self.lines) * GAP + 16


@dataclass
class Edge:
    """From one node to another: the events that lead there.

    `sure` tells that the preferred answer does, else only others that are allowed; `outside` that nothing but changes
    of the environment does; `reached` that it starts where some sequence of events leads.  `path` is an SVG path,
    `head` the corners of the arrow head, `x` and `y` the label's middle.
    """
    start: str
    end: str
    sure: bool
    events: list = field(default_factory=list)
    outside: bool = True
    reached: bool = False
    path: str = ""
    head: str = ""
    x: float = 0.0
    y: float = 0.0

    @property
    def lines(self):
        if len(self.events) > NAMED:
            return [f"{len(self.events)} events"]
        return [show(event.removeprefix("client."), 40) for event in self.events]

    @property
    def width(self):
        return max(len(line) for line in self.lines) * SMALL * NARROW + 8

    @property
    def height(self):
        return len(self.lines) * (GAP - 2) + 4


class Picture:
    """One diagram of the program as it is drawn; `width` and `height` in points, the origin at the top left."""

    def __init__(self, diagram):
        self.id, self.title, self.text = diagram["id"], diagram["title"], diagram["text"]
        self.events = diagram["events"]
        self.nodes = _nodes(diagram)
        self.edges = _edges(diagram)
        self.width = self.height = 0.0
        _place(self)


def _nodes(diagram):
    nodes = {}
    for record in diagram["states"]:
        state = {"group": "", "detail": "", "note": "", **record}
        node = nodes.setdefault(state["text"], Node(state["text"], state["note"], False))
        node.states.append(state)
        node.reached |= state["reached"]
    groups = list(dict.fromkeys(state.get("group", "") for state in diagram["states"]))
    for node in nodes.values():
        node.states.sort(key=lambda state: (groups.index(state["group"]), state["detail"]))
    return list(nodes.values())


def _edges(diagram):
    texts = {state["id"]: state["text"] for state in diagram["states"]}
    reached = {state["id"] for state in diagram["states"] if state["reached"]}
    methods = {event["id"]: event["method"] for event in diagram["events"]}
    sure = {(texts[step["from"]], texts[step["to"]], step["event"])
            for step in diagram["steps"] if step["grade"] == "preferred"}
    edges = {}
    for step in diagram["steps"]:
        start, end, event = texts[step["from"]], texts[step["to"]], step["event"]
        if start == end:
            continue
        key = (start, end, (start, end, event) in sure)
        edge = edges.setdefault(key, Edge(*key))
        edge.reached |= step["from"] in reached
        if event not in edge.events:
            edge.events.append(event)
            edge.outside &= methods[event].split(".")[0] not in ("messenger", "window", "contact")
    return list(edges.values())


# ---- where graphviz puts it -----------------------------------------------------------------------------------------

def _place(picture):
    """Let dot find the places of nodes, arrows and labels."""
    names = {node.text: f"n{index}" for index, node in enumerate(picture.nodes)}
    lines = ["digraph d {", "rankdir=TB; nodesep=0.2; ranksep=0.35; margin=0;",
             'node [shape=box fixedsize=true label=""];', "edge [arrowsize=0.8];", "{rank=source n0}"]
    lines += [f"{names[node.text]} [width={node.width / POINTS:.3f} height={node.height / POINTS:.3f}];"
              for node in picture.nodes]
    for index, edge in enumerate(picture.edges):
        start, end = names[edge.start], names[edge.end]
        label = (f'<<table border="0" cellpadding="0" fixedsize="true" width="{edge.width:.0f}" '
                 f'height="{edge.height:.0f}"><tr><td></td></tr></table>>')
        # What nothing leads to goes below: such an arrow is turned round, and so is its head.
        lines.append(f"{start} -> {end} [id=e{index} label={label}];" if edge.reached else
                     f"{end} -> {start} [id=e{index} label={label} dir=back];")
    found = _dot("\n".join([*lines, "}"]))
    left, bottom, right, top = map(float, found["bb"].split(","))
    picture.width, picture.height = right - left, top - bottom

    def turned(pair):
        x, y = pair.split(",")
        return round(float(x) - left, 1), round(top - float(y), 1)

    for place in found["objects"]:
        if "pos" in place:
            node = picture.nodes[int(place["name"][1:])]
            node.x, node.y = turned(place["pos"])
    for place in found.get("edges", []):
        edge = picture.edges[int(place["id"][1:])]
        edge.x, edge.y = turned(place["lp"])
        tip, *points = place["pos"].split()
        edge.path, edge.head = _arrow(turned(tip[2:]), [turned(point) for point in points][::1 if edge.reached else -1])


def _dot(source):
    """What dot says of a graph, as it prints it."""
    try:
        done = subprocess.run(["dot", "-Tjson0"], input=source, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise Refused(f"dot: cannot be run, and graphviz is what draws the diagrams: {error}") from None
    if done.returncode != 0:
        raise Refused(f"dot: {show(done.stderr.strip()) or 'failed without a word'}")
    return json.loads(done.stdout)


def _arrow(tip, points):
    """An SVG path along the POINTS of dot's curve, and the corners of the head that ends at TIP."""
    first, *rest = points
    path = f"M{_pair(first)}C" + " ".join(_pair(point) for point in rest)
    last = rest[-1]
    along = (tip[0] - last[0], tip[1] - last[1])
    half = (-along[1] * 0.4, along[0] * 0.4)
    corners = [tip, (last[0] + half[0], last[1] + half[1]), (last[0] - half[0], last[1] - half[1])]
    return path, " ".join(_pair(corner) for corner in corners)


def _pair(point):
    return re.sub(r"\.0(?!\d)", "", f"{point[0]:.1f},{point[1]:.1f}")
