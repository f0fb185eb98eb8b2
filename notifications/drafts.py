"""What somebody wants to send, checked before anything is written. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from accounts.text import clean_line, clean_text
from notifications.kinds import Level
from realtime.errors import Refused

TITLE_CHARS: Final = 200
BODY_CHARS: Final = 10_000
URL_CHARS: Final = 2_000
CLIENT_ID_CHARS: Final = 64


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked text and how it is told. Make it with `draft`, and change the rest with `replace`.

    `translations`: title and body by language code. `variables`: those of the reader's own that the texts hold
    (`notifications.core.variables`); without any, braces in them are only braces.
    """

    title: str
    body: str
    url: str
    client_id: str = ""
    level: Level = Level.NORMAL
    wants_ack: bool = False
    expires_at: datetime | None = None
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    variables: tuple[str, ...] = ()


def draft(title: str, body: str = "", url: str = "", client_id: str = "") -> Draft:
    """The checked draft. Raises `Refused("invalid", …, field)` with the first thing that is wrong."""
    return Draft(
        clean_line(title, "title", TITLE_CHARS),
        clean_body(body),
        clean_url(url),
        clean_line(client_id, "client_id", CLIENT_ID_CHARS, required=False),
    )


def clean_body(body: str, field: str = "body") -> str:
    """Markdown source, or "". Raises `Refused("invalid")`."""
    return clean_text(body, field, BODY_CHARS).strip() if body.strip() else ""


def clean_url(url: str) -> str:
    """A path on this site, an http(s) address, or "". Raises `Refused("invalid", …, "url")`."""
    url = clean_line(url, "url", URL_CHARS, required=False)
    if url and (" " in url or not (_is_path(url) or _is_web_address(url))):
        raise Refused(
            "invalid", _("A link is a path on this site (/rooms/3/) or starts with https://."), "url"
        )
    return url


def _is_path(url: str) -> bool:
    # Browsers read a backslash as a slash, so /\host is another site just as //host is.
    return url.startswith("/") and not url.replace("\\", "/").startswith("//")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
