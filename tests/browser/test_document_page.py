"""What stands around a document's text: panels, finding, following, modes that follow the right, and no word lost."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import (
    connection,
    document_text,
    editor,
    expect_document,
    expect_live,
    open_document,
    overflow,
    save_state,
    write,
)
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
LONG = "\n\n".join(["# One", *["First words."] * 30, "## Two", *["More words."] * 30, "# Three", "The end."])
COPIES = "async () => (await indexedDB.databases()).map(each => each.name).filter(each => each.includes('document'))"


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("complementary", name=name)


def toggle(page: Page, name: str) -> Locator:
    return page.locator("#panel-toggles").get_by_role("button", name=name)


def act(page: Page, name: str) -> None:
    page.get_by_role("button", name="More for this document").click()
    page.get_by_role("dialog", name="More for this document").get_by_role(
        "button", name=re.compile(name)
    ).click()


def mode(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile("^Mode:")).click()
    page.get_by_role("dialog", name="Mode").get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("button", name=f"Mode: {name}")).to_be_visible()


def test_panels_open_one_at_a_time_and_are_remembered(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "# One")
    ann = open_document(enter("ann"), document)
    toggle(ann, "Outline").click()
    expect(panel(ann, "Outline")).to_be_visible()
    expect(toggle(ann, "Outline")).to_have_attribute("aria-expanded", "true")
    toggle(ann, "Who is here").click()
    expect(panel(ann, "Outline")).to_be_hidden()
    expect(panel(ann, "Who is here")).to_contain_text("Nobody else")
    ann.reload()
    expect(panel(ann, "Who is here")).to_be_visible()
    panel(ann, "Who is here").get_by_role("button", name="Close").click()
    expect(toggle(ann, "Who is here")).to_have_attribute("aria-expanded", "false")
    ann.reload()
    expect_live(ann)
    expect(panel(ann, "Who is here")).to_be_hidden()


def test_on_a_phone_a_panel_is_a_page_that_back_closes(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "# One")
    ann = open_document(enter("ann", viewport={"width": 390, "height": 844}), document)
    act(ann, "Outline")
    expect(panel(ann, "Outline")).to_be_visible()
    assert overflow(ann) == 0
    ann.go_back()
    expect(panel(ann, "Outline")).to_be_hidden()
    expect(save_state(ann)).to_have_text("Saved")


def test_the_outline_leads_through_the_document(world: World, enter: Enter) -> None:
    document = world.document(world.room(), LONG)
    ann = open_document(enter("ann"), document)
    toggle(ann, "Outline").click()
    lines = panel(ann, "Outline").get_by_role("list", name="Outline").get_by_role("button")
    expect(lines).to_have_text(["One", "Two", "Three"])
    lines.nth(1).click()
    expect(editor(ann).get_by_role("heading", name="Two")).to_be_in_viewport()
    expect(lines.nth(1)).to_have_attribute("aria-current", "location")
    lines.nth(1).focus()
    ann.keyboard.press("ArrowDown")
    ann.keyboard.press("Enter")
    expect(editor(ann).get_by_text("The end.")).to_be_in_viewport()
    write(ann, " # not a heading")
    expect(lines).to_have_count(3)


def test_find_and_replace(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "The cat saw the Cats.\n\nNo cat here.")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    editor(ann).click()
    ann.keyboard.press("Control+f")
    bar = ann.get_by_role("search", name="Find in this document")
    bar.get_by_label("Find", exact=True).fill("cat")
    count = bar.get_by_role("status")
    expect(count).to_have_text(re.compile("of 3$"))
    expect(editor(ann).locator(".found")).to_have_count(3)
    bar.get_by_role("button", name="Match case").click()
    expect(count).to_have_text(re.compile("of 2$"))
    bar.get_by_role("button", name="Match case").click()
    bar.get_by_role("button", name="Whole words").click()
    expect(count).to_have_text(re.compile("of 2$"))
    write(bo, " A cat!")
    expect(count).to_have_text(re.compile("of 3$"))  # it follows what others write
    bar.get_by_label("Find", exact=True).focus()
    before = count.inner_text()
    ann.keyboard.press("Enter")
    expect(count).not_to_have_text(before)
    assert accessibility_problems(ann) == []
    bar.get_by_label("Replace with").fill("dog")
    bar.get_by_role("button", name="Replace all").click()
    after = "The dog saw the Cats.\nNo dog here. A dog!"
    expect_document(bo, after)
    expect(count).to_have_text("3 replaced")
    bar.get_by_label("Find", exact=True).press("Escape")
    expect(bar).to_be_hidden()
    expect(editor(ann).locator(".found")).to_have_count(0)
    ann.keyboard.press("Control+z")  # one step
    expect_document(bo, after.replace("dog", "cat"))


def test_a_regular_expression_replaces_with_its_parts(world: World, enter: Enter) -> None:
    ann = open_document(enter("ann"), world.document(world.room(), "2026-11-21 and 2025-01-02"))
    editor(ann).click()
    ann.keyboard.press("Control+f")
    bar = ann.get_by_role("search", name="Find in this document")
    bar.get_by_role("button", name="Regular expression").click()
    bar.get_by_label("Find", exact=True).fill("(")
    expect(bar.get_by_role("status")).to_have_text("This is no regular expression.")
    bar.get_by_label("Find", exact=True).fill(r"(\d+)-(\d+)-(\d+)")
    bar.get_by_label("Replace with").fill("$3.$2.$1")
    bar.get_by_role("button", name="Replace all").click()
    expect_document(ann, "21.11.2026 and 02.01.2025")


def test_words_are_counted_also_of_a_selection(world: World, enter: Enter) -> None:
    ann = open_document(enter("ann"), world.document(world.room(), "One two three."))
    foot = ann.locator("#document-foot").get_by_role("button")
    expect(foot).to_have_text("3 words")
    write(ann, " Four.")
    expect(foot).to_have_text("4 words")
    ann.keyboard.press("Shift+Home")
    expect(foot).to_have_text("4 of 4 words")
    foot.click()
    expect(ann.get_by_role("dialog", name="Count of the selection")).to_contain_text("Reading time1 min")


def test_undo_takes_back_only_ones_own(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    write(ann, "Ann's.")
    expect_document(bo, "Ann's.")
    write(bo, " Bo's.")
    expect_document(ann, "Ann's. Bo's.")
    ann.keyboard.press("Control+z")
    expect_document(bo, " Bo's.")
    ann.keyboard.press("Control+Shift+z")
    expect_document(bo, "Ann's. Bo's.")


def test_following_somebody_until_one_scrolls(world: World, enter: Enter) -> None:
    document = world.document(world.room(), LONG)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    ann.get_by_role("list", name="Here now").get_by_role("button", name="Follow bo").click()
    ring = ann.get_by_role("status").filter(has_text="You follow bo")
    expect(ring).to_be_visible()
    assert accessibility_problems(ann) == []
    end, start = editor(ann).get_by_text("The end."), editor(ann).get_by_role("heading", name="One")
    write(bo, " Really.")
    expect(end).to_be_in_viewport()
    bo.keyboard.press("Control+Home")
    bo.keyboard.type("Number ")
    expect(start).to_be_in_viewport()
    ann.mouse.move(700, 400)
    ann.mouse.wheel(0, 50)
    expect(ring).to_be_hidden()
    write(bo, " The very end.")
    expect(editor(ann)).to_contain_text("The very end.")
    expect(end).not_to_be_in_viewport()
    toggle(ann, "Who is here").click()
    panel(ann, "Who is here").get_by_role("button", name="Follow bo").click()
    expect(ring).to_be_visible()
    bo.close()
    expect(ring).to_be_hidden()


def test_focus_mode_shows_nothing_but_the_page(world: World, enter: Enter) -> None:
    ann = open_document(enter("ann"), world.document(world.room(), "Only this."))
    act(ann, "Focus mode")
    expect(ann.get_by_role("navigation", name="Workspace")).to_be_hidden()
    expect(ann.get_by_role("toolbar", name="Formatting")).to_be_hidden()
    expect(editor(ann)).to_be_focused()
    assert accessibility_problems(ann) == []
    ann.keyboard.press("Escape")
    expect(ann.get_by_role("navigation", name="Workspace")).to_be_visible()


def test_on_paper_there_is_only_the_document(world: World, enter: Enter) -> None:
    ann = open_document(enter("ann"), world.document(world.room(), "See [this](https://example.org/a)."))
    ann.emulate_media(media="print")
    expect(ann.locator("#document-text")).to_be_visible()
    expect(ann.locator("#document-title")).to_be_visible()
    for chrome in (".side", ".top", "#toolbar", "#document-foot", ".document-meta"):
        expect(ann.locator(chrome)).to_be_hidden()
    address = "getComputedStyle(document.querySelector('.prose a'), '::after').content"
    assert ann.evaluate(address) == "none"
    ann.evaluate("document.documentElement.toggleAttribute('data-print-links', true)")
    assert "https://example.org/a" in ann.evaluate(address)


def test_the_mode_follows_the_right_without_a_reload(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Together.")
    bo = open_document(enter("bo"), document)
    bo.evaluate("window.sameP = true")
    write(bo, " Bo's.")
    expect(save_state(bo)).to_have_text("Saved")

    def give(right: str) -> None:
        world.api("ann").call("PATCH", f"/documents/{document}/sharing", json={"room_right": right})

    give("read")
    expect(bo.get_by_text("You can only read this document now.")).to_be_visible()
    expect(editor(bo)).to_have_attribute("contenteditable", "false")
    expect(bo.get_by_role("toolbar", name="Formatting")).to_be_hidden()
    expect(save_state(bo)).to_have_text("Read only")
    give("comment")
    expect(bo.get_by_text("You can comment here now, but not write.")).to_be_visible()
    give("edit")
    expect(bo.get_by_text("You can write here now.")).to_be_visible()
    expect(save_state(bo)).to_have_text("Saved")
    write(bo, " Again.")
    expect(save_state(bo)).to_have_text("Saved")
    assert world.document_text(document) == "Together. Bo's. Again."
    assert bo.evaluate("window.sameP")
    give("none")
    expect(bo.get_by_text("You have no access to this document any more").first).to_be_visible()
    expect_document(bo, "Together. Bo's. Again.")


def test_viewing_changes_nothing(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "As it is.")
    ann = open_document(enter("ann"), document)
    mode(ann, "Viewing")
    expect(editor(ann)).to_have_attribute("contenteditable", "false")
    editor(ann).click()
    ann.keyboard.type("Not this")
    mode(ann, "Editing")
    write(ann, " But this.")
    expect(save_state(ann)).to_have_text("Saved")
    assert world.document_text(document) == "As it is. But this."


def test_an_old_page_is_told_of_a_newer_collab(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Kept.")
    ann = enter("ann")
    ann.add_init_script(
        "window.WebSocket = class extends window.WebSocket {"
        " constructor(url, protocols) { super(String(url).replace(/schema=\\d+/, 'schema=1'), protocols); } }"
    )
    ann.goto(f"/documents/{document}/")
    note = ann.get_by_role("alert").filter(has_text="A newer version of Collab is here")
    expect(note).to_be_visible()
    expect(note.get_by_role("button", name="Reload")).to_be_visible()
    expect(ann.locator(".ProseMirror")).to_have_attribute("contenteditable", "false")


def test_words_written_offline_are_seen_to_arrive(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Before.")
    ann = open_document(enter("ann"), document)
    ann.context.set_offline(True)
    expect(connection(ann)).to_contain_text("Offline")
    write(ann, " Offline.")
    expect(save_state(ann)).to_contain_text("Kept on this device")
    ann.evaluate(
        """() => {
          window.notices = [];
          const place = document.querySelector('#document-notice');
          new MutationObserver(() => window.notices.push(place.textContent))
            .observe(place, {childList: true, subtree: true});
        }"""
    )
    ann.context.set_offline(False)
    expect(ann.get_by_text("All of it is saved.")).to_be_visible()
    said = ann.evaluate("window.notices")
    assert any("Sending what you wrote offline" in each for each in said), said
    assert world.document_text(document) == "Before. Offline."


def test_leaving_with_words_that_nobody_has_asks(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Before.")
    ann = enter("ann")
    ann.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    open_document(ann, document)
    ann.context.set_offline(True)
    expect(connection(ann)).to_contain_text("Offline")
    write(ann, " Only here.")
    expect(save_state(ann)).to_contain_text("Not saved yet")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    ann.on("dialog", stay)
    ann.evaluate("setTimeout(() => location.reload(), 0)")
    ann.wait_for_timeout(0)
    expect(save_state(ann)).to_contain_text("Not saved yet")
    ann.wait_for_function("() => true")
    assert asked == ["beforeunload"]
    assert document_text(ann) == "Before. Only here."


def test_signing_out_leaves_no_copies_behind(world: World, enter: Enter) -> None:
    document = world.document(world.room("fay"), "Private words.")
    page = enter(None)
    page.goto("/accounts/login/")
    page.get_by_label("Username or email").fill("fay")
    page.get_by_label("Password", exact=True).fill("fay")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Your menu: fay")).to_be_visible()
    open_document(page, document)
    write(page, " Mine.")
    expect(save_state(page)).to_have_text("Saved")
    assert len(page.evaluate(COPIES)) == 1
    page.get_by_role("button", name="Your menu: fay").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    assert page.evaluate(COPIES) == []


def test_signing_out_asks_about_words_that_are_only_here(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Before.")
    ann = open_document(enter("ann"), document)
    ann.context.set_offline(True)
    expect(connection(ann)).to_contain_text("Offline")
    write(ann, " Only here.")
    expect(save_state(ann)).to_contain_text("Kept on this device")
    ann.get_by_role("button", name="Your menu: ann").click()
    ann.get_by_role("button", name="Sign out").click()
    question = ann.get_by_role("dialog", name="Words that are only on this device")
    expect(question).to_contain_text("Plan")
    question.get_by_role("button", name="Stay signed in").click()
    ann.context.set_offline(False)
    expect(save_state(ann)).to_have_text("Saved")


@pytest.mark.parametrize("width", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}])
def test_every_panel_can_be_used_by_everybody(width: dict[str, int], world: World, enter: Enter) -> None:
    ann = open_document(enter("ann", viewport=width), world.document(world.room(), LONG))
    for name in ("Outline", "Suggestions", "Who is here"):
        act(ann, name) if width["width"] < 720 else toggle(ann, name).click()
        expect(panel(ann, name)).to_be_visible()
        for scheme in ("light", "dark"):
            ann.emulate_media(color_scheme=scheme)
            assert accessibility_problems(ann) == [], f"{name} {scheme}"
        assert overflow(ann) == 0
        panel(ann, name).get_by_role("button", name="Close").click()
