"""People in the browser: the directory, cards, statuses, profiles, and shutting somebody out."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import connection, expect_live, message, open_room, say

pytestmark = pytest.mark.browser


def card(page: Page, username: str) -> Locator:
    return page.get_by_role("dialog", name=f"About {username}")


def menu(page: Page) -> Locator:
    page.get_by_role("button", name=re.compile("^Your menu")).click()
    return page.get_by_role("dialog", name="Your menu")


def test_find_somebody_and_open_their_card(world: World, enter: Enter) -> None:
    world.room("bo", name="0 cards together")  # the card names the first of the rooms they share
    ann = enter("ann")
    ann.goto("/people/")
    expect_live(ann)
    people = ann.get_by_role("list", name="People")
    expect(people.get_by_role("listitem").filter(has_text="@ann")).to_be_visible()
    ann.get_by_role("searchbox", name="Find somebody").fill("cy")
    expect(people.get_by_role("listitem").filter(has_text="@cy")).to_be_visible()
    ann.get_by_role("searchbox", name="Find somebody").fill("bo")
    expect(people.get_by_role("listitem").filter(has_text="@cy")).to_have_count(0)
    people.get_by_role("button", name=re.compile("^bo"), exact=False).first.click()
    expect(card(ann, "bo")).to_contain_text("cards together")
    card(ann, "bo").get_by_role("button", name="Message").click()
    ann.wait_for_url(re.compile(r"/rooms/\d+/$"))
    expect(ann.get_by_role("heading", level=1)).to_contain_text("bo", ignore_case=True)


def test_the_directory_has_pages(world: World, enter: Enter) -> None:
    world.server.python(
        "from accounts.models import User\n"
        "for n in range(30): User.objects.create_user(username=f'paged{n:02}', password='x')"
    )
    ann = enter("ann")
    ann.goto("/people/")
    expect_live(ann)
    ann.get_by_role("searchbox", name="Find somebody").fill("paged")
    lines = ann.get_by_role("list", name="People").get_by_role("listitem")
    expect(lines.first).to_contain_text("paged00")
    expect(lines).to_have_count(20)
    ann.get_by_role("button", name="Show more").click()
    expect(lines).to_have_count(30)
    expect(ann.get_by_role("button", name="Show more")).to_be_hidden()
    ann.get_by_role("searchbox", name="Find somebody").fill("nobody of this name")
    expect(ann.get_by_role("main").get_by_role("status").last).to_contain_text("Nobody is called that")


def test_a_face_in_the_chat_opens_the_card_by_mouse_and_a_name_by_keys(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    say(bo, "Look at me")
    message(ann, "Look at me").locator(".avatar").click()
    expect(card(ann, "bo")).to_contain_text("@bo")
    expect(card(ann, "bo")).to_contain_text("here now")
    ann.keyboard.press("Escape")
    expect(card(ann, "bo")).to_have_count(0)
    ann.locator(".member", has_text="@bo").get_by_role("button", name="bo", exact=True).focus()
    ann.keyboard.press("Enter")
    expect(card(ann, "bo")).to_be_visible()


def test_a_status_is_seen_at_once_and_ends_when_cleared(world: World, enter: Enter) -> None:
    room = world.room("hal", "bo")
    hal, bo = open_room(enter("hal"), room), open_room(enter("bo"), room)
    other_tab = open_room(hal.context.new_page(), room)
    menu(hal).get_by_role("button", name="Set a status").click()
    dialog = hal.get_by_role("dialog", name="Your status")
    dialog.get_by_role("button", name="In a meeting").click()
    dialog.get_by_label("What is going on?").fill("In a long meeting")
    dialog.get_by_label("Clear after").select_option("60")
    dialog.get_by_role("button", name="Save").click()
    line = bo.locator(".member", has_text="@hal")
    expect(line).to_contain_text("In a long meeting")
    line.get_by_role("button", name="hal", exact=True).click()
    expect(card(bo, "hal")).to_contain_text("📅 In a long meeting")
    expect(card(bo, "hal")).to_contain_text("until")
    other_tab.bring_to_front()
    expect(other_tab.locator("user-menu .status-emoji")).to_have_text("📅")
    menu(other_tab).get_by_role("button", name="Clear status").click()
    expect(line).not_to_contain_text("In a long meeting")
    expect(hal.locator("user-menu .status-emoji")).to_have_count(0)


def test_profile_fields_are_kept_and_shown_on_the_card(world: World, enter: Enter) -> None:
    world.room("ida", "bo", name="profile room")
    ida, bo = enter("ida"), enter("bo")
    ida.goto("/profile/")
    ida.get_by_label("About you").fill("Keeps the garden")
    ida.get_by_label("Time zone").select_option("Asia/Tokyo")
    ida.get_by_role("main").get_by_label("Density").select_option("compact")
    ida.get_by_role("button", name="Save").click()
    expect(ida.get_by_text("Everybody sees it from now on")).to_be_visible()
    ida.reload()
    expect(ida.get_by_label("About you")).to_have_value("Keeps the garden")
    expect(ida.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    expect(ida.locator("html")).to_have_attribute("data-density", "compact")
    bo.goto("/people/")
    bo.get_by_role("searchbox", name="Find somebody").fill("ida")
    bo.get_by_role("button", name="ida", exact=True).click()
    expect(card(bo, "ida")).to_contain_text("Keeps the garden")
    expect(card(bo, "ida")).to_contain_text("Local time")


def test_staff_shut_somebody_out_at_once(world: World, enter: Enter) -> None:
    world.server.python(
        "from accounts.models import User\nUser.objects.create_user(username='leaver', password='leaver')"
    )
    world.room("leaver", "staff")
    staff, leaver = enter("staff"), enter("leaver")
    leaver.goto("/")
    expect_live(leaver)
    staff.goto("/people/")
    staff.get_by_role("searchbox", name="Find somebody").fill("leaver")
    staff.get_by_role("button", name="leaver", exact=True).click()
    card(staff, "leaver").get_by_role("button", name="Deactivate").click()
    staff.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    expect(connection(leaver)).to_have_text("Signed out")
    ann = enter("ann")
    ann.goto("/people/")
    ann.get_by_role("searchbox", name="Find somebody").fill("leaver")
    expect(ann.get_by_role("main").get_by_role("status").last).to_contain_text("Nobody is called that")
