"""Which of two rows of nodes or words belong together. Pure; bounded, so that nobody waits for a long text."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Final, TypeVar

from collab.core.tree import Node

MOST: Final = 4_000_000
"""Pairs that are compared at most (about a second at worst); beyond, a stretch is replaced as a whole."""
CLOSE: Final = 2_500
"""Pairs whose likeness is looked at."""
_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
Opcode = tuple[str, int, int, int, int]


class Piece:
    """Something with a kind, a key that tells whether two are the same, and the words in it."""

    def __init__(self, tag: str, nodes: list[Node]) -> None:
        self.tag, self.nodes = tag, nodes
        self.key = json.dumps([plain(node) for node in nodes], sort_keys=True)
        self._words: Counter[str] | None = None

    @property
    def words(self) -> Counter[str]:
        if self._words is None:
            self._words = Counter(word for word in words(text_of(self.nodes)) if not word.isspace())
        return self._words


def plain(node: Node) -> Node:
    """A node without what a comparison says about it, and without attributes that are null."""
    out: Node = {"type": node["type"]}
    if attrs := {key: value for key, value in (node.get("attrs") or {}).items() if value is not None}:
        out["attrs"] = attrs
    if marks := node.get("marks"):
        out["marks"] = sorted((plain(mark) for mark in marks), key=lambda mark: str(mark["type"]))
    if "text" in node:
        out["text"] = node["text"]
    if content := node.get("content"):
        out["content"] = [plain(child) for child in content]
    return out


def text_of(nodes: Sequence[Node]) -> str:
    """All the text in them, a space between blocks."""
    return "".join(
        node["text"] if node["type"] == "text" else text_of(node.get("content") or []) + " " for node in nodes
    )


def words(text: str) -> list[str]:
    """A text in words, stretches of white space, and other characters; joined they are the text."""
    return _WORDS.findall(text)


def opcodes(old: Sequence[Any], new: Sequence[Any]) -> list[Opcode]:
    """difflib's opcodes; what is the same at both ends costs nothing."""
    begin = 0
    most = min(len(old), len(new))
    while begin < most and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < most - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    i, k = len(old) - end, len(new) - end
    out: list[Opcode] = [("equal", 0, begin, 0, begin)] if begin else []
    if begin < i and begin < k and (i - begin) * (k - begin) <= MOST:
        matcher = SequenceMatcher(None, old[begin:i], new[begin:k], autojunk=False)
        out += [
            (tag, a + begin, b + begin, c + begin, d + begin) for tag, a, b, c, d in matcher.get_opcodes()
        ]
    elif begin < i or begin < k:
        out.append(("replace", begin, i, begin, k))
    if end:
        out.append(("equal", i, len(old), k, len(new)))
    return out


Old = TypeVar("Old", bound=Piece)
New = TypeVar("New", bound=Piece)
Pairs = list[tuple[Old | None, New | None]]


def align(old: Sequence[Old], new: Sequence[New]) -> Pairs[Old, New]:
    """Which old piece becomes which new one, in order: the same ones first, then those of a kind that are alike."""
    out: Pairs[Old, New] = []
    for tag, i, j, k, m in opcodes([each.key for each in old], [each.key for each in new]):
        if tag == "equal":
            out += list(zip(old[i:j], new[k:m], strict=True))
        else:
            out += _pair(old[i:j], new[k:m])
    return out


def _pair(old: Sequence[Old], new: Sequence[New]) -> Pairs[Old, New]:
    if len(old) * len(new) > CLOSE:
        kinds = opcodes([each.tag for each in old], [each.tag for each in new])
        out: Pairs[Old, New] = []
        for tag, i, j, k, m in kinds:
            if tag == "equal":
                out += list(zip(old[i:j], new[k:m], strict=True))
            else:
                out += [(each, None) for each in old[i:j]]
                out += [(None, each) for each in new[k:m]]
        return out
    return _best(old, new)


def _best(old: Sequence[Old], new: Sequence[New]) -> Pairs[Old, New]:
    """The pairing in order with the greatest likeness in all."""
    rows, columns = len(old), len(new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    score = [[likeness(a, b) for b in new] for a in old]
    for i in range(rows - 1, -1, -1):
        for k in range(columns - 1, -1, -1):
            both = score[i][k] + best[i + 1][k + 1] if score[i][k] else 0.0
            best[i][k] = max(best[i + 1][k], best[i][k + 1], both)
    out: Pairs[Old, New] = []
    i = k = 0
    while i < rows and k < columns:
        if score[i][k] and best[i][k] == score[i][k] + best[i + 1][k + 1]:
            out.append((old[i], new[k]))
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            out.append((old[i], None))
            i += 1
        else:
            out.append((None, new[k]))
            k += 1
    out += [(each, None) for each in old[i:]]
    out += [(None, each) for each in new[k:]]
    return out


def likeness(old: Piece, new: Piece) -> float:
    """0 for different kinds; else from a little (nothing in common) to 1."""
    if old.tag != new.tag:
        return 0.0
    total = sum(old.words.values()) + sum(new.words.values())
    common = sum((old.words & new.words).values())
    return 0.1 + 0.9 * (2 * common / total if total else 1.0)
