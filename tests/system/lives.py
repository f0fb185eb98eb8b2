"""A document's life as its history tells it, held against what people were told. Pure but for the reading."""

from dataclasses import dataclass, field
from typing import Any

from tests.collab.yjs_clients import Client
from tests.system.api import Api

Row = tuple[str, str]
"""Whose update, and its bytes as base64."""


@dataclass
class Attempt:
    """Somebody asked for `source` to be restored. `seq`, `version`: what was answered; None if nothing was. `after`: an
    update that was there before the question."""

    source: int
    after: int
    seq: int | None = None
    version: int | None = None


@dataclass
class Life:
    """Replays a history bit by bit with a real Yjs (`replica`). All updates by `restorer` are restores."""

    replica: Client
    restorer: str
    rows: list[Row] = field(default_factory=list)
    added: list[list[str]] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    shown: list[frozenset[str]] = field(default_factory=lambda: [frozenset()])
    """What is shown after each update; the first is before all."""

    def __post_init__(self) -> None:
        self.ever: set[str] = set()
        self.restores: set[int] = set()

    @property
    def head(self) -> int:
        return len(self.rows)

    def read(self, api: Api, document: int, attempts: list[Attempt]) -> None:
        """Read the history again: what was there is as it was, what came has no gap, and each is what it may be."""
        rows = history(api, document)
        assert rows[: self.head] == self.rows, "the history was rewritten"
        fresh = rows[self.head :]
        for row, told in zip(fresh, self.replica.relive(rows=fresh, look=self.restorer), strict=True):
            self.rows.append(row)
            self._add(told, attempts)

    def _add(self, told: dict[str, Any], attempts: list[Attempt]) -> None:
        fresh = [token for token in told["tokens"] if token not in self.ever]
        self.added.append(fresh)
        self.hashes.append(told["hash"])
        self.ever.update(fresh)
        if told["shown"] is None:
            self.shown.append(self.shown[-1].union(fresh))
            return
        shown = frozenset(told["shown"])
        assert len(shown) == len(told["shown"]), "a restore doubled something"
        assert any(self._fits(shown, attempt) for attempt in attempts), (
            f"update {self.head} is no restore asked for"
        )
        self.shown.append(shown)
        self.restores.add(self.head)

    def _fits(self, shown: frozenset[str], attempt: Attempt) -> bool:
        """Whether the newest update may be the restore that was asked for: all of its source is there again, and what
        others wrote since the moment that it was made at."""
        if attempt.seq not in (None, self.head):
            return False
        expected = self.shown[attempt.source]
        for made_at in range(self.head - 1, attempt.after - 1, -1):
            if shown == expected:
                return True
            expected = expected.union(self.added[made_at - 1] if made_at else ())
        return False


def history(api: Api, document: int) -> list[Row]:
    """All updates; their sequences have no gap."""
    found: list[Row] = []
    while True:
        page = api.call("GET", f"/documents/{document}/history?after={len(found)}")
        rows = page["rows"]
        assert [row[0] for row in rows] == list(range(len(found) + 1, len(found) + len(rows) + 1)), "a gap"
        found += [(page["authors"][author], data) for _, author, _, data in rows]
        if not page["more"]:
            assert page["head"] == len(found)
            return found
