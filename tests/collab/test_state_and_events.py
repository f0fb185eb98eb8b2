"""State before + events = state afresh, for every action on documents, heard live or read from the store."""

import json
from collections.abc import Callable

import pytest

from accounts.models import User
from collab.actions import CreateDocument, RenameDocument, TellEdited
from collab.events import DocumentInfo
from collab.models import Document
from collab.selectors import documents_of
from collab.streams import document_changes
from realtime import store
from realtime.append import Append
from realtime.commit import append, commit
from realtime.streams import Change
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class List:
    """What a browser keeps of a room's documents."""

    def __init__(self, room_id: int) -> None:
        self.stream = f"room:{room_id}"
        self.seq = store.open_streams([self.stream])[self.stream].seq
        self.documents = {each.id: each for each in documents_of(room_id)}

    def hear(self, changes: list[Change]) -> None:
        for change in changes:
            assert change.seq > self.seq
            self.seq = change.seq
            event = json.loads(change.payload)
            if event["type"] in ("document.created", "document.updated"):
                known = event["document"]["id"] in self.documents
                assert known == (event["type"] == "document.updated")
                info = DocumentInfo.model_validate_json(json.dumps(event["document"]))
                self.documents[info.id] = info


@pytest.fixture
def ann() -> User:
    return person("ann")


@pytest.fixture
def hall(ann: User) -> int:
    return room(ann).id


Make = Callable[[User, int], Append[DocumentInfo]]


@pytest.mark.parametrize(
    "make",
    [
        lambda ann, hall: CreateDocument(ann.pk, hall, "Second", "# Hi"),
        lambda ann, hall: RenameDocument(ann.pk, Document.objects.get().pk, hall, "Renamed"),
        lambda ann, hall: TellEdited(Document.objects.get().pk, hall, "new text\x00"),
    ],
)
def test_events_lead_to_the_state(ann: User, hall: int, make: Make) -> None:
    append(CreateDocument(ann.pk, hall, "First"))
    live, late = List(hall), List(hall)
    batches = commit([make(ann, hall)])[1]
    live.hear([change for batch in batches if batch.stream == live.stream for change in batch.changes])
    late.hear(list(store.read(late.stream, late.seq).changes))
    afresh = List(hall)
    assert live.documents == late.documents == afresh.documents
    assert live.seq == late.seq == afresh.seq


def test_who_was_away_for_all_of_it_hears_of_the_newest_state(ann: User, hall: int) -> None:
    away = List(hall)
    made = append(CreateDocument(ann.pk, hall, "First"))
    append(RenameDocument(ann.pk, made.id, hall, "Second"))
    append(TellEdited(made.id, hall, "text"))
    away.hear(list(store.read(away.stream, away.seq).changes))
    assert away.documents == List(hall).documents
    assert Document.objects.get().text == "text"


def test_the_same_title_again_is_no_change(ann: User, hall: int) -> None:
    made = append(CreateDocument(ann.pk, hall, "Same"))
    assert commit([RenameDocument(ann.pk, made.id, hall, " Same ")])[1] == []


def test_sources_keep_to_their_bounds(ann: User, hall: int) -> None:
    for n in range(5):
        append(CreateDocument(ann.pk, hall, f"Document {n}"))
    everything = [change.seq for change in document_changes(str(hall), 0, 10**9, 100)]
    assert everything == sorted(everything) and len(everything) == 5
    assert [c.seq for c in document_changes(str(hall), everything[0], everything[3], 2)] == everything[1:3]
