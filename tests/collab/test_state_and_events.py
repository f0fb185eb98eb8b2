"""State before + events = state afresh, for every action on documents, heard live or read from the store, by somebody
who manages the documents and by a plain member."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from accounts.models import User
from collab.access import document_for
from collab.actions import (
    ChangeDocument,
    CopyDocument,
    CreateDocument,
    DeleteDocument,
    MoveDocument,
    MoveToRoom,
    PurgeDocument,
    RenameDocument,
    RestoreDocument,
    TellEdited,
    TrashDocument,
)
from collab.actions.places import Spot
from collab.actions.sharing import GiveRight, SetRoomRight, TakeRight
from collab.events import DocumentInfo
from collab.listing import document_list
from collab.models import Document
from collab.selectors import document_info
from collab.streams import document_changes
from realtime import store
from realtime.append import Append
from realtime.commit import append, commit
from realtime.errors import Refused
from realtime.streams import Change
from rooms.access import standing_for
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class List:
    """What a browser keeps of a room's documents."""

    def __init__(self, user_id: int, room_id: int) -> None:
        self.user_id, self.room_id, self.stream = user_id, room_id, f"room:{room_id}"
        self.seq = store.open_streams([self.stream])[self.stream].seq
        self.documents = {each.id: each for each in document_list(user_id, room_id).documents}
        self.manages = "manage" in standing_for(user_id, room_id).abilities

    def hear(self, changes: list[Change]) -> None:
        for change in changes:
            assert change.seq > self.seq
            self.seq = change.seq
            event = json.loads(change.payload)
            if event["type"] in ("document.created", "document.updated"):
                info = DocumentInfo.model_validate_json(json.dumps(event["document"]))
                assert info.id in self.documents or event["type"] == "document.created"
                self.documents[info.id] = info
            elif event["type"] == "document.removed":
                known, restricted = event["id"] in self.documents, event["why"] == "restricted"
                if known or (restricted and self.manages):
                    self.ask_again(event["id"])

    def ask_again(self, document_id: int) -> None:
        """What a page does that shows the document, or whose reader manages the room: they may see it all the same."""
        self.documents.pop(document_id, None)
        try:
            row, _right = document_for(self.user_id, document_id)
        except Refused:
            return
        if row.room_id == self.room_id and row.trashed_at is None:
            self.documents[document_id] = document_info(row)


@dataclass
class World:
    """Ann owns two rooms with Bo and Cy. In the hall: First, with Child under it, with Grandchild under that; Second;
    Hidden, which is restricted; Gone, in the trash with Below."""

    ann: int
    bo: int
    cy: int
    hall: int
    loft: int
    ids: dict[str, int]

    def __getitem__(self, title: str) -> int:
        return self.ids[title]


@pytest.fixture
def world() -> World:
    ann, bo, cy = person("ann"), person("bo"), person("cy")
    hall, loft = room(ann, bo, cy).id, room(ann, bo, cy).id
    ids: dict[str, int] = {}

    def make(title: str, parent: str | None = None, by: User = ann) -> None:
        info = append(CreateDocument(by.pk, hall, title, parent=ids[parent] if parent else None))
        ids[title] = info.id

    for title, parent in (("First", None), ("Child", "First"), ("Grandchild", "Child"), ("Second", None)):
        make(title, parent)
    make("Hidden")
    append(SetRoomRight(ann.pk, ids["Hidden"], hall, "none"))
    make("Gone")
    make("Below", "Gone")
    append(TrashDocument(ann.pk, ids["Gone"], hall))
    return World(ann.pk, bo.pk, cy.pk, hall, loft, ids)


