"""How each server is spoken to: where one listens, and how events are published."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.chat.clients import body_of


@dataclass(frozen=True, slots=True)
class Request:
    """A POST that publishes something."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Dialect:
    """`marker` stands before an event's number in the stream. `at_once`: how many single events go in one call.

    `{index}` in a path or text is the listener's number, `{text}` the event's text.
    """

    listen_all: str
    listen_own: str
    publish_all: str
    publish_own: str
    marker: bytes
    to_all: str
    to_one: str
    at_once: int = 1

    def listen(self, index: int, own: bool) -> str:
        return (self.listen_own if own else self.listen_all).format(index=index)

    def broadcast(self, number: int) -> Request:
        return Request(self.publish_all, _fill(self.to_all, number, 0))

    def singles(self, pairs: Sequence[tuple[int, int]]) -> Request:
        """One call for these (event, listener)."""
        number, index = pairs[0]
        path = self.publish_own.format(index=index)
        if self.at_once == 1:
            return Request(path, _fill(self.to_one, number, index))
        wishes = [json.loads(_fill(self.to_one, number, index)) for number, index in pairs]
        return Request(path, json.dumps({"notifications": wishes}).encode())


def _fill(template: str, number: int, index: int) -> bytes:
    return template.replace("{text}", body_of(number)).replace("{index}", str(index)).encode()


TO_ALL = '{"audience":"everyone","title":"{text}","body":""}'
DIALECTS = {
    "collab": Dialect(
        "/events/",
        "/events/",
        "/api/v1/notifications",
        "/api/v1/notifications/many",
        b'"title":"@@',
        TO_ALL,
        '{"user":"bench{index}","title":"{text}"}',
        at_once=250,
    ),
    "collab-calls": Dialect(
        "/events/",
        "/events/",
        "/api/v1/notifications",
        "/api/v1/notifications",
        b'"title":"@@',
        TO_ALL,
        '{"audience":{"user":"bench{index}"},"title":"{text}"}',
    ),
    "eventstream": Dialect(
        "/events/all/",
        "/events/{index}/",
        "/send/",
        "/send/",
        b'"title": "@@',
        '{"channel": "all", "title": "{text}"}',
        '{"channel": "{index}", "title": "{text}"}',
    ),
    "nchan": Dialect(
        "/events/all",
        "/events/{index}",
        "/send/all",
        "/send/{index}",
        b'"title": "@@',
        '{"title": "{text}"}',
        '{"title": "{text}"}',
    ),
}
