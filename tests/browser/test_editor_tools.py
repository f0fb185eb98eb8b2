"""What helps to write: the menu at a selection, blocks as a whole, copy and paste, and what the server refuses."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter, World
from tests.browser.editing import begin, content, kinds, paste, until
from tests.browser.pages import document_text, editor, open_document, save_state

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parents[2] / "static" / "src" / "document" / "paste" / "samples.ts"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
HOSTILE = """([key, value]) => {
  const { editor } = document.querySelector('.ProseMirror');
  const sync = editor.state.plugins.find((each) => each.key.startsWith('y-sync'));
  const element = sync.getState(editor.state).type.get(0);
  element.setAttribute(key, value);
}"""


def sample(name: str) -> str:
    """A sample of the unit tests, as real browsers see it."""
    text = SAMPLES.read_text()
    begin_at = text.index("`", text.index(f"export const {name} = ")) + 1
    return text[begin_at : text.index("`;", begin_at)].replace("\\`", "`")


def test_the_menu_at_a_selection(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Quite important words")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    bubble = ann.get_by_role("toolbar", name="Selected text")
    expect(bubble).to_be_hidden()
    editor(ann).get_by_text("Quite important").click()
    ann.keyboard.press("Home")
    ann.keyboard.press("Control+Shift+ArrowRight")
    expect(bubble).to_be_visible()
    bubble.get_by_role("button", name="Bold").click()
    expect(editor(bo).locator("strong")).to_have_count(1)
    expect(bubble.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    ann.keyboard.press("Alt+F10")
    expect(bubble.get_by_role("button", name="Bold")).to_be_focused()
    ann.keyboard.press("ArrowRight")
    ann.keyboard.press("Enter")
    expect(editor(bo).locator("em")).to_have_count(1)
    ann.keyboard.press("Escape")
    expect(editor(ann)).to_be_focused()
    expect(bubble).to_be_hidden()


def test_blocks_are_moved_by_keys_and_by_the_handle(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "one\n\ntwo\n\nthree")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    editor(ann).get_by_text("one").click()
    ann.keyboard.press("Alt+Shift+ArrowDown")
    until(lambda: document_text(bo) == "two\none\nthree", what="the move")
    ann.keyboard.type("!")  # the cursor went along
    until(lambda: "!" in document_text(bo).split("\n")[1], what="the cursor in the moved block")
    editor(ann).get_by_text("three").hover()
    handle = ann.get_by_role("button", name="Move or change this block")
    handle.drag_to(editor(ann).get_by_text("two"), target_position={"x": 5, "y": 2})
    until(lambda: document_text(bo).split("\n")[0] == "three", what="the dragged block")
    assert len(document_text(bo).split("\n")) == 3
    editor(ann).get_by_text("two").hover()
    handle.click()
    ann.get_by_role("dialog", name="Block").get_by_role("button", name="Duplicate").click()
    until(lambda: document_text(bo).split("\n").count("two") == 2, what="the copy")
    expect(save_state(ann)).to_have_text("Saved")


def test_a_block_is_copied_as_markdown(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room(), "## Title\n\n**x**"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor(page).get_by_text("Title").click()
    page.get_by_role("toolbar", name="Formatting").get_by_role("button", name="Block", exact=True).click()
    page.get_by_role("dialog", name="Block").get_by_role("button", name="Copy as Markdown").click()
    expect(page.get_by_text("Markdown is in the clipboard.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "## Title\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "WORD",
            ["heading", "paragraph", "bulletList", "paragraph", "orderedList", "table", "blockquote"],
        ),
        ("GOOGLE", ["heading", "paragraph", "bulletList", "taskList", "table"]),
    ],
)
def test_what_other_programs_copy_keeps_its_structure(
    world: World, enter: Enter, name: str, expected: list[str]
) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    paste(ann, {"text/html": sample(name), "text/plain": "x"})
    until(lambda: kinds(bo)[: len(expected)] == expected, what="the pasted blocks")
    expect(editor(bo).locator("li li")).to_have_count(1)
    expect(editor(bo).locator("th")).to_have_count(2)
    assert content(ann) == content(bo)
    expect(save_state(ann)).to_have_text("Saved")


def test_a_pasted_copy_of_a_mention_is_another_one(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room()))
    begin(page)
    attributes = 'data-type="mention" data-kind="user" data-id="bo" data-label="Bo" data-uid="abcdefghijkl"'
    html = f"<p><span {attributes}>@Bo</span></p>"
    for _ in range(2):
        paste(page, {"text/html": html, "text/plain": "@Bo"})
    mentions = [one["attrs"]["uid"] for one in content(page)[0]["content"] if one["type"] == "mention"]
    assert mentions[0] == "abcdefghijkl"
    assert len(set(mentions)) == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [("file", "../../etc/passwd"), ("href", "javascript:alert(1)"), ("label", "x" * 3000), ("kind", "loud")],
)
def test_hostile_content_reaches_nobody(world: World, enter: Enter, key: str, value: str) -> None:
    document = world.document(world.room(), "Fine")
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    ann.evaluate(HOSTILE, [key, value])
    expect(ann.get_by_role("alert").filter(has_text="refused the last change")).to_be_visible()
    expect(save_state(bo)).to_have_text("Saved")
    assert (
        bo.evaluate(
            HOSTILE.replace("element.setAttribute(key, value)", "return element.getAttribute(key)"), [key, ""]
        )
        is None
    )


def test_everything_is_accessible(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room()))
    begin(page)
    markdown = (
        "# One\n\nWords [link](https://example.org) `code` $x$\n\n- [ ] task\n\n> [!DANGER]\n> box\n\n"
        "| a | b |\n| --- | --- |\n| c | d |\n\n```python\nx = 1\n```\n\n$$\ny\n$$\n\nend"
    )
    paste(page, {"text/plain": markdown})
    paste(
        page,
        {
            "text/html": '<details open><summary>More</summary><div data-type="detailsContent">'
            "<p>in</p></div></details>"
        },
    )
    expect(editor(page).locator(".katex")).to_have_count(2)
    expect(editor(page).locator("pre .hljs-number")).to_have_count(1)
    page.add_script_tag(path=AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        editor(page).get_by_text("end").click()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.keyboard.type("/")
        expect(page.get_by_role("listbox")).to_be_visible()
        found = page.evaluate(
            "async () => (await axe.run()).violations.map((one) => [one.id, one.nodes.map((node) => node.html)])"
        )
        assert found == []
        page.keyboard.press("Escape")
        page.keyboard.press("Backspace")
