"""The ways into a room and who is kept out: links, requests, bans. Reads; who may is decided in access."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors import person_of
from realtime.errors import Refused
from rooms.access import standing_bans, standings
from rooms.events import BanInfo, InvitationInfo, JoinRequestInfo
from rooms.models import TOKEN_LENGTH, Ban, Invitation, JoinRequest


def usable(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Those that were not revoked, are not over and have a use left."""
    fresh = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    free = Q(most_uses=None) | Q(uses__lt=F("most_uses"))
    return invitations.filter(fresh, free, revoked_at=None)


def invitation_of(token: str) -> Invitation:
    """A link that works, with its room. Raises Refused: "not_found" for one that never was, else "gone"."""
    fits = 0 < len(token) <= TOKEN_LENGTH and token.isascii() and token.isprintable()
    found = Invitation.objects.filter(token=token).select_related("room").first() if fits else None
    if found is None:
        raise no_such_invitation()
    pair = (found.created_by_id, found.room_id)
    maker = standings([pair]).get(pair)
    works = usable(Invitation.objects.filter(pk=found.pk)).exists()
    if not works or maker is None or "invite" not in maker.abilities:
        raise no_longer_valid()
    return found


def no_such_invitation() -> Refused:
    return Refused("not_found", _("There is no such invitation."))


def no_longer_valid() -> Refused:
    return Refused("gone", _("This invitation is not valid any more. Ask for a new one."))


def invitation_info(row: Invitation) -> InvitationInfo:
    """Wants `created_by` loaded. `url` is a path of this site."""
    return InvitationInfo(
        id=row.pk,
        room=row.room_id,
        token=row.token,
        url=f"/join/{row.token}/",
        role=row.role,
        created_by=row.created_by.username,
        created_at=row.created_at,
        expires_at=row.expires_at,
        uses=row.uses,
        uses_left=None if row.most_uses is None else row.most_uses - row.uses,
    )


def invitations_of(room_id: int) -> list[InvitationInfo]:
    """The links that work, newest first. One query."""
    rows = usable(Invitation.objects.filter(room=room_id)).select_related("created_by")
    return [invitation_info(row) for row in rows.order_by("-pk")]


def request_info(row: JoinRequest) -> JoinRequestInfo:
    """Wants `user` loaded."""
    return JoinRequestInfo(
        id=row.pk,
        room=row.room_id,
        user=person_of(row.user),
        text=row.text,
        state=row.state,
        created_at=row.created_at,
    )


def no_such_request() -> Refused:
    return Refused("not_found", _("There is no such request."))


def open_requests(room_id: int) -> list[JoinRequestInfo]:
    """Who waits for an answer, the longest first. One query."""
    rows = JoinRequest.objects.filter(room=room_id, state=JoinRequest.State.OPEN)
    return [request_info(row) for row in rows.select_related("user").order_by("pk")[:500]]


def ban_info(row: Ban) -> BanInfo:
    """Wants `user` and `by` loaded."""
    return BanInfo(
        user=person_of(row.user),
        by=row.by.username,
        reason=row.reason,
        created_at=row.created_at,
        until=row.until,
    )


def bans_of(room_id: int) -> list[BanInfo]:
    """The bans that are in force, newest first. One query."""
    rows = standing_bans().filter(room=room_id).select_related("user", "by")
    return [ban_info(row) for row in rows.order_by("-created_at")[:500]]
