"""The index: what is new, what is missing, what must not be taken."""

import random
from datetime import UTC, datetime

import pytest

from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.life.timeline import Timeline
from collab.core.replica import Replica
from collab.core.update import ANY, BINARY, DELETED, DOC, EMBED, MAX_PARTS, TYPE, XML_FRAGMENT, parse_update
from collab.core.values import MAX_DEPTH
from collab.core.varint import varbytes, varuint
from tests.collab.core.samples import (
    array,
    block,
    corpus,
    deletes,
    element,
    item,
    mark,
    nested_arrays,
    paragraph,
    pitted,
    string,
    text,
    update,
    xml_text,
)


def take(index: Index, data: bytes, author: int = 0) -> None:
    plan = index.examine(parse_update(data), author)
    assert plan.new and not plan.missing
    index.absorb(plan, author)


def refused(index: Index, data: bytes, reason: str, author: int = 0) -> None:
    with pytest.raises(Bad, match=reason):
        index.examine(parse_update(data), author)


@pytest.fixture
def index() -> Index:
    """A paragraph by client 1: (1, 0) element, (1, 1) text, (1, 2..6) "hello"."""
    made = Index()
    take(made, update(paragraph(1, 0, "hello")))
    return made


# -- real updates


@pytest.mark.parametrize("seed", range(1, 6))
def test_real_updates_are_new_once(seed: int) -> None:
    index, replica, waiting = Index(), Replica(), list(corpus(seed))
    random.Random(seed).shuffle(waiting)
    while waiting:
        later = []
        for each in waiting:
            plan = index.examine(parse_update(each), 7)
            if plan.missing:
                later.append(each)
                continue
            index.absorb(plan, 7)
            assert replica.apply([each]) == []
        assert len(later) < len(waiting), "something is missing for ever"
        waiting = later
    state = replica.since()
    # What comes into a deleted parent is deleted by that alone: the replica knows more deletions than were sent.
    index.absorb(index.examine(parse_update(replica.since(replica.vector))))
    for known in (index, Index.of(state)):
        assert not known.examine(parse_update(state)).new
        for each in corpus(seed):
            plan = known.examine(parse_update(each), 7)
            assert not plan.new and not plan.missing


def test_a_whole_state_is_new_to_an_empty_document() -> None:
    replica = Replica()
    replica.fold(corpus(3))
    plan = Index().examine(parse_update(replica.since()), 7)
    assert plan.new and not plan.missing


# -- new, known, missing


def test_a_part_that_is_known_does_not_make_it_old(index: Index) -> None:
    longer = update(paragraph(1, 0, "hello world"))
    take(index, longer)
    assert index.known(1) == 13
    assert not index.examine(parse_update(longer)).new


@pytest.mark.parametrize(
    "data",
    [
        update(block(1, 8, string("x", left=(1, 6)))),  # a gap in the own history
        update(block(2, 0, string("x", left=(3, 0)))),  # a left neighbour nobody has
        update(block(2, 0, string("x", right=(1, 7)))),
        update(block(2, 0, string("x", parent=(9, 9)))),
        update(block(2, 0, string("x", left=(2, 0)))),  # beside itself
        update(
            block(2, 0, string("x", left=(3, 0))), block(3, 0, string("y", left=(2, 0)))
        ),  # each needs the other
        update(deleted=deletes((1, 5, 3))),
        update(deleted=deletes((4, 0, 1))),
        update(block(2, 0, b"\x0a\x03", string("x", left=(1, 6)))),  # begins with a hole
    ],
)
def test_what_depends_on_something_unknown_is_missing(index: Index, data: bytes) -> None:
    assert index.examine(parse_update(data)).missing


def test_blocks_may_need_each_other_in_any_order(index: Index) -> None:
    data = update(
        block(3, 0, string("c", left=(2, 1)), string("d", left=(2, 3))),
        block(2, 0, string("a", left=(1, 6)), string("b", left=(2, 0)), string("ef", left=(3, 0))),
    )
    take(index, data)
    assert (index.known(2), index.known(3)) == (4, 2)


def test_a_long_chain_over_many_clients_needs_no_stack() -> None:
    chain = [
        block(n, 0, string("x", left=(n - 1, 0)) if n > 1 else string("x", parent="text"))
        for n in range(1, 5001)
    ]
    index = Index()
    take(index, update(*reversed(chain)))
    assert index.clients == 5000


def test_a_deletion_is_new_once(index: Index) -> None:
    take(index, update(deleted=deletes((1, 3, 2))))
    assert not index.examine(parse_update(update(deleted=deletes((1, 3, 2))))).new
    assert index.examine(parse_update(update(deleted=deletes((1, 3, 3))))).new


# -- depth


def test_types_may_nest_64_deep_and_no_deeper() -> None:
    take(Index(), nested_arrays(1, MAX_DEPTH))
    refused(Index(), nested_arrays(1, MAX_DEPTH + 1), "nested deeper")


