"""What was done by whom to what: the record of administrative acts.

Every administrative act calls `record` in the transaction that does it, so that the act and its entry are
committed together or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realtime.append import Tx


def record(
    tx: Tx | None,
    actor: int | None,
    action: str,
    *,
    room: int | None = None,
    target: str | None = None,
    **details: Any,
) -> None:
    """Write one entry: one INSERT in the caller's transaction.

    `tx` is the append's (it shows that there is one; None outside of appends, as in admin views). `actor` is a
    user's id, None for the system itself. `action` reads `thing.done` ("member.removed"; audit/names.py lists
    them), `room` is a room's id, `target` names whom or what it was done to (a username, a title).
    `details` must be JSON: old and new values, reasons; never secrets or the text of messages.
    """
    from audit.models import AuditEntry

    AuditEntry.objects.create(
        actor_id=actor, action=action, room=room, target=(target or "")[:200], details=details
    )


def record_for_accounts(
    tx: Tx | None, actor: int | None, action: str, target: str, details: dict[str, Any]
) -> None:
    """The recorder that accounts, below this app, is given."""
    record(tx, actor, action, room=None, target=target, **details)
