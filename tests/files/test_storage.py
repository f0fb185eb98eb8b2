"""Where files are kept: settings from FILES_URL, and contents that are fetched from a bucket itself."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import InMemoryStorage
from pytest_django import Settings

from config.bodies import ENVELOPE, allowance
from config.storage import file_storage, signs_addresses
from files import serving, storage
from tests.files import samples
from tests.files.uploads import fetch, upload
from tests.people import person, room

HERE = Path("/data")


def test_a_folder() -> None:
    assert file_storage("", data_dir=HERE)["OPTIONS"]["location"] == "/data/files"
    kept = file_storage("file:///mnt/shared", data_dir=HERE)
    assert kept["OPTIONS"]["location"] == "/mnt/shared"
    assert kept["OPTIONS"]["file_permissions_mode"] == 0o600
    assert not signs_addresses("") and not signs_addresses("file:///mnt/shared")


@pytest.mark.parametrize("url", ["ftp://host/x", "s3:", "s3:///nothing", "file:relative", "folder"])
def test_what_makes_no_sense(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FILES_URL"):
        file_storage(url, data_dir=HERE)


def test_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "s3://key:se%2Fcret@bucket/a/prefix?region=eu-1&endpoint=https://minio:9000"
    monkeypatch.setattr("config.storage.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        file_storage(url, data_dir=HERE)
    monkeypatch.setattr("config.storage.find_spec", lambda name: object())
    made = file_storage(url, data_dir=HERE)
    assert made["BACKEND"] == "storages.backends.s3.S3Storage"
    expected = {
        "bucket_name": "bucket", "location": "a/prefix", "region_name": "eu-1", "default_acl": None,
        "endpoint_url": "https://minio:9000", "access_key": "key", "secret_key": "se/cret", "querystring_auth": True,
    }  # fmt: skip
    assert {name: made["OPTIONS"][name] for name in expected} == expected
    assert signs_addresses(url)


class SigningStorage(InMemoryStorage):
    """Signs addresses with the arguments of django-storages' S3Storage."""

    def url(self, name: str, parameters: Any = None, expire: int | None = None) -> str:  # type: ignore[override]
        from urllib.parse import urlencode

        return f"https://bucket.example/{name}?{urlencode({**(parameters or {}), 'expire': expire})}"


@pytest.mark.django_db(transaction=True)
def test_contents_of_a_bucket_are_fetched_from_it(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    kept = SigningStorage()
    monkeypatch.setattr(storage, "storage", lambda: kept)
    monkeypatch.setattr(serving, "storage", lambda: kept)
    settings.FILES_REDIRECT = True
    ann, eve = person("ann"), person("eve")
    info = upload(ann, room(ann).id, samples.HTML, "page.html").json()
    got = fetch(ann, info["url"])
    assert got.status == 302 and got.headers["cache-control"] == "private, no-store"
    address = urlsplit(got.headers["location"])
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert (address.hostname, asked["expire"]) == ("bucket.example", "60")
    assert asked["ResponseContentType"] == "text/plain"
    assert asked["ResponseContentDisposition"] == 'attachment; filename="page.html"'
    assert fetch(eve, info["url"]).status == 404


@pytest.mark.django_db(transaction=True)
def test_any_storage_of_djangos_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = InMemoryStorage()
    monkeypatch.setattr(storage, "storage", lambda: kept)
    ann = person("ann")
    raw = samples.picture()
    info = upload(ann, room(ann).id, raw, "a.png").json()
    assert fetch(ann, info["url"]).content == raw
    assert fetch(ann, info["url"], range="bytes=2-5").content == raw[2:6]
    assert fetch(ann, info["thumb_url"]).headers["content-type"] == "image/webp"


def test_how_large_a_body_may_be(settings: Settings) -> None:
    settings.COLLAB = settings.COLLAB | {"MAX_FILE_BYTES": 1000, "MAX_BODY_BYTES": 10}
    assert allowance("/api/v1/rooms/7/files") == (1000 + ENVELOPE, True)
    for path in ("/api/v1/rooms/7/files/x", "/x/api/v1/rooms/7/files", "/api/v1/rooms/x/files", "/"):
        assert allowance(path) == (10, False)
