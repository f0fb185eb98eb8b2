"""Comments: made in the text, answered in the room and beside the text, resolved live, kept when their passage goes."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.history import say_as
from tests.browser.pages import editor, expect_live, log, message, open_document, open_room, save_state, write
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser

TEXT = "The quick brown fox jumps over the lazy dog."
SELECT = """(words) => {
  const { editor } = document.querySelector('.ProseMirror');
  let at = null;
  editor.state.doc.descendants((node, position) => {
    const found = node.isText ? node.text.indexOf(words) : -1;
    if (found >= 0) at ??= position + found;
  });
  editor.chain().setTextSelection({from: at, to: at + words.length}).focus().run();
}"""
SELECTED = """(words) => {
  const state = document.querySelector('.ProseMirror')?.editor?.state;
  return state?.doc.textBetween(state.selection.from, state.selection.to) === words;
}"""
REMOVE = """() => {
  const { editor } = document.querySelector('.ProseMirror');
  editor.chain().deleteSelection().run();
}"""


def select(page: Page, words: str) -> None:
    page.evaluate(SELECT, words)


def panel(page: Page) -> Locator:
    return page.locator("#panel-comments")


def cards(page: Page) -> Locator:
    return panel(page).locator(".comment-card")


def marks(page: Page) -> Locator:
    return editor(page).locator(".comment-mark")


def field(page: Page) -> Locator:
    return panel(page).get_by_role("textbox", name="Write a comment")


def open_panel(page: Page) -> Locator:
    page.get_by_role("button", name="Comments").click()
    expect(panel(page)).to_be_visible()
    return panel(page)


def comment(page: Page, on: str, words: str) -> None:
    """By keyboard; ends with the thread open."""
    select(page, on)
    page.keyboard.press("Control+Alt+m")
    expect(panel(page).locator(".comments-writing .comment-passage")).to_have_text(on)
    field(page).fill(words)
    field(page).press("Enter")
    expect(panel(page).locator(".comment-thread .thread-root")).to_contain_text(words)


def reply(page: Page, words: str) -> None:
    box = panel(page).get_by_role("textbox", name="Reply in the thread")
    box.fill(words)
    box.press("Enter")
    expect(panel(page).get_by_role("log", name="Replies")).to_contain_text(words)


def back(page: Page) -> None:
    panel(page).get_by_role("button", name="Back").click()
    expect(panel(page).locator(".comments-list")).to_be_attached()


def room_right(world: World, document: int, right: str) -> None:
    world.api("ann").call("PATCH", f"/documents/{document}/sharing", 200, json={"room_right": right})


def test_a_comment_is_in_the_text_and_in_the_room(world: World, enter: Enter) -> None:
    room = world.room(name="margins")
    document = world.document(room, TEXT)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    comment(ann, "brown fox", "Which one, @bo?")
    expect(marks(bo)).to_have_text("brown fox")
    expect(marks(ann)).to_have_class(re.compile("active"))
    expect(bo.get_by_role("button", name="Comments")).to_have_text("1")
    marks(bo).click()
    expect(panel(bo).locator(".thread-root")).to_contain_text("Which one, @bo?")
    reply(bo, "The red one")
    expect(panel(ann).get_by_role("log", name="Replies")).to_contain_text("The red one")
    # The same thread in the room.
    chat = open_room(enter("ann"), room)
    line = message(chat, "Which one")
    expect(line).to_contain_text("commented on Plan")
    expect(line.locator(".comment-passage")).to_have_text("brown fox")
    line.get_by_role("button", name=re.compile("1 reply")).click()
    thread = chat.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("log", name="Replies")).to_contain_text("The red one")
    answer = thread.get_by_role("textbox", name="Reply in the thread")
    answer.fill("From the room")
    answer.press("Enter")
    expect(panel(bo).get_by_role("log", name="Replies")).to_contain_text("From the room")
    # And the way from there to the text.
    line.get_by_role("link", name="Plan").click()
    expect(panel(chat).get_by_role("log", name="Replies")).to_contain_text("From the room")
    expect(marks(chat)).to_have_class(re.compile("active"))


def test_resolving_is_seen_live_in_both_places(world: World, enter: Enter) -> None:
    room = world.room()
    document = world.document(room, TEXT)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    comment(ann, "lazy dog", "Fair to the dog?")
    chat = open_room(enter("bo"), room)
    open_panel(bo)
    expect(cards(bo)).to_have_count(1)
    cards(bo).get_by_role("button", name="Resolve").click()
    expect(cards(bo)).to_have_count(0)
    expect(marks(bo)).to_have_count(0)
    expect(panel(ann).locator(".comment-resolved")).to_contain_text("Resolved by bo")
    expect(message(chat, "Fair to the dog?")).to_contain_text("Resolved by bo")
    expect(bo.get_by_role("button", name="Comments")).to_have_text("")
    panel(ann).get_by_role("button", name="Open again").click()
    expect(cards(bo)).to_have_count(1)
    expect(marks(bo)).to_have_text("lazy dog")
    expect(message(chat, "Fair to the dog?")).not_to_contain_text("Resolved by bo")
    panel(bo).get_by_role("button", name="Mine").click()
    expect(cards(bo)).to_have_count(0)
    panel(bo).get_by_role("button", name=re.compile("^Open")).click()
    expect(cards(bo)).to_have_count(1)


def test_who_may_only_comment_comments_without_writing(world: World, enter: Enter) -> None:
    document = world.document(world.room(), TEXT)
    room_right(world, document, "comment")
    bo = enter("bo")
    bo.goto(f"/documents/{document}/")
    expect_live(bo)
    expect(editor(bo)).to_contain_text(TEXT)
    expect(editor(bo)).to_have_attribute("contenteditable", "false")
    editor(bo).get_by_text("quick brown").dblclick(position={"x": 40, "y": 10})
    bubble = bo.get_by_role("toolbar", name="Selected text")
    bubble.get_by_role("button", name="Comment").click()
    expect(panel(bo).locator(".comment-passage")).to_have_text(re.compile(r"^\w+$"))
    field(bo).fill("As a reader")
    panel(bo).get_by_role("button", name="Comment", exact=True).click()
    expect(panel(bo).locator(".thread-root")).to_contain_text("As a reader")
    expect(marks(bo)).to_have_count(1)
    ann = open_document(enter("ann"), document)
    expect(marks(ann)).to_have_count(1)
    assert world.document_text(document) == TEXT


def test_a_hidden_document_keeps_its_comments_to_itself(world: World, enter: Enter) -> None:
    room = world.room("bo", "cy")
    document = world.document(room, TEXT)
    cy = open_room(enter("cy"), room)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    comment(ann, "brown fox", "Open words")
    expect(message(cy, "Open words")).to_be_visible()
    world.api("ann").call("PUT", f"/documents/{document}/grants/bo", 200, json={"right": "comment"})
    room_right(world, document, "none")
    expect(log(cy)).not_to_contain_text("Open words")  # the thread has left the room
    expect(panel(ann).locator(".thread-root")).to_contain_text("Open words")
    expect(marks(bo)).to_have_text("brown fox")
    back(ann)
    comment(ann, "lazy dog", "Hidden words")
    expect(marks(bo)).to_have_count(2)
    marks(bo).filter(has_text="lazy dog").click()
    reply(bo, "I see them")
    expect(panel(ann).get_by_role("log", name="Replies")).to_contain_text("I see them")
    say_as(world, "ann", room, "Something for all")
    expect(message(cy, "Something for all")).to_be_visible()
    expect(log(cy)).not_to_contain_text("Hidden words")


def test_a_comment_outlives_its_passage(world: World, enter: Enter) -> None:
    document = world.document(world.room(), TEXT)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    comment(ann, "brown fox", "Too long?")
    back(ann)
    write(bo, " And on.")
    select(bo, "The quick ")
    bo.evaluate(REMOVE)
    expect(marks(ann)).to_have_text("brown fox")  # it moves with its text
    select(bo, "brown fox")
    bo.evaluate(REMOVE)
    expect(marks(ann)).to_have_count(0)
    expect(cards(ann)).to_contain_text("The passage is no longer in the text.")
    expect(cards(ann).locator(".comment-passage")).to_have_text("brown fox")
    bo.keyboard.press("Control+z")
    expect(marks(ann)).to_have_text("brown fox")
    expect(cards(ann)).not_to_contain_text("The passage is no longer")


def test_what_was_written_offline_goes_when_one_is_back(world: World, enter: Enter) -> None:
    document = world.document(world.room(), TEXT)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    expect(save_state(ann)).to_have_text("Saved")
    open_panel(bo)
    ann.context.set_offline(True)
    select(ann, "jumps")
    ann.keyboard.press("Control+Alt+m")
    field(ann).fill("Written on a train")
    field(ann).press("Enter")
    expect(panel(ann)).to_contain_text("It will go when you are back")
    expect(field(ann)).to_have_value("Written on a train")
    ann.context.set_offline(False)
    expect(panel(ann).locator(".thread-root")).to_contain_text("Written on a train")
    expect(cards(bo)).to_have_count(1)
    expect(cards(bo)).to_contain_text("Written on a train")


def test_begun_words_survive_a_reload(world: World, enter: Enter) -> None:
    document = world.document(world.room(), TEXT)
    ann = open_document(enter("ann"), document)
    select(ann, "jumps")
    ann.keyboard.press("Control+Alt+m")
    field(ann).press_sequentially("Half a thou")
    ann.reload()
    expect(field(ann)).to_have_value("Half a thou")
    expect(panel(ann).locator(".comments-writing .comment-passage")).to_have_text("jumps")


def test_a_passage_is_quoted_into_chat_and_leads_back(world: World, enter: Enter) -> None:
    room = world.room(name="quotes")
    document = world.document(room, TEXT)
    ann = open_document(enter("ann"), document)
    select(ann, "lazy dog")
    ann.get_by_role("toolbar", name="Selected text").get_by_role("button", name="Quote in chat").click()
    dialog = ann.get_by_role("dialog", name="Quote in chat")
    dialog.get_by_label("Add a word").fill("Look at this")
    dialog.get_by_role("button", name="Send").click()
    bo = open_room(enter("bo"), room)
    line = message(bo, "Look at this")
    expect(line.locator("blockquote")).to_contain_text("lazy dog")
    line.locator("blockquote").get_by_role("link", name="Plan").click()
    bo.wait_for_function(SELECTED, arg="lazy dog")


def test_a_message_is_quoted_in_a_document_that_is_open(world: World, enter: Enter) -> None:
    room = world.room()
    document = world.document(room, TEXT)
    say_as(world, "bo", room, "Worth **keeping**")
    ann, bo = open_document(enter("ann"), document), open_room(enter("bo"), room)
    message(bo, "Worth keeping").hover()
    message(bo, "Worth keeping").get_by_role("button", name="More").click()
    bo.get_by_role("button", name="Quote in a document…").click()
    dialog = bo.get_by_role("dialog", name="Quote bo in a document")
    dialog.get_by_role("radio", name="Plan").check()
    dialog.get_by_role("button", name="Insert").click()
    quote = editor(ann).locator(".message-quote")
    expect(quote).to_contain_text("Worth keeping")
    expect(quote.locator("strong", has_text="keeping")).to_have_count(1)
    quote.get_by_role("link").first.click(modifiers=["Control"])


def test_a_phone_shows_comments_as_a_page(world: World, enter: Enter) -> None:
    document = world.document(world.room(), TEXT)
    ann = open_document(enter("ann"), document)
    comment(ann, "brown fox", "From the desk")
    bo = enter("bo", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    bo.goto(f"/documents/{document}/?comment=1")  # some comment that is not there opens the list
    expect(panel(bo).locator(".comments-list, .comments-empty").first).to_be_visible()
    expect(cards(bo)).to_contain_text("From the desk")
    cards(bo).get_by_role("button", name="Reply", exact=True).click()
    reply(bo, "From the road")
    expect(panel(ann).get_by_role("log", name="Replies")).to_contain_text("From the road")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_panel(world: World, enter: Enter, scheme: str) -> None:
    document = world.document(world.room(), TEXT)
    ann = open_document(enter("ann", color_scheme=scheme), document)
    comment(ann, "brown fox", "Which one?")
    reply(ann, "The red one")
    assert accessibility_problems(ann) == []
    back(ann)
    expect(cards(ann)).to_have_count(1)
    select(ann, "lazy dog")
    ann.keyboard.press("Control+Alt+m")
    expect(field(ann)).to_be_focused()
    assert accessibility_problems(ann) == []
    ann.keyboard.press("Escape")
    expect(field(ann)).to_have_count(0)
    expect(panel(ann)).to_be_visible()
    cards(ann).get_by_role("button", name="Resolve").click()
    panel(ann).get_by_role("button", name=re.compile("^Resolved")).click()
    expect(cards(ann)).to_have_count(1)
    expect(cards(ann)).not_to_contain_text("no longer in the text")
    assert accessibility_problems(ann) == []
