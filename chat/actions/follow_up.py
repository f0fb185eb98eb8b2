"""What a sent message writes besides its own row: mentions to be counted, the thread's root, who is to be told."""

from collections.abc import Sequence
from typing import NamedTuple

from chat import models
from chat.actions import told
from chat.actions.compose import Parts
from chat.actions.replies import save_roots, with_reply
from chat.events import Message
from realtime.append import Tx


class Sent(NamedTuple):
    """A message that was just written. `room_kind`: room, direct or group; `watched`: somebody waits for such a one."""

    message: Message
    author_id: int
    parts: Parts | None
    room_kind: str
    watched: bool = False


def write_the_rest(tx: Tx, sent: Sequence[Sent]) -> None:
    """At most three statements: mentions, roots, those to be told."""
    mentions = [
        models.Mention(
            message_id=each.message.id,
            user_id=who.id,
            room_id=each.message.room,
            created_seq=each.message.seq,
        )
        for each in sent
        if each.parts and each.parts.root is None  # in threads, those who are named follow the thread
        for who in each.parts.mentions
        if who.id != each.author_id
    ]
    if mentions:
        models.Mention.objects.bulk_create(mentions)
    roots: dict[int, models.Message] = {}
    for each in sent:
        if each.parts and (root := each.parts.root):
            root.replies = with_reply(root.replies, each.message)
            roots[root.pk] = root
    save_roots(tx, list(roots.values()))
    told.after_commit([each for each in sent if _concerns_somebody(each)])


def _concerns_somebody(sent: Sent) -> bool:
    if sent.room_kind != "room" or sent.watched:
        return True
    parts = sent.parts
    return parts is not None and bool(parts.root or parts.everyone or parts.mentions or _is_comment(parts))


def _is_comment(parts: Parts) -> bool:
    return parts.extra is not None and parts.extra.comment is not None
