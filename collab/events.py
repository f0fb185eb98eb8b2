"""The wire types of documents. The content itself travels as y-protocols, not as events."""

from datetime import datetime
from typing import Any, Literal

from accounts.events import Person
from collab.rights import Right
from realtime.streams import stream_name
from realtime.wire import Event, Result, Wire


def document_stream(document_id: int) -> str:
    """The name of the stream of a document's updates."""
    return stream_name("document", document_id)


class DocumentInfo(Wire):
    """A document in the tree of its room. `updated_at` follows its content within half a minute.

    `parent` None: at the top of the tree, as is one whose parent the reader does not see. Siblings are in the order of
    `place`, compared as plain text. `restricted`: not everybody in the room sees it. It holds nothing that differs from
    reader to reader.
    """

    id: int
    room: int
    title: str
    icon: str
    parent: int | None
    place: str
    template: bool
    restricted: bool
    created_by: str
    created_at: datetime
    updated_at: datetime
    trashed_at: datetime | None


class DocumentList(Result):
    """The documents of a room that the reader sees, newest first, without those in the trash.

    `rights`: what the reader may do with each; `favourites` and `recent`: ids of those they keep at hand and of those
    they had open, the last first.
    """

    documents: list[DocumentInfo]
    rights: dict[int, Right]
    favourites: list[int]
    recent: list[int]


class DocumentDetail(DocumentInfo):
    """A document with the plain text of its content, as of `head` of its stream (`epoch`).

    `right`: what the reader may do with it; one in the trash is read by those who would manage it.
    """

    right: Right
    favourite: bool
    room_right: str
    text: str
    head: int
    epoch: str


class DocumentCreated(Event):
    """A document is new in the room, or the room sees it again. One that is known already is replaced."""

    type: Literal["document.created"] = "document.created"
    document: DocumentInfo


class DocumentUpdated(Event):
    """Its title, icon or place in the tree changed, or its content was edited."""

    type: Literal["document.updated"] = "document.updated"
    document: DocumentInfo


class DocumentKept(Event):
    """On a person's inbox: they made a document a favourite, or none any more, here or in another tab."""

    type: Literal["document.kept"] = "document.kept"
    document: int
    favourite: bool


class DocumentRemoved(Event):
    """The room does not see a document (any more).

    `why`: "restricted", which comes with every change of such a document: whoever manages the room, and whoever knew
    it, asks for it again, for they may see it all the same; "trashed", "moved" (to another room), "deleted".
    """

    type: Literal["document.removed"] = "document.removed"
    id: int
    why: Literal["restricted", "trashed", "moved", "deleted"]


class TrashedDocument(DocumentInfo):
    """A document in the trash. `pages`: how many were thrown away with it, itself included. `gone_at`: when it is
    deleted for good."""

    trashed_by: str
    pages: int
    gone_at: datetime


class TrashList(Result):
    """What of a room's trash the reader may bring back, newest first."""

    documents: list[TrashedDocument]


class ShelvedDocument(DocumentInfo):
    """A document on somebody's shelf. `at`: when it was visited, made a favourite, or given."""

    room_name: str
    right: Right
    at: datetime


class DocumentShelf(Result):
    """Documents of all rooms, newest first."""

    documents: list[ShelvedDocument]


class GrantInfo(Wire):
    """A right that one person has in a document. `link`: the link they came by, if they did."""

    user: Person
    right: Right
    by: str
    created_at: datetime
    link: int | None


class LinkInfo(Wire):
    """A link to a document that works. `hint`: the end of its secret. `has_password`: whether one is asked for."""

    id: int
    hint: str
    right: Right
    has_password: bool
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    uses: int


class NewLink(LinkInfo):
    """A link that was made just now: its secret is told this once. The link is `/d/<token>`."""

    token: str


class Sharing(Result):
    """Who sees a document. `room_right` is what it says of the room's people ("": what the room says), `inherited` what
    the room alone gives a plain member."""

    room_right: str
    inherited: Right
    grants: list[GrantInfo]
    links: list[LinkInfo]


class OpenedLink(Result):
    """A link that was followed by somebody who is signed in: the document is theirs to open now."""

    document: int
    right: Right
    url: str


class SharedDocument(Result):
    """What a link shows to somebody without an account. `right`: what signing in would give. `html` is safe."""

    title: str
    icon: str
    html: str
    right: Right
    updated_at: datetime


class UpdateRow(Wire):
    """One Yjs update (v1, base64) of a document's stream."""

    seq: int
    data: str


class DocumentUpdates(Result):
    """Where a document stands (`epoch`, `head`), and how to get there: `updates`, or `state` (base64, one update with
    all that the caller lacks) together with the server's state `vector`."""

    epoch: str
    head: int
    updates: list[UpdateRow]
    state: str | None = None
    vector: str | None = None


class StoredUpdates(Result):
    """The updates are committed; `head` is at least the last of them."""

    epoch: str
    head: int


class DocumentContent(Result):
    """A document's content in one form, as of `head` of its stream (`epoch`)."""

    format: Literal["markdown", "html", "json", "text"]
    content: str | dict[str, Any]
    head: int
    epoch: str


class ContentChanged(Result):
    """An edit is committed: `written` blocks or tasks; `head` is its sequence."""

    written: int
    head: int
