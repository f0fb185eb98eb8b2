"""What a notification says in one sentence, in any language, out of the names it was told with.

The browser's twin is `static/src/notifications/sentences.ts`. Announcements have words of their own and no sentence.
"""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.kinds import Kind

Data = Mapping[str, str]


class _Names(dict[str, str]):
    """A name that is missing leaves a gap, not an error: old rows may know less than new sentences."""

    def __missing__(self, name: str) -> str:
        return ""


def title_of(kind: Kind | str, data: Data, language: str = "") -> str:
    """The sentence in this language ("": the installation's); "" for kinds without one."""
    with translation.override(language or settings.LANGUAGE_CODE):
        sentence = SENTENCES.get(Kind(kind))
        return sentence(data) % _Names(data) if sentence else ""


def _mention(data: Data) -> str:
    return _("%(name)s mentioned you in %(room)s") if data.get("room") else _("%(name)s mentioned you")


def _everyone(data: Data) -> str:
    if data.get("room"):
        return _("%(name)s wrote to everyone in %(room)s")
    return _("%(name)s wrote to everyone in your group")


def _keyword(data: Data) -> str:
    if data.get("room"):
        return _("%(name)s wrote “%(word)s” in %(room)s")
    return _("%(name)s wrote “%(word)s”")


def _direct(data: Data) -> str:
    if data.get("kind_of_room") == "group":
        return _("%(name)s wrote to your group")
    return _("%(name)s wrote to you")


def _reply(data: Data) -> str:
    return (
        _("%(name)s replied in a thread in %(room)s")
        if data.get("room")
        else _("%(name)s replied in a thread")
    )


def _message(data: Data) -> str:
    return _("%(name)s wrote in %(room)s") if data.get("room") else _("%(name)s wrote")


def _reaction(data: Data) -> str:
    """`names`: up to two of them, `count`: how many people in all."""
    count = int(data.get("count") or 1)
    others = count - len(data.get("names", "").split(", "))
    if others <= 0:
        return _("%(names)s reacted with %(emoji)s to your message")
    sentence = ngettext(
        "%(names)s and %(others)s other reacted with %(emoji)s to your message",
        "%(names)s and %(others)s others reacted with %(emoji)s to your message",
        others,
    )
    return sentence.replace("%(others)s", str(others))


def _document_mention(data: Data) -> str:
    if data.get("act") == "comment":
        return _("%(name)s mentioned you in a comment on “%(document)s”")
    return _("%(name)s mentioned you in “%(document)s”")


def _comment(data: Data) -> str:
    if data.get("act") == "reply":
        return _("%(name)s replied to a comment on “%(document)s”")
    return _("%(name)s commented on “%(document)s”")


def _share(data: Data) -> str:
    return _("%(name)s shared “%(document)s” with you")


def _invitation(data: Data) -> str:
    return _("%(name)s added you to %(room)s") if data.get("name") else _("You have been added to %(room)s")


def _room(data: Data) -> str:
    if data.get("act") == "report":
        return _("%(name)s reported a message in %(room)s")
    return _("%(name)s asks to join %(room)s")


def _reminder(data: Data) -> str:
    if data.get("text"):
        return _("Reminder: %(text)s")
    if data.get("name"):
        return _("Reminder: a message by %(name)s")
    return _("Reminder: the message you wanted to come back to is not there any more")


def _failure(data: Data) -> str:
    match data.get("what"):
        case "scheduled":
            return _("Your scheduled message was not sent")
        case "export":
            return _("Your export failed")
        case "import":
            return _("Your import failed")
        case "webhook":
            return _("A webhook was given up")
        case "broadcast":
            return _("Your announcement could not be sent to everybody")
        case _:
            return _("Something you started did not work")


SENTENCES: Final[Mapping[Kind, Callable[[Data], str]]] = {
    Kind.MENTION: _mention,
    Kind.EVERYONE: _everyone,
    Kind.KEYWORD: _keyword,
    Kind.DIRECT: _direct,
    Kind.REPLY: _reply,
    Kind.MESSAGE: _message,
    Kind.REACTION: _reaction,
    Kind.DOCUMENT_MENTION: _document_mention,
    Kind.COMMENT: _comment,
    Kind.SHARE: _share,
    Kind.INVITATION: _invitation,
    Kind.ROOM: _room,
    Kind.REMINDER: _reminder,
    Kind.FAILURE: _failure,
}
