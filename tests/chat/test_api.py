"""HTTP API of messages: shapes, pages, limits."""

import pytest
from pytest_django import DjangoAssertNumQueries

from chat import limits
from chat.actions import DeleteMessage
from chat.selectors import message_page
from realtime import store
from realtime.commit import append
from realtime.limits import Buckets
from tests.api import Api
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_sending_and_sending_again() -> None:
    ann = person("ann")
    hall = room(ann).id
    api = Api(ann)
    first = api.post(f"/rooms/{hall}/messages", {"body": "Hi *you*", "client_id": "c1"})
    assert first.status_code == 201
    message = first.json()
    assert {key: message[key] for key in ("room", "body", "html", "author", "client_id")} == {
        "room": hall,
        "body": "Hi *you*",
        "html": "<p>Hi <em>you</em></p>\n",
        "author": "ann",
        "client_id": "c1",
    }
    assert message["seq"] == message["created_seq"] == 2
    again = api.post(f"/rooms/{hall}/messages", {"body": "other", "client_id": "c1"})
    assert (again.status_code, again.json()) == (200, message)


def test_the_answer_is_letter_for_letter_what_the_event_says() -> None:
    import json

    ann = person("ann")
    hall = room(ann).id
    sent = Api(ann).post(f"/rooms/{hall}/messages", {"body": "x", "client_id": "c1"}).json()
    listed = Api(ann).get(f"/rooms/{hall}/messages").json()["messages"][-1]
    event = json.loads(store.read(f"room:{hall}", 1).changes[0].payload)
    assert sent == listed == event["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"client_id": "c"}, "body"),
        ({"body": "x"}, "client_id"),
        ({"body": 5, "client_id": "c"}, "body"),
        ({"body": " ", "client_id": "c"}, "body"),
        ({"body": "x" * 16_001, "client_id": "c"}, "body"),
        ({"body": "x", "client_id": ""}, "client_id"),
        ({"body": "x", "client_id": "c" * 65}, "client_id"),
        ({"body": "x", "client_id": "a b"}, "client_id"),
        ({"body": "x", "client_id": "a\x00"}, "client_id"),
        ({"body": "x", "client_id": 7}, "client_id"),
        ({"body": "x", "client_id": "c", "author": "bo"}, "author"),
    ],
)
def test_a_bad_draft_names_its_field(body: dict[str, object], field: str) -> None:
    ann = person("ann")
    hall = room(ann).id
    answer = Api(ann).post(f"/rooms/{hall}/messages", body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_history_in_pages() -> None:
    ann, bo = person("ann"), person("bo", name="Bo J")
    hall = room(ann, bo).id
    said = say(ann, hall, *[str(n) for n in range(5)]) + say(bo, hall, "five", "six")
    api = Api(bo)
    newest = api.get(f"/rooms/{hall}/messages?limit=3").json()
    assert [each["body"] for each in newest["messages"]] == ["4", "five", "six"]
    assert newest["more"] and set(newest["people"]) == {"ann", "bo"}
    assert newest["people"]["bo"]["name"] == "Bo J"
    standing = store.heads([f"room:{hall}"])[f"room:{hall}"]
    assert (newest["epoch"], newest["head"]) == (standing.epoch, standing.seq)
    older = api.get(f"/rooms/{hall}/messages?limit=4&before={newest['messages'][0]['created_seq']}").json()
    assert [each["body"] for each in older["messages"]] == ["0", "1", "2", "3"]
    assert not older["more"] and set(older["people"]) == {"ann"}
    assert api.get(f"/rooms/{hall}/messages?before={said[0].created_seq}").json()["messages"] == []


def test_tombstones_are_part_of_the_history() -> None:
    ann = person("ann")
    hall = room(ann).id
    one, _ = say(ann, hall, "1", "2")
    append(DeleteMessage(ann.pk, hall, one.id))
    first = Api(ann).get(f"/rooms/{hall}/messages").json()["messages"][0]
    assert (first["body"], first["html"]) == ("", "") and first["deleted_at"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "before=-1", "before=x", "before=" + "9" * 30]
)
def test_a_bad_page_names_its_field(query: str) -> None:
    ann = person("ann")
    hall = room(ann).id
    answer = Api(ann).get(f"/rooms/{hall}/messages?{query}")
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, query.partition("=")[0])


def test_a_page_costs_three_queries_however_many_authors(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ann = person("ann")
    others = [person(f"p{n}") for n in range(4)]
    hall = room(ann, *others).id
    for other in others:
        say(other, hall, "x", "y")
    with django_assert_num_queries(3):
        assert len(message_page(ann.pk, hall).people) == 4


def test_editing_deleting_and_reading() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    one, two = say(ann, hall, "1", "2")
    edited = Api(ann).patch(f"/messages/{one.id}", {"body": "one"}).json()
    assert (edited["body"], edited["created_seq"]) == ("one", one.created_seq)
    assert edited["seq"] > one.seq and edited["edited_at"]
    gone = Api(ann).delete(f"/messages/{one.id}")
    assert gone.status_code == 200 and gone.json()["deleted_at"]
    assert Api(ann).patch(f"/messages/{one.id}", {"body": "x"}).json()["error"]["code"] == "gone"
    read = Api(bo).post(f"/rooms/{hall}/read", {"seq": two.seq}).json()
    assert read == {"room": hall, "read_seq": two.seq, "unread": 0, "mentions": 0, "at": gone.json()["seq"]}
    for wrong in ({}, {"seq": -1}, {"seq": "1"}, {"seq": 10**30}):
        assert Api(bo).post(f"/rooms/{hall}/read", wrong).json()["error"]["field"] == "seq"
    for number in (10**9, 10**30):
        assert Api(ann).delete(f"/messages/{number}").status_code == 404


def test_who_is_too_fast_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    buckets = Buckets(0.001, 5)
    monkeypatch.setattr(limits, "messages", lambda: buckets)

    def send(user: object, number: int, body: str = "x") -> int:
        draft = {"body": body, "client_id": f"c{number}"}
        status: int = Api(user).post(f"/rooms/{hall}/messages", draft).status_code  # type: ignore[arg-type]
        return status

    assert [send(ann, number) for number in range(6)] == [201] * 5 + [429]
    assert send(bo, 1, "a long one " * 300) == 201  # 3,300 characters cost as much as four
    assert [send(bo, number) for number in (2, 3)] == [201, 429]


def test_long_markdown_is_taken_as_well() -> None:
    ann = person("ann")
    code = "x = 'a'\n" * 100
    answer = Api(ann).post(
        f"/rooms/{room(ann).id}/messages", {"body": f"```py\n{code}```", "client_id": "long"}
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["html"].count("&#39;a&#39;") + answer.json()["html"].count("'a'") == 100
