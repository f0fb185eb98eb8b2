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
    cy.get_by_role("searchbox").fill("kitch")
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
