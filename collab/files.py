"""Files between documents and the files of their room: pictures that an import brings, pictures for an export."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import Q

from collab.actions import CreateDocument
from collab.content.links import file_href
from collab.core.seed import seed
from collab.core.tree import Node
from collab.events import DocumentInfo
from files.limits import check_room_left, spend_upload
from files.models import File
from files.storage import blob, read
from files.upload import store
from files.uses import Use, use
from realtime.append import Tx
from rooms.access import standing_for

MOST_PICTURE_BYTES: Final = 48 * 1024 * 1024
"""Of all pictures that an exported file carries along; others are left out."""


class ImportDocument(CreateDocument):
    """Make a document out of what a file held, and give it the pictures that came with it."""

    def __init__(
        self,
        user_id: int,
        room_id: int,
        title: str,
        blocks: Sequence[Node],
        files: Sequence[str],
        *,
        parent: int | None = None,
    ) -> None:
        super().__init__(user_id, room_id, title, parent=parent, content=seed(blocks))
        self._files = files

    def write(self, tx: Tx) -> DocumentInfo:
        info = super().write(tx)
        use([Use(self.user_id, info.id, frozenset(map(UUID, self._files)))])
        return info


def keep_pictures(user_id: int, room_id: int, blocks: Sequence[Node], pictures: Sequence[bytes]) -> list[str]:
    """Store the pictures, and write their addresses into the images that name them (`/picture/<number>`). The ids.

    What is stored is nobody's until a document claims it, and goes by itself if none does. Raises `Refused`.
    """
    if not pictures:
        return []
    standing_for(user_id, room_id, "upload")
    spend_upload(user_id)
    check_room_left(user_id, sum(map(len, pictures)))
    kept = [
        store(user_id, room_id, ContentFile(data), f"picture-{at + 1}") for at, data in enumerate(pictures)
    ]
    for image in images(blocks):
        src = str(image["attrs"].get("src", ""))
        number = src.removeprefix("/picture/")
        if src.startswith("/picture/") and number.isdigit() and int(number) < len(kept):
            info = kept[int(number)]
            image["attrs"]["file"], image["attrs"]["src"] = info.id, file_href(info.id, info.name)
    return [info.id for info in kept]


def images(nodes: Iterable[Node]) -> list[Node]:
    """The images among nodes, at any depth."""
    found, todo = [], list(nodes)
    while todo:
        node = todo.pop()
        todo += node.get("content", ())
        if node["type"] == "image" and node.get("attrs"):
            found.append(node)
    return found


def pictures_for(document_id: int, room_id: int, tree: dict[str, Any]) -> dict[str, bytes]:
    """The contents of the images that are files of the document or of its room, by the file's id. A foreign file's id
    that somebody wrote into the document gives nothing."""
    wanted = {
        str(each["attrs"]["file"]) for each in images(tree.get("content", ())) if each["attrs"].get("file")
    }
    there = File.objects.filter(pk__in=wanted, ready=True, removed_at=None)
    rows = there.filter(Q(uses__document=document_id) | Q(room=room_id, claimed_at__isnull=False)).distinct()
    out: dict[str, bytes] = {}
    left = MOST_PICTURE_BYTES
    for row in rows:
        if not row.type.startswith("image/") or row.size > left:
            continue
        left -= row.size
        try:
            with read(blob(row.pk)) as content:
                out[str(row.pk)] = content.read()
        except OSError:
            continue
    return out
