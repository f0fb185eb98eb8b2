"""Who is meant by the names in a text."""

from collections.abc import Collection
from typing import NamedTuple

from accounts.models import User
from chat.events import MentionCheck
from chat.mentions import Named, named
from rooms.access import standing_for, standings
from rooms.models import Membership


class Called(NamedTuple):
    """A person that a message names."""

    id: int
    username: str


def _known(names: Collection[str]) -> dict[str, int]:
    found = User.objects.filter(username__in=names, is_active=True)
    return dict(found.values_list("username", "pk"))


def _meant(whom: Named, known: dict[str, int]) -> list[Called]:
    chosen = (next((name for name in names if name in known), None) for names in whom.people)
    return [Called(known[name], name) for name in dict.fromkeys(chosen) if name is not None]


def people_called(texts: Collection[tuple[int, Named]]) -> dict[tuple[int, Named], list[Called]]:
    """For each (room, names): those who are somebody and may read the room, in order. Two queries for all."""
    known = _known({name for _, whom in texts for names in whom.people for name in names})
    meant = {(room, whom): _meant(whom, known) for room, whom in texts}
    found = standings((each.id, room) for (room, _), called in meant.items() for each in called)
    readers = {pair for pair, standing in found.items() if "read" in standing.abilities}
    return {
        (room, whom): [each for each in called if (each.id, room) in readers]
        for (room, whom), called in meant.items()
    }


def check_mentions(user_id: int, room_id: int, body: str) -> MentionCheck:
    """What a text would do in the room. Raises Refused when the person may not read it."""
    standing = standing_for(user_id, room_id, "read")
    whom = named(body)
    meant = _meant(whom, _known({name for names in whom.people for name in names})) if whom.people else []
    found = standings((each.id, room_id) for each in meant)
    readers = {user for (user, _), other in found.items() if "read" in other.abilities}
    everyone = 0
    if whom.everyone and "mention_everyone" in standing.abilities:
        everyone = Membership.objects.filter(room=room_id, removed_at=None).exclude(user=user_id).count()
    return MentionCheck(
        outside=[each.username for each in meant if each.id not in readers], everyone=everyone
    )
