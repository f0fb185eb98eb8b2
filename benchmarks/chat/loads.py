"""The chat loads: how many clients and senders, and how fast they send."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Load:
    """One load. In `window` mode each sender keeps `window` messages under way until `messages` were sent in all;
    in `rate` mode each sends `rate` messages a second for `seconds`; `idle` only holds the connections.
    """

    name: str
    title: str
    mode: Literal["window", "rate", "idle"]
    clients: int
    senders: int = 0
    window: int = 50
    messages: int = 0
    rate: float = 0.0
    seconds: float = 10.0

    @property
    def total(self) -> int:
        """The most messages that can be sent."""
        return self.messages if self.mode == "window" else int(self.rate * self.seconds) * self.senders


WINDOW = Load("window", "100 clients, one sender, window 50", "window", 100, 1, messages=5000)
LARGE_ROOM = Load("large", "1,000 clients, 20 messages/s", "rate", 1000, 1, rate=20, seconds=10)
EVERYBODY = Load("everybody", "200 clients, each 1 message/s", "rate", 200, 200, rate=1, seconds=10)
IDLE = Load("idle", "2,000 idle connections", "idle", 2000, seconds=8)

CHAT_LOADS = (WINDOW, LARGE_ROOM, EVERYBODY)
QUICK = {
    "window": Load("window", WINDOW.title, "window", 100, 1, messages=2000),
    "large": Load("large", LARGE_ROOM.title, "rate", 1000, 1, rate=20, seconds=4),
    "everybody": Load("everybody", EVERYBODY.title, "rate", 200, 200, rate=1, seconds=4),
    "idle": Load("idle", IDLE.title, "idle", 2000, seconds=4),
}
BY_NAME = {load.name: load for load in (*CHAT_LOADS, IDLE)}


def load_named(name: str, quick: bool) -> Load:
    """The load called `name`, in its short form if `quick`. Raises KeyError."""
    return QUICK[name] if quick else BY_NAME[name]
