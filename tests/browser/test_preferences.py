"""What somebody wants to hear: changed on its page, kept at once, the same in every tab, and what it leads to."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import badge, expect_live, overflow

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(world: World) -> World:
    """Ann wishes nothing of her own, has no rules and nothing unread."""
    ann = world.api("ann")
    ann.call("PUT", "/preferences", json={"wishes": {}})
    for rule in ann.call("GET", "/preferences")["rules"]:
        ann.call("PUT", f"/preferences/places/{rule['place']}", json={"volume": None})
    ann.call("POST", "/notifications/read_all")
    return world


def open_preferences(page: Page, query: str = "") -> Page:
    page.goto(f"/notifications/preferences/{query}")
    expect_live(page)
    return page


def saved(page: Page) -> None:
    expect(page.get_by_role("status", name="Save state")).to_have_text("Saved")


def preview(page: Page) -> Locator:
    return page.get_by_role("status", name="What would reach you")


def test_the_grid_is_kept_and_the_same_in_every_tab(plain: World, enter: Enter) -> None:
    one = open_preferences(enter("ann"))
    two = open_preferences(one.context.new_page())
    sound = "Mentions: Sound"
    expect(one.get_by_role("switch", name=sound, exact=True)).to_be_checked()
    one.get_by_role("switch", name=sound, exact=True).uncheck()
    one.get_by_label("Replies: E-mail").select_option("In the digest")
    saved(one)
    for page in (one, two):
        expect(page.get_by_role("switch", name=sound, exact=True)).not_to_be_checked()
        expect(page.get_by_label("Replies: E-mail")).to_have_value("digest")
    two.get_by_role("switch", name="Replies: Inbox").uncheck()  # without it nothing of the kind
    expect(one.get_by_role("switch", name="Replies: Push")).to_be_disabled()
    saved(two)
    one.reload()
    expect(one.get_by_role("switch", name=sound, exact=True)).not_to_be_checked()
    expect(one.get_by_role("switch", name="Replies: Inbox")).not_to_be_checked()
    wishes = plain.api("ann").call("GET", "/preferences")["wishes"]
    assert set(wishes["kinds"]) == {"mention", "reply"}


def test_what_is_refused_is_said_and_taken_back(plain: World, enter: Enter) -> None:
    page = open_preferences(enter("ann"))
    page.route("**/api/v1/preferences", lambda route: route.abort())
    box = page.get_by_role("switch", name="Mentions: Pop-up")
    box.click()
    expect(page.get_by_role("region", name="Notices")).to_contain_text("The line is down")
    expect(box).to_be_checked()


def test_the_schedule_and_its_preview(plain: World, enter: Enter) -> None:
    page = open_preferences(enter("ann", timezone_id="Europe/Berlin"))
    other = open_preferences(page.context.new_page())
    expect(preview(page)).to_contain_text("As a pop-up")
    page.get_by_role("switch", name="Every week").check()
    hours = page.get_by_role("list", name="Quiet hours").get_by_role("listitem")
    expect(hours).to_have_count(1)  # the nights, to begin with
    page.get_by_role("button", name="Weekends").click()
    expect(hours).to_have_count(2)
    hours.nth(1).get_by_role("button", name="Saturday").click()
    page.get_by_label("By the clock of").select_option("Pacific/Auckland")
    saved(page)
    expect(other.get_by_role("list", name="Quiet hours").get_by_role("listitem")).to_have_count(2)
    quiet = plain.api("ann").call("GET", "/preferences")["wishes"]["quiet"]
    assert quiet["timezone"] == "Pacific/Auckland"
    assert {"day": 6, "start": "00:00", "end": "00:00"} in quiet["spans"]
    assert {"day": 5, "start": "00:00", "end": "00:00"} not in quiet["spans"]
    page.get_by_label("at (empty: now)").fill("2027-01-02T12:30")  # half past midnight of Sunday there
    expect(preview(page)).to_contain_text("Do not disturb holds the rest back.")
    expect(preview(page)).not_to_contain_text("pop-up")
    page.get_by_label("and it is urgent").check()
    expect(preview(page)).to_contain_text("As a pop-up")
    page.get_by_role("switch", name="What is urgent breaks through").uncheck()
    expect(preview(page)).not_to_contain_text("pop-up")


def test_quiet_until_a_moment_of_ones_own(plain: World, enter: Enter) -> None:
    page = open_preferences(enter("ann"))
    page.get_by_label("Or until").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Be quiet until then").click()
    expect(page.get_by_text("Choose a moment that is yet to come.")).to_be_visible()
    page.get_by_label("Or until").fill("2090-01-01T10:00")
    page.get_by_role("button", name="Be quiet until then").click()
    expect(page.locator(".quiet-now").get_by_role("status")).to_contain_text("Do not disturb, until")
    page.get_by_role("button", name="Turn it off").click()
    expect(page.locator(".quiet-now").get_by_role("status")).to_have_text("Do not disturb")


def test_keywords_are_watched_for(plain: World, enter: Enter) -> None:
    room = plain.room()
    page = open_preferences(enter("ann"))
    page.get_by_label("A word or phrase").fill("lighthouse")
    page.get_by_role("button", name="Add", exact=True).click()
    words = page.get_by_role("list", name="Your keywords").get_by_role("listitem")
    expect(words).to_have_text(["lighthouse"])
    saved(page)
    page.get_by_label("A word or phrase").fill("LightHouse")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You watch for that already.")).to_be_visible()
    body = {"body": "Has anybody seen the Lighthouse?", "client_id": "keyword"}
    plain.api("bo").call("POST", f"/rooms/{room}/messages", 201, json=body)
    expect(badge(page)).to_have_text("1 unread")
    expect(page.get_by_role("region", name="Notices")).to_contain_text("lighthouse")
    page.get_by_role("button", name="Stop watching for “lighthouse”").click()
    expect(words).to_have_count(0)


def test_places_with_a_rule_of_their_own(plain: World, enter: Enter) -> None:
    room = plain.room(name="engine room")
    document = plain.document(room)
    plain.api("ann").call("PUT", f"/preferences/places/document:{document}", json={"volume": "all"})
    page = open_preferences(enter("ann"), f"?place=document:{document}")
    rules = page.get_by_role("list", name="Places with a rule of their own").get_by_role("listitem")
    expect(rules).to_have_count(1)
    expect(page.get_by_label("Notifications from Plan")).to_be_focused()
    page.get_by_role("combobox", name="Add a room").fill("engine")
    page.get_by_role("option", name="# engine room").click()
    expect(rules).to_have_count(2)
    page.get_by_label("Notifications from # engine room").select_option("Nothing")
    expect(page.locator("room-list")).to_contain_text("muted")
    page.get_by_label("in", exact=True).select_option("# engine room")
    expect(preview(page)).to_contain_text("Nothing would reach you.")
    expect(preview(page)).to_contain_text("You have turned this place down.")
    page.get_by_role("button", name="# engine room: as everywhere again").click()
    expect(rules).to_have_count(1)
    expect(page.locator("room-list")).not_to_contain_text("muted")


def test_without_push_it_says_why(plain: World, enter: Enter) -> None:
    page = open_preferences(enter("ann"))
    push = page.get_by_role("region", name="Push in this browser")
    state = re.compile("Blocked in this browser|Off in this browser")  # as this browser is set up
    expect(push.get_by_role("status")).to_contain_text(state)


def test_it_fits_a_phone(plain: World, enter: Enter) -> None:
    page = open_preferences(enter("ann", viewport={"width": 390, "height": 844}))
    page.get_by_role("switch", name="Every week").check()
    expect(page.get_by_role("list", name="Quiet hours").get_by_role("listitem")).to_have_count(1)
    assert overflow(page) == 0
