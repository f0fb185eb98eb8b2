"""What is found of documents that are restricted, given to single persons, in the trash or deleted."""

import pytest

from collab.actions import (
    CreateDocument,
    DeleteDocument,
    MoveToRoom,
    RestoreDocument,
    TellEdited,
    TrashDocument,
)
from collab.actions.sharing import GiveRight, SetRoomRight
from realtime.commit import append
from search.follow import catch_up
from search.models import Entry
from search.selectors import search
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class Stage:
    """Ann's room with Bo, a document in it that holds a word, and Cy who is a stranger."""

    def __init__(self) -> None:
        ann, bo, cy = person("ann"), person("bo"), person("cy")
        self.ann, self.bo, self.cy = ann.pk, bo.pk, cy.pk
        self.room, self.other = room(ann, bo).id, room(ann).id
        self.id = append(CreateDocument(ann.pk, self.room, "Plan")).id
        append(TellEdited(self.id, self.room, "a wombat"))

    def found(self, user_id: int, *, fresh: bool = True) -> list[str]:
        """Room names of the hits."""
        if fresh:
            assert catch_up(5)
        return [hit.room_name for hit in search(user_id, "wombat").hits]


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.mark.parametrize("fresh", [True, False], ids=["followed", "not followed yet"])
def test_a_restricted_document_is_found_by_those_who_see_it(stage: Stage, fresh: bool) -> None:
    assert stage.found(stage.bo) == ["Hall"]
    append(SetRoomRight(stage.ann, stage.id, stage.room, "none"))
    assert stage.found(stage.bo, fresh=fresh) == []
    assert stage.found(stage.ann, fresh=fresh) == ["Hall"]
    append(GiveRight(stage.ann, stage.id, stage.room, stage.bo, "read"))
    assert stage.found(stage.bo, fresh=fresh) == ["Hall"]


def test_who_was_given_a_document_finds_it_without_the_name_of_its_room(stage: Stage) -> None:
    assert stage.found(stage.cy) == []
    append(GiveRight(stage.ann, stage.id, stage.room, stage.cy, "read"))
    assert stage.found(stage.cy) == [""]
    append(SetRoomRight(stage.ann, stage.id, stage.room, "none"))
    assert stage.found(stage.cy) == [""]
    assert stage.found(stage.bo) == []


@pytest.mark.parametrize("fresh", [True, False], ids=["followed", "not followed yet"])
def test_the_trash_is_not_searched(stage: Stage, fresh: bool) -> None:
    assert stage.found(stage.ann) == ["Hall"]
    append(TrashDocument(stage.ann, stage.id, stage.room))
    assert stage.found(stage.ann, fresh=fresh) == []
    append(RestoreDocument(stage.ann, stage.id, stage.room))
    assert stage.found(stage.ann) == ["Hall"]


def test_nothing_is_left_in_the_index_of_what_was_deleted(stage: Stage) -> None:
    assert stage.found(stage.ann) == ["Hall"]
    append(TrashDocument(stage.ann, stage.id, stage.room))
    append(DeleteDocument(stage.ann, stage.id, stage.room))
    assert catch_up(5)
    assert not Entry.objects.exists()


def test_a_document_is_found_where_it_went(stage: Stage) -> None:
    assert stage.found(stage.bo) == ["Hall"]
    append(MoveToRoom(stage.ann, stage.id, stage.room, stage.other))
    assert stage.found(stage.bo, fresh=False) == []
    assert stage.found(stage.ann) == ["Hall"] and stage.found(stage.bo) == []
