"""The command by which a page says that nobody is at it."""

from typing import Literal

from realtime.hub import hub
from realtime.registry import Caller, handles
from realtime.wire import Command


class PresenceIdle(Command):
    """The person touched nothing on this device for five minutes, or does again. A new socket begins as not idle."""

    type: Literal["presence.idle"] = "presence.idle"
    idle: bool


@handles(PresenceIdle)
def set_idle(caller: Caller, command: PresenceIdle) -> None:
    """Over HTTP, without a connection, it means nothing."""
    if caller.connection_id is not None:
        hub().presence.set_idle(caller.identity, caller.connection_id, command.idle)
