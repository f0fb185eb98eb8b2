"""The pages, panels and dialogs of rooms and people: nothing serious for axe-core, nothing wider than the window,
and on a phone nothing smaller than a fingertip."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import expect_live, open_room, overflow
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
WIDTHS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
SMALL = """(root) => [...root.querySelectorAll('a, button, select, input')]
  .filter((one) => !['hidden', 'checkbox', 'radio'].includes(one.type))
  .filter((one) => one.offsetParent && !one.closest('.member-name, .facts, .card-rooms, p'))
  .map((one) => [one.getAttribute('aria-label') || one.name || one.textContent.trim(), one.offsetHeight])
  .filter(([, height]) => height < 44)"""


@pytest.fixture(scope="module")
def furnished(world: World) -> int:
    """A room with everything in it: people, a ban, a link, a request, a silence; its id."""
    room = world.room("bo", "cy", name="furnished")
    ann = world.api("ann")
    ann.call(
        "PATCH", f"/rooms/{room}", json={"findable": True, "description": "What it is for.", "emoji": "🌳"}
    )
    ann.call("PUT", f"/rooms/{room}/members/cy/silence", json={"minutes": 60})
    ban = {"username": "jo", "hours": None, "reason": "Watches"}
    ann.call("POST", f"/rooms/{room}/members", 201, json={"username": "jo"})
    ann.call("POST", f"/rooms/{room}/bans", 201, json=ban)
    ann.call("POST", f"/rooms/{room}/invitations", 201, json={"days": 7, "uses": 3, "role": "guest"})
    world.api("hal").call("POST", f"/rooms/{room}/requests", 201, json={"text": "May I?"})
    return room


def button(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).first.click()


def person(page: Page) -> None:
    page.locator(".member", has_text="@bo").get_by_role("button", name="bo", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("@bo")


def status(page: Page) -> None:
    workspace(page)
    page.get_by_role("button", name="Your menu").click()
    page.get_by_role("button", name="Set a status").click()


def new_message(page: Page) -> None:
    workspace(page)
    page.get_by_role("button", name="New message").click()


def workspace(page: Page) -> None:
    """On a phone what is at the left is in a drawer."""
    drawer = page.get_by_role("button", name="Open workspace")
    if drawer.is_visible():
        drawer.click()


OPENERS: dict[str, Callable[[Page], None]] = {
    "member menu": button("Change bo"),
    "card": person,
    "links": button("Invitation links"),
    "bans": button("Bans"),
    "requests": button("Join requests"),
    "reports": button("Reports"),
    "status": status,
    "new message": new_message,
}


@pytest.mark.parametrize("width", WIDTHS)
def test_dialogs_about_people(width: str, furnished: int, enter: Enter) -> None:
    enter("ann")
    page = enter("ann", viewport=WIDTHS[width], has_touch=width == "phone")
    for name, opened in OPENERS.items():
        open_room(page, furnished)
        people = page.locator(".people-button")
        if opened not in (status, new_message) and people.get_attribute("aria-expanded") != "true":
            people.click()
        opened(page)
        dialog = page.get_by_role("dialog").last
        expect(dialog).to_be_visible()
        expect(dialog).not_to_contain_text("Loading")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert accessibility_problems(page) == [], f"{name}, {width}, {scheme}"
        assert overflow(page) == 0, name
        if width == "phone":
            assert dialog.evaluate(SMALL) == [], name


@pytest.mark.parametrize("width", WIDTHS)
def test_settings_and_pages(width: str, furnished: int, world: World, enter: Enter) -> None:
    enter("ann")
    token = world.api("ann").call("GET", f"/rooms/{furnished}/invitations")["invitations"][0]["token"]
    page = enter("ann", viewport=WIDTHS[width], has_touch=width == "phone")
    open_room(page, furnished)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Room settings").click()
    dialog = page.get_by_role("dialog", name="Settings of # furnished")
    expect(dialog).to_be_visible()
    places = ["settings", "/people/", f"/join/{token}/", "/profile/"]
    for place in places:
        if place != "settings":
            page.goto(place)
            if "/join/" not in place:
                expect_live(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert accessibility_problems(page) == [], f"{place}, {width}, {scheme}"
        assert overflow(page) == 0, place
        if width == "phone":
            assert page.locator("dialog, main").last.evaluate(SMALL) == [], place


def test_a_dialog_keeps_the_keyboard_and_gives_it_back(furnished: int, enter: Enter) -> None:
    page = open_room(enter("ann"), furnished)
    opener = page.get_by_role("button", name="Invitation links")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Invitation links")
    expect(dialog.get_by_role("textbox", name="Link")).to_be_visible()
    for _ in range(24):
        page.keyboard.press("Tab")
        # The document's own body is where a browser rests between the last and the first of a modal dialog.
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
