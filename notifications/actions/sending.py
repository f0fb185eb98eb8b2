"""Sending what staff say: to everybody, to a person, to a room. Each is one append, told after the commit.

What is below the appends is for those who send in portions (the app broadcasts): the row, everybody's stream, inboxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import active_person
from notifications import events
from notifications.access import ANNOUNCEMENTS, check_may_send
from notifications.drafts import Draft
from notifications.kinds import room_place
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors import told
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.errors import Refused
from realtime.streams import stream_name
from rooms.models import Room
from rooms.selectors import active_member_ids


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender gets: their notification, and whether it had been sent before (same `client_id`)."""

    notification: events.Notification
    repeated: bool


def send_to_everyone(sender_id: int, draft: Draft) -> Sent:
    """Announce to everybody who has an account: one row. Raises `Refused`."""
    return append(Announce(sender_id, draft))


def send_to_person(sender_id: int, username: str, draft: Draft) -> Sent:
    """Put a notification into one person's inbox. Raises `Refused`; an unknown person is "invalid", "audience"."""
    check_may_send(sender_id)  # before anything about the audience is told
    try:
        person = active_person(username)
    except Refused as unknown:
        raise Refused(
            "invalid", _("There is nobody called {name}.").format(name=username[:60]), "audience"
        ) from unknown
    return append(SendToPeople(sender_id, draft, Audience.USER, None, (person.id,)))


def send_to_room(sender_id: int, room_id: int, draft: Draft) -> Sent:
    """Put a notification into the inbox of every member of a room, all in one commit. Raises `Refused`."""
    check_may_send(sender_id)
    if not Room.objects.filter(pk=room_id).exists():
        raise Refused("invalid", _("There is no such room."), "audience")
    return append(SendToPeople(sender_id, draft, Audience.ROOM, room_id, tuple(active_member_ids(room_id))))


class _Send(Append[Sent]):
    """What both ways of sending share: may they, was it sent before, and the row."""

    audience: Audience
    room_id: int | None = None

    def __init__(self, sender_id: int, draft: Draft) -> None:
        self.sender_id = sender_id
        self.draft = draft

    def write(self, tx: Tx) -> Sent:
        check_may_send(self.sender_id)
        if (first := self._sent_before()) is not None:
            return Sent(told(first, seq=first.seq), repeated=True)
        row = new_row(User.objects.get(pk=self.sender_id), self.draft, self.audience, self.room_id)
        self.deliver(tx, row)
        return Sent(told(row, seq=row.seq), repeated=False)

    def _sent_before(self) -> Notification | None:
        if not self.draft.client_id:
            return None
        found = Notification.objects.filter(sender=self.sender_id, client_id=self.draft.client_id)
        return found.select_related("sender").first()

    def deliver(self, tx: Tx, row: Notification) -> None:
        """Save the row and tell the streams it belongs to."""
        raise NotImplementedError


class Announce(_Send):
    """To everybody. Nobody's inbox is written; who has read it is kept when they read it."""

    stream = ANNOUNCEMENTS
    audience = Audience.EVERYONE

    def deliver(self, tx: Tx, row: Notification) -> None:
        announce(tx, row)


class SendToPeople(_Send):
    """To one person, or to those who are members of a room.

    The inboxes are named before the transaction, so that they are locked in order; whoever left meanwhile is
    left out, whoever joined meanwhile came after the notification.
    """

    def __init__(
        self, sender_id: int, draft: Draft, audience: Audience, room_id: int | None, user_ids: Sequence[int]
    ) -> None:
        super().__init__(sender_id, draft)
        self.audience = audience
        self.room_id = room_id
        self.user_ids = user_ids

    def streams(self) -> Sequence[str]:
        return [stream_name("inbox", user_id) for user_id in self.user_ids]

    def deliver(self, tx: Tx, row: Notification) -> None:
        recipients = self._recipients()
        if not recipients:
            raise Refused("invalid", _("There is nobody who would get this."), "audience")
        row.save()
        put_into_inboxes(tx, row, recipients)

    def _recipients(self) -> list[int]:
        if self.room_id is not None:
            still = set(active_member_ids(self.room_id))
        else:
            still = set(
                User.objects.filter(pk__in=self.user_ids, is_active=True).values_list("pk", flat=True)
            )
        return [user_id for user_id in self.user_ids if user_id in still]


# -- the parts


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
