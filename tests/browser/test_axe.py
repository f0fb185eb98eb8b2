"""Every page, wide and narrow, light and dark: nothing serious for axe-core, nothing wider than the window, and
the keyboard gets everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import badge, composer, expect_live, focus, message, overflow, save_state
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
WIDTHS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
TALK = (
    "Good morning. The **list** is in `plan.txt`, see https://example.org/a-long-address/that-does-not-break-by-itself",
    "```python\nprint('a line of code that is a good deal longer than a telephone is wide, whatever you do')\n```",
    "> Quoted\n\n- one\n- two\n\n| Day | Open |\n|---|---|\n| Monday | no |",
    "Anotherwordthatdoesnotendandhasnoplacewhereitcouldbebrokenbecauseithasnospaceatallinitanywhere",
)


@dataclass(frozen=True)
class Stop:
    """A page: who looks at it (nobody, for None), where it is, and how one knows that it is all there."""

    who: str | None
    path: str
    ready: Callable[[Page], None]


def heading(words: str) -> Callable[[Page], None]:
    return lambda page: expect(page.get_by_role("heading", name=words, exact=True).first).to_be_visible()


def live(words: str) -> Callable[[Page], None]:
    def ready(page: Page) -> None:
        expect(page.get_by_role("main")).to_contain_text(words)
        expect_live(page)

    return ready


def saved(page: Page) -> None:
    expect(save_state(page)).to_have_text("Saved")
    expect_live(page)


STOPS = {
    "sign in": Stop(None, "/accounts/login/", heading("Sign in")),
    "sign up": Stop(None, "/accounts/signup/", heading("Make an account")),
    "forgotten password": Stop(None, "/accounts/password/reset/", heading("Forgot your password?")),
    "welcome": Stop("lonely", "/", live("You are in no room yet")),
    "empty inbox": Stop("lonely", "/inbox/?unread", live("You have read everything")),
    "directory": Stop("ann", "/rooms/", live("Town hall")),
    "chat": Stop("ann", "/rooms/{room}/", live("Quoted")),
    "documents": Stop("ann", "/rooms/{room}/documents/", live("Plan")),
    "document": Stop("ann", "/documents/{document}/", saved),
    "inbox": Stop("ann", "/inbox/", live("Tea at four")),
    "announcements": Stop("staff", "/broadcasts/", live("Tea at four")),
    "compose": Stop("staff", "/broadcasts/new/", live("How it will look")),
    "templates": Stop("staff", "/broadcasts/templates/", live("No templates yet")),
    "failed work": Stop("staff", "/jobs/failed/", live("Nothing failed")),
    "not for you": Stop("lonely", "/broadcasts/new/", live("Announcements are for staff")),
    "preferences": Stop("ann", "/notifications/preferences/", live("In your inbox")),
    "profile": Stop("ann", "/profile/", live("API tokens")),
    "administration": Stop("staff", "/administration/rooms/", live("Town hall")),
    "administration of a room": Stop("staff", "/administration/rooms/{room}/", live("What was done")),
    "administration of people": Stop("staff", "/administration/people/", live("@lonely")),
    "audit log": Stop("staff", "/administration/audit/", live("made a room")),
    "sign out": Stop("ann", "/accounts/logout/", heading("Sign out?")),
    "not found": Stop("ann", "/nowhere/", heading("There is nothing here")),
}


@pytest.fixture(scope="module")
def furnished(world: World) -> dict[str, int]:
    """A room with talk, a document and news; the ids."""
    world.api("lonely").call("POST", "/notifications/read_all")
    room = world.room(name="Town hall", visibility="public")
    for number, body in enumerate(TALK):
        author = world.api(("ann", "bo")[number % 2])
        author.call("POST", f"/rooms/{room}/messages", 201, json={"body": body, "client_id": f"t{number}"})
    content = "# Plan\n\nA **first** part with `code`.\n\n- [ ] a task\n- [x] a done one\n\n> and a quotation"
    news = {"audience": {"user": "ann"}, "title": "Tea at four", "body": "In the kitchen.", "url": "/rooms/"}
    world.api("staff").call("POST", "/notifications", 201, json=news)
    return {"room": room, "document": world.document(room, content)}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", STOPS)
def test_every_page_can_be_used_by_everybody(
    name: str, width: str, furnished: dict[str, int], enter: Enter
) -> None:
    stop = STOPS[name]
    page = enter(stop.who, viewport=WIDTHS[width])
    page.goto(stop.path.format(**furnished))
    stop.ready(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert accessibility_problems(page) == [], f"{name}, {width}, {scheme}"
    assert overflow(page) == 0


def test_open_dialogs_and_menus_too(furnished: dict[str, int], enter: Enter) -> None:
    page = enter("ann", viewport=WIDTHS["wide"])
    page.goto(f"/rooms/{furnished['room']}/")
    expect_live(page)
    openers = ("Create a room", "Room settings", "Jump to…")
    for opener in openers:
        page.get_by_role("button", name=opener).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert accessibility_problems(page) == [], opener
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    message(page, "Quoted").hover()
    expect(page.get_by_role("toolbar", name="Message")).to_be_visible()
    assert accessibility_problems(page) == [], "the tools of a message"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_reaches_the_composer_from_the_top(
    width: str, furnished: dict[str, int], enter: Enter
) -> None:
    page = enter("ann", viewport=WIDTHS[width])
    page.goto(f"/rooms/{furnished['room']}/")
    expect_live(page)
    expect(badge(page)).to_be_attached()
    page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); }")
    goal = composer(page).get_attribute("aria-label")
    met: list[str] = []
    while goal not in met:
        page.keyboard.press("Tab")
        at = focus(page)
        assert at["last_was_marked"], f"one cannot see that {met[-1]!r} is focused"
        assert at["in_view"], f"{at['name']!r} is focused out of sight"
        met.append(at["name"])
        assert len(met) < 400, met  # every room that other tests have made is on the way
    page.keyboard.press("Shift+Tab")  # out of it altogether: its buttons are inside of what it marks
    assert focus(page)["last_was_marked"], "one cannot see that the composer is focused"
    page.keyboard.press("Tab")
    page.keyboard.type("Without a mouse")
    page.keyboard.press("Enter")
    expect(message(page, "Without a mouse").last).to_be_visible()
    assert met[0] == "Skip to the content"
