"""One look at one update, against the index of its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collab.core.errors import Bad
from collab.core.places import Node, Place, Track
from collab.core.ranges import Ranges
from collab.core.schema import CONTENT, check_content
from collab.core.shape import ROOT, check_shape
from collab.core.update import DELETED, GC, MAX_CLOCK, SKIP, STRING, TYPE, Id, Struct
from collab.core.values import MAX_DEPTH

if TYPE_CHECKING:
    from collab.core.index import Index

MAX_ROOTS: Final = 1_000
MAX_CLIENTS: Final = 100_000
MAX_TYPES: Final = 250_000
"""Top-level types, client ids and nested types of a document: each costs some hundred bytes of memory here for a few
on the wire."""
CUT: Final = "an edit cuts a character in two"
"""Yjs makes two replacement characters of it; pycrdt an empty item, and with it a state that no client can read."""


class Examination:
    """One look at one update: new structs are put behind each other on tracks of their own."""

    __slots__ = ("_author", "_blocks", "_fresh", "_gone", "_index", "_trusted", "roots", "tracks", "types")

    def __init__(self, index: Index, author: int, trusted: bool) -> None:
        self._index = index
        self._author = author
        self._trusted = trusted
        self.tracks: dict[int, Track] = {}
        self.types: dict[Id, Node] = {}
        self.roots: dict[str, Node] = {}
        self._blocks: dict[int, list[Struct]] = {}
        self._gone: list[tuple[int, int, int]] = []
        self._fresh: dict[int, Ranges] = {}  # what arrives as deleted in this very update

    # -- structs

    def structs(self, structs: list[Struct]) -> bool:
        """Put new structs in the order of their dependencies; False when something is missing."""
        if len(structs) == 1:
            struct = structs[0]
            return self._is_known(struct) or (self._starts_here(struct) and self._put(struct) is None)
        blocks = self._blocks
        for struct in structs:
            if not self._is_known(struct):
                blocks.setdefault(struct.client, []).append(struct)
        if not all(self._starts_here(block[0]) for block in blocks.values()):
            return False
        for block in blocks.values():
            block.reverse()  # so that the next one can be popped
        return all(self._put_up_to(client, MAX_CLOCK) for client in list(blocks))

    def _is_known(self, struct: Struct) -> bool:
        return struct.clock + struct.length <= self._index.known(struct.client)

    def _starts_here(self, struct: Struct) -> bool:
        client = struct.client
        known = self._index.known(client)
        if struct.clock > known:
            return False
        if self._author and self._index.owners.get(client, self._author) != self._author:
            raise Bad("this client id belongs to somebody else", "forbidden")
        if not known and not self._trusted and self._index.clients + len(self.tracks) >= MAX_CLIENTS:
            raise Bad("the document has too many clients", "too_large")
        self.tracks[client] = Track(known)
        return True

    def _put_up_to(self, client: int, clock: int) -> bool:
        """Put a client's structs up to one, and before each what it needs. A stack, as chains can be long."""
        blocks, tracks = self._blocks, self.tracks
        waiting = [(client, clock)]
        on_stack = {client}
        while waiting:
            client, clock = waiting[-1]
            block = blocks[client]
            if not block or tracks[client].next > clock:
                on_stack.discard(client)
                waiting.pop()
                continue
            needed = self._put(block[-1])
            if needed is None:
                block.pop()
            elif needed[0] in on_stack or not blocks.get(needed[0]):
                return False  # nobody has it, or each of two needs the other first
            else:
                waiting.append(needed)
                on_stack.add(needed[0])
        return True

    def _put(self, struct: Struct) -> Id | None:
        """Put one struct; returns what is needed first, or None when it is done."""
        kind = struct.kind
        if kind == SKIP:
            return struct.client, struct.clock  # a hole: what follows cannot be judged
        place: Place | None = None
        if kind != GC:
            for needed in (struct.left, struct.right, struct.parent):
                if isinstance(needed, tuple) and not self._has(needed):
                    return needed
            place = self._place_for(struct)
            if place is not None and not self._trusted:
                node = place.node
                check_shape(struct, node.type, place.key)
                if node.content:
                    check_content(struct, node.type, place.key)
        track = self.tracks[struct.client]
        done = track.next - struct.clock  # the part that is known already
        if kind != STRING or struct.detail:
            self._note(struct, track, place, done)
        track.add(struct.length - done, place)
        return None

    def _place_for(self, struct: Struct) -> Place | None:
        left, right = struct.left, struct.right
        if left is None and right is None:
            assert struct.parent is not None
            return self._inside(struct.parent, struct.key)
        if not self._trusted:
            self._check_cuts(left, right)
        return self._beside(left, right)

    def _note(self, struct: Struct, track: Track, place: Place | None, done: int) -> None:
        """What has to be known of a struct beyond where it hangs."""
        kind = struct.kind
        if kind == TYPE:
            self._open_type(struct, place)
        elif kind in (GC, DELETED):
            self._gone.append((struct.client, track.next, struct.length - done))
            fresh = self._fresh.setdefault(struct.client, Ranges())
            fresh.add(track.next, struct.clock + struct.length)
        elif kind == STRING:
            if done in struct.detail and not self._trusted:
                raise Bad(CUT)
            track.add_halves([struct.clock + at for at in struct.detail if at > done])

    def _has(self, item: Id) -> bool:
        track = self.tracks.get(item[0]) or self._index.track(item[0])
        return track is not None and item[1] < track.next

    def _place_of(self, item: Id) -> Place | None:
        track = self.tracks.get(item[0])
        if track is None or item[1] < track.base:
            track = self._index.track(item[0])
        assert track is not None
        return track.at(item[1])

    def _beside(self, left: Id | None, right: Id | None) -> Place | None:
        """The neighbours' place. Beside something collected there is none: the item is collected too."""
        if left is None:
            assert right is not None
            return self._place_of(right)
        place = self._place_of(left)
        if right is not None and self._place_of(right) is not place and not self._trusted:
            # Yjs and pycrdt would each put it elsewhere.
            raise Bad("an item's neighbours are not side by side")
        return place

    def _check_cuts(self, left: Id | None, right: Id | None) -> None:
        if (left is not None and self._splits(left[0], left[1] + 1)) or (
            right is not None and self._splits(right[0], right[1])
        ):
            raise Bad(CUT)

    def _splits(self, client: int, clock: int) -> bool:
        track = self._index.track(client)
        if track is not None and clock <= track.next and track.splits(clock):
            return True
        track = self.tracks.get(client)
        return track is not None and track.splits(clock)

    def _inside(self, parent: str | Id, key: str | None) -> Place | None:
        if isinstance(parent, str):
            return self._root(parent).place(key)
        node = self.types.get(parent) or self._index.type_at(parent)
        if node is not None:
            return node.place(key)
        if not self._trusted and not self._is_gone(parent):
            raise Bad("an item's parent is not a type")
        return None

    def _root(self, name: str) -> Node:
        node = self._index.root(name) or self.roots.get(name)
        if node is None:
            if self._index.roots + len(self.roots) >= MAX_ROOTS and not self._trusted:
                raise Bad(f"more than {MAX_ROOTS} top-level types")
            node = self.roots[name] = Node(ROOT, 0, name == CONTENT)
        return node

    def _is_gone(self, item: Id) -> bool:
        client, clock = item
        fresh = self._fresh.get(client)
        return self._index.deleted(client, clock, 1) or (fresh is not None and fresh.covers(clock, clock + 1))

    def _open_type(self, struct: Struct, place: Place | None) -> None:
        # Beside something collected the type is collected too: nobody sees it, but it may be named as a parent.
        depth, content = (place.node.depth + 1, place.node.content) if place is not None else (1, False)
        if not self._trusted:
            if depth > MAX_DEPTH:
                raise Bad(f"types nested deeper than {MAX_DEPTH}")
            if self._index.types + len(self.types) >= MAX_TYPES:
                raise Bad("the document has too many parts", "too_large")
        self.types[(struct.client, struct.clock)] = Node(struct.detail[0], depth, content)

    # -- deletions

    def deletes(self, deletes: list[tuple[int, int, int]]) -> list[tuple[int, int, int]] | None:
        """The deletions that are new; None when something to delete is missing."""
        index, tracks, new = self._index, self.tracks, self._gone
        for client, clock, length in deletes:
            track = tracks.get(client) or index.track(client)
            if track is None or clock + length > track.next:
                return None
            if not index.deleted(client, clock, length):
                if not self._trusted and (
                    self._splits(client, clock) or self._splits(client, clock + length)
                ):
                    raise Bad(CUT)
                new.append((client, clock, length))
        return new
