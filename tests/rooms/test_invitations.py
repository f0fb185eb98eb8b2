"""Links into a room: who makes them, how long they work, and the page they lead to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import ChangeStanding
from accounts.models import User
from audit.models import AuditEntry
from realtime.commit import append
from realtime.errors import Refused
from rooms.actions import AddMember, BanMember, CreateInvitation, FollowInvitation, RemoveMember, UpdateRoom
from rooms.models import Invitation, Membership
from rooms.selectors import room_summary
from tests.api import Api
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self) -> None:
        self.ann, self.bo, self.cy = person("ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo).id

    def link(self, **wish: Any) -> str:
        return append(CreateInvitation(self.ann.pk, self.room, **wish)).token

    def follow(self, token: str, who: User | None = None) -> Any:
        return Api(who or self.cy).post(f"/join/{token}")


def test_a_link_lets_in_and_is_counted() -> None:
    w = World()
    made = Api(w.ann).post(f"/rooms/{w.room}/invitations", {"days": 7, "uses": 2}).json()
    assert made["url"] == f"http://testserver/join/{made['token']}/"
    assert (made["role"], made["uses"], made["uses_left"], made["created_by"]) == ("member", 0, 2, "ann")
    joined = w.follow(made["token"])
    assert (joined.status_code, joined.json()["role"], joined.json()["members"]) == (200, "member", 3)
    assert w.follow(made["token"]).status_code == 200  # again, from another device: no second use
    (listed,) = Api(w.ann).get(f"/rooms/{w.room}/invitations").json()["invitations"]
    assert (listed["uses"], listed["uses_left"]) == (1, 1)
    acts = AuditEntry.objects.filter(room=w.room).order_by("pk").values_list("action", flat=True)
    assert list(acts)[-2:] == ["invitation.created", "invitation.used"]


def test_the_last_use_is_given_once() -> None:
    w = World()
    token = w.link(uses=1)
    people = [person(f"p{n}") for n in range(8)]

    def follow(user: User) -> str:
        try:
            append(FollowInvitation(w.room, user.pk, token))
        except Refused as refusal:
            return refusal.code
        return "in"

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(follow, people))
    assert outcomes == ["gone"] * 7 + ["in"]
    assert Membership.objects.filter(room=w.room, removed_at=None).count() == 3


def expire(token: str) -> None:
    Invitation.objects.filter(token=token).update(expires_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    "why", ["revoked", "expired", "maker removed", "maker demoted", "maker gone", "archived"]
)
def test_a_link_that_ended_lets_nobody_in(why: str) -> None:
    w = World()
    append(AddMember(w.ann.pk, w.room, w.bo.pk, "admin"))
    made = append(CreateInvitation(w.bo.pk, w.room))
    if why == "revoked":
        assert Api(w.ann).delete(f"/invitations/{made.id}").status_code == 204
        assert Api(w.ann).delete(f"/invitations/{made.id}").status_code == 404
    elif why == "expired":
        expire(made.token)
    elif why == "maker removed":
        append(RemoveMember(w.ann.pk, w.room, w.bo.pk))
    elif why == "maker demoted":
        append(AddMember(w.ann.pk, w.room, w.bo.pk, "member"))
    elif why == "maker gone":
        root = person("root", is_staff=True, is_superuser=True)
        append(ChangeStanding(root.pk, w.bo.pk, active=False))
    else:
        append(UpdateRoom(w.ann.pk, w.room, archived=True))
    answer = w.follow(made.token)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "gone")
    assert Client().get(f"/join/{made.token}/").status_code == 410
    assert room_summary(w.ann.pk, w.room).members == (1 if why == "maker removed" else 2)


@pytest.mark.parametrize("token", ["nothing", "x" * 200, "%00", "ä"])
def test_a_link_that_never_was(token: str) -> None:
    answer = Api(person("ann")).post(f"/join/{token}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert Client().get(f"/join/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"days": "7"}, "days"),
        ({"uses": 0}, "uses"),
        ({"uses": 10_001}, "uses"),
        ({"role": "admin"}, "role"),
        ({"hours": 5}, "hours"),
    ],
)
def test_a_bad_wish_names_its_field(wish: dict[str, Any], field: str) -> None:
    w = World()
    answer = Api(w.ann).post(f"/rooms/{w.room}/invitations", wish)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_a_banned_person_cannot_follow_a_link() -> None:
    w = World()
    token = w.link()
    append(BanMember(w.ann.pk, w.room, w.cy.pk))
    assert w.follow(token).status_code == 403


def test_a_guest_stays_a_guest_and_others_become_one_by_a_guests_link() -> None:
    w = World()
    gus = person("gus", is_guest=True)
    assert w.follow(w.link(), gus).json()["role"] == "guest"
    assert w.follow(w.link(role="guest")).json()["role"] == "guest"


def test_members_neither_see_nor_make_links() -> None:
    w = World()
    w.link()
    assert Api(w.bo).get(f"/rooms/{w.room}/invitations").status_code == 403
    assert Api(w.bo).post(f"/rooms/{w.room}/invitations", {}).status_code == 403
    assert Api(w.cy).get(f"/rooms/{w.room}/invitations").status_code == 404
    number = Invitation.objects.get().pk
    assert Api(w.bo).delete(f"/invitations/{number}").status_code == 403
    assert Api(w.cy).delete(f"/invitations/{number}").status_code == 404


# -- the page


@pytest.fixture
def built(tmp_path: Any, settings: Any) -> None:
    """Pages name the bundles that Vite built; here it is enough that they are listed."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"static/src/entries/auth.ts": {"file": "assets/x.js"}}')
    settings.VITE_MANIFEST = manifest


@pytest.mark.usefixtures("built")
def test_the_page_shows_the_room_and_lets_in() -> None:
    w = World()
    path = f"/join/{w.link()}/"
    client = Client()
    client.force_login(w.cy)
    page = client.get(path)
    assert "Hall" in page.content.decode() and "ann invites you" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert client.post(path)["Location"] == f"/rooms/{w.room}/"
    assert "Open the room" in client.get(path).content.decode()


@pytest.mark.usefixtures("built")
def test_the_page_wants_a_token_against_forgery() -> None:
    w = World()
    client = Client(enforce_csrf_checks=True)
    client.force_login(w.cy)
    assert client.post(f"/join/{w.link()}/").status_code == 403


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("role", ["member", "guest"])
def test_strangers_sign_up_and_come_back(role: str) -> None:
    w = World()
    path = f"/join/{w.link(role=role)}/"
    client = Client()
    page = client.get(path).content.decode()
    assert f"/accounts/signup/?next={path}" in page and f"/accounts/login/?next={path}" in page
    assert client.post(path)["Location"] == f"/accounts/login/?next={path}"
    words = "correct horse battery staple"
    form = {"username": "zoe", "password1": words, "password2": words, "next": path}
    assert client.post("/accounts/signup/", form)["Location"] == path
    assert client.post(path)["Location"] == f"/rooms/{w.room}/"
    zoe = User.objects.get(username="zoe")
    assert zoe.is_guest == (role == "guest")
    assert Membership.objects.get(room=w.room, user=zoe).role == role


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("elsewhere", ["", "/rooms/", "/join/nothing/", "/nowhere/"])
def test_a_sign_up_without_an_invitation_makes_no_guest(elsewhere: str) -> None:
    words = "correct horse battery staple"
    form = {"username": "zoe", "password1": words, "password2": words, "next": elsewhere}
    assert Client().post("/accounts/signup/", form).status_code == 302
    assert not User.objects.get(username="zoe").is_guest
