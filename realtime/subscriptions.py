"""The commands by which a socket says what it wants to hear."""

from typing import Literal

from realtime.wire import Command, Result, Wire


class StreamCursor(Wire):
    """A stream and how far the client has come; without `seq`: from now on."""

    stream: str
    epoch: str | None = None
    seq: int | None = None


class Subscribe(Command):
    """Hear streams. What was missed since the cursors comes before the ack."""

    type: Literal["subscribe"] = "subscribe"
    streams: list[StreamCursor]


class Unsubscribe(Command):
    """Hear streams no more."""

    type: Literal["unsubscribe"] = "unsubscribe"
    streams: list[str]


class StreamStanding(Result):
    """Where the client stands now. `status`: live, resumed, reset or forbidden. `online`: names of people
    who hear the stream now (the first hundred), `idle`: those who are idle on all their devices."""

    stream: str
    epoch: str
    head: int
    status: Literal["live", "resumed", "reset", "forbidden"]
    online: list[str] = []
    idle: list[str] = []


class Standings(Result):
    """The answer to `subscribe`."""

    streams: list[StreamStanding]
