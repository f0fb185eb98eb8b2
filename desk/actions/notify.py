"""Notifications that nobody writes by hand: one row, and an entry in the inbox of each person concerned."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actions import inbox
from notifications import events
from notifications.drafts import TITLE_CHARS
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors import told
from realtime.append import Tx


@dataclass(frozen=True, slots=True)
class Word:
    """What a notification says, and who says it. `room_id`: it is for everybody in that room."""

    sender_id: int
    title: str
    body: str
    url: str
    room_id: int | None = None


def save_word(word: Word) -> Notification:
    """The row, which is in nobody's inbox yet."""
    row = Notification(
        sender_id=word.sender_id,
        audience=Audience.USER if word.room_id is None else Audience.ROOM,
        room_id=word.room_id,
        title=word.title[:TITLE_CHARS],
        body=word.body,
        url=word.url,
    )
    row.save()
    return row


def put_into_inboxes(tx: Tx, row: Notification, user_ids: Sequence[int]) -> None:
    """Put it into the inboxes (which must be locked) of people who do not have it yet, and tell them. One statement
    however many they are."""
    seqs = {user_id: tx.stamp(inbox(user_id)) for user_id in user_ids}
    InboxEntry.objects.bulk_create(
        [
            InboxEntry(user_id=user_id, notification=row, created_seq=seq, changed_seq=seq)
            for user_id, seq in seqs.items()
        ]
    )
    for user_id, seq in seqs.items():
        tx.publish(
            events.NotificationCreated(
                stream=inbox(user_id), seq=seq, notification=told(row, seq=seq, read=False)
            )
        )
