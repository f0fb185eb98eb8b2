"""What django-eventstream asks about its channels: which a request gets, and who may read one.

A channel of it is a stream of ours. Nothing that a client says chooses one: they follow from who is signed in.
"""

from typing import Any

from django.http import HttpRequest
from django_eventstream.channelmanager import ChannelManagerBase

from accounts.access import identity_of_request
from accounts.models import User
from notifications.access import ANNOUNCEMENTS
from realtime import store
from realtime.identity import Identity
from realtime.streams import stream_name


def channels_of(user_id: int) -> list[str]:
    """The streams of one person. Announcements come first: an inbox tells which of them were read."""
    return [ANNOUNCEMENTS, stream_name("inbox", user_id)]


class StreamChannels(ChannelManagerBase):
    """Deny by default. `user` is a `User`, an `Identity`, or None."""

    def get_channels_for_request(self, request: HttpRequest, view_kwargs: dict[str, Any]) -> set[str]:
        """Raises `Refused("unauthenticated")` for a stranger. Arguments and query string are not looked at."""
        return set(channels_of(identity_of_request(request).user_id))

    def can_read_channel(self, user: User | Identity | None, channel: str) -> bool:
        user_id = user.user_id if isinstance(user, Identity) else getattr(user, "pk", None)
        return (
            user_id is not None
            and channel in channels_of(user_id)
            and bool(store.readable(user_id, [channel]))
        )

    def is_channel_reliable(self, channel: str) -> bool:
        return True  # every stream is kept, so every place in it can be resumed from
