"""History in both directions, around a message, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import DeleteMessage, ExpireMessages, MarkUnread, MoveReadMarker, React, expire_some
from chat.models import Edit, Message
from chat.selectors import message_page
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember
from rooms.selectors import room_summary
from tests.api import Api
from tests.people import person, room, say, sending

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self, count: int = 10) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.room = room(self.ann, self.bo).id
        self.said = say(self.ann, self.room, *map(str, range(count)))


def test_around_a_message_and_on_in_both_directions() -> None:
    world = World()
    page = message_page(world.bo.pk, world.room, around=world.said[5].id, limit=4)
    assert [each.body for each in page.messages] == ["4", "5", "6", "7"] and page.more and page.newer
    later = message_page(world.bo.pk, world.room, after=page.messages[-1].created_seq, limit=1)
    assert [each.body for each in later.messages] == ["8"] and later.more and later.newer
    last = message_page(world.bo.pk, world.room, after=later.messages[-1].created_seq, limit=1)
    assert [each.body for each in last.messages] == ["9"] and not last.newer
    first = message_page(world.bo.pk, world.room, before=page.messages[0].created_seq, limit=4)
    assert [each.body for each in first.messages] == ["0", "1", "2", "3"] and not first.more and first.newer
    edge = message_page(world.bo.pk, world.room, around=world.said[0].id, limit=4)
    assert [each.body for each in edge.messages] == ["0", "1", "2"] and not edge.more
    newest = message_page(world.bo.pk, world.room, limit=4)
    assert not newest.newer and newest.more


def test_around_a_reply_is_around_its_root() -> None:
    world = World()
    reply = append(sending(world.bo, world.room, "r", thread=world.said[2].id)).message
    page = message_page(world.bo.pk, world.room, around=reply.id, limit=3)
    assert [each.body for each in page.messages] == ["1", "2", "3"]


def test_around_what_is_elsewhere() -> None:
    world = World(1)
    elsewhere = say(world.ann, room(world.ann).id, "x")[0].id
    for number in (elsewhere, 10**9):
        with pytest.raises(Refused) as caught:
            message_page(world.bo.pk, world.room, around=number)
        assert (caught.value.code, caught.value.field) == ("not_found", "around")
    api = Api(world.bo)
    assert api.get(f"/rooms/{world.room}/messages?around={elsewhere}").status_code == 404
    wrong = api.get(f"/rooms/{world.room}/messages?around=1&before=2")
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "around")


def test_a_permalink_opens_the_room_at_the_message() -> None:
    world = World()
    client = Api(world.bo).client
    page = client.get(f"/rooms/{world.room}/m/{world.said[1].id}/")
    assert page.status_code == 200
    boot = page.context["boot"]
    assert boot["focus"] == world.said[1].id and boot["focus_thread"] is None
    reply = append(sending(world.bo, world.room, "r", thread=world.said[1].id)).message
    boot = client.get(f"/rooms/{world.room}/m/{reply.id}/").context["boot"]
    assert (boot["focus"], boot["focus_thread"]) == (reply.id, world.said[1].id)
    assert "1" in [each["body"] for each in boot["messages"]]
    assert client.get(f"/rooms/{world.room}/m/{10**9}/").status_code == 404


def queries_of(world: World, path: str) -> int:
    client = Api(world.bo).client
    client.get(path)  # what is cached for good is cached now
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_pages_cost_the_same_however_much_there_is() -> None:
    world = World(3)
    path, around = f"/rooms/{world.room}/", f"/rooms/{world.room}/m/{world.said[1].id}/"
    before = queries_of(world, path), queries_of(world, around)
    for number in range(6):
        other = person(f"p{number}")
        hall = room(other, world.bo, name=f"Hall {number}").id
        say(other, hall, "x @bo", "y")
        append(AddMember(world.ann.pk, world.room, other.pk))
        (said,) = say(other, world.room, "hello @bo and @ann")
        append(sending(world.ann, world.room, "r", thread=said.id))
        append(React(world.bo.pk, world.room, said.id, ":a:", on=True))
    after = queries_of(world, path), queries_of(world, around)
    assert after == before and after[0] <= 17, (before, after)


@pytest.mark.parametrize(
    ("kind", "most"), [({}, 4), ({"around": 1}, 6), ({"before": 9}, 4), ({"after": 3}, 4)]
)
def test_a_page_of_history_is_a_constant_number_of_queries(kind: dict[str, int], most: int) -> None:
    world = World()
    kind = {"around": world.said[4].id} if "around" in kind else kind
    append(React(world.bo.pk, world.room, world.said[4].id, ":a:", on=True))
    with CaptureQueriesContext(connection) as queries:
        message_page(world.ann.pk, world.room, **kind)
    assert len(queries) <= most


def test_marking_as_unread_goes_back() -> None:
    world = World()
    append(MoveReadMarker(world.bo.pk, world.room, 10**9))
    state = append(MarkUnread(world.bo.pk, world.room, world.said[7].created_seq))
    assert (state.unread, state.read_seq) == (3, world.said[7].created_seq - 1)
    assert room_summary(world.bo.pk, world.room).unread == 3
    answer = Api(world.bo).post(f"/rooms/{world.room}/unread", {"seq": world.said[0].created_seq}).json()
    assert answer["unread"] == 10
    assert Api(world.bo).post(f"/rooms/{world.room}/unread", {}).json()["error"]["field"] == "seq"


def test_what_is_due_vanishes_and_the_rest_stays() -> None:
    world = World()
    append(DeleteMessage(world.ann.pk, world.room, world.said[0].id))
    append(DeleteMessage(world.ann.pk, world.room, world.said[3].id))
    Edit.objects.create(message_id=world.said[1].id, body="was", html="", at=world.said[1].created_at)
    moments = Message.objects.order_by("created_seq").values_list("pk", flat=True)
    for age, pk in enumerate(reversed(moments)):
        Message.objects.filter(pk=pk).update(created_at=world.said[0].created_at - timedelta(days=age))
    due = world.said[0].created_at - timedelta(days=4.5)
    assert expire_some(world.room, due) == 3 and expire_some(world.room, due) == 0
    page = message_page(world.bo.pk, world.room)
    assert [each.body for each in page.messages] == ["5", "6", "7", "8", "9"] and not page.more
    assert not Edit.objects.exists()
    row = Message.objects.get(pk=world.said[1].id)
    assert (row.body, row.expired) == ("", True) and row.deleted_at
    assert room_summary(world.bo.pk, world.room).unread == 5
    assert append(ExpireMessages(world.room, due)) == 0
    sent = append(sending(world.ann, world.room, "1", world.said[1].client_id))
    assert sent.repeated  # its name is kept for ever all the same
