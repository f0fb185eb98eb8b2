"""Taking an update (Yjs' v1 encoding) apart without recursion and without believing its numbers.

    update  = count, block* , deletes           block   = count, client, clock, struct*
    struct  = info byte, neighbours or parent, content        deletes = count, (client, count, (clock, length)*)*

The low five bits of the info byte say what the content is; the high three say what precedes it: the left
neighbour's id (0x80), the right one's (0x40); without either the parent, and its key if there is one (0x20).
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from collab.core.errors import Bad
from collab.core.values import read_any, read_json
from collab.core.varint import read_bytes, read_string, read_varuint

Id = tuple[int, int]
"""(client, clock)"""

GC, DELETED, JSON, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, DOC, SKIP = range(11)
LEFT, RIGHT, KEY = 0x80, 0x40, 0x20

ARRAY, MAP, TEXT, XML_ELEMENT, XML_FRAGMENT, XML_HOOK, XML_TEXT = range(7)
TYPES: Final = frozenset({ARRAY, MAP, TEXT, XML_ELEMENT, XML_FRAGMENT, XML_TEXT})
"""What Yjs and pycrdt both read. pycrdt misreads hooks (and JSON contents, which no Yjs since 13 writes)."""

MAX_CLOCK: Final = 2**31 - 1
"""Yrs counts in 32 bits."""
MAX_PARTS: Final = 32_768
"""Structs, deletions, or values side by side in one update of somebody: a walk over more would hold up everybody
else. A document may consist of more."""
MAX_NAME: Final = 1024
"""Characters in the name of a type or a key."""


class Struct(NamedTuple):
    """One struct: `length` units of `client`'s history from `clock` on.

    `parent` is the name of a top-level type or the id of the item that holds the type; None when it is the
    neighbours'. `detail` is what the checks look at: (type, name) of a type, (key, value) of a format, the
    values of "any" contents, the offsets of second halves of a string's characters, else None.
    """

    client: int
    clock: int
    length: int
    kind: int
    left: Id | None = None
    right: Id | None = None
    parent: str | Id | None = None
    key: str | None = None
    detail: Any = None


class Update(NamedTuple):
    """An update in parts: its structs, block after block, and the (client, clock, length) it deletes."""

    structs: list[Struct]
    deletes: list[tuple[int, int, int]]


TOO_MANY: Final = "an update has too many parts"

Content = tuple[int, Any, int]
"""(length, detail, next at)"""


def _deleted(data: bytes, at: int) -> Content:
    length, at = read_varuint(data, at)
    return length, None, at


def _binary(data: bytes, at: int) -> Content:
    return 1, None, read_bytes(data, at)[1]


def _string(data: bytes, at: int) -> Content:
    raw, at = read_bytes(data, at)
    if raw.isascii():
        return len(raw), None, at
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise Bad("a text is not UTF-8") from error
    halves = second_halves(text)
    return len(text) + len(halves), halves, at


def _embed(data: bytes, at: int) -> Content:
    text, at = read_string(data, at)
    return 1, read_json(text), at


def _format(data: bytes, at: int) -> Content:
    key, at = _name(data, at)
    text, at = read_string(data, at)
    return 1, (key, read_json(text)), at


def _type(data: bytes, at: int) -> Content:
    kind, at = read_varuint(data, at)
    if kind not in TYPES:
        raise Bad(f"unknown type {kind}")
    name = ""
    if kind == XML_ELEMENT:
        name, at = _name(data, at)
    return 1, (kind, name), at


def _any(data: bytes, at: int) -> Content:
    count, at = read_varuint(data, at)
    if count > len(data) - at:
        raise Bad("more values declared than there are bytes")
    values = []
    for _ in range(count):
        value, at = read_any(data, at)
        values.append(value)
    return count, values, at


def _doc(data: bytes, at: int) -> Content:
    _guid, at = _name(data, at)
    options, at = read_any(data, at)
    if not isinstance(options, dict):
        raise Bad("a sub-document has no options")  # Yjs throws
    return 1, None, at


CONTENTS: Final[dict[int, Callable[[bytes, int], Content]]] = {
    DELETED: _deleted,
    BINARY: _binary,
    STRING: _string,
    EMBED: _embed,
    FORMAT: _format,
    TYPE: _type,
    ANY: _any,
    DOC: _doc,
}


def second_halves(text: str) -> list[int]:
    """Where in the text's UTF-16 form (Yjs counts in its units) the second half of a character stands."""
    if max(text) < "\U00010000":
        return []
    wide = [at for at, char in enumerate(text) if char >= "\U00010000"]
    return [at + before + 1 for before, at in enumerate(wide)]


def _name(data: bytes, at: int) -> tuple[str, int]:
    name, at = read_string(data, at)
    if len(name) > MAX_NAME:
        raise Bad(f"a name is longer than {MAX_NAME} characters")
    return name, at


