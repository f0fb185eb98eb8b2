"""Reactions and pins."""

import unicodedata
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from chat import hooks, models
from chat.actions import told
from chat.actions.tell import OnMessage, save_and_tell, unchanged
from chat.events import ChangedMessage
from realtime.append import Append, Tx
from realtime.errors import Refused

MOST_KINDS: Final = 20
"""Different reactions on one message."""
MOST_PINS: Final = 100
LONGEST_EMOJI: Final = 16  # characters: a family with skin tones has 11
JOINERS: Final = {0x200D, 0xFE0F, 0x20E3, *range(0xE0020, 0xE0080)}


def clean_emoji(text: str) -> str:
    """An emoji's characters, or `:name:`. Raises Refused("invalid", field "emoji")."""
    if _is_name(text) or (0 < len(text) <= LONGEST_EMOJI and _is_pictogram(text)):
        return text
    raise Refused("invalid", _("This is no emoji."), "emoji")


def _is_name(text: str) -> bool:
    name = text[1:-1]
    around = len(text) > 2 and text[0] == text[-1] == ":"
    return around and len(name) <= 40 and all(c in "abcdefghijklmnopqrstuvwxyz0123456789_+-" for c in name)


def _is_pictogram(text: str) -> bool:
    """Symbols, with what joins and colours them; a digit only as a keycap."""
    body = text[1:] if text[0] in "0123456789#*" and "\u20e3" in text else text
    return bool(body) and all(ord(c) in JOINERS or _is_symbol(c) for c in body)


def _is_symbol(char: str) -> bool:
    category = unicodedata.category(char)
    newer = category == "Cn" and 0x1F000 <= ord(char) < 0x1FB00  # than this Python's table
    return category in ("So", "Sk", "Sm") or char in "\u203c\u2049\u3030\u303d\u2139" or newer


class React(OnMessage, Append[ChangedMessage]):
    """Put an emoji on a message, or take it back. Again: nothing happens."""

    def __init__(self, user_id: int, room_id: int, message_id: int, emoji: str, *, on: bool) -> None:
        super().__init__(user_id, room_id, message_id)
        self.emoji, self.on = clean_emoji(emoji), on

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing = self.fetch()
        if refusal := standing.refusal("react"):
            raise refusal
        if row.deleted_at is not None:
            raise Refused("gone", _("This message was deleted."))
        username = User.objects.values_list("username", flat=True).get(pk=self.user_id)
        changed = self._toggled(row.reactions or [], username)
        if changed == (row.reactions or []):
            return unchanged(row)
        row.reactions = changed or None
        if row.author_id != self.user_id:
            told.reaction_after_commit(hooks.Reacted(row.pk, self.user_id, self.on))
        return ChangedMessage(message=save_and_tell(tx, row, "reactions"))

    def _toggled(self, reactions: list[dict[str, object]], username: str) -> list[dict[str, object]]:
        """The reactions as they are afterwards, in order of first use."""
        users = {str(each["emoji"]): list(each["users"]) for each in reactions}  # type: ignore[call-overload]
        mine = users.setdefault(self.emoji, [])
        if self.on and username not in mine:
            mine.append(username)
        elif not self.on and username in mine:
            mine.remove(username)
        if len(users) > MOST_KINDS:
            message = _("A message takes %(count)d different reactions; choose one of those that are there.")
            raise Refused("conflict", message % {"count": MOST_KINDS}, "emoji")
        return [{"emoji": emoji, "users": names} for emoji, names in users.items() if names]


class Pin(OnMessage, Append[ChangedMessage]):
    """Pin a message of the timeline to its room, or take it off: moderators, and everybody in direct messages.

    Again: nothing happens.
    """

    def __init__(self, user_id: int, room_id: int, message_id: int, *, on: bool) -> None:
        super().__init__(user_id, room_id, message_id)
        self.on = on

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing = self.fetch()
        if refusal := standing.refusal("moderate" if standing.kind == "room" else "send"):
            raise refusal
        if row.deleted_at is not None:
            raise Refused("gone", _("This message was deleted."))
        if row.root_id is not None:
            raise Refused("invalid", _("Replies in threads cannot be pinned."), "message")
        if bool(row.pinned) == self.on:
            return unchanged(row)
        if self.on:
            self._check_room()
            row.pinned = User.objects.values_list("username", flat=True).get(pk=self.user_id)
            row.pinned_at = timezone.now()
        else:
            row.pinned, row.pinned_at = "", None
        action = "message.pinned" if self.on else "message.unpinned"
        audit.record(tx, self.user_id, action, room=self.room_id, target=row.author.username, message=row.pk)
        return ChangedMessage(message=save_and_tell(tx, row, "pinned", "pinned_at"))

    def _check_room(self) -> None:
        pins = models.Message.objects.filter(room=self.room_id, pinned_at__isnull=False)
        if pins.count() >= MOST_PINS:
            message = _("A room holds %(count)d pins; take one off first.")
            raise Refused("conflict", message % {"count": MOST_PINS})
