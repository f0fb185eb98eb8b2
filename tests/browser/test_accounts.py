"""Accounts in the browser: making one, coming and going, and what others see of it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, connection, expect_live, log, open_room, say, sign_in

pytestmark = pytest.mark.browser


def welcome(page: Page) -> Locator:
    return page.get_by_role("heading", name="You are in no room yet")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Your menu")).click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def test_sign_up_out_and_in(world: World, enter: Enter) -> None:
    page = enter(None)
    page.goto("/accounts/signup/")
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password", exact=True).fill("one-good-password")
    page.get_by_label("The same password again").fill("another")
    page.get_by_role("button", name="Make account").click()
    expect(page.locator(".field-error")).to_have_count(1)
    page.get_by_label("Password", exact=True).fill("one-good-password")
    page.get_by_label("The same password again").fill("one-good-password")
    page.get_by_role("button", name="Make account").click()
    expect(welcome(page)).to_be_visible()
    sign_out(page)
    page.goto("/profile/")
    page.wait_for_url("**/accounts/login/?next=/profile/")
    sign_in(page, "newcomer", "one-good-password")
    page.wait_for_url("**/profile/")  # where one wanted to go
    expect(page.get_by_role("main")).to_contain_text("You sign in as newcomer")


def test_a_wrong_password_is_told(world: World, enter: Enter) -> None:
    page = enter(None)
    sign_in(page, "ann", "not it")
    expect(page.get_by_role("alert")).to_contain_text("not correct")
    expect(page.get_by_label("Username or email")).to_have_value("ann")
    page.goto("/inbox/")
    page.wait_for_url("**/accounts/login/?next=/inbox/")


def test_signing_out_ends_the_other_tabs(world: World, enter: Enter) -> None:
    room = world.room("kim")
    one = enter("kim")
    two = open_room(one.context.new_page(), room)
    composer(two).fill("not sent yet")
    one.goto("/rooms/")
    sign_out(one)
    expect(connection(two)).to_have_text("Signed out")
    two.get_by_role("button", name="Sign in").click()
    two.wait_for_url("**/accounts/login/?next=*")
    sign_in(two, "kim", "kim")
    two.wait_for_url(f"**/rooms/{room}/")
    expect(composer(two)).to_have_value("not sent yet")


def test_a_changed_password_counts_everywhere(world: World, enter: Enter) -> None:
    page, elsewhere = enter("lea"), enter(None)
    sign_in(elsewhere, "lea", "lea")
    expect(welcome(elsewhere)).to_be_visible()
    expect_live(elsewhere)
    page.goto("/profile/")
    page.get_by_role("link", name="Change password").click()
    page.locator("[name=oldpassword]").fill("lea")
    page.locator("[name=password1]").fill("a-new-one-for-lea")
    page.locator("[name=password2]").fill("a-new-one-for-lea")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_text("Password successfully changed")).to_be_visible()
    expect(connection(elsewhere)).to_have_text("Signed out")
    page.goto("/")
    expect(welcome(page)).to_be_visible()  # here she stays
    again = enter(None)
    sign_in(again, "lea", "lea")
    expect(again.get_by_role("alert")).to_be_visible()
    sign_in(again, "lea", "a-new-one-for-lea")
    expect(welcome(again)).to_be_visible()


def test_a_new_name_and_colour_are_seen_at_once(world: World, enter: Enter) -> None:
    room = world.room("gus", "bo")
    gus, bo = open_room(enter("gus"), room), open_room(enter("bo"), room)
    say(gus, "It is me")
    expect(log(bo)).to_contain_text("gus")
    gus.goto("/profile/")
    gus.get_by_label("Display name").fill("Gus Olsen")
    gus.get_by_label("Violet").check()
    gus.get_by_role("button", name="Save").click()
    expect(gus.get_by_role("button", name="Your menu: Gus Olsen")).to_be_visible()
    expect(log(bo).get_by_role("article")).to_contain_text("Gus Olsen")
    expect(log(bo).locator("[data-colour]").first).to_have_attribute("data-colour", "5")
    expect(bo.locator(".member", has_text="@gus")).to_contain_text("Gus Olsen")


def test_a_token_is_shown_once_and_works(world: World, enter: Enter) -> None:
    page = enter("cy")
    page.goto("/profile/")
    page.get_by_label("What is it for?").fill("backup script")
    page.get_by_role("button", name="Make a token").click()
    token = page.get_by_role("textbox", name="Token").input_value()
    assert world.server.get("/api/v1/me", token=token)[0] == 200
    page.get_by_role("button", name="I have it").click()
    page.reload()
    expect(page.get_by_role("list", name="Your tokens")).to_contain_text("backup script")
    assert token not in page.content()
    page.get_by_role("button", name="Delete token backup script").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("list", name="Your tokens")).not_to_contain_text("backup script")
    assert world.server.get("/api/v1/me", token=token)[0] == 401


def test_only_staff_may_announce(world: World, enter: Enter) -> None:
    lonely, staff = enter("lonely"), enter("staff")
    answer = lonely.goto("/broadcasts/new/")
    assert answer is not None
    assert answer.status == 403
    expect(lonely.get_by_role("heading", name="Announcements are for staff")).to_be_visible()
    lonely.goto("/inbox/")
    expect(lonely.get_by_role("link", name="Announcements")).to_have_count(0)
    staff.goto("/inbox/")
    staff.get_by_role("link", name="Announcements").click()
    staff.get_by_role("link", name="New", exact=True).click()
    expect(staff.get_by_role("heading", name="Write an announcement")).to_be_visible()
