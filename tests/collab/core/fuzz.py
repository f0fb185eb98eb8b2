"""Tries to get past the guards: run as `python -m tests.collab.core.fuzz KIND SEED ROUNDS` in a process of its own,
because what it looks for are crashes that no `except` catches.

KIND `bytes` mutates real updates; KIND `shapes` makes up well-formed ones, with neighbours, parents and contents at
random. What the guards let through is applied to pycrdt, and the state that comes out must agree with the index.
Prints one JSON line of counts, and every update that was applied in hex to stderr, so that the last line tells what
it was should the process die.
"""

import json
import random
import sys
from collections import Counter

from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.places import Place
from collab.core.replica import Replica
from collab.core.shape import _VALUES, CHILDREN, KEYED
from collab.core.update import MAP, Id, parse_update
from collab.core.varint import varbytes, varint, varuint
from tests.collab.core.samples import block, corpus, deletes, item, text, update


def mutated(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        at = rng.randrange(len(out))
        match rng.randrange(5):
            case 0:
                out[at] = rng.randrange(256)
            case 1:
                out[at] ^= 1 << rng.randrange(8)
            case 2:
                del out[at : at + rng.randrange(1, 4)]
            case 3:
                out[at:at] = rng.randbytes(rng.randrange(1, 4))
            case _:
                out[at] = (out[at] + rng.choice([-1, 1])) % 256
        if not out:
            return b"\x00"
    return bytes(out)


class Shapes:
    """Makes up updates that fit a document's index more often than not."""

    ROOTS = ("content", "text", "list", "map", "r1")

    def __init__(self, index: Index, rng: random.Random) -> None:
        self.index, self.rng = index, rng
        self.clients = list(index._tracks)
        self.types = list(index._types)

    def id(self) -> Id:
        client = self.rng.choice(self.clients)
        return client, self.rng.randrange(self.index.known(client))

    def make(self) -> bytes:
        rng, blocks = self.rng, []
        for client in {
            rng.choice([*self.clients, rng.randrange(1, 20)]) for _ in range(rng.choice([1, 1, 2]))
        }:
            structs = [self.struct() for _ in range(rng.choice([1, 1, 2, 3]))]
            blocks.append(block(client, self.index.known(client), *structs))
        gone = {}
        for _ in range(rng.choice([0, 0, 0, 1, 2])):
            client, clock = self.id()
            gone[client] = (client, clock, rng.choice([1, 1, 2, 3]))
        return update(*blocks, deleted=deletes(*gone.values()))

    def struct(self) -> bytes:
        rng = self.rng
        what = rng.random()
        if what < 0.03:
            return b"\x00" + varuint(rng.choice([1, 2, 5]))
        if what < 0.7:
            return self.beside(self.id())
        if what < 0.95 and self.types:
            parent = rng.choice(self.types)
            node = self.index.type_at(parent)
            assert node is not None
            keyed = node.type in KEYED and (node.type == MAP or rng.random() < 0.4)
            key = rng.choice(["level", "a", "b"]) if keyed else None
            return self.of(self.kind(node.type, key), parent=parent, key=key)
        root = rng.choice(self.ROOTS)
        key = rng.choice("ab") if root == "map" or rng.random() < 0.1 else None
        return self.of(7 if root == "content" else self.kind(-1, key), parent=root, key=key)

    def beside(self, left: Id) -> bytes:
        rng = self.rng
        track = self.index.track(left[0])
        assert track is not None
        place = track.at(left[1])
        if place is not None and place.key is not None:
            return self.of(self.kind(place.node.type, place.key), left=left, key=place.key)
        kind = self.kind(place.node.type if place is not None else -1, None)
        near = [(left[0], left[1] + 1), (left[0], left[1] - 1), *(self.id() for _ in range(6))]
        right = [each for each in near if self.hangs_in(each, place)]
        if rng.random() < 0.4 or not right:
            return self.of(kind, left=left)
        return self.of(kind, left=left if rng.random() < 0.8 else None, right=rng.choice(right))

    def hangs_in(self, each: Id, place: Place | None) -> bool:
        track = self.index.track(each[0])
        return track is not None and 0 <= each[1] < track.next and track.at(each[1]) is place

    def kind(self, owner: int, key: str | None) -> int:
        if owner == -1 and key is None:
            return self.rng.choice([1, 3, 4, 4, 4, 5, 6, 7, 8, 9])
        return self.rng.choice(sorted(_VALUES if key is not None else CHILDREN[owner]) or [1])

    def of(self, kind: int, *, key: str | None = None, **where: object) -> bytes:
        if "left" in where and where["left"] is None:
            del where["left"]
        return item(kind, self.content(kind), key=key, **where)  # type: ignore[arg-type]

    def content(self, kind: int) -> bytes:
        rng = self.rng
        match kind:
            case 1:
                return varuint(rng.choice([1, 1, 2, 5]))
            case 3:
                return varbytes(b"bytes")
            case 4:
                return text(rng.choice(["a", "bc", "wö", "x😀y", "😀", "hello"]))
            case 5:
                return text('{"img":"x"}')
            case 6:
                values = ["true", "null", '{"href":"https://x"}', '"s"', "1", "[1]"]
                return text(rng.choice(["bold", "link", "k"])) + text(rng.choice(values))
            case 7:
                type_ = rng.choice([0, 1, 2, 3, 3, 4, 5, 6, 6])
                return varuint(type_) + (
                    text(rng.choice(["paragraph", "heading"])) if type_ in (3, 5) else b""
                )
            case 9:
                return text("guid") + rng.choice([b"\x76\x00", b"\x76\x01" + text("gc") + b"\x79"])
        return varuint(1) + self.any()

    def any(self, depth: int = 0) -> bytes:
        rng = self.rng
        number = rng.randrange(12 if depth < 3 else 10)
        simple = [
            b"\x7f",
            b"\x7e",
            b"\x7d" + varint(rng.randrange(-100_000, 100_000)),
            b"\x7c\x3f\x80\x00\x00",
            b"\x7b\x3f\xf0\x00\x00\x00\x00\x00\x01",
            b"\x7a" + rng.randbytes(8),
            b"\x78",
            b"\x79",
            b"\x77" + text("x😀"),
            b"\x74" + varbytes(b"abc"),
        ]
        if number < len(simple):
            return simple[number]
        members = [self.any(depth + 1) for _ in range(rng.randrange(4))]
        if number == 10:
            return (
                b"\x76" + varuint(len(members)) + b"".join(text(f"k{n}") + m for n, m in enumerate(members))
            )
        return b"\x75" + varuint(len(members)) + b"".join(members)


class Run:
    """A document that takes what the guards let through."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.updates = corpus(seed % 7 + 1, 120)
        self.counts: Counter[str] = Counter()
        self.begin()

    def begin(self) -> None:
        """A document in the middle of its life."""
        self.index, self.replica = Index(), Replica()
        self.upto = self.rng.randrange(1, len(self.updates))
        for each in self.updates[: self.upto]:
            plan = self.index.examine(parse_update(each))
            if not plan.missing:
                sys.stderr.write(each.hex() + "\n")
                self.index.absorb(plan)
                self.replica.apply([each])

    def offer(self, data: bytes) -> None:
        try:
            plan = self.index.examine(parse_update(data))
        except Bad:
            self.counts["refused"] += 1
            return
        if plan.missing or not plan.new:
            self.counts["missing" if plan.missing else "known"] += 1
            return
        self.counts["taken"] += 1
        sys.stderr.write(data.hex() + "\n")
        sys.stderr.flush()
        assert self.replica.apply([data]) == [], "pycrdt could not apply it"
        self.index.absorb(plan)
        again = Index.of(self.replica.since())
        for client, track in self.index._tracks.items():
            assert again.known(client) == track.next, "pycrdt holds it back"
        assert isinstance(self.replica.text, str)

    def bytes(self) -> None:
        if self.rng.random() < 0.02:
            self.begin()
        near = self.updates[max(0, self.upto - 5) : self.upto + 3]
        self.offer(mutated(self.rng.choice(near), self.rng))

    def shapes(self) -> None:
        self.offer(Shapes(self.index, self.rng).make())


def main(kind: str, seed: str, rounds: str) -> None:
    run = Run(int(seed))
    for _ in range(int(rounds)):
        getattr(run, kind)()
    sys.stdout.write(json.dumps(run.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
