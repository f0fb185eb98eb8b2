"""Who is told of a message. Called by chat after the commit, in batches (`chat.hooks`)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from accounts.models import User
from chat.hooks import Said
from collab.models import Document
from desk.notices.may import read_up_to, reads_message
from desk.words import comment_url, excerpt, message_url
from notifications import watching
from notifications.actions.place_reading import mark_place_read
from notifications.actions.taking_back import take_back
from notifications.actions.telling import tell
from notifications.happenings import Happening
from notifications.kinds import Kind, document_place, room_place, thread_place
from realtime.append import Tx
from realtime.hub import online
from rooms.models import Room
from rooms.selectors import active_member_ids


class Concerned(NamedTuple):
    """Whom a message concerns for one reason, and what its sentence says besides who wrote where."""

    kind: Kind
    people: Sequence[int]
    data: dict[str, str] = {}
    merges: bool = False


def notify(said: Sequence[Said]) -> None:
    """Tell everybody whom these messages concern; again for the same ones changes nothing."""
    authors = User.objects.in_bulk({each.author_id for each in said})
    rooms = Room.objects.in_bulk({each.message.room for each in said})
    for each in said:
        room = rooms.get(each.message.room)
        if room is not None and each.author_id in authors:
            _notify(each, authors[each.author_id], room)


def _notify(said: Said, author: User, room: Room) -> None:
    message = said.message
    may = reads_message(message.room, message.id)
    read = read_up_to(message.room, message.thread, message.created_seq)
    for concerned in _concerned(said):
        people = [user for user in concerned.people if user != said.author_id]
        if people:
            tell(_happening(said, author, room, concerned), people, may, read)


def _concerned(said: Said) -> Iterator[Concerned]:
    """The best reason first: a person is told once, by the first that their rules let through."""
    message = said.message
    if said.comment:
        yield Concerned(Kind.DOCUMENT_MENTION, said.mentioned, {"act": "comment"})
    else:
        yield Concerned(Kind.MENTION, said.mentioned)
    members = _Members(message.room)
    if said.room_kind in ("direct", "group"):
        yield Concerned(Kind.DIRECT, members(), merges=True)
    if said.comment:
        yield Concerned(Kind.COMMENT, *_comment_hearers(said, said.comment.document))
    else:
        yield Concerned(Kind.REPLY, said.followers)
    if message.everyone:
        here = online() if message.everyone == "here" else None
        yield Concerned(Kind.EVERYONE, [user for user in members() if here is None or user in here])
    yield from _watchers(said, members)
    if not said.comment:
        yield Concerned(Kind.MESSAGE, watching.listeners(places_of(said)), merges=True)


def was_read(tx: Tx, user_id: int, room_id: int, thread: int | None, seq: int) -> None:
    """Who has read a room or a thread up to `seq` has read what was told of it; a thread's root with the thread."""
    if thread is None:
        mark_place_read(tx, user_id, room_place(room_id), seq)
    else:
        mark_place_read(tx, user_id, thread_place(thread), seq, key=f"message:{thread}")


def removed(messages: Sequence[int]) -> None:
    """What was told of messages that are gone goes too: their text is nobody's any more."""
    take_back([f"message:{message}" for message in messages])


class _Members:
    """Who is in the room, read when it is first asked."""

    def __init__(self, room_id: int) -> None:
        self._room_id = room_id
        self._found: list[int] | None = None

    def __call__(self) -> list[int]:
        if self._found is None:
            self._found = active_member_ids(self._room_id)
        return self._found


def _comment_hearers(said: Said, document_id: int) -> tuple[list[int], dict[str, str]]:
    """Of a reply: who follows the thread; of a new one: who made the document. And who wants to hear all of either."""
    people = list(said.followers)
    if said.message.thread is None:
        people += Document.objects.filter(pk=document_id).values_list("created_by", flat=True)
    act = "comment" if said.message.thread is None else "reply"
    return [*people, *watching.listeners(places_of(said))], {"act": act}


def _watchers(said: Said, members: _Members) -> Iterator[Concerned]:
    """Those in the room (or whom the document's rights let read beside it) who watch for a word of it."""
    found = watching.people_for(said.message.body)
    if found and said.room_kind != "margin":
        inside = set(members())
        found = {user: word for user, word in found.items() if user in inside}
    for word in sorted(set(found.values())):
        yield Concerned(Kind.KEYWORD, [user for user, own in found.items() if own == word], {"word": word})


def _happening(said: Said, author: User, room: Room, concerned: Concerned) -> Happening:
    message = said.message
    data = {"name": author.display_name, "kind_of_room": room.kind, **concerned.data}
    if room.kind == "room":
        data["room"] = room.name
    if said.comment:
        data["document"] = said.comment.title
    return Happening(
        kind=concerned.kind,
        key=f"message:{message.id}",
        group=group_of(said),
        places=places_of(said),
        url=_url(said),
        data=data,
        body=_gist(said),
        sender_id=author.pk,
        room_id=room.pk,
        place_seq=message.created_seq,
        merges=concerned.merges,
    )


def group_of(said: Said) -> str:
    """What it is listed under: its thread, or its room. What was said beside a document has no room that one opens."""
    if said.message.thread is not None:
        return thread_place(said.message.thread)
    return thread_place(said.message.id) if said.room_kind == "margin" else room_place(said.message.room)


def places_of(said: Said) -> tuple[str, ...]:
    """Whose rules apply, the nearest first."""
    thread = said.message.thread or (said.message.id if said.comment else None)
    places = [] if thread is None else [thread_place(thread)]
    if said.comment:
        places.append(document_place(said.comment.document))
    return (*places, room_place(said.message.room)) if said.room_kind != "margin" else tuple(places)


def _url(said: Said) -> str:
    """Where it is read: what was said on a document, in that document."""
    message, comment = said.message, said.comment
    return comment_url(comment.document, comment.id) if comment else message_url(message.room, message.id)


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
