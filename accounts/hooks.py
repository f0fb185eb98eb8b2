"""What apps above accounts hang into it."""

from collections.abc import Sequence
from typing import Protocol

from realtime.append import Tx


class ProfileFollower(Protocol):
    """Someone who shows people's names and has to tell its readers when one changes."""

    def streams(self, user_id: int) -> Sequence[str]:
        """The streams that `follow` is going to stamp."""

    def follow(self, tx: Tx, user_id: int) -> None:
        """Stamp and publish, within the append that changed the profile."""


profile_followers: list[ProfileFollower] = []


def register_profile_follower(follower: ProfileFollower) -> None:
    if follower not in profile_followers:
        profile_followers.append(follower)
