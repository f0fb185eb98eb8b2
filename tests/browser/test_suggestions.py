"""Suggestions: what is typed waits to be accepted or rejected, for everybody, also while others edit."""

import re

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import CURSOR_AT_END, editor, expect_document, open_document, save_state, write
from tests.browser.test_document_page import mode, panel, toggle
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
MARKED = """() => [...document.querySelectorAll('.ProseMirror p')].map((line) => {
  const copy = line.cloneNode(true);
  for (const caret of copy.querySelectorAll('.caret')) caret.remove();
  for (const one of copy.querySelectorAll('ins')) one.prepend('[+'), one.append('+]');
  for (const one of copy.querySelectorAll('del')) one.prepend('[-'), one.append('-]');
  return copy.textContent.replaceAll('\\u2060', '');
}).join('\\n')"""


def expect_marked(page: Page, text: str) -> None:
    try:
        page.wait_for_function(f"(wanted) => ({MARKED})() === wanted", arg=text)
    except TimeoutError:
        assert page.evaluate(MARKED) == text  # says what is there instead
        raise


def card(page: Page, words: str) -> Locator:
    return panel(page, "Suggestions").get_by_role("listitem").filter(has_text=words)


def put(page: Page, word: str, *, before: bool = False) -> None:
    """Select a word of the text, or put the caret before it."""
    page.evaluate(
        """([word, length]) => {
          const { editor } = document.querySelector('.ProseMirror');
          let found = null;
          editor.state.doc.descendants((node, pos) => {
            const at = node.isText ? node.text.indexOf(word) : -1;
            if (at >= 0 && found === null) found = pos + at;
          });
          editor.chain().focus().setTextSelection({ from: found, to: found + length }).run();
        }""",
        [word, 0 if before else len(word)],
    )
    # The editor takes the focus with the next frame; what is typed before goes nowhere.
    page.wait_for_function("document.querySelector('.ProseMirror').editor.view.hasFocus()")


def test_a_suggestion_waits_survives_a_reload_and_is_accepted_by_another(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "One three four")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    mode(bo, "Suggesting")
    put(bo, "three")
    bo.keyboard.type("two")
    expect_marked(ann, "One [-three-][+two+] four")
    expect(save_state(bo)).to_have_text("Saved")
    bo.reload()
    expect_marked(bo, "One [-three-][+two+] four")
    toggle(ann, "Suggestions").click()
    expect(card(ann, "two")).to_contain_text("replaces")
    expect(panel(ann, "Suggestions").get_by_role("region", name="Suggestions of bo")).to_be_visible()
    assert accessibility_problems(ann) == []
    card(ann, "two").get_by_role("button", name="Accept").click()
    expect_document(bo, "One two four")
    expect(editor(bo).locator("ins, del")).to_have_count(0)
    expect(panel(ann, "Suggestions")).to_contain_text("No suggestions")
    editor(ann).focus()
    ann.keyboard.press("Control+z")  # accepting is one step that can be undone
    expect_marked(bo, "One [-three-][+two+] four")


def test_two_suggest_at_once_while_a_third_edits(world: World, enter: Enter) -> None:
    document = world.document(world.room("bo", "cy"), "The quick brown fox jumps")
    ann, bo, cy = (open_document(enter(who), document) for who in ("ann", "bo", "cy"))
    mode(ann, "Suggesting")
    mode(bo, "Suggesting")
    for page in (ann, bo, cy):
        page.context.set_offline(True)
    put(ann, "quick")
    ann.keyboard.press("Backspace")
    put(bo, "quick brown")
    bo.keyboard.type("red")
    put(cy, "fox")
    cy.keyboard.type("hare")
    for page in (ann, bo, cy):
        page.context.set_offline(False)
    for page in (ann, bo, cy):
        expect(save_state(page)).to_have_text("Saved")
        expect(editor(page).locator("ins")).to_have_text("red")
        expect(editor(page)).to_contain_text("hare")
    texts = {page.evaluate(MARKED) for page in (ann, bo, cy)}
    assert len(texts) == 1, texts  # they converge
    toggle(cy, "Suggestions").click()
    panel(cy, "Suggestions").locator(".suggestion-all").get_by_role("button", name="Reject all").click()
    if cy.get_by_role("dialog", name="Reject all suggestions?").is_visible():
        cy.get_by_role("dialog").get_by_role("button", name="Reject all").click()
    for page in (ann, bo, cy):
        expect_marked(page, "The quick brown hare jumps")


def test_all_of_one_author_are_rejected_and_the_others_stay(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Words.")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    mode(ann, "Suggesting")
    mode(bo, "Suggesting")
    write(ann, " Ann's.")
    expect_marked(bo, "Words.[+ Ann's.+]")
    put(bo, "Words")
    bo.keyboard.type("Terms")
    expect_marked(ann, "[-Words-][+Terms+].[+ Ann's.+]")
    toggle(ann, "Suggestions").click()
    of_bo = panel(ann, "Suggestions").get_by_role("region", name="Suggestions of bo")
    of_bo.get_by_role("button", name="Reject all").click()
    expect_marked(bo, "Words.[+ Ann's.+]")


def test_at_the_cursor_a_small_box_answers(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Words.")
    ann = open_document(enter("ann"), document)
    mode(ann, "Suggesting")
    write(ann, " More.")
    ann.keyboard.press("ArrowLeft")
    box = ann.get_by_role("group", name="Suggestion")
    expect(box).to_contain_text("You: adds")
    assert accessibility_problems(ann) == []
    box.get_by_role("button", name="Reject").click()
    expect_marked(ann, "Words.")
    expect(box).to_be_hidden()


def test_what_cannot_be_suggested_is_said(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "One\n\nTwo")
    ann = open_document(enter("ann"), document)
    mode(ann, "Suggesting")
    put(ann, "Two", before=True)
    ann.keyboard.press("Backspace")
    expect(ann.get_by_text("Paragraphs with text cannot be joined as a suggestion.")).to_be_visible()
    expect_marked(ann, "One\nTwo")
    ann.keyboard.press("End")
    ann.wait_for_function(CURSOR_AT_END)  # the browser tells of it when it next has time
    ann.keyboard.press("Enter")
    expect(ann.get_by_text("Only words are suggested.")).to_be_visible()
    ann.keyboard.type("Three")
    expect_marked(ann, "One\nTwo\n[+Three+]")


def test_a_composed_word_is_a_suggestion(world: World, enter: Enter) -> None:
    """As an input method types: the word changes under way and is one in the end."""
    document = world.document(world.room(), "Hallo")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    mode(ann, "Suggesting")
    editor(ann).click()
    ann.keyboard.press("Control+End")
    keyboard = ann.context.new_cdp_session(ann)
    for part in ("n", "ni", "ni h", "你好"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
        )
    keyboard.send("Input.insertText", {"text": "你好"})
    expect_marked(bo, "Hallo[+你好+]")
    ann.keyboard.type("!")
    expect_marked(bo, "Hallo[+你好!+]")


def test_readers_see_suggestions_and_cannot_answer(world: World, enter: Enter) -> None:
    document = world.document(world.room(visibility="public"), "Words.")
    ann, cy = open_document(enter("ann"), document), open_document(enter("cy"), document, "Read only")
    mode(ann, "Suggesting")
    write(ann, " More.")
    expect_marked(cy, "Words.[+ More.+]")
    toggle(cy, "Suggestions").click()
    expect(card(cy, "More.")).to_be_visible()
    expect(panel(cy, "Suggestions").get_by_role("button", name=re.compile("Accept|Reject"))).to_have_count(0)
