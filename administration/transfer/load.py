"""Making a room of an export, portion by portion, and saying how far it is."""

from collections.abc import Generator, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Final, NamedTuple

from django.conf import settings
from django.core.files.base import File as Content
from django.utils import timezone

from accounts.models import User
from administration.actions import KeepRoom
from administration.transfer.actions import AddHistory, MakeEmptyRoom, Numbered, OpenRoom
from administration.transfer.documents import files_in, make_documents, tree_in
from administration.transfer.people import people_here
from administration.transfer.reading import Reading, wrong
from administration.transfer.remap import Maps, names_in
from files.events import FileInfo
from files.models import File
from files.storage import drop
from files.upload import clean_name, store
from realtime.commit import append
from realtime.wire import Result
from rooms.models import Membership, Role, Room

PORTION: Final = 200
IN_MEMORY: Final = 1024 * 1024


class Imported(Result):
    """How far an import is, or with `room` that it is done. `made`: people who had to be made."""

    done: int
    total: int
    room: int | None = None
    name: str = ""
    messages: int = 0
    files: int = 0
    made: int = 0


class _First(NamedTuple):
    """What a first reading of the messages finds."""

    names: set[str]
    places: dict[int, int]
    files: dict[str, tuple[str, str]]  # file id: (who sent it, "" for a document's, and its name)
    messages: int

    @property
    def total(self) -> int:
        """Steps of the import."""
        return self.messages + len(self.files)


def import_room(actor_id: int, content: IO[bytes], *, members: bool = False) -> Iterator[Imported]:
    """Read an export into a new room. `members`: let those in who are active here under the same username, with
    their roles; else only the one who imports. Raises Refused; then nothing is left of it.

    Every step makes whole queries of its own, so steps may run on different threads.
    """
    reading = Reading(content)
    first = _read_through(reading)
    yield Imported(done=0, total=first.total)
    before = User.objects.count()
    names = first.names | ({each.username for each in reading.manifest.members} if members else set())
    here = people_here(names, reading.manifest.people)
    room_id = append(MakeEmptyRoom(actor_id, reading.manifest.room))
    try:
        stored = yield from _fill(reading, first, room_id, actor_id, here)
        roles = _roles(reading, here) if members else {}
        found = {"messages": first.messages, "files": len(stored)}
        append(OpenRoom(actor_id, room_id, reading.manifest.room, roles, **found))
    except BaseException:
        _forget(room_id)
        raise
    make_documents(actor_id, room_id, reading, here if members else {}, stored)
    if reading.manifest.room.archived:
        append(KeepRoom(actor_id, room_id, archived=True))
    room = Room.objects.get(pk=room_id)
    made = User.objects.count() - before
    yield Imported(
        done=first.total,
        total=first.total,
        room=room_id,
        name=room.name,
        messages=first.messages,
        files=len(stored),
        made=made,
    )


def _fill(
    reading: Reading, first: _First, room_id: int, actor_id: int, here: dict[str, User]
) -> Generator[Imported, None, dict[str, FileInfo]]:
    """Files, then messages, into the room that nobody sees yet; the files by the ids they had."""
    maps = Maps(
        room=(reading.manifest.room.id, room_id),
        longest=settings.COLLAB["MAX_MESSAGE_CHARS"],
        usernames={name: user.username for name, user in here.items()},
        places=first.places,
    )
    stored: dict[str, FileInfo] = {}
    for file_id, info in _files(reading, first, room_id, actor_id, here):
        if info is not None:
            stored[file_id] = info
        yield Imported(done=len(stored), total=first.total)
    maps.files = stored
    done = len(stored)
    for written in _history(reading, room_id, here, maps):
        done += written
        yield Imported(done=done, total=first.total)
    return stored


def _read_through(reading: Reading) -> _First:
    """Check every line, and note what the second reading has to know beforehand."""
    names: set[str] = set()
    places: dict[int, int] = {}
    files: dict[str, tuple[str, str]] = {}
    last = 0
    for number, line in enumerate(reading.messages(), 1):
        message = line.message
        if message.created_seq <= last:
            raise wrong("messages.jsonl is not in the order of the history.")
        last = message.created_seq
        places[last] = number  # the new room's stream begins with them
        names |= names_in(message)
        if message.extra and message.deleted_at is None:
            files |= {each.id: (message.author, each.name) for each in message.extra.files}
    for document in reading.documents():
        if document.id and (tree := tree_in(reading, document)) is not None:
            files = {file_id: ("", name) for file_id, name in files_in(tree).items()} | files
    return _First(names, places, files, len(places))


def _files(
    reading: Reading, first: _First, room_id: int, actor_id: int, here: dict[str, User]
) -> Iterator[tuple[str, FileInfo | None]]:
    for file_id, (author, name) in first.files.items():
        entry = reading.file(file_id)
        if entry is None:
            yield file_id, None
            continue
        with entry, SpooledTemporaryFile(IN_MEMORY) as copy:
            size, most = 0, settings.COLLAB["MAX_FILE_BYTES"]
            while chunk := entry.read(IN_MEMORY):
                size += len(chunk)
                if size > most:
                    raise wrong(f"{name}: files may have at most {most:,} bytes here.")
                copy.write(chunk)
            content = Content(copy, name=name)
            content.size = size  # a temporary file has no path to ask
            info = store(here[author].pk if author else actor_id, room_id, content, clean_name(name))
        if author:  # a message's; a document's is held by the document
            File.objects.filter(pk=info.id).update(claimed_at=timezone.now())
        yield file_id, info


def _history(reading: Reading, room_id: int, here: dict[str, User], maps: Maps) -> Iterator[int]:
    numbered = (
        Numbered(number, line, here[line.message.author]) for number, line in enumerate(reading.messages(), 1)
    )
    while portion := list(islice(numbered, PORTION)):
        ids: dict[int, int] = append(AddHistory(room_id, portion, maps))
        maps.messages |= ids
        yield len(portion)


def _roles(reading: Reading, here: dict[str, User]) -> dict[int, str]:
    return {
        here[each.username].pk: each.role if each.role in Role.values else Role.MEMBER.value
        for each in reading.manifest.members
    }


def _forget(room_id: int) -> None:
    """Take away what nobody has seen."""
    if Membership.objects.filter(room=room_id).exists():
        return
    for file_id in File.objects.filter(room=room_id).values_list("pk", flat=True):
        drop(file_id)
    Room.objects.filter(pk=room_id).delete()
