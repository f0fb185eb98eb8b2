"""Three browsers in one room tell a random story, one of them on a slow line that breaks again and again: in the end
all three show what a fresh load shows, each thing once, and nothing waits."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser import conftest as browsing
from tests.browser.conftest import Enter, World
from tests.browser.pages import connection, log, open_room, say
from tests.ports import wait_until
from tests.system.slow_line import SlowLine

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]
world, enter = browsing.world, browsing.enter

SEEDS: Final = (1,)
STEPS: Final = 40
TALL: Final = {"width": 1400, "height": 4000}
"""Everything is drawn at once: the list draws what is near the window."""
PATIENCE: Final = 5_000
"""Milliseconds for one click: what somebody else takes away meanwhile cannot be clicked on any more."""
BACK_WITHIN: Final = 60_000
"""Milliseconds until a page is live again after its line is."""
SHOWN: Final = """() => {
  const text = (one, what) => one.querySelector(what)?.textContent.trim() ?? '';
  const body = (one) => {
    const rich = one.querySelector('.rich')?.cloneNode(true);
    rich?.querySelector('.edited')?.remove();
    return rich?.textContent.trim() ?? '';
  };
  const row = (one) => ({
    id: Number(one.dataset.message),
    gone: one.querySelector('.gone') !== null,
    body: body(one),
    edited: one.querySelector('.edited') !== null,
    replies: text(one, '.thread-count'),
    reactions: [...one.querySelectorAll(".reaction:not(.add)")].map(
      (each) => `${each.dataset.act} ${text(each, '.reaction-count')}`),
  });
  const rows = (list) => [...document.querySelectorAll(`${list} .lines > article`)].map(row);
  return { room: rows('main .log'), thread: rows("[aria-label='Replies']") };
}"""


class Line:
    """The network of one page: slow always, and now and then not there, of which the browser is told as well."""

    def __init__(self, page: Page, wire: SlowLine) -> None:
        self.page, self.wire = page, wire

    @property
    def up(self) -> bool:
        return self.wire.up

    def set(self, *, up: bool) -> None:
        self.wire.set(up=up)
        self.page.context.set_offline(not up)


class Story:
    """What the three do, told by a seeded random. Each has the same thread open beside the room."""

    def __init__(self, pages: dict[str, Page], line: Line, random: Random) -> None:
        self.pages, self.line, self.random = pages, line, random
        self.said, self.cuts = 0, 0
        self.done = dict.fromkeys(("say", "reply", "react", "edit", "delete"), 0)

    def step(self) -> None:
        name = self.random.choice(sorted(self.pages))
        page = self.pages[name]
        bad = page is self.line.page
        if bad and self.random.random() < 0.5:
            self.cuts += self.line.up
            self.line.set(up=not self.line.up)  # whatever was just begun is on its way
        away = bad and not self.line.up
        acts: list[Callable[[str, Page], None]] = [self.say, self.reply]
        if not away:  # these want an answer; without a line they are refused at once
            live(page)
            acts += [self.react, self.edit, self.delete]
        act = self.random.choice(acts)
        try:
            act(name, page)
            self.done[act.__name__] += 1
        except TooLate:
            close_what_is_open(page)

    def words(self, name: str) -> str:
        self.said += 1
        return f"{name} says {self.said}."

    def say(self, name: str, page: Page) -> None:
        say(page, self.words(name))

    def reply(self, name: str, page: Page) -> None:
        field = page.get_by_role("textbox", name="Reply in the thread")
        field.fill(self.words(name), timeout=PATIENCE)
        field.press("Enter")

    def react(self, name: str, page: Page) -> None:
        line = self.choose(log(page).locator(".lines > article[data-message]:not(:has(.gone))"))
        line.hover(timeout=PATIENCE)
        line.get_by_role("button", name="React with 👍").or_(
            page.get_by_role("button", name="React with 👍")
        ).first.click(timeout=PATIENCE)

    def edit(self, name: str, page: Page) -> None:
        self.open_menu(name, page).get_by_role("button", name="Edit", exact=True).click(timeout=PATIENCE)
        field = page.get_by_role("textbox", name="Edit message")
        field.fill(self.words(name), timeout=PATIENCE)
        field.press("Enter")
        field.wait_for(
            state="detached", timeout=PATIENCE
        )  # the answer may be slow, and the next edit opens its own

    def delete(self, name: str, page: Page) -> None:
        self.open_menu(name, page).get_by_role("button", name="Delete…").click(timeout=PATIENCE)
        page.get_by_role("dialog").get_by_role("button", name="Delete").click(timeout=PATIENCE)

    def open_menu(self, name: str, page: Page) -> Locator:
        mine = log(page).locator(".lines > article[data-message]").filter(has_text=f"{name} says")
        line = self.choose(mine)
        line.hover(timeout=PATIENCE)
        line.get_by_role("button", name="More").click(timeout=PATIENCE)
        return page.get_by_role("dialog", name="Message")

    def choose(self, lines: Locator) -> Locator:
        """One of them, held by its id. Raises TooLate when there is none."""
        ids = lines.evaluate_all("(all) => all.map((one) => one.dataset.message)")
        if not ids:
            raise TooLate("there is nothing to choose from")
        return lines.page.locator(f"main .log [data-message='{self.random.choice(ids)}']")


def stored(world: World, room: int, root: int) -> dict[str, Any]:
    """The same as `SHOWN`, from the server."""
    api = world.api("ann")
    messages = api.all_messages(room)
    replies = api.call("GET", f"/messages/{root}/thread?limit=200")["messages"]
    return {"room": [_row(each) for each in messages], "thread": [_row(each) for each in replies]}


def _row(message: dict[str, Any]) -> dict[str, Any]:
    count = (message["replies"] or {"count": 0})["count"]
    gone = message["deleted_at"] is not None
    return {
        "id": message["id"],
        "gone": gone,
        "body": message["body"],
        "edited": message["edited_at"] is not None and not gone,
        "replies": "" if not count else "1 reply" if count == 1 else f"{count} replies",
        "reactions": [f"react-{each['emoji']} {len(each['users'])}" for each in message["reactions"]],
    }


def enter_thread(page: Page, room: int) -> Page:
    open_room(page, room)
    start = log(page).get_by_role("article").filter(has_text="Where it begins")
    start.hover()
    start.get_by_role("button", name="Reply in thread").click()
    expect(page.get_by_role("textbox", name="Reply in the thread")).to_be_visible()
    return page


def close_what_is_open(page: Page) -> None:
    """A menu, a question, an editor; not the thread, which one Escape too many would close."""
    field = page.get_by_role("textbox", name="Edit message")
    if field.count():
        field.press("Escape")
    if page.get_by_role("dialog").count():
        page.keyboard.press("Escape")


def live(page: Page) -> None:
    expect(connection(page)).to_have_text("Live", timeout=BACK_WITHIN)


@pytest.fixture
def wire(world: World) -> Iterator[SlowLine]:
    with SlowLine(world.server.port) as line:
        yield line


@pytest.mark.parametrize("seed", SEEDS)
def test_three_browsers_end_with_equal_views(world: World, enter: Enter, wire: SlowLine, seed: int) -> None:
    room = world.room("bo", "cy")
    begin = {"body": "Where it begins", "client_id": "begin"}
    root = world.api("ann").call("POST", f"/rooms/{room}/messages", 201, json=begin)["id"]
    lines = {"ann": {}, "bo": {}, "cy": {"base_url": wire.url}}
    pages = {name: enter_thread(enter(name, viewport=TALL, **more), room) for name, more in lines.items()}
    story = Story(pages, Line(pages["cy"], wire), Random(seed))
    for _ in range(STEPS):
        story.step()
    story.line.set(up=True)
    assert all(story.done.values()) and story.cuts > 2, (story.done, story.cuts)
    for page in pages.values():
        close_what_is_open(page)
        live(page)
        expect(page.locator(".pending, .failed")).to_have_count(0)
    everyone = {**pages, "fresh": enter_thread(enter("ann", viewport=TALL), room)}

    def different() -> list[str]:
        truth = stored(world, room, root)
        return [name for name, page in everyone.items() if page.evaluate(SHOWN) != truth]

    with suppress(TimeoutError):  # what differs is shown below
        wait_until(lambda: not different(), timeout=30, what="equal views")
    truth = stored(world, room, root)
    for name, page in everyone.items():
        assert page.evaluate(SHOWN) == truth, name
    for key in ("id", "body"):
        found = [each[key] for each in truth["room"] + truth["thread"] if key == "id" or not each["gone"]]
        assert len(set(found)) == len(found)
