"""Reads of messages. Whether somebody may see them is decided in rooms.access."""

from chat.selectors.counts import last_messages, unread_counts
from chat.selectors.history import (
    LONGEST_PAGE,
    PAGE,
    message_page,
    one_message,
    piece_of,
    pins_of,
    readable_message,
    unexpired,
    versions_of,
)
from chat.selectors.mentions import Called, check_mentions, people_called
from chat.selectors.messages import (
    comment_of,
    message_of,
    messages,
    no_such_message,
    people_in,
    room_of_message,
    search_text,
    thread_of_message,
)
from chat.selectors.reports import report_of, reports_of
from chat.selectors.seen import seen_by
from chat.selectors.threads import (
    followed_threads,
    states_of,
    still_followed,
    thread_followers,
    thread_page,
    thread_state,
)

__all__ = [
    "LONGEST_PAGE",
    "PAGE",
    "Called",
    "check_mentions",
    "comment_of",
    "followed_threads",
    "last_messages",
    "message_of",
    "message_page",
    "messages",
    "no_such_message",
    "one_message",
    "people_called",
    "people_in",
    "piece_of",
    "pins_of",
    "readable_message",
    "report_of",
    "reports_of",
    "room_of_message",
    "search_text",
    "seen_by",
    "states_of",
    "still_followed",
    "thread_followers",
    "thread_of_message",
    "thread_page",
    "thread_state",
    "unexpired",
    "unread_counts",
    "versions_of",
]
