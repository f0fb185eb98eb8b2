"""Rights as they are read from the database: in one statement, for one pair or many, and everywhere the same."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from collab.access import DocumentStream, accesses, documents_for, rights_for
from collab.actions import CreateDocument, TrashDocument
from collab.actions.links import CreateLink, FollowLink
from collab.actions.sharing import GiveRight, SetRoomRight
from collab.models import Document, ShareLink
from collab.rights import ROOM_RIGHTS, Right
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember, BanMember, RemoveMember, SilenceMember, UpdateRoom
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """A public room with one of every kind of people, and a document for everything a document may say of them. Each is
    given to Given (edit) and to Linked (comment, by a link), and to the banned one."""

    def __init__(self) -> None:
        names = (
            "owner",
            "member",
            "guest",
            "visitor",
            "silenced",
            "banned",
            "gone",
            "given",
            "linked",
            "inactive",
        )
        self.users = {name: person(name, is_guest=name in ("given", "guest")) for name in names}
        owner = self.users["owner"]
        self.room = room(owner, visibility="public").id
        for name in ("member", "guest", "silenced", "banned", "gone", "inactive"):
            append(AddMember(owner.pk, self.room, self.users[name].pk))
        self.documents = {right: self._document(right) for right in (*ROOM_RIGHTS, "trash")}
        append(TrashDocument(owner.pk, self.documents["trash"], self.room))
        append(SilenceMember(owner.pk, self.room, self.users["silenced"].pk, 60))
        append(BanMember(owner.pk, self.room, self.users["banned"].pk))
        append(RemoveMember(owner.pk, self.room, self.users["gone"].pk))
        User.objects.filter(username="inactive").update(is_active=False)

    def _document(self, right: str) -> int:
        owner = self.users["owner"].pk
        made = append(CreateDocument(owner, self.room, right or "inherits")).id
        append(SetRoomRight(owner, made, self.room, right if right != "trash" else ""))
        for name in ("given", "banned"):
            append(GiveRight(owner, made, self.room, self.users[name].pk, "edit"))
        link = append(CreateLink(owner, made, self.room, "comment", days=1))
        append(FollowLink(self.users["linked"].pk, link.id, made, self.room, ""))
        return made

    def rights(self, name: str) -> list[str]:
        me = self.users[name].pk
        found = rights_for((me, document) for document in self.documents.values())
        return [found[me, document] for document in self.documents.values()]


@pytest.fixture
def world() -> World:
    return World()


#                inherits   none       read       comment    edit       trash
EXPECTED = {
    "owner": ["manage", "manage", "manage", "manage", "manage", "read"],
    "member": ["edit", "none", "read", "comment", "edit", "none"],
    "guest": ["edit", "none", "read", "comment", "edit", "none"],
    "visitor": ["read", "none", "read", "read", "read", "none"],
    "silenced": ["read", "none", "read", "read", "read", "none"],
    "banned": ["none"] * 6,
    "gone": ["read", "none", "read", "read", "read", "none"],
    "given": ["edit", "edit", "edit", "edit", "edit", "none"],
    "linked": ["comment", "comment", "comment", "comment", "comment", "none"],
    "inactive": ["none"] * 6,
}


def test_everybody_may_what_the_table_says(world: World) -> None:
    assert {name: world.rights(name) for name in world.users} == EXPECTED


def test_an_archived_room_leaves_reading(world: World) -> None:
    append(UpdateRoom(world.users["owner"].pk, world.room, archived=True))
    assert world.rights("owner")[:5] == ["read", "none", "read", "read", "read"]
    assert world.rights("given") == ["read"] * 5 + ["none"]


def test_a_link_that_is_over_gives_nothing(world: World) -> None:
    ShareLink.objects.update(expires_at=timezone.now() - timedelta(microseconds=1))
    assert world.rights("linked") == EXPECTED["visitor"]


def test_lists_streams_and_single_questions_agree(world: World) -> None:
    for name, user in world.users.items():
        listed: dict[int, tuple[Document, Right]] = {}
        for trashed in (False, True):
            try:
                listed |= documents_for(user.pk, world.room, trashed=trashed)
            except Refused:
                assert name in ("given", "banned", "inactive"), "only to them the room does not exist"
        asked = dict(zip(world.documents.values(), EXPECTED[name], strict=True))
        readable = {pk for pk, right in asked.items() if right != "none"}
        assert DocumentStream().readable(user.pk, [str(pk) for pk in asked]) == {str(pk) for pk in readable}
        if listed:
            assert {pk: right for pk, (_row, right) in listed.items()} == {pk: asked[pk] for pk in readable}


def test_it_is_one_statement_for_one_pair_and_for_many(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pairs = set(itertools.product((user.pk for user in world.users.values()), world.documents.values()))
    one = next(iter(pairs))
    with django_assert_num_queries(1):
        assert accesses([one]).keys() == {one}
    with django_assert_num_queries(1):
        many = accesses(pairs | {(user, 10**6 + n) for user, n in itertools.product((1, 2), range(20))})
    assert len(pairs) < 64 < len(pairs) + 40 and many.keys() == pairs
    assert many == accesses(pairs)
    with django_assert_num_queries(0):
        assert accesses([]) == {}
