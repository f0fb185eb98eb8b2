"""A document's content in other forms, and edits that programs make: as the caller, while people go on editing."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import File as FileField
from ninja import Form, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from accounts.auth import who
from collab import limits
from collab.access import document_for
from collab.changing import change_document
from collab.content.apart import Busy, apart
from collab.content.editing import Edit, Missing, check_task, insert, replace_section
from collab.content.errors import Unreadable
from collab.content.exporting import TYPES, write_file
from collab.content.html_out import write_html
from collab.content.markdown_in import parse_markdown
from collab.content.markdown_out import write_markdown
from collab.content.now import text_now, tree_now
from collab.core.fit import fit
from collab.core.tree import Node
from collab.events import ContentChanged, DocumentContent, DocumentInfo
from collab.files import ImportDocument, keep_pictures, pictures_for
from collab.limits import spend_document_change
from realtime.api import AsyncPersonAuth
from realtime.commit import append_async
from realtime.db import in_db
from realtime.errors import Refused
from realtime.wire import Wire
from rooms.access import standing_for

router = Router(auth=AsyncPersonAuth())

Form_ = Literal["markdown", "html", "json", "text"]
PIECE: Final = 64 * 1024


class Words(Wire):
    markdown: str


class Insertion(Words):
    """One place: after or before the (first) heading that says this, or at the start or the end."""

    after_heading: str = ""
    before_heading: str = ""
    at: Literal["start", "end"] | None = None


class Tick(Wire):
    """The task by its text, or by its place among all tasks (from 0 on)."""

    text: str = ""
    index: int | None = None
    checked: bool = True


@router.get(
    "/documents/{int:document_id}/content", response=DocumentContent, summary="The content of a document"
)
async def get_content(request: HttpRequest, document_id: int, format: Form_ = "markdown") -> DocumentContent:
    """With every update that is committed at this moment; `head` is the last of them. `content` is a text, or for
    `json` the tree as ProseMirror writes it. Suggestions are left out of the others: what would be added is text."""
    await in_db(document_for, who(request).user_id, document_id)
    content: Any
    if format == "text":
        cursor, content = await text_now(document_id)
    else:
        cursor, tree = await tree_now(document_id)
        writers = {"markdown": write_markdown, "html": write_html, "json": lambda tree: tree}
        content = await in_db(writers[format], tree)
    return DocumentContent(format=format, content=content, head=cursor.seq, epoch=cursor.epoch)


@router.post(
    "/documents/{int:document_id}/append", response=ContentChanged, summary="Write at the end of a document"
)
async def post_append(request: HttpRequest, document_id: int, wish: Words) -> ContentChanged:
    return await _change(request, document_id, insert(await _blocks(wish.markdown)))


@router.post(
    "/documents/{int:document_id}/insert", response=ContentChanged, summary="Write somewhere in a document"
)
async def post_insert(request: HttpRequest, document_id: int, wish: Insertion) -> ContentChanged:
    if sum(map(bool, (wish.after_heading, wish.before_heading, wish.at))) != 1:
        raise Refused("invalid", _("Name one place: after_heading, before_heading or at."), "at")
    edit = insert(
        await _blocks(wish.markdown),
        after=wish.after_heading,
        before=wish.before_heading,
        at_start=wish.at == "start",
    )
    return await _change(request, document_id, edit)


@router.put(
    "/documents/{int:document_id}/sections/{path:heading}",
    response=ContentChanged,
    summary="Replace what stands under a heading",
)
async def put_section(request: HttpRequest, document_id: int, heading: str, wish: Words) -> ContentChanged:
    """Down to the next heading of the same or a higher level. The heading stays; so does what is the same in both."""
    blocks = await _blocks(wish.markdown, may_be_empty=True)
    return await _change(request, document_id, replace_section(heading, blocks))


@router.post(
    "/documents/{int:document_id}/tasks/check", response=ContentChanged, summary="Tick a task, or untick it"
)
async def post_check(request: HttpRequest, document_id: int, wish: Tick) -> ContentChanged:
    if (wish.index is None) == (not wish.text.strip()) or (wish.index or 0) < 0:
        raise Refused("invalid", _("Name the task by its text or by its index."), "text")
    return await _change(
        request, document_id, check_task(checked=wish.checked, text=wish.text, index=wish.index)
    )


async def _blocks(markdown: str, *, may_be_empty: bool = False) -> list[Node]:
    if len(markdown) > limits.MARKDOWN_LENGTH:
        raise Refused("too_large", _("At most %d characters at once.") % limits.MARKDOWN_LENGTH, "markdown")
    try:
        nodes = await in_db(partial(parse_markdown, markdown, strict=True))
    except Unreadable as error:
        raise Refused("invalid", _reason(error), "markdown") from error
    blocks: list[Node] = fit({"type": "doc", "content": nodes})["content"]
    if not blocks and not may_be_empty:
        raise Refused("invalid", _("There is nothing in it."), "markdown")
    return blocks


async def _change(request: HttpRequest, document_id: int, edit: Edit) -> ContentChanged:
    me = who(request)
    if not limits.content_changes.take(me.user_id):
        raise Refused("too_fast", _("Wait a moment before you change more documents."))
    try:
        written, head = await change_document(me, document_id, edit)
    except Missing as missing:
        raise Refused("invalid", _("The document has no “%s”.") % missing, missing.field) from missing
    return ContentChanged(written=written, head=head)


@router.post(
    "/rooms/{int:room_id}/documents/import",
    response={201: DocumentInfo},
    summary="Make a document out of a file (markdown, HTML, docx)",
)
async def post_import(
    request: HttpRequest,
    room_id: int,
    file: Annotated[UploadedFile, FileField()],
    parent: Annotated[int | None, Form()] = None,
) -> Status[DocumentInfo]:
    """`multipart/form-data`, part `file`. The title is the file's own, or its name. Pictures in it become files of the
    room. 422 says why, and where in the file; then nothing was made."""
    me = who(request).user_id
    await in_db(standing_for, me, room_id, "create_document")
    spend_document_change(me)
    if not limits.conversions.take(me):
        raise Refused("too_fast", _("Wait a moment before you import or export more."))
    if (file.size or 0) > limits.IMPORT_BYTES:
        raise Refused(
            "too_large", _("A file to import may have at most %d bytes.") % limits.IMPORT_BYTES, "file"
        )
    data = await in_db(file.read)
    made = json.loads(await _apart("import", {"data": b64encode(data).decode(), "name": file.name or ""}))
    pictures = [b64decode(each) for each in made["pictures"]]
    kept = await in_db(keep_pictures, me, room_id, made["blocks"], pictures)
    wish = await in_db(ImportDocument, me, room_id, made["title"], made["blocks"], kept, parent=parent)
    return Status(201, await append_async(wish))


@router.get("/documents/{int:document_id}/export", summary="A document as a file")
async def get_export(
    request: HttpRequest,
    document_id: int,
    format: Literal["md", "html", "docx", "pdf"] = "md",
) -> StreamingHttpResponse:
    """Pictures of the room come along, except in markdown, which names them."""
    me = who(request).user_id
    if not limits.conversions.take(me):
        raise Refused("too_fast", _("Wait a moment before you import or export more."))
    row, _right = await in_db(document_for, me, document_id)
    _cursor, tree = await tree_now(document_id)
    pictures = {} if format == "md" else await in_db(pictures_for, document_id, row.room_id, tree)
    given = {
        "format": format,
        "title": row.title,
        "language": get_language() or settings.LANGUAGE_CODE,
        "tree": tree,
        "base": request.build_absolute_uri("/"),
        "pictures": {key: b64encode(each).decode() for key, each in pictures.items()},
    }
    # Markdown is made of our own tree by our own code; the others decode pictures.
    data = await (in_db(write_file, given) if format == "md" else _apart("export", given))
    response = StreamingHttpResponse(_pieces(data), content_type=TYPES[format])
    response["Content-Disposition"] = _attachment(row.title, format)
    response["Content-Length"] = str(len(data))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


async def _apart(job: str, given: dict[str, Any]) -> bytes:
    try:
        return await apart(job, given)
    except Busy:
        raise Refused(
            "unavailable", _("Too many files are being converted. Please try again soon.")
        ) from None
    except Unreadable as error:
        raise Refused("invalid", _reason(error), "file") from error


def _reason(error: Unreadable) -> str:
    """Why, and where."""
    why = _(error.reason)
    return f"{why} ({error.where})" if error.where else why


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(data), PIECE):
        yield data[at : at + PIECE]


def _attachment(title: str, ending: str) -> str:
    """A header with the title as the file's name, also for browsers that read ASCII only."""
    name = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]", " ", title).strip(" .") or "document"
    plain = name.encode("ascii", "ignore").decode().strip() or "document"
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(f'{name}.{ending}')}"
