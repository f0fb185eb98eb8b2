"""State before + events = state afresh, for every action on comments: in the room, and in the document's panel."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from chat.actions import DeleteMessage, EditMessage, React
from chat.actions.told import teller
from comments.actions import CreateComment, OpenMargin, ResolveComment, WithdrawThread
from comments.models import Comment, Margin
from comments.selectors import comments_of
from realtime import store
from realtime.append import Append
from realtime.commit import append, commit
from realtime.streams import Batch, Change
from tests.comments.stage import Stage
from tests.harness import check_action
from tests.people import sending

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_follows_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done behind a commit would come in between."""
    monkeypatch.setattr(teller, "add", lambda work: None)


class Panel:
    """What a page keeps of the comments on a document: first messages, by comment, and where its places stand."""

    def __init__(self, stage: Stage, user: User) -> None:
        shown = comments_of(user.pk, stage.document)
        self.document = stage.document
        self.comments = {
            each["extra"]["comment"]["id"]: each for each in shown.model_dump(mode="json")["comments"]
        }
        self.cursors = {f"room:{place.id}": place.head for place in shown.places}

    def hear(self, stream: str, changes: tuple[Change, ...]) -> None:
        for change in changes if stream in self.cursors else ():
            event = json.loads(change.payload)
            if event["type"] in ("message.created", "message.updated", "message.deleted"):
                self._put(event["message"])

    def _put(self, message: dict[str, Any]) -> None:
        mark = (message["extra"] or {}).get("comment")
        known = next((key for key, each in self.comments.items() if each["id"] == message["id"]), None)
        if message["deleted_at"] is None and mark and mark["document"] == self.document:
            self.comments[mark["id"]] = message
        elif known is not None:
            del self.comments[known]


class World(Stage):
    """Bo's first comment is answered, Ann's second is resolved; the third, of the same document, is beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.comment(self.bo, "one")
        self.second = self.comment(self.ann, "two")
        append(sending(self.ann, self.room, "Because.", thread=self.first.id))
        append(ResolveComment(self.ann.pk, self.id_of(1), self.room, on=True))
        self.margin = append(OpenMargin(self.document, self.room))

    def id_of(self, index: int) -> int:
        return Comment.objects.order_by("pk")[index].pk

    def creating(self, author: User, client_id: str) -> CreateComment:
        return CreateComment(author.pk, author.username, self.document, **self.draft(client_id=client_id))

    def hidden(self) -> "World":
        self.share(room_right="none")
        return self


ACTIONS: dict[str, Callable[[World], Append[Any]]] = {
    "comment": lambda w: w.creating(w.cy, "new"),
    "resolve": lambda w: ResolveComment(w.bo.pk, w.id_of(0), w.room, on=True),
    "reopen": lambda w: ResolveComment(w.cy.pk, w.id_of(1), w.room, on=False),
    "edit": lambda w: EditMessage(w.bo.pk, w.room, w.first.id, "one, anew"),
    "react": lambda w: React(w.cy.pk, w.room, w.first.id, "\U0001f44d", on=True),
    "answer": lambda w: sending(w.cy, w.room, "And more.", thread=w.first.id),
    "delete": lambda w: DeleteMessage(w.bo.pk, w.room, w.first.id),
    "withdraw": lambda w: WithdrawThread(w.id_of(0), w.room, w.hidden().margin),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_the_room_shows_the_same_by_events_and_afresh(name: str) -> None:
    world = World()
    check_action([world.ann, world.bo, world.cy], lambda: ACTIONS[name](world))


@pytest.mark.parametrize("name", ACTIONS)
def test_the_panel_shows_the_same_by_events_and_afresh(name: str) -> None:
    world = World()
    made = ACTIONS[name](world)
    live, late = Panel(world, world.ann), Panel(world, world.ann)
    before = json.dumps(live.comments, sort_keys=True)
    batches: list[Batch] = commit([made])[1]
    for batch in batches:
        live.hear(batch.stream, batch.changes)
    for stream, cursor in sorted(late.cursors.items()):
        late.hear(stream, store.read(stream, cursor).changes)
    afresh = Panel(world, world.ann).comments
    assert live.comments == late.comments == afresh
    assert json.dumps(afresh, sort_keys=True) != before


def test_two_comments_in_one_commit_open_one_place() -> None:
    world = World().hidden()
    Margin.objects.all().delete()
    results = commit([world.creating(world.ann, f"both{number}") for number in range(2)])[0]
    assert len({each.room for each in results}) == 1
    assert Margin.objects.count() == 1
