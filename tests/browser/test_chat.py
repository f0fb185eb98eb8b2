"""Two people talk in a room, each in a browser of their own."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import (
    composer,
    expect_live,
    log,
    message,
    open_room,
    people_button,
    room_link,
    said,
    say,
    sign_in,
)

pytestmark = pytest.mark.browser


def test_two_people_sign_in_and_talk(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = enter(None), enter(None)
    for page, name in ((ann, "ann"), (bo, "bo")):
        sign_in(page, name, name)
        page.wait_for_url(re.compile(r"/rooms/\d+/$"))
        open_room(page, room)
    say(ann, "Good morning")
    expect(message(bo, "Good morning")).to_contain_text("ann")
    say(bo, "Good **evening**")
    expect(message(ann, "Good evening").locator("strong", has_text="evening")).to_be_visible()
    say(ann, "Well")
    expect(message(bo, "Well")).to_be_visible()
    expect(ann.locator(".pending")).to_have_count(0)
    assert said(ann) == said(bo) == ["Good morning", "Good evening", "Well"]
    expect(composer(ann)).to_be_empty()


def test_typing_is_seen_and_ends(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    line = bo.locator("typing-line")
    composer(ann).press_sequentially("Hel")
    expect(line).to_have_text("ann is typing")
    composer(ann).fill("")
    expect(line).to_have_text("")
    composer(ann).press_sequentially("Hello")
    expect(line).to_have_text("ann is typing")
    composer(ann).press("Enter")
    expect(message(bo, "Hello")).to_be_visible()
    expect(line).to_have_text("")
    expect(ann.locator("typing-line")).to_have_text("")  # nobody is told of their own


def test_presence_goes_and_comes(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    expect(people_button(ann)).to_contain_text("2 online")
    expect(ann.locator(".member", has_text="@bo")).to_contain_text("here now")
    bo.context.close()
    expect(people_button(ann)).to_contain_text("1 online")
    expect(ann.locator(".member", has_text="@bo")).to_contain_text("away")
    open_room(enter("bo"), room)
    expect(people_button(ann)).to_contain_text("2 online")


def test_edited_and_deleted_messages_change_for_the_other(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    for words in ("First", "Second"):
        say(ann, words)
        expect(message(bo, words)).to_be_visible()
    expect(ann.locator(".pending")).to_have_count(0)
    composer(ann).press("ArrowUp")
    edit = ann.get_by_role("textbox", name="Edit message")
    expect(edit).to_have_value("Second")
    edit.fill("Second thoughts")
    edit.press("Control+Shift+ArrowLeft")
    edit.press("Control+b")
    expect(edit).to_have_value("Second **thoughts**")
    edit.press("Enter")
    expect(message(bo, "Second thoughts")).to_contain_text("(edited)")
    expect(message(bo, "Second thoughts").locator("strong")).to_have_text("thoughts")
    message(ann, "First").hover()
    message(ann, "First").get_by_role("button", name="More").click()
    ann.get_by_role("button", name="Delete…").click()
    ann.get_by_role("dialog").get_by_role("button", name="Delete").click()
    for page in (ann, bo):
        expect(message(page, "First")).to_have_count(0)
        expect(message(page, "Message deleted")).to_be_visible()  # in its place
        expect(log(page).get_by_role("article")).to_have_count(2)
    message(bo, "Second").hover()
    message(bo, "Second").get_by_role("button", name="More").click()
    expect(bo.get_by_role("button", name="Copy text")).to_be_visible()
    expect(bo.get_by_role("button", name="Delete…")).to_have_count(0)  # it is Ann's, and Bo only a member


def test_unread_counts_are_right_in_every_tab(world: World, enter: Enter) -> None:
    here, there = world.room(name="here"), world.room(name="there")
    one = open_room(enter("ann"), here)
    two = one.context.new_page()
    two.goto("/rooms/")
    expect_live(two)
    bo = open_room(enter("bo"), there)
    for words in ("One", "Two"):
        say(bo, words)
        expect(message(bo, words)).to_be_visible()
    for tab in (one, two):
        expect(room_link(tab, "there")).to_contain_text("2 unread")
        expect(room_link(tab, "here")).not_to_contain_text("unread")
    three = open_room(one.context.new_page(), there)
    expect(log(three)).to_contain_text("New")
    for tab in (one, two):
        expect(room_link(tab, "there")).not_to_contain_text("unread")
    say(bo, "Three")  # read as it comes: the room is in front of Ann
    expect(message(three, "Three")).to_be_visible()
    three.close()
    say(bo, "Four")
    for tab in (one, two):
        expect(room_link(tab, "there")).to_contain_text("1 unread")
