"""The page in German: by the browser, by choice, on every device; and nothing stands in English there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import open_room

pytestmark = pytest.mark.browser


def test_a_stranger_is_spoken_to_as_the_browser_asks(world: World, enter: Enter) -> None:
    german = enter(None, locale="de-CH")
    german.goto("/accounts/login/")
    expect(german.locator("html")).to_have_attribute("lang", "de")
    expect(german.get_by_role("heading", name="Anmelden")).to_be_visible()
    french = enter(None, locale="fr-FR")
    french.goto("/accounts/login/")
    expect(french.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_choice_holds_on_every_device(world: World, enter: Enter) -> None:
    room = world.api("eve").create_room("Sprachen", [], "private")
    eve = open_room(enter("eve"), room)
    expect(eve.locator("chat-composer textarea").first).to_be_visible()
    eve.keyboard.press("Control+k")
    eve.get_by_role("combobox", name="Search or jump to").fill("Deutsch")
    eve.keyboard.press("Enter")
    expect(eve.get_by_role("textbox", name="Nachricht an #Sprachen")).to_be_visible()
    other = enter("eve")
    other.goto(f"/rooms/{room}/")
    expect(other.locator("html")).to_have_attribute("lang", "de")
    expect(other.get_by_role("textbox", name="Nachricht an #Sprachen")).to_be_visible()
    world.api("eve").call("PATCH", "/me", json={"language": "en"})
    other.goto(f"/rooms/{room}/")
    expect(other.get_by_role("textbox", name="Message #Sprachen")).to_be_visible()


def german(enter: Enter, who: str, path: str) -> Page:
    """A page of somebody whose browser asks for German. Signing in, in English, comes before."""
    enter(who)
    page = enter(who, locale="de-DE")
    page.goto(path)
    expect(page.get_by_role("status", name="Verbindung")).to_have_text("Live")
    return page


def test_emoji_are_found_in_german(world: World, enter: Enter) -> None:
    ann = german(enter, "ann", f"/rooms/{world.room()}/")
    field = ann.get_by_role("textbox", name=re.compile("^Nachricht an #"))
    field.press_sequentially(":rakete")
    expect(ann.get_by_role("option").first).to_contain_text("🚀")


def english(page: Page) -> list[str]:
    """Words of the page that are English only, wherever they are shown or read out. What people wrote and the titles
    of their notifications are content."""
    texts: list[str] = page.evaluate(
        """() => {
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const owner = walker.currentNode.parentElement;
            if (owner.closest('script, style, .rich, noscript, option, .inbox-list')) continue;
            found.push(walker.currentNode.textContent);
          }
          for (const one of document.querySelectorAll('[aria-label], [title], [placeholder]'))
            for (const name of ['aria-label', 'title', 'placeholder']) found.push(one.getAttribute(name) ?? '');
          return found;
        }"""
    )
    only = re.compile(
        r"\b(the|and|your|you|is|are|new|room|rooms|people|search|message|messages|send|all|of|with)\b", re.I
    )
    theirs = re.compile(r"\broom \d+")  # what the tests call their rooms
    return [text.strip() for text in texts if only.search(theirs.sub("", text))]


@pytest.mark.parametrize(
    "path", ["/rooms/", "/people/", "/inbox/", "/profile/", "/saved/", "/scheduled/", "/drafts/"]
)
def test_nothing_is_left_in_english(world: World, enter: Enter, path: str) -> None:
    page = german(enter, "lonely", path)
    assert english(page) == []


def test_a_german_room_is_german_throughout(world: World, enter: Enter) -> None:
    room = world.api("lonely").create_room("Zimmer", [], "private")
    page = german(enter, "lonely", f"/rooms/{room}/")
    field = page.get_by_role("textbox", name="Nachricht an #Zimmer")
    field.fill("Guten Tag")
    field.press("Enter")
    line = page.get_by_role("log", name="Nachrichten").get_by_role("article").filter(has_text="Guten Tag")
    expect(line).to_be_visible()
    line.hover()
    assert english(page) == []
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_visible()
    assert english(page) == []


def test_dates_follow_the_language(world: World, enter: Enter) -> None:
    page = german(enter, "ann", f"/rooms/{world.room()}/")
    field = page.get_by_role("textbox", name=re.compile("^Nachricht an #"))
    field.fill("Zeit")
    field.press("Enter")
    expect(page.locator(".day").first).to_have_text("Heute")
