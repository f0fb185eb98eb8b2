"""Every moment of a document, and who wrote what, from the rows of its history. Synchronous, on a thread.

A life is built from all rows once, kept for the next question and fed with what came since. Few are kept: a life of
100,000 updates takes about a second to build and 40 MB to keep.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from collab.core.errors import Bad
from collab.core.life.life import Life
from collab.core.text import BREAK, LINES
from collab.core.tree import Node
from collab.history import Unreadable, rows
from collab.models import Version
from collab.selectors import standing_of
from realtime.errors import Refused
from realtime.streams import Cursor

KEPT: Final = 4
"""Lives in memory."""
KEPT_ROWS: Final = 400_000
"""Updates in them together, about 100 bytes each and what they wrote."""


@dataclass
class _Kept:
    epoch: str
    life: Life = field(default_factory=Life)
    lock: Lock = field(default_factory=Lock)


_kept: OrderedDict[int, _Kept] = OrderedDict()
_guard = Lock()


@contextmanager
def life_of(document_id: int) -> Iterator[tuple[Cursor, Life]]:
    """The document's life up to everything that is committed now, for one thread at a time.

    Raises Refused("unavailable") where the history cannot be read.
    """
    cursor = standing_of(document_id)
    kept = _keep(document_id, cursor.epoch)
    with kept.lock:
        try:
            # Committed meanwhile by others: nothing beyond the cursor is shown.
            kept.life.add(
                (row.seq, row.author, row.at, row.data)
                for row in rows(document_id, kept.life.seq, cursor.seq)
            )
            yield cursor, kept.life
        except (Unreadable, Bad) as error:
            forget(document_id)
            raise Refused("unavailable", error.reason) from error


def _keep(document_id: int, epoch: str) -> _Kept:
    with _guard:
        kept = _kept.get(document_id)
        if kept is None or kept.epoch != epoch:
            kept = _kept[document_id] = _Kept(epoch)
        _kept.move_to_end(document_id)
        while len(_kept) > 1 and (
            len(_kept) > KEPT or sum(len(each.life.timeline) for each in _kept.values()) > KEPT_ROWS
        ):
            _kept.popitem(last=False)
        return kept


def forget(document_id: int) -> None:
    """Let go of a life: the next question builds it anew."""
    with _guard:
        _kept.pop(document_id, None)


def restores_of(document_id: int) -> dict[int, int]:
    """The sequence of each restore → the sequence whose content it brought back."""
    made = Version.objects.filter(document=document_id, kind=Version.Kind.RESTORE, source__isnull=False)
    return {seq: source for seq, source in made.values_list("seq", "source") if source is not None}


def text_runs(tree: Node) -> tuple[str, list[tuple[int, int, int]]]:
    """The plain text of a credited tree, as `collab.core.text.plain_text` gives it, and its characters
    [start, end) with the row each is credited to."""
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    at = 0
    opened = any_line = False

    def say(text: str) -> None:
        nonlocal at
        parts.append(text)
        at += len(text)

    def line() -> None:
        nonlocal opened, any_line
        if any_line:
            say("\n")
        opened = any_line = True

    walk: list[Iterator[Node]] = [iter(tree.get("content") or ())]
    while walk:
        node = next(walk[-1], None)
        if node is None:
            walk.pop()
            opened = False
        elif node["type"] in ("text", BREAK):
            if not opened:
                line()
            start = at
            say(node.get("text", "\n"))
            if "by" in node:
                runs.append((start, at, node["by"]))
        else:
            opened = False
            walk.append(iter(node.get("content") or ()))
            if node["type"] in LINES:
                line()
    return "".join(parts), runs
