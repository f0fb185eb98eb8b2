"""The form of an export. Pure: what stands in the zip, and where."""

from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from chat.events import Message, Version

MANIFEST: Final = "room.json"
MESSAGES: Final = "messages.jsonl"
DOCUMENTS: Final = "documents.jsonl"
VERSION: Final = 1


def file_path(file_id: str, name: str) -> str:
    """Where a file stands in the zip."""
    return f"files/{file_id}/{name.replace('/', '_')}"


def content_path(document_id: int) -> str:
    """Where the content of a document stands in the zip."""
    return f"documents/{document_id}.json"


class Line(BaseModel):
    """Unknown fields are passed over, so that a newer export can be read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ExportedPerson(Line):
    name: str
    colour: int = 1


class ExportedMember(Line):
    username: str
    role: str
    joined_at: datetime


class ExportedRoom(Line):
    """The settings. `id` only tells quotes of the room's own messages from others."""

    id: int
    kind: str
    name: str
    topic: str = ""
    description: str = ""
    emoji: str = ""
    visibility: str = "private"
    posting: str = "everyone"
    slow_mode: int = 0
    retention_days: int | None = None
    archived: bool = False
    created_at: datetime


class Manifest(Line):
    """`room.json`. `messages` and `bytes` (of files) let a reader say how far it is."""

    format: Literal["collab.room"] = "collab.room"
    version: int = VERSION
    exported_at: datetime
    room: ExportedRoom
    members: list[ExportedMember]
    people: dict[str, ExportedPerson]
    messages: int
    files: int
    bytes: int


class ExportedMessage(Line):
    """A line of `messages.jsonl`: a message as the API gives it, and what it said before, oldest first."""

    message: Message
    edits: list[Version] = []


class ExportedGrant(Line):
    """A right that one person has in a document."""

    username: str
    right: str


class ExportedDocument(Line):
    """A line of `documents.jsonl`, each after its parent. `text` is what it says, without its looks; the content stands
    in `documents/<id>.json`. Earlier exports have neither ids nor contents."""

    id: int = 0
    title: str
    icon: str = ""
    parent: int | None = None
    place: str = ""
    template: bool = False
    room_right: str = ""
    grants: list[ExportedGrant] = []
    created_by: str
    created_at: datetime
    updated_at: datetime
    text: str
