"""Sending: the hot path. A batch of any size is three statements: who may, what is a repeat, one INSERT.

What only some messages have (threads, mentions, quotes, files; rooms in slow mode) costs a constant number more, and
only when there is such a message in the batch: chat.actions.compose looks it up, chat.actions.follow_up writes it.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic_core import to_json

from accounts.text import clean_text
from chat import hooks
from chat.actions import told
from chat.actions.compose import PLAIN, Asked, Parts, Wants, compose
from chat.actions.follow_up import Sent, write_the_rest
from chat.actions.written import SentAnswer, Written, plain_message
from chat.events import CommentMark, KindName, Message, Poll
from chat.markdown import render
from chat.mentions import NOBODY, named
from chat.selectors import last_messages, message_of, messages
from realtime import sql
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import Standing, no_such_room, standings
from rooms.events import room_stream

Key = tuple[int, int, str]
"""Room, author, client_id: written once, for ever."""


def clean_body(body: str, *, required: bool = True) -> str:
    """Raises Refused("invalid", field "body")."""
    if not required and (not body or body.isspace()):
        return ""
    return clean_text(body, "body", settings.COLLAB["MAX_MESSAGE_CHARS"])


class SendMessage(Append[SentAnswer]):
    """Say something in a room. A `client_id` used before in this room returns that message and writes nothing."""

    gather = 0.02

    def __init__(
        self,
        user_id: int,
        username: str,
        room_id: int,
        body: str,
        client_id: str,
        *,
        kind: KindName = "text",
        thread: int | None = None,
        quote: int | None = None,
        files: Sequence[str] = (),
        poll: Poll | None = None,
        comment: CommentMark | None = None,
    ) -> None:
        """`thread`: the message that this one replies to; `quote`: one to show in it; `files`: ids of uploads;
        `comment`: the passage of a document that it is about."""
        self.stream = room_stream(room_id)
        self.user_id, self.username, self.room_id = user_id, username, room_id
        self.body = clean_body(body, required=quote is None and not files and poll is None)
        # Here and not in the writer, whose time is everybody's.
        self.html = render(self.body) if self.body else ""
        names = named(self.body)
        more = thread is not None or quote is not None or poll is not None or comment is not None
        rich = more or files or kind != "text"
        self.wants = (
            Wants(kind, thread, quote, tuple(files), poll, comment, names)
            if rich or names != NOBODY
            else None
        )
        self.linked = bool(hooks.linked) and "://" in self.body
        self.watched = hooks.is_watched(room_id, thread, self.body)
        self.key: Key = (room_id, user_id, client_id)

    def write(self, tx: Tx) -> SentAnswer:
        result = self.write_batch(tx, [self])[0]
        if isinstance(result, Refused):
            raise result
        return result

    @classmethod
    def write_batch(cls, tx: Tx, batch: Sequence["SendMessage"]) -> list[SentAnswer | Refused]:
        found = standings({(each.user_id, each.room_id) for each in batch})
        refusals = _refusals(batch, found)
        earlier = _earlier({each.key for each in batch})
        fresh: dict[Key, SendMessage] = {}
        for each, refusal in zip(batch, refusals, strict=True):
            if refusal is None and each.key not in earlier:
                fresh.setdefault(each.key, each)
        refused, parts = _look_up(tx, fresh, found)
        written = _insert(tx, list(fresh.values()), parts) if fresh else {}
        _after(tx, fresh, written, parts, found)
        return [
            _result(each, refusal or refused.get(each.key), earlier, written, fresh)
            for each, refusal in zip(batch, refusals, strict=True)
        ]


def _result(
    each: SendMessage,
    refusal: Refused | None,
    earlier: dict[Key, Message],
    written: dict[Key, Written],
    fresh: dict[Key, SendMessage],
) -> SentAnswer | Refused:
    known = earlier.get(each.key)
    if known is not None:
        # It was written then, so this is what a retry is told, unless they may not even read the room any more.
        if refusal is not None and refusal.code == "not_found":
            return refusal
        return SentAnswer(Written.of(known), repeated=True)
    if refusal is not None:
        return refusal
    return SentAnswer(written[each.key], repeated=fresh[each.key] is not each)


Standings = dict[tuple[int, int], Standing]


def _refusals(batch: Sequence[SendMessage], found: Standings) -> list[Refused | None]:
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


def _look_up(
    tx: Tx, fresh: dict[Key, SendMessage], found: Standings
) -> tuple[dict[Key, Refused], dict[Key, Parts]]:
    """Take what comes too fast, or wants what there is not, out of `fresh`; what the others bring besides text."""
    refused: dict[Key, Refused] = {}
    if any(standing.slow_mode for standing in found.values()):
        refused |= _too_fast(fresh, found)
    rich = [each for each in fresh.values() if each.wants is not None and each.key not in refused]
    parts: dict[Key, Parts] = {}
    if rich:
        asked = [Asked(found[each.user_id, each.room_id], each.wants or PLAIN) for each in rich]
        for each, result in zip(rich, compose(tx, asked), strict=True):
            if isinstance(result, Refused):
                refused[each.key] = result
            else:
                parts[each.key] = result
    for key in refused:
        del fresh[key]
    return refused, parts


def _too_fast(fresh: dict[Key, SendMessage], found: Standings) -> dict[Key, Refused]:
    """Those who write in a room in slow mode before it is their turn again. One statement."""
    pauses = {pair: standing.slow_mode for pair, standing in found.items() if standing.slow_mode}
    last = dict(last_messages(pauses))
    now, refused = timezone.now(), {}
    for key, each in fresh.items():
        pair = (each.user_id, each.room_id)
        if pair not in pauses:
            continue
        wait = (last[pair] + timedelta(seconds=pauses[pair]) - now).total_seconds() if pair in last else 0.0
        if wait > 0:
            message = _("This room is in slow mode. You can write again in %(seconds)d s.")
            refused[key] = Refused("too_fast", message % {"seconds": int(wait) + 1})
        else:
            last[pair] = now
    return refused


PLAIN_COLUMNS: Final = "room_id, author_id, client_id, body, html, created_seq, changed_seq, created_at"
ALL_COLUMNS: Final = f"{PLAIN_COLUMNS}, kind, root_id, everyone, mentions, extra"


@lru_cache(512)
def _insert_sql(count: int, columns: str) -> str:
    row = ",".join(["%s"] * (columns.count(",") + 1))
    values = ",".join([f"({row})"] * count)
    return f"INSERT INTO chat_message ({columns}) VALUES {values} RETURNING room_id, created_seq, id"  # noqa: S608


class _Row(NamedTuple):
    each: SendMessage
    seq: int


def _insert(tx: Tx, fresh: Sequence[SendMessage], parts: dict[Key, Parts]) -> dict[Key, Written]:
    """Stamp, write in one statement, and publish in the order of the stamps."""
    now = timezone.now()
    stored_now = connection.ops.adapt_datetimefield_value(now)
    rows = [_Row(each, tx.stamp(each.stream)) for each in fresh]
    if parts:
        columns = ALL_COLUMNS
        values = [
            value
            for each, seq in rows
            for value in (
                *each.key, each.body, each.html, seq, seq, stored_now, *_stored(parts.get(each.key))
            )
        ]  # fmt: skip
    else:
        columns = PLAIN_COLUMNS
        values = [
            value for each, seq in rows for value in (*each.key, each.body, each.html, seq, seq, stored_now)
        ]
    # In which order the rows come back is not promised; their place in the room tells them apart.
    ids = {(room, seq): row_id for room, seq, row_id in sql.rows(_insert_sql(len(rows), columns), values)}
    said_now = to_json(now)
    written = {}
    for row in rows:
        each, seq, key = row.each, row.seq, row.each.key
        row_id, part = ids[each.room_id, seq], parts.get(key)
        if part is None:
            one = Written(
                plain_message(
                    row_id, each.room_id, seq, each.body, each.html, each.username, key[2], said_now
                )
            )
        else:
            one = Written.of(_rich_message(row, row_id, now, part))
        tx.publish_bytes(each.stream, seq, one.created(each.stream, seq))
        written[key] = one
    return written


def _stored(parts: Parts | None) -> tuple[str | int | None, ...]:
    """The values of what plain messages do not have."""
    if parts is None:
        return ("text", None, "", None, None)
    mentions = json.dumps([each.username for each in parts.mentions]) if parts.mentions else None
    extra = parts.extra.model_dump_json() if parts.extra else None
    return (parts.kind, parts.root.pk if parts.root else None, parts.everyone, mentions, extra)


def _rich_message(row: _Row, row_id: int, now: datetime, parts: Parts) -> Message:
    each, seq = row
    return Message(
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
        **parts.on_wire(),
    )


def _after(
    tx: Tx,
    fresh: dict[Key, SendMessage],
    written: dict[Key, Written],
    parts: dict[Key, Parts],
    found: Standings,
) -> None:
    """What follows from some messages: mentions, threads, and those who are to be told."""
    direct = {pair for pair, standing in found.items() if standing.kind != "room"}
    if parts or direct or any(each.watched for each in fresh.values()):
        sent = [
            Sent(
                written[key].message,
                each.user_id,
                parts.get(key),
                found[each.user_id, each.room_id].kind,
                each.watched,
            )
            for key, each in fresh.items()
            if key in parts or (each.user_id, each.room_id) in direct or each.watched
        ]
        write_the_rest(tx, sent)
    if links := [written[key].message for key, each in fresh.items() if each.linked]:
        told.links_after_commit(links)
