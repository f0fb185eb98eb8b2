"""The inbox and its bell as a person knows them."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import World
from tests.browser.pages import expect_live


def notify(world: World, title: str, username: str | None = None, **more: Any) -> int:
    """Staff tell one person, or everybody; the notification's id."""
    audience = {"user": username} if username else "everyone"
    body = {"audience": audience, "title": title, "body": "Text", **more}
    made: int = world.api("staff").call("POST", "/notifications", 201, json=body)["id"]
    return made


def say(world: World, who: str, room: int, body: str, thread: int | None = None) -> int:
    """A message; its id."""
    words = {"body": body, "client_id": uuid4().hex, **({"thread": thread} if thread else {})}
    said = world.api(who).call("POST", f"/rooms/{room}/messages", 201, json=words)
    made: int = said["message"]["id"] if isinstance(said.get("message"), dict) else said["id"]
    return made


def clear(world: World, *names: str) -> None:
    """Nobody of these has anything that is not done."""
    for name in names:
        done = {"tab": "all", "change": {"done": True}}
        while world.api(name).call("POST", "/notifications/change", json=done)["more"]:
            pass


def inbox(page: Page, query: str = "") -> Page:
    page.goto(f"/inbox/{query}")
    expect_live(page)
    expect(page.get_by_role("tabpanel")).to_have_attribute("aria-busy", "false")
    return page


def rows(page: Page) -> Locator:
    return page.locator("#inbox-list > li")


def item(page: Page, title: str) -> Locator:
    return rows(page).filter(has_text=title)


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name)


def act(row: Locator, name: str) -> None:
    """One of the tools beside a line."""
    row.hover()
    row.get_by_role("button", name=f"{name}:").click()


def undo(page: Page) -> None:
    toasts(page).get_by_role("button", name="Undo").click()


def toasts(page: Page) -> Locator:
    return page.get_by_role("region", name="Notices")


def bell(page: Page) -> Locator:
    return page.locator("inbox-bell button:visible")
