"""Packing is without loss, and says so when bytes were damaged."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from collab.core.varint import varuint
from collab.history.packing import Row, Unreadable, pack, unpack

AT = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)


def some_rows(count: int, seed: int = 1) -> list[Row]:
    dice = random.Random(seed)
    rows, seq, at = [], 7, AT
    for _ in range(count):
        seq += dice.choice((1, 1, 1, 2, 500))
        at += timedelta(microseconds=dice.choice((0, 1, 250_000, -3_000_000, 10**13)))
        rows.append(
            Row(
                seq,
                dice.choice((1, 2, 2**40)),
                dice.choice(("", "0f" * 8, "é")),
                at,
                dice.randbytes(dice.randrange(40)),
            )
        )
    return rows


@pytest.mark.parametrize("count", [1, 2, 300])
def test_what_is_packed_comes_out_the_same(count: int) -> None:
    rows = some_rows(count)
    assert unpack(pack(rows)) == rows


def test_typing_takes_a_few_bytes_for_each_update() -> None:
    rows = [
        Row(
            n,
            5,
            "a1b2c3d4e5f60718",
            AT + timedelta(milliseconds=200 * n),
            b"\x01\x01\xb9\xe4\x95\xd0\x0b"
            + varuint(n)
            + b"\x84\xb9\xe4\x95\xd0\x0b"
            + varuint(n - 1)
            + b"\x01a\x00",
        )
        for n in range(1, 2001)
    ]
    assert len(pack(rows)) < 5 * len(rows)


def test_damage_is_noticed_wherever_it_is() -> None:
    packed = pack(some_rows(50))
    dice = random.Random(2)
    for _ in range(200):
        at = dice.randrange(len(packed))
        damaged = bytearray(packed)
        damaged[at] ^= 1 << dice.randrange(8)
        try:
            unpack(bytes(damaged))
        except Unreadable:
            continue
        raise AssertionError(f"a changed byte at {at} went unnoticed")
    for cut in (b"", packed[:3], packed[:-1]):
        with pytest.raises(Unreadable):
            unpack(cut)
