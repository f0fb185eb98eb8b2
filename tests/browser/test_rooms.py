"""Rooms in the browser: making one, inviting, joining, closing, and being put out, seen at once by the others."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, connection, expect_live, message, open_room, room_link, say

pytestmark = pytest.mark.browser


def test_make_a_room_and_invite_by_name(world: World, enter: Enter) -> None:
    ann, bo = enter("ann"), enter("bo")
    for page in (ann, bo):
        page.goto("/rooms/")
        expect_live(page)
    ann.get_by_role("navigation", name="Workspace").get_by_role("button", name="Create a room").click()
    dialog = ann.get_by_role("dialog")
    dialog.get_by_label("Name").fill("garden")
    dialog.get_by_label("Private").check()
    dialog.get_by_role("button", name="Create room").click()
    ann.wait_for_url(re.compile(r"/rooms/\d+/$"))
    ann.get_by_role("button", name="Invite people").click()
    invite = ann.get_by_role("combobox", name="Invite somebody")
    invite.press_sequentially("bo")
    expect(ann.get_by_role("option", name=re.compile("@bo"))).to_be_visible()
    invite.press("ArrowDown")
    invite.press("Enter")
    ann.get_by_role("button", name="Invite", exact=True).click()
    expect(ann.locator(".member", has_text="@bo")).to_be_visible()
    invite.fill("nobody-of-this-name")
    ann.get_by_role("button", name="Invite", exact=True).click()
    expect(ann.locator(".invite").get_by_role("alert")).not_to_be_empty()
    say(ann, "Come and see")
    expect(room_link(bo, "garden")).to_contain_text("1 unread")
    room_link(bo, "garden").click()
    expect(message(bo, "Come and see")).to_be_visible()


def test_find_a_room_and_join_it(world: World, enter: Enter) -> None:
    room = world.room(name="open kitchen", visibility="public")
    ann, cy = open_room(enter("ann"), room), enter("cy")
    cy.goto("/rooms/")
    cy.get_by_role("searchbox", name="Find a room").fill("kitch")
    cy.get_by_role("button", name="Join open kitchen").click()
    cy.wait_for_url(f"**/rooms/{room}/")
    expect(ann.locator(".member", has_text="@cy")).to_be_visible()
    say(cy, "Hungry")
    expect(message(ann, "Hungry")).to_be_visible()


def test_an_archived_room_can_only_be_read(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    ann.get_by_role("button", name="Room settings").click()
    ann.get_by_role("button", name="Archive room").click()
    ann.get_by_role("dialog").get_by_role("button", name="Archive", exact=True).click()
    expect(bo.locator("chat-composer")).to_contain_text("This room is archived")
    expect(composer(bo)).to_have_count(0)
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"archived": False})
    expect(composer(bo)).to_be_editable()


def test_who_is_put_out_keeps_what_they_were_writing(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    composer(bo).fill("I was about to say")
    ann.get_by_role("button", name="Change bo").click()
    ann.get_by_role("button", name="Remove from room").click()
    ann.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(bo.locator("chat-composer")).to_contain_text("You are not in this room any more")
    expect(bo.locator("chat-composer")).to_contain_text("I was about to say")
    expect(bo.locator(f"room-list a[href='/rooms/{room}/']")).to_have_count(0)
    expect(connection(bo)).to_have_text("Live")  # only this room is lost
    answer = bo.goto(f"/rooms/{room}/")
    assert answer is not None
    assert answer.status == 404


def test_a_room_is_described_when_made_and_in_its_settings(world: World, enter: Enter) -> None:
    ann, bo = enter("ann"), enter("bo")
    for page in (ann, bo):
        page.goto("/rooms/")
        expect_live(page)
    ann.get_by_role("navigation", name="Workspace").get_by_role("button", name="Create a room").click()
    dialog = ann.get_by_role("dialog", name="Create a room")
    dialog.get_by_label("Name").fill("harvest")
    dialog.get_by_label("Topic").fill("Apples first")
    dialog.get_by_label("Description").fill("Who picks what, and when.")
    dialog.get_by_label("Announcements only").check()
    dialog.get_by_role("button", name="Choose an emoji").click()
    ann.get_by_role("searchbox", name="Find an emoji").fill("red apple")
    ann.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name=re.compile("^Emoji of the room"))).to_have_text("🍎")
    dialog.get_by_role("button", name="Create room").click()
    ann.wait_for_url(re.compile(r"/rooms/\d+/$"))
    expect(ann.get_by_role("heading", level=1)).to_contain_text("harvest")
    expect(room_link(ann, "harvest")).to_contain_text("🍎")
    bo.reload()
    bo.get_by_role("searchbox", name="Find a room").fill("harvest")
    expect(bo.locator(".directory-item", has_text="Apples first")).to_contain_text("Who picks what")
    bo.get_by_role("button", name="Join harvest").click()
    bo.wait_for_url(ann.url)
    expect(composer(bo)).to_have_count(0)  # announcements: admins write
    ann.get_by_role("button", name="Room settings").click()
    dialog = ann.get_by_role("dialog", name="Settings of # harvest")
    dialog.get_by_label("Topic").fill("Now the pears")
    dialog.get_by_label("Announcements only").uncheck()
    dialog.get_by_label("Slow mode").select_option("30")
    dialog.get_by_label("Keep messages").select_option("90")
    dialog.get_by_role("button", name="Save").click()
    expect(bo.get_by_text("Now the pears")).to_be_visible()
    expect(composer(bo)).to_be_editable()
    number = ann.url.rstrip("/").rpartition("/")[2]
    room = world.api("ann").call("GET", f"/rooms/{number}")
    assert (room["slow_mode"], room["retention_days"], room["posting"]) == (30, 90, "everyone")


def test_a_refused_change_keeps_what_was_typed(world: World, enter: Enter) -> None:
    room = world.room(name="stubborn")
    ann = open_room(enter("ann"), room)
    ann.get_by_role("button", name="Room settings").click()
    dialog = ann.get_by_role("dialog")
    dialog.get_by_label("Topic").fill("A new topic")
    ann.context.set_offline(True)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert").filter(has_text="The line is down")).to_be_visible()
    expect(dialog.get_by_label("Topic")).to_have_value("A new topic")
    ann.context.set_offline(False)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(ann.get_by_text("A new topic")).to_be_visible()


def test_settings_show_only_what_one_may_do(world: World, enter: Enter) -> None:
    room = world.room("bo", "cy")
    world.api("ann").call("POST", f"/rooms/{room}/members", json={"username": "bo", "role": "admin"})
    bo, cy = open_room(enter("bo"), room), open_room(enter("cy"), room)
    expect(cy.get_by_role("button", name="Room settings")).to_be_hidden()
    bo.get_by_role("button", name="Room settings").click()
    dialog = bo.get_by_role("dialog")
    expect(dialog.get_by_label("Slow mode")).to_be_visible()
    for act in ("Archive room", "Hand over"):
        expect(dialog.get_by_role("button", name=act)).to_have_count(0)
    expect(dialog.get_by_role("link", name="Export")).to_have_count(0)


def test_hand_a_room_over(world: World, enter: Enter) -> None:
    room = world.room("bo", name="handed over")
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    expect(bo.get_by_role("button", name="Room settings")).to_be_hidden()
    ann.get_by_role("button", name="Room settings").click()
    ann.get_by_role("dialog").get_by_role("button", name="Hand over").click()
    dialog = ann.get_by_role("dialog", name="Hand over # handed over")
    dialog.get_by_role("combobox").press_sequentially("bo")
    expect(ann.get_by_role("option", name=re.compile("@bo"))).to_be_visible()
    dialog.get_by_role("combobox").press("ArrowDown")
    dialog.get_by_role("combobox").press("Enter")
    dialog.get_by_role("button", name="Hand over").click()
    expect(dialog).to_have_count(0)
    expect(bo.locator(".member", has_text="@bo")).to_contain_text("Owner")
    bo.get_by_role("button", name="Room settings").click()
    expect(bo.get_by_role("dialog").get_by_role("button", name="Archive room")).to_be_visible()
    expect(ann.locator(".member", has_text="@ann")).to_contain_text("Admin")


def test_take_a_room_along_as_a_file(world: World, enter: Enter) -> None:
    room = world.room(name="to take along")
    ann = open_room(enter("ann"), room)
    ann.get_by_role("button", name="Room settings").click()
    with ann.expect_download() as download:
        ann.get_by_role("dialog").get_by_role("link", name="Export").click()
    assert download.value.suggested_filename.endswith(".zip")
    assert download.value.failure() is None
