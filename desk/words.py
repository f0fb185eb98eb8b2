"""Words and addresses of what the desk tells people. Pure but for the time zone of a person."""

from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from chat.markdown.brief import brief

EXCERPT: Final = 200


def room_url(room_id: int) -> str:
    return f"/rooms/{room_id}/"


def message_url(room_id: int, message_id: int) -> str:
    """A message's permalink: it opens the room with the history around it."""
    return f"/rooms/{room_id}/m/{message_id}/"


def comment_url(document_id: int, comment_id: int) -> str:
    """It opens the document at the comment."""
    return f"/documents/{document_id}/?comment={comment_id}"


def document_url(document_id: int, uid: str = "") -> str:
    """A document, at the mention."""
    return f"/documents/{document_id}/" + (f"#m-{uid}" if uid else "")


def excerpt(body: str, most: int = EXCERPT) -> str:
    """The beginning of a message, cut between words."""
    text = brief(body).strip()
    if len(text) <= most:
        return text
    return text[:most].rsplit(None, 1)[0].rstrip(",;:.") + " …"


def zone_of(user: User) -> ZoneInfo:
    """Where the person's clock is; the installation's time zone if theirs is not known."""
    try:
        return ZoneInfo(getattr(user, "timezone", "") or settings.TIME_ZONE)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
