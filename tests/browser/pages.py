"""The pages as a person knows them: by what they read on buttons, fields and lists."""

import re
from typing import TypedDict

from playwright.sync_api import Locator, Page, expect

from tests.ports import wait_until

LINES = """() => [...document.querySelectorAll('.ProseMirror p')].map((line) => {
  const copy = line.cloneNode(true);
  for (const caret of copy.querySelectorAll('.caret')) caret.remove();
  return copy.textContent.replaceAll('\\u2060', '');
}).join('\\n')"""
FOCUS = """() => {
  const look = (one) => [one, one.closest('.composer')].filter(Boolean).map((each) => {
    const { outline, boxShadow, borderColor } = getComputedStyle(each);
    return [outline, boxShadow, borderColor].join();
  }).join();
  const last = window.lastFocus;
  const at = document.activeElement;
  window.lastFocus = { at, look: look(at) };
  const { width, top, bottom, left, right } = at.getBoundingClientRect();
  return {
    name: at.getAttribute('aria-label') || at.textContent.trim().slice(0, 40) || at.tagName,
    in_view: width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    last_was_marked: !last || look(last.at) !== last.look,
  };
}"""
CURSOR_AT_END = """() => {
  const { state } = document.querySelector('.ProseMirror').editor;
  return state.selection.empty && state.selection.to === state.doc.content.size - 1;
}"""


# -- the frame of every page --------------------------------------------------------------------------------------
def sign_in(page: Page, username: str, password: str) -> None:
    """From the sign-in page where one is already, else from its usual address; ends wherever that leads."""
    if "/accounts/login/" not in page.url:
        page.goto("/accounts/login/")
    page.get_by_label("Username or email").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def connection(page: Page) -> Locator:
    return page.get_by_role("status", name="Connection")


def expect_live(page: Page) -> None:
    """Connected by WebSocket and caught up."""
    expect(connection(page)).to_have_text("Live")


def badge(page: Page) -> Locator:
    """The number beside the Inbox link."""
    return page.locator("inbox-badge")


def room_link(page: Page, name: str) -> Locator:
    """The room in the list at the left, with its number of unread messages."""
    return page.locator("room-list").get_by_role("link", name=re.compile(rf"^{re.escape(name)}\b"))


def wait_for(page: Page, function: str, arg: object = None) -> None:
    """Waits until an asynchronous function of the page answers something true. (`wait_for_function` takes the promise
    itself for true.)"""
    wait_until(lambda: bool(page.evaluate(function, arg)), timeout=20, what=function)


# -- chat ---------------------------------------------------------------------------------------------------------
def open_room(page: Page, room: int) -> Page:
    page.goto(f"/rooms/{room}/")
    expect_live(page)
    return page


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^Message #"))


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Messages")


def message(page: Page, words: str) -> Locator:
    """The line of the log with these words; strict: it is an error to do anything with two of them."""
    return log(page).get_by_role("article").filter(has_text=words)


def say(page: Page, words: str) -> None:
    composer(page).fill(words)
    composer(page).press("Enter")


def said(page: Page) -> list[str]:
    """The bodies in the log, from top to bottom."""
    return [text.strip() for text in log(page).locator(".rich").all_inner_texts()]


def people_button(page: Page) -> Locator:
    """Opens the members; says how many are online."""
    return page.get_by_role("button", name=re.compile("^Members,"))


# -- documents ----------------------------------------------------------------------------------------------------
def open_document(page: Page, document: int, state: str = "Saved") -> Page:
    page.goto(f"/documents/{document}/")
    expect(save_state(page)).to_contain_text(state)
    expect_live(page)
    return page


def save_state(page: Page) -> Locator:
    return page.get_by_role("status", name="Save state")


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Document text")


def write(page: Page, words: str) -> None:
    """Types at the end of the document."""
    editor(page).locator("p").last.click()
    page.keyboard.press("Control+End")
    page.wait_for_function(CURSOR_AT_END)
    page.keyboard.type(words)


def document_text(page: Page) -> str:
    """Its paragraphs, a line each, without other people's cursors."""
    text: str = page.evaluate(LINES)
    return text


def expect_document(page: Page, text: str) -> None:
    """Waits until the document says exactly this."""
    page.wait_for_function(f"(text) => ({LINES})() === text", arg=text)


# -- measuring ----------------------------------------------------------------------------------------------------
def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, wider)


class Focus(TypedDict):
    """What has the keyboard now: its name, whether it is in the window; and of what had it before, whether that
    looked different while it had it."""

    name: str
    in_view: bool
    last_was_marked: bool


def focus(page: Page) -> Focus:
    found: Focus = page.evaluate(FOCUS)
    return found
