"""Where uploaded files are kept, from FILES_URL. Pure: values in, settings out."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def file_storage(url: str, *, data_dir: Path) -> dict[str, Any]:
    """The entry "files" of Django's STORAGES: a folder (`DATA_DIR/files` for an empty URL, or `file:///path`), or a
    bucket: `s3://key:secret@bucket/prefix?region=…&endpoint=https://…` (key and secret may come from boto3's own
    places instead). Raises ImproperlyConfigured.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        if url and not parts.path.startswith("/"):
            raise ImproperlyConfigured("FILES_URL must be empty, file:///a/folder or s3://a-bucket.")
        location = parts.path if url else str(data_dir / "files")
        options: dict[str, Any] = {
            "location": location,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        }
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured("FILES_URL must be empty, file:///a/folder or s3://a-bucket.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("For FILES_URL=s3://… install requirements-s3.txt.")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    options = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "region_name": query.get("region"),
        "endpoint_url": query.get("endpoint"),
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "addressing_style": query.get("addressing"),
        "default_acl": None,  # the bucket's own: private
        "querystring_auth": True,
        "file_overwrite": False,
        "max_memory_size": 2 * 1024 * 1024,
        "signature_version": "s3v4",
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def signs_addresses(url: str) -> bool:
    """Whether contents are fetched from the storage itself, by addresses that it signs."""
    return urlsplit(url).scheme == "s3"
