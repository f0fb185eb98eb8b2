"""Rooms that limit who writes, and how fast; what a send costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from chat.actions import React, SendMessage, Vote
from chat.events import MessageCreated, SentMessage
from chat.models import Message
from realtime.append import Append, Tx
from realtime.commit import append, commit
from realtime.errors import Refused
from realtime.streams import Change
from rooms.actions import AddMember, SilenceMember, UpdateRoom
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


def test_slow_mode_says_how_long_to_wait() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    append(UpdateRoom(ann.pk, hall, slow_mode=30))
    first = append(sending(bo, hall, "one", "c1"))
    with pytest.raises(Refused) as caught:
        append(sending(bo, hall, "two"))
    assert caught.value.code == "too_fast" and (
        "30 s" in caught.value.message or "29 s" in caught.value.message
    )
    assert append(sending(bo, hall, "one", "c1")).message == first.message  # a retry is none
    say(ann, hall, "a", "b")  # admins may
    Message.objects.filter(author=bo).update(created_at=first.message.created_at - timedelta(seconds=31))
    results, _ = commit([sending(bo, hall, "three"), sending(bo, hall, "four")])
    assert isinstance(results[1], Refused) and results[0].message.body == "three"


def test_announcements_are_written_by_admins_and_answered_by_reactions() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    append(UpdateRoom(ann.pk, hall, posting="admins"))
    (said,) = say(ann, hall, "listen")
    append(React(bo.pk, hall, said.id, ":ok:", on=True))
    with pytest.raises(Refused) as caught:
        append(sending(bo, hall, "but"))
    assert (caught.value.code, caught.value.message) == (
        "forbidden",
        "Only admins and owners write in this room.",
    )


def test_who_is_silenced_can_only_read() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    (said,) = say(ann, hall, "x")
    append(SilenceMember(ann.pk, hall, bo.pk, 5))
    attempts: list[Append[Any]] = [
        sending(bo, hall, "x"),
        React(bo.pk, hall, said.id, ":ok:", on=True),
        Vote(bo.pk, hall, said.id, [0]),
    ]
    for make in attempts:
        with pytest.raises(Refused) as caught:
            append(make)
        assert caught.value.code == "forbidden" and "silenced" in caught.value.message


def statements(batch: list[SendMessage]) -> int:
    tx = Tx()
    with transaction.atomic():
        tx.lock_all({each.stream for each in batch})
        with CaptureQueriesContext(connection) as queries:
            SendMessage.write_batch(tx, batch)
        tx.save_heads()
        transaction.set_rollback(True)
    return len(queries)


def test_statements_are_constant_whatever_members_and_batch() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    roots = say(ann, hall, *"abcdef")
    before = statements([sending(ann, hall, "plain")])
    rich = statements([sending(ann, hall, "@bo", thread=roots[0].id, quote=roots[1].id)])
    for number in range(10):
        append(AddMember(ann.pk, hall, person(f"p{number}").pk))
    assert statements([sending(ann, hall, "plain") for _ in range(20)]) == before == 3
    batch = [
        sending(ann, hall, f"@bo @p{n} @room", thread=roots[n % 6].id, quote=roots[1].id) for n in range(20)
    ]
    assert statements(batch) == rich


def test_what_is_written_is_letter_for_letter_the_event_and_the_ack() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    told = SendMessage(ann.pk, "ann", hall, 'x \u2028 "quoted" \\ \t \U0001f642\nnext', "id \u00e9")
    (answer,), (batch,) = commit([told])
    root = answer.message
    (reply,), (again,) = commit([sending(ann, hall, "@bo", thread=root.id, quote=root.id, kind="me")])
    heard = [
        change.payload for change in (*batch.changes, *again.changes) if b"message.created" in change.payload
    ]
    for sent, payload in zip((answer, reply), heard, strict=True):
        event = MessageCreated(stream=f"room:{hall}", seq=sent.message.seq, message=sent.message)
        assert payload == Change.of(event).payload
        assert sent.encoded() == SentMessage(message=sent.message, repeated=False).encoded()
