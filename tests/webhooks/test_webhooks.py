"""Webhooks: followed from the rooms' streams, signed, tried again, given up; and nothing inside is asked."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from collab.actions import CreateDocument, RenameDocument, TellEdited
from collab.models import Document
from notifications.selectors import inbox_page
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import RemoveMember
from tests.people import person, room
from webhooks import delivering
from webhooks.actions import change_webhook, delete_webhook, make_webhook
from webhooks.delivering import AGAIN, deliver_due
from webhooks.following import follow_all
from webhooks.models import EVENTS, Delivery, Webhook
from webhooks.sending import Sender, signature

pytestmark = pytest.mark.django_db(transaction=True)


class Receiver(BaseHTTPRequestHandler):
    """Takes events, or answers as it is told to."""

    got: list[tuple[dict[str, str], bytes]] = []
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.got.append((dict(self.headers), body))
        self.send_response(Receiver.status)
        self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A receiver on this machine, which only a test's sender may ask."""
    Receiver.got, Receiver.status = [], 200
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sender = Sender(
        resolve=lambda host, port: ["127.0.0.1"], allowed=lambda address: True, ports=frozenset(), seconds=5
    )
    monkeypatch.setattr(delivering, "sender", sender)
    yield f"http://hook.example:{server.server_port}/take?x=1"
    server.shutdown()
    server.server_close()


class World:
    def __init__(self) -> None:
        self.ann, self.bo = person("ann"), person("bo")
        self.room = room(self.ann, self.bo).id

    def document(self, title: str = "Plan", who: User | None = None) -> int:
        return append(CreateDocument((who or self.ann).pk, self.room, title)).id

    def hook(self, url: str, **wishes: Any) -> Webhook:
        wishes = {"events": EVENTS, "document_id": None, **wishes}
        return make_webhook(self.ann.pk, self.room, url, **wishes)


def due_now() -> None:
    Delivery.objects.filter(state="waiting").update(due_at=timezone.now() - timedelta(seconds=1))


def round_() -> list[dict[str, Any]]:
    """Follow, let time pass, deliver; the events that came."""
    follow_all()
    due_now()
    before = len(Receiver.got)
    deliver_due()
    return [json.loads(body) for _, body in Receiver.got[before:]]


def test_what_happens_to_documents_is_told_signed(url: str) -> None:
    world = World()
    world.document("Before")
    hook = world.hook(url)
    document = world.document()
    told = round_()
    assert [(each["event"], each["document"]["id"]) for each in told] == [("document.created", document)]
    assert (told[0]["room"], told[0]["webhook"], told[0]["document"]["title"]) == (
        world.room,
        hook.pk,
        "Plan",
    )
    headers, body = Receiver.got[0]
    at, _, mac = headers["X-Collab-Signature"].removeprefix("t=").partition(",v1=")
    assert hmac.new(hook.secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest() == mac
    assert abs(int(at) - timezone.now().timestamp()) < 60
    assert headers["X-Collab-Event"] == "document.created"
    assert headers["Host"].startswith("hook.example")
    row = Delivery.objects.get()
    assert (row.state, row.status, row.attempts, str(row.pk)) == (
        "sent",
        200,
        1,
        headers["X-Collab-Delivery"],
    )
    assert round_() == []


def test_edits_in_a_row_are_one_event(url: str) -> None:
    world = World()
    document = world.document()
    world.hook(url)
    for number in range(5):
        append(TellEdited(document, world.room, f"text {number}"))
        follow_all()
    assert deliver_due() == 0  # it waits for company
    append(RenameDocument(world.ann.pk, document, world.room, "New"))
    told = round_()
    assert [(each["event"], each["document"]["title"]) for each in told] == [("document.updated", "New")]


def test_only_what_was_asked_for(url: str) -> None:
    world = World()
    one, other = world.document("One"), world.document("Other")
    world.hook(url, document_id=one, events=["document.updated"])
    for each in (one, other):
        append(TellEdited(each, world.room, "text"))
    world.document("Third")
    assert [each["document"]["id"] for each in round_()] == [one]


def test_a_failure_is_tried_again_and_given_up_at_last(url: str) -> None:
    world = World()
    world.hook(url)
    world.document()
    Receiver.status = 500
    round_()
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.status, row.fault) == ("waiting", 1, 500, "HTTP 500")
    assert timedelta(seconds=5) < row.due_at - timezone.now() <= AGAIN[0]
    assert deliver_due() == 0
    for _ in AGAIN:
        due_now()
        deliver_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("dead", len(AGAIN) + 1)
    (line,) = inbox_page(world.ann.pk).notifications
    assert (line.kind, line.title) == ("failure", "A webhook was given up")
    assert line.body.endswith(": HTTP 500")
    assert len(Receiver.got) == len(AGAIN) + 1


