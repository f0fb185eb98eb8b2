"""Every command of the socket: the rule of who may, and fields that are valid. A new command has to be entered here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.matrix.rules import Rule, author, inside, needs, only, signed_in
from tests.matrix.world import Place

Fields = dict[str, Any]


@dataclass(frozen=True)
class CommandCase:
    """An ack counts as 200, an error as the status of its code. `spends`: when it is done, the next caller needs a new
    place."""

    rule: Rule
    fields: Callable[[Place], Fields] = lambda place: {}
    spends: bool = False


def on_message(**more: Any) -> Callable[[Place], Fields]:
    return lambda place: {"message": place.message, **more}


def to_seq(place: Place) -> Fields:
    return {"room": place.room, "seq": place.seq}


COMMANDS: Final[dict[str, CommandCase]] = {
    "ping": CommandCase(signed_in()),
    "presence.idle": CommandCase(signed_in(), lambda place: {"idle": False}),
    "subscribe": CommandCase(needs("read"), lambda place: {"streams": [{"stream": f"room:{place.room}"}]}),
    # One has to hear the room; who does not is told that, whether there is such a room or not.
    "typing": CommandCase(needs("send", hidden=403), lambda place: {"room": place.room, "active": True}),
    "message.send": CommandCase(
        needs("send"), lambda place: {"room": place.room, "body": "hello", "client_id": "socket"}
    ),
    "message.edit": CommandCase(author("member"), lambda place: {"message": place.own, "body": "anew"}),
    "message.delete": CommandCase(needs("moderate"), on_message(), spends=True),
    "message.react": CommandCase(needs("react"), on_message(emoji="👍", on=True)),
    "message.pin": CommandCase(needs("moderate"), on_message(on=True)),
    "poll.vote": CommandCase(needs("send"), lambda place: {"message": place.poll, "options": [1]}),
    "poll.close": CommandCase(
        needs("moderate", member=200), lambda place: {"message": place.poll}, spends=True
    ),
    "thread.follow": CommandCase(inside(), on_message(on=True)),
    "thread.read": CommandCase(inside(), lambda place: {"message": place.message, "seq": place.seq}),
    "thread.lock": CommandCase(needs("moderate"), on_message(on=False)),
    "room.read": CommandCase(inside(), to_seq),
    "room.unread": CommandCase(inside(), to_seq),
    "notification.read": CommandCase(only("member"), lambda place: {"ids": [place.notification]}),
    "notification.read_all": CommandCase(signed_in()),
    "notification.seen_all": CommandCase(signed_in()),
    "notification.change": CommandCase(
        only("member"), lambda place: {"ids": [place.notification], "change": {"done": True}}
    ),
    "draft.save": CommandCase(needs("read"), lambda place: {"room": place.room, "body": "begun"}),
    "unsubscribe": CommandCase(signed_in(), lambda place: {"streams": [f"room:{place.room}"]}),
}
