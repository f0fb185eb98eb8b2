"""Sharing documents: with the room, with persons, by links; and that nothing leaks of what is restricted."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from collab import links
from collab.access import unseen_in
from collab.actions import RenameDocument, TellEdited
from collab.hooks import Shared, on_shared
from collab.jobs import end_links
from collab.models import DocumentGrant, ShareLink
from realtime import store
from realtime.commit import append
from realtime.limits import Buckets
from rooms.actions import AddMember, BanMember, RemoveMember
from search.follow import catch_up
from tests.api import Api as SignedIn
from tests.collab.hall import Hall

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Layoffs of 2027"


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Hall:
    for name, rate in (("attempts", 20), ("attempts_from", 20), ("visits_from", 500)):
        monkeypatch.setattr(links, name, Buckets(rate=0.001, burst=rate))
    return Hall()


@pytest.fixture
def page(hall: Hall) -> int:
    return hall.make("page", content="words **of** ours")


# -- the room and persons


def test_the_people_of_the_room_may_what_the_document_says(hall: Hall, page: int) -> None:
    for said, means, status in (
        ("read", "read", 403),
        ("comment", "comment", 403),
        ("edit", "edit", 200),
        ("", "edit", 200),
    ):
        sharing = hall.ok("PATCH", f"/documents/{page}/sharing", {"room_right": said})
        assert (sharing["room_right"], sharing["inherited"]) == (said, "edit")
        assert hall.ok("GET", f"/documents/{page}", who="bo")["right"] == means
        assert hall("PATCH", f"/documents/{page}", {"title": f"by bo {said}"}, "bo")[0] == status
    hall.ok("PATCH", f"/documents/{page}/sharing", {"room_right": "none"})
    assert hall("GET", f"/documents/{page}", who="bo")[0] == 404
    assert hall("PATCH", f"/documents/{page}/sharing", {"room_right": "manage"})[0] == 422


def test_only_who_manages_shares(hall: Hall, page: int) -> None:
    for method, path, body in (
        ("GET", "sharing", None),
        ("PATCH", "sharing", {"room_right": "none"}),
        ("PUT", "grants/cy", {"right": "read"}),
        ("DELETE", "grants/cy", None),
        ("POST", "links", {}),
        ("DELETE", "links/1", None),
    ):
        assert hall(method, f"/documents/{page}/{path}", body, "bo")[0] == 403, path
        assert hall(method, f"/documents/{page}/{path}", body, "cy")[0] == 404, path


def test_a_stranger_is_given_the_document_and_nothing_else(hall: Hall, page: int) -> None:
    told: list[Shared] = []
    on_shared(told.append)
    other = hall.make("other")
    grant = hall.ok("PUT", f"/documents/{page}/grants/cy", {"right": "comment"})
    assert (grant["user"]["username"], grant["right"], grant["link"]) == ("cy", "comment", None)
    found = hall.ok("GET", f"/documents/{page}", who="cy")
    assert (found["right"], found["text"]) == ("comment", "words of ours")
    for path in (f"/documents/{other}", f"/rooms/{hall.room}", f"/rooms/{hall.room}/documents"):
        assert hall("GET", path, who="cy")[0] == 404, path
    assert hall("POST", f"/rooms/{hall.room}/documents", {"title": "x", "parent": page}, "cy")[0] == 404
    (shared,) = hall.ok("GET", "/documents?scope=shared", who="cy")["documents"]
    assert (shared["id"], shared["room_name"], shared["right"]) == (page, "", "comment")
    cy, ann = hall.users["cy"].pk, hall.users["ann"].pk
    assert told == [Shared(page, hall.room, ann, cy, "comment", "page")]
    hall.ok("PUT", f"/documents/{page}/grants/cy", {"right": "comment"})
    assert len(told) == 1, "the same right again is no news"
    assert AuditEntry.objects.get(action="document.shared").details == {"person": "cy", "right": "comment"}


def test_a_grant_is_changed_taken_back_and_given_up(hall: Hall, page: int) -> None:
    hall.ok("PUT", f"/documents/{page}/grants/cy", {"right": "edit"})
    assert hall.ok("PATCH", f"/documents/{page}", {"title": "by cy"}, "cy")["title"] == "by cy"
    hall.ok("PUT", f"/documents/{page}/grants/cy", {"right": "manage"})
    assert len(hall.ok("GET", f"/documents/{page}/sharing", who="cy")["grants"]) == 1
    hall.ok("PUT", f"/documents/{page}/grants/bo", {"right": "manage"}, "cy")
    hall.ok("DELETE", f"/documents/{page}/grants/cy", who="bo")
    assert hall("GET", f"/documents/{page}", who="cy")[0] == 404
    hall.ok("PUT", f"/documents/{page}/grants/cy", {"right": "read"})
    hall.ok("DELETE", f"/documents/{page}/grants/cy", who="cy")
    assert hall("GET", f"/documents/{page}", who="cy")[0] == 404
    assert hall("DELETE", f"/documents/{page}/grants/cy")[0] == 404


@pytest.mark.parametrize(
    ("who", "right", "status"), [("nobody", "read", 404), ("ann", "read", 409), ("cy", "none", 422)]
)
def test_what_cannot_be_given(hall: Hall, page: int, who: str, right: str, status: int) -> None:
    assert hall("PUT", f"/documents/{page}/grants/{who}", {"right": right})[0] == status


def test_who_is_put_out_keeps_what_was_given_and_who_is_banned_does_not(hall: Hall, page: int) -> None:
    ann, bo = hall.users["ann"].pk, hall.users["bo"].pk
    hall.ok("PUT", f"/documents/{page}/grants/bo", {"right": "read"})
    append(RemoveMember(ann, hall.room, bo))
    assert hall.ok("GET", f"/documents/{page}", who="bo")["right"] == "read"
    append(BanMember(ann, hall.room, bo))
    assert hall("GET", f"/documents/{page}", who="bo")[0] == 404


# -- leaks


def everything_heard(hall: Hall) -> str:
    """All that the room's stream says to everybody who reads it, live and from the store."""
    return json.dumps([json.loads(each.payload) for each in store.read(f"room:{hall.room}", 0).changes])


