"""What somebody can be told of, how, and where. Pure values; the words for people are the callers'."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Why a notification came."""

    MENTION = "mention"  # a message names me
    EVERYONE = "everyone"  # a message calls all of a room, or all who are here
    KEYWORD = "keyword"  # a message has a word I watch for
    DIRECT = "direct"  # somebody wrote to me, or to a group of mine
    REPLY = "reply"  # a reply in a thread that I follow
    MESSAGE = "message"  # any message of a place that I want to hear everything of
    REACTION = "reaction"  # reactions to a message of mine
    DOCUMENT_MENTION = "document_mention"  # a document names me
    COMMENT = "comment"  # a comment or a reply beside a document
    SHARE = "share"  # a document was shared with me
    INVITATION = "invitation"  # somebody took me into a room
    ROOM = "room"  # something for those who run a room: requests to join, reports
    REMINDER = "reminder"  # what I wanted to be reminded of
    ANNOUNCEMENT = "announcement"  # staff tell everybody or some
    FAILURE = "failure"  # work of mine in the background failed


class Way(StrEnum):
    """How a notification reaches a person."""

    IN_APP = "in_app"
    TOAST = "toast"
    SOUND = "sound"
    PUSH = "push"
    EMAIL = "email"


class Level(StrEnum):
    """How loud an announcement is."""

    NORMAL = "normal"
    BANNER = "banner"
    URGENT = "urgent"


class Volume(StrEnum):
    """What a person wants to hear of a place (a room, a document, a thread)."""

    ALL = "all"
    MENTIONS = "mentions"
    NOTHING = "nothing"


MENTIONS: Final = frozenset({Kind.MENTION, Kind.EVERYONE, Kind.KEYWORD, Kind.DOCUMENT_MENTION})
"""What the inbox's tab "mentions" holds, and what still comes from a place turned down to mentions, besides DIRECT."""

GROUP_CHARS: Final = 80
PLACE_CHARS: Final = 40
KEY_CHARS: Final = 80


def room_place(room_id: int) -> str:
    return f"room:{room_id}"


def thread_place(root_message_id: int) -> str:
    return f"thread:{root_message_id}"


def document_place(document_id: int) -> str:
    return f"document:{document_id}"
