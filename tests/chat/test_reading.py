"""Read markers and unread counts."""

import pytest
from pytest_django import DjangoAssertNumQueries

from chat.actions import DeleteMessage, MoveReadMarker
from chat.events import ReadState
from chat.selectors import unread_counts
from realtime import store
from realtime.commit import append, commit
from realtime.errors import Refused
from rooms.hooks import Counts, Marker
from rooms.models import Membership
from rooms.selectors import room_summary
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_does_not_owe_oneself_a_reading() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    say(ann, hall, "a", "b")
    say(bo, hall, "c")
    assert [room_summary(user.pk, hall).unread for user in (ann, bo)] == [1, 2]


def test_the_marker_moves_forward_only() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    one, two, three = say(ann, hall, "1", "2", "3")
    inbox = f"inbox:{bo.pk}"
    start = store.heads([inbox])[inbox].seq
    state = append(MoveReadMarker(bo.pk, hall, two.created_seq))
    assert state == ReadState(room=hall, read_seq=two.created_seq, unread=1, mentions=0, at=three.seq)
    assert append(MoveReadMarker(bo.pk, hall, one.created_seq)) == state
    assert append(MoveReadMarker(bo.pk, hall, 0)) == state
    assert store.heads([inbox])[inbox].seq == start + 1
    assert append(MoveReadMarker(bo.pk, hall, 10**15)).read_seq == three.seq
    say(ann, hall, "4")
    assert room_summary(bo.pk, hall).unread == 1


def test_deleted_messages_are_not_unread() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    one, _ = say(ann, hall, "1", "2")
    append(DeleteMessage(ann.pk, hall, one.id))
    assert room_summary(bo.pk, hall).unread == 1


def test_counting_is_as_of_the_head_it_is_asked_for() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    one, two, three = say(ann, hall, "1", "2", "3")
    append(DeleteMessage(ann.pk, hall, one.id))

    def count(after: int, head: int) -> int:
        return unread_counts(bo.pk, [Marker(hall, after, head)]).get(hall, Counts()).unread

    assert count(0, three.seq) == 3  # the deletion came after that head
    assert count(0, three.seq + 1) == 2
    assert count(0, two.seq) == 2
    assert count(two.seq, three.seq) == 1
    assert count(three.seq, three.seq + 1) == 0


def test_any_number_of_rooms_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ann, bo = person("ann"), person("bo")
    halls = [room(ann, bo).id for _ in range(3)]
    for hall in halls:
        say(ann, hall, "x")
    with django_assert_num_queries(1):
        assert unread_counts(bo.pk, [Marker(hall, 0, 10**6) for hall in halls]) == dict.fromkeys(
            halls, (1, 0)
        )


def test_in_one_commit_with_a_message_the_count_says_of_which_head_it_is() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    (one,) = say(ann, hall, "1")
    results, _ = commit([sending(ann, hall, "2"), MoveReadMarker(bo.pk, hall, one.seq)])
    state = results[1]
    assert (state.read_seq, state.at, state.unread) == (one.seq, one.seq, 0)
    assert room_summary(bo.pk, hall).unread == 1


def test_only_members_keep_a_place() -> None:
    ann, bo = person("ann"), person("bo")
    open_, closed = room(ann, visibility="public").id, room(ann).id
    for hall, code in ((open_, "forbidden"), (closed, "not_found")):
        with pytest.raises(Refused) as caught:
            append(MoveReadMarker(bo.pk, hall, 1))
        assert caught.value.code == code
    assert not Membership.objects.filter(user=bo).exists()