def test_a_restricted_title_is_in_no_list_event_or_search(hall: Hall) -> None:
    page = hall.make("page")
    hall.ok("PATCH", f"/documents/{page}/sharing", {"room_right": "none"})
    ann = hall.users["ann"].pk
    append(RenameDocument(ann, page, hall.room, SECRET))
    append(TellEdited(page, hall.room, f"{SECRET}, in full"))
    assert SECRET not in everything_heard(hall)
    polled = SignedIn(hall.users["bo"]).get(f"/changes?cursor=room:{hall.room}@@0")
    assert polled.status_code == 200 and SECRET not in polled.content.decode()
    assert '"document.removed"' in polled.content.decode()
    assert catch_up(5)
    assert SECRET in json.dumps(hall.ok("GET", "/search?q=layoffs"))
    for path in (
        f"/rooms/{hall.room}/documents",
        f"/rooms/{hall.room}/documents/trash",
        "/documents?scope=recent",
        "/search?q=layoffs",
    ):
        assert SECRET not in json.dumps(hall.ok("GET", path, who="bo")), path
    assert unseen_in(hall.users["bo"].pk, [hall.room]) == {page}
    hall.ok("POST", f"/documents/{page}/trash")
    hall.ok("POST", f"/documents/{page}/restore")
    hall.ok("POST", f"/documents/{page}/move", {"room": hall.other})
    assert SECRET not in everything_heard(hall)
    assert {
        each["why"] for each in json.loads(everything_heard(hall)) if each["type"] == "document.removed"
    } == {"restricted"}


def test_what_is_in_the_trash_is_not_told_of_by_name(hall: Hall, page: int) -> None:
    hall.ok("POST", f"/documents/{page}/trash")
    append(TellEdited(page, hall.room, SECRET))
    assert '"page"' not in everything_heard(hall)


# -- links


def link(hall: Hall, page: int, **wish: Any) -> dict[str, Any]:
    made: dict[str, Any] = hall.ok("POST", f"/documents/{page}/links", wish)
    return made


def test_a_link_lets_people_in_as_long_as_it_works(hall: Hall, page: int) -> None:
    made = link(hall, page, right="edit")
    assert made["token"].endswith(made["hint"]) and made["uses"] == 0 and made["has_password"] is False
    opened = hall.ok("POST", f"/shared/{made['token']}/open", {}, "cy")
    assert opened == {"document": page, "right": "edit", "url": f"/documents/{page}/"}
    hall.ok("POST", f"/shared/{made['token']}/open", {}, "cy")
    hall.ok("PATCH", f"/documents/{page}", {"title": "by cy"}, "cy")
    sharing = hall.ok("GET", f"/documents/{page}/sharing")
    assert [(each["user"]["username"], each["link"]) for each in sharing["grants"]] == [("cy", made["id"])]
    assert [each["uses"] for each in sharing["links"]] == [1]
    assert "token" not in sharing["links"][0]
    assert hall.refused("DELETE", f"/documents/{page}/links/999")[0] == 404
    hall.ok("DELETE", f"/documents/{page}/links/{made['id']}")
    assert hall("GET", f"/documents/{page}", who="cy")[0] == 404
    assert not DocumentGrant.objects.exists()
    assert hall("POST", f"/shared/{made['token']}/open", {}, "cy")[0] == 404


def test_a_link_gives_nothing_to_who_may_more(hall: Hall, page: int) -> None:
    made = link(hall, page, right="read")
    assert hall.ok("POST", f"/shared/{made['token']}/open", {}, "bo")["right"] == "edit"
    assert not DocumentGrant.objects.exists()


def test_the_secret_and_the_password_are_not_kept(hall: Hall, page: int) -> None:
    made = link(hall, page, password="open sesame")
    row = ShareLink.objects.get()
    assert made["token"] not in str(row.__dict__) and "sesame" not in str(row.__dict__)
    assert "sesame" not in str(AuditEntry.objects.get(action="link.created").details)


