"""What a search answers."""

from datetime import datetime
from typing import Literal

from accounts.events import Person
from realtime.wire import Result, Wire


class Hit(Wire):
    """Something found. `snippet` is safe HTML: text, and `<mark>` around what was found. `url` opens it in place.

    `title` is a document's, "" for a message; `room_name` is "" for direct messages, which are called by their people.
    """

    kind: Literal["message", "document"]
    id: int
    room: int
    room_name: str
    author: str
    at: datetime
    title: str
    snippet: str
    url: str


class SearchPage(Result):
    """Hits, the newest first. `next` goes into `after` for more; None: that was all. `people`: who wrote them."""

    hits: list[Hit]
    next: str | None
    people: dict[str, Person]
