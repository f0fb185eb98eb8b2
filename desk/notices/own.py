"""What is one's own: reminders that come up, and work in the background that failed.

Both are told in the commit that ends the waiting, where the person's inbox is locked.
"""

from chat.models import Message
from desk.models import Reminder, Scheduled
from desk.notices.may import oneself
from desk.words import excerpt, message_url, room_url
from notifications.actions.telling import Tell
from notifications.happenings import Happening, failure
from notifications.kinds import Kind
from realtime.append import Tx


def remind(tx: Tx, row: Reminder, message: Message | None) -> None:
    """Its time has come. `message`: what it is about, while it is there to be read."""
    data = {"text": row.text}
    url, body = "", ""
    if message is not None:
        data["name"] = message.author.display_name
        url, body = message_url(message.room_id, message.pk), excerpt(message.body)
    elif row.room_id is not None and row.message_id is None:
        url = room_url(row.room_id)
    happening = Happening(
        kind=Kind.REMINDER,
        key=f"reminder:{row.pk}",
        group=f"reminder:{row.pk}",
        places=(),
        url=url,
        data={name: value for name, value in data.items() if value},
        body=body,
        sender_id=row.user_id,
        room_id=message.room_id if message is not None else None,
    )
    Tell(happening, [row.user_id], oneself).write(tx)


def not_sent(tx: Tx, row: Scheduled) -> None:
    """A scheduled message could not be sent, and will not be tried again. Told once for each time that it was planned:
    its row is stamped anew with every change."""
    happening = failure(
        f"scheduled:{row.pk}:{row.changed_seq}", "scheduled", row.fault, "/scheduled/", text=excerpt(row.body)
    )
    Tell(happening, [row.user_id], oneself).write(tx)