def test_a_link_ends_by_the_clock(hall: Hall, page: int) -> None:
    made = link(hall, page, right="edit", days=1)
    hall.ok("POST", f"/shared/{made['token']}/open", {}, "cy")
    ShareLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert hall("GET", f"/documents/{page}", who="cy")[0] == 404, "at once, before any job"
    assert hall.ok("GET", "/documents?scope=shared", who="cy")["documents"] == []
    assert hall.ok("GET", f"/documents/{page}/sharing")["grants"] == []
    end_links()
    assert not DocumentGrant.objects.exists()


@pytest.mark.parametrize(
    "wish", [{"right": "manage"}, {"right": "none"}, {"days": 0}, {"days": 366}, {"password": "x" * 201}]
)
def test_links_that_cannot_be_made(hall: Hall, page: int, wish: dict[str, Any]) -> None:
    assert hall("POST", f"/documents/{page}/links", wish)[0] == 422


def test_a_link_does_not_let_in_who_is_banned(hall: Hall, page: int) -> None:
    made = link(hall, page, right="read")
    append(BanMember(hall.users["ann"].pk, hall.room, hall.users["cy"].pk))
    assert hall("POST", f"/shared/{made['token']}/open", {}, "cy")[0] == 404
    assert not DocumentGrant.objects.exists()


def test_links_that_do_not_work_all_look_the_same(hall: Hall, page: int) -> None:
    tokens = {"never was": "x" * 32, "too long": "x" * 300}
    for name in ("revoked", "expired", "deleted", "trashed"):
        document = page if name in ("revoked", "expired") else hall.make(name)
        made = link(hall, document, password="secret")
        tokens[name] = made["token"]
        if name == "revoked":
            hall.ok("DELETE", f"/documents/{document}/links/{made['id']}")
        elif name == "expired":
            ShareLink.objects.filter(pk=made["id"]).update(expires_at=timezone.now())
        else:
            hall.ok("POST", f"/documents/{document}/trash")
            if name == "deleted":
                hall.ok("DELETE", f"/documents/{document}")
    for form in ("/api/v1/shared/{}", "/d/{}"):
        answers = {Client().get(form.format(token)).content for token in tokens.values()}
        statuses = {Client().get(form.format(token)).status_code for token in tokens.values()}
        assert len(answers) == 1 and statuses == {404}, form


def test_anybody_reads_by_a_link_and_nothing_more(hall: Hall, page: int) -> None:
    made = link(hall, page, right="edit")
    answer = Client().get(f"/api/v1/shared/{made['token']}")
    assert answer.status_code == 200 and answer.json().keys() == {
        "title",
        "icon",
        "html",
        "right",
        "updated_at",
    }
    assert "<strong>of</strong>" in answer.json()["html"]
    assert (
        Client()
        .post(f"/api/v1/shared/{made['token']}/open", data="{}", content_type="application/json")
        .status_code
        == 401
    )
    assert Client().get(f"/api/v1/documents/{page}").status_code == 401


def test_a_link_with_a_password_shows_nothing_without_it(hall: Hall, page: int) -> None:
    made = link(hall, page, password="open sesame")
    anybody = Client()
    path = f"/api/v1/shared/{made['token']}"
    before = anybody.get(path)
    assert (before.status_code, before.json()["error"]["field"]) == (403, "password")
    assert "page" not in before.content.decode().replace("password", "")
    wrong = anybody.post(path, data={"password": "sesame"}, content_type="application/json")
    assert wrong.status_code == 403 and not wrong.cookies
    right = anybody.post(path, data={"password": "open sesame"}, content_type="application/json")
    assert right.status_code == 200 and right.json()["title"] == "page"
    assert anybody.get(path).status_code == 200, "the pass is kept"
    assert hall("POST", f"/shared/{made['token']}/open", {}, "cy")[0] == 403
    assert hall("POST", f"/shared/{made['token']}/open", {"password": "open sesame"}, "cy")[0] == 200


def test_passwords_cannot_be_guessed_fast(hall: Hall, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "attempts", Buckets(rate=0.001, burst=3))
    path = f"/api/v1/shared/{link(hall, page, password='open sesame')['token']}"
    statuses = [
        Client(REMOTE_ADDR=f"10.0.0.{n}")
        .post(path, data={"password": str(n)}, content_type="application/json")
        .status_code
        for n in range(5)
    ]
    assert statuses == [403, 403, 403, 429, 429]


def test_an_address_cannot_try_links_without_end(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "visits_from", Buckets(rate=0.001, burst=2))
    assert [Client().get(f"/api/v1/shared/{n}").status_code for n in range(3)] == [404, 404, 429]


def test_a_new_member_sees_what_the_room_sees(hall: Hall, page: int) -> None:
    hidden = hall.make("hidden")
    hall.ok("PATCH", f"/documents/{hidden}/sharing", {"room_right": "none"})
    append(AddMember(hall.users["ann"].pk, hall.room, hall.users["cy"].pk))
    listed = hall.ok("GET", f"/rooms/{hall.room}/documents", who="cy")
    assert [each["id"] for each in listed["documents"]] == [page] and listed["rights"] == {str(page): "edit"}
