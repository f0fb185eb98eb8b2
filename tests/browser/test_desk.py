"""What a person keeps: saved messages, reminders, scheduled messages, drafts, threads; live, and after a reload."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import expect_live, overflow
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser


def ahead(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def say(world: World, room: int, body: str, who: str = "ann", thread: int | None = None) -> int:
    wish = {"body": body, "client_id": uuid.uuid4().hex, "thread": thread}
    made: int = world.api(who).call("POST", f"/rooms/{room}/messages", 201, json=wish)["id"]
    return made


def schedule(world: World, room: int, body: str) -> int:
    wish = {"body": body, "send_at": ahead(5), "client_id": uuid.uuid4().hex}
    made: int = world.api("bo").call("POST", f"/rooms/{room}/scheduled", 201, json=wish)["id"]
    return made


def visit(page: Page, path: str) -> Page:
    page.goto(path)
    expect_live(page)
    return page


def item(page: Page, words: str) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=words)


@pytest.fixture(autouse=True)
def nothing_kept(world: World) -> None:
    """Bo begins with an empty desk."""
    bo = world.api("bo")
    desk = bo.call("GET", "/desk")
    for each in desk["saved"]:
        bo.call("DELETE", f"/messages/{each['message']}/saved", 204)
    for each in desk["scheduled"]:
        bo.call("DELETE", f"/scheduled/{each['id']}")
    for each in desk["reminders"]:
        bo.call("DELETE", f"/reminders/{each['id']}")
    for each in desk["drafts"]:
        bo.call("PUT", f"/rooms/{each['room']}/draft", json={"body": "", "thread": each["thread"]})


def test_saved_messages_come_and_go_in_every_tab(world: World, enter: Enter) -> None:
    room = world.room(name="Keepers")
    first, second = say(world, room, "keep **this**"), say(world, room, "and that")
    world.api("bo").call("PUT", f"/messages/{first}/saved", 204)
    one = visit(enter("bo"), "/saved/")
    two = visit(one.context.new_page(), "/saved/")
    expect(item(one, "keep this")).to_contain_text("Keepers")
    world.api("bo").call("PUT", f"/messages/{second}/saved", 204)
    expect(item(two, "and that")).to_be_visible()
    item(one, "keep this").get_by_role("button", name="Remove from saved").click()
    expect(item(one, "keep this")).to_have_count(0)
    expect(item(two, "keep this")).to_have_count(0)
    one.reload()
    expect(item(one, "and that")).to_be_visible()
    item(one, "and that").get_by_role("link", name="Go to the message").click()
    expect(one.get_by_role("log", name="Messages")).to_contain_text("and that")


def test_reminders_stand_above_them_and_can_be_forgotten(world: World, enter: Enter) -> None:
    world.api("bo").call("POST", "/reminders", 201, json={"due_at": ahead(3), "text": "water the plants"})
    page = visit(enter("bo"), "/saved/")
    item(page, "water the plants").get_by_role("button", name="Forget").click()
    expect(page.get_by_text("Nothing saved")).to_be_visible()


def test_a_reminder_that_is_due_becomes_a_notification(world: World, enter: Enter) -> None:
    page = visit(enter("bo"), "/inbox/")
    world.api("bo").call("POST", "/reminders", 201, json={"due_at": ahead(0.0003), "text": "stand up now"})
    expect(page.get_by_role("list", name="Notifications")).to_contain_text("Reminder: stand up now")


def test_a_scheduled_message_is_changed_and_then_sent_now(world: World, enter: Enter) -> None:
    room = world.room(name="Later on")
    schedule(world, room, "good morning")
    page = visit(enter("bo"), "/scheduled/")
    item(page, "good morning").get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Scheduled message")
    dialog.get_by_label("Message").fill("good evening")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    item(page, "good evening").get_by_role("button", name="Send now").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()  # the server told that it was sent
    visit(page, f"/rooms/{room}/")
    expect(page.get_by_role("log", name="Messages")).to_contain_text("good evening")


def test_what_could_not_be_sent_says_why_and_can_be_tried_again(world: World, enter: Enter) -> None:
    room = world.room(name="Closed for now")
    planned = schedule(world, room, "is anybody there?")
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"archived": True})
    page = visit(enter("bo"), "/scheduled/")
    world.api("bo").call("PATCH", f"/scheduled/{planned}", json={"send_at": ahead(0)})
    expect(item(page, "is anybody there?")).to_contain_text("Not sent: This room is archived.")
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"archived": False})
    item(page, "is anybody there?").get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()


def test_a_scheduled_message_can_be_deleted(world: World, enter: Enter) -> None:
    room = world.room()
    schedule(world, room, "never mind")
    page = visit(enter("bo"), "/scheduled/")
    item(page, "never mind").get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert world.api("bo").call("GET", "/scheduled") == {"scheduled": []}


def test_drafts_of_other_devices_are_listed_and_deleted(world: World, enter: Enter) -> None:
    room = world.room(name="Begun")
    page = visit(enter("bo"), "/drafts/")
    expect(page.get_by_text("No drafts")).to_be_visible()
    world.api("bo").call("PUT", f"/rooms/{room}/draft", json={"body": "what I wanted to say"})
    expect(item(page, "what I wanted to say")).to_contain_text("Begun")
    item(page, "what I wanted to say").get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No drafts")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No drafts")).to_be_visible()


def test_threads_that_one_follows_with_what_is_new_in_them(world: World, enter: Enter) -> None:
    room = world.room(name="Threaded")
    root = say(world, room, "what shall we eat?", who="bo")
    page = visit(enter("bo"), "/threads/")
    say(world, room, "soup", thread=root)
    expect(item(page, "what shall we eat?")).to_contain_text("1 new")
    say(world, room, "or bread", thread=root)
    expect(item(page, "what shall we eat?")).to_contain_text("2 replies")
    item(page, "what shall we eat?").get_by_role("link", name="Open the thread").click()
    expect(page.get_by_role("main")).to_contain_text("what shall we eat?")
    expect(page.get_by_text("or bread").first).to_be_visible()
    visit(page, "/threads/")
    item(page, "what shall we eat?").get_by_role("button", name="Stop following").click()
    expect(item(page, "what shall we eat?")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_serious_for_axe(world: World, enter: Enter, width: int, scheme: str) -> None:
    room = world.room(name="Axe")
    code = say(
        world, room, "```python\nprint('a long line of code', 1 + 2)  # and a comment\n```\n- [x] done ||no||"
    )
    say(world, room, "a reply @bo", thread=code)
    bo = world.api("bo")
    bo.call("PUT", f"/messages/{code}/saved", 204)
    bo.call("POST", "/reminders", 201, json={"due_at": ahead(3), "message": code})
    bo.call("PUT", f"/rooms/{room}/draft", json={"body": "begun " * 40})
    schedule(world, room, "later")
    page = enter("bo", viewport={"width": width, "height": 844}, color_scheme=scheme)
    for path, words in {
        "/saved/": "print",
        "/scheduled/": "later",
        "/drafts/": "begun",
        "/threads/": "reply",
    }.items():
        visit(page, path)
        expect(item(page, words).first).to_be_visible()
        assert accessibility_problems(page) == []
        assert overflow(page) <= 0
