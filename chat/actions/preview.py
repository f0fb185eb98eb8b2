"""What is behind the links of a message, found out after it was sent."""

from collections.abc import Sequence

from chat.actions.tell import save_and_tell
from chat.events import Extra, Message, Preview
from chat.selectors import messages
from realtime.append import Append, Tx
from rooms.events import room_stream


class SetPreviews(Append[Message | None]):
    """Show these below a message, if it still says `body`; else nothing happens. No person does this."""

    def __init__(self, room_id: int, message_id: int, body: str, previews: Sequence[Preview]) -> None:
        self.stream = room_stream(room_id)
        self.room_id, self.message_id, self.body, self.previews = room_id, message_id, body, list(previews)

    def write(self, tx: Tx) -> Message | None:
        row = (
            messages().filter(pk=self.message_id, room=self.room_id, body=self.body, deleted_at=None).first()
        )
        if row is None:
            return None
        extra = Extra(**row.extra or {})
        if extra.previews == self.previews:
            return None
        changed = extra.model_copy(update={"previews": self.previews})
        row.extra = None if changed == Extra() else changed.model_dump(mode="json")
        return save_and_tell(tx, row, "extra")
