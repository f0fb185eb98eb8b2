"""Handlers of the desk's commands. They run on the event loop."""

from desk.actions import SaveDraft
from desk.events import SaveDraftCommand
from desk.limits import spend_change
from realtime.registry import Caller, handles


@handles(SaveDraftCommand)
def save_draft(caller: Caller, command: SaveDraftCommand) -> SaveDraft:
    me = caller.identity.user_id
    spend_change(me)
    return SaveDraft(me, command.room, command.body, command.thread)
