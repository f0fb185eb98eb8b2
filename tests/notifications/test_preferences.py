"""What a person wishes, over HTTP: kept, told, checked; what would reach them, and why something came."""

from typing import Any

import pytest

from accounts.models import User
from collab.actions import CreateDocument
from notifications.actions import SetPlaceVolume
from notifications.actions.telling import Tell
from notifications.core.preferences import DEFAULTS, Wishes
from notifications.happenings import Happening
from notifications.kinds import Kind, Volume
from notifications.listeners import on_wishes
from notifications.models import Notification, PlaceRule, Preferences
from notifications.selectors import my_wishes, wishes_of
from realtime.commit import append
from realtime.errors import Refused
from realtime.store import heads
from rooms.models import Membership
from tests.notifications.people import person, room_with
from tests.notifications.test_api import call
from tests.people import sending

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/v1/preferences"
LOUD = {"in_app": True, "toast": True, "sound": True, "push": True, "email": "now"}


@pytest.fixture
def ann() -> User:
    return person("ann")


def wish(user: User, status: int = 200, **wishes: Any) -> Any:
    said, answer = call(user, "PUT", PATH, {"wishes": wishes})
    assert said == status, answer
    return answer


def test_without_a_word_the_defaults_hold(ann: User) -> None:
    status, page = call(ann, "GET", PATH)
    assert (status, page["wishes"], page["rules"], page["names"]) == (
        200,
        Wishes().model_dump(mode="json"),
        [],
        {},
    )
    assert {each["kind"] for each in page["defaults"]} == {kind.value for kind in Kind}
    assert not Preferences.objects.exists()


def test_wishes_are_kept_and_told_once(ann: User) -> None:
    heard: list[int] = []
    on_wishes(heard.append)
    page = wish(
        ann,
        kinds={"reaction": LOUD, "mention": DEFAULTS[Kind.MENTION].model_dump()},
        keywords=["  green   tea ", "Green Tea", "ÄPFEL"],
        quiet={"scheduled": True, "spans": [{"day": 6, "start": "22:00", "end": "07:00"}]},
        digest={"days": [4, 0, 4]},
    )
    kept = page["wishes"]
    assert set(kept["kinds"]) == {"reaction"}  # what is as by default is not kept
    assert kept["keywords"] == ["green tea", "ÄPFEL"] and kept["digest"]["days"] == [0, 4]
    assert my_wishes(ann.pk).of(Kind.REACTION).email == "now"
    stood = heads([f"inbox:{ann.pk}"])
    wish(ann, **kept)
    assert heads([f"inbox:{ann.pk}"]) == stood and heard == [ann.pk, ann.pk]


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"keywords": ["\u200b"]}, "keywords"),
        ({"keywords": ["a\0b"]}, "keywords"),
        ({"keywords": ["x"] * 51}, "keywords"),
        ({"keywords": [""]}, "keywords"),
        ({"quiet": {"timezone": "Mars/Olympus"}}, "timezone"),
        ({"quiet": {"timezone": "../../etc/passwd"}}, "timezone"),
        ({"quiet": {"until": "0001-01-01T00:00:00+14:00"}}, "until"),
        ({"quiet": {"spans": [{"day": 7, "start": "22:00", "end": "07:00"}]}}, "day"),
        ({"quiet": {"spans": [{"day": 1, "start": "25:00", "end": "07:00"}]}}, "start"),
        ({"kinds": {"some": LOUD}}, "kinds"),
        ({"colour": 3}, "colour"),
    ],
)
def test_wrong_wishes_say_which_field(ann: User, wishes: Any, field: str) -> None:
    answer = wish(ann, 422, **wishes)
    assert field in answer["error"]["field"]
    assert not Preferences.objects.exists()


def test_wishes_of_an_older_version_are_the_defaults(ann: User) -> None:
    bo = person("bo")
    Preferences.objects.create(user=ann, wishes={"gone": 1}, changed_seq=1)
    assert wishes_of([ann.pk, bo.pk]) == {ann.pk: Wishes(), bo.pk: Wishes()}
    assert call(ann, "GET", PATH)[0] == 200


# -- places


def place(user: User, name: str, volume: str | None) -> tuple[int, Any]:
    return call(user, "PUT", f"{PATH}/places/{name}", {"volume": volume})


def test_rules_hold_for_rooms_documents_and_threads_one_sees(ann: User) -> None:
    bo, room = person("bo"), room_with(ann)
    document = append(CreateDocument(ann.pk, room.pk, "Plan")).id
    message = append(sending(ann, room.pk, "Shall   we\nmeet? " + "x" * 100)).message
    names = {f"room:{room.pk}": "Hall", f"document:{document}": "Plan"}
    places = [*names, f"thread:{message.id}"]
    for each in places:
        assert place(ann, each, "nothing") == (200, {"place": each, "volume": "nothing"})
        assert place(bo, each, "nothing")[0] == 404
        assert place(bo, each, None)[0] == 200  # there is none to take away
    _, page = call(ann, "GET", PATH)
    thread = page["names"].pop(f"thread:{message.id}")
    assert thread.startswith("Shall we meet? xxx") and thread.endswith("…") and page["names"] == names
    assert {rule["place"] for rule in page["rules"]} == set(places)
    assert place(ann, places[0], None)[0] == 200
    assert len(call(ann, "GET", PATH)[1]["rules"]) == 2
    assert PlaceRule.objects.get(place=places[0]).volume == ""  # the tombstone
    assert not PlaceRule.objects.filter(user=bo).exists()


