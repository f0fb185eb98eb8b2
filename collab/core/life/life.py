"""One document's whole life in memory: every moment of it, and who wrote what."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from pycrdt import Doc

from collab.core.life.changes import Tally, tallies, tidy
from collab.core.life.credits import Credits
from collab.core.life.render import Renderer
from collab.core.life.timeline import Timeline, visible
from collab.core.life.weave import Weave
from collab.core.replica import Replica
from collab.core.schema import CONTENT
from collab.core.tree import Node
from collab.core.update import STRING, TYPE


class Span(NamedTuple):
    """Units of a client's text that are there now, and the row they are credited to."""

    client: int
    start: int
    end: int
    row: int


class Whole(Replica):
    """A replica that forgets nothing: what was deleted stays in its state."""

    def __init__(self) -> None:
        super().__init__()
        self._doc = Doc(skip_gc=True)


class Life:
    """Fed with the rows in their order. Not for two threads at once."""

    def __init__(self) -> None:
        self.timeline = Timeline()
        self.seq = 0
        self._whole = Whole()
        self._weave: Weave | None = None
        self._credits: Credits | None = None
        self._credited: dict[int, int] = {}

    def add(self, rows: Iterable[tuple[int, int, datetime, bytes]]) -> None:
        """The next rows as (seq, author, time, update)."""

        def taken() -> Iterator[bytes]:
            for seq, author, at, update in rows:
                self.timeline.add(seq, author, at, update)
                self.seq = seq
                self._weave = self._credits = None
                yield update

        self._whole.fold(taken())

    @property
    def weave(self) -> Weave:
        if self._weave is None:
            self._weave = Weave(self._whole.since())
        return self._weave

    def credits(self, restores: Mapping[int, int]) -> Credits:
        """`restores`: the sequence of a restore → the sequence whose content it brought back."""
        rows = {self.timeline.row_at(seq): self.timeline.row_at(source) for seq, source in restores.items()}
        if self._credits is None or self._credited != rows:
            self._credits = Credits(self.timeline, self.weave, CONTENT, rows)
            self._credited = rows
        return self._credits

    def tree(self, seq: int) -> Node:
        """The content after the update `seq`."""
        row = self.timeline.row_at(seq)
        return Renderer(self.timeline, self.weave, row, row).tree(CONTENT)

    def compare(self, old: int, new: int) -> tuple[Node, dict[int, Tally]]:
        """The content after `new`, with what changed since `old`; and how much by whom."""
        before, after = self.timeline.row_at(old), self.timeline.row_at(new)
        tree = tidy(Renderer(self.timeline, self.weave, before, after).tree(CONTENT))
        return tree, tallies(tree, self.timeline.author)

    def credited(self, seq: int, restores: Mapping[int, int]) -> Node:
        """The content after the update `seq`; texts say with `by` which row they are credited to."""
        row = self.timeline.row_at(seq)
        return Renderer(self.timeline, self.weave, row, row, self.credits(restores)).tree(CONTENT)

    def spans(self, restores: Mapping[int, int]) -> list[Span]:
        """Who is credited with each text that is there now, by client and clock. Neighbours by one person within ten
        minutes are one."""
        found: list[Span] = []
        credits = self.credits(restores)
        walk = [self.weave.root(CONTENT).children()]
        last = len(self.timeline) - 1
        while walk:
            item = next(walk[-1], None)
            if item is None:
                walk.pop()
                continue
            for start, end, brought, gone in self.timeline.pieces(item.client, item.clock, item.end):
                if not visible(brought, gone, last):
                    continue
                if item.kind == TYPE:
                    walk.append(item.content.children())
                elif item.kind == STRING:
                    found += [Span(item.client, *piece) for piece in credits.pieces(item.client, start, end)]
        return _joined(sorted(found), self.timeline.alike)


def _joined(spans: list[Span], alike: Callable[[int, int], bool]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if (
            last is not None
            and (last.client, last.end) == (span.client, span.start)
            and alike(last.row, span.row)
        ):
            out[-1] = last._replace(end=span.end)
        else:
            out.append(span)
    return out
