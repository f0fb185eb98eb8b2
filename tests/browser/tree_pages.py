"""The tree of a room's pages and the share dialog as a person knows them."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import World
from tests.browser.pages import expect_live

TREE = """() => [...document.querySelectorAll('.page-tree [data-page]')].map((row) =>
  '·'.repeat(row.ariaLevel - 1) + row.getAttribute('aria-label'))"""


def make_pages(world: World, room: int, *titles: str, by: str = "ann") -> dict[str, int]:
    """Pages of a room, a title each; one with a dot before it is under the last one with a dot less. Their ids."""
    made: dict[str, int] = {}
    line: list[int] = []
    for marked in titles:
        title = marked.lstrip("·")
        line = line[: len(marked) - len(title)]
        wish = {"title": title, "content": f"This is {title}.", "parent": line[-1] if line else None}
        made[title] = world.api(by).call("POST", f"/rooms/{room}/documents", 201, json=wish)["id"]
        line.append(made[title])
    return made


def open_tree(page: Page, room: int) -> Page:
    page.goto(f"/rooms/{room}/documents/")
    expect_live(page)
    return page


def shown(page: Page) -> list[str]:
    """The titles from top to bottom, with a dot for each level."""
    rows: list[str] = page.evaluate(TREE)
    return rows


def expect_tree(page: Page, *titles: str) -> None:
    page.wait_for_function(
        f"(titles) => JSON.stringify(({TREE})()) === JSON.stringify(titles)", arg=list(titles)
    )


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("row", name=title, exact=True)


def toggle(page: Page, title: str) -> None:
    """Shows or hides the pages under this one."""
    row(page, title).get_by_role("button", name=re.compile("the pages under")).click()


def menu(page: Page, title: str) -> Locator:
    """Opens the menu of a page in the tree."""
    row(page, title).hover()
    page.get_by_role("button", name=f"More about {title}", exact=True).click()
    return page.get_by_role("dialog", name=title, exact=True)


def drag(page: Page, title: str, onto: str, part: float, across: float = 60) -> None:
    """Drags a page onto another one: `part` of its height from the top, `across` pixels from its left."""
    box = row(page, onto).bounding_box()
    assert box
    source: Any = row(page, title).locator(".page-main")
    target = {"x": across, "y": max(1, min(box["height"] - 1, box["height"] * part))}
    source.drag_to(row(page, onto), source_position={"x": 60, "y": 10}, target_position=target)


def share_dialog(page: Page) -> Locator:
    """Opens it on the document's own page."""
    page.get_by_role("button", name="Share…").first.click()
    dialog = page.get_by_role("dialog", name=re.compile("^Share “"))
    expect(dialog.get_by_role("heading", name="Links")).to_be_visible()
    return dialog
