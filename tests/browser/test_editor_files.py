"""Pictures and files in documents: up from here, seen there, by those who may see the document and nobody else."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Enter, World
from tests.browser.editing import begin, block, content, kinds, paste, slash, until
from tests.browser.pages import editor, open_document, save_state

pytestmark = pytest.mark.browser
LOADED = "(image) => image.complete && image.naturalWidth"


def png(width: int = 300, height: int = 200) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def pasted_picture(page: Page, name: str = "chart.png") -> None:
    paste(page, None, (name, "image/png", b64encode(png()).decode()))


def shown_width(page: Page) -> int:
    """The natural width of the picture, 0 until it is there."""
    width: int = editor(page).locator(".doc-picture img").evaluate(LOADED)
    return width


def expect_shown(page: Page) -> None:
    expect(editor(page).locator(".doc-picture img")).to_have_count(1)
    until(lambda: shown_width(page) == 300, what="the picture")


def test_a_pasted_picture_is_seen_by_all(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    ann.keyboard.type("Look:")
    pasted_picture(ann)
    until(lambda: block(bo, "image")["attrs"]["file"] is not None, what="the upload")
    for page in (ann, bo):
        expect_shown(page)
    expect(save_state(ann)).to_have_text("Saved")
    src = block(bo, "image")["attrs"]["src"]
    stranger = enter("cy")
    assert stranger.request.get(src).status == 404
    ann.reload()
    expect_shown(ann)
    before = content(ann)
    editor(ann).locator(".doc-picture img").click()
    ann.keyboard.press("Delete")
    until(lambda: "image" not in kinds(bo), what="the end of the picture")
    ann.keyboard.press("Control+z")
    until(lambda: content(bo) == before, what="the picture again")
    expect_shown(bo)  # it was not swept in between


def test_a_picture_is_resized_described_and_placed(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    pasted_picture(ann)
    expect_shown(ann)
    until(lambda: block(ann, "image")["attrs"]["file"] is not None, what="the upload")
    picture = editor(ann).locator(".doc-picture")
    picture.locator("img").click()
    handle = picture.get_by_role("slider", name="Width of the picture")
    handle.focus()
    handle.press("ArrowLeft")
    handle.press("ArrowLeft")
    handle.blur()
    until(lambda: block(bo, "image")["attrs"]["width"] == 260, what="the new width")
    box = handle.bounding_box()
    assert box is not None
    ann.mouse.move(box["x"] + 2, box["y"] + 10)
    ann.mouse.down()
    ann.mouse.move(box["x"] - 28, box["y"] + 10, steps=3)
    ann.mouse.up()
    until(lambda: block(bo, "image")["attrs"]["width"] == 200, what="the dragged width")
    picture.locator("img").click()
    picture.get_by_role("button", name="Description").click()
    dialog = ann.get_by_role("dialog", name="Describe the picture")
    dialog.get_by_label("Description").fill("A teal field")
    dialog.get_by_role("button", name="Set description").click()
    expect(editor(bo).get_by_alt_text("A teal field")).to_be_visible()
    picture.locator("img").click()
    picture.get_by_role("button", name="Right").click()
    until(lambda: block(bo, "image")["attrs"]["align"] == "right", what="the place")
    expect(save_state(ann)).to_have_text("Saved")


def test_a_picture_within_pasted_markup_goes_up(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    html = (
        f'<p>before</p><img alt="chart" src="data:image/png;base64,{b64encode(png()).decode()}"><p>after</p>'
    )
    paste(ann, {"text/html": html, "text/plain": "before after"})
    until(lambda: block(bo, "image")["attrs"]["file"] is not None, what="the upload")
    assert kinds(bo)[:3] == ["paragraph", "image", "paragraph"]
    expect_shown(bo)


def test_an_attachment_is_uploaded_and_fetched(world: World, enter: Enter, tmp_path: Path) -> None:
    document = world.document(world.room())
    ann, bo = open_document(enter("ann"), document), open_document(enter("bo"), document)
    begin(ann)
    with ann.expect_file_chooser() as chosen:
        slash(ann, "attach", "File")
    note = tmp_path / "note.txt"
    note.write_text("what is in it")
    chosen.value.set_files(note)
    link = editor(bo).get_by_role("link", name="Download note.txt")
    with bo.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_text() == "what is in it"
    attributes = block(bo, "attachment")["attrs"]
    assert (attributes["name"], attributes["size"], attributes["type"]) == ("note.txt", 13, "text/plain")


def test_a_refused_upload_says_why_and_can_be_tried_again(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann = open_document(enter("ann"), document)
    begin(ann)
    answers = iter([500])

    def fail_once(route: Route) -> None:
        status = next(answers, None)
        if status is None:
            route.fallback()
        else:
            body = '{"error":{"code":"unavailable","message":"Out of order."}}'
            route.fulfill(status=status, body=body)

    ann.route("**/api/v1/documents/*/files", fail_once)
    pasted_picture(ann)
    expect(editor(ann).get_by_role("alert")).to_contain_text("Out of order.")
    editor(ann).get_by_role("button", name="Try again").click()
    until(lambda: block(ann, "image")["attrs"]["file"] is not None, what="the second try")
    expect_shown(ann)


def test_a_picture_from_elsewhere_waits_to_be_asked_for(world: World, enter: Enter) -> None:
    page = open_document(enter("ann"), world.document(world.room()))
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("https://example.org/**", refuse)
    begin(page)
    paste(page, {"text/html": '<p>x</p><img src="https://example.org/spy.png" alt="Spy">'})
    fetch = editor(page).get_by_role("button", name="Fetch from example.org")
    expect(fetch).to_be_visible()
    assert asked == []
    fetch.click()
    until(lambda: asked == ["https://example.org/spy.png"], what="the fetch")
    expect(editor(page).get_by_text("This picture cannot be shown.")).to_be_visible()
