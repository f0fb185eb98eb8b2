"""The facet that a thread leaves on its first message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from chat import models
from chat.actions.tell import publish
from chat.events import Message
from realtime.append import Tx
from rooms.events import room_stream

MOST_PEOPLE: Final = 5
"""Faces that are shown below the root of a thread."""
LOOKED_AT: Final = 200
"""Replies, from the newest back, among which these are looked for when one was deleted."""

Facet = dict[str, Any]
"""`chat.events.Replies` as JSON."""


def no_replies(*, locked: bool = False) -> Facet:
    return {"count": 0, "last_at": None, "last_seq": 0, "people": [], "locked": locked}


def with_reply(replies: Facet | None, reply: Message) -> Facet:
    """The facet of a root with one reply more."""
    known = replies or no_replies()
    others = (each for each in known["people"] if each != reply.author)
    return {
        "count": known["count"] + 1,
        "last_at": reply.created_at.isoformat(),
        "last_seq": reply.created_seq,
        "people": [reply.author, *others][:MOST_PEOPLE],
        "locked": known["locked"],
    }


def count_replies(root_id: int, *, locked: bool) -> Facet | None:
    """The facet from the replies themselves; None where nothing is to be told. Two statements."""
    replies = models.Message.objects.filter(root=root_id, deleted_at=None)
    columns = ("author__username", "created_seq", "created_at")
    newest = list(replies.order_by("-created_seq").values_list(*columns)[:LOOKED_AT])
    if not newest:
        return no_replies(locked=True) if locked else None
    last_at: datetime = newest[0][2]
    return {
        "count": replies.count(),
        "last_at": last_at.isoformat(),
        "last_seq": newest[0][1],
        "people": list(dict.fromkeys(author for author, _, _ in newest))[:MOST_PEOPLE],
        "locked": locked,
    }


def save_roots(tx: Tx, roots: Sequence[models.Message]) -> None:
    """Save the facets of roots under new sequences and tell their rooms. One statement."""
    if not roots:
        return
    for root in roots:
        root.changed_seq = tx.stamp(room_stream(root.room_id))
        publish(tx, root)
    models.Message.objects.bulk_update(roots, ["changed_seq", "replies"])