def test_a_redirect_is_not_followed(url: str) -> None:
    world = World()
    world.hook(url)
    world.document()
    Receiver.status = 302
    round_()
    assert Delivery.objects.get().fault == "HTTP 302"
    assert len(Receiver.got) == 1


def test_who_does_not_manage_the_room_any_more_learns_nothing(url: str) -> None:
    world = World()
    hook = world.hook(url)
    world.document()
    follow_all()
    Webhook.objects.filter(pk=hook.pk).update(created_by=world.bo)  # a plain member
    due_now()
    deliver_due()
    assert Receiver.got == []
    assert Delivery.objects.get().state == "dead"


def test_restricted_documents_are_told_only_to_who_may_read_them(url: str) -> None:
    world = World()
    hook = world.hook(url)
    document = world.document("Secret", world.bo)
    Document.objects.filter(pk=document).update(room_right="none", created_by=world.bo)
    Webhook.objects.filter(pk=hook.pk).update(created_by=world.bo)
    append(RemoveMember(world.ann.pk, world.room, world.bo.pk))
    assert round_() == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.8/", "http://[::1]/", "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/", "http://0.0.0.0/",
    ],
)  # fmt: skip
def test_nothing_inside_is_asked(address: str) -> None:
    answer = Sender(seconds=2).post(address, b"{}", {})
    assert answer.status is None
    assert "not asked" in answer.fault


@pytest.mark.parametrize(
    "address",
    ["ftp://x.example/", "http://u:p@x.example/", "x", "http://x.example:22/", "https://", "http://a b/"],
)
def test_addresses_that_are_none(address: str) -> None:
    world = World()
    with pytest.raises(Refused) as refused:
        world.hook(address)
    assert refused.value.field == "url"


def test_switched_off_and_on_again(url: str) -> None:
    world = World()
    hook = world.hook(url)
    change_webhook(world.ann.pk, hook.pk, url=None, events=None, active=False)
    world.document("Unheard")
    assert round_() == []
    change_webhook(world.ann.pk, hook.pk, url=None, events=["document.created"], active=True)
    heard = world.document("Heard")
    assert [each["document"]["id"] for each in round_()] == [heard]
    delete_webhook(world.ann.pk, hook.pk)
    assert not Delivery.objects.exists()


def test_who_may(url: str) -> None:
    world = World()
    hook = world.hook(url)
    stranger = person("cy")
    for who, code in ((world.bo, "forbidden"), (stranger, "not_found")):
        for act in (
            lambda who=who: make_webhook(who.pk, world.room, url, EVENTS, None),
            lambda who=who: change_webhook(who.pk, hook.pk, url=None, events=None, active=False),
            lambda who=who: delete_webhook(who.pk, hook.pk),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == code


def test_the_signature_is_what_receivers_compute() -> None:
    assert signature("s", 7, b"{}") == "t=7,v1=" + hmac.new(b"s", b"7.{}", hashlib.sha256).hexdigest()