def parse_stored(data: bytes) -> Update:
    """Take apart what is committed already: an update, or a whole document. It has as many parts as it has."""
    return parse_update(data, len(data))  # each is a byte at least


def parse_update(data: bytes, most: int = MAX_PARTS) -> Update:
    """Take an update apart. Raises `Bad` for anything that is not a whole, well-formed v1 update, or has more than
    `most` parts of a kind."""
    try:
        structs, at = _structs(data, most)
        deletes, at = _deletes(data, at, most)
    except IndexError as error:
        raise Bad("the update ends too early") from error
    if at != len(data):
        raise Bad("there are bytes behind the update")
    return Update(structs, deletes)


def _structs(data: bytes, most: int) -> tuple[list[Struct], int]:
    structs: list[Struct] = []
    blocks, at = read_varuint(data, 0)
    if blocks * 3 > len(data):
        raise Bad("more clients declared than there are bytes")
    clients = set()
    for _ in range(blocks):
        count, at = read_varuint(data, at)
        client, at = read_varuint(data, at)
        clock, at = read_varuint(data, at)
        if count * 2 > len(data) - at:
            raise Bad("more structs declared than there are bytes")
        if client in clients:
            raise Bad("a client comes twice")
        clients.add(client)
        if len(structs) + count > most:
            raise Bad(TOO_MANY, "too_large")
        for _ in range(count):
            struct, at = _struct(data, at, client, clock, most)
            clock += struct.length
            structs.append(struct)
        if clock > MAX_CLOCK:
            raise Bad("a clock is too large")
    return structs, at


def _struct(data: bytes, at: int, client: int, clock: int, most: int) -> tuple[Struct, int]:
    info = data[at]
    at += 1
    kind = info & 0x1F
    if kind in (GC, SKIP):
        length, at = read_varuint(data, at)
        if info != kind or length == 0:
            raise Bad("a gap has no length")
        return Struct(client, clock, length, kind), at
    left = right = parent = key = None
    if info & LEFT:
        left_client, at = read_varuint(data, at)
        left_clock, at = read_varuint(data, at)
        left = (left_client, left_clock)
    if info & RIGHT:
        right_client, at = read_varuint(data, at)
        right_clock, at = read_varuint(data, at)
        right = (right_client, right_clock)
    if not info & (LEFT | RIGHT):
        parent, key, at = read_parent(data, at, info)
    read = CONTENTS.get(kind)
    if read is None:
        raise Bad(f"unknown content {kind}")
    if kind == ANY and most < read_varuint(data, at)[0] <= len(data):
        raise Bad(TOO_MANY, "too_large")
    length, detail, at = read(data, at)
    if length == 0:
        raise Bad("an item is empty")
    return Struct(client, clock, length, kind, left, right, parent, key, detail), at


def read_parent(data: bytes, at: int, info: int) -> tuple[str | Id, str | None, int]:
    """What a struct without neighbours hangs in, and under which key."""
    parent: str | Id
    named, at = read_varuint(data, at)
    if named == 1:
        parent, at = _name(data, at)
    elif named == 0:
        client, at = read_varuint(data, at)
        clock, at = read_varuint(data, at)
        parent = (client, clock)
    else:
        raise Bad("a parent is neither a name nor an item")
    key = None
    if info & KEY:
        key, at = _name(data, at)
    return parent, key, at


def _deletes(data: bytes, at: int, most: int) -> tuple[list[tuple[int, int, int]], int]:
    deletes: list[tuple[int, int, int]] = []
    clients, at = read_varuint(data, at)
    if clients * 2 > len(data) - at:
        raise Bad("more clients declared than there are bytes")
    for _ in range(clients):
        client, at = read_varuint(data, at)
        count, at = read_varuint(data, at)
        if count * 2 > len(data) - at:
            raise Bad("more deletions declared than there are bytes")
        if len(deletes) + count > most:
            raise Bad(TOO_MANY, "too_large")
        for _ in range(count):
            clock, at = read_varuint(data, at)
            length, at = read_varuint(data, at)
            if clock + length > MAX_CLOCK:
                raise Bad("a clock is too large")
            if length:
                deletes.append((client, clock, length))
    return deletes, at


def check_state_vector(data: bytes) -> None:
    """Refuse a state vector that declares more clients than it has bytes for, or is not one."""
    try:
        count, at = read_varuint(data, 0)
        if count * 2 > len(data) - at:
            raise Bad("more clients declared than there are bytes")
        for _ in range(count):
            _, at = read_varuint(data, at)
            clock, at = read_varuint(data, at)
            if clock > MAX_CLOCK:
                raise Bad("a clock is too large")
    except IndexError as error:
        raise Bad("the state vector ends too early") from error
    if at != len(data):
        raise Bad("there are bytes behind the state vector")
