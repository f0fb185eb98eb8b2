"""What happened that somebody may want to know: a value that features make, and `actions.telling` tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from notifications.kinds import Kind


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, whoever is told of it. Pure.

    `key` says what it is about: nobody is told of one key twice, whatever the kind. `group` is what it is listed
    under, `places` whose rules apply, the nearest first. `data` holds the names of its sentence
    (`notifications.sentences`), `body` is markdown source, `url` a path on this site. `sender_id` None: nobody did it.
    `place_seq`: where it stands in its group, so that reading up to there reads this.

    `urgent`: reaches those in quiet hours who let urgent things through; only those who are allowed to may say so.
    `merges`: it takes the place of an unread entry of the same person, group and kind, whose count goes on; unless
    `count` says how many things it stands for by itself.
    """

    kind: Kind
    key: str
    group: str
    places: tuple[str, ...]
    url: str
    data: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    sender_id: int | None = None
    room_id: int | None = None
    place_seq: int = 0
    urgent: bool = False
    merges: bool = False
    count: int = 0


def failure(key: str, what: str, reason: str, url: str = "", **data: str) -> Happening:
    """Work in the background failed, told to whom it belongs. `what` is one of those that `notifications.sentences`
    has words for (scheduled, export, import, webhook, broadcast; all else is "something"); `key` names this one try."""
    return Happening(
        kind=Kind.FAILURE,
        key=f"job:{key}",
        group=f"job:{what}",
        places=(),
        url=url,
        data={"what": what, "reason": reason, **data},
        body=reason,
    )
