"""The wire types of documents. The content itself travels as y-protocols, not as events."""

from datetime import datetime
from typing import Literal

from realtime.streams import stream_name
from realtime.wire import Event, Result, Wire


def document_stream(document_id: int) -> str:
    """The name of the stream of a document's updates."""
    return stream_name("document", document_id)


class DocumentInfo(Wire):
    """A document in the list of its room. `updated_at` follows its content within half a minute."""

    id: int
    room: int
    title: str
    created_by: str
    created_at: datetime
    updated_at: datetime


class DocumentList(Result):
    """Newest first."""

    documents: list[DocumentInfo]


class DocumentDetail(DocumentInfo):
    """A document with the plain text of its content, as of `head` of its stream (`epoch`)."""

    text: str
    head: int
    epoch: str


class DocumentCreated(Event):
    """A document is new in the room."""

    type: Literal["document.created"] = "document.created"
    document: DocumentInfo


class DocumentUpdated(Event):
    """Its title changed, or its content was edited."""

    type: Literal["document.updated"] = "document.updated"
    document: DocumentInfo
