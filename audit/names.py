"""The acts that are written down, in words. tests/audit/test_names.py fails when one is recorded that is not here."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: Final[dict[str, str | Promise]] = {
    "room.created": _("made a room"),
    "room.changed": _("changed a room"),
    "room.archived": _("archived a room"),
    "room.restored": _("brought a room back"),
    "room.transferred": _("handed a room over"),
    "room.exported": _("exported a room"),
    "room.imported": _("imported a room"),
    "member.added": _("added a member"),
    "member.removed": _("removed a member"),
    "member.role_changed": _("changed a role"),
    "member.silenced": _("silenced a member"),
    "member.unsilenced": _("ended a silence"),
    "member.banned": _("banned a person"),
    "member.unbanned": _("lifted a ban"),
    "invitation.created": _("made an invitation link"),
    "invitation.revoked": _("revoked an invitation link"),
    "invitation.used": _("came in by an invitation link"),
    "request.accepted": _("let in somebody who asked"),
    "request.declined": _("declined somebody who asked"),
    "message.deleted": _("deleted a message of somebody else"),
    "message.pinned": _("pinned a message"),
    "message.unpinned": _("unpinned a message"),
    "thread.locked": _("locked a thread"),
    "thread.unlocked": _("unlocked a thread"),
    "report.resolved": _("settled a report"),
    "person.deactivated": _("deactivated a person"),
    "person.reactivated": _("let a person in again"),
    "person.made_staff": _("made somebody staff"),
    "person.unmade_staff": _("ended somebody's being staff"),
    "person.made_guest": _("made somebody a guest"),
    "person.unmade_guest": _("made a guest a full member"),
}


def name_of(action: str) -> str:
    """The act in words; its own name where there are none."""
    return str(NAMES.get(action, action))
