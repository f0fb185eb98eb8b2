"""Where people find the site: for links that leave it. Pure."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def site_url(given: str, *, hosts: Sequence[str], https: bool) -> str:
    """The site's address without a slash at its end: the given one, or one made of the first host that is a name.

    Raises ImproperlyConfigured for what is no address of a site.
    """
    scheme = "https" if https else "http"
    if not given:
        names = [host.lstrip(".") for host in hosts if host != "*"]
        return f"{scheme}://{names[0] if names else 'localhost'}"
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ImproperlyConfigured("SITE_URL must be like https://chat.example")
    return given.rstrip("/")
