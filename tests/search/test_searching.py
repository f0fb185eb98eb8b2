"""Searching over HTTP: filters, rights, pages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from chat import models
from collab.actions import CreateDocument
from realtime.commit import append
from realtime.limits import Buckets
from rooms.actions import RemoveMember, UpdateRoom
from search import hooks
from search.follow import catch_up
from search.selectors import search
from tests.api import Api
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.limits.searches", Buckets(100, 1000))


def ask(user: User, q: str, **more: Any) -> Any:
    from urllib.parse import urlencode

    answer = Api(user).get(f"/search?{urlencode({'q': q, **more})}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(user: User, q: str) -> list[int]:
    return [hit["id"] for hit in ask(user, q)["hits"]]


def touch(message: int, **fields: Any) -> None:
    """A state that other actions make, put there as they store it."""
    row = models.Message.objects.get(pk=message)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def test_a_hit() -> None:
    ann, bo = person("ann"), person("bo", name="Bo B.")
    hall = room(ann, bo, name="Design team")
    (message,) = say(bo, hall.id, "Deploy <b>on</b> friday")
    assert catch_up(5)
    found = ask(ann, "DEPLOY")
    assert found["hits"] == [
        {
            "kind": "message", "id": message.id, "room": hall.id, "room_name": "Design team", "author": "bo",
            "at": message.created_at.isoformat().replace("+00:00", "Z"), "title": "",
            "snippet": "<mark>Deploy</mark> &lt;b&gt;on&lt;/b&gt; friday",
            "url": f"/rooms/{hall.id}/m/{message.id}/",
        }
    ]  # fmt: skip
    assert found["next"] is None and found["people"]["bo"]["name"] == "Bo B."


def test_rights_are_those_of_this_moment() -> None:
    ann, bo, eve = person("ann"), person("bo"), person("eve")
    hall = room(ann, bo)
    square = room(ann, name="Square", visibility="public")
    (secret,), (open_,) = say(ann, hall.id, "needle"), say(ann, square.id, "needle")
    assert catch_up(5)
    assert ids(bo, "needle") == [open_.id, secret.id]
    assert ids(eve, "needle") == [open_.id]
    append(RemoveMember(ann.pk, hall.id, bo.pk))
    assert ids(bo, "needle") == [open_.id]
    append(UpdateRoom(ann.pk, hall.id, archived=True))
    assert ids(ann, "needle") == [open_.id, secret.id]  # archived rooms are searched as well
    append(UpdateRoom(ann.pk, square.id, visibility="private"))
    assert ids(eve, "needle") == []
    assert Api(None).get("/search?q=needle").status_code == 401


def test_filters() -> None:
    ann, bo = person("ann"), person("bo")
    hall, ops = room(ann, bo, name="Hall"), room(ann, bo, name="Ops team")
    one, two = say(ann, hall.id, "alpha one https://example.org", "alpha two")
    three, four = say(bo, ops.id, "alpha three", "alpha four")
    file = {"id": "x", "name": "budget.pdf", "size": 1, "type": "application/pdf", "width": None, "height": None,
            "thumb": False, "url": "", "thumb_url": ""}  # fmt: skip
    touch(two.id, extra={"files": [file]}, pinned="ann")
    touch(three.id, extra={"files": [file | {"type": "image/png", "name": "cat.png"}]}, root_id=four.id)
    touch(four.id, reactions=[{"emoji": "👍", "users": ["ann"]}])
    document = append(CreateDocument(bo.pk, ops.id, "alpha plan"))
    assert catch_up(5)
    everything = {one.id, two.id, three.id, four.id, document.id}
    assert set(ids(ann, "alpha")) == everything
    expected = {
        "from:ann alpha": {one.id, two.id},
        "from:me": {one.id, two.id},
        "from:ann from:bo kind": set(),
        "is:mine": {one.id, two.id},
        "in:hall": {one.id, two.id},
        'in:"Ops team" alpha': {three.id, four.id, document.id},
        "in:#ops": {three.id, four.id, document.id},
        f"in:{hall.id}": {one.id, two.id},
        "in:hall in:ops alpha": everything,
        "has:link": {one.id},
        "has:file": {two.id, three.id},
        "has:image": {three.id},
        "has:reaction": {four.id},
        "is:pinned": {two.id},
        "is:thread": {three.id},
        "is:pinned has:file": {two.id},
        "is:pinned has:image": set(),
        "budget.pdf": {two.id},
        "before:2000": set(),
        "after:2000 from:bo alpha": {three.id, four.id, document.id},
        "on:today alpha": everything,
        "zebra": set(),
    }
    for query, found in expected.items():
        assert set(ids(ann, query)) == found, query


@pytest.mark.parametrize(
    "q", ["from:nobody", "in:nowhere", "in:@nobody", "has:cheese", "before:soon", "x" * 600]
)
def test_errors_are_said_at_the_field(q: str) -> None:
    ann = person("ann")
    room(ann)
    answer = Api(ann).get(f"/search?q={q}")
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == "q" and answer.json()["error"]["message"]


def test_a_room_that_one_may_not_see_is_like_none() -> None:
    ann, eve = person("ann"), person("eve")
    room(ann, name="Secret plans")
    answer = Api(eve).get("/search?q=in:secret")
    assert answer.status_code == 422 and "Secret plans" not in answer.content.decode()


def test_saved_messages_come_from_whoever_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person("ann")
    hall = room(ann)
    kept, _other = say(ann, hall.id, "kept", "other")
    assert catch_up(5)
    monkeypatch.setattr(hooks, "_saved", [lambda user_id: {kept.id} if user_id == ann.pk else set()])
    assert ids(ann, "is:saved") == [kept.id]


def test_what_one_saved_at_the_desk_is_saved() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo)
    kept, other = say(ann, hall.id, "kept", "other")
    assert Api(ann).call("PUT", f"/messages/{kept.id}/saved").status_code in (200, 204)
    assert Api(bo).call("PUT", f"/messages/{other.id}/saved").status_code in (200, 204)
    assert catch_up(5)
    assert ids(ann, "is:saved") == [kept.id] and ids(bo, "is:saved") == [other.id]
    assert Api(ann).delete(f"/messages/{kept.id}/saved").status_code in (200, 204)
    assert ids(ann, "is:saved") == []


def test_pages_meet_without_gaps_or_repeats() -> None:
    ann = person("ann")
    hall = room(ann)
    messages = say(ann, hall.id, *[f"page {n}" for n in range(25)])
    same = datetime(2026, 1, 1, tzinfo=UTC)
    for number, message in enumerate(messages):  # several of one moment: the order must still be one
        models.Message.objects.filter(pk=message.id).update(created_at=same + timedelta(seconds=number // 4))
    assert catch_up(5)
    seen: list[int] = []
    after: str | None = None
    while True:
        page = ask(ann, "page", limit=4, **({"after": after} if after else {}))
        seen += [hit["id"] for hit in page["hits"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 25
    assert Api(ann).get("/search?q=page&after=junk").status_code == 422


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    ann = person("ann")
    for number in range(6):
        say(ann, room(ann, name=f"r{number}").id, "needle", "needle")
    assert catch_up(5)
    with django_assert_max_num_queries(10):  # PostgreSQL is told its time limit as well
        assert len(search(ann.pk, "needle from:ann").hits) == 12


def test_too_many_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.limits.searches", Buckets(0.001, 1))
    ann = person("ann")
    codes = [Api(ann).get("/search?q=x").status_code for _ in range(2)]
    assert codes == [200, 429]


def test_only_documents() -> None:
    ann = person("ann")
    hall = room(ann)
    say(ann, hall.id, "alpha")
    document = append(CreateDocument(ann.pk, hall.id, "alpha"))
    assert catch_up(5)
    (hit,) = ask(ann, "alpha", kind="document")["hits"]
    assert (hit["kind"], hit["id"], hit["title"], hit["url"]) == (
        "document", document.id, "alpha", f"/documents/{document.id}/",
    )  # fmt: skip
