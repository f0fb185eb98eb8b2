"""Fetching: rights at every fetch, ranges, headers."""

import asyncio
from typing import Any

import pytest
from django.test import AsyncClient

from accounts.actions import create_token
from files.actions import discard
from files.serving import PORTION
from realtime.commit import append
from rooms.actions import RemoveMember, UpdateRoom
from tests.files import samples
from tests.files.uploads import claimed, fetch, upload
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_file_follows_its_room() -> None:
    ann, bo, eve = person("ann"), person("bo"), person("eve")
    hall = room(ann, bo)
    info = upload(ann, hall.id, samples.picture(), "a b.png").json()
    for path in (info["url"], info["thumb_url"]):
        assert fetch(ann, path).status == 200
        assert fetch(bo, path).status == 404  # not sent yet
    claimed(ann, hall.id, info["id"])
    for path in (info["url"], info["thumb_url"]):
        assert fetch(bo, path).status == 200
        assert fetch(eve, path).status == 404
        assert fetch(None, path).status == 401
    append(UpdateRoom(ann.pk, hall.id, archived=True))
    assert fetch(bo, info["url"]).status == 200
    append(RemoveMember(ann.pk, hall.id, bo.pk))
    for path in (info["url"], info["thumb_url"]):
        assert fetch(bo, path).status == 404
        assert fetch(bo, path, if_none_match="*").status == 404  # a copy does not help
    discard(None, [info["id"]])
    assert fetch(ann, info["url"]).status == 404
    assert fetch(ann, f"/files/{info['id']}/other-name").status == 404


def test_unknown_files_and_names() -> None:
    ann = person("ann")
    info = upload(ann, room(ann).id, b"text").json()
    assert fetch(ann, "/files/00000000-0000-4000-8000-000000000000/x").status == 404
    assert fetch(ann, info["thumb_url"]).status == 404  # it has none
    assert fetch(ann, f"/files/{info['id']}/whatever").status == 200  # the name is for people
    assert fetch(ann, info["url"], method="post").status == 405


@pytest.mark.parametrize(
    ("content", "name", "kind", "inline"),
    [
        (samples.picture(), "a.png", "image/png", True),
        (samples.PDF, "a.pdf", "application/pdf", True),
        (samples.WAV, "a.wav", "audio/wav", True),
        (samples.HTML, "a.html", "text/plain", False),
        (samples.SVG, "a.svg", "text/plain", False),
        (b"PK\x03\x04", "a.zip", "application/zip", False),
    ],
)
def test_headers(content: bytes, name: str, kind: str, inline: bool) -> None:
    ann = person("ann")
    info = upload(ann, room(ann).id, content, name).json()
    got = fetch(ann, info["url"])
    assert got.content == content and got.headers["content-type"] == kind
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-security-policy"].startswith("default-src 'none'")
    assert ("sandbox" in got.headers["content-security-policy"]) == (kind != "application/pdf")
    assert got.headers["content-disposition"].startswith("inline" if inline else "attachment")
    assert got.headers["cache-control"] == "private, no-cache"
    assert fetch(ann, info["url"] + "?download").headers["content-disposition"].startswith("attachment")


def test_a_copy_is_asked_for_again_and_not_sent_again() -> None:
    ann = person("ann")
    info = upload(ann, room(ann).id, samples.picture()).json()
    tags = {path: fetch(ann, path).headers["etag"] for path in (info["url"], info["thumb_url"])}
    assert len(set(tags.values())) == 2
    for path, tag in tags.items():
        again = fetch(ann, path, if_none_match=tag)
        assert (again.status, again.content, again.headers["etag"]) == (304, b"", tag)


def test_parts() -> None:
    ann = person("ann")
    raw = bytes(range(256)) * 2000  # several portions
    assert len(raw) > PORTION * 2
    url = upload(ann, room(ann).id, raw, "film.bin").json()["url"]
    whole = fetch(ann, url)
    assert (whole.status, whole.content) == (200, raw)
    assert whole.headers["accept-ranges"] == "bytes" and whole.headers["content-length"] == str(len(raw))
    part = fetch(ann, url, range="bytes=1000-200999")
    assert (part.status, part.content) == (206, raw[1000:201000])
    assert part.headers["content-range"] == f"bytes 1000-200999/{len(raw)}"
    assert fetch(ann, url, range="bytes=-7").content == raw[-7:]
    outside = fetch(ann, url, range=f"bytes={len(raw)}-")
    assert (outside.status, outside.headers["content-range"]) == (416, f"bytes */{len(raw)}")
    assert fetch(ann, url, range="bytes=0-4", if_range='"other"').status == 200
    assert fetch(ann, url, range="bytes=0-4", if_range=whole.headers["etag"]).status == 206
    head = fetch(ann, url, method="head")
    assert (head.status, head.content, head.headers["content-length"]) == (200, b"", str(len(raw)))


def test_a_token_opens_it_too() -> None:
    ann = person("ann")
    url = upload(ann, room(ann).id, b"for a bot").json()["url"]
    token = create_token(ann.pk, "bot", None).token

    async def get() -> bytes:
        answer: Any = await AsyncClient().get(url, headers={"authorization": f"Bearer {token}"})
        return b"".join([part async for part in answer.streaming_content])

    assert asyncio.run(get()) == b"for a bot"
