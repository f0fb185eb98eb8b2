"""Updates for tests: real ones from Yjs, and ones written by hand, byte by byte."""

import base64
import json
import subprocess
from functools import cache
from pathlib import Path

from collab.core.update import ARRAY, FORMAT, KEY, LEFT, RIGHT, STRING, TYPE, XML_ELEMENT, XML_TEXT, Id
from collab.core.varint import varbytes, varuint

CORPUS = Path(__file__).parent.parent / "node" / "corpus.mjs"


@cache
def corpus(seed: int, steps: int = 200) -> tuple[bytes, ...]:
    """Updates of three Yjs clients that write and hear each other now and then, in the order they were made."""
    done = subprocess.run(
        ["node", str(CORPUS), str(seed), str(steps)], capture_output=True, text=True, check=True, timeout=60
    )
    return tuple(base64.b64decode(each) for each in json.loads(done.stdout)["updates"])


def text(value: str) -> bytes:
    return varbytes(value.encode())


def item(
    kind: int,
    content: bytes,
    *,
    left: Id | None = None,
    right: Id | None = None,
    parent: str | Id | None = None,
    key: str | None = None,
) -> bytes:
    """One struct."""
    info, head = kind, b""
    for flag, neighbour in ((LEFT, left), (RIGHT, right)):
        if neighbour is not None:
            info |= flag
            head += varuint(neighbour[0]) + varuint(neighbour[1])
    if left is None and right is None:
        assert parent is not None
        if isinstance(parent, str):
            head += varuint(1) + text(parent)
        else:
            head += varuint(0) + varuint(parent[0]) + varuint(parent[1])
        if key is not None:
            info |= KEY
            head += text(key)
    return bytes((info,)) + head + content


def block(client: int, clock: int, *structs: bytes) -> bytes:
    """One client's structs."""
    return varuint(len(structs)) + varuint(client) + varuint(clock) + b"".join(structs)


def deletes(*ranges: tuple[int, int, int]) -> bytes:
    """(client, clock, length) each, every client once."""
    parts = [varuint(c) + b"\x01" + varuint(clock) + varuint(length) for c, clock, length in ranges]
    return varuint(len(parts)) + b"".join(parts)


def pitted(client: int, holes: int) -> bytes:
    """A paragraph whose every second character is deleted: so many runs of deleted things, and twice the parts."""
    gaps = b"".join(varuint(3 + 2 * n) + b"\x01" for n in range(holes))
    deleted = b"\x01" + varuint(client) + varuint(holes) + gaps
    return update(paragraph(client, 0, "xy" * holes), deleted=deleted)


def update(*blocks: bytes, deleted: bytes = b"\x00") -> bytes:
    return varuint(len(blocks)) + b"".join(blocks) + deleted


def string(value: str, **where: object) -> bytes:
    return item(STRING, text(value), **where)  # type: ignore[arg-type]


def array(**where: object) -> bytes:
    return item(TYPE, varuint(ARRAY), **where)  # type: ignore[arg-type]


def element(name: str, **where: object) -> bytes:
    return item(TYPE, varuint(XML_ELEMENT) + text(name), **where)  # type: ignore[arg-type]


def xml_text(**where: object) -> bytes:
    return item(TYPE, varuint(XML_TEXT), **where)  # type: ignore[arg-type]


def mark(name: str, value: object, **where: object) -> bytes:
    return item(FORMAT, text(name) + text(json.dumps(value)), **where)  # type: ignore[arg-type]


def nested_arrays(client: int, depth: int, root: str = "list") -> bytes:
    """Arrays in arrays, each in the one before: `depth` levels."""
    structs = [array(parent=root)] + [array(parent=(client, n)) for n in range(depth - 1)]
    return update(block(client, 0, *structs))


def paragraph(client: int, clock: int, words: str) -> bytes:
    """A paragraph at the beginning of the content, as three structs."""
    return block(
        client,
        clock,
        element("paragraph", parent="content"),
        xml_text(parent=(client, clock)),
        string(words, parent=(client, clock + 1)),
    )
