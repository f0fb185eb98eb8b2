"""The key by which push services know this installation (RFC 8292): given by the environment, or made once and kept."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from notifications.models import VapidKey

if TYPE_CHECKING:
    from py_vapid import Vapid02

ROW: Final = 1
BYTES: Final = 32


def private_key() -> str:
    """32 bytes, base64url without padding. A new one makes every subscription void, so it is kept in the database:
    whoever starts first makes it, and all nodes have the same."""
    if settings.VAPID_PRIVATE_KEY:
        return str(settings.VAPID_PRIVATE_KEY)
    kept = VapidKey.objects.filter(pk=ROW).values_list("private_key", flat=True).first()
    if kept is None:
        VapidKey.objects.bulk_create([VapidKey(pk=ROW, private_key=_made())], ignore_conflicts=True)
        kept = VapidKey.objects.get(pk=ROW).private_key
    return kept


def public_key() -> str:
    """The application server key that browsers subscribe with: 65 bytes, base64url. Raises ImproperlyConfigured."""
    return _public(private_key())


@lru_cache(maxsize=4)
def _public(private: str) -> str:
    number = int.from_bytes(_bytes(private), "big")
    try:
        key = ec.derive_private_key(number, ec.SECP256R1())
    except ValueError as error:
        raise ImproperlyConfigured("VAPID_PRIVATE_KEY is not a key of P-256.") from error
    return _text(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def signer() -> Vapid02:
    """What pywebpush signs with."""
    from py_vapid import Vapid02

    return Vapid02.from_raw(private_key().encode())


def claims() -> dict[str, str | int]:
    """Whom a push service turns to if we trouble it."""
    if settings.SITE_URL.startswith("https://"):
        return {"sub": settings.SITE_URL}
    _, _, sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    return {"sub": f"mailto:{sender.rstrip('>')}"}


def _made() -> str:
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _text(number.to_bytes(BYTES, "big"))


def _bytes(text: str) -> bytes:
    try:
        found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise ImproperlyConfigured("VAPID_PRIVATE_KEY is not base64url.") from error
    if len(found) != BYTES:
        raise ImproperlyConfigured("VAPID_PRIVATE_KEY must be 32 bytes as base64url.")
    return found


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
