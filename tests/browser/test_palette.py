"""Ctrl-K and the other keys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, message, open_room, say

pytestmark = pytest.mark.browser


def opened(page: Page) -> Locator:
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search or jump to")
    expect(field).to_be_focused()
    return field


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Results").get_by_role("option")


def test_to_a_room_by_a_few_letters_and_recent_ones_first(world: World, enter: Enter) -> None:
    here, there = world.room(name="palette here"), world.room(name="palette there")
    ann = open_room(enter("ann"), here)
    opened(ann).fill("pal the")
    opened_at = options(ann).first
    expect(opened_at).to_contain_text("palette there")
    ann.keyboard.press("Enter")
    ann.wait_for_url(f"**/rooms/{there}/")
    opened(ann)
    expect(options(ann).first).to_contain_text("palette there")  # used last
    ann.keyboard.press("Escape")
    expect(ann.get_by_role("combobox", name="Search or jump to")).to_have_count(0)


def test_to_a_document_and_to_a_person(world: World, enter: Enter) -> None:
    room = world.room()
    document = world.document(room, "words")
    ann = open_room(enter("ann"), room)
    opened(ann).fill("Plan")
    expect(options(ann).filter(has_text="Document").first).to_contain_text("Plan")
    ann.keyboard.press("Enter")
    ann.wait_for_url(f"**/documents/{document}/")
    ann.goto(f"/rooms/{room}/")
    opened(ann).fill("lonely")
    expect(options(ann).filter(has_text="@lonely")).to_be_visible()
    ann.keyboard.press("Enter")
    expect(ann.get_by_role("textbox", name="Message lonely")).to_be_visible()
    say_there = ann.get_by_role("textbox", name="Message lonely")
    say_there.fill("hello")
    say_there.press("Enter")
    expect(message(ann, "hello")).to_be_visible()


def test_actions_change_the_page(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    html = ann.locator("html")
    opened(ann).fill("dark")
    ann.keyboard.press("Enter")
    expect(html).to_have_attribute("data-theme", "dark")
    ann.reload()
    expect(html).to_have_attribute("data-theme", "dark")
    opened(ann).fill("compact")
    with ann.expect_response(re.compile("/api/v1/me$")):
        ann.keyboard.press("Enter")
    expect(html).to_have_attribute("data-density", "compact")
    ann.reload()
    expect(html).to_have_attribute("data-density", "compact")
    opened(ann).fill("comfortable")
    with ann.expect_response(re.compile("/api/v1/me$")):
        ann.keyboard.press("Enter")
    expect(html).to_have_attribute("data-density", "comfortable")
    opened(ann).fill("create a room")
    ann.keyboard.press("Enter")
    expect(ann.get_by_role("dialog", name="Create a room")).to_be_visible()


def test_the_sheet_of_keys(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    composer(ann).press("?")
    expect(composer(ann)).to_have_value("?")  # while one writes it is a question mark
    composer(ann).press("Control+/")
    sheet = ann.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Search or jump to")
    expect(sheet).to_contain_text("Edit your last message")
    ann.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    composer(ann).evaluate("(field) => field.blur()")
    ann.keyboard.press("?")
    expect(sheet).to_be_visible()


def test_alt_arrows_go_through_the_rooms(world: World, enter: Enter) -> None:
    api = world.api("gus")
    rooms = [api.create_room(f"walk {letter}", [], "private") for letter in "abc"]
    gus = open_room(enter("gus"), rooms[0])
    composer(gus).press("Alt+ArrowDown")
    gus.wait_for_url(f"**/rooms/{rooms[1]}/")
    expect(composer(gus)).to_be_visible()
    gus.keyboard.press("Alt+ArrowUp")
    gus.wait_for_url(f"**/rooms/{rooms[0]}/")


def test_up_edits_and_escape_cancels(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    say(ann, "Frist")
    expect(message(ann, "Frist")).to_be_visible()
    expect(ann.locator(".pending")).to_have_count(0)
    composer(ann).press("ArrowUp")
    edit = ann.get_by_role("textbox", name="Edit message")
    edit.fill("changed")
    edit.press("Escape")
    expect(edit).to_have_count(0)
    expect(message(ann, "Frist")).to_be_visible()
