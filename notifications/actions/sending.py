"""What staff say, in the parts that whoever sends it puts together (the app broadcasts): the row, everybody's stream,
inboxes. Called within an append whose streams are locked.
"""

from collections.abc import Sequence

from accounts.models import User
from notifications import events
from notifications.access import ANNOUNCEMENTS
from notifications.drafts import Draft
from notifications.kinds import room_place
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors import told
from realtime.append import Tx
from realtime.streams import stream_name


def new_row(sender: User, draft: Draft, audience: Audience, room_id: int | None = None) -> Notification:
    """The row, not saved. What goes to one room is told there as loudly as the reader wants to hear of it."""
    return Notification(
        sender=sender,
        audience=audience,
        room_id=room_id,
        places=[] if room_id is None else [room_place(room_id)],
        **words_of(draft),
        client_id=draft.client_id,
    )


def words_of(draft: Draft) -> dict[str, object]:
    """The fields of a notification that a sender may edit later."""
    return {
        "title": draft.title,
        "body": draft.body,
        "url": draft.url,
        "level": draft.level,
        "wants_ack": draft.wants_ack,
        "expires_at": draft.expires_at,
        "translations": {language: dict(words) for language, words in draft.translations.items()},
        "data": {"variables": ",".join(draft.variables)} if draft.variables else {},
    }


def announce(tx: Tx, row: Notification) -> None:
    """Save a row for everybody and tell it in `announcements:all`, which must be locked: one INSERT."""
    row.seq = row.changed_seq = tx.stamp(ANNOUNCEMENTS)
    row.save(force_insert=True)
    tx.publish(
        events.NotificationCreated(stream=ANNOUNCEMENTS, seq=row.seq, notification=told(row, seq=row.seq))
    )


def announce_change(tx: Tx, row: Notification) -> None:
    """Tell everybody that an announcement was edited or, where `recalled_at` is set, taken back."""
    row.changed_seq = tx.stamp(ANNOUNCEMENTS)
    row.save()
    if row.recalled_at is None:
        tx.publish(
            events.NotificationUpdated(
                stream=ANNOUNCEMENTS, seq=row.changed_seq, notification=told(row, seq=row.seq)
            )
        )
    else:
        tx.publish(events.NotificationRemoved(stream=ANNOUNCEMENTS, seq=row.changed_seq, notification=row.pk))


def put_into_inboxes(tx: Tx, row: Notification, user_ids: Sequence[int]) -> None:
    """Put a saved row into inboxes (which must be locked) that do not have it yet, and tell them. One statement however
    many they are; one more for a notification to one person."""
    seqs = {user_id: tx.stamp(stream_name("inbox", user_id)) for user_id in user_ids}
    if row.audience == Audience.USER:
        row.seq = seqs[user_ids[0]]
        row.save(update_fields=["seq"])
    InboxEntry.objects.bulk_create(
        InboxEntry(
            user_id=user_id,
            notification=row,
            kind=row.kind,
            group=row.group,
            key=row.key,
            rank=row.pk,
            created_seq=seq,
            changed_seq=seq,
        )
        for user_id, seq in seqs.items()
    )
    shown = told(row, seq=0)
    for user_id, seq in seqs.items():
        tx.publish(
            events.NotificationCreated(
                stream=stream_name("inbox", user_id),
                seq=seq,
                notification=shown.model_copy(update={"seq": seq}),
            )
        )
