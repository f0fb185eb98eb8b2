"""A letter: plain text that is good by itself, HTML beside it, and the headers that let a person get rid of it."""

import hashlib
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from accounts.models import User
from notifications.models import Delivery
from notifications.ways import unsubscribe
from notifications.ways.markdown import shortened
from notifications.ways.words import INBOX, PREFERENCES, Words, absolute, language_of, words_of

SUBJECT_CHARS: Final = 150
MOST: Final = 50
"""Notifications shown in one letter; it says how many more wait in the inbox."""


def compose(user: User, address: str, rows: Sequence[Delivery]) -> EmailMultiAlternatives:
    """The letter for these deliveries of one person, in their language."""
    with translation.override(language_of(user)):
        shown = [
            words_of(row.notification, user) for row in sorted(rows, key=lambda row: row.notification_id)
        ]
        alone = len(shown) == 1 and not rows[0].digest
        what = unsubscribe.what_of(rows)
        link = unsubscribe.link(user.pk, what)
        context = {
            "language": language_of(user),
            "name": user.display_name,
            "words": shown[0],
            "groups": _grouped(shown[-MOST:]),
            "more": max(0, len(shown) - MOST),
            "count": len(shown),
            "inbox": absolute(INBOX),
            "preferences": absolute(PREFERENCES),
            "unsubscribe": link,
            "stop": unsubscribe.words_for(what),
            "site": urlsplit(settings.SITE_URL).netloc,
        }
        name = "one" if alone else "many"
        letter = EmailMultiAlternatives(
            subject=_subject(shown, alone=alone),
            body=render_to_string(f"notifications/mail/{name}.txt", context).strip() + "\n",
            to=[address],
            headers=_headers(rows, shown, link, alone=alone),
        )
        letter.attach_alternative(render_to_string(f"notifications/mail/{name}.html", context), "text/html")
    return letter


def _subject(shown: Sequence[Words], *, alone: bool) -> str:
    if alone:
        return shortened(" ".join(shown[0].title.split()), SUBJECT_CHARS)
    newest = shortened(" ".join(shown[-1].title.split()), SUBJECT_CHARS // 2)
    rest = len(shown) - 1
    if rest == 0:
        return newest
    return ngettext("%(newest)s, and %(rest)d more", "%(newest)s, and %(rest)d more", rest) % {
        "newest": newest,
        "rest": rest,
    }


def _grouped(shown: Sequence[Words]) -> list[dict[str, Any]]:
    """By what they belong to, the newest group first; within one the oldest first."""
    groups: dict[str, list[Words]] = {}
    for words in shown:
        groups.setdefault(words.group, []).append(words)
    return [{"items": items} for items in reversed(groups.values())]


def _headers(rows: Sequence[Delivery], shown: Sequence[Words], link: str, *, alone: bool) -> dict[str, str]:
    domain = _domain()
    key = ",".join(str(row.pk) for row in sorted(rows, key=lambda row: row.pk))
    digest = hashlib.sha256(f"{settings.SITE_URL} {key}".encode()).hexdigest()[:24]
    headers = {
        "Message-ID": f"<{digest}@{domain}>",  # the same at every try
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"Collab <notifications.{domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if alone:  # mail programs put the letters of one conversation together
        about = hashlib.sha256(f"{settings.SITE_URL} {shown[0].group}".encode()).hexdigest()[:24]
        headers["References"] = f"<{about}@{domain}>"
    return headers


def _domain() -> str:
    """Of our own address, or of the site."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.partition("@")[2] or urlsplit(settings.SITE_URL).hostname or "localhost"
