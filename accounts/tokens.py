"""The form of API tokens. Pure."""

import hashlib
import secrets
from typing import Final

PREFIX: Final = "collab_"  # lets secret scanners recognise a leaked one
LONGEST: Final = 200


def new_token() -> str:
    """A fresh token with 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored and looked up: hexadecimal SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def bearer(header: str) -> str | None:
    """The token in an Authorization header; None when the header is of another kind or too long to be ours."""
    scheme, _, token = header.strip().partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and 0 < len(token) <= LONGEST else None
