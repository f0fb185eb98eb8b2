"""What apps above chat watch for costs sending nothing while there is nothing, and no query ever."""

import asyncio

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import hooks
from chat.actions.told import teller
from notifications import watching
from notifications.actions import SetPlaceVolume, SetWishes, set_place_volume, set_wishes
from notifications.core.preferences import Wishes
from notifications.kinds import Volume, room_place
from realtime.commit import append, append_async, commit
from realtime.db import in_db
from tests.people import person, room, sending

pytestmark = pytest.mark.django_db(transaction=True)


def statements(*sends: object) -> list[str]:
    """Of one batch, in this thread so that they can be counted."""
    with CaptureQueriesContext(connection) as caught:
        commit(sends)  # type: ignore[arg-type]
    teller.settle()
    return [query["sql"] for query in caught]


def test_a_plain_message_costs_three_statements_whether_others_watch_or_not() -> None:
    ann, bo = person("ann"), person("bo")
    hall, other = room(ann, bo).id, room(ann, bo).id
    watching.refresh()
    commit([sending(ann, hall)])
    nobody = len(statements(sending(ann, hall, "plain"), sending(ann, hall, "words")))
    set_wishes(bo.pk, Wishes(keywords=["launch"]))
    set_place_volume(bo.pk, room_place(other), Volume.ALL)
    somebody = len(statements(sending(ann, hall, "plain"), sending(ann, hall, "words")))
    assert nobody == somebody
    watched = len(statements(sending(ann, hall, "plain"), sending(ann, hall, "the launch")))
    assert watched == nobody + 1  # noted to be told, behind the send


def test_making_an_append_asks_the_database_nothing() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    set_wishes(bo.pk, Wishes(keywords=["launch"]))
    set_place_volume(bo.pk, room_place(hall), Volume.ALL)
    with CaptureQueriesContext(connection) as caught:
        made = sending(ann, hall, "launch")
    assert made.watched and not caught.captured_queries


def test_what_another_process_changed_is_known_after_a_look() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    watching.refresh()
    append(SetWishes(bo.pk, Wishes(keywords=["launch"])))  # without telling this process
    append(SetPlaceVolume(bo.pk, room_place(hall), Volume.ALL))
    assert not hooks.is_watched(hall, None, "launch")
    watching.refresh()
    assert hooks.is_watched(hall, None, "x") and hooks.is_watched(0, None, "launch")
    append(SetWishes(bo.pk, Wishes()))
    append(SetPlaceVolume(bo.pk, room_place(hall), None))
    watching.refresh()
    assert not hooks.is_watched(hall, None, "launch")


@pytest.mark.asyncio
async def test_a_serving_process_knows_it_from_the_start_and_looks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bo = await in_db(person, "bo")
    await append_async(SetWishes(bo.pk, Wishes(keywords=["launch"])))  # by another process
    monkeypatch.setattr(watching, "SECONDS", 0.05)
    service = watching.Watching()
    service.start()
    try:
        assert watching.concerns(0, None, "launch") and not watching.concerns(0, None, "plan")
        await append_async(SetWishes(bo.pk, Wishes(keywords=["plan"])))
        async with asyncio.timeout(20):
            while not watching.concerns(0, None, "plan"):
                await asyncio.sleep(0.02)
        assert not watching.concerns(0, None, "launch")
    finally:
        await service.stop()
