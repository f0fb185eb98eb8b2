"""Closing a document's connection with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collab import metrics
from collab.core import frames
from realtime.close_codes import BAD_FRAME, NO_ACCESS, TOO_FAST, CloseCode

if TYPE_CHECKING:
    from collab.member import Member

CLOSES: Final[dict[str, CloseCode]] = {"forbidden": NO_ACCESS, "not_found": NO_ACCESS, "too_fast": TOO_FAST}
"""By the code of a refusal; all others are bad frames."""
NOT_SAVED: Final = "not saved just now, connect again"
WENT_WRONG: Final = "something went wrong, connect again"


def refuse(member: Member, code: str, reason: str) -> None:
    """What they sent is not taken, and they are told why."""
    metrics.REFUSED.labels(code).inc()
    if code == "forbidden":
        member.send(frames.denied(reason))
    member.close(CLOSES.get(code, BAD_FRAME), reason)
