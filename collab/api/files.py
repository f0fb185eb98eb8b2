"""Files of documents: who may edit one may put files into it."""

from typing import Annotated

from django.http import HttpRequest
from ninja import File as FileField
from ninja import Router, Status
from ninja.files import UploadedFile

from accounts.auth import who
from collab.access import document_for
from files.events import FileInfo
from files.upload import take_in_for

router = Router()


@router.post(
    "/documents/{int:document_id}/files", response={201: FileInfo}, summary="Upload a file for a document"
)
def post_document_file(
    request: HttpRequest,
    document_id: int,
    file: Annotated[UploadedFile, FileField()],
) -> Status[FileInfo]:
    """One file (`multipart/form-data`, part `file`). It stays yours alone until the document refers to it (a node with
    its id as `file`), and is deleted after a day without that."""
    me = who(request).user_id
    row, _right = document_for(me, document_id, "edit")
    return Status(201, take_in_for(me, row.room_id, file))
