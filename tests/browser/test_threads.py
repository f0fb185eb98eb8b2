"""Replies beside the room."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.history import line, say_as
from tests.browser.pages import log, message, open_room, room_link, wait_for

pytestmark = pytest.mark.browser


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Thread")


def replies(page: Page) -> Locator:
    return panel(page).get_by_role("log", name="Replies").locator(".lines").get_by_role("article")


def reply(page: Page, words: str) -> None:
    field = panel(page).get_by_role("textbox", name="Reply in the thread")
    field.fill(words)
    field.press("Enter")


def open_thread(page: Page, words: str) -> Locator:
    message(page, words).hover()
    message(page, words).get_by_role("button", name="Reply in thread").click()
    expect(panel(page).get_by_role("textbox", name="Reply in the thread")).to_be_visible()
    return panel(page)


def test_replies_stay_out_of_the_room_and_arrive_live(world: World, enter: Enter) -> None:
    room = world.room(name="threads")
    say_as(world, "ann", room, "Where is the key?")
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    open_thread(bo, "Where is the key?")
    reply(bo, "Under the mat")
    expect(replies(bo)).to_have_count(1)
    expect(
        message(ann, "Where is the key?").get_by_role("button", name=re.compile("1 reply"))
    ).to_be_visible()
    expect(log(ann).locator(".lines > article")).to_have_count(1)  # the reply is none of the room's lines
    message(ann, "Where is the key?").get_by_role("button", name=re.compile("1 reply")).click()
    expect(replies(ann)).to_have_text([re.compile("Under the mat")])
    reply(ann, "Found it")
    expect(replies(bo)).to_have_text([re.compile("Under the mat"), re.compile("Found it")])
    expect(panel(bo)).to_contain_text("2 replies")
    expect(panel(bo).locator(".pending")).to_have_count(0)
    expect(room_link(bo, "threads")).not_to_contain_text("unread")  # replies do not count for the room


def test_typing_in_a_thread_is_told_there_only(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "ann", room, "Root")
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    open_thread(ann, "Root")
    open_thread(bo, "Root")
    panel(bo).get_by_role("textbox", name="Reply in the thread").press_sequentially("Hm")
    expect(panel(ann).locator("typing-line")).to_have_text("bo is typing")
    expect(ann.locator("main typing-line")).to_have_text("")


def test_one_follows_a_thread_by_answering_and_stops_by_choice(world: World, enter: Enter) -> None:
    room = world.room("bo", "cy")
    root = say_as(world, "ann", room, "Root")
    page = open_room(enter("bo"), room)
    open_thread(page, "Root")
    follow = panel(page).get_by_role("button", name="Follow this thread")
    expect(follow).to_have_attribute("aria-pressed", "false")
    reply(page, "Mine")
    stop = panel(page).get_by_role("button", name="Following: stop")
    expect(stop).to_have_attribute("aria-pressed", "true")
    stop.click()
    expect(follow).to_have_attribute("aria-pressed", "false")
    state = world.api("bo").call("GET", f"/messages/{root['id']}/thread")["state"]
    assert state["following"] is False


def test_replies_are_read_when_they_are_on_screen(world: World, enter: Enter) -> None:
    room = world.room()
    root = say_as(world, "bo", room, "Root")
    say_as(world, "ann", room, "Reply one", thread=root["id"])
    say_as(world, "ann", room, "Reply two", thread=root["id"])
    page = enter("bo")
    state = world.api("bo").call("GET", f"/messages/{root['id']}/thread")["state"]
    assert (state["following"], state["unread"]) == (True, 2)
    page.goto(f"/rooms/{room}/?thread={root['id']}")
    expect(replies(page)).to_have_count(2)
    expect(panel(page).locator(".day.new + article")).to_contain_text("Reply one")
    unread = (
        """async (root) => (await (await fetch(`/api/v1/messages/${root}/thread`)).json()).state.unread"""
    )
    wait_for(page, f"async (root) => (await ({unread})(root)) === 0", root["id"])


def test_a_locked_thread_takes_no_more_replies(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "bo", room, "Root")
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    open_thread(ann, "Root")
    open_thread(bo, "Root")
    panel(ann).get_by_role("button", name="Thread actions").click()
    ann.get_by_role("button", name="Lock the thread").click()
    expect(panel(bo)).to_contain_text("This thread is locked")
    expect(panel(bo).get_by_role("textbox", name="Reply in the thread")).to_have_count(0)
    panel(ann).get_by_role("button", name="Thread actions").click()
    ann.get_by_role("button", name="Unlock the thread").click()
    expect(panel(bo).get_by_role("textbox", name="Reply in the thread")).to_be_visible()


def test_a_permalink_to_a_reply_opens_its_thread(world: World, enter: Enter) -> None:
    room = world.room()
    root = say_as(world, "ann", room, "Root")
    sent = [say_as(world, "ann", room, f"Reply {number}", thread=root["id"]) for number in range(1, 6)]
    page = enter("bo")
    page.goto(f"/rooms/{room}/m/{sent[2]['id']}/")
    expect(replies(page).filter(has_text="Reply 3")).to_have_class(re.compile(r"\bmarked\b"))
    expect(line(page, root["id"]).first).to_be_visible()


def test_long_threads_load_backwards(world: World, enter: Enter) -> None:
    room = world.room()
    root = say_as(world, "ann", room, "Root")
    for number in range(1, 71):
        say_as(world, "ann", room, f"Reply {number}.", thread=root["id"])
    page = enter("bo")
    page.goto(f"/rooms/{room}/?thread={root['id']}")
    expect(replies(page).filter(has_text="Reply 70.")).to_be_visible()
    page.evaluate("document.querySelector('thread-panel .log').scrollTop = 0")
    expect(replies(page).filter(has_text=re.compile(r"Reply 1\."))).to_have_count(1)


def test_on_a_phone_a_thread_is_a_page_that_back_closes(world: World, enter: Enter) -> None:
    room = world.room()
    root = say_as(world, "ann", room, "Root")
    say_as(world, "ann", room, "A reply", thread=root["id"])
    page = enter("bo", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_room(page, room)
    message(page, "Root").get_by_role("button", name=re.compile("1 reply")).tap()
    expect(replies(page)).to_have_count(1)
    box = panel(page).bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    page.go_back()
    expect(panel(page)).to_be_hidden()
    assert page.url.endswith(f"/rooms/{room}/")
    expect(message(page, "Root")).to_be_visible()
