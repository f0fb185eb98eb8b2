"""What a document consists of, as far as guards must know it: who wrote how much, and what hangs where.

Yjs and pycrdt take an update on trust. This index says beforehand whether an update is new, whether something
before it is missing, how deep it nests (also across updates), and whether it meets the schema. It keeps one
entry for each run of structs that hang in the same place, so ordinary typing adds nothing to it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from collab.core.errors import Bad
from collab.core.examine import Examination
from collab.core.places import Node, Track
from collab.core.ranges import Ranges
from collab.core.update import Id, Update, parse_stored


class Plan(NamedTuple):
    """What an update would change. `missing`: something before it is not here, so it cannot be judged."""

    tracks: dict[int, Track]
    types: dict[Id, Node]
    roots: dict[str, Node]
    deletes: list[tuple[int, int, int]]
    missing: bool = False

    @property
    def new(self) -> bool:
        """Whether the document would not be the same afterwards."""
        return bool(self.tracks or self.deletes)


MISSING: Final = Plan({}, {}, {}, [], missing=True)


class Index:
    """The index of one document. `examine` judges, `absorb` takes in; neither awaits nor recurses."""

    def __init__(self) -> None:
        self._tracks: dict[int, Track] = {}
        self._types: dict[Id, Node] = {}
        self._roots: dict[str, Node] = {}
        self._deleted: dict[int, Ranges] = {}
        self.owners: dict[int, int] = {}
        """Client id → person who wrote with it first. Nobody else may go on with it: Yjs would take the
        stranger's structs for the owner's, and the owner's own later ones for known."""

    @classmethod
    def of(cls, state: bytes) -> Index:
        """The index of a whole document (trusted bytes)."""
        index = cls()
        plan = index.examine(parse_stored(state), trusted=True)
        if plan.missing:
            raise Bad("the state has holes")
        index.absorb(plan)
        return index

    # -- judging

    def examine(self, update: Update, author: int = 0, *, trusted: bool = False) -> Plan:
        """What the update would change. Raises `Bad` for one that must not be taken.

        `author` is the person who sent it (0: the server itself). `trusted` bytes are committed already:
        only their structure is followed.
        """
        examination = Examination(self, author, trusted)
        if not examination.structs(update.structs):
            return MISSING
        deletes = examination.deletes(update.deletes)
        if deletes is None:
            return MISSING
        return Plan(examination.tracks, examination.types, examination.roots, deletes)

    def known(self, client: int) -> int:
        """How much of this client's history is here."""
        track = self._tracks.get(client)
        return track.next if track is not None else 0

    def track(self, client: int) -> Track | None:
        return self._tracks.get(client)

    def root(self, name: str) -> Node | None:
        """The top-level type of this name, once something was put into it."""
        return self._roots.get(name)

    @property
    def roots(self) -> int:
        """How many top-level types there are."""
        return len(self._roots)

    @property
    def clients(self) -> int:
        """How many clients have written."""
        return len(self._tracks)

    @property
    def types(self) -> int:
        """How many nested types there were."""
        return len(self._types)

    @property
    def deleted_runs(self) -> int:
        """How many runs of deleted things there are. A client tells of them all whenever it connects."""
        return sum(map(len, self._deleted.values()))

    def type_at(self, item: Id) -> Node | None:
        return self._types.get(item)

    def deleted(self, client: int, clock: int, length: int) -> bool:
        """Whether all of these are deleted."""
        ranges = self._deleted.get(client)
        return ranges is not None and ranges.covers(clock, clock + length)

    # -- taking in

    def absorb(self, plan: Plan, author: int = 0) -> None:
        """Take in what was examined just before."""
        for client, fresh in plan.tracks.items():
            track = self._tracks.get(client)
            if track is None:
                self._tracks[client] = fresh
                fresh.base = 0
            else:
                self._extend(track, fresh)
            if author:
                self.owners.setdefault(client, author)
        self._types.update(plan.types)
        self._roots.update(plan.roots)
        for client, clock, length in plan.deletes:
            ranges = self._deleted.get(client)
            if ranges is None:
                ranges = self._deleted[client] = Ranges()
            ranges.add(clock, clock + length)

    @staticmethod
    def _extend(track: Track, fresh: Track) -> None:
        starts, places = fresh.starts, fresh.places
        if track.places and track.places[-1] is places[0]:
            starts, places = starts[1:], places[1:]
        track.starts += starts
        track.places += places
        track.next = fresh.next
        if fresh.halves:
            track.add_halves(fresh.halves)
