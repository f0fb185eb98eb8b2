"""django-eventstream's storage over our streams: what it resumes from are the rows themselves."""

import json
from typing import Any

from django_eventstream.event import Event
from django_eventstream.storage import EventDoesNotExist, StorageBase

from realtime import store


class StreamStorage(StorageBase):
    """A channel is a stream, an event id is a sequence in it, an event's data is a change's JSON."""

    def append_event(self, channel: str, event_type: str, data: Any) -> Event:
        raise NotImplementedError("events arise from appends (notifications.actions), never from send_event")

    def get_events(self, channel: str, last_id: int, limit: int = 100) -> list[Event]:
        """Changes after a sequence, at most `limit`.

        Raises `EventDoesNotExist` for a sequence that the stream never gave.
        """
        head = self.get_current_id(channel)
        if not 0 <= last_id <= head:
            raise EventDoesNotExist(f"{channel} has no {last_id}", head)
        if last_id == head:
            return []
        changes = store.read(channel, last_id, limit).changes
        return [Event(channel, json.loads(c.payload)["type"], c.payload.decode(), id=c.seq) for c in changes]

    def get_current_id(self, channel: str) -> int:
        return store.open_streams([channel])[channel].seq
