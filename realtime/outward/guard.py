"""Which addresses may be asked: only such as lie in the open internet. Pure.

The server stands inside a network that its users may not see, so every address is looked at after its name was
resolved, and the connection goes to that very address (a second question to the name server could get another answer).
"""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

LONGEST_URL: Final = 2_000
PORTS: Final = frozenset({80, 443})
_NAT64: Final = IPv6Network("64:ff9b::/96")

Allowed = Callable[[str], bool]


class Forbidden(Exception):
    """This address is not asked; the message says why (for the log)."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also when an IPv4 address is packed into an IPv6 one."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = _packed(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (
        found.is_multicast
        or found.is_private
        or found.is_reserved
        or found.is_loopback
        or found.is_unspecified
    )


def _packed(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def target(url: str, ports: frozenset[int] = PORTS) -> tuple[str, str, int, str]:
    """(scheme, host, port, path with query) of an address that may be asked, as far as its text tells. Raises
    Forbidden."""
    if len(url) > LONGEST_URL or any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise Forbidden("not an address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
        host = host.encode("idna").decode("ascii") if host else host
    except (ValueError, UnicodeError) as error:
        raise Forbidden("not an address") from error
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise Forbidden("neither http nor https, no host, or with a password")
    if ports and port not in ports:
        raise Forbidden(f"port {port}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port, path.encode("ascii", "replace").decode()


def checked(addresses: Sequence[str], allowed: Allowed = is_public) -> str:
    """The address to connect to. One that is not public forbids the name altogether."""
    if not addresses:
        raise Forbidden("the name leads nowhere")
    for address in addresses:
        if not allowed(address):
            raise Forbidden(f"{address} is not public")
    return addresses[0]
