"""People write in one document, each in a browser of their own; a program writes along."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import (
    connection,
    document_text,
    editor,
    expect_document,
    expect_live,
    open_document,
    save_state,
    write,
)
from tests.collab.yjs_clients import Driver
from tests.ports import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def expect_stored(world: World, document: int, text: str) -> None:
    wait_until(lambda: world.document_text(document) == text, timeout=20, what=f"{text!r} on the server")


def test_two_people_write_at_once(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    expect(ann.get_by_role("list", name="Here now")).to_contain_text("bo")
    write(ann, "One plan")
    expect_document(bo, "One plan")
    write(bo, " for two")
    expect_document(ann, "One plan for two")
    caret = ann.locator(".caret", has_text="bo")
    expect(caret).to_have_class(re.compile(r"\bnamed\b"))
    expect(caret).not_to_have_class(re.compile(r"\bnamed\b"))  # its name folds away, the cursor stays
    for page in (ann, bo):
        expect(save_state(page)).to_have_text("Saved")
    assert world.document_text(document) == "One plan for two"
    bo.context.close()
    expect(caret).to_have_count(0)
    expect(ann.get_by_role("list", name="Here now")).to_be_hidden()


def test_a_mark_made_here_is_seen_there(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Quite important")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    editor(ann).get_by_text("Quite important").dblclick(
        position={"x": 20, "y": 10}
    )  # a word, not the blank behind
    ann.wait_for_function("() => !document.querySelector('.ProseMirror').editor.state.selection.empty")
    ann.keyboard.press("Control+b")
    expect(editor(bo).locator("strong")).to_have_count(1)


def test_written_apart_and_equal_again(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Together.")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    ann.context.set_offline(True)
    expect(connection(ann)).to_contain_text("Offline")
    write(ann, " Ann alone.")
    expect(save_state(ann)).to_contain_text("Kept on this device")
    write(bo, " Bo alone.")
    expect(save_state(bo)).to_have_text("Saved")
    assert (document_text(ann), document_text(bo)) == ("Together. Ann alone.", "Together. Bo alone.")
    ann.context.set_offline(False)
    expect_live(ann)
    expect(save_state(ann)).to_have_text("Saved")
    expect(editor(bo)).to_contain_text("Ann alone.")
    expect(editor(ann)).to_contain_text("Bo alone.")
    merged = document_text(ann)
    assert merged in ("Together. Ann alone. Bo alone.", "Together. Bo alone. Ann alone.")
    assert document_text(bo) == world.document_text(document) == merged


def test_offline_words_survive_a_closed_tab(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Before.")
    ann = open_document(enter("ann"), document)
    ann.context.set_offline(True)
    write(ann, " Offline.")
    expect(save_state(ann)).to_contain_text("Kept on this device")
    tab = ann.context.new_page()
    ann.close()
    tab.context.set_offline(False)
    open_document(tab, document)
    expect_document(tab, "Before. Offline.")
    expect_stored(world, document, "Before. Offline.")


def test_a_program_and_a_browser_converge(world: World, enter: Enter, driver: Driver) -> None:
    document = world.document(world.room(), "From the start.")
    ann = open_document(enter("ann"), document)
    base = f"{world.server.ws_url}/ws/documents"
    program = driver.client("program", base, document, world.tokens["bo"])
    program.type(words=" From Node.")
    expect_document(ann, "From the start. From Node.")
    write(ann, " From Chromium.")
    program.write(paragraphs=["Another line."])
    whole = "From the start. From Node. From Chromium.\nAnother line."
    program.wait(expect={"text": whole})
    expect_document(ann, whole)
    expect(save_state(ann)).to_have_text("Saved")
    assert world.document_text(document) == whole
    program.destroy()


def test_the_title_changes_for_everybody(world: World, enter: Enter) -> None:
    room = world.room()
    document = world.document(room)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    listed = bo.context.new_page()
    listed.goto(f"/rooms/{room}/documents/")
    ann.get_by_role("textbox", name="Title").fill("A better plan")
    expect(bo.get_by_role("textbox", name="Title")).to_have_value("A better plan")
    expect(bo.get_by_role("heading", level=1)).to_have_text("A better plan")
    expect(bo).to_have_title(re.compile("A better plan"))
    expect(listed.get_by_role("treegrid", name="Pages")).to_contain_text("A better plan")


def test_a_reader_sees_it_change_and_cannot_write(world: World, enter: Enter) -> None:
    document = world.document(world.room(visibility="public"), "For all to read.")
    ann, cy = open_document(enter("ann"), document), open_document(enter("cy"), document, "Read only")
    write(ann, " Live.")
    expect_document(cy, "For all to read. Live.")
    expect(cy.get_by_role("toolbar")).to_have_count(0)
    expect(editor(cy)).to_have_attribute("contenteditable", "false")
    expect(cy.get_by_role("textbox", name="Title")).not_to_be_editable()
    editor(cy).click()
    cy.keyboard.type("Mine")
    write(ann, " Still Ann's.")
    expect_document(cy, "For all to read. Live. Still Ann's.")
    assert world.document_text(document) == "For all to read. Live. Still Ann's."


def test_the_server_is_killed_while_somebody_types(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    write(ann, "Typed before,")
    world.server.kill()  # whether or not it has taken the last keys
    try:
        expect(save_state(bo)).to_contain_text("Reconnecting")  # he has nothing that is not saved
        ann.keyboard.type(" while it was down,")
        expect(save_state(ann)).to_contain_text("Kept on this device")
        expect(connection(ann)).not_to_have_text("Live")
    finally:
        world.server.start()
    ann.keyboard.type(" and after.")
    whole = "Typed before, while it was down, and after."
    expect(save_state(ann)).to_have_text("Saved")
    expect_document(bo, whole)
    expect(save_state(bo)).to_have_text("Saved")
    assert document_text(ann) == world.document_text(document) == whole
