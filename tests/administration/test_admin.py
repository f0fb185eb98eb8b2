"""The Django admin: every model is there, lists and pages open, what is seen live is changed by appends only."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from accounts.models import User
from realtime import store
from realtime.admin import ReadOnlyAdmin
from rooms.models import Room
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)
OURS = (
    "realtime",
    "jobs",
    "accounts",
    "audit",
    "rooms",
    "files",
    "chat",
    "collab",
    "notifications",
    "desk",
    "search",
)
MODELS = [model for app in OURS if apps.is_installed(app) for model in apps.get_app_config(app).get_models()]


@pytest.fixture
def root() -> User:
    return person("root", is_staff=True, is_superuser=True)


@pytest.fixture
def client(root: User) -> Client:
    client = Client()
    client.force_login(root)
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_is_there(model: Any, client: Client) -> None:
    ann = person("ann")
    say(ann, room(ann).id, "hello")
    assert model in admin.site._registry, "not in the admin"
    own = admin.site._registry[model]
    assert own.search_fields, "without search"
    path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert client.get(path).status_code == 200
    assert client.get(path, {"q": "ann"}).status_code == 200
    row = model._default_manager.first()
    if row is not None and not isinstance(row.pk, str):
        page = client.get(f"{path}{row.pk}/change/")
        assert page.status_code == 200
        if isinstance(own, ReadOnlyAdmin):
            assert client.post(f"{path}{row.pk}/change/", {}).status_code == 403
            assert client.post(f"{path}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def act(client: Client, path: str, action: str, *keys: int) -> None:
    data = {"action": action, "_selected_action": [str(key) for key in keys]}
    assert client.post(path, data).status_code == 302


def test_rooms_are_archived_live(client: Client) -> None:
    hall = room(person("ann"))
    head = store.open_streams([f"room:{hall.id}"])[f"room:{hall.id}"].seq
    act(client, "/admin/rooms/room/", "archive", hall.id)
    assert Room.objects.get(pk=hall.id).archived
    assert [change.seq for change in store.read(f"room:{hall.id}", head).changes] == [head + 1]
    act(client, "/admin/rooms/room/", "restore", hall.id)
    assert not Room.objects.get(pk=hall.id).archived


def test_people_are_deactivated_live_but_not_oneself(client: Client, root: User) -> None:
    ann = person("ann")
    act(client, "/admin/accounts/user/", "deactivate", ann.pk, root.pk)
    assert not User.objects.get(pk=ann.pk).is_active and User.objects.get(pk=root.pk).is_active
    act(client, "/admin/accounts/user/", "reactivate", ann.pk)
    assert User.objects.get(pk=ann.pk).is_active


def test_the_form_of_a_person_tells_their_rooms(client: Client) -> None:
    ann = person("ann")
    hall = room(ann)
    head = store.open_streams([f"room:{hall.id}"])[f"room:{hall.id}"].seq
    form = {
        "username": "ann",
        "name": "Ann the Great",
        "colour": "4",
        "about": "",
        "email": "ann@example.org",
        "language": "",
        "timezone": "",
        "density": "comfortable",
        "is_active": "on",
        "is_guest": "on",
    }
    assert client.post(f"/admin/accounts/user/{ann.pk}/change/", form).status_code == 302
    saved = User.objects.get(pk=ann.pk)
    assert (saved.name, saved.colour, saved.email, saved.is_guest) == (
        "Ann the Great",
        4,
        "ann@example.org",
        True,
    )
    changes = store.read(f"room:{hall.id}", head).changes
    assert changes and b"Ann the Great" in changes[-1].payload


def test_the_admin_is_for_the_staff() -> None:
    client = Client()
    client.force_login(person("ann"))
    assert client.get("/admin/").status_code == 302
