"""From a reader's place to the newest change, page by page out of the rows. Synchronous, reads the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django_eventstream.eventrequest import EventRequest
from django_eventstream.eventstream import EventPermissionError, get_events

from notifications import event_ids
from notifications.sse import encoding
from notifications.sse.channels import channels_of
from realtime import store
from realtime.errors import Refused
from realtime.identity import Identity
from realtime.streams import Cursor

PAGE: Final = 400
"""Events read at once; with bodies of 10,000 characters some 4 MB, which bounds a resuming reader's memory."""
NOWHERE: Final = Cursor("", 0)
"""A place that no stream has."""

Places = dict[str, Cursor]


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader gets next: `events` lead from `start` to `end`; `more`: ask again from `end`."""

    start: Places
    events: bytes
    end: Places
    more: bool


class PersonsRequest(EventRequest):
    """django-eventstream's request, made from a person and their places and from nothing a client said."""

    def __init__(self, identity: Identity) -> None:
        super().__init__()
        self.user = identity
        self.channels = channels_of(identity.user_id)
        self.is_next = False


def places_of(identity: Identity, last_event_id: str) -> Places:
    """Where a client says it is. Without an id: nowhere yet, so that it starts with what comes next.

    With an id that is not ours, or that leaves a stream out, it is told `stream-reset`.
    """
    if not last_event_id:
        return {}
    told = event_ids.decode(last_event_id) or {}
    return {name: told.get(name, NOWHERE) for name in channels_of(identity.user_id)}


def catch_up(identity: Identity, places: Mapping[str, Cursor]) -> Page:
    """The next page after these places. Raises `Refused("forbidden")`."""
    request = PersonsRequest(identity)
    epochs = {name: at.epoch for name, at in store.open_streams(request.channels).items()}
    for name, at in places.items():
        # A sequence of another epoch says nothing here; -1 is one that no stream has given.
        request.channel_last_ids[name] = str(at.seq if at.epoch == epochs[name] else -1)
    try:
        answer = get_events(request, limit=PAGE)
    except EventPermissionError as error:
        raise Refused("forbidden", _("You may not read these events.")) from error
    start = {name: Cursor(epochs[name], int(answer.channel_last_ids[name])) for name in request.channels}
    end = dict(start)
    out = [
        encoding.reset(name, event_ids.encode(start))
        for name in request.channels
        if name in answer.channel_reset
    ]
    for name in request.channels:
        for item in answer.channel_items[name]:
            end[name] = Cursor(epochs[name], item.id)
            out.append(encoding.event(item.data.encode(), end))
    return Page(start, b"".join(out), end, more=bool(answer.channel_more))
