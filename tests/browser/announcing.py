"""What tests of announcements do and look at."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import World
from tests.browser.pages import expect_live


def compose(page: Page) -> Page:
    page.goto("/broadcasts/new/")
    expect(page.get_by_role("heading", name="How it will look")).to_be_visible()
    return page


def saved(page: Page) -> None:
    expect(page.get_by_role("status", name="Save state")).to_have_text("Draft saved")


def yes(page: Page, words: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=words, exact=True).click()


def picture(page: Page, name: str) -> Locator:
    return page.locator("figure").filter(has=page.get_by_text(name, exact=True))


def banner(page: Page, words: str) -> Locator:
    bar = page.get_by_role("region", name="Announcements")
    return bar.get_by_role("article").filter(has_text=words)


def count(page: Page) -> Locator:
    return page.get_by_role("status", name="How many people")


def home(page: Page) -> Page:
    page.goto("/rooms/")
    expect_live(page)
    return page


def send(world: World, title: str, **wish: Any) -> dict[str, Any]:
    """Sent by staff at once, to everybody unless the wish says otherwise."""
    body = {"title": title, "audience": {"everyone": True}, **wish, "send": True, "client_id": uuid4().hex}
    sent: dict[str, Any] = world.api("staff").call("POST", "/broadcasts", 201, json=body)
    return sent


def recall(world: World, broadcast: dict[str, Any]) -> None:
    world.api("staff").call("POST", f"/broadcasts/{broadcast['id']}/recall", 200, json={})
