"""Sending: the commit with which a broadcast begins to go out, or is put into the plan.

To everybody this is all: one row in `announcements:all`, whoever reads it. To few it is all, too: their inboxes are in
the same commit. To many it is the beginning; `broadcasts.actions.portions` does the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.actions import inbox
from accounts.models import User
from broadcasts import events
from broadcasts.access import Powers, broadcast_for, powers, sender
from broadcasts.actions.common import OfBroadcasts, save_and_tell
from broadcasts.actions.drafts import UNSENT, sent_before, unsent
from broadcasts.audience import nobody, still_in
from broadcasts.checking import Checked, check
from broadcasts.events import BroadcastWish
from broadcasts.keeping import kept, put_wish, wish_of
from broadcasts.limits import spend_announcement
from broadcasts.models import Broadcast, State
from broadcasts.selectors import broadcast_of
from broadcasts.ways import anybody_reachable
from notifications.access import ANNOUNCEMENTS
from notifications.actions.sending import announce, new_row, put_into_inboxes
from notifications.models import Audience
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.errors import Refused

AT_ONCE: Final = 500
"""People in one commit."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A broadcast as its sender sees it, and whether it had been sent before (same `client_id`)."""

    broadcast: events.Broadcast
    repeated: bool


def send_new(user_id: int, wish: BroadcastWish, client_id: str = "") -> Sent:
    """Make and send (or schedule) in one step; what is refused leaves nothing. Raises `Refused`."""
    able = sender(user_id)
    if (first := sent_before(user_id, client_id)) is not None and first.state not in UNSENT:
        return Sent(broadcast_of(able, first), repeated=True)
    checked = check(kept(wish, user_id), able, timezone.now())
    spend_announcement(able)
    return append(Send(user_id, checked, client_id=client_id))


def send_draft(user_id: int, broadcast_id: int) -> Sent:
    """Send (or schedule) a draft. Raises `Refused`."""
    able = sender(user_id)
    row = unsent(broadcast_for(able, broadcast_id))
    checked = check(wish_of(row), able, timezone.now())
    spend_announcement(able)
    return append(Send(user_id, checked, broadcast_id=row.pk, as_of=row.changed_seq))


def send_due(row: Broadcast) -> None:
    """Begin what was scheduled, with the rights that its sender has now. Raises `Refused` where that cannot be."""
    able = powers(row.sender_id or 0)
    if not able.any:
        raise Refused("forbidden", _("Whoever planned this may not send it any more."))
    checked = replace(check(wish_of(row), able, timezone.now(), due=True), send_at=None)
    append(Send(able.user_id, checked, broadcast_id=row.pk, as_of=row.changed_seq, state=State.SCHEDULED))


class Send(OfBroadcasts[Sent]):
    """`checked` was looked at before the transaction, the draft as it stood at `as_of`; who sends it is asked again.
    `state`: only what is in this state."""

    def __init__(
        self,
        user_id: int,
        checked: Checked,
        *,
        broadcast_id: int | None = None,
        as_of: int = 0,
        client_id: str = "",
        state: State | None = None,
    ) -> None:
        self.user_id, self.checked = user_id, checked
        self.broadcast_id, self.as_of, self.client_id, self.state = broadcast_id, as_of, client_id, state

    def more_streams(self) -> Sequence[str]:
        if self.checked.send_at is not None:
            return ()
        if self.checked.people.ids is None:
            return (ANNOUNCEMENTS,)
        return [inbox(user_id) for user_id in self._few]

    @property
    def _few(self) -> Sequence[int]:
        """Those who get it in this commit."""
        ids = self.checked.people.ids or ()
        return ids if len(ids) <= AT_ONCE else ()

    def write(self, tx: Tx) -> Sent:
        able = powers(self.user_id)
        able.check(self.checked.wish.audience, self.checked.wish.level)
        if (first := sent_before(self.user_id, self.client_id)) is not None and first.state not in UNSENT:
            return Sent(broadcast_of(able, first), repeated=True)
        row = self._row(able, first)
        if self.checked.send_at is not None:
            row.state = State.SCHEDULED
            save_and_tell(tx, row)
            self._record(tx, row, "broadcast.scheduled", at=self.checked.send_at.isoformat())
        else:
            self._begin(tx, row)
        return Sent(broadcast_of(able, row), repeated=False)

    def _row(self, able: Powers, first: Broadcast | None) -> Broadcast:
        if self.broadcast_id is None:
            row = first or Broadcast(sender=User.objects.get(pk=self.user_id), client_id=self.client_id)
            put_wish(row, self.checked.wish)
            return row
        row = unsent(broadcast_for(able, self.broadcast_id))
        if row.changed_seq != self.as_of or (self.state is not None and row.state != self.state):
            raise Refused("conflict", _("It was changed meanwhile. Look at it once more."))
        return row

    def _begin(self, tx: Tx, row: Broadcast) -> None:
        row.state, row.fault = State.SENDING, ""
        row.sent_at, row.addressed = timezone.now(), self.checked.people.count
        if self.checked.people.ids is None:
            self._to_everyone(tx, row)
        else:
            self._to_people(tx, row)
        row.ways_done = not anybody_reachable()
        save_and_tell(tx, row)
        self._record(tx, row, "broadcast.sent", people=row.addressed, level=row.level)

    def _to_everyone(self, tx: Tx, row: Broadcast) -> None:
        notification = new_row(_sender(row), self.checked.draft, Audience.EVERYONE)
        announce(tx, notification)
        row.notification = notification
        row.state, row.reached = State.SENT, row.addressed

    def _to_people(self, tx: Tx, row: Broadcast) -> None:
        draft, room_id = self.checked.draft, self.checked.room_id
        one = len(self._few) == 1 and room_id is None
        audience = Audience.ROOM if room_id is not None else Audience.USER if one else Audience.PEOPLE
        notification = new_row(_sender(row), draft, audience, room_id)
        few = still_in(self.checked.wish.audience, self._few) if self._few else []
        if self._few and not few:
            raise nobody()
        notification.save()
        row.notification = notification
        if few:
            put_into_inboxes(tx, notification, few)
            row.state, row.addressed, row.reached, row.people_after = State.SENT, len(few), len(few), few[-1]

    def _record(self, tx: Tx, row: Broadcast, action: str, **details: object) -> None:
        audit.record(
            tx, self.user_id, action, room=self.checked.room_id, target=row.title, broadcast=row.pk, **details
        )


def _sender(row: Broadcast) -> User:
    if row.sender is None:
        raise Refused("forbidden", _("Whoever planned this may not send it any more."))
    return row.sender


class FailBroadcast(Append[bool]):
    """What was due and cannot be sent: it says why. False where it was changed or begun meanwhile."""

    stream = OfBroadcasts.stream

    def __init__(self, broadcast_id: int, as_of: int, fault: str) -> None:
        self.broadcast_id, self.as_of, self.fault = broadcast_id, as_of, fault

    def write(self, tx: Tx) -> bool:
        found = Broadcast.objects.select_related("sender").filter(
            pk=self.broadcast_id, state=State.SCHEDULED, changed_seq=self.as_of
        )
        row = found.first()
        if row is None:
            return False
        row.state, row.fault = State.FAILED, self.fault[:300]
        save_and_tell(tx, row)
        return True
