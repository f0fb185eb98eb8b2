"""What was told and is not so any more, while it is unread: a reaction that was taken back."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from notifications.actions.entries import InboxAppend, Touch
from notifications.actions.piles import Pile, piles_of, take_out
from notifications.drafts import TITLE_CHARS
from notifications.happenings import Happening
from notifications.kinds import Kind
from notifications.models import InboxEntry, Notification
from notifications.selectors import inbox_state
from notifications.sentences import title_of
from realtime.append import Tx


class ChangeUnread(InboxAppend[int]):
    """Let a person's unread entries of a group say what is so now (in place, silently), or take them out where nothing
    is left of it. How many there were. Their keys are given free: the same may happen again.

    Only for notifications that one person has.
    """

    def __init__(self, user_id: int, group: str, kind: Kind, now: Happening | None) -> None:
        super().__init__(user_id)
        self.group, self.kind, self.now = group, kind, now

    def write(self, tx: Tx) -> int:
        pile = piles_of([self.user_id], self.group, self.kind).get(self.user_id)
        if pile is None:
            return 0
        self._free_keys(pile)
        if self.now is None:
            take_out(tx, [pile], timezone.now())
        else:
            self._say(tx, pile.entries, self.now)
        return len(pile.entries)

    def _free_keys(self, pile: Pile) -> None:
        """Of these, and of those that they took the place of."""
        mine = InboxEntry.objects.filter(user=self.user_id, group=self.group, kind=self.kind)
        over = mine.exclude(key="").filter(
            Q(removed_at__isnull=False) | Q(pk__in=[entry.pk for entry in pile.entries])
        )
        ids = list(over.values_list("notification", flat=True))
        Notification.objects.filter(pk__in=ids).update(key="")
        mine.filter(notification__in=ids).update(key="")

    def _say(self, tx: Tx, entries: Sequence[InboxEntry], now: Happening) -> None:
        ids = [entry.notification_id for entry in entries]
        Notification.objects.filter(pk__in=ids).update(
            title=title_of(now.kind, now.data, settings.LANGUAGE_CODE)[:TITLE_CHARS],
            data=dict(now.data),
            body=now.body,
            url=now.url,
        )
        rows = InboxEntry.objects.filter(pk__in=[entry.pk for entry in entries])
        rows.update(count=now.count or 1)
        changed = rows.select_related("notification__sender").order_by("notification")
        Touch(tx, self.stream, inbox_state(self.user_id)).save(list(changed))
