"""A document's state taken apart into items with their contents. Only for states that we made ourselves."""

import re
from collections.abc import Iterator
from typing import Any, Final

from collab.core.update import (
    CONTENTS,
    DELETED,
    FORMAT,
    GC,
    LEFT,
    RIGHT,
    SKIP,
    STRING,
    TYPE,
    Id,
    read_parent,
)
from collab.core.varint import read_string, read_varuint

WIDE: Final = "\U00010000"
_HALF: Final = re.compile("[\ud800-\udfff]")


def to_units(text: str) -> str:
    """The text with one character for each UTF-16 unit, as Yjs counts: wide characters become two halves."""
    if text.isascii() or max(text) < WIDE:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(raw[at] | raw[at + 1] << 8) for at in range(0, len(raw), 2))


def from_units(units: str) -> str:
    """The reverse; half a character becomes the replacement character."""
    if units.isascii() or not _HALF.search(units):
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Holder:
    """A shared type: the first of its children, and the newest item under each key."""

    __slots__ = ("keys", "kind", "start", "tag")

    def __init__(self, kind: int, tag: str = "") -> None:
        self.kind, self.tag = kind, tag
        self.start: Item | None = None
        self.keys: dict[str, Item] = {}

    def children(self) -> Iterator["Item"]:
        """All there ever were, in the document's order."""
        item = self.start
        while item is not None:
            yield item
            item = item.right

    def under(self, key: str) -> Iterator["Item"]:
        """All values there ever were under a key; of those that are there the last one counts."""
        item: Item | None = self.keys[key]
        while item is not None and item.left is not None:
            item = item.left
        while item is not None:
            yield item
            item = item.right


class Item:
    """A run of units of one client. `content`: units of a text, a format's (key, value), values, or a Holder."""

    __slots__ = (
        "client", "clock", "content", "holder", "key", "kind", "left", "left_id", "length", "parent", "right",
        "right_id",
    )  # fmt: skip

    def __init__(self, client: int, clock: int, length: int, kind: int) -> None:
        self.client, self.clock, self.length, self.kind = client, clock, length, kind
        self.left_id: Id | None = None
        self.right_id: Id | None = None
        self.parent: str | Id | None = None
        self.key: str | None = None
        self.content: Any = None
        self.left: Item | None = None
        self.right: Item | None = None
        self.holder: Holder | None = None

    @property
    def end(self) -> int:
        """The clock behind its last unit."""
        return self.clock + self.length

    @property
    def last(self) -> Id:
        """The id of its last unit."""
        return self.client, self.clock + self.length - 1

    def text(self, start: int, end: int) -> str:
        """The units of the clocks [start, end) of a text."""
        units: str = self.content[start - self.clock : end - self.clock]
        return units

    def split(self, clock: int) -> "Item":
        """Cut before `clock`; what follows becomes a new item, which is returned."""
        rest = Item(self.client, clock, self.clock + self.length - clock, self.kind)
        self.length -= rest.length
        rest.left_id, rest.right_id = self.last, self.right_id
        rest.parent, rest.key, rest.holder = self.parent, self.key, self.holder
        if self.kind not in (DELETED, GC):
            rest.content = self.content[self.length :]
            self.content = self.content[: self.length]
        rest.left, rest.right = self, self.right
        if self.right is not None:
            self.right.left = rest
        self.right = rest
        if self.holder is not None and self.key is not None and self.holder.keys.get(self.key) is self:
            self.holder.keys[self.key] = rest
        return rest


def read_state(data: bytes) -> dict[int, list[Item]]:
    """The items of a whole state (v1 encoding), by client, in the order of their clocks."""
    blocks: dict[int, list[Item]] = {}
    count, at = read_varuint(data, 0)
    for _ in range(count):
        structs, at = read_varuint(data, at)
        client, at = read_varuint(data, at)
        clock, at = read_varuint(data, at)
        items = blocks[client] = []
        for _ in range(structs):
            item, at = _item(data, at, client, clock)
            clock += item.length
            if item.kind != SKIP:
                items.append(item)
    return blocks


def _item(data: bytes, at: int, client: int, clock: int) -> tuple[Item, int]:
    info = data[at]
    at += 1
    item = Item(client, clock, 0, info & 0x1F)
    if item.kind in (GC, SKIP):
        item.length, at = read_varuint(data, at)
        return item, at
    if info & LEFT:
        left, at = read_varuint(data, at)
        left_clock, at = read_varuint(data, at)
        item.left_id = (left, left_clock)
    if info & RIGHT:
        right, at = read_varuint(data, at)
        right_clock, at = read_varuint(data, at)
        item.right_id = (right, right_clock)
    if not info & (LEFT | RIGHT):
        item.parent, item.key, at = read_parent(data, at, info)
    if item.kind == STRING:
        text, at = read_string(data, at)
        item.content = to_units(text)
        item.length = len(item.content)
        return item, at
    item.length, detail, at = CONTENTS[item.kind](data, at)
    item.content = Holder(*detail) if item.kind == TYPE else detail
    if item.kind == FORMAT:
        item.content = [detail]
    return item, at
