"""Who is told of a message, and in which words. Called by chat after the commit, in batches (chat.hooks)."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from chat.hooks import Said
from desk.actions.notices import About, NotifyPeople
from desk.actions.notify import Word
from desk.models import Notice
from desk.words import comment_url, excerpt, message_url
from realtime.commit import append
from realtime.hub import online
from rooms.models import Room
from rooms.selectors import active_member_ids

AT_ONCE: Final = 200
"""People told in one commit: writers of messages wait for no more than that."""

Reason = Notice.Reason


def notify(said: Sequence[Said]) -> None:
    """Notify everybody whom these messages concern; again for the same ones changes nothing."""
    authors = User.objects.in_bulk({each.author_id for each in said})
    rooms = Room.objects.in_bulk({each.message.room for each in said})
    for each in said:
        room = rooms.get(each.message.room)
        if room is not None and each.author_id in authors:
            _notify(each, authors[each.author_id], room)


def _notify(said: Said, author: User, room: Room) -> None:
    message = said.message
    about = About(message.id, message.room, message.thread, message.created_seq)
    done: set[int] = {author.pk}
    for reason, people in _concerned(said):
        fresh = [user_id for user_id in dict.fromkeys(people) if user_id not in done]
        done |= set(fresh)
        word = _word(said, author, room, reason)
        for start in range(0, len(fresh), AT_ONCE):
            append(NotifyPeople(about, reason, word, fresh[start : start + AT_ONCE]))


def _concerned(said: Said) -> Iterator[tuple[Reason, Sequence[int]]]:
    """The best reason first: a person is told once."""
    yield Reason.MENTION, said.mentioned
    if said.room_kind != "room":
        yield Reason.DIRECT, active_member_ids(said.message.room)
    yield Reason.REPLY, said.followers
    if said.message.everyone:
        members = active_member_ids(said.message.room)
        here = online() if said.message.everyone == "here" else None
        yield Reason.EVERYONE, [user for user in members if here is None or user in here]


def _word(said: Said, author: User, room: Room, reason: Reason) -> Word:
    """In the installation's language: the row is the same for everybody."""
    names = {"name": author.display_name, "room": room.name}
    if said.comment:
        names["document"] = said.comment.title
    with translation.override(settings.LANGUAGE_CODE):
        return Word(
            sender_id=author.pk,
            title=_title(reason, said) % names,
            body=_gist(said),
            url=_url(said),
            room_id=room.pk if reason == Reason.EVERYONE else None,
        )


def _url(said: Said) -> str:
    """Where it is read: what was said on a document, in that document."""
    message, comment = said.message, said.comment
    return comment_url(comment.document, comment.id) if comment else message_url(message.room, message.id)


def _title(reason: Reason, said: Said) -> str:
    return _comment_title(reason) if said.comment else _message_title(reason, said.room_kind)


def _comment_title(reason: Reason) -> str:
    if reason == Reason.MENTION:
        return _("%(name)s mentioned you in a comment on “%(document)s”")
    if reason == Reason.REPLY:
        return _("%(name)s replied to a comment on “%(document)s”")
    return _("%(name)s commented on “%(document)s”")


def _message_title(reason: Reason, kind: str) -> str:
    if reason == Reason.DIRECT:
        return _("%(name)s wrote to you") if kind == "direct" else _("%(name)s wrote to your group")
    if kind != "room":  # these have no name
        if reason == Reason.REPLY:
            return _("%(name)s replied in a thread")
        return _("%(name)s mentioned you")
    return {
        Reason.MENTION: _("%(name)s mentioned you in %(room)s"),
        Reason.REPLY: _("%(name)s replied in a thread in %(room)s"),
        Reason.EVERYONE: _("%(name)s wrote to everyone in %(room)s"),
    }[reason]


def _gist(said: Said) -> str:
    """The message's beginning; of one without text what it brings."""
    message, extra = said.message, said.message.extra
    if message.body or extra is None:
        return excerpt(message.body)
    if extra.poll:
        return extra.poll.question
    if extra.files:
        return ", ".join(file.name for file in extra.files)
    return excerpt(extra.quote.body) if extra.quote else ""
