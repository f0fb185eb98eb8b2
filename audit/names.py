"""The acts that are written down, in words. tests/audit/test_names.py fails when one is recorded that is not here."""

from collections.abc import Mapping
from typing import Any, Final

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
    "document.released": _("opened a document that had been shut"),
    "document.restored": _("opened a document with what could be read of it"),
    "document.moved": _("moved a document to another room"),
    "document.trashed": _("threw a document away"),
    "document.brought_back": _("brought a document back"),
    "document.deleted": _("deleted a document for good"),
    "document.restricted": _("changed what a room's people may do with a document"),
    "document.shared": _("gave somebody a document"),
    "document.unshared": _("took a document back from somebody"),
    "link.created": _("made a link to a document"),
    "link.revoked": _("revoked a link to a document"),
    "link.used": _("came to a document by a link"),
    "webhook.created": _("made a webhook"),
    "webhook.changed": _("changed a webhook"),
    "webhook.deleted": _("deleted a webhook"),
    "job.retried": _("began failed background work again"),
    "job.dismissed": _("threw failed background work away"),
    "broadcast.scheduled": _("planned an announcement"),
    "broadcast.unscheduled": _("took an announcement out of the plan"),
    "broadcast.sent": _("sent an announcement"),
    "broadcast.edited": _("changed an announcement that was sent"),
    "broadcast.recalled": _("took an announcement back"),
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


def in_words(details: Mapping[str, Any]) -> str:
    """The details of an act on one line."""
    parts = []
    for name, value in details.items():
        if name == "changes" and isinstance(value, dict):
            parts += [f"{field}: {_short(old)} → {_short(new)}" for field, (old, new) in value.items()]
        elif value not in (None, "", [], {}):
            parts.append(f"{name.replace('_', ' ')}: {_short(value)}")
    return " · ".join(parts)


def _short(value: object) -> str:
    text = "–" if value in (None, "") else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
