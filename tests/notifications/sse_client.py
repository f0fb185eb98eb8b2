"""A parser of event streams that follows the standard's algorithm, apart from our encoder."""

import re
from dataclasses import dataclass, field


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
    _event: str = ""
    _data: list[str] = field(default_factory=list)
    _id: str | None = None

    def feed(self, chunk: bytes) -> list[Message]:
        *lines, self._rest = re.split(rb"\r\n|\n|\r", self._rest + chunk)
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
