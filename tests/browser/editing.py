"""The document's editor as a person uses it: what is pasted, chosen from lists, and what the text then consists of."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import editor
from tests.ports import wait_until

PASTE = """([types, files]) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(types)) data.setData(type, text);
  for (const [name, type, bytes] of files) {
    const content = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
    data.items.add(new File([content], name, { type }));
  }
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector('.ProseMirror').dispatchEvent(event);
}"""
CONTENT = "() => document.querySelector('.ProseMirror').editor.getJSON().content"


def until(condition: Callable[[], bool], what: str) -> None:
    """Waits for the condition; one that asserts (`block` of what is not there yet) is asked again as well."""

    def holds() -> bool:
        try:
            return condition()
        except AssertionError:
            return False

    wait_until(holds, timeout=20, what=what)


def paste(page: Page, types: Mapping[str, str] | None = None, *files: tuple[str, str, str]) -> None:
    """Pastes texts by their media type, or files: (name, media type, base64)."""
    page.evaluate(PASTE, [dict(types or {}), [list(each) for each in files]])


def content(page: Page) -> list[dict[str, Any]]:
    """The blocks of the text as the editor holds them."""
    blocks: list[dict[str, Any]] = page.evaluate(CONTENT)
    return blocks


def kinds(page: Page) -> list[str]:
    """The kinds of the blocks, from top to bottom."""
    return [block["type"] for block in content(page)]


def block(page: Page, kind: str) -> dict[str, Any]:
    """The first block of this kind, wherever it stands."""
    todo = content(page)
    while todo:
        one = todo.pop(0)
        if one["type"] == kind:
            return one
        todo += one.get("content", [])
    raise AssertionError(f"no {kind} in {json.dumps(content(page))[:2000]}")


def proposals(page: Page) -> Locator:
    """What is proposed while one writes in the text."""
    return page.get_by_role("listbox").get_by_role("option")


def slash(page: Page, words: str, name: str) -> None:
    """Types a slash command and takes what it finds, which must be `name`."""
    page.keyboard.type(f"/{words}")
    expect(proposals(page).first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(proposals(page)).to_have_count(0)


def begin(page: Page) -> None:
    """Puts the cursor into the text."""
    editor(page).click()
    expect(editor(page)).to_be_focused()
