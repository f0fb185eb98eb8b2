"""Polls: a message that asks."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import clean_line
from chat import models
from chat.actions.send import SendMessage
from chat.actions.tell import OnMessage, save_and_tell, unchanged
from chat.events import ChangedMessage, Poll, PollOption
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import Standing

MOST_OPTIONS: Final = 10
QUESTION_LENGTH: Final = 300
OPTION_LENGTH: Final = 100


def new_poll(question: str, options: Sequence[str], *, multiple: bool = False) -> Poll:
    """Raises Refused("invalid") with the field `question` or `options`."""
    texts = [clean_line(text, "options", OPTION_LENGTH) for text in options]
    if not 2 <= len(texts) <= MOST_OPTIONS:
        message = _("A poll has between 2 and %(count)d options.") % {"count": MOST_OPTIONS}
        raise Refused("invalid", message, "options")
    if len({text.casefold() for text in texts}) < len(texts):
        raise Refused("invalid", _("Two options of this poll are the same."), "options")
    return Poll(
        question=clean_line(question, "question", QUESTION_LENGTH),
        options=[PollOption(id=number, text=text, users=[]) for number, text in enumerate(texts)],
        multiple=multiple,
        closed_at=None,
    )


class CreatePoll(SendMessage):
    """Ask the room something: a message without text and with a poll."""

    def __init__(  # noqa: PLR0917  (the first four as in every message)
        self,
        user_id: int,
        username: str,
        room_id: int,
        question: str,
        options: Sequence[str],
        client_id: str,
        *,
        multiple: bool = False,
        thread: int | None = None,
    ) -> None:
        poll = new_poll(question, options, multiple=multiple)
        super().__init__(user_id, username, room_id, "", client_id, thread=thread, poll=poll)


class _OnPoll(OnMessage):
    def fetch_poll(self) -> tuple[models.Message, Standing, dict[str, Any]]:
        """The poll as it is stored. Raises Refused: who cannot write in the room cannot vote either."""
        row, standing = self.fetch()
        if refusal := standing.refusal("react"):
            raise refusal
        if row.deleted_at is not None:
            raise Refused("gone", _("This message was deleted."))
        poll = (row.extra or {}).get("poll")
        if poll is None:
            raise Refused("invalid", _("This message asks nothing."), "message")
        return row, standing, poll

    @staticmethod
    def save(tx: Tx, row: models.Message, poll: dict[str, Any]) -> ChangedMessage:
        row.extra = {**(row.extra or {}), "poll": poll}
        return ChangedMessage(message=save_and_tell(tx, row, "extra"))


class Vote(_OnPoll, Append[ChangedMessage]):
    """Choose these options and no others; none: take one's vote back. The same again: nothing happens."""

    def __init__(self, user_id: int, room_id: int, message_id: int, options: Sequence[int]) -> None:
        super().__init__(user_id, room_id, message_id)
        self.options = set(options)

    def write(self, tx: Tx) -> ChangedMessage:
        row, _standing, poll = self.fetch_poll()
        self._check(poll)
        username = User.objects.values_list("username", flat=True).get(pk=self.user_id)
        options = [self._voted(option, username) for option in poll["options"]]
        if options == poll["options"]:
            return unchanged(row)
        return self.save(tx, row, {**poll, "options": options})

    def _check(self, poll: dict[str, Any]) -> None:
        if poll["closed_at"] is not None:
            raise Refused("conflict", _("This poll is closed."))
        if not self.options <= {option["id"] for option in poll["options"]}:
            raise Refused("invalid", _("This poll has no such option."), "options")
        if len(self.options) > 1 and not poll["multiple"]:
            raise Refused("invalid", _("Choose one option."), "options")

    def _voted(self, option: dict[str, Any], username: str) -> dict[str, Any]:
        voted, wanted = username in option["users"], option["id"] in self.options
        if voted == wanted:
            return option
        users = (
            [*option["users"], username] if wanted else [each for each in option["users"] if each != username]
        )
        return {**option, "users": users}


class ClosePoll(_OnPoll, Append[ChangedMessage]):
    """Let nobody vote any more: who asked, and moderators. Again: nothing happens."""

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing, poll = self.fetch_poll()
        if row.author_id != self.user_id and (refusal := standing.refusal("moderate")):
            raise refusal
        if poll["closed_at"] is not None:
            return unchanged(row)
        return self.save(tx, row, {**poll, "closed_at": timezone.now().isoformat()})
