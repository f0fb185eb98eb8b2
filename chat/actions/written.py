"""Messages that were just written, encoded once: the same bytes go to the room's readers and into the author's ack."""

from datetime import datetime
from typing import Any, Final

from pydantic_core import to_json

from chat.events import Message

_KNOWN: Final = (
    "id",
    "room",
    "seq",
    "created_seq",
    "kind",
    "body",
    "html",
    "author",
    "client_id",
    "created_at",
)
_HEAD: Final = (
    b'{"id":%d,"room":%d,"seq":%d,"created_seq":%d,"kind":"text",'
    b'"body":%b,"html":%b,"author":%b,"client_id":%b,"created_at":%b,'
)


def _tail() -> bytes:
    """What a plain message says behind `created_at`: the same for all of them."""
    sample: dict[str, Any] = dict.fromkeys(("id", "room", "seq", "created_seq"), 0)
    sample |= dict.fromkeys(("body", "html", "author", "client_id"), "")
    plain = Message(**sample, created_at=datetime.min, edited_at=None, deleted_at=None)
    if tuple(Message.model_fields)[: len(_KNOWN)] != _KNOWN:
        raise RuntimeError("a message's fields stand in another order than they are written here")
    return plain.model_dump_json(exclude=set(_KNOWN)).encode()[1:]


_TAIL: Final = _tail()


def plain_message(  # noqa: PLR0917  (each is a field)
    message_id: int, room: int, seq: int, body: str, html: str, author: str, client_id: str, created_at: bytes
) -> bytes:
    """The JSON of a `Message` that has only text; `created_at` is JSON already, as it is the same for a batch.

    Building a `Message` and asking it for its JSON takes five times as long.
    """
    head = _HEAD % (
        message_id, room, seq, seq, to_json(body), to_json(html), to_json(author), to_json(client_id), created_at
    )  # fmt: skip
    return head + _TAIL


class Written:
    """A message as it was written: its JSON, and the object for the few who want it."""

    __slots__ = ("_message", "json")

    def __init__(self, json: bytes, message: Message | None = None) -> None:
        self.json, self._message = json, message

    @classmethod
    def of(cls, message: Message) -> "Written":
        return cls(message.encoded(), message)

    @property
    def message(self) -> Message:
        if self._message is None:
            self._message = Message.model_validate_json(self.json)
        return self._message

    def created(self, stream: str, seq: int) -> bytes:
        """The JSON of `MessageCreated`."""
        return b'{"stream":"%b","seq":%d,"type":"message.created","message":%b}' % (
            stream.encode(), seq, self.json
        )  # fmt: skip


class SentAnswer:
    """What sending answers: a `SentMessage`, of which the JSON is there already."""

    __slots__ = ("_written", "repeated")

    def __init__(self, written: Written, *, repeated: bool) -> None:
        self._written, self.repeated = written, repeated

    @property
    def message(self) -> Message:
        return self._written.message

    def encoded(self) -> bytes:
        """As `SentMessage` would be."""
        return b'{"message":%b,"repeated":%b}' % (self._written.json, b"true" if self.repeated else b"false")
