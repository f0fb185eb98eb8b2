"""Whose words they are. A text that was moved, split off, undeleted or restored stays its writer's.

The editor has no moves: Enter in the middle of a paragraph, a list made of it, cut and paste, an undone deletion and
a restored version all delete a text and write it anew. So a row that writes what it deletes, or what its author has
deleted just before, writes nothing new; neither does a restore, for what the restored version said.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from collab.core.life.items import Holder, Item
from collab.core.life.spans import NONE, Spans
from collab.core.life.timeline import Timeline, visible
from collab.core.life.weave import Weave
from collab.core.update import STRING, TYPE

REMEMBERED: Final = 8
"""Rows of a person's deletions that are looked at."""
SECONDS: Final = 600.0
"""How long before."""
LONG: Final = 8
"""Units of a text that are hardly written twice by chance; in the very row that deletes it any text counts."""


class Piece(NamedTuple):
    """Some units of one text item."""

    item: Item
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.item.text(self.start, self.end)


class Credits:
    """Which row is credited with each unit. `restores`: row → the row whose content it brought back."""

    def __init__(
        self, timeline: Timeline, weave: Weave, root: str, restores: Mapping[int, int] | None = None
    ) -> None:
        self._timeline = timeline
        self._moved: dict[int, Spans] = {}
        self._brought: dict[int, list[Piece]] = defaultdict(list)
        self._taken: dict[int, list[Piece]] = defaultdict(list)
        self._restores = dict(restores or {})
        self._back: dict[int, list[Piece]] = defaultdict(list)
        self._collect(weave.root(root))
        self._follow()

    def pieces(self, client: int, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """[start, end) of a client as (start, end, row)."""
        inserted = self._timeline.inserted.get(client)
        moved = self._moved.get(client)
        for begin, stop, row in inserted.pieces(start, end) if inserted else [(start, end, NONE)]:
            if moved is None:
                yield begin, stop, row
                continue
            for first, last, credited in moved.pieces(begin, stop):
                yield first, last, row if credited == NONE else credited

    def _collect(self, root: Holder) -> None:
        """The texts that each row brought and took, in the document's order. No recursion: trees may be deep."""
        walk = [root.children()]
        while walk:
            item = next(walk[-1], None)
            if item is None:
                walk.pop()
            elif item.kind == TYPE:
                walk.append(item.content.children())
            elif item.kind == STRING:
                self._sort_in(item)

    def _sort_in(self, item: Item) -> None:
        for start, end, brought, gone in self._timeline.pieces(item.client, item.clock, item.end):
            piece = Piece(item, start, end)
            self._brought[brought].append(piece)
            if gone != NONE:
                self._taken[gone].append(piece)
            for row, source in self._restores.items():
                if visible(brought, gone, source) and not visible(brought, gone, row):
                    self._back[row].append(piece)

    def _follow(self) -> None:
        """Row after row, so that what was moved twice is followed to its beginning."""
        recent: dict[int, deque[int]] = defaultdict(lambda: deque(maxlen=REMEMBERED))
        for row in sorted({*self._brought, *self._taken}):
            if row == NONE:
                continue
            author, now = self._timeline.authors[row], self._timeline.times[row]
            taken = self._taken.get(row)
            for piece in self._brought.get(row, ()):
                sources = [pieces for pieces in (taken, self._back.get(row)) if pieces]
                if not sources and piece.end - piece.start >= LONG:
                    rows = [
                        at for at in reversed(recent[author]) if now - self._timeline.times[at] <= SECONDS
                    ]
                    sources = [self._taken[at] for at in rows]
                any(self._match(piece, source) for source in sources)
            if taken:
                recent[author].append(row)

    def _match(self, piece: Piece, source: list[Piece]) -> bool:
        """Credit a text with what it is a copy of."""
        found = "".join(each.text for each in source).find(piece.text)
        if found < 0:
            return False
        moved = self._moved.setdefault(piece.item.client, Spans())
        at, left = piece.start, piece.end - piece.start
        for each in source:
            length = each.end - each.start
            if found >= length:
                found -= length
                continue
            start = each.start + found
            stop = min(each.end, start + left)
            for begin, end, row in list(self.pieces(each.item.client, start, stop)):
                moved.add(at, at + end - begin, row)
                at += end - begin
            left -= stop - start
            found = 0
            if left == 0:
                break
        return True
