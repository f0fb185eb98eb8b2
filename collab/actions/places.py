"""Finding a page's place in the tree of a room, under the lock of the room's stream."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from collab.access import access_to
from collab.actions.telling import save_and_tell
from collab.models import Document
from collab.ordering import LONGEST, between, spread
from collab.rights import Right
from collab.selectors import documents
from collab.tree import DEEPEST, Parents, ancestors
from realtime.append import Tx
from realtime.errors import Refused


def parents_of(room_id: int) -> Parents:
    """The tree of a room, trash included. One query."""
    return dict(Document.objects.filter(room=room_id).values_list("pk", "parent"))


def check_parent(user_id: int, room_id: int, parent: int | None, need: Right = "edit") -> None:
    """Whether the person may put pages under this one. Raises Refused."""
    if parent is None:
        return
    access = access_to(user_id, parent, need)
    if access.room != room_id:
        raise Refused("invalid", _("A page lies under a page of the same room."), "parent")


def check_depth(parents: Parents, parent: int | None, levels: int = 1) -> None:
    """Whether so many levels fit under `parent`. Raises Refused."""
    if parent is not None and len(ancestors(parents, parent)) + 1 + levels > DEEPEST:
        raise Refused("invalid", _("Pages lie at most 20 levels deep."), "parent")


class Spot(NamedTuple):
    """Between siblings: right after one, or right before one. Both None: the last."""

    after: int | None = None
    before: int | None = None


LAST: Final = Spot()


def place_in(tx: Tx, room_id: int, parent: int | None, spot: Spot = LAST, *, moving: int = 0) -> str:
    """The key for a page under `parent`. Where the keys of the siblings have grown too long they get new ones, and
    everybody is told. `moving`: the page itself.

    Raises Refused where the spot is beside a page that is no sibling.
    """
    found = documents().filter(room=room_id, parent=parent).exclude(pk=moving)
    siblings = sorted(found, key=lambda row: (row.place, row.pk))
    at = _position([row.pk for row in siblings], spot)
    key = _key(siblings, at)
    if key and len(key) <= LONGEST:
        return key
    keys = spread(len(siblings) + 1)
    own = keys.pop(at)
    for row, place in zip(siblings, keys, strict=True):
        row.place = place
        save_and_tell(tx, row, ("place",))
    return own


def _position(siblings: Sequence[int], spot: Spot) -> int:
    try:
        if spot.after is not None:
            return siblings.index(spot.after) + 1
        return len(siblings) if spot.before is None else siblings.index(spot.before)
    except ValueError:
        raise Refused("invalid", _("The pages have changed meanwhile. Please try again."), "after") from None


def _key(siblings: Sequence[Document], at: int) -> str:
    """ "" where the neighbours have the same key."""
    before = siblings[at - 1].place if at else ""
    after = siblings[at].place if at < len(siblings) else ""
    if (at and not before) or (at < len(siblings) and not after) or (after and before >= after):
        return ""
    return between(before, after)
