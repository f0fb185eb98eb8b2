"""Uploading and fetching in tests."""

import asyncio
from io import BytesIO
from typing import Any, NamedTuple

from asgiref.sync import sync_to_async
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import AsyncClient, Client

from accounts.models import User
from files.actions import Want, claim_many
from realtime.append import Append, Tx
from realtime.commit import append
from rooms.events import room_stream


class Fetched(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes


def upload(
    user: User | None, room_id: int, content: bytes = b"hello", name: str = "note.txt", **more: Any
) -> Any:
    """The answer of POST /rooms/<id>/files."""
    client = Client()
    if user is not None:
        client.force_login(user)
    part = SimpleUploadedFile(name, content, content_type=more.pop("content_type", "application/evil"))
    return client.post(f"/api/v1/rooms/{room_id}/files", {"file": part}, **more)


def fetch(user: User | None, path: str, method: str = "get", **headers: str) -> Fetched:
    """A GET (or HEAD) of a file, its portions put together."""

    async def fetched() -> Fetched:
        try:
            return await _fetch(user, path, method, headers)
        finally:
            await sync_to_async(connections.close_all)()  # of the thread that this loop used

    return asyncio.run(fetched())


async def _fetch(user: User | None, path: str, method: str, headers: dict[str, str]) -> Fetched:
    client = AsyncClient()
    if user is not None:
        await client.aforce_login(user)
    answer = await getattr(client, method)(path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    out = BytesIO()
    if answer.streaming:
        async for portion in answer.streaming_content:
            out.write(portion)
        answer.close()
    else:
        out.write(answer.content)
    return Fetched(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, out.getvalue())


class Claim(Append[Any]):
    """What sending a message does with its files."""

    def __init__(self, user: User, room_id: int, *ids: str) -> None:
        self.stream = room_stream(room_id)
        self.want = Want(user.pk, room_id, ids)

    def write(self, tx: Tx) -> Any:
        from realtime.errors import Refused

        found = claim_many(tx, [self.want])[0]
        if isinstance(found, Refused):
            raise found
        return found


def claimed(user: User, room_id: int, *ids: str) -> Any:
    return append(Claim(user, room_id, *ids))
