"""Mentions in documents: told once, with the passage and a link, to who may read the document. And shares."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from collab.actions import CreateDocument, Entry, StoreUpdates
from collab.actions.sharing import GiveRight
from collab.changing import make_change
from collab.content.editing import insert
from collab.content.markdown_in import read_markdown
from collab.core.origin import Origin
from collab.storage import load
from desk.jobs import tell_mentions
from desk.models import DocumentMention
from notifications.models import InboxEntry
from notifications.selectors import inbox_page
from realtime.commit import append, writer
from rooms.actions import RemoveMember
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self, content: str = "") -> None:
        self.ann, self.bo, self.cy = person("ann", name="Ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo).id
        self.document = append(CreateDocument(self.ann.pk, self.room, "Plan", content)).id

    def edit(self, edit: Any, who: User | None = None) -> None:
        """As somebody's page would send it."""
        author = (who or self.ann).pk
        made = make_change(load(self.document).replica.since(), edit)
        append(StoreUpdates(self.document, self.room, [Entry(Origin("x", author, 1), made.update)]))

    def write(self, markdown: str, who: User | None = None) -> None:
        self.edit(insert(read_markdown(markdown)), who)

    def told(self, user: User) -> list[tuple[str, str, str]]:
        return [(each.title, each.body, each.url) for each in inbox_page(user.pk).notifications]


def later() -> None:
    """The pause after an edit is over, and the due work looks."""
    DocumentMention.objects.filter(done_at=None).update(created_at=timezone.now() - timedelta(minutes=1))
    tell_mentions()


def test_a_mention_is_told_once_with_its_passage_and_a_link() -> None:
    world = World()
    world.write("Please, [@Bo](/people/bo#m-u1), look at *this*.")
    assert world.told(world.bo) == []  # the sentence may not be finished yet
    later()
    expected = [
        ("Ann mentioned you in “Plan”", "Please, @Bo, look at this.", f"/documents/{world.document}/#m-u1")
    ]
    assert world.told(world.bo) == expected
    world.write("More.", world.bo)
    later()
    assert world.told(world.bo) == expected
    assert InboxEntry.objects.count() == 1


def test_it_is_told_by_whoever_wrote_it() -> None:
    world = World()
    world.write("[@Ann](/people/ann#m-u2)", world.bo)
    later()
    assert [title for title, _, _ in world.told(world.ann)] == ["bo mentioned you in “Plan”"]


def test_not_to_oneself_nor_to_who_may_not_read_it_nor_to_nobody() -> None:
    world = World()
    for name in ("ann", "cy", "nobody"):
        world.write(f"[@X](/people/{name}#m-{name})")
    world.write("[#Hall](/rooms/1/#m-r1)")
    later()
    assert InboxEntry.objects.count() == 0
    assert not DocumentMention.objects.filter(done_at=None).exists()


def test_not_when_it_was_taken_back_at_once_but_when_it_comes_again() -> None:
    world = World("words")
    world.write("[@Bo](/people/bo#m-u1)")

    def take_back(fragment: Any) -> None:
        del fragment.children[1]

    world.edit(take_back)
    later()
    assert world.told(world.bo) == []
    world.write("[@Bo](/people/bo#m-u1)")
    later()
    assert len(world.told(world.bo)) == 1


def test_what_a_document_began_with_is_not_told() -> None:
    world = World("[@Bo](/people/bo#m-u1)")
    world.write("More.")
    later()
    assert world.told(world.bo) == []


def test_who_left_meanwhile_is_not_told() -> None:
    world = World()
    world.write("[@Bo](/people/bo#m-u1)")
    append(RemoveMember(world.ann.pk, world.room, world.bo.pk))
    later()
    assert world.told(world.bo) == []


def test_one_refused_update_notes_nothing() -> None:
    world = World()
    state = load(world.document).replica.since()
    made = make_change(state, insert(read_markdown("[@Bo](/people/bo#m-u1)")))
    refused = append(
        StoreUpdates(world.document, world.room, [Entry(Origin("x", world.cy.pk, 1), made.update)])
    )
    assert set(refused) == {world.cy.pk}
    assert not DocumentMention.objects.exists()


def test_a_share_is_told_once() -> None:
    world = World()
    for _ in range(2):
        append(GiveRight(world.ann.pk, world.document, world.room, world.cy.pk, "edit"))
        writer.flush()
    assert world.told(world.cy) == [("Ann shared “Plan” with you", "", f"/documents/{world.document}/")]