def test_depth_adds_up_over_updates_and_clients() -> None:
    index = Index()
    take(index, nested_arrays(1, 40))
    take(index, update(block(2, 0, array(parent=(1, 39)), *(array(parent=(2, n)) for n in range(23)))))
    refused(index, update(block(3, 0, array(parent=(2, 23)))), "nested deeper")
    refused(index, update(block(3, 0, string("x", parent="t"), array(parent=(2, 23)))), "nested deeper")


def test_depth_is_known_after_a_checkpoint() -> None:
    replica = Replica()
    assert replica.apply([nested_arrays(1, MAX_DEPTH)]) == []
    refused(Index.of(replica.since()), update(block(3, 0, array(parent=(1, MAX_DEPTH - 1)))), "nested deeper")


def test_depth_counts_where_the_parent_is_only_implied() -> None:
    index = Index()
    take(index, nested_arrays(1, MAX_DEPTH))
    take(index, update(block(2, 0, array(left=(1, MAX_DEPTH - 1)))))  # beside the last one: as deep
    refused(index, update(block(2, 1, array(parent=(2, 0)))), "nested deeper")


# -- who wrote it


def test_a_client_id_belongs_to_who_wrote_with_it_first(index: Index) -> None:
    take(index, update(block(2, 0, string("x", left=(1, 6)))), author=5)
    refused(index, update(block(2, 1, string("y", left=(2, 0)))), "somebody else", author=6)
    take(index, update(block(2, 1, string("y", left=(2, 0)))), author=5)
    assert index.owners == {2: 5}


def test_others_may_repeat_what_is_known_and_delete(index: Index) -> None:
    take(index, update(block(2, 0, string("xy", left=(1, 6)))), author=5)
    assert not index.examine(parse_update(update(block(2, 0, string("xy", left=(1, 6))))), 6).new
    take(index, update(deleted=deletes((2, 0, 1))), author=6)


# -- shape: what the libraries would disagree about or fail on


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (update(block(2, 0, string("x", parent=(1, 3)))), "parent is not a type"),
        (update(block(2, 0, string("x", left=(1, 0), right=(1, 3)))), "side by side"),
        (update(block(2, 0, string("x", parent="map", key="a"))), "under a key"),
        (update(block(2, 0, item(ANY, b"\x02\x7e\x7e", parent="map", key="a"))), "neighbours"),
        (update(block(2, 0, array(parent="list"), string("x", parent=(2, 0)))), "cannot hold it"),
        (
            update(block(2, 0, array(parent="list"), item(ANY, b"\x01\x7e", parent=(2, 0), key="a"))),
            "under a key",
        ),
    ],
)
def test_shapes_that_no_yjs_makes_are_refused(index: Index, data: bytes, reason: str) -> None:
    refused(index, data, reason)


def test_a_character_is_not_cut_in_two() -> None:
    index = Index()
    take(index, update(block(1, 0, string("a😀b", parent="text"))))
    for cut in (
        string("x", left=(1, 1)),
        string("x", right=(1, 2)),
        string("x", left=(1, 1), right=(1, 2)),
    ):
        refused(index, update(block(2, 0, cut)), "cuts a character")
    refused(index, update(deleted=deletes((1, 1, 1))), "cuts a character")
    refused(index, update(deleted=deletes((1, 2, 2))), "cuts a character")
    take(index, update(block(2, 0, string("x", left=(1, 2), right=(1, 3))), deleted=deletes((1, 1, 2))))


def test_cut_characters_are_known_after_a_checkpoint() -> None:
    replica = Replica()
    assert replica.apply([update(block(1, 0, string("a😀b", parent="text")))]) == []
    refused(Index.of(replica.since()), update(block(2, 0, string("x", left=(1, 1)))), "cuts a character")


def test_children_of_what_was_deleted_meanwhile_are_taken(index: Index) -> None:
    replica = Replica()
    gone = update(deleted=deletes((1, 0, 7)))
    assert replica.apply([update(paragraph(1, 0, "hello")), gone]) == []
    late = update(block(2, 0, xml_text(left=(1, 1)), string("x", left=(1, 4), right=(1, 5))))
    for known in (Index.of(replica.since()), index):
        if known is index:
            take(index, gone)
        plan = known.examine(parse_update(late), 5)
        assert plan.new and not plan.missing
    assert replica.apply([late]) == []


# -- the editor's schema


