"""Sending: to everybody, to a person, to a room. Each is one append, told after the commit."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import active_person
from notifications import events
from notifications.access import ANNOUNCEMENTS, check_may_send
from notifications.drafts import Draft
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
            return Sent(told(first, seq=first.seq, read=False), repeated=True)
        row = Notification(
            sender=User.objects.get(pk=self.sender_id),
            audience=self.audience,
            room_id=self.room_id,
            title=self.draft.title,
            body=self.draft.body,
            url=self.draft.url,
            client_id=self.draft.client_id,
        )
        self.deliver(tx, row)
        return Sent(told(row, seq=row.seq, read=False), repeated=False)

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
        row.seq = tx.stamp(self.stream)
        row.save()
        tx.publish(
            events.NotificationCreated(
                stream=self.stream, seq=row.seq, notification=told(row, seq=row.seq, read=False)
            )
        )


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
        seqs = {user_id: tx.stamp(stream_name("inbox", user_id)) for user_id in recipients}
        if self.audience == Audience.USER:
            row.seq = seqs[recipients[0]]
            row.save(update_fields=["seq"])
        InboxEntry.objects.bulk_create(
            (
                InboxEntry(user_id=user_id, notification=row, created_seq=seq, changed_seq=seq)
                for user_id, seq in seqs.items()
            ),
            batch_size=500,
        )
        for user_id, seq in seqs.items():
            stream = stream_name("inbox", user_id)
            tx.publish(
                events.NotificationCreated(
                    stream=stream, seq=seq, notification=told(row, seq=seq, read=False)
                )
            )

    def _recipients(self) -> list[int]:
        if self.room_id is not None:
            still = set(active_member_ids(self.room_id))
        else:
            still = set(
                User.objects.filter(pk__in=self.user_ids, is_active=True).values_list("pk", flat=True)
            )
        return [user_id for user_id in self.user_ids if user_id in still]
