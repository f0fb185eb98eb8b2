"""Every page and every view that is no API as everybody, with nothing given away."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from realtime.limits import Buckets
from tests.matrix.calling import Callers, Reply
from tests.matrix.pages import PAGES, PageCase, routes
from tests.matrix.rules import ACTORS, OUTSIDERS, Actor
from tests.matrix.world import Place, Rooms

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Buckets, "take", lambda *args: True)


def test_every_page_is_in_the_table() -> None:
    assert sorted(PAGES) == sorted(route for route, _name in routes())


def address(route: str, case: PageCase, place: Place) -> str:
    if case.path is not None:
        return case.path()
    given = place.arguments() | {name: take(place) for name, take in case.names.items()}
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(given[found[1]]), route)


def faults(what: str, actor: Actor, kind: str, wanted: set[int], reply: Reply, *, shows: bool) -> list[str]:
    said = [] if reply.status in wanted else [f"{reply.status} for {sorted(wanted)}"]
    if kind == "private" and actor.name in OUTSIDERS and not shows and (given := reply.secrets()):
        said.append(f"gives away {given}")
    return [f"{kind} {what} as {actor.name}: {each}" for each in said]


@pytest.mark.parametrize("kind", ["private", "public"])
def test_everybody_opens_every_page(kind: str) -> None:
    rooms, found = Rooms(kind), list[str]()
    callers = Callers(rooms.people)
    for route, case in PAGES.items():
        for actor in ACTORS:
            reply = callers.call(actor.name, "GET", address(route, case, rooms.place))
            wanted = {case.rule(actor, kind)}
            found += faults(route, actor, kind, wanted, reply, shows=case.shows)
    assert not found, "\n".join(found)


def admin_pages() -> dict[str, type[Model] | None]:
    """Every page of the admin: of the site, and of each model the five that all have."""
    pages: dict[str, type[Model] | None] = {reverse("admin:index"): None}
    for app in {model._meta.app_label for model in admin.site._registry}:
        pages[reverse("admin:app_list", args=(app,))] = None
    # The theme's own search, which finds by permission, is at the address of our app.
    pages.pop("/admin/search/")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        one = model._default_manager.order_by("pk").first()
        pages[reverse(f"{name}_changelist")] = model
        pages[reverse(f"{name}_add")] = None
        if one is not None:
            for page in ("change", "history", "delete"):
                pages[reverse(f"{name}_{page}", args=(one.pk,))] = None
    return pages


def test_every_model_is_in_the_admin() -> None:
    ours = {
        model
        for app in apps.get_app_configs()
        if "site-packages" not in app.path
        for model in app.get_models()
    }
    assert ours - set(admin.site._registry) == set()


def test_the_admin_is_for_administrators() -> None:
    """To others each of its pages is the sign-in; staff without permissions are refused; nothing breaks for root."""
    rooms, found = Rooms("private"), list[str]()
    callers = Callers(rooms.people)
    assert rooms.place.room
    for path, model in admin_pages().items():
        for actor in ACTORS:
            if actor.role in ("guest", "admin", "owner"):
                continue  # the admin knows no roles in rooms; a member stands for them
            reply = callers.call(actor.name, "GET", path)
            if actor.root:
                wanted = {200} if model or path.endswith("/history/") else {200, 302, 403}
            elif actor.staff:
                wanted = {200} if path == reverse("admin:index") else {403, 404}
            else:
                wanted = {302}
            found += faults(path, actor, "private", wanted, reply, shows=False)
    assert not found, "\n".join(found)
