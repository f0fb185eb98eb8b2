"""Custom status: set, seen by others, over by itself."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.actions import EndStatus, UpdateProfile
from accounts.events import PersonStatus
from accounts.models import User
from accounts.selectors import person as person_event
from realtime.commit import append
from tests.api import Api
from tests.harness import check_action
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)
LUNCH = {"emoji": "🍲", "text": "at lunch", "until": None}


def over(user: User) -> None:
    User.objects.filter(pk=user.pk).update(status_until=timezone.now() - timedelta(seconds=1))


def test_setting_and_emptying_it() -> None:
    api = Api(person("ann"))
    assert api.patch("/me", {"status": LUNCH}).json()["status"] == LUNCH
    assert api.patch("/me", {"name": "Ann"}).json()["status"] == LUNCH
    assert api.patch("/me", {"status": {"emoji": "", "text": "", "until": None}}).json()["status"] is None


def test_what_is_over_is_not_shown() -> None:
    ann = person("ann")
    until = (timezone.now() + timedelta(minutes=30)).isoformat()
    assert Api(ann).patch("/me", {"status": LUNCH | {"until": until}}).json()["status"]["text"] == "at lunch"
    over(ann)
    assert Api(ann).get("/me").json()["status"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "x" * 101},
        {"text": "a\nb"},
        {"emoji": "two words"},
        {"until": "2026-01-01T10:00:00"},
        {"until": "2999-01-01T10:00:00Z"},
    ],
)
def test_a_status_that_does_not_fit(wrong: dict[str, str]) -> None:
    answer = Api(person("ann")).patch("/me", {"status": LUNCH | wrong})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "status")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"language": "tlh"}, "language"),
        ({"density": "tiny"}, "density"),
    ],
)
def test_settings_that_do_not_exist(change: dict[str, str], field: str) -> None:
    answer = Api(person("ann")).patch("/me", change)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_settings_are_kept() -> None:
    api = Api(person("ann"))
    wanted = {"timezone": "Europe/Berlin", "language": "en", "density": "compact", "about": "Soup"}
    answer = api.patch("/me", wanted).json()
    assert {name: answer[name] for name in wanted} == wanted
    assert api.get("/me").json() == answer


def test_everybody_in_the_same_room_hears_of_it() -> None:
    ann, bo = person("ann"), person("bo")
    room(ann, bo)
    later = timezone.now() + timedelta(hours=1)
    check_action(
        [ann, bo], lambda: UpdateProfile(bo.pk, status=PersonStatus(emoji="", text="away", until=later))
    )


def test_the_end_is_told() -> None:
    ann, bo = person("ann"), person("bo")
    room(ann, bo)
    soon = timezone.now() + timedelta(hours=1)
    append(UpdateProfile(bo.pk, status=PersonStatus(emoji="", text="away", until=soon)))
    append(EndStatus(bo.pk))
    assert person_event(bo.pk).status is not None, "a status that was renewed is not ended"
    over(bo)
    batches = check_ended(ann, bo)
    assert batches


def check_ended(ann: User, bo: User) -> list[object]:
    from realtime import store
    from realtime.models import Stream

    stream = Stream.objects.get(name__startswith="room:")
    call_command("run_due", "end statuses")
    changes = store.read(stream.name, stream.head).changes
    assert [b'"status":null' in change.payload for change in changes] == [True]
    assert User.objects.get(pk=bo.pk).status_text == ""
    assert isinstance(User.objects.get(pk=bo.pk).status_until, datetime | None)
    return list(changes)
