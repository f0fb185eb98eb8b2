"""What somebody wants to send, checked before anything is written. Pure."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from accounts.text import clean_line, clean_text
from realtime.errors import Refused

TITLE_CHARS: Final = 200
BODY_CHARS: Final = 10_000
URL_CHARS: Final = 2_000
CLIENT_ID_CHARS: Final = 64


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked text. Make it with `draft`."""

    title: str
    body: str
    url: str
    client_id: str


def draft(title: str, body: str = "", url: str = "", client_id: str = "") -> Draft:
    """The checked draft. Raises `Refused("invalid", …, field)` with the first thing that is wrong."""
    return Draft(
        clean_line(title, "title", TITLE_CHARS),
        clean_text(body, "body", BODY_CHARS).strip() if body.strip() else "",
        clean_url(url),
        clean_line(client_id, "client_id", CLIENT_ID_CHARS, required=False),
    )


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
