"""Before somebody is refused for what was known of them, they are asked for again: their right may have come back a
moment ago. What they send meanwhile waits, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from collab.refusing import WENT_WRONG, refuse
from realtime.close_codes import SLOW
from realtime.errors import Refused

if TYPE_CHECKING:
    from collab.member import Member
    from realtime.hub import Hub

log = logging.getLogger(__name__)

Judge = Callable[[], None]


class Doubts:
    """What waits until it is known what its sender may now."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._waiting: dict[str, list[Judge]] = {}

    def about(self, member: Member) -> bool:
        """Whether something of this member waits, so that what follows has to wait, too."""
        return member.id in self._waiting

    def put_off(self, member: Member, judge: Judge) -> None:
        """Call `judge` when the member is known to have the right; if they have not, they are refused."""
        if waiting := self._waiting.get(member.id):
            waiting.append(judge)
        else:
            self._waiting[member.id] = [judge]
            self._hub.spawn(self._ask(member))

    async def _ask(self, member: Member) -> None:
        try:
            await member.ask_again()
        except Refused as refused:
            member.refusal = refused
        except Exception:
            log.exception("what %s may could not be asked", member.author)
            member.close(SLOW, WENT_WRONG)
        waiting = self._waiting.pop(member.id)
        if member.refusal is not None and not member.connection.closed:
            refuse(member, "forbidden", member.refusal.message)
        for judge in waiting:
            judge()
