"""What a notification says outside the page: in the person's language, by the person's clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.utils import formats, timezone, translation

from accounts.models import User
from notifications.core.variables import personal, worded
from notifications.hearers import zone_called
from notifications.kinds import Kind
from notifications.models import Notification
from notifications.sentences import title_of
from notifications.ways.markdown import html_of, text_of


@dataclass(frozen=True, slots=True)
class Words:
    """A notification as one person reads it. `url` is absolute; `at` is by the person's clock, as text."""

    title: str
    text: str
    html: str
    url: str
    at: str
    group: str
    kind: str


def language_of(user: User) -> str:
    return user.language if user.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def words_of(row: Notification, user: User) -> Words:
    """The words of a notification for one person."""
    language = language_of(user)
    title = title_of(row.kind, row.data, language)
    body = row.body
    if row.kind == Kind.ANNOUNCEMENT or not title:
        mine = personal(user.display_name, user.username)
        title, body = worded(row, language, mine)
    with translation.override(language):
        at = moment(row.created_at, user)
    return Words(title, text_of(body), html_of(body), address_of(row), at, group_of(row), row.kind)


def moment(at: datetime, user: User) -> str:
    """A moment by the person's clock, in the active language."""
    local = timezone.localtime(at, zone_called(user.timezone))
    return f"{formats.date_format(local, 'SHORT_DATE_FORMAT')}, {formats.time_format(local, 'TIME_FORMAT')}"


def group_of(row: Notification) -> str:
    """What it belongs to; never ""."""
    return row.group or f"one:{row.pk}"


def address_of(row: Notification) -> str:
    """Where it leads, absolute: its link, or the inbox."""
    return absolute(row.url or INBOX)


def absolute(path: str) -> str:
    return urljoin(f"{settings.SITE_URL}/", path)


INBOX: Final = "/inbox/"
PREFERENCES: Final = "/notifications/preferences/"
