"""Who may know: asked within the transaction that tells them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from chat.models import Follow, Message
from collab.access import rights_for
from notifications.actions.telling import May, Read
from rooms.abilities import Ability
from rooms.access import standings
from rooms.models import Membership


def in_room(room_id: int, ability: Ability = "read") -> May:
    """Those who have the ability in the room."""

    def may(people: Sequence[int]) -> set[int]:
        found = standings((user_id, room_id) for user_id in people)
        return {user for (user, _room), standing in found.items() if ability in standing.abilities}

    return may


def as_long_as(there: QuerySet[Any], may: May) -> May:
    """Those of `may`, as long as one of these rows is there."""

    def still_may(people: Sequence[int]) -> set[int]:
        found = may(people)
        return found if found and there.exists() else set()

    return still_may


def reads_message(room_id: int, message_id: int) -> May:
    """Those who may read the room, as long as the message is there."""
    return as_long_as(Message.objects.filter(pk=message_id, deleted_at=None), in_room(room_id))


def reads_document(document_id: int) -> May:
    """Those who may read the document."""

    def may(people: Sequence[int]) -> set[int]:
        rights = rights_for((user_id, document_id) for user_id in people)
        return {user for (user, _document), right in rights.items() if right != "none"}

    return may


def oneself(people: Sequence[int]) -> set[int]:
    """Of what is nobody else's."""
    return set(people)


def read_up_to(room_id: int, thread: int | None, seq: int) -> Read:
    """Those who have read the room, or the thread, as far as this."""

    def read(people: Sequence[int]) -> set[int]:
        here = {"user__in": people, "read_seq__gte": seq}
        if thread is None:
            return set(Membership.objects.filter(room=room_id, **here).values_list("user", flat=True))
        return set(Follow.objects.filter(root=thread, **here).values_list("user", flat=True))

    return read
