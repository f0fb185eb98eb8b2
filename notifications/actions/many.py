"""Many notifications at once, each another one and for one person: one commit, a few statements, however many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from accounts.models import User
from notifications import events
from notifications.access import check_may_send
from notifications.drafts import Draft
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors import told
from realtime.append import Append, Tx
from realtime.bulk import insert_like
from realtime.commit import append
from realtime.errors import Refused
from realtime.streams import stream_name

MOST: Final = 500
"""Notifications in one call; as many as the writer commits together otherwise."""
_Name = str | int


@dataclass(frozen=True, slots=True)
class Single:
    """What one person is to be told: a checked text."""

    user_id: int
    title: str
    body: str = ""
    url: str = ""
    client_id: str = ""


def send_many(sender_id: int, named: Sequence[tuple[str, Draft]]) -> list[int]:
    """Send each draft to the person of this username; the notifications' ids, in order. Raises `Refused` and sends
    nothing where one of them is unknown."""
    check_may_send(sender_id)  # before anything about the people is told
    people = User.objects.filter(username__in={name for name, _draft in named}, is_active=True)
    ids = dict(people.values_list("username", "pk"))
    for at, (name, _draft) in enumerate(named):
        if name not in ids:
            raise Refused(
                "invalid",
                _("There is nobody called {name}.").format(name=name[:60]),
                f"notifications.{at}.user",
            )
    singles = [Single(ids[name], d.title, d.body, d.url, d.client_id) for name, d in named]
    return append(SendMany(sender_id, singles))


class SendMany(Append[list[int]]):
    """One commit. What was sent before (same `client_id` of the sender) is not sent again."""

    def __init__(self, sender_id: int, singles: Sequence[Single]) -> None:
        self.sender_id = sender_id
        self.singles = singles

    def streams(self) -> Sequence[str]:
        return [stream_name("inbox", each.user_id) for each in self.singles]

    def write(self, tx: Tx) -> list[int]:
        check_may_send(self.sender_id)
        sent = self._sent_before()
        fresh = self._fresh(sent)
        if fresh:
            streams = [stream_name("inbox", each.user_id) for each in fresh]
            seqs = [tx.stamp(stream) for stream in streams]
            first = Notification(sender=User.objects.get(pk=self.sender_id), audience=Audience.USER)
            ids = insert_like(
                first,
                ("title", "body", "url", "client_id", "seq"),
                [(e.title, e.body, e.url, e.client_id, seq) for e, seq in zip(fresh, seqs, strict=True)],
            )
            insert_like(
                InboxEntry(kind=first.kind, key=first.key, group=first.group),
                ("user_id", "notification_id", "rank", "created_seq", "changed_seq"),
                [(e.user_id, pk, pk, seq, seq) for e, pk, seq in zip(fresh, ids, seqs, strict=True)],
            )
            for each, stream, pk, seq in zip(fresh, streams, ids, seqs, strict=True):
                sent[_name(each)] = pk
                tx.publish_bytes(stream, seq, _told(first, each, stream, pk, seq))
        return [sent[_name(each)] for each in self.singles]

    def _fresh(self, sent: Mapping[_Name, int]) -> list[Single]:
        """Those that were not sent yet, a repeated `client_id` once."""
        first: dict[_Name, Single] = {}
        for each in self.singles:
            first.setdefault(_name(each), each)
        return [each for name, each in first.items() if name not in sent]

    def _sent_before(self) -> dict[_Name, int]:
        ids = {each.client_id for each in self.singles} - {""}
        if not ids:
            return {}
        found = Notification.objects.filter(sender=self.sender_id, client_id__in=ids)
        return dict(found.values_list("client_id", "pk"))


def _name(single: Single) -> _Name:
    """What a wish is told apart by."""
    return single.client_id or id(single)


def _told(first: Notification, single: Single, stream: str, pk: int, seq: int) -> bytes:
    """The event's JSON. `first` stands for the row, which nobody has to read back."""
    first.pk, first.title, first.body, first.url = pk, single.title, single.body, single.url
    event = events.NotificationCreated(stream=stream, seq=seq, notification=told(first, seq=seq))
    return event.encoded()
