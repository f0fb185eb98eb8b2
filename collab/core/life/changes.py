"""What changed between two moments, as people read it: in words and blocks, and how much by whom.

The renderer tells which units came and went. A word that was deleted and written again in its place (a restored
version, a paragraph that was pasted over) is no change to a reader, so it is put together again here.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from collab.core.align import opcodes, plain, words
from collab.core.life.render import ADDED, CHANGED, REMOVED
from collab.core.tree import Node

OF_COMPARISON: Final = ("change", "was")


class Tally(NamedTuple):
    """What one person did: words, and blocks that came, went or are of another form."""

    words_added: int = 0
    words_removed: int = 0
    blocks_added: int = 0
    blocks_removed: int = 0
    changed: int = 0


def tidy(node: Node) -> Node:
    """The tree with what came and went in the same place put together, where it is the same."""
    content = node.get("content")
    if not content:
        return node
    out: list[Node] = []
    for group in _gaps([tidy(child) for child in content]):
        removed = [child for child in group if _kind(child) == REMOVED]
        added = [child for child in group if _kind(child) == ADDED]
        if not removed or not added:
            out += group
        elif all(child["type"] == "text" for child in group):
            out += _words(removed, added)
        else:
            out += _blocks(removed, added)
    return {**node, "content": out}


def _kind(node: Node) -> str | None:
    change = node.get("change")
    return change[0] if change else None


def _gaps(nodes: Sequence[Node]) -> Iterable[list[Node]]:
    """Nodes one by one, but what came and went side by side together."""
    gap: list[Node] = []
    for node in nodes:
        if _kind(node) in (ADDED, REMOVED):
            gap.append(node)
            continue
        if gap:
            yield gap
            gap = []
        yield [node]
    if gap:
        yield gap


def _blocks(removed: list[Node], added: list[Node]) -> list[Node]:
    out: list[Node] = []
    keys = [[repr(plain(child)) for child in side] for side in (removed, added)]
    for tag, i, j, k, m in opcodes(*keys):
        if tag == "equal":
            out += [_kept(child) for child in added[k:m]]
        else:
            out += removed[i:j] + added[k:m]
    return out


def _kept(node: Node) -> Node:
    out = {key: value for key, value in node.items() if key not in OF_COMPARISON}
    if content := node.get("content"):
        out["content"] = [_kept(child) for child in content]
    return out


Token = tuple[str, str]
"""A word and its marks."""


def _words(removed: list[Node], added: list[Node]) -> list[Node]:
    old, new = _tokens(removed), _tokens(added)
    out: list[Node] = []
    for tag, i, j, k, m in opcodes([token for token, _ in old], [token for token, _ in new]):
        if tag == "equal" and any(not word.isspace() for (word, _), _ in new[k:m]):
            _append(out, new[k:m], _kept)
        else:
            _append(out, old[i:j])
            _append(out, new[k:m])
    return out


def _tokens(nodes: list[Node]) -> list[tuple[Token, Node]]:
    tokens = []
    for node in nodes:
        marks = repr(sorted(repr(mark) for mark in node.get("marks") or []))
        tokens += [((word, marks), node) for word in words(node["text"])]
    return tokens


def _append(
    out: list[Node], tokens: Sequence[tuple[Token, Node]], change: Callable[[Node], Node] = lambda node: node
) -> None:
    for (word, _), node in tokens:
        made = {**change(node), "text": word}
        last = out[-1] if out else None
        if last is not None and {**last, "text": ""} == {**made, "text": ""}:
            last["text"] += word
        else:
            out.append(made)


def tallies(node: Node, author: Callable[[int], int]) -> dict[int, Tally]:
    """How much each person changed. `author` says whose a row is."""
    counts: dict[int, list[int]] = {}
    walk: list[tuple[Node, str | None]] = [(node, None)]
    while walk:
        at, above = walk.pop()
        kind = _kind(at)
        if kind is not None:
            tally = counts.setdefault(author(at["change"][1]), [0] * len(Tally._fields))
            if at["type"] == "text" and kind != CHANGED:
                tally[0 if kind == ADDED else 1] += sum(word[0].isalnum() for word in words(at["text"]))
            elif kind == CHANGED:
                tally[4] += 1
            elif kind != above:  # not what lies in a block that came or went
                tally[2 if kind == ADDED else 3] += 1
        walk += [(child, kind) for child in at.get("content") or ()]
    return {person: Tally(*tally) for person, tally in counts.items()}


def outward(node: Node, tell: Callable[[int], dict[str, Any]]) -> Node:
    """The tree as it leaves the server: rows become who and when."""
    out = {key: value for key, value in node.items() if key not in ("content", "change", "by")}
    if change := node.get("change"):
        kind, row = change
        out["change"] = {"kind": kind, **tell(row)}
    if "by" in node:
        out["credit"] = tell(node["by"])
    if content := node.get("content"):
        out["content"] = [outward(child, tell) for child in content]
    return out