@pytest.mark.parametrize(
    ("struct", "reason"),
    [
        (element("script", parent="content"), "unknown node script"),
        (element("iframe", left=(1, 0)), "unknown node iframe"),
        (string("words", parent="content"), "neither an element nor text"),
        (item(TYPE, varuint(XML_FRAGMENT), parent="content"), "neither an element nor text"),
        (array(parent="content"), "neither an element nor text"),
        (item(EMBED, text('{"a":1}'), left=(1, 4)), "not text"),
        (item(DOC, text("guid") + b"\x76\x00", parent="content"), "neither an element nor text"),
        (mark("link", {"href": "javascript:alert(1)"}, left=(1, 3)), "unsafe address in href"),
        (mark("link", {"href": " \x01java\nscript:alert(1)"}, left=(1, 3)), "unsafe address"),
        (mark("link", {"href": "DATA:text/html,x"}, left=(1, 3)), "unsafe address"),
        (mark("link", {"href": "vbscript:x"}, left=(1, 3)), "unsafe address"),
        (mark("link--aGFzaA==", {"href": "javascript:1"}, left=(1, 3)), "unsafe address"),
        (mark("link", "javascript:1", left=(1, 3)), "unsafe address"),
        (mark("link", {"x": [{"src": "javascript:1"}]}, left=(1, 3)), "unsafe address in src"),
        (mark("blink", {}, left=(1, 3)), "unknown mark blink"),
        (item(ANY, b"\x01\x77" + text("javascript:1"), parent=(1, 0), key="src"), "unsafe address in src"),
        (item(ANY, b"\x01\x77" + text("x()"), parent=(1, 0), key="onclick"), "onclick is not allowed"),
        (item(BINARY, varbytes(b"x"), parent=(1, 0), key="level"), "not a plain value"),
        (array(parent=(1, 0), key="level"), "not a plain value"),
        (item(ANY, b"\x01\x77" + text("/etc/passwd"), parent=(1, 0), key="file"), "file in the content"),
        (item(ANY, b"\x01\x77" + text("2026-13-01"), parent=(1, 0), key="value"), "value in the content"),
        (item(ANY, b"\x01\x77" + text("loud"), parent=(1, 0), key="kind"), "kind in the content"),
        (
            item(ANY, b"\x01\x77" + text("x" * 10_001), parent=(1, 0), key="latex"),
            "latex in the content is longer",
        ),
        (
            item(ANY, b"\x01\x77" + text("x" * 2_001), parent=(1, 0), key="label"),
            "label in the content is longer",
        ),
        (mark("insertion", {"id": "x" * 101}, left=(1, 3)), "id in the content is longer"),
    ],
)
def test_what_the_editor_must_not_show_is_refused(index: Index, struct: bytes, reason: str) -> None:
    refused(index, update(block(2, 0, struct)), reason)


def test_what_the_editor_writes_is_taken(index: Index) -> None:
    values = {
        "file": "0b7c1f8e-52a1-4b5e-9a51-0f9f6c1f7a11",
        "value": "2026-11-21",
        "kind": "tip",
        "latex": "x" * 10_000,
        "src": "/files/0b7c1f8e-52a1-4b5e-9a51-0f9f6c1f7a11/a.png",
    }
    for clock, (key, value) in enumerate(values.items()):
        take(index, update(block(2, clock, item(ANY, b"\x01\x77" + text(value), parent=(1, 0), key=key))))


def test_an_attribute_that_is_overwritten_is_looked_at_too(index: Index) -> None:
    take(index, update(block(2, 0, item(ANY, b"\x01\x77" + text("https://x"), parent=(1, 0), key="href"))))
    bad = update(block(2, 1, item(ANY, b"\x01\x77" + text("javascript:1"), left=(2, 0))))
    refused(index, bad, "unsafe address in href")


@pytest.mark.parametrize(
    "struct",
    [
        mark("link", {"href": "https://example.org/?q=javascript:1"}, left=(1, 3)),
        mark("link", {"href": "/rooms/1/"}, left=(1, 3)),
        mark("link", {"href": "mailto:me@example.org"}, left=(1, 3)),
        mark("link", None, left=(1, 3)),
        mark("bold", {}, left=(1, 3)),
        element("hardBreak", left=(1, 1)),
        item(DELETED, varuint(3), left=(1, 3)),
        string("words", left=(1, 6)),
    ],
)
def test_what_the_editor_shows_is_taken(index: Index, struct: bytes) -> None:
    take(index, update(block(2, 0, struct)))


def test_other_top_level_types_hold_what_they_like() -> None:
    index = Index()
    take(index, update(block(1, 0, element("script", parent="mine"))))
    take(index, update(block(2, 0, mark("blink", {"href": "javascript:1"}, parent="other"))))


def test_refused_updates_leave_no_trace(index: Index) -> None:
    for n in range(50):
        refused(
            index,
            update(block(2, 0, string("x", parent=f"r{n}"), element("script", parent="content"))),
            "script",
        )
    assert index.roots == 1 and index.clients == 1


def test_a_document_has_more_parts_than_an_update_may() -> None:
    state = pitted(1, MAX_PARTS + 1)
    refused(Index(), state, "too many parts")
    replica = Replica()
    assert replica.apply([state]) == []
    for known in (Index.of(state), Index.of(replica.since())):
        assert known.deleted_runs == MAX_PARTS + 1
        assert known.known(1) == 2 * MAX_PARTS + 4
    assert Timeline().add(1, 7, datetime.now(UTC), state)
