"""The secret key: given in production, made up and kept in DATA_DIR in demo and debug."""

import contextlib
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

SHORTEST = 50  # characters; Django's own deployment check (security.W009) asks for the same


def secret_key(given: str, *, production: bool, data_dir: Path) -> str:
    """The key to sign with. Raises ImproperlyConfigured in production when none, or a weak one, was given."""
    if given and not (production and _weak(given)):
        return given
    if production:
        raise ImproperlyConfigured(
            f"SECRET_KEY must be set in production to a random text of at least {SHORTEST} characters. Make one:"
            " python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
            "  (DEMO=1 runs a demonstration without it.)"
        )
    return _kept(data_dir / "secret-key")


def _weak(key: str) -> bool:
    return len(key) < SHORTEST or len(set(key)) < 5 or key.startswith("django-insecure")


def _kept(path: Path) -> str:
    """The key in the file; written first if missing. Linking makes two starting processes agree on one key."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
