"""Sending, editing and deleting: written once, in bulk, and never over somebody else's words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from chat import models
from chat.actions import DeleteMessage, EditMessage, SendMessage
from realtime.append import Tx
from realtime.commit import append, commit
from realtime.errors import Refused
from rooms.actions import AddMember, RemoveMember, UpdateRoom
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self) -> None:
        self.ann, self.bo, self.cy = person("ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo).id
        self.other = room(self.bo, self.ann, name="Other").id


def refusal(made: object) -> Refused:
    assert isinstance(made, Refused)
    return made


def test_a_message_as_it_is_told() -> None:
    world = World()
    sent = append(sending(world.ann, world.room, "Hi **you**", "first"))
    message = sent.message
    assert not sent.repeated
    assert (message.body, message.html) == ("Hi **you**", "<p>Hi <strong>you</strong></p>\n")
    assert (message.author, message.client_id, message.room) == ("ann", "first", world.room)
    assert message.seq == message.created_seq and message.edited_at is None and message.deleted_at is None
    assert message.created_at.tzinfo is not None


def test_a_retry_gets_the_first_result_for_ever() -> None:
    world = World()
    first = append(sending(world.ann, world.room, "one", "id"))
    again = append(sending(world.ann, world.room, "something else", "id"))
    assert (again.message, again.repeated) == (first.message, True)
    edited = append(EditMessage(world.ann.pk, world.room, first.message.id, "edited")).message
    assert append(sending(world.ann, world.room, "one", "id")).message == edited
    tombstone = append(DeleteMessage(world.ann.pk, world.room, first.message.id)).message
    last = append(sending(world.ann, world.room, "one", "id"))
    assert (last.message, last.repeated) == (tombstone, True) and last.message.body == ""
    assert models.Message.objects.count() == 1


def test_a_client_id_belongs_to_its_author_and_room() -> None:
    world = World()
    ids = {
        append(sending(author, where, "x", "same")).message.id
        for author, where in ((world.ann, world.room), (world.bo, world.room), (world.ann, world.other))
    }
    assert len(ids) == 3


def test_retries_at_the_same_time_write_once() -> None:
    world = World()
    with ThreadPoolExecutor(8) as pool:
        results = list(
            pool.map(lambda n: append(sending(world.ann, world.room, f"try {n}", "id")), range(24))
        )
    assert models.Message.objects.count() == 1
    assert len({result.message.id for result in results}) == 1
    assert [result.repeated for result in results].count(False) == 1


def test_retries_within_one_commit_write_once() -> None:
    world = World()
    results, _ = commit([sending(world.ann, world.room, f"try {n}", "id") for n in range(3)])
    assert [(result.repeated, result.message.body) for result in results] == [
        (False, "try 0"),
        (True, "try 0"),
        (True, "try 0"),
    ]


def test_a_retry_after_the_room_was_archived_still_gets_the_first_result() -> None:
    world = World()
    first = append(sending(world.ann, world.room, "one", "id"))
    append(UpdateRoom(world.ann.pk, world.room, archived=True))
    assert append(sending(world.ann, world.room, "one", "id")).message == first.message
    with pytest.raises(Refused) as caught:
        append(sending(world.ann, world.room, "new"))
    assert (caught.value.code, caught.value.message) == ("forbidden", "This room is archived.")


def test_a_retry_by_somebody_who_may_not_read_any_more_tells_nothing() -> None:
    world = World()
    append(sending(world.bo, world.room, "one", "id"))
    append(RemoveMember(world.ann.pk, world.room, world.bo.pk))
    with pytest.raises(Refused) as caught:
        append(sending(world.bo, world.room, "one", "id"))
    assert caught.value.code == "not_found"


def test_in_a_mixed_commit_everybody_gets_their_own_answer() -> None:
    world = World()
    append(sending(world.ann, world.room, "before", "old"))
    User.objects.filter(pk=world.bo.pk).update(is_active=False)
    results, batches = commit(
        [
            sending(world.ann, world.room, "a"),
            sending(world.cy, world.room, "outsider"),
            sending(world.ann, world.other, "b"),
            sending(world.ann, 10**9, "no room"),
            sending(world.ann, world.room, "again", "old"),
            sending(world.bo, world.room, "deactivated"),
            sending(world.ann, world.room, "c"),
        ]
    )
    assert [refusal(results[n]).code for n in (1, 3, 5)] == ["not_found"] * 3
    assert [results[n].message.body for n in (0, 2, 4, 6)] == ["a", "b", "before", "c"]
    assert results[4].repeated
    assert {batch.stream: len(batch.changes) for batch in batches} == {
        f"room:{world.room}": 2,
        f"room:{world.other}": 1,
    }


@pytest.mark.parametrize("size", [1, 50])
def test_a_commit_of_any_size_is_three_statements(size: int) -> None:
    world = World()
    batch = [sending(world.ann if n % 2 else world.bo, world.room, f"m{n}") for n in range(size)]
    tx = Tx()
    with transaction.atomic():
        tx.lock_all([f"room:{world.room}"])
        with CaptureQueriesContext(connection) as queries:
            SendMessage.write_batch(tx, batch)
        tx.save_heads()
    assert len(queries) == 3, [query["sql"][:80] for query in queries]
    assert models.Message.objects.count() == size


@pytest.mark.parametrize(
    "body", ["", "   \n", "x" * (settings.COLLAB["MAX_MESSAGE_CHARS"] + 1), "a\x00b", "\ud800"]
)
def test_bodies_that_are_refused(body: str) -> None:
    with pytest.raises(Refused) as caught:
        SendMessage(1, "ann", 1, body, "c")
    assert (caught.value.code, caught.value.field) == ("invalid", "body")


def test_a_long_message_with_everything_in_it_is_kept_to_the_letter() -> None:
    world = World()
    body = ("  🙂 <b> %s \\ ' \" ; -- $1 {} \t\n" * 1000)[: settings.COLLAB["MAX_MESSAGE_CHARS"]]
    sent = append(sending(world.ann, world.room, body)).message
    assert sent.body == body == models.Message.objects.get(pk=sent.id).body


def test_others_messages_are_not_edited_and_not_found_from_elsewhere() -> None:
    world = World()
    (message,) = say(world.bo, world.room, "mine")
    attempts = {
        "forbidden": EditMessage(world.ann.pk, world.room, message.id, "hers"),
        "not_found": EditMessage(world.bo.pk, world.other, message.id, "by another room"),
    }
    for code, attempt in attempts.items():
        with pytest.raises(Refused) as caught:
            append(attempt)
        assert caught.value.code == code
    assert models.Message.objects.get().body == "mine"


def test_who_left_cannot_edit_or_delete_what_they_wrote() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo, visibility="public").id
    (message,) = say(bo, hall, "mine")
    append(RemoveMember(bo.pk, hall, bo.pk))
    for attempt in (EditMessage(bo.pk, hall, message.id, "x"), DeleteMessage(bo.pk, hall, message.id)):
        with pytest.raises(Refused) as caught:
            append(attempt)
        assert caught.value.code == "forbidden"


def test_deleting_takes_the_words_away_and_happens_once() -> None:
    world = World()
    (message,) = say(world.bo, world.room, "secret")
    append(AddMember(world.ann.pk, world.room, world.cy.pk, "admin"))
    first = append(DeleteMessage(world.cy.pk, world.room, message.id)).message
    assert append(DeleteMessage(world.bo.pk, world.room, message.id)).message == first
    row = models.Message.objects.get()
    assert (row.body, row.html) == ("", "") and row.deleted_at is not None
    with pytest.raises(Refused) as caught:
        append(EditMessage(world.bo.pk, world.room, message.id, "back"))
    assert caught.value.code == "gone"
