"""Uploading over HTTP. The body has been written to a temporary file before this runs, never into memory."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import File as FileField
from ninja import Router, Status
from ninja.files import UploadedFile

from accounts.auth import who
from files.actions import withdraw
from files.events import FileInfo, FileLimits
from files.limits import limits_of
from files.upload import take_in

router = Router(tags=["files"])


@router.post("/rooms/{int:room_id}/files", response={201: FileInfo}, summary="Upload a file")
def post_file(
    request: HttpRequest,
    room_id: int,
    file: Annotated[UploadedFile, FileField()],
) -> Status[FileInfo]:
    """One file (`multipart/form-data`, part `file`). It stays yours alone until a message is sent with its id, and is
    deleted after a day without one."""
    return Status(201, take_in(who(request).user_id, room_id, file))


@router.get("/files/limits", response=FileLimits, summary="How much one may upload")
def get_limits(request: HttpRequest) -> FileLimits:
    return limits_of(who(request).user_id)


@router.delete("/files/{uuid:file_id}", response={204: None}, summary="Take back an unsent file")
def delete_file(request: HttpRequest, file_id: UUID) -> Status[None]:
    withdraw(who(request).user_id, file_id)
    return Status(204, None)