def test_a_conversation_is_called_by_the_others(ann: User) -> None:
    bo = person("bo")
    room = room_with(ann, bo)
    type(room).objects.filter(pk=room.pk).update(name="", kind="direct")
    place(ann, f"room:{room.pk}", "mentions")
    assert call(ann, "GET", PATH)[1]["names"] == {f"room:{room.pk}": bo.display_name}


@pytest.mark.parametrize(
    "name", ["room:0", "room:01", "room:x", "room:", "hall:1", "room:²", f"room:{'9' * 30}"]
)
def test_a_place_that_is_none_is_not_found(ann: User, name: str) -> None:
    assert place(ann, name, "all")[0] == 404
    assert place(ann, name, None)[0] == 200
    assert place(ann, "room:1", "loud")[0] == 422


def test_the_same_rule_again_is_not_told_and_a_lost_place_keeps_its_rule(ann: User) -> None:
    room = room_with(ann)
    name = f"room:{room.pk}"
    append(SetPlaceVolume(ann.pk, name, Volume.NOTHING))
    stood = heads([f"inbox:{ann.pk}"])
    append(SetPlaceVolume(ann.pk, name, Volume.NOTHING))
    assert heads([f"inbox:{ann.pk}"]) == stood
    Membership.objects.all().delete()
    page = call(ann, "GET", PATH)[1]
    assert page["names"] == {} and page["rules"] == [{"place": name, "volume": "nothing"}]
    with pytest.raises(Refused):
        append(SetPlaceVolume(ann.pk, name, Volume.ALL))
    assert place(ann, name, None)[0] == 200


# -- what would reach me, and why did this


def preview(user: User, **supposed: Any) -> Any:
    status, answer = call(user, "POST", f"{PATH}/preview", supposed)
    assert status == 200, answer
    return answer


def test_a_preview_says_what_would_reach_me(ann: User) -> None:
    room = room_with(ann)
    root = append(sending(ann, room.pk, "root")).message.id
    loud = preview(ann, kind="mention")
    assert (loud["ways"], loud["silenced_by"]) == (["email", "in_app", "push", "sound", "toast"], "")
    place(ann, f"room:{room.pk}", "nothing")
    silent = preview(ann, kind="mention", place=f"thread:{root}")
    assert (silent["ways"], silent["silenced_by"]) == ([], "muted")
    place(ann, f"thread:{root}", "all")
    assert preview(ann, kind="mention", place=f"thread:{root}")["silenced_by"] == ""


def test_a_preview_keeps_to_the_persons_night(ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(timezone="Asia/Tokyo")
    spans = [{"day": day, "start": "22:00", "end": "07:00"} for day in range(7)]
    wish(ann, quiet={"scheduled": True, "spans": spans})
    night, day = "2026-11-21T15:00:00Z", "2026-11-21T03:00:00Z"  # midnight and noon in Tokyo
    assert preview(ann, kind="direct", at=night)["silenced_by"] == "quiet"
    assert preview(ann, kind="direct", at=day)["silenced_by"] == ""
    urgent = preview(ann, kind="announcement", level="urgent", at=night)
    assert urgent["silenced_by"] == "" and "push" in urgent["ways"]


def test_a_wrong_preview_says_what_is_wrong(ann: User) -> None:
    for supposed, status in (
        ({"kind": "mention", "place": "room:999"}, 404),
        ({"kind": "mention", "at": "0001-01-01T00:00:00Z"}, 422),
        ({"kind": "tea"}, 422),
        ({}, 422),
    ):
        assert call(ann, "POST", f"{PATH}/preview", supposed)[0] == status


def test_why_tells_the_kind_the_wish_and_the_rule_that_holds(ann: User) -> None:
    room = room_with(ann)
    places = ("thread:9", f"room:{room.pk}")
    happening = Happening(
        Kind.REPLY, "message:9", "thread:9", places, "/", {"name": "Bo", "room": "Hall"}, room_id=room.pk
    )
    append(Tell(happening, [ann.pk], set))
    place(ann, places[1], "all")
    told = Notification.objects.get()
    status, why = call(ann, "GET", f"/api/v1/notifications/{told.pk}/why")
    assert status == 200
    assert why["rule"] == {"place": places[1], "volume": "all"} and why["names"] == {places[1]: "Hall"}
    assert why["wishes"] == DEFAULTS[Kind.REPLY].model_dump() and why["kind"] == "reply"
    assert why["sentence"] == "You follow this thread."
    assert call(person("bo"), "GET", f"/api/v1/notifications/{told.pk}/why")[0] == 404
