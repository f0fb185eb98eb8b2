"""What pops up and sounds, and what does not: do not disturb, what is on the screen, what is turned down; and that
nothing lies over what one types in."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import badge, composer, expect_live, message, open_room, room_link
from tests.ports import wait_until

pytestmark = pytest.mark.browser
EARS = """
window.tones = 0;
const make = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { window.tones++; return make.call(this); };
"""
NOTES = 2  # of one sound
WIDTHS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def calm(world: World) -> World:
    """Ann has nothing unread and wishes nothing of her own."""
    ann = world.api("ann")
    ann.call("POST", "/notifications/read_all")
    ann.call("PUT", "/preferences", json={"wishes": {}})
    return world


def toasts(page: Page) -> Locator:
    return page.get_by_role("region", name="Notices").locator(".toast")


def tones(pages: list[Page]) -> int:
    return sum(page.evaluate("window.tones") for page in pages)


def mention(world: World, room: int, words: str, who: str = "bo") -> None:
    body = {"body": words, "client_id": uuid4().hex}
    world.api(who).call("POST", f"/rooms/{room}/messages", 201, json=body)


def at_inbox(page: Page) -> Page:
    page.goto("/inbox/")
    expect_live(page)
    return page


def overlap(page: Page, one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    assert a
    assert b
    apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return not (apart or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"])


def test_a_mention_pops_up_in_every_tab_and_sounds_once(calm: World, enter: Enter) -> None:
    room = calm.room()
    ann = enter("ann")
    ann.context.add_init_script(EARS)
    tabs = [at_inbox(ann), at_inbox(ann.context.new_page())]
    for tab in tabs:
        tab.get_by_role("heading", name="Inbox").first.click()  # browsers want a touch before any sound
    mention(calm, room, "@ann look here")
    for tab in tabs:
        expect(toasts(tab)).to_contain_text("bo mentioned you")
        expect(tab).to_have_title(re.compile(r"^\(1\) "))
        expect(tab.locator('link[rel="icon"]')).to_have_attribute("href", re.compile("^data:image/png"))
    wait_until(lambda: tones(tabs) > 0, timeout=20, what="a sound")
    assert tones(tabs) == NOTES
    toasts(tabs[0]).get_by_role("button", name="Close").click()
    expect(toasts(tabs[1])).to_have_count(0)
    calm.api("ann").call("POST", "/notifications/read_all")
    expect(tabs[0]).not_to_have_title(re.compile(r"^\("))
    expect(tabs[0].locator('link[rel="icon"]')).to_have_attribute("href", re.compile(r"icon[^/]*\.svg$"))


def test_what_is_on_the_screen_in_any_tab_is_silent(calm: World, enter: Enter) -> None:
    here, elsewhere = calm.room(name="before me"), calm.room(name="far away")
    ann = open_room(enter("ann"), here)
    second = at_inbox(ann.context.new_page())
    mention(calm, here, "@ann in front of you")
    expect(message(ann, "in front of you")).to_be_visible()
    mention(calm, elsewhere, "@ann over there")
    for page in (ann, second):
        expect(toasts(page)).to_have_count(1)
        expect(toasts(page)).to_contain_text("far away")
    expect(badge(second)).to_have_text("1 unread")  # what was on the screen is read with the room
    second.close()
    ann.goto("/inbox/")
    expect_live(ann)
    mention(calm, here, "@ann now behind you")
    expect(toasts(ann)).to_contain_text("before me")


def test_do_not_disturb_from_ones_menu(calm: World, enter: Enter) -> None:
    room = calm.room()
    ann = at_inbox(enter("ann"))
    other = at_inbox(ann.context.new_page())
    ann.get_by_role("button", name=re.compile("^Your menu")).click()
    ann.get_by_role("group", name="Do not disturb for").get_by_role("button", name="1 hour").click()
    expect(ann.locator(".menu").get_by_role("status")).to_contain_text("Do not disturb, until")
    ann.keyboard.press("Escape")
    for page in (ann, other):
        expect(page.locator("quiet-mark")).to_contain_text("Do not disturb")
    mention(calm, room, "@ann psst")
    for page in (ann, other):
        expect(badge(page)).to_have_text("1 unread")
        expect(toasts(page)).to_have_count(0)
    other.get_by_role("button", name=re.compile("^Your menu")).click()
    other.get_by_role("button", name="Turn it off").click()
    other.keyboard.press("Escape")
    expect(ann.locator("quiet-mark")).to_be_empty()
    mention(calm, room, "@ann hello again")
    for page in (ann, other):
        expect(toasts(page)).to_contain_text("hello again")


def test_a_schedule_across_midnight_in_another_zone(calm: World, enter: Enter) -> None:
    spans = [{"day": 5, "start": "22:00", "end": "07:30"}]  # Saturday night, in Auckland
    quiet = {"scheduled": True, "spans": spans, "timezone": "Pacific/Auckland"}
    calm.api("ann").call("PUT", "/preferences", json={"wishes": {"quiet": quiet}})
    ann = enter("ann", timezone_id="America/New_York")
    ann.clock.install(time="2026-11-21T18:20:00Z")  # Sunday, 07:20 in Auckland
    at_inbox(ann)
    expect(ann.locator("quiet-mark")).to_contain_text("Do not disturb")
    ann.clock.fast_forward("11:00")
    expect(ann.locator("quiet-mark")).to_be_empty()


def test_a_room_turned_down_from_its_menus(calm: World, enter: Enter) -> None:
    room = calm.room(name="noisy")
    ann = at_inbox(enter("ann"))
    ann.get_by_role("button", name="More about noisy", exact=True).click(force=True)
    ann.get_by_role("button", name="Notifications…").click()
    ann.get_by_role("radio", name=re.compile("^Nothing")).click()
    expect(room_link(ann, "noisy")).to_contain_text("muted")
    mention(calm, room, "@ann in vain")
    mention(calm, calm.room(name="heard"), "@ann for real")
    expect(toasts(ann)).to_have_count(1)
    expect(toasts(ann)).to_contain_text("heard")
    expect(badge(ann)).to_have_text("1 unread")
    open_room(ann, room)
    bell = ann.get_by_role("button", name="Notifications from here: Nothing")
    bell.click()
    ann.get_by_role("radio", name=re.compile("^As everywhere")).click()
    expect(ann.get_by_role("button", name="Notifications from here: As everywhere")).to_be_visible()
    expect(room_link(ann, "noisy")).not_to_contain_text("muted")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_lies_over_the_composer(calm: World, enter: Enter, width: str) -> None:
    room, other = calm.room(), calm.room(name="other")
    options: dict[str, Any] = {"viewport": WIDTHS[width]}
    ann = open_room(enter("ann", **options), room)
    mention(calm, other, "@ann " + "a few words that fill a line or two. " * 3)
    expect(toasts(ann)).to_be_visible()
    field = ann.locator("main chat-composer")
    assert not overlap(ann, toasts(ann), field)
    composer(ann).fill("One\nTwo\nThree\nFour\nFive\nSix")  # it grows, and the notice gives way
    before = field.bounding_box()
    assert before
    ann.wait_for_function(
        "(top) => document.querySelector('.toast').getBoundingClientRect().bottom <= top", arg=before["y"]
    )
    assert not overlap(ann, toasts(ann), field)
    body = {"body": "A thread", "client_id": f"root-{width}"}
    root = calm.api("ann").call("POST", f"/rooms/{room}/messages", 201, json=body)["id"]
    ann.goto(f"/rooms/{room}/?thread={root}")
    reply = ann.locator("#thread chat-composer")
    expect(reply).to_be_visible()
    mention(calm, other, "@ann beside the thread")
    expect(toasts(ann)).to_be_visible()
    assert not overlap(ann, toasts(ann), reply)
