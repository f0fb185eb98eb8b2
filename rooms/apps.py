"""Django app."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "rooms"

    def ready(self) -> None:
        from accounts.hooks import register_profile_follower
        from realtime.registry import register_source, register_stream
        from rooms import streams
        from rooms.access import RoomStream
        from rooms.actions import FollowProfile

        register_stream(RoomStream())
        register_source("room", streams.room_changes)
        register_source("room", streams.member_changes)
        register_source("inbox", streams.list_changes)
        register_profile_follower(FollowProfile())
