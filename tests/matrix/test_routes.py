"""Every route of the API as everybody: the expected status, the code that goes with it, and nothing given away."""

import json
import re
from typing import Any

import pytest

from config.api import api
from realtime.errors import STATUS
from realtime.limits import Buckets
from tests.matrix.calling import Callers, Reply
from tests.matrix.routes import CASES, Case
from tests.matrix.rules import ACTORS, OUTSIDERS, VISITORS, Actor
from tests.matrix.world import Place, Rooms

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

PREFIX = "/api/v1"
PARTS = 6
"""The routes are dealt out to so many tests for each kind of room."""


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rates are not what is asked here."""
    monkeypatch.setattr(Buckets, "take", lambda *args: True)


def routes_of_schema() -> list[str]:
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema()["paths"]
    return [f"{method.upper()} {path[len(PREFIX) :]}" for path, known in paths.items() for method in known]


def test_every_route_is_in_the_table() -> None:
    assert sorted(CASES) == sorted(routes_of_schema())


def address(case: Case, path: str, place: Place) -> str:
    """The route's path with what it is about put in."""
    given = place.arguments() | {name: take(place) for name, take in case.names.items()}
    query = case.query(place) if callable(case.query) else case.query
    return PREFIX + re.sub(r"{(\w+)}", lambda found: str(given[found[1]]), path) + query


def faults(actor: Actor, kind: str, route: str, case: Case, reply: Reply) -> list[str]:
    """What is wrong with an answer, in words."""
    said, wanted = [], case.rule(actor, kind)
    if reply.status != wanted:
        said.append(f"{reply.status} for {wanted}: {reply.content[:150]!r}")
    if 400 <= reply.status < 500:
        code = json.loads(reply.content)["error"]["code"]
        if STATUS.get(code) != reply.status:
            said.append(f"the code {code} with {reply.status}")
    theirs = (case.enters and reply.status < 400) or case.told
    if kind == "private" and actor.name in OUTSIDERS and not theirs and (given := reply.secrets()):
        said.append(f"gives away {given}")
    return [f"{kind} {route} as {actor.name}: {each}" for each in said]


def try_all(kind: str, routes: list[str]) -> list[str]:
    rooms, found = Rooms(kind), list[str]()
    callers = Callers(rooms.people)
    for route in routes:
        case, (method, path) = CASES[route], route.split(" ")
        for actor in ACTORS if kind == "private" else VISITORS:
            place = rooms.place
            body = case.body(place) if callable(case.body) else case.body
            if isinstance(body, dict) and "client_id" in body:
                body = body | {"client_id": f"{body['client_id']}{actor.name}"}
            reply = callers.call(actor.name, method, address(case, path, place), body)
            found += faults(actor, kind, route, case, reply)
            if case.spends and reply.status < 400:
                rooms.used_up()
        if case.spends:
            rooms.used_up()
    return found


@pytest.mark.parametrize("kind", ["private", "public"])
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_calls_every_route(kind: str, part: int) -> None:
    found = try_all(kind, sorted(CASES)[part::PARTS])
    assert not found, "\n".join(found)


def test_one_can_ask_to_join_a_room_that_can_be_found() -> None:
    assert try_all("findable", ["POST /rooms/{room_id}/requests"]) == []
