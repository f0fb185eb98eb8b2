"""The editor: each kind of block is made, seen by others, and there again after a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.editing import begin, block, content, kinds, paste, proposals, slash, until
from tests.browser.pages import editor, open_document, overflow, save_state

pytestmark = pytest.mark.browser

MARKDOWN = r"""# Launch

Some **bold** words with `code` and $E=mc^2$ here.

- [x] first thing
- [ ] second thing

> [!TIP]
> A tip for all

| Name | Who |
| --- | --- |
| one | two |

```python
def f(x):
    return x  # why
```

$$
\int_0^1 x
$$

Last line
"""
EVERYTHING = ["heading", "paragraph", "taskList", "callout", "table", "codeBlock", "blockMath", "paragraph"]


def saved(page: Page) -> None:
    expect(save_state(page)).to_have_text("Saved")


def test_pasted_markdown_becomes_blocks_everywhere(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    paste(ann, {"text/plain": MARKDOWN})
    for page in (ann, bo):
        expect(editor(page).locator("pre")).to_contain_text("def f(x):")
        assert kinds(page)[:8] == EVERYTHING
        expect(editor(page).locator(".katex")).to_have_count(2)  # both formulas are drawn
        expect(editor(page).locator("pre .hljs-keyword").first).to_have_text("def")
        expect(editor(page).get_by_role("note", name="Tip")).to_contain_text("A tip for all")
        expect(editor(page).get_by_role("checkbox", name="Done: first thing")).to_be_checked()
    saved(ann)
    before = content(ann)
    ann.reload()
    saved(ann)
    expect(editor(ann).locator("pre")).to_be_visible()
    assert content(ann) == before == content(bo)
    editor(bo).get_by_role("checkbox", name="Done: second thing").check()
    expect(editor(ann).get_by_role("checkbox", name="Done: second thing")).to_be_checked()


def test_the_slash_menu_makes_blocks(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room()))
    begin(page)
    page.keyboard.type("/")
    expect(proposals(page).first).to_contain_text("Paragraph")
    page.keyboard.press("Escape")
    expect(proposals(page)).to_have_count(0)
    page.keyboard.press("Backspace")
    slash(page, "h2", "Heading 2")
    page.keyboard.type("Title")
    page.keyboard.press("Enter")
    slash(page, "warn", "Box: Warning")
    page.keyboard.type("Careful")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # an empty line leads out of the box
    slash(page, "fold", "Folding section")
    page.keyboard.type("More")
    page.keyboard.press("Enter")
    page.keyboard.type("inside")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # and out of the section
    slash(page, "todo", "Task list")
    page.keyboard.type("task")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    slash(page, "divid", "Divider")
    assert kinds(page)[:5] == ["heading", "callout", "details", "taskList", "horizontalRule"]
    assert block(page, "callout")["attrs"] == {"kind": "warning"}
    fold = editor(page).get_by_role("button", name="Fold this section")
    fold.click()
    expect(editor(page).get_by_text("inside")).to_be_hidden()
    editor(page).get_by_role("button", name="Unfold this section").press("Enter")
    expect(editor(page).get_by_text("inside")).to_be_visible()
    saved(page)


def test_a_date_is_chosen(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room()))
    begin(page)
    slash(page, "today", "Date")
    page.get_by_label("Day", exact=True).last.fill("2027-03-01")
    page.keyboard.press("Escape")
    expect(editor(page).locator("time")).to_have_attribute("datetime", "2027-03-01")
    expect(editor(page).locator("time")).to_contain_text("March")
    assert block(page, "date")["attrs"] == {"value": "2027-03-01"}
    saved(page)


def test_formulas_are_written_and_changed(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room()))
    begin(page)
    page.keyboard.type("Here $a^2$ stays")
    expect(editor(page).locator(".math .katex")).to_have_count(1)
    page.keyboard.press("Enter")
    slash(page, "equation", "Formula")
    dialog = page.get_by_role("dialog", name="Formula")
    dialog.get_by_label("Formula in LaTeX").fill(r"\frac{1}{2}")
    expect(dialog.locator(".math-preview .katex")).to_be_visible()
    dialog.get_by_role("button", name="Set formula").click()
    expect(editor(page).locator(".math-block .katex")).to_have_count(1)
    editor(page).locator(".math-block").click()
    page.keyboard.press("Enter")
    dialog.get_by_label("Formula in LaTeX").fill(r"\sqrt{3}")
    dialog.get_by_role("button", name="Set formula").click()
    until(lambda: block(page, "blockMath")["attrs"]["latex"] == r"\sqrt{3}", what="the new formula")
    saved(page)


def test_mentions_of_people_rooms_and_documents(world: World, enter: Enter) -> None:
    room = world.room(name="Fine room")
    world.api("ann").call("POST", f"/rooms/{room}/documents", 201, json={"title": "Other plan"})
    document = world.document(room)
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    ann.keyboard.type("Ask @bo")
    expect(proposals(ann).first).to_contain_text("bo")
    ann.keyboard.press("Enter")
    ann.keyboard.type("in #Fine")
    expect(proposals(ann).first).to_contain_text("Fine room")
    ann.keyboard.press("Enter")
    ann.keyboard.type("about [[other")
    expect(proposals(ann).first).to_contain_text("Other plan")
    ann.keyboard.press("Enter")
    for page in (ann, bo):
        expect(editor(page)).to_contain_text(re.compile(r"Ask @bo\s+in[\s\S]+about[\s\S]+Other plan"))
        found = [each for each in content(page)[0]["content"] if each["type"] == "mention"]
        assert [each["attrs"]["kind"] for each in found] == ["user", "room", "document"]
        assert len({each["attrs"]["uid"] for each in found}) == 3
        assert all(re.fullmatch("[a-z0-9]{12}", each["attrs"]["uid"]) for each in found)
    expect(editor(bo).get_by_role("link", name="Other plan")).to_have_attribute(
        "href", re.compile(r"^/documents/\d+/$")
    )
    editor(bo).locator("[data-person=bo]").click()
    expect(bo.get_by_role("dialog").filter(has_text="@bo")).to_be_visible()


def test_code_has_a_language(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    ann.keyboard.type("```js ")
    ann.keyboard.type("const x = 1;")
    expect(editor(bo).locator("pre .hljs-keyword")).to_have_text("const")
    editor(ann).get_by_label("Language of the code").select_option("Python")
    expect(editor(bo).get_by_label("Language of the code")).to_have_value("python")
    assert block(bo, "codeBlock")["attrs"] == {"language": "python"}
    saved(ann)


def test_tables_grow_shrink_and_merge(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    slash(ann, "table", "Table")
    ann.keyboard.type("Head")
    corner = ann.get_by_role("button", name="Change the table").last

    def change(name: str) -> None:
        corner.click()
        ann.get_by_role("dialog", name="Table").get_by_role("button", name=name, exact=True).click()

    change("Row below")
    change("Column behind")
    rows = editor(bo).locator("tr")
    expect(rows).to_have_count(4)
    expect(rows.first.locator("th")).to_have_count(4)
    cells = editor(ann).locator("tr").last.locator("td")
    cells.nth(0).click()
    ann.keyboard.down("Shift")
    cells.nth(1).click()
    ann.keyboard.up("Shift")
    change("Merge cells")
    expect(editor(bo).locator("td[colspan='2']")).to_have_count(1)
    change("Delete row")
    expect(rows).to_have_count(3)
    change("Header row")
    expect(editor(bo).locator("th")).to_have_count(0)
    saved(ann)


def test_a_column_is_made_wider(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room()))
    begin(page)
    slash(page, "table", "Table")
    box = editor(page).locator("th").first.bounding_box()
    assert box is not None
    edge = (box["x"] + box["width"] - 1, box["y"] + box["height"] / 2)
    page.mouse.move(edge[0] - 30, edge[1])
    page.mouse.move(*edge)
    expect(editor(page).locator(".column-resize-handle").first).to_be_attached()
    page.mouse.down()
    page.mouse.move(edge[0] + 40, edge[1], steps=4)
    page.mouse.up()
    until(lambda: block(page, "tableHeader")["attrs"]["colwidth"] is not None, what="a width")
    assert abs(block(page, "tableHeader")["attrs"]["colwidth"][0] - box["width"] - 40) < 8
    saved(page)


def test_a_link_becomes_a_card_and_a_link_again(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    slash(ann, "card", "Link card")
    dialog = ann.get_by_role("dialog", name="Link card")
    dialog.get_by_label("Address").fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog).to_contain_text("no address we can link to")
    dialog.get_by_label("Address").fill("example.org/page")
    dialog.get_by_role("button", name="Insert").click()
    card = editor(bo).locator(".link-card")
    expect(card.get_by_role("link")).to_have_attribute("href", "https://example.org/page")
    expect(card).to_contain_text("example.org")
    editor(ann).get_by_role("button", name="Show as a plain link").click()
    expect(editor(bo).locator("p > a")).to_have_attribute("href", "https://example.org/page")
    saved(ann)


def test_on_a_phone_everything_fits(world: World, enter: Enter) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_document(enter("ann", **phone), world.document(world.room()))
    begin(page)
    paste(page, {"text/plain": MARKDOWN})
    expect(editor(page).locator("pre")).to_be_visible()
    assert overflow(page) == 0
    page.get_by_role("toolbar", name="Formatting").get_by_role("button", name="Insert").click()
    menu = page.get_by_role("dialog", name="Insert")
    menu.get_by_role("button", name=re.compile("^Quote")).click()
    assert "blockquote" in kinds(page)
    assert overflow(page) == 0
