"""Reads of the inbox: what is in it, what of it is read and seen, how much is not."""

from notifications.selectors.counts import count, inbox_count, newest_announcement, unread_count
from notifications.selectors.pages import (
    MAX_PAGE,
    PAGE,
    banners_of,
    group_page,
    inbox_page,
    one,
    recent_senders,
    visible,
)
from notifications.selectors.preferences import (
    my_wishes,
    nearest_rule,
    preferences_page,
    rule_of,
    rules_of,
    wishes_of,
)
from notifications.selectors.state import InboxState, inbox_state, state_of
from notifications.selectors.tabs import Filter, all_entries, announcements, changeable, entries_of
from notifications.selectors.telling import (
    entry_state,
    group_of,
    told,
    told_announcement,
    told_entry,
)

__all__ = [
    "MAX_PAGE",
    "PAGE",
    "Filter",
    "InboxState",
    "all_entries",
    "announcements",
    "banners_of",
    "changeable",
    "count",
    "entries_of",
    "entry_state",
    "group_of",
    "group_page",
    "inbox_count",
    "inbox_page",
    "inbox_state",
    "my_wishes",
    "nearest_rule",
    "newest_announcement",
    "one",
    "preferences_page",
    "recent_senders",
    "rule_of",
    "rules_of",
    "state_of",
    "told",
    "told_announcement",
    "told_entry",
    "unread_count",
    "visible",
    "wishes_of",
]
