"""From rows to messages as they travel."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.events import Person
from accounts.models import User
from accounts.selectors import person_of
from chat import models
from chat.events import CommentMark, Extra, Message, Reaction, Replies
from realtime.errors import Refused


def message_of(row: models.Message) -> Message:
    """Wants `row.author` loaded."""
    return Message(
        id=row.pk,
        room=row.room_id,
        seq=row.changed_seq,
        created_seq=row.created_seq,
        kind=row.kind,
        body=row.body,
        html=row.html,
        author=row.author.username,
        client_id=row.client_id,
        created_at=row.created_at,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
        expired=row.expired,
        thread=row.root_id,
        replies=None if row.replies is None else Replies(**row.replies),
        reactions=[Reaction(**each) for each in row.reactions or ()],
        pinned=row.pinned or None,
        mentions=row.mentions or [],
        everyone=row.everyone,
        extra=None if row.extra is None else Extra(**row.extra),
    )


def comment_of(row: models.Message) -> CommentMark | None:
    """The comment that a message begins, or whose thread it is in. Wants `row.root` loaded if there is one."""
    found = ((row.root or row).extra or {}).get("comment")
    return CommentMark(**found) if found else None


def messages() -> QuerySet[models.Message]:
    """All messages, with what `message_of` wants."""
    return models.Message.objects.select_related("author")


def room_of_message(message_id: int) -> int:
    """Which room a message is in; the append decides whether the person may know. Raises Refused("not_found")."""
    return thread_of_message(message_id)[0]


def thread_of_message(message_id: int) -> tuple[int, int]:
    """The room of a message, and the message that its thread hangs on (itself, if it is no reply).

    Raises Refused("not_found").
    """
    found = models.Message.objects.filter(pk=message_id).values_list("room", "root").first()
    if found is None:
        raise no_such_message()
    room, root = found
    return room, root or message_id


def no_such_message(field: str | None = None) -> Refused:
    return Refused("not_found", _("There is no such message, or it is not yours to see."), field)


def people_in(rows: Iterable[models.Message], known: Collection[str] = ()) -> dict[str, Person]:
    """Everybody named in messages, by username: who wrote, replied, reacted, was mentioned, pinned or quoted; of those
    who are `known` anyway only the authors.

    One query if there is anybody else.
    """
    people: dict[str, Person] = {}
    named: set[str] = set()
    for row in rows:
        people[row.author.username] = person_of(row.author)
        named |= _named(row)
    if missing := named - people.keys() - set(known):
        people |= {user.username: person_of(user) for user in User.objects.filter(username__in=missing)}
    return people


def _named(row: models.Message) -> set[str]:
    named = set(row.mentions or ())
    for reaction in row.reactions or ():
        named.update(reaction["users"])
    if row.pinned:
        named.add(row.pinned)
    if row.replies:
        named.update(row.replies["people"])
    if row.extra:
        for option in (row.extra.get("poll") or {}).get("options", ()):
            named.update(option["users"])
        if quote := row.extra.get("quote"):
            named.add(quote["author"])
        if resolver := (row.extra.get("comment") or {}).get("resolved_by"):
            named.add(resolver)
    return named


def search_text(row: models.Message) -> str:
    """What is to be found of a message: its text as it was typed, names of files, the poll, what is quoted or
    commented on."""
    extra = row.extra or {}
    poll = extra.get("poll") or {}
    parts = [
        row.body,
        *(file["name"] for file in extra.get("files", ())),
        poll.get("question", ""),
        *(option["text"] for option in poll.get("options", ())),
        (extra.get("quote") or {}).get("body", ""),
        (extra.get("comment") or {}).get("passage", ""),
    ]
    return "\n".join(part for part in parts if part)
