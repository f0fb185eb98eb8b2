"""A parser of event streams that follows the standard's algorithm, apart from our encoder."""

import re
from dataclasses import dataclass, field

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Message:
    """A dispatched event with the last event id that was in force."""

    event: str
    data: str
    id: str


@dataclass
class Parser:
    """`feed` bytes in any cuts; complete messages come out. Comments are kept to look at."""

    last_id: str = ""
    retry: int | None = None
    comments: list[str] = field(default_factory=list)
    _rest: bytes = b""
    _begun: bool = False
    _after_cr: bool = False
    _event: str = ""
    _data: list[str] = field(default_factory=list)
    _id: str | None = None

    def feed(self, chunk: bytes) -> list[Message]:
        data = self._rest + chunk
        if not self._begun:
            if len(data) < len(BOM) and BOM.startswith(data):
                self._rest = data  # perhaps the beginning of a byte order mark
                return []
            self._begun, data = True, data.removeprefix(BOM)
        if self._after_cr and data.startswith(b"\n"):
            data = data[1:]
        if data:
            self._after_cr = data.endswith(b"\r")
        *lines, self._rest = re.split(rb"\r\n|\n|\r", data)
        return [message for line in lines if (message := self._line(line.decode())) is not None]

    def _line(self, line: str) -> Message | None:
        if not line:
            return self._dispatch()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not name:
            self.comments.append(value)
        elif name == "event":
            self._event = value
        elif name == "data":
            self._data.append(value)
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self.retry = int(value)
        return None

    def _dispatch(self) -> Message | None:
        if self._id is not None:
            self.last_id, self._id = self._id, None
        event, data = self._event or "message", self._data
        self._event, self._data = "", []
        return Message(event, "\n".join(data), self.last_id) if data else None
