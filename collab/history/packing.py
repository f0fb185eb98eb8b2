"""How updates are packed: without loss, column by column, compressed. Pure.

    packed = format byte, CRC-32 of the body (4 bytes, big endian), LZMA of the body
    body   = count, authors, connections, then for each column all its values, then the updates one after the other

Numbers are lib0 varuints. Sequences and times are told by their distance to the one before; authors and connections
by their place in a table.
"""

import lzma
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from collab.core.errors import Bad
from collab.core.varint import read_bytes, read_varuint, varuint

FORMAT: Final = 1
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 4 << 20, "lc": 4, "lp": 0, "pb": 0}]
"""Small whole numbers and text: no alignment to look for; a dictionary that holds the largest segment."""


class Row(NamedTuple):
    """One update as it was committed: `data` is Yjs' v1 encoding, `author` the id of a person."""

    seq: int
    author: int
    connection: str
    at: datetime
    data: bytes


class Unreadable(Exception):
    """Stored bytes of a document cannot be read, or are not there. `seq`: the first update at fault (0: unknown)."""

    def __init__(self, reason: str, seq: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seq = seq


def pack(rows: Sequence[Row]) -> bytes:
    """Pack rows that stand in the order of their sequences (at least one)."""
    authors = list(dict.fromkeys(row.author for row in rows))
    connections = list(dict.fromkeys(row.connection for row in rows))
    at_author = {author: at for at, author in enumerate(authors)}
    at_connection = {connection: at for at, connection in enumerate(connections)}
    body = bytearray(varuint(len(rows)))
    _numbers(body, [len(authors), *authors, len(connections)])
    for connection in connections:
        raw = connection.encode()
        body += varuint(len(raw)) + raw
    _numbers(body, _steps([row.seq for row in rows]))
    _numbers(body, [at_author[row.author] for row in rows])
    _numbers(body, [at_connection[row.connection] for row in rows])
    _numbers(body, [_zigzag(step) for step in _steps([_micros(row.at) for row in rows])])
    _numbers(body, [len(row.data) for row in rows])
    for row in rows:
        body += row.data
    packed = lzma.compress(bytes(body), format=lzma.FORMAT_RAW, filters=FILTERS)
    return bytes((FORMAT,)) + zlib.crc32(body).to_bytes(4, "big") + packed


def unpack(packed: bytes) -> list[Row]:
    """The rows again. Raises `Unreadable`."""
    try:
        body = _body(packed)
        count, at = read_varuint(body, 0)
        many, at = read_varuint(body, at)
        authors, at = _read(body, at, many)
        connections, at = _read_texts(body, at)
        columns = []
        for _ in range(5):
            column, at = _read(body, at, count)
            columns.append(column)
        seqs, by, over, times, sizes = columns
        rows = []
        seq = micros = 0
        for n in range(count):
            seq += seqs[n]
            micros += _unzigzag(times[n])
            end = at + sizes[n]
            when = EPOCH + micros * MICROSECOND
            rows.append(Row(seq, authors[by[n]], connections[over[n]], when, body[at:end]))
            at = end
    except (Bad, IndexError, ValueError, OverflowError) as error:
        raise Unreadable(f"a packed part of the history is damaged: {error}") from error
    return rows


def _body(packed: bytes) -> bytes:
    if not packed or packed[0] != FORMAT:
        raise Unreadable("a packed part of the history has an unknown format")
    try:
        body = lzma.decompress(packed[5:], format=lzma.FORMAT_RAW, filters=FILTERS)
    except (lzma.LZMAError, EOFError) as error:
        raise Unreadable(f"a packed part of the history is damaged: {error}") from error
    if zlib.crc32(body) != int.from_bytes(packed[1:5], "big"):
        raise Unreadable("a packed part of the history is damaged: its checksum differs")
    return body


def _numbers(body: bytearray, numbers: Sequence[int]) -> None:
    for number in numbers:
        body += varuint(number)


def _read(body: bytes, at: int, count: int) -> tuple[list[int], int]:
    numbers = []
    for _ in range(count):
        number, at = read_varuint(body, at)
        numbers.append(number)
    return numbers, at


def _read_texts(body: bytes, at: int) -> tuple[list[str], int]:
    count, at = read_varuint(body, at)
    texts = []
    for _ in range(count):
        raw, at = read_bytes(body, at)
        texts.append(raw.decode())
    return texts, at


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _unzigzag(number: int) -> int:
    return number >> 1 if not number & 1 else -((number + 1) >> 1)


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND
