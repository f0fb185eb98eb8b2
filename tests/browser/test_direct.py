"""Direct and group messages in the browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import expect_live, message, open_room

pytestmark = pytest.mark.browser


def direct(page: Page) -> Locator:
    return page.locator("room-list").get_by_role("list", name="Direct messages")


def choose(page: Page, *usernames: str) -> None:
    """Chooses these people in the dialog for a new message."""
    to = page.get_by_role("combobox", name="To")
    for username in usernames:
        to.press_sequentially(username)
        expect(page.get_by_role("option", name=re.compile(f"@{username}$"))).to_be_visible()
        to.press("ArrowDown")
        to.press("Enter")
        expect(page.get_by_role("list", name="Chosen people")).to_contain_text(username)


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^Message "))


def test_write_to_somebody_and_they_see_it(world: World, enter: Enter) -> None:
    hal, jo = enter("hal"), enter("jo")
    for page in (hal, jo):
        page.goto("/rooms/")
        expect_live(page)
    hal.get_by_role("button", name="New message").click()
    choose(hal, "jo")
    hal.get_by_role("button", name="Open conversation").click()
    hal.wait_for_url(re.compile(r"/rooms/\d+/$"))
    expect(hal.get_by_role("heading", level=1)).to_contain_text("jo", ignore_case=True)
    field(hal).fill("Lunch?")
    field(hal).press("Enter")
    link = direct(jo).get_by_role("link", name=re.compile("hal"))
    expect(link).to_contain_text("1 unread")
    expect(link).to_contain_text("online")
    link.click()
    expect(message(jo, "Lunch?")).to_be_visible()
    hal.goto("/rooms/")
    hal.get_by_role("button", name="New message").click()
    choose(hal, "jo")
    hal.get_by_role("button", name="Open conversation").click()
    expect(message(hal, "Lunch?")).to_be_visible()  # the same people have one conversation
    assert hal.url == jo.url


def test_nobody_is_chosen_by_typing_alone(world: World, enter: Enter) -> None:
    hal = enter("hal")
    hal.goto("/rooms/")
    expect_live(hal)
    hal.get_by_role("button", name="New message").click()
    options = hal.get_by_role("option")
    expect(options.filter(has_text="@ann")).to_be_visible()
    to = hal.get_by_role("combobox", name="To")
    to.press_sequentially("jo")  # a username, or the beginning of one
    expect(options).to_have_count(1)
    expect(hal.get_by_role("list", name="Chosen people")).to_be_hidden()
    to.press("ArrowDown")
    to.press("Enter")
    expect(hal.get_by_role("list", name="Chosen people").get_by_role("listitem")).to_have_text(["jo"])


def test_presence_beside_a_direct_message(world: World, enter: Enter) -> None:
    room = world.api("ann").call("POST", "/direct", 201, json={"usernames": ["ida"]})["id"]
    ann = open_room(enter("ann"), room)
    link = direct(ann).get_by_role("link", name=re.compile("^ida"))
    expect(link).to_contain_text("offline")
    ida = open_room(enter("ida"), room)
    expect(link).to_contain_text("online")
    ida.context.close()
    expect(link).to_contain_text("offline")


def test_a_group_of_several(world: World, enter: Enter) -> None:
    ann, cy = enter("ann"), enter("cy")
    for page in (ann, cy):
        page.goto("/rooms/")
        expect_live(page)
    ann.get_by_role("button", name="New message").click()
    choose(ann, "bo", "cy")
    ann.get_by_role("button", name="Open conversation").click()
    ann.wait_for_url(re.compile(r"/rooms/\d+/$"))
    expect(ann.get_by_role("heading", level=1)).to_have_text(re.compile("bo, cy", re.IGNORECASE))
    expect(direct(cy).get_by_role("link", name=re.compile("ann, bo"))).to_be_visible()


def test_somebody_unknown_is_told_and_what_was_chosen_stays(world: World, enter: Enter) -> None:
    ann = enter("ann")
    ann.goto("/rooms/")
    expect_live(ann)
    ann.get_by_role("button", name="New message").click()
    choose(ann, "bo")
    ann.get_by_role("combobox", name="To").fill("nobody-of-this-name")
    ann.get_by_role("button", name="Open conversation").click()
    dialog = ann.get_by_role("dialog")
    expect(dialog.get_by_role("alert").filter(has_text="nobody")).to_be_visible()
    expect(ann.get_by_role("list", name="Chosen people")).to_contain_text("bo")
    expect(ann.get_by_role("combobox", name="To")).to_have_value("nobody-of-this-name")