Make = Callable[[World], Append[Any]]
ACTIONS: dict[str, Make] = {
    "create": lambda w: CreateDocument(w.ann, w.hall, "More", "# Hi"),
    "create under a restricted one": lambda w: CreateDocument(w.ann, w.hall, "More", parent=w["Hidden"]),
    "rename": lambda w: RenameDocument(w.ann, w["First"], w.hall, "Renamed"),
    "rename a restricted one": lambda w: RenameDocument(w.ann, w["Hidden"], w.hall, "Renamed"),
    "icon and template": lambda w: ChangeDocument(w.bo, w["First"], w.hall, icon="🌵", template=True),
    "edited": lambda w: TellEdited(w["First"], w.hall, "new text\x00"),
    "edited, restricted": lambda w: TellEdited(w["Hidden"], w.hall, "new text"),
    "edited, in the trash": lambda w: TellEdited(w["Gone"], w.hall, "new text"),
    "nest": lambda w: MoveDocument(w.bo, w["Second"], w.hall, w["Child"]),
    "reorder": lambda w: MoveDocument(w.bo, w["Second"], w.hall, None, Spot(before=w["First"])),
    "move a restricted one": lambda w: MoveDocument(w.ann, w["Hidden"], w.hall, w["First"]),
    "to another room": lambda w: MoveToRoom(w.ann, w["First"], w.hall, w.loft),
    "a restricted one to another room": lambda w: MoveToRoom(w.ann, w["Hidden"], w.hall, w.loft),
    "copy": lambda w: CopyDocument(w.bo, w["First"], w.hall, beside=True, children=True),
    "copy to another room": lambda w: CopyDocument(w.bo, w["First"], w.loft, children=True),
    "copy a restricted one": lambda w: CopyDocument(w.ann, w["Hidden"], w.hall, beside=True),
    "trash": lambda w: TrashDocument(w.ann, w["First"], w.hall),
    "trash a restricted one": lambda w: TrashDocument(w.ann, w["Hidden"], w.hall),
    "restore": lambda w: RestoreDocument(w.ann, w["Gone"], w.hall),
    "restore a part": lambda w: RestoreDocument(w.ann, w["Below"], w.hall),
    "delete": lambda w: DeleteDocument(w.ann, w["Gone"], w.hall),
    "purge what is not due": lambda w: PurgeDocument(w["Gone"], w.hall),
    "restrict": lambda w: SetRoomRight(w.ann, w["First"], w.hall, "none"),
    "read only": lambda w: SetRoomRight(w.ann, w["First"], w.hall, "read"),
    "open again": lambda w: SetRoomRight(w.ann, w["Hidden"], w.hall, ""),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_events_lead_to_the_state(world: World, name: str) -> None:
    views = [(user, hall) for user in (world.ann, world.bo) for hall in (world.hall, world.loft)]
    live, late = [List(*view) for view in views], [List(*view) for view in views]
    batches = commit([ACTIONS[name](world)])[1]
    for one in live:
        one.hear([change for batch in batches if batch.stream == one.stream for change in batch.changes])
    for one in late:
        one.hear(list(store.read(one.stream, one.seq).changes))
    for one, other, view in zip(live, late, views, strict=True):
        afresh = List(*view)
        assert one.documents == other.documents == afresh.documents, view
        assert one.seq == afresh.seq


def test_who_is_given_a_restricted_document_sees_it_and_then_not(world: World) -> None:
    append(GiveRight(world.ann, world["Hidden"], world.hall, world.bo, "comment"))
    assert world["Hidden"] in List(world.bo, world.hall).documents
    assert world["Hidden"] not in List(world.cy, world.hall).documents
    append(TakeRight(world.ann, world["Hidden"], world.hall, world.bo))
    assert world["Hidden"] not in List(world.bo, world.hall).documents


def test_who_was_away_for_all_of_it_hears_of_the_newest_state(world: World) -> None:
    away = List(world.bo, world.hall)
    actions: tuple[Append[Any], ...] = (
        CreateDocument(world.ann, world.hall, "Third"),
        RenameDocument(world.ann, world["First"], world.hall, "Renamed"),
        TellEdited(world["First"], world.hall, "text"),
        SetRoomRight(world.ann, world["Hidden"], world.hall, "read"),
        RenameDocument(world.ann, world["Hidden"], world.hall, "Open now"),
        MoveToRoom(world.ann, world["First"], world.hall, world.loft),
        MoveToRoom(world.ann, world["Child"], world.loft, world.hall),
        RestoreDocument(world.ann, world["Gone"], world.hall),
        TrashDocument(world.ann, world["Second"], world.hall),
    )
    for action in actions:
        append(action)
    away.hear(list(store.read(away.stream, away.seq).changes))
    assert away.documents == List(world.bo, world.hall).documents
    titles = {each.title for each in away.documents.values()}
    assert titles == {"Third", "Open now", "Child", "Grandchild", "Gone", "Below"}
    assert Document.objects.get(pk=world["First"]).text == "text"


def test_the_same_again_is_no_change(world: World) -> None:
    for action in (
        RenameDocument(world.ann, world["First"], world.hall, " First "),
        MoveDocument(world.ann, world["Grandchild"], world.hall, world["Child"]),
        SetRoomRight(world.ann, world["First"], world.hall, ""),
    ):
        assert commit([action])[1] == []


def test_sources_keep_to_their_bounds(world: World) -> None:
    everything = [change.seq for change in document_changes(str(world.hall), 0, 10**9, 100)]
    assert everything == sorted(everything) and len(everything) == 7
    assert [c.seq for c in document_changes(str(world.hall), everything[0], everything[3], 2)] == everything[
        1:3
    ]
