"""Every route of the API: the rule of who may, and a body that is valid. A new route has to be entered here."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from broadcasts.actions import CreateDraft, send_draft
from broadcasts.events import Audience, BroadcastWish
from broadcasts.models import Template
from jobs.dead import bury
from jobs.models import DeadLetter
from notifications.models import PushSubscription
from notifications.ways.outcome import AGAIN
from notifications.ways.subscriptions import subscribe
from realtime.commit import append
from tests.matrix.rules import (
    Rule,
    announcers,
    author,
    inside,
    keepers,
    needs,
    only,
    public,
    signed_in,
    staff,
)
from tests.matrix.world import Place

Body = Any | Callable[[Place], Any]


@dataclass(frozen=True)
class Case:
    """`names` puts other things of the place into the address. `spends`: when it is done, the next caller needs a
    new place. `enters`: who comes in by it is shown the room. `told`: it is what the caller was told while they were
    in, which stays theirs."""

    rule: Rule
    body: Body = None
    query: str | Callable[[Place], str] = ""
    names: Mapping[str, Callable[[Place], Any]] = field(default_factory=dict)
    spends: bool = False
    enters: bool = False
    told: bool = False


def later() -> str:
    return (timezone.now() + timedelta(days=2)).isoformat()


def a_file(place: Place) -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", b"words", content_type="text/plain")


def a_subscription(place: Place) -> dict[str, Any]:
    """A browser's that nobody has made known yet."""
    keys = {"p256dh": f"BA{'A' * 85}", "auth": "A" * 22}
    return {"endpoint": f"https://push.example/{secrets.token_hex(8)}", "keys": keys, "label": "Firefox"}


def a_browser(place: Place) -> int:
    """Of the member; where nothing listens."""
    row = PushSubscription.objects.filter(user__username=place.name("member")).first()
    if row is None:
        member = User.objects.get(username=place.name("member"))
        wish = a_subscription(place)
        row, _ = subscribe(member.pk, endpoint=wish["endpoint"], **wish["keys"], label="Firefox", session="")
        PushSubscription.objects.filter(pk=row.pk).update(endpoint="https://127.0.0.1/")
    return row.pk


def a_letter(place: Place) -> int:
    kept = DeadLetter.objects.first() or bury(AGAIN, "no", attempts=1, kwargs={"delivery": 0})
    return kept.pk


def a_draft(place: Place) -> int:
    """Of the room's admin, to the room; nobody has touched it."""
    admin = place.people.users["admin"]
    wish = BroadcastWish(title="secret-words", audience=Audience(rooms=[place.room]))
    return append(CreateDraft(admin.pk, wish)).id


def a_sent_one(place: Place) -> int:
    return send_draft(place.people.users["admin"].pk, a_draft(place)).broadcast.id


def a_template(place: Place) -> int:
    row = Template.objects.first() or Template.objects.create(name="a template", title="{what}")
    return row.pk


BROWSER: Final = {"subscription_id": a_browser}
DRAFT: Final = {"broadcast_id": a_draft}
TEMPLATE: Final = {"template_id": a_template}
LETTER: Final = {"letter_id": a_letter}
OWN: Final = {"message_id": lambda place: place.own}
POLL: Final = {"message_id": lambda place: place.poll}
LATE: Final = {"username": lambda place: place.name("late")}

