"""Sending: the hot path. A batch of any size is three statements: who may, what is a repeat, one INSERT."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.text import clean_text
from chat.events import Message, MessageCreated, SentMessage
from chat.markdown import render
from chat.selectors import message_of, messages
from realtime import sql
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import no_such_room, standings
from rooms.events import room_stream

Key = tuple[int, int, str]
"""Room, author, client_id: written once, for ever."""


def clean_body(body: str) -> str:
    """Raises Refused("invalid", field "body")."""
    return clean_text(body, "body", settings.COLLAB["MAX_MESSAGE_CHARS"])


class SendMessage(Append[SentMessage]):
    """Say something in a room. A `client_id` used before in this room returns that message and writes nothing."""

    def __init__(self, user_id: int, username: str, room_id: int, body: str, client_id: str) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.username, self.room_id = user_id, username, room_id
        self.body = clean_body(body)
        self.html = render(self.body)  # here and not in the writer, whose time is everybody's
        self.key: Key = (room_id, user_id, client_id)

    def write(self, tx: Tx) -> SentMessage:
        result = self.write_batch(tx, [self])[0]
        if isinstance(result, Refused):
            raise result
        return result

    @classmethod
    def write_batch(cls, tx: Tx, batch: Sequence["SendMessage"]) -> list[SentMessage | Refused]:
        refusals = _refusals(batch)
        earlier = _earlier({each.key for each in batch})
        fresh: dict[Key, SendMessage] = {}
        for each, refusal in zip(batch, refusals, strict=True):
            if refusal is None and each.key not in earlier:
                fresh.setdefault(each.key, each)
        written = _insert(tx, list(fresh.values())) if fresh else {}
        return [_result(*pair, earlier, written, fresh) for pair in zip(batch, refusals, strict=True)]


def _result(
    each: SendMessage,
    refusal: Refused | None,
    earlier: dict[Key, Message],
    written: dict[Key, Message],
    fresh: dict[Key, SendMessage],
) -> SentMessage | Refused:
    known = earlier.get(each.key)
    if known is not None:
        # It was written then, so this is what a retry is told, unless they may not even read the room any more.
        if refusal is not None and refusal.code == "not_found":
            return refusal
        return SentMessage(message=known, repeated=True)
    if refusal is not None:
        return refusal
    return SentMessage(message=written[each.key], repeated=fresh[each.key] is not each)


def _refusals(batch: Sequence[SendMessage]) -> list[Refused | None]:
    found = standings({(each.user_id, each.room_id) for each in batch})
    decided = {pair: standing.refusal("send") for pair, standing in found.items()}
    return [
        decided[pair] if (pair := (each.user_id, each.room_id)) in decided else no_such_room()
        for each in batch
    ]


@lru_cache(512)
def _earlier_sql(count: int) -> str:
    values = ",".join(["(%s,%s,%s)"] * count)
    return (  # the text is made of a number of placeholders, never of what somebody sent
        f"WITH sent(room, author, client) AS (VALUES {values}) SELECT m.id FROM sent JOIN chat_message m"  # noqa: S608
        " ON m.room_id = sent.room AND m.author_id = sent.author AND m.client_id = sent.client"
    )


def _earlier(keys: set[Key]) -> dict[Key, Message]:
    """What of these was written before, as it is now."""
    found = sql.rows(_earlier_sql(len(keys)), [part for key in keys for part in key])
    if not found:
        return {}
    earlier = messages().filter(pk__in=[row[0] for row in found])
    return {(row.room_id, row.author_id, row.client_id): message_of(row) for row in earlier}


COLUMNS: Final = "room_id, author_id, client_id, body, html, created_seq, changed_seq, created_at"


@lru_cache(512)
def _insert_sql(count: int) -> str:
    values = ",".join(["(%s,%s,%s,%s,%s,%s,%s,%s)"] * count)
    return f"INSERT INTO chat_message ({COLUMNS}) VALUES {values} RETURNING room_id, created_seq, id"  # noqa: S608


class _Row(NamedTuple):
    each: SendMessage
    seq: int


def _insert(tx: Tx, fresh: Sequence[SendMessage]) -> dict[Key, Message]:
    """Stamp, write in one statement, and publish in the order of the stamps."""
    now = timezone.now()
    stored_now = connection.ops.adapt_datetimefield_value(now)
    rows = [_Row(each, tx.stamp(each.stream)) for each in fresh]
    values = [
        value for each, seq in rows for value in (*each.key, each.body, each.html, seq, seq, stored_now)
    ]
    # In which order the rows come back is not promised; their place in the room tells them apart.
    ids = {(room, seq): row_id for room, seq, row_id in sql.rows(_insert_sql(len(rows)), values)}
    return {row.each.key: _publish(tx, row, ids[row.each.room_id, row.seq], now) for row in rows}


def _publish(tx: Tx, row: _Row, row_id: int, now: datetime) -> Message:
    each, seq = row
    message = Message(
        id=row_id,
        room=each.room_id,
        seq=seq,
        created_seq=seq,
        body=each.body,
        html=each.html,
        author=each.username,
        client_id=each.key[2],
        created_at=now,
        edited_at=None,
        deleted_at=None,
    )
    tx.publish(MessageCreated(stream=each.stream, seq=seq, message=message))
    return message
