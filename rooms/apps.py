"""Django app."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "rooms"

    def ready(self) -> None:
        from accounts.hooks import register_profile_follower, use_acquaintances, use_shared_rooms
        from audit.hooks import use_room_names
        from realtime.registry import register_source, register_stream
        from rooms import acquaintance, retention, sign_up, silences, streams  # noqa: F401  (jobs register themselves)
        from rooms.access import RoomStream
        from rooms.actions import FollowProfile

        register_stream(RoomStream())
        register_source("room", streams.room_changes)
        register_source("room", streams.member_changes)
        register_source("inbox", streams.list_changes)
        register_profile_follower(FollowProfile())
        use_shared_rooms(acquaintance.shared_rooms)
        use_room_names(acquaintance.room_names)
        use_acquaintances(acquaintance.acquaintances)
        sign_up.connect()
