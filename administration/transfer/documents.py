"""Documents of an export: what is written of each, and the making of them anew."""

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any, Final

from accounts.models import User
from administration.transfer.form import ExportedDocument, ExportedGrant
from administration.transfer.reading import Reading
from collab.actions.documents import CreateDocument
from collab.actions.sharing import GiveRight, SetRoomRight
from collab.copying import tree_of
from collab.core.errors import Bad
from collab.core.fit import fit
from collab.core.seed import seed
from collab.core.tree import Node
from collab.models import Document, DocumentGrant
from collab.rights import GRANTED, ROOM_RIGHTS
from collab.tree import subtree
from files.events import FileInfo
from realtime.commit import append
from realtime.errors import Refused

log = logging.getLogger(__name__)
FILES: Final = frozenset({"image", "attachment"})
"""Nodes that name a file."""


def exported(room_id: int) -> Iterator[tuple[ExportedDocument, bytes]]:
    """The documents of a room that are not in the trash, each after its parent, with its content as JSON (b"" for one
    that cannot be read). Every step makes whole queries of its own."""
    living = dict(Document.objects.filter(room=room_id, trashed_at=None).values_list("pk", "parent"))
    tops = [pk for pk, parent in living.items() if parent not in living]
    for top in sorted(tops):
        for pk in subtree(living, top):
            row = Document.objects.filter(pk=pk).select_related("created_by").first()
            if row is not None:
                yield _line(row), _content(row)


def _line(row: Document) -> ExportedDocument:
    grants = DocumentGrant.objects.filter(document=row, link=None).select_related("user")
    return ExportedDocument(
        id=row.pk,
        title=row.title,
        icon=row.icon,
        parent=row.parent_id,
        place=row.place,
        template=row.template,
        room_right=row.room_right,
        grants=[ExportedGrant(username=each.user.username, right=each.right) for each in grants],
        created_by=row.created_by.username,
        created_at=row.created_at,
        updated_at=row.updated_at,
        text=row.text,
    )


def _content(row: Document) -> bytes:
    try:
        return json.dumps(tree_of(row.pk), ensure_ascii=False).encode()
    except Refused as refused:
        log.warning("document %d is exported without its looks: %s", row.pk, refused.message)
        return b""


def files_in(node: Node) -> dict[str, str]:
    """The files that a tree names, by id, with what they are called there. A tree of somebody else's: never deep, as it
    went through `fit`."""
    found = {}
    if node["type"] in FILES and (file := node.get("attrs", {}).get("file")):
        attrs = node["attrs"]
        found[str(file)] = str(attrs.get("name") or attrs.get("title") or attrs.get("alt") or "file")
    for child in node.get("content", ()):
        found |= files_in(child)
    return found


def tree_in(reading: Reading, document: ExportedDocument) -> Node | None:
    """The content as the schema wants it; None where the export has none."""
    said = reading.content(document.id)
    return fit(said) if said is not None else None


def make_documents(
    actor_id: int, room_id: int, reading: Reading, here: Mapping[str, User], files: Mapping[str, FileInfo]
) -> None:
    """Make the documents anew, by the one who imports; one that cannot be made is left out, and what lies under it goes
    to the top. `here`: the people who are let in, to whom rights are given again."""
    ids: dict[int, int] = {}
    for each in sorted(reading.documents(), key=lambda document: document.place):
        ids |= {} if each.parent is not None else _make(actor_id, room_id, reading, each, ids, here, files)
    waiting = [each for each in reading.documents() if each.parent is not None]
    waiting.sort(key=lambda document: document.place)
    while waiting:
        ready = [
            each for each in waiting if each.parent in ids
        ] or waiting  # what hangs on nothing goes to the top
        for each in ready:
            ids |= _make(actor_id, room_id, reading, each, ids, here, files)
        waiting = [each for each in waiting if each not in ready]


def _make(  # noqa: PLR0917
    actor_id: int,
    room_id: int,
    reading: Reading,
    each: ExportedDocument,
    ids: Mapping[int, int],
    here: Mapping[str, User],
    files: Mapping[str, FileInfo],
) -> dict[int, int]:
    """The new id by the export's; nothing where it was refused."""
    try:
        tree = tree_in(reading, each)
        content = seed(_led(tree, files).get("content", ())) if tree is not None else b""
        options: dict[str, Any] = {
            "parent": ids.get(each.parent or 0),
            "icon": each.icon,
            "template": each.template,
            "content": content,
        }
        made = append(CreateDocument(actor_id, room_id, each.title, "" if content else each.text, **options))
        if each.room_right in ROOM_RIGHTS:
            append(SetRoomRight(actor_id, made.id, room_id, each.room_right))
        _give(actor_id, made.id, room_id, each, here)
    except (Refused, Bad) as error:
        log.warning("a document of an export was left out: %s", error)
        return {}
    return {each.id: made.id} if each.id else {}


def _give(
    actor_id: int, document_id: int, room_id: int, each: ExportedDocument, here: Mapping[str, User]
) -> None:
    for grant in each.grants:
        user = here.get(grant.username)
        if user is not None and user.is_active and user.pk != actor_id and grant.right in GRANTED:
            append(GiveRight(actor_id, document_id, room_id, user.pk, grant.right))


def _led(node: Node, files: Mapping[str, FileInfo]) -> Node:
    """The tree with its files as they are called here; what the export did not bring is text."""
    if node["type"] in FILES and "file" in node.get("attrs", {}):
        info = files.get(str(node["attrs"]["file"]))
        if info is None:
            words = str(node["attrs"].get("name") or node["attrs"].get("alt") or "…")
            return {"type": "paragraph", "content": [{"type": "text", "text": words}]}
        addresses = {"src": info.url} if node["attrs"].get("src") else {}
        return node | {"attrs": node["attrs"] | {"file": info.id} | addresses}
    if "content" in node:
        return node | {"content": [_led(child, files) for child in node["content"]]}
    return node
