"""Search in the browser: from anywhere, with filters, opened in place."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import expect_live, message, open_room, say

pytestmark = pytest.mark.browser


def field(page: Page) -> Locator:
    return page.locator("search-page").get_by_role("searchbox")


def hits(page: Page) -> Locator:
    return page.get_by_role("list", name="Results").get_by_role("link")


def test_from_a_key_to_the_message_in_its_place(world: World, enter: Enter) -> None:
    room = world.room(name="Rivers")
    api = world.api("ann")
    for number in range(120):  # the one that is looked for lies beyond the first page of history
        words = "a heron at the weir" if number == 3 else f"line {number}"
        api.call("POST", f"/rooms/{room}/messages", 201, json={"body": words, "client_id": f"rivers{number}"})
    bo = open_room(enter("bo"), room)
    bo.locator("#main").focus()
    bo.keyboard.press("/")
    bo.keyboard.type("HERON")
    bo.keyboard.press("Enter")
    bo.wait_for_url(re.compile(r"/search/\?q=HERON"))
    expect(hits(bo)).to_have_count(1)
    expect(hits(bo).locator("mark")).to_have_text("heron")
    expect(hits(bo)).to_contain_text("Rivers")
    expect(field(bo)).to_be_focused()
    bo.keyboard.press("ArrowDown")
    bo.keyboard.press("Enter")
    bo.wait_for_url(re.compile(rf"/rooms/{room}/m/\d+/"))
    expect(message(bo, "a heron at the weir")).to_be_in_viewport()
    bo.go_back()
    expect(hits(bo)).to_have_count(1)


def test_a_new_message_is_found_while_one_looks(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), enter("bo")
    say(ann, "zucchini and 日本語のテスト")
    expect(message(ann, "zucchini")).to_be_visible()
    bo.goto("/search/")
    expect_live(bo)
    field(bo).fill("cchin")
    expect(hits(bo)).to_have_count(1)
    field(bo).fill("本語")
    expect(hits(bo).locator("mark")).to_have_text("本語")


def test_filters_and_errors(world: World, enter: Enter) -> None:
    room = world.room(name="Filters here")
    ann, bo = world.api("ann"), world.api("bo")
    ann.call(
        "POST", f"/rooms/{room}/messages", 201, json={"body": "quince https://a.example", "client_id": "f1"}
    )
    bo.call("POST", f"/rooms/{room}/messages", 201, json={"body": "quince jam", "client_id": "f2"})
    page = enter("ann")
    page.goto("/search/?q=quince")
    expect(hits(page)).to_have_count(2)
    page.get_by_role("button", name="has:link", exact=True).click()
    expect(field(page)).to_have_value("quince has:link ")
    expect(hits(page)).to_have_count(1)
    expect(page.get_by_role("button", name="has:link", exact=True)).to_have_attribute("aria-pressed", "true")
    field(page).fill('quince from:bo in:"filters here"')
    expect(hits(page)).to_contain_text("quince jam")
    field(page).fill("quince from:nobody-at-all")
    expect(page.get_by_text("there is nobody called “nobody-at-all”")).to_be_visible()
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    field(page).fill("quince is:mine")
    expect(hits(page)).to_have_count(1)
    page.reload()
    expect(field(page)).to_have_value("quince is:mine")
    expect(hits(page)).to_have_count(1)


def test_more_results_come_on_demand(world: World, enter: Enter) -> None:
    room = world.room()
    api = world.api("ann")
    for number in range(25):
        body = {"body": f"pomegranate {number}", "client_id": f"more{number}"}
        api.call("POST", f"/rooms/{room}/messages", 201, json=body)
    ann = enter("ann")
    ann.goto("/search/?q=pomegranate")
    expect(hits(ann)).to_have_count(20)
    ann.get_by_role("button", name="Show more").click()
    expect(hits(ann)).to_have_count(25)
    expect(ann.get_by_role("button", name="Show more")).to_be_hidden()


def test_somebody_outside_finds_nothing(world: World, enter: Enter) -> None:
    room = world.room()
    body = {"body": "persimmon secrets", "client_id": "out1"}
    world.api("ann").call("POST", f"/rooms/{room}/messages", 201, json=body)
    ann, cy = enter("ann"), enter("cy")
    ann.goto("/search/?q=persimmon")
    expect(hits(ann)).to_have_count(1)
    cy.goto("/search/?q=persimmon")
    expect(cy.get_by_text("Nothing was found")).to_be_visible()
    expect(hits(cy)).to_have_count(0)
