"""Awareness: stamped, bound to connections, passed on only when newer, gone when its owner is."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab.core.awareness import EXPIRES, MAX_CLIENTS, Awareness, Entry, decode, encode
from collab.core.errors import Bad
from collab.core.varint import varuint

ANN, BO = {"name": "Ann"}, {"name": "Bo"}


class Node:
    """A node with Ann (person 1, connections a and a2) and Bo (person 2, connection b)."""

    def __init__(self) -> None:
        self.awareness = Awareness()
        self.now = 0.0

    def say(self, who: str, client: int, clock: int, state: Any) -> list[Entry]:
        user_id, user = (1, ANN) if who.startswith("a") else (2, BO)
        entry = Entry(client, clock, json.dumps(state))
        return self.awareness.from_connection([entry], who, user_id, user, self.now)

    def shown(self) -> dict[int, Any]:
        return {entry.client: json.loads(entry.state) for entry in self.awareness.everybody()}


@pytest.fixture
def node() -> Node:
    return Node()


entries = st.lists(
    st.builds(Entry, st.integers(0, 2**32), st.integers(0, 2**32), st.text(max_size=30)), max_size=5
)


@given(entries)
def test_entries_come_back(listed: list[Entry]) -> None:
    assert decode(encode(listed)) == listed


def test_a_state_carries_who_really_sent_it(node: Node) -> None:
    [entry] = node.say("a", 7, 1, {"cursor": 3, "user": {"name": "Bo", "color": "red"}})
    assert json.loads(entry.state) == {"cursor": 3, "user": ANN}


def test_only_newer_states_go_on(node: Node) -> None:
    assert node.say("a", 7, 5, {"cursor": 1})
    assert not node.say("a", 7, 5, {"cursor": 2})
    assert not node.say("a", 7, 4, {"cursor": 3})
    assert node.say("a", 7, 6, {"cursor": 4})
    assert node.shown()[7]["cursor"] == 4


def test_nobody_sets_or_removes_the_state_of_another(node: Node) -> None:
    node.say("a", 7, 1, {"cursor": 1})
    assert not node.say("b", 7, 1, {"cursor": 1})  # an echo
    assert not node.say("b", 7, 99, {"cursor": 2})
    assert not node.say("b", 7, 99, None)
    assert not node.say("b", 7, 1, None)  # a tab that thinks the other timed out
    assert node.shown() == {7: {"cursor": 1, "user": ANN}}


def test_a_person_takes_their_own_state_along_to_a_new_connection(node: Node) -> None:
    node.say("a", 7, 5, {"cursor": 1})
    assert node.say("a2", 7, 5, {"cursor": 1})
    assert not node.awareness.leave("a")  # the old connection dies late and takes nothing with it
    assert node.shown()
    assert node.awareness.leave("a2") == [Entry(7, 5, "null")]


def test_two_tabs_of_one_person_do_not_echo_for_ever(node: Node) -> None:
    node.say("a", 7, 1, {"cursor": 1})
    node.say("a2", 8, 1, {"cursor": 2})
    assert not node.say("a2", 7, 1, {"cursor": 1})  # each tab echoes what it hears of the other
    assert not node.say("a", 8, 1, {"cursor": 2})
    assert node.say("a", 7, 2, {"cursor": 3})  # and each still moves its own cursor
    assert node.say("a2", 8, 2, {"cursor": 4})


def test_a_late_echo_does_not_bring_back_who_left(node: Node) -> None:
    node.say("a", 7, 5, {"cursor": 1})
    node.say("b", 9, 1, {})
    node.awareness.leave("a")
    assert not node.say("b", 7, 5, {"cursor": 1})
    assert set(node.shown()) == {9}
    assert node.say("a2", 7, 5, {"cursor": 1})  # but Ann herself comes back with the same client


def test_a_connection_has_few_client_ids(node: Node) -> None:
    for client in range(MAX_CLIENTS):
        assert node.say("a", client, 1, {})
    assert not node.say("a", 99, 1, {})
    assert node.say("a", 0, 2, {})
    assert node.say("b", 99, 1, {})


def test_leaving_by_oneself(node: Node) -> None:
    node.say("a", 7, 1, {})
    assert node.say("a", 7, 2, None) == [Entry(7, 2, "null")]
    assert node.shown() == {}
    assert not node.say("a", 8, 1, None)


def test_states_of_other_nodes_come_and_go(node: Node) -> None:
    there = [Entry(9, 3, '{"user":{}}')]
    assert node.awareness.from_node(there, 0) == there
    assert node.awareness.from_node(there, 0) == []
    assert not node.say("b", 9, 4, {"cursor": 1})  # not Bo's to set, whoever it is
    assert node.awareness.from_node([Entry(9, 3, "null")], 0) == [Entry(9, 3, "null")]
    assert node.awareness.from_node([Entry(9, 3, "null")], 0) == []


def test_states_that_nobody_renews_expire(node: Node) -> None:
    node.awareness.from_node([Entry(9, 3, "{}")], 0)
    node.now = EXPIRES
    node.say("a", 7, 1, {})
    assert node.awareness.expire(EXPIRES) == []
    assert node.awareness.expire(EXPIRES + 1) == [Entry(9, 3, "null")]
    assert list(node.shown()) == [7]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (varuint(2**26) + b"\x01\x01\x00", "more states declared"),
        (b"\x01\x01\x01\x09{}", "past the end"),
        (b"\x01\x01", "more states declared"),
        (b"\x00x", "behind"),
    ],
)
def test_unreadable_updates_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Bad, match=reason):
        decode(data)


@pytest.mark.parametrize(
    "state", ["[1]", "1", '"x"', "{", "[" * 5000, '{"a":' * 5000, '{"x":"' + "y" * 20_000 + '"}']
)
def test_states_that_are_no_small_object_are_refused(node: Node, state: str) -> None:
    with pytest.raises(Bad):
        node.awareness.from_connection([Entry(7, 1, state)], "a", 1, ANN, 0)
    assert node.shown() == {}
