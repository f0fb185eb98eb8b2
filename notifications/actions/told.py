"""What was told to many before: who has it, in portions, and the change of their inboxes."""

from collections.abc import Sequence
from typing import Final

from django.db.models import QuerySet

from accounts.actions import inbox
from notifications.models import InboxEntry
from realtime.append import Append

AT_ONCE: Final = 200
"""People in one commit."""


def holders(notification_ids: Sequence[int]) -> list[list[int]]:
    """The people who have one of these in their inbox, so many in a portion as one commit takes. One query."""
    entries = InboxEntry.objects.filter(notification__in=notification_ids, removed_at=None)
    people = sorted(set(entries.values_list("user", flat=True)))
    return [people[at : at + AT_ONCE] for at in range(0, len(people), AT_ONCE)]


class OfTold(Append[int]):
    """A change of notifications in the inboxes of at most some hundred people; how many entries that were."""

    stream = ""

    def __init__(self, notification_ids: Sequence[int], user_ids: Sequence[int]) -> None:
        self.notification_ids, self.user_ids = tuple(notification_ids), tuple(user_ids)

    def streams(self) -> Sequence[str]:
        return sorted(inbox(user_id) for user_id in self.user_ids)

    def entries(self) -> QuerySet[InboxEntry]:
        """What they have of it."""
        return InboxEntry.objects.filter(
            user__in=self.user_ids, notification__in=self.notification_ids, removed_at=None
        )
