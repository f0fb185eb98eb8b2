"""A document's history: versions, any moment, what changed between two, restoring, replay, who wrote what."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from accounts.auth import who
from collab import versions
from collab.access import document_for
from collab.actions.versions import NameNow, RenameVersion
from collab.limits import spend_document_change, spend_history
from collab.rights import Right
from collab.version_events import (
    Authorship,
    Comparison,
    DocumentVersions,
    HistoryPage,
    Moment,
    Restored,
    VersionInfo,
)
from collab.versioning import restore
from realtime.api import AsyncPersonAuth
from realtime.commit import append_async
from realtime.db import in_db
from realtime.wire import Wire

router = Router(auth=AsyncPersonAuth())
Form = Literal["tree", "html", "text"]
MOST_ROWS = 5000


class VersionName(Wire):
    """`name`: one line."""

    name: str


async def _may(request: HttpRequest, document_id: int, need: Right = "read") -> int:
    """Who asks, if they have the right. Reading a history is work, so it is counted."""
    me = who(request).user_id
    await in_db(document_for, me, document_id, need)
    spend_history(me)
    return me


@router.get(
    "/documents/{int:document_id}/versions", response=DocumentVersions, summary="The versions of a document"
)
async def get_versions(request: HttpRequest, document_id: int) -> DocumentVersions:
    await _may(request, document_id)
    return await in_db(versions.version_list, document_id)


@router.post(
    "/documents/{int:document_id}/versions",
    response={201: VersionInfo},
    summary="Name the document as it is now",
)
async def post_version(request: HttpRequest, document_id: int, wish: VersionName) -> Status[VersionInfo]:
    me = await _may(request, document_id, "edit")
    spend_document_change(me)
    made = await append_async(NameNow(me, document_id, wish.name))
    return Status(201, await in_db(versions.version_info, document_id, made))


@router.patch(
    "/documents/{int:document_id}/versions/{int:version_id}", response=VersionInfo, summary="Rename a version"
)
async def patch_version(
    request: HttpRequest, document_id: int, version_id: int, wish: VersionName
) -> VersionInfo:
    """An empty name takes the name away; the version stays among the unnamed."""
    me = await _may(request, document_id, "edit")
    spend_document_change(me)
    await append_async(RenameVersion(me, document_id, version_id, wish.name))
    return await in_db(versions.version_info, document_id, version_id)


@router.delete(
    "/documents/{int:document_id}/versions/{int:version_id}",
    response={204: None},
    summary="Take a version's name away",
)
async def delete_version_name(request: HttpRequest, document_id: int, version_id: int) -> HttpResponse:
    me = await _may(request, document_id, "edit")
    spend_document_change(me)
    await append_async(RenameVersion(me, document_id, version_id, ""))
    return HttpResponse(status=204)


@router.get(
    "/documents/{int:document_id}/history/{int:seq}", response=Moment, summary="A document as it was once"
)
async def get_moment(request: HttpRequest, document_id: int, seq: int, form: Form = "tree") -> Moment:
    """The content after the update `seq`, as `form`: "tree" (ProseMirror's JSON), "html" or "text"."""
    await _may(request, document_id)
    return await in_db(versions.moment, document_id, seq, form)


@router.post(
    "/documents/{int:document_id}/history/{int:seq}/restore", response=Restored, summary="Restore a moment"
)
async def post_restore(request: HttpRequest, document_id: int, seq: int) -> Restored:
    """As a new change, merged with what others write meanwhile; the history stays as it is."""
    me = await _may(request, document_id, "edit")
    spend_document_change(me)
    return await restore(who(request), document_id, seq)


@router.get(
    "/documents/{int:document_id}/compare", response=Comparison, summary="What changed between two moments"
)
async def get_comparison(request: HttpRequest, document_id: int, old: int, new: int) -> Comparison:
    """`old` and `new` are sequences, like `seq` of a version or `head`."""
    await _may(request, document_id)
    return await in_db(versions.comparison, document_id, old, new)


@router.get("/documents/{int:document_id}/history", response=HistoryPage, summary="The updates of a document")
async def get_history(
    request: HttpRequest, document_id: int, after: int = 0, limit: int = MOST_ROWS
) -> HistoryPage:
    """For replay: at most `limit` updates (5,000) after the sequence `after`."""
    await _may(request, document_id)
    return await in_db(versions.history_page, document_id, max(0, after), min(max(1, limit), MOST_ROWS))


@router.get("/documents/{int:document_id}/authorship", response=Authorship, summary="Who wrote what")
async def get_authorship(request: HttpRequest, document_id: int) -> Authorship:
    await _may(request, document_id)
    return await in_db(versions.authorship, document_id)
