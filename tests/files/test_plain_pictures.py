"""What is kept of an uploaded picture, whichever way it comes: not where it was taken."""

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from collab.actions import CreateDocument
from files.models import File
from files.selectors import storage_of_person
from files.storage import blob, read
from files.upload import store
from realtime.commit import append
from tests.files import samples
from tests.files.uploads import fetch, upload
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


def kept(info: dict[str, Any]) -> bytes:
    with read(blob(UUID(info["id"]))) as stored:
        return stored.read()


def told_of_it(raw: bytes) -> list[bytes]:
    return [secret for secret in samples.SECRETS if secret in raw]


@pytest.mark.parametrize(
    ("kind", "media"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_nobody_learns_where_it_was_taken(kind: str, media: str) -> None:
    ann = person("ann")
    raw = samples.photo(400, 300, kind=kind)
    info = upload(ann, room(ann).id, raw, "trip").json()
    content = fetch(ann, info["url"]).content
    assert told_of_it(raw) and not told_of_it(content)
    picture = Image.open(BytesIO(content))
    assert dict(picture.getexif()) == {0x0112: 6} and "icc_profile" in picture.info
    assert (info["type"], info["width"], info["height"], info["thumb"]) == (media, 300, 400, True)
    assert len(content) == info["size"] == File.objects.get().size == storage_of_person(ann.pk) < len(raw)
    head = fetch(ann, info["url"], method="head")
    assert head.headers["content-length"] == str(info["size"])


def test_nothing_is_left_over(settings: Settings) -> None:
    """Whatever its size, what is kept is moved to its place."""
    ann = person("ann")
    hall = room(ann)
    large = BytesIO()
    Image.effect_noise((2_000, 2_000), 90).save(large, "PNG", exif=samples.exif())
    assert large.tell() > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    for raw in (samples.photo(40, 30, kind="PNG"), large.getvalue()):
        assert not told_of_it(kept(upload(ann, hall.id, raw, "trip.png").json()))
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []


def test_a_picture_of_too_many_pixels_tells_nothing_either(settings: Settings) -> None:
    settings.COLLAB = settings.COLLAB | {"MAX_IMAGE_PIXELS": 100}
    ann = person("ann")
    info = upload(ann, room(ann).id, samples.photo(40, 30), "trip.jpg").json()
    assert (info["type"], info["width"], info["thumb"]) == ("image/jpeg", None, False)
    assert not told_of_it(kept(info))


def test_what_no_decoder_understands_stays_and_is_handed_over() -> None:
    ann = person("ann")
    raw = samples.photo()[:700]
    info = upload(ann, room(ann).id, raw, "trip.jpg").json()
    assert (info["type"], info["size"]) == ("application/octet-stream", len(raw))
    got = fetch(ann, info["url"])
    assert got.content == raw and got.headers["content-disposition"].startswith("attachment")


def test_a_picture_without_metadata_stays_as_it_was_uploaded() -> None:
    ann = person("ann")
    for raw in (
        samples.picture(),
        samples.picture(kind="JPEG"),
        samples.picture(kind="AVIF"),
        samples.moving(),
    ):
        assert kept(upload(ann, room(ann).id, raw).json()) == raw


def test_pictures_of_documents_go_the_same_way() -> None:
    ann = person("ann")
    plan = append(CreateDocument(ann.pk, room(ann).id, "Plan")).id
    client = Client()
    client.force_login(ann)
    part = SimpleUploadedFile("trip.jpg", samples.photo())
    info = client.post(f"/api/v1/documents/{plan}/files", {"file": part}).json()
    assert not told_of_it(kept(info)) and len(kept(info)) == info["size"]


def test_pictures_of_imports_go_the_same_way() -> None:
    ann = person("ann")
    info = store(ann.pk, room(ann).id, ContentFile(samples.photo()), "picture-1")
    raw = kept({"id": info.id})
    assert not told_of_it(raw) and len(raw) == info.size


def test_whoever_runs_the_server_may_keep_it(settings: Settings) -> None:
    settings.COLLAB = settings.COLLAB | {"STRIP_METADATA": False}
    ann = person("ann")
    raw = samples.photo(kind="WEBP")
    info = upload(ann, room(ann).id, raw, "trip.webp").json()
    assert kept(info) == raw and info["size"] == len(raw)
