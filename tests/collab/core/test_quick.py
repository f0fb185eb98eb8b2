"""Typing is judged quickly, and exactly as everything else."""

import random

import pytest

from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.places import Track
from collab.core.quick import take_typing
from collab.core.update import parse_update
from collab.core.varint import varuint
from tests.collab.core.samples import block, corpus, deletes, element, item, paragraph, string, text, update

ANN, BO = 7, 8


def slowly(index: Index, data: bytes, author: int) -> bool:
    """Whether it was taken."""
    try:
        plan = index.examine(parse_update(data), author)
    except Bad:
        return False
    if not plan.missing:
        index.absorb(plan, author)
    return plan.new and not plan.missing


def facts(index: Index) -> object:
    """All that an index knows, comparable with another's."""

    def track(each: Track) -> object:
        places = [p and (p.node.type, p.node.depth, p.node.content, p.key) for p in each.places]
        return each.base, each.next, each.starts, places, list(each.halves or [])

    tracks = {client: track(each) for client, each in index._tracks.items()}
    return tracks, index.owners, sorted(index._types), sorted(index._roots)


def compare(quick: Index, slow: Index, data: bytes, author: int) -> bool:
    """Whether the quick way took it; both must come to the same."""
    taken = take_typing(quick, data, author)
    known = slowly(slow, data, author)
    assert known or not taken, data
    if not taken:
        slowly(quick, data, author)
    assert facts(quick) == facts(slow), data
    return taken


@pytest.mark.parametrize("seed", range(4))
def test_updates_of_real_clients_are_judged_the_same(seed: int) -> None:
    quick, slow = Index(), Index()
    for each in corpus(seed, 300):
        compare(quick, slow, each, ANN)


@pytest.mark.parametrize("seed", range(4))
def test_typing_anywhere_and_damaged_typing_is_judged_the_same(seed: int) -> None:
    dice = random.Random(seed)
    quick, slow = begun(), begun()
    taken = 0
    for _ in range(500):
        client = dice.choice((1, 1, 2))
        near = [(each, dice.randrange(quick.known(each) + 1)) for each in dice.choices((1, 2), k=2)]
        words = "".join(dice.choices("abc😀", (9, 9, 9, 1), k=dice.randrange(1, 4)))
        right = {"right": near[1]} if dice.random() < 0.4 else {}
        data = update(block(client, quick.known(client), string(words, left=near[0], **right)))
        if dice.random() < 0.3:
            damaged = bytearray(data)
            damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
            data = bytes(damaged)
        taken += compare(quick, slow, data, dice.choice((ANN, ANN, ANN, BO)))
    assert 20 < taken < 480


def begun() -> Index:
    """Ann (client 1) wrote "ab", Bo (client 2) an element beside it."""
    index = Index()
    assert slowly(index, update(paragraph(1, 0, "ab")), ANN)
    assert slowly(index, update(block(2, 0, element("paragraph", right=(1, 0)))), BO)
    return index


def test_typing_is_taken() -> None:
    index = begun()
    assert take_typing(index, update(block(1, 4, string("c", left=(1, 3)))), ANN)
    assert take_typing(index, update(block(1, 5, string("xyz", left=(1, 2), right=(1, 3)))), ANN)
    assert index.known(1) == 8


HEAD = b"\x01\x01"
OTHERS = {
    "nothing": b"",
    "a client that never wrote": update(block(3, 0, string("c", left=(1, 3)))),
    "something that is known": update(block(1, 3, string("c", left=(1, 2)))),
    "something after a gap": update(block(1, 5, string("c", left=(1, 3)))),
    "somebody else's client": update(block(2, 1, string("c", left=(1, 3)))),
    "beside what is not there": update(block(1, 4, string("c", left=(1, 9)))),
    "before what is not there": update(block(1, 4, string("c", left=(1, 3), right=(2, 9)))),
    "neighbours in different places": update(block(1, 4, string("c", left=(1, 3), right=(1, 0)))),
    "among elements": update(block(1, 4, string("c", left=(1, 0)))),
    "two structs": update(block(1, 4, string("c", left=(1, 3)), string("d", left=(1, 4)))),
    "a deletion as well": update(block(1, 4, string("c", left=(1, 3))))[:-1] + deletes((1, 2, 1)),
    "more than ASCII": update(block(1, 4, string("é", left=(1, 3)))),
    "a format": update(block(1, 4, item(6, text("bold") + text("true"), left=(1, 3)))),
    "an empty text": update(block(1, 4, string("", left=(1, 3)))),
    "bytes behind it": update(block(1, 4, string("c", left=(1, 3)))) + b"\x00",
    "a length past the end": HEAD + varuint(1) + varuint(4) + b"\x84\x01\x03\x7fc\x00\x00\x00",
    "a number without an end": HEAD + b"\xff" * 12 + b"\x00",
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS.keys())
def test_everything_else_is_left_to_the_whole_examination(data: bytes) -> None:
    index = begun()
    before = facts(index)
    assert not take_typing(index, data, ANN)
    assert facts(index) == before


def test_a_character_is_not_cut_in_two() -> None:
    index = begun()
    assert slowly(index, update(block(1, 4, string("😀", left=(1, 3)))), ANN)
    assert not take_typing(index, update(block(1, 6, string("c", left=(1, 4), right=(1, 5)))), ANN)
    assert take_typing(index, update(block(1, 6, string("c", left=(1, 5)))), ANN)