KERNEL: Final = {
    "GET /rooms/{room_id}/changes": Case(needs("read")),
    "GET /changes": Case(needs("read"), query=lambda place: f"?cursor=room:{place.room}@@0"),
    "POST /commands": Case(signed_in(), {"type": "ping"}),
}
PEOPLE: Final = {
    "GET /me": Case(signed_in()),
    "PATCH /me": Case(signed_in(), {"about": "a person"}),
    "GET /people": Case(signed_in()),
    "GET /people/{username}": Case(signed_in()),
    "PATCH /people/{username}": Case(staff(), {"guest": True}, names=LATE, spends=True),
    "POST /people/{username}/deactivate": Case(staff(), {}, names=LATE, spends=True),
    "POST /people/{username}/reactivate": Case(staff(), {}, names=LATE),
    "GET /tokens": Case(signed_in()),
    "POST /tokens": Case(signed_in(201), {"name": "new"}),
    "DELETE /tokens/{token_id}": Case(only("member", 204), spends=True),
}
ROOMS: Final = {
    "GET /rooms": Case(signed_in(), query="?scope=directory"),
    "POST /rooms": Case(signed_in(201), {"name": "new", "visibility": "private"}),
    "POST /direct": Case(signed_in(201), lambda place: {"usernames": [place.name("other")]}, spends=True),
    "GET /rooms/{room_id}": Case(needs("read")),
    "PATCH /rooms/{room_id}": Case(needs("manage"), {"slow_mode": 0, "description": "anew"}),
    "POST /rooms/{room_id}/join": Case(
        needs("join", guest=200, member=200, admin=200, owner=200), {}, spends=True, enters=True
    ),
    "POST /rooms/{room_id}/transfer": Case(
        needs("transfer"), lambda place: {"username": place.name("other")}, spends=True
    ),
    "PUT /rooms/{room_id}/favourite": Case(inside()),
    "DELETE /rooms/{room_id}/favourite": Case(inside()),
    "PUT /rooms/{room_id}/position": Case(inside(), {"position": 1}),
    "GET /rooms/{room_id}/members": Case(needs("read")),
    "POST /rooms/{room_id}/members": Case(
        needs("invite", 201), lambda place: {"username": place.name("late")}, spends=True
    ),
    "DELETE /rooms/{room_id}/members/{username}": Case(needs("remove", 204), spends=True),
    "GET /rooms/{room_id}/invitations": Case(needs("invite")),
    "POST /rooms/{room_id}/invitations": Case(needs("invite", 201), {}),
    "DELETE /invitations/{invitation_id}": Case(needs("invite", 204), spends=True),
    "POST /join/{token}": Case(signed_in(banned=403), {}, spends=True, enters=True),
    "GET /rooms/{room_id}/requests": Case(needs("invite")),
    "POST /rooms/{room_id}/requests": Case(needs("request", 201), {}, spends=True),
    "POST /requests/{request_id}/accept": Case(needs("invite"), {}, spends=True),
    "POST /requests/{request_id}/decline": Case(needs("invite"), {}, spends=True),
    "PUT /rooms/{room_id}/members/{username}/silence": Case(needs("moderate"), {"minutes": 5}, spends=True),
    "DELETE /rooms/{room_id}/members/{username}/silence": Case(
        needs("moderate"), names={"username": lambda place: place.name("quiet")}, spends=True
    ),
    "GET /rooms/{room_id}/bans": Case(needs("remove")),
    "POST /rooms/{room_id}/bans": Case(
        needs("remove", 201), lambda place: {"username": place.name("other")}, spends=True
    ),
    "DELETE /rooms/{room_id}/bans/{username}": Case(
        needs("remove", 204), names={"username": lambda place: place.name("out")}, spends=True
    ),
}
MESSAGES: Final = {
    "POST /rooms/{room_id}/messages": Case(
        needs("send", 201), lambda place: {"body": "hello", "client_id": place.client_id}
    ),
    "GET /rooms/{room_id}/messages": Case(needs("read")),
    "GET /messages/{message_id}": Case(needs("read")),
    "PATCH /messages/{message_id}": Case(author("member"), {"body": "anew"}, names=OWN),
    "DELETE /messages/{message_id}": Case(needs("moderate"), spends=True),
    "GET /messages/{message_id}/edits": Case(needs("read")),
    "GET /messages/{message_id}/seen": Case(needs("read")),
    "PUT /messages/{message_id}/reactions/{emoji}": Case(needs("react")),
    "DELETE /messages/{message_id}/reactions/{emoji}": Case(needs("react")),
    "PUT /messages/{message_id}/pin": Case(needs("moderate")),
    "DELETE /messages/{message_id}/pin": Case(needs("moderate")),
    "GET /rooms/{room_id}/pins": Case(needs("read")),
    "POST /rooms/{room_id}/read": Case(inside(), lambda place: {"seq": place.seq}),
    "POST /rooms/{room_id}/unread": Case(inside(), lambda place: {"seq": place.seq}),
    "POST /rooms/{room_id}/mentions/check": Case(needs("read"), {"body": "@room hello"}),
    "GET /threads": Case(signed_in()),
    "GET /messages/{message_id}/thread": Case(needs("read")),
    "PUT /messages/{message_id}/follow": Case(inside()),
    "DELETE /messages/{message_id}/follow": Case(inside()),
    "POST /messages/{message_id}/read": Case(inside(), lambda place: {"seq": place.seq}),
    "PUT /messages/{message_id}/lock": Case(needs("moderate")),
    "DELETE /messages/{message_id}/lock": Case(needs("moderate")),
    "POST /messages/{message_id}/votes": Case(needs("send"), {"options": [0]}, names=POLL),
    "POST /messages/{message_id}/close": Case(needs("moderate", member=200), {}, names=POLL, spends=True),
    "POST /messages/{message_id}/report": Case(needs("read", 201), {"reason": "rude"}),
    "GET /rooms/{room_id}/reports": Case(needs("moderate")),
    "POST /reports/{report_id}/resolve": Case(needs("moderate"), {}, spends=True),
}
DOCUMENTS: Final = {
    "GET /rooms/{room_id}/documents": Case(needs("read")),
    "POST /rooms/{room_id}/documents": Case(needs("create_document", 201), {"title": "new"}),
    "GET /documents/{document_id}": Case(needs("read")),
    "PATCH /documents/{document_id}": Case(needs("send"), {"title": "anew"}, spends=True),
}
INBOX: Final = {
    "POST /notifications": Case(
        announcers(201), lambda place: {"audience": {"room": place.room}, "title": "hello"}
    ),
    "POST /notifications/many": Case(
        staff(201), lambda place: {"notifications": [{"user": place.name("member"), "title": "hello"}]}
    ),
    "GET /notifications": Case(signed_in(), told=True),
    "POST /notifications/read_all": Case(signed_in(), {}),
    "POST /notifications/{notification_id}/read": Case(only("member"), {}),
    "GET /notifications/groups": Case(signed_in(), told=True),
    "GET /notifications/{notification_id}": Case(only("member"), told=True),
    "GET /notifications/{notification_id}/why": Case(only("member"), told=True),
    "POST /notifications/{notification_id}/acknowledge": Case(only("member", 409), {}),  # it asks for none
    "POST /notifications/seen_all": Case(signed_in(), {}),
    "POST /notifications/change": Case(
        only("member"), lambda place: {"ids": [place.notification], "change": {"saved": True}}
    ),
    "POST /notifications/states": Case(
        only("member"),
        lambda place: {
            "states": [
                {
                    "id": place.notification,
                    "read": False,
                    "done": False,
                    "saved": False,
                    "snoozed_until": None,
                },
            ]
        },
    ),
    "GET /preferences": Case(signed_in()),
    "PUT /preferences": Case(signed_in(), {"wishes": {"keywords": ["tea"]}}),
    "PUT /preferences/places/{place}": Case(
        needs("read"), {"volume": "mentions"}, names={"place": lambda place: f"room:{place.room}"}
    ),
    "POST /preferences/preview": Case(
        needs("read"), lambda place: {"kind": "mention", "place": f"room:{place.room}"}
    ),
}
DESK: Final = {
    "GET /desk": Case(signed_in()),
    "GET /drafts": Case(signed_in()),
    "PUT /rooms/{room_id}/draft": Case(needs("read"), {"body": "begun"}),
    "GET /saved": Case(signed_in()),
    "PUT /messages/{message_id}/saved": Case(needs("read", 204), names=OWN),
    "DELETE /messages/{message_id}/saved": Case(signed_in(204)),  # to let go takes no right
    "POST /rooms/{room_id}/scheduled": Case(
        needs("send", 201), lambda place: {"body": "later", "send_at": later(), "client_id": place.client_id}
    ),
    "GET /scheduled": Case(signed_in()),
    "PATCH /scheduled/{scheduled_id}": Case(only("member"), {"body": "later still"}),
    "DELETE /scheduled/{scheduled_id}": Case(only("member"), spends=True),
    "POST /reminders": Case(needs("read", 201), lambda place: {"due_at": later(), "message": place.message}),
    "GET /reminders": Case(signed_in()),
    "DELETE /reminders/{reminder_id}": Case(only("member"), spends=True),
    "GET /slash": Case(signed_in()),
    "GET /previews": Case(signed_in(404), query="?url=https://example.org/"),  # they are off unless asked for
    "POST /rooms/{room_id}/slash": Case(
        needs("manage"), lambda place: {"text": "/topic anew", "client_id": place.client_id}, spends=True
    ),
}
FILES: Final = {
    "POST /rooms/{room_id}/files": Case(needs("upload", 201), a_file),
    "GET /files/limits": Case(signed_in()),
    "POST /documents/{document_id}/files": Case(needs("send", 201), a_file),
    "DELETE /files/{file_id}": Case(
        only("member", 204), names={"file_id": lambda place: place.unsent}, spends=True
    ),
}
TRASHED: Final = {"document_id": lambda place: place.trashed}
SHARED: Final = {"token": lambda place: place.shared}
SHARING: Final = {
    "GET /documents": Case(signed_in(), query="?scope=favourites"),
    "DELETE /documents/{document_id}": Case(keepers(204), names=TRASHED, spends=True),
    "PUT /documents/{document_id}/favourite": Case(needs("read", 204)),
    "DELETE /documents/{document_id}/favourite": Case(signed_in(204)),
    "POST /documents/{document_id}/move": Case(needs("send"), {"parent": None}),
    "POST /documents/{document_id}/duplicate": Case(needs("create_document", 201), {}),
    "GET /rooms/{room_id}/documents/trash": Case(needs("read")),
    "POST /documents/{document_id}/trash": Case(needs("manage"), spends=True),
    "POST /documents/{document_id}/restore": Case(keepers(), names=TRASHED, spends=True),
    "GET /documents/{document_id}/sharing": Case(needs("manage")),
    "PATCH /documents/{document_id}/sharing": Case(needs("manage"), {"room_right": ""}),
    "PUT /documents/{document_id}/grants/{username}": Case(needs("manage"), {"right": "comment"}),
    "DELETE /documents/{document_id}/grants/{username}": Case(needs("manage", 204), spends=True),
    "POST /documents/{document_id}/links": Case(needs("manage", 201), {"right": "read"}),
    "DELETE /documents/{document_id}/links/{link_id}": Case(needs("manage", 204), spends=True),
    "GET /shared/{token}": Case(public(), names=SHARED, told=True),
    "POST /shared/{token}": Case(public(), {"password": ""}, names=SHARED, told=True),
    "POST /shared/{token}/open": Case(signed_in(banned=404), {}, names=SHARED, spends=True),
}
STAFF: Final = {
    "GET /administration/rooms": Case(staff()),
    "GET /administration/people": Case(staff()),
    "POST /administration/rooms/bulk": Case(
        staff(), lambda place: {"rooms": [place.room], "archived": True}, spends=True
    ),
    "PATCH /administration/rooms/{room_id}": Case(staff(), {"topic": "anew"}, spends=True),
    "PUT /administration/rooms/{room_id}/members/{username}": Case(staff(), {"role": "admin"}, spends=True),
    "DELETE /administration/rooms/{room_id}/members/{username}": Case(staff(204), spends=True),
    "POST /administration/reports/{report_id}/resolve": Case(staff(204), {}, spends=True),
    "GET /audit": Case(staff()),
    "GET /audit/export": Case(staff()),
    "GET /rooms/{room_id}/audit": Case(needs("manage")),
    "GET /rooms/{room_id}/export": Case(needs("export", root=200)),
    "POST /administration/import": Case(staff(422), a_file),
}
COMMENTS: Final = {
    "GET /documents/{document_id}/comments": Case(needs("read")),
    "POST /documents/{document_id}/comments": Case(
        needs("react", 201), lambda place: {"body": "why?", "client_id": f"{place.client_id}c"}
    ),
    "PATCH /comments/{comment_id}": Case(needs("react"), {"resolved": True}),
    "DELETE /comments/{comment_id}": Case(needs("moderate"), spends=True),
    "POST /documents/{document_id}/quotes": Case(
        needs("send", 201), lambda place: {"message": place.message}
    ),
}
HISTORY: Final = {
    "GET /documents/{document_id}/versions": Case(needs("read")),
    "POST /documents/{document_id}/versions": Case(needs("send", 201), {"name": "secret-version"}),
    "PATCH /documents/{document_id}/versions/{version_id}": Case(needs("send"), {"name": "anew"}),
    "DELETE /documents/{document_id}/versions/{version_id}": Case(needs("send", 204)),
    "GET /documents/{document_id}/history": Case(needs("read")),
    "GET /documents/{document_id}/history/{seq}": Case(needs("read")),
    "POST /documents/{document_id}/history/{seq}/restore": Case(needs("send"), {}, spends=True),
    "GET /documents/{document_id}/compare": Case(needs("read"), query="?old=0&new=1"),
    "GET /documents/{document_id}/authorship": Case(needs("read")),
}
CONTENT: Final = {
    "GET /documents/{document_id}/content": Case(needs("read")),
    "POST /documents/{document_id}/append": Case(needs("send"), {"markdown": "more"}),
    "POST /documents/{document_id}/insert": Case(needs("send"), {"markdown": "more", "at": "start"}),
    "PUT /documents/{document_id}/sections/{heading}": Case(
        needs("send"), {"markdown": "anew"}, names={"heading": lambda place: "secret-heading"}
    ),
    "POST /documents/{document_id}/tasks/check": Case(needs("send"), {"index": 0}),
    "GET /documents/{document_id}/export": Case(needs("read")),
    "POST /rooms/{room_id}/documents/import": Case(needs("create_document", 201), a_file),
    "GET /documents/{document_id}/updates": Case(needs("read")),
    "POST /documents/{document_id}/updates": Case(needs("send"), {"updates": ["AAA="]}),
}
BROADCASTS: Final = {
    "GET /broadcasts": Case(announcers()),
    "POST /broadcasts": Case(announcers(201), {"title": "hello"}),
    "POST /broadcasts/audience": Case(announcers(), lambda place: {"audience": {"rooms": [place.room]}}),
    "POST /broadcasts/preview": Case(announcers(), {"title": "hello"}),
    "POST /broadcasts/test": Case(announcers(201), {"title": "hello"}),
    "GET /broadcasts/templates": Case(announcers()),
    "POST /broadcasts/templates": Case(staff(201), lambda place: {"name": secrets.token_hex(8)}),
    "PATCH /broadcasts/templates/{template_id}": Case(staff(), {"title": "anew"}, names=TEMPLATE),
    "DELETE /broadcasts/templates/{template_id}": Case(staff(204), names=TEMPLATE),
    "GET /broadcasts/{broadcast_id}": Case(announcers(owner=404), names=DRAFT),
    "PATCH /broadcasts/{broadcast_id}": Case(announcers(owner=404), {"title": "anew"}, names=DRAFT),
    "DELETE /broadcasts/{broadcast_id}": Case(announcers(204, owner=404), names=DRAFT),
    "POST /broadcasts/{broadcast_id}/send": Case(announcers(owner=404), {}, names=DRAFT),
    "POST /broadcasts/{broadcast_id}/unschedule": Case(announcers(owner=404), {}, names=DRAFT),
    "POST /broadcasts/{broadcast_id}/recall": Case(
        announcers(owner=404), {}, names={"broadcast_id": a_sent_one}
    ),
    "GET /broadcasts/{broadcast_id}/figures": Case(announcers(owner=404), names=DRAFT),
    "GET /broadcasts/{broadcast_id}/people": Case(announcers(owner=404), names=DRAFT),
    "GET /broadcasts/{broadcast_id}/export.csv": Case(announcers(owner=404), names=DRAFT),
}
WAYS: Final = {
    "GET /push/key": Case(signed_in()),
    "GET /push/subscriptions": Case(signed_in()),
    "POST /push/subscriptions": Case(signed_in(201), a_subscription),
    "DELETE /push/subscriptions/{subscription_id}": Case(only("member", 204), names=BROWSER, spends=True),
    "POST /push/subscriptions/{subscription_id}/test": Case(only("member"), {}, names=BROWSER),
    "GET /dead-letters": Case(staff()),
    "POST /dead-letters/{letter_id}/retry": Case(staff(204), {}, names=LETTER, spends=True),
    "POST /dead-letters/retry_all": Case(staff(), {"task": "nothing"}),
    "DELETE /dead-letters/{letter_id}": Case(staff(204), names=LETTER, spends=True),
}
WEBHOOKS: Final = {
    "GET /rooms/{room_id}/webhooks": Case(needs("manage")),
    "POST /rooms/{room_id}/webhooks": Case(needs("manage", 201), {"url": "https://hook.example/"}),
    "PATCH /webhooks/{webhook_id}": Case(needs("manage"), {"active": True}),
    "DELETE /webhooks/{webhook_id}": Case(needs("manage", 204), spends=True),
    "GET /webhooks/{webhook_id}/deliveries": Case(needs("manage")),
}
SEARCH: Final = {"GET /search": Case(signed_in(), query="?q=secret")}

CASES: Final[dict[str, Case]] = {
    **KERNEL,
    **PEOPLE,
    **ROOMS,
    **MESSAGES,
    **DOCUMENTS,
    **INBOX,
    **DESK,
    **FILES,
    **STAFF,
    **SEARCH,
    **COMMENTS,
    **CONTENT,
    **WEBHOOKS,
    **WAYS,
    **BROADCASTS,
    **SHARING,
    **HISTORY,
}
