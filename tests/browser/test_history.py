"""The history of a document: versions, what changed, bringing one back, replay, who wrote what."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import (
    CURSOR_AT_END,
    editor,
    expect_document,
    open_document,
    overflow,
    save_state,
    write,
)
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("HISTORY_SHOTS")
"""A folder for pictures to look at."""


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png")


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="History")


def open_history(page: Page) -> Locator:
    page.get_by_role("button", name="History", exact=True).click()
    expect(panel(page).get_by_role("button", name=re.compile("^Now"))).to_be_visible()
    return panel(page)


def past(page: Page) -> Locator:
    return page.locator("section.past")


def save_version(page: Page, name: str) -> None:
    panel(page).get_by_role("button", name="Save a version").click()
    dialog = page.get_by_role("dialog", name="Save a version")
    dialog.get_by_role("textbox", name="Name").fill(name)
    dialog.get_by_role("button", name="Save").click()
    expect(panel(page).get_by_role("button", name=name).first).to_be_visible()


def saved(page: Page) -> None:
    expect(save_state(page)).to_have_text("Saved")


def no_problems(page: Page) -> None:
    assert accessibility_problems(page) == []
    assert overflow(page) == 0


def test_a_version_is_saved_looked_at_and_brought_back(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "The first plan")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    open_history(ann)
    save_version(ann, "Draft")
    write(bo, " and more of it")
    saved(bo)
    expect_document(ann, "The first plan and more of it")

    panel(ann).get_by_role("button", name="Now").click()
    expect(past(ann)).to_contain_text("Read only")
    expect(past(ann).locator("ins")).to_have_text("and more of it")
    expect(past(ann).get_by_role("status").filter(has_text="bo:")).to_contain_text("4 words added")
    expect(ann.locator("#document-text")).to_be_hidden()
    no_problems(ann)
    shot(ann, "changes")

    panel(ann).get_by_role("button", name="Draft").first.click()
    expect(past(ann).locator(".prose")).to_have_text("The first plan")
    past(ann).get_by_role("button", name="Restore").click()
    ann.get_by_role("dialog").get_by_role("button", name="Restore").click()
    expect_document(bo, "The first plan")
    expect(past(ann)).to_have_count(0)
    expect_document(ann, "The first plan")
    expect(panel(ann)).to_contain_text("Restored")
    shot(ann, "restored")

    ann.get_by_role("button", name="Undo").last.click()
    expect_document(bo, "The first plan and more of it")
    saved(ann)


def test_names_are_changed_and_taken_away(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Words")
    ann = open_document(enter("ann"), document)
    open_history(ann)
    save_version(ann, "Draft")
    more = panel(ann).get_by_role("button", name=re.compile("^More about the version"))
    more.click()
    ann.get_by_role("button", name="Rename").click()
    field = ann.get_by_role("dialog").get_by_role("textbox", name="Name")
    field.fill("")
    ann.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(ann.get_by_role("dialog")).to_be_visible()
    field.fill("Final")
    ann.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(panel(ann).get_by_role("button", name="Final").first).to_be_visible()
    panel(ann).get_by_role("checkbox", name="Only versions with a name").check()
    more.click()
    ann.get_by_role("button", name="Remove the name").click()
    expect(panel(ann)).to_contain_text("No versions yet")


def test_any_two_moments_are_compared_and_only_changes_shown(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "# One\n\nsame\n\n# Two\n\nold words")
    ann = open_document(enter("ann"), document)
    open_history(ann)
    save_version(ann, "Draft")
    editor(ann).get_by_text("old words").click()
    ann.keyboard.press("End")
    ann.wait_for_function(CURSOR_AT_END)
    ann.keyboard.type(" and new ones")
    saved(ann)
    panel(ann).get_by_role("button", name="Now").click()
    view = past(ann)
    expect(view.locator("ins")).to_have_text("and new ones")
    view.get_by_role("checkbox", name="Only changes").check()
    expect(view.locator(".prose")).not_to_contain_text("same")
    expect(view.locator(".prose")).to_contain_text("Two")
    view.get_by_role("combobox", name="Compared with").select_option(label="The beginning")
    expect(view.locator(".prose")).to_contain_text("same")
    view.get_by_role("button", name="Next change").click()
    expect(view.locator(".change-here")).to_have_count(1)
    ann.keyboard.press("Escape")
    expect(view).to_have_count(0)
    expect(panel(ann).get_by_role("button", name="Now")).to_be_focused()


def test_the_whole_life_is_replayed(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Start")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    write(bo, " and on and on and on")
    saved(bo)
    open_history(ann)
    panel(ann).get_by_role("button", name="Replay").click()
    view = past(ann)
    slider = view.get_by_role("slider", name="Moment")
    expect(view.locator(".prose")).to_have_text("Start and on and on and on")
    expect(view.locator(".replay-when")).to_contain_text("bo")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "The beginning")
    expect(view.locator(".prose")).to_have_text("")
    slider.press("ArrowRight")
    expect(view.locator(".prose")).to_have_text("Start")
    expect(view.locator(".replay-when")).to_contain_text("ann")
    view.get_by_role("combobox", name="Speed").select_option(label="Fast")
    view.get_by_role("button", name="Play").click()
    expect(view.locator(".prose")).to_have_text("Start and on and on and on")
    expect(view.get_by_role("button", name="Play")).to_be_visible()
    no_problems(ann)
    shot(ann, "replay")


def test_authors_are_shown_in_their_colours(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Ann's words")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    write(bo, " and mine")
    saved(bo)
    open_history(ann)
    panel(ann).get_by_role("button", name="Show authors").click()
    marks = editor(ann).locator(".by-author")
    expect(marks).to_have_text(["Ann's words", "and mine"])
    expect(marks.last).to_have_attribute("title", re.compile("^bo, "))
    expect(panel(ann).get_by_role("button", name=re.compile(r"^ann.*55"))).to_be_visible()
    write(bo, "!!")
    expect(marks).to_have_text(["Ann's words", "and mine!!"])
    no_problems(ann)
    shot(ann, "authors")
    panel(ann).get_by_role("button", name=re.compile("^bo")).click()
    expect(marks).to_have_text(["and mine!!"])
    panel(ann).get_by_role("button", name="Show authors").click()
    expect(marks).to_have_count(0)


def test_readers_look_and_do_not_touch(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Words")
    world.api("ann").call("PATCH", f"/documents/{document}/sharing", json={"room_right": "read"})
    world.api("ann").call("POST", f"/documents/{document}/versions", 201, json={"name": "Draft"})
    bo = open_document(enter("bo"), document, "Read only")
    open_history(bo)
    expect(panel(bo).get_by_role("button", name="Save a version")).to_have_count(0)
    panel(bo).get_by_role("button", name="Draft").click()
    expect(past(bo).locator(".prose")).to_have_text("Words")
    expect(past(bo).get_by_role("button", name="Restore")).to_have_count(0)


def test_without_a_line_the_panel_says_so_and_comes_back(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Words")
    ann = open_document(enter("ann"), document)
    ann.context.set_offline(True)
    ann.get_by_role("button", name="History", exact=True).click()
    expect(panel(ann).get_by_role("alert")).to_contain_text("when you are back online")
    ann.context.set_offline(False)
    expect(panel(ann).get_by_role("button", name=re.compile("^Now"))).to_be_visible()


def test_on_a_phone_the_past_takes_the_page(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Words for the phone")
    world.api("ann").call("POST", f"/documents/{document}/versions", 201, json={"name": "Draft"})
    phone = open_document(enter("ann", viewport={"width": 390, "height": 844}, has_touch=True), document)
    phone.get_by_role("button", name=re.compile("More", re.I)).last.click()
    phone.get_by_role("button", name="History", exact=True).click()
    expect(panel(phone).get_by_role("button", name="Draft").first).to_be_visible()
    no_problems(phone)
    shot(phone, "phone-list")
    panel(phone).get_by_role("button", name="Draft").first.click()
    expect(past(phone).locator(".prose")).to_have_text("Words for the phone")
    expect(panel(phone)).to_be_hidden()
    no_problems(phone)
    shot(phone, "phone-past")
    past(phone).get_by_role("button", name="Back to the document").click()
    expect_document(phone, "Words for the phone")
    phone.get_by_role("button", name=re.compile("More", re.I)).last.click()
    phone.get_by_role("button", name="History", exact=True).click()
    panel(phone).get_by_role("button", name="Show authors").click()
    expect(panel(phone)).to_contain_text("100 %")
    panel(phone).get_by_role("button", name="Close").click()
    expect(editor(phone).locator(".by-author")).to_have_text("Words for the phone")
