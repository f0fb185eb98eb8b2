"""Who is at the other end. Accounts supplies the authenticator; the kernel knows no user model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as their connections know them. `credential` is what signed them in, e.g. `session:…`."""

    user_id: int
    username: str
    name: str
    colour: int
    is_staff: bool
    credential: str


class Authenticator(Protocol):
    """Turns credentials into identities. Both methods are synchronous and read the database."""

    def identify(self, headers: Headers, query_string: bytes) -> Identity:
        """The identity behind a request or handshake; raises `Refused("unauthenticated", …)`."""

    def still_valid(self, identities: Sequence[Identity]) -> set[Identity]:
        """Those whose credential still stands (signed in, not revoked, not expired, active)."""


class _Current:
    """The authenticator of this process."""

    authenticator: Authenticator | None = None


def use_authenticator(authenticator: Authenticator) -> None:
    """Set the process's authenticator (once, at start-up)."""
    _Current.authenticator = authenticator


def authenticator() -> Authenticator:
    """The process's authenticator."""
    if _Current.authenticator is None:
        raise RuntimeError("no authenticator: call realtime.identity.use_authenticator at start-up")
    return _Current.authenticator
