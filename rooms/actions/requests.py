"""Asking to be let into a private room that can be found, and the answer."""

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from accounts.text import clean_line
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms import hooks
from rooms.access import standing_for
from rooms.actions.common import InRoom, added_by, enter, settle_request
from rooms.actions.tell import save_and_tell_room
from rooms.admission import no_such_request, request_info
from rooms.events import JoinRequestInfo, room_stream
from rooms.models import REQUEST_LENGTH, JoinRequest, Room


class AskToJoin(Append[tuple[JoinRequestInfo, bool]]):
    """Ask those who may invite. Who has asked already is told so; the result says whether it is new."""

    def __init__(self, room_id: int, user_id: int, text: str = "") -> None:
        self.room_id, self.user_id = room_id, user_id
        self.stream = room_stream(room_id)
        self.text = clean_line(text, "text", REQUEST_LENGTH, required=False)

    def write(self, tx: Tx) -> tuple[JoinRequestInfo, bool]:
        standing_for(self.user_id, self.room_id, "request")
        mine = JoinRequest.objects.filter(room=self.room_id, user=self.user_id, state=JoinRequest.State.OPEN)
        asked = mine.select_related("user").first()
        if asked is not None:
            return request_info(asked), False
        room = Room.objects.get(pk=self.room_id)
        asked = JoinRequest.objects.create(
            room=room, user=User.objects.get(pk=self.user_id), text=self.text, created_at=timezone.now()
        )
        room.open_requests += 1
        save_and_tell_room(tx, room)
        hooks.asked(asked.pk)
        return request_info(asked), True


class DecideRequest(InRoom, Append[JoinRequestInfo]):
    """Let somebody in who asked, or not."""

    def __init__(self, actor_id: int, room_id: int, user_id: int, request_id: int, *, accept: bool) -> None:
        super().__init__(room_id, user_id)
        self.actor_id, self.request_id, self.accept = actor_id, request_id, accept

    def write(self, tx: Tx) -> JoinRequestInfo:
        standing_for(self.actor_id, self.room_id, "invite")
        asked = JoinRequest.objects.filter(pk=self.request_id, room=self.room_id, user=self.user_id)
        request = asked.select_related("user").first()
        if request is None:
            raise no_such_request()
        if request.state != JoinRequest.State.OPEN:
            raise Refused("conflict", _("This request was answered already."))
        if self.accept:
            member = enter(tx, self.room_id, self.user_id, by=self.actor_id)
            hooks.added(tx, added_by(self.actor_id, member))
        else:
            settle_request(tx, self.room_id, self.user_id, JoinRequest.State.DECLINED, self.actor_id)
        action = "request.accepted" if self.accept else "request.declined"
        audit.record(tx, self.actor_id, action, room=self.room_id, target=request.user.username)
        request.refresh_from_db(fields=["state"])
        return request_info(request)
