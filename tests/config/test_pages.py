"""The pages around the apps: who gets them, what they bring along, and what they never say."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from accounts.models import User
from chat.actions import SendMessage
from realtime.commit import append
from rooms.actions import UpdateRoom
from rooms.selectors import my_rooms
from tests.people import person, room

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("built")]
ENTRIES = ("app", "auth", "chat", "rooms", "profile")


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> None:
    """Pages name the bundles that Vite built; here it is enough that they are listed."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(
        json.dumps({f"static/src/entries/{name}.ts": {"file": "assets/x.js"} for name in ENTRIES})
    )
    settings.VITE_MANIFEST = manifest


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_room_comes_with_its_messages_members_and_cursor() -> None:
    ann = person("ann")
    hall = room(ann)
    append(SendMessage(ann.pk, "ann", hall.id, "Hello", "c1"))
    boot = signed_in(ann).get(f"/rooms/{hall.id}/").context["boot"]
    assert [message["body"] for message in boot["messages"]] == ["Hello"]
    assert [member["user"]["username"] for member in boot["members"]] == ["ann"]
    assert boot["room"]["head"] >= boot["messages"][-1]["seq"]
    assert boot["people"]["ann"]["id"] == ann.pk


def test_strangers_cannot_tell_a_private_room_from_none() -> None:
    hall = room(person("ann"), visibility="private")
    client = signed_in(person("bo"))
    assert client.get(f"/rooms/{hall.id}/").status_code == client.get("/rooms/999/").status_code == 404


def test_anybody_signed_in_may_look_into_a_public_room() -> None:
    hall = room(person("ann"), visibility="public")
    boot = signed_in(person("bo")).get(f"/rooms/{hall.id}/").context["boot"]
    assert boot["room"]["role"] is None
    assert boot["room"]["abilities"]["join"] is True


@pytest.mark.parametrize("path", ["/", "/rooms/", "/rooms/1/", "/profile/"])
def test_signed_out_people_are_asked_to_sign_in(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={path}"


def test_home_is_the_first_room_with_something_unread() -> None:
    ann, bo = person("ann"), person("bo")
    room(ann, bo, name="alpha")
    news = room(ann, bo, name="beta")
    assert signed_in(bo).get("/")["Location"] == f"/rooms/{my_rooms(bo.pk)[0].id}/"
    append(SendMessage(ann.pk, "ann", news.id, "News", "c1"))
    assert signed_in(bo).get("/")["Location"] == f"/rooms/{news.id}/"


def test_home_explains_itself_to_somebody_in_no_room() -> None:
    ann = person("ann")
    hall = room(ann)
    append(UpdateRoom(ann.pk, hall.id, archived=True))  # archived ones do not count
    page = signed_in(ann).get("/").content.decode()
    assert "You are in no room yet" in page


def test_the_directory_lists_what_one_may_find() -> None:
    ann, bo = person("ann"), person("bo")
    room(ann, name="open", visibility="public")
    room(ann, name="hidden", visibility="private")
    boot = signed_in(bo).get("/rooms/").context["boot"]
    assert [each["name"] for each in boot["rooms"]] == ["open"]


def test_every_page_carries_the_workspace_of_who_asks() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo, name="ours")
    append(SendMessage(ann.pk, "ann", hall.id, "Hello", "c1"))
    shell = signed_in(bo).get("/profile/").context["shell"]()
    assert (shell["me"]["username"], shell["csrf"] != "") == ("bo", True)
    assert [(each["name"], each["unread"]) for each in shell["rooms"]] == [("ours", 1)]
    assert set(shell["inbox"]) == {"unread", "unseen", "epoch", "head"}


def test_names_cannot_break_out_of_the_page() -> None:
    ann = person("ann")
    hall = room(ann, name="</script><b>x</b>")
    page = signed_in(ann).get(f"/rooms/{hall.id}/").content.decode()
    assert "</script><b>" not in page
    assert "<b>x</b>" not in page


def test_no_page_needs_inline_scripts_or_styles() -> None:
    ann = person("ann")
    hall = room(ann)
    client = signed_in(ann)
    pages = [client.get(path) for path in (f"/rooms/{hall.id}/", "/rooms/", "/profile/")]
    pages += [Client().get(path) for path in ("/accounts/login/", "/accounts/signup/")]
    for page in (answer.content.decode() for answer in pages):
        assert " style=" not in page
        assert " onclick=" not in page
        scripts = [tag.split(">")[0] for tag in page.split("<script")[1:]]
        assert all("src=" in tag or "application/json" in tag for tag in scripts)


@pytest.mark.parametrize(("cookie", "shown"), [("dark", 'data-theme="dark"'), ('"><b>', "")])
def test_the_chosen_theme_is_there_before_any_script(cookie: str, shown: str) -> None:
    client = Client()
    client.cookies["theme"] = cookie
    page = client.get("/accounts/login/").content.decode()
    opening = page.split("<html")[1].split(">")[0]
    assert ("data-theme" in opening) == bool(shown)
    assert shown in opening


@pytest.mark.parametrize("demo", [True, False])
def test_demo_accounts_are_offered_in_demo_mode_only(demo: bool, settings: Any) -> None:
    settings.DEMO = demo
    page = Client().get("/accounts/login/").content.decode()
    assert ("This is a demonstration" in page) is demo
    assert ('data-demo-username="ann"' in page) is demo


@pytest.mark.parametrize("path", ["login", "signup", "password/reset"])
def test_pages_of_accounts_are_in_our_frame(path: str) -> None:
    page = Client().get(f"/accounts/{path}/").content.decode()
    assert 'class="card"' in page
    assert page.count("<h1") == 1


def test_a_wrong_address_is_answered_in_our_words(settings: Any) -> None:
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_the_page_of_a_crash_needs_nothing_that_could_crash() -> None:
    assert "Something broke on our side" in render_to_string("500.html")
