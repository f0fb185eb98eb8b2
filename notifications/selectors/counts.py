"""How much is unread and unseen, exactly."""

from django.db.models import Count, Max, Q

from notifications.events import InboxCount
from notifications.models import Audience, Notification
from notifications.selectors.state import InboxState, inbox_state
from notifications.selectors.tabs import OPEN, all_entries, there, unread, unread_announcements, unseen


def inbox_count(user_id: int) -> InboxCount:
    """How many notifications the person has not read, and how many of those they have not seen; three queries."""
    return count(inbox_state(user_id))


def count(state: InboxState) -> InboxCount:
    """The same with two queries."""
    rows = all_entries(state.user_id).select_related(None)
    entries = rows.filter(OPEN, unread(state), there()).aggregate(
        unread=Count("pk"), unseen=Count("pk", filter=unseen(state))
    )
    waiting = (
        unread_announcements(state)
        .select_related(None)
        .aggregate(unread=Count("pk"), unseen=Count("pk", filter=Q(seq__gt=state.seen.announcements)))
    )
    return InboxCount(
        unread=entries["unread"] + waiting["unread"], unseen=entries["unseen"] + waiting["unseen"]
    )


def unread_count(user_id: int) -> int:
    return inbox_count(user_id).unread


def newest_announcement() -> int:
    """The sequence of the last announcement (0: there is none)."""
    rows = Notification.objects.filter(audience=Audience.EVERYONE)
    newest: int | None = rows.aggregate(Max("seq"))["seq__max"]
    return newest or 0
