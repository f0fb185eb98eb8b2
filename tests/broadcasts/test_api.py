"""The API as scripts and pages use it, with a token and with a session; the command; the pages' first state."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actions import create_token
from broadcasts.models import Broadcast
from notifications.models import InboxEntry, Notification
from tests.broadcasts.stage import later, person, room_of, send

pytestmark = pytest.mark.django_db(transaction=True)


class Caller:
    """Somebody with a token."""

    def __init__(self, user) -> None:
        token = create_token(user.pk, "script").token
        self.client = Client(headers={"authorization": f"Bearer {token}"})

    def __call__(self, method: str, path: str, body=None):
        call = getattr(self.client, method)
        reply = (
            call(f"/api/v1{path}", json.dumps(body), "application/json")
            if body is not None
            else call(f"/api/v1{path}")
        )
        return reply.status_code, json.loads(reply.content) if reply.content else None


@pytest.fixture
def boss():
    return person("boss", is_staff=True, name="The Boss")


def test_from_the_first_word_to_the_last_reader(boss):
    call = Caller(boss)
    status, made = call("post", "/broadcasts", {"title": "Hello {name}"})
    assert (status, made["state"], made["abilities"]["send"]) == (201, "draft", True)
    at = f"/broadcasts/{made['id']}"
    assert call("post", f"{at}/send", {}) == (
        422,
        {"error": {"code": "invalid", "message": "There is nobody who would get this.", "field": "audience"}},
    )
    status, changed = call(
        "patch", at, {"audience": {"people": ["boss"]}, "send_at": later(days=1).isoformat()}
    )
    assert (status, changed["title"], changed["audience"]["people"]) == (200, "Hello {name}", ["boss"])
    assert call("post", f"{at}/send", {})[1]["state"] == "scheduled"
    assert call("post", f"{at}/unschedule", {})[1]["state"] == "draft"
    call("patch", at, {"send_at": None})
    sent = call("post", f"{at}/send", {})[1]
    assert (sent["state"], sent["addressed"]) == ("sent", 1)
    assert call("post", f"{at}/send", {})[0] == 409
    assert call("delete", at)[0] == 409
    assert call("patch", at, {"audience": {"everyone": True}})[1]["error"]["field"] == "audience"
    assert call("patch", at, {"title": "Bye {nmae}"})[1]["error"]["field"] == "title"
    assert call("patch", at, {"title": "Bye {name}"})[1]["edited_at"]
    assert call("get", f"{at}/figures")[1]["addressed"] == 1
    assert call("get", f"{at}/people?state=read")[1]["people"] == []
    assert call("get", f"{at}/people?state=what")[0] == 422
    assert call("post", f"{at}/recall", {})[1]["state"] == "recalled"
    page = call("get", "/broadcasts?state=recalled&state=sent")[1]
    assert [row["id"] for row in page["broadcasts"]] == [made["id"]] and page["counts"] == {"recalled": 1}
    assert page["composer"]["abilities"]["everyone"] and page["stream"] == "broadcasts:staff"


def test_what_is_refused_leaves_nothing(boss):
    call = Caller(boss)
    status, answer = call(
        "post", "/broadcasts", {"title": "x", "audience": {"names": "boss, nobody"}, "send": True}
    )
    assert (status, answer["error"]["field"]) == (422, "audience") and "nobody" in answer["error"]["message"]
    assert not Broadcast.objects.exists()
    long = call("post", "/broadcasts", {"title": "x" * 201})
    assert (long[0], long[1]["error"]["field"]) == (422, "title")
    assert call("post", "/broadcasts", {"body": "\x00"})[0] == 422
    assert call("post", "/broadcasts", {"audience": {"people": ["a\x00"]}})[0] == 422
    assert not Broadcast.objects.exists()


def test_a_look_before_anything_is_sent(boss):
    call = Caller(boss)
    looked = call(
        "post", "/broadcasts/preview", {"title": "Hi {first_name}, {what}", "audience": {"people": ["boss"]}}
    )[1]
    assert (looked["title"], looked["missing"]) == ("Hi The, {what}", ["what"])
    assert [fault["field"] for fault in looked["faults"]] == ["title"]
    assert call("post", "/broadcasts/audience", {"audience": {"names": "boss nobody"}})[1]["unknown"] == [
        "nobody"
    ]
    found = call("post", "/broadcasts/audience", {"audience": {"everyone": True}})[1]
    assert found["count"] == 1 and found["sample"][0]["username"] == "boss"
    assert call("post", "/broadcasts/audience", {"audience": {}})[1]["error"]["field"] == "audience"
    assert call("post", "/broadcasts/test", {"title": "Hi {name}"})[0] == 201
    assert InboxEntry.objects.count() == 1 and not Broadcast.objects.exists()


def test_the_short_form_is_word_for_word(boss):
    call, ann = Caller(boss), person("ann")
    body = {"audience": "everyone", "title": "Use {name} and {{x}}", "client_id": "a"}
    status, told = call("post", "/notifications", body)
    assert (status, told["title"], told["data"]) == (201, "Use {name} and {{x}}", {})
    assert call("post", "/notifications", body) == (200, told)
    room = room_of(ann)
    assert (
        call("post", "/notifications", {"audience": {"room": room.pk}, "title": "x"})[1]["audience"] == "room"
    )
    one = call("post", "/notifications", {"audience": {"user": "ann"}, "title": "x"})[1]
    assert (one["audience"], one["seq"]) == ("user", 2)
    hers = Caller(ann)
    assert hers("post", "/notifications", {"audience": {"room": room.pk}, "title": "x"})[0] == 201
    assert hers("post", "/notifications", {"audience": "everyone", "title": "x"})[0] == 403
    assert Broadcast.objects.filter(state="sent").count() == 4


def test_templates(boss):
    call = Caller(boss)
    status, made = call(
        "post", "/broadcasts/templates", {"name": "Tea", "title": "{what} is {how} for {name}"}
    )
    assert (status, made["variables"]) == (201, ["what", "how"])
    assert call("post", "/broadcasts/templates", {"name": "Tea"})[1]["error"]["field"] == "name"
    at = f"/broadcasts/templates/{made['id']}"
    assert call("patch", at, {"body": "b"})[1]["title"] == made["title"]
    draft = call("post", "/broadcasts", {"title": made["title"], "template": made["id"]})[1]
    assert draft["template"] == made["id"]
    assert call("delete", at)[0] == 204 and call("get", "/broadcasts/templates")[1] == {"templates": []}
    assert call("get", f"/broadcasts/{draft['id']}")[1]["template"] is None


def run(*args: str) -> Broadcast:
    out = io.StringIO()
    call_command("notify", *args, stdout=out, stderr=io.StringIO())
    return Broadcast.objects.get(pk=int(out.getvalue().splitlines()[-1]))


def test_the_command(boss, tmp_path):
    ann = person("ann")
    room = room_of(ann)
    root = person("root", is_staff=True, is_superuser=True)
    assert run("--to", "everyone", "--title", "Tea").sender == root
    (tmp_path / "names.txt").write_text("boss\n")
    whom = ["--to", f"room:{room.pk}", "--to", f"file:{tmp_path}/names.txt", "--to", "role:staff"]
    row = run(
        *whom, *["--title", "{what}", "--value", "what=Tea", "--level", "urgent", "--ack", "--as", "boss"]
    )
    assert (row.state, row.reached, row.level, row.wants_ack) == ("sent", 3, "urgent", True)
    assert Notification.objects.get(broadcast=row).title == "Tea"
    later_one = run("--to", "user:ann", "--title", "x", "--at", "2040-01-01T09:00", "--zone", "Europe/Berlin")
    assert later_one.state == "scheduled" and later_one.send_at and later_one.send_at.hour == 8
    for bad in (
        ["--to", "nobody", "--title", "x"],
        ["--to", "user:nobody", "--title", "x"],
        ["--to", "everyone", "--title", "{x}"],
        ["--to", "everyone", "--title", "x", "--at", "2000-01-01T00:00"],
        ["--to", "everyone", "--title", "x", "--at", "soon"],
        ["--to", "everyone", "--title", "x", "--as", "nobody"],
        ["--to", "file:/nowhere", "--title", "x"],
    ):
        with pytest.raises(CommandError):
            run(*bad)
    assert Broadcast.objects.count() == 3


@pytest.fixture
def built(tmp_path, settings):
    """Pages name the bundles that Vite built; here it is enough that they are listed."""
    manifest = tmp_path / "manifest.json"
    names = ("broadcasts", "app", "auth")
    manifest.write_text(
        json.dumps({f"static/src/entries/{name}.ts": {"file": "assets/x.js"} for name in names})
    )
    settings.VITE_MANIFEST = manifest


def test_pages_bring_their_first_state(boss, client, built):
    client.force_login(boss)
    row = send(boss)
    for path, name in [
        ("/broadcasts/", "page"),
        ("/broadcasts/new/", "composer"),
        (f"/broadcasts/{row.pk}/", "broadcast"),
        ("/broadcasts/templates/", "templates"),
    ]:
        reply = client.get(path)
        assert reply.status_code == 200 and name in reply.context["boot"]
    assert client.get("/jobs/failed/").status_code == 200
    assert client.get("/notifications/compose/").headers["location"] == "/broadcasts/new/"
    assert client.get("/broadcasts/999/").status_code == 404
    client.force_login(person("ann"))
    assert {
        client.get(path).status_code for path in ("/broadcasts/", "/broadcasts/templates/", "/jobs/failed/")
    } == {403}


def test_the_admin_shows_and_takes_back(boss, client):
    type(boss).objects.filter(pk=boss.pk).update(is_superuser=True)
    row = send(boss)
    client.force_login(boss)
    assert client.get("/admin/broadcasts/broadcast/").status_code == 200
    assert client.get(f"/admin/broadcasts/broadcast/{row.pk}/change/").status_code == 200
    client.post("/admin/broadcasts/broadcast/", {"action": "recall", "_selected_action": row.pk})
    assert Broadcast.objects.get(pk=row.pk).state == "recalled"


@pytest.mark.parametrize(
    "audience",
    [
        {"names": "a\x00b"},
        {"people": ["a\x00b"]},
        {"query": {"language": "\x00"}},
        {"query": {"language": "xx"}},
        {"rooms": [2**62]},
        {"names": "x" * 5000},
    ],
)
def test_odd_audiences_are_refused_or_unknown(boss, audience):
    status, answer = Caller(boss)("post", "/broadcasts/audience", {"audience": audience})
    assert (status == 422 and answer["error"]["field"] == "audience") or answer["unknown"]


@pytest.mark.parametrize("staff", [True, False])
def test_who_hears_the_list_change(staff):
    from tests.api import Api

    someone = person("someone", is_staff=staff)
    send(person("boss", is_staff=True))
    answer = Api(someone).get("/changes?cursor=broadcasts:staff@@0")
    if not staff:
        assert answer.status_code in (403, 404)
        return
    (stream,) = answer.json()["streams"]
    assert [change["type"] for change in stream["changes"]] == ["broadcast.changed"]
