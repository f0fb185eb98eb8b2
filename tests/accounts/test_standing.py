"""Deactivating, letting in again, staff and guests: who may, what happens, and that it is written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.access import DjangoAuthenticator
from accounts.actions import ChangeStanding, create_token
from accounts.models import User
from audit.models import AuditEntry
from realtime.close_codes import SIGNED_OUT
from tests.api import Api
from tests.harness import check_action
from tests.people import person, room
from tests.server import Server
from tests.sockets import open_socket


def acts() -> list[tuple[str, str, str]]:
    rows = AuditEntry.objects.order_by("pk").select_related("actor")
    return [(row.actor.username if row.actor else "", row.action, row.target) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_staff_shuts_somebody_out_and_lets_them_in_again() -> None:
    staff, ann = person("staff", is_staff=True), person("ann")
    token = create_token(ann.pk, "t").token
    mine = Api(ann)
    who = DjangoAuthenticator().identify([(b"authorization", f"Bearer {token}".encode())], b"")
    assert Api(staff).post("/people/ann/deactivate").json()["active"] is False
    assert DjangoAuthenticator().still_valid([who]) == set()
    assert mine.get("/me").status_code == 401 and Api(token=token).get("/me").status_code == 401
    assert Api(staff).post("/people/ann/reactivate").json()["active"] is True
    assert Api(token=token).get("/me").status_code == 200
    assert acts() == [("staff", "person.deactivated", "ann"), ("staff", "person.reactivated", "ann")]
    Api(staff).post("/people/ann/reactivate")
    assert len(acts()) == 2, "what changes nothing is not written down"


@pytest.mark.django_db(transaction=True)
def test_who_may_not() -> None:
    staff, root = person("staff", is_staff=True), person("root", is_staff=True, is_superuser=True)
    ann = person("ann")
    for actor, target, code in [
        (ann, "staff", 403),
        (ann, "ann", 403),
        (staff, "staff", 403),
        (staff, "root", 403),
        (staff, "nobody", 404),
    ]:
        assert Api(actor).post(f"/people/{target}/deactivate").status_code == code, (actor, target)
    assert Api().post("/people/ann/deactivate").status_code == 401
    assert Api(staff).patch("/people/ann", {"staff": True}).status_code == 403
    assert Api(root).patch("/people/staff", {"guest": True}).json()["error"]["code"] == "conflict"
    assert Api(root).patch("/people/staff", {"staff": False, "guest": True}).json()["is_guest"] is True
    assert [action for _, action, _ in acts()] == ["person.unmade_staff", "person.made_guest"]


@pytest.mark.django_db(transaction=True)
def test_everybody_in_the_same_room_hears_of_it() -> None:
    staff, ann, bo = person("staff", is_staff=True), person("ann"), person("bo")
    room(ann, bo)
    check_action([ann], lambda: ChangeStanding(staff.pk, bo.pk, active=False))
    check_action([ann], lambda: ChangeStanding(staff.pk, bo.pk, active=True))
    assert User.objects.get(pk=bo.pk).is_active


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    directory: Path = tmp_path_factory.mktemp("standing")
    with Server(directory) as running:
        yield running


async def test_open_sockets_close_at_once(server: Server) -> None:
    tokens = server.create_users("ann", "bo")
    staff = server.create_users("staff", staff=True)["staff"]
    async with (
        open_socket(server.ws_url, tokens["ann"]) as one,
        open_socket(server.ws_url, tokens["ann"]) as two,
    ):
        await one.event("hello")
        await two.event("hello")
        post(server, "/api/v1/people/ann/deactivate", staff)
        # The sweep, which would notice as well, looks once a second at most.
        for socket in (one, two):
            assert (await socket.wait_closed(timeout=1))[0] == SIGNED_OUT.code


def post(server: Server, path: str, token: str) -> None:
    import urllib.request

    request = urllib.request.Request(
        server.url + path, method="POST", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
