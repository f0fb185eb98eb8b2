"""The tree of a room's pages. Pure, over (id, parent) pairs."""

from collections.abc import Iterable, Mapping
from typing import Final

DEEPEST: Final = 20
"""Levels of pages under each other."""

Parents = Mapping[int, int | None]
"""The parent of each page of a room; None: at the top."""


def ancestors(parents: Parents, page: int) -> list[int]:
    """What a page lies under, the nearest first. Ends where a chain bites its own tail."""
    out: list[int] = []
    at = parents.get(page)
    while at is not None and at not in out:
        out.append(at)
        at = parents.get(at)
    return out


def subtree(parents: Parents, root: int) -> list[int]:
    """A page and everything under it, each after its parent."""
    children: dict[int, list[int]] = {}
    for page, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(page)
    out, at = [root], 0
    seen = {root}
    while at < len(out):
        for child in children.get(out[at], ()):
            if child not in seen:
                seen.add(child)
                out.append(child)
        at += 1
    return out


def height(parents: Parents, pages: Iterable[int], root: int) -> int:
    """Levels of a subtree, 1 for a page alone."""
    inside = set(pages)
    return max(1 + _steps(parents, page, root, inside) for page in inside)


def _steps(parents: Parents, page: int, root: int, inside: set[int]) -> int:
    steps, at = 0, page
    while at != root:
        parent = parents[at]
        assert parent is not None and parent in inside
        at, steps = parent, steps + 1
    return steps
