"""Files in the browser: chosen, pasted, dropped; progress, cancel, retry; shown, opened, gone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, log, message, open_room, say
from tests.files import samples

pytestmark = pytest.mark.browser

PASTE = """([target, name, kind, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, {type: kind}));
  target.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""
DROP = """([target, name, kind, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, {type: kind}));
  for (const type of ['dragenter', 'dragover', 'drop'])
    target.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def tray(page: Page) -> Locator:
    return page.get_by_role("group", name="Files to be sent")


def choose(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").first.set_input_files([str(f) for f in files])


def made(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_picture_is_sent_shown_and_looked_at(world: World, enter: Enter, tmp_path: Path) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    first = made(tmp_path, "trip.jpg", samples.photo(900, 600))
    second = made(tmp_path, "hill.png", samples.picture(300, 200))
    choose(ann, first, second)
    expect(tray(ann).get_by_role("listitem")).to_have_count(2)
    expect(tray(ann).locator("[data-state=done]")).to_have_count(2)
    say(ann, "look at this")
    expect(tray(ann)).to_be_hidden()
    for page in (ann, bo):
        pictures = message(page, "look at this").get_by_role("link").get_by_role("img")
        expect(pictures).to_have_count(2)
        page.wait_for_function(
            "() => [...document.querySelectorAll('.picture img')].every((i) => i.naturalWidth > 0)"
        )
    bo.reload()
    expect(message(bo, "look at this").get_by_role("img", name="trip.jpg")).to_be_visible()
    box = message(bo, "look at this").get_by_role("img", name="trip.jpg").bounding_box()
    assert box is not None and abs(box["height"] / box["width"] - 1.5) < 0.05  # upright: EXIF turned it
    message(bo, "look at this").get_by_role("img", name="trip.jpg").click()
    viewer = bo.locator("dialog.viewer")
    expect(viewer.get_by_role("img", name="trip.jpg")).to_be_visible()
    bo.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("img", name="hill.png")).to_be_visible()
    bo.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("heading")).to_have_text("trip.jpg")
    bo.keyboard.press("Escape")
    expect(viewer).to_have_count(0)


def test_space_is_reserved_before_a_picture_is_there(world: World, enter: Enter, tmp_path: Path) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), enter("bo")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    bo.route(re.compile("/files/.*"), hold)
    open_room(bo, room)
    choose(ann, made(tmp_path, "wide.png", samples.picture(400, 240)))
    expect(tray(ann).locator("[data-state=done]")).to_have_count(1)
    say(ann, "here")
    picture = message(bo, "here").locator(".picture")
    expect(picture).to_be_visible()
    before = picture.bounding_box()
    assert before is not None and (round(before["width"]), round(before["height"])) == (400, 240)
    bo.wait_for_function("() => document.querySelector('.picture img').complete === false")
    while held:
        held.pop().continue_()
    bo.wait_for_function("() => document.querySelector('.picture img').naturalWidth > 0")
    assert picture.bounding_box() == before


def test_paste_and_drop(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    png = list(samples.picture())
    ann.evaluate(PASTE, [composer(ann).element_handle(), "image.png", "image/png", png])
    expect(tray(ann).get_by_role("listitem")).to_contain_text("Pasted")
    ann.evaluate(DROP, [log(ann).element_handle(), "plan.txt", "text/plain", list(b"a plan")])
    expect(tray(ann).get_by_role("listitem")).to_have_count(2)
    expect(tray(ann).locator("[data-state=done]")).to_have_count(2)
    composer(ann).press("Enter")  # files alone are a message
    card = log(ann).get_by_role("link", name=re.compile(r"Download plan\.txt"))
    expect(card).to_be_visible()
    with ann.expect_download() as download:
        card.click()
    assert Path(download.value.path()).read_bytes() == b"a plan"


def test_cancel_retry_and_a_line_that_is_down(world: World, enter: Enter, tmp_path: Path) -> None:
    ann = open_room(enter("ann"), world.room())
    file = made(tmp_path, "note.txt", b"note")
    answers = ["refuse", "drop", "pass"]

    def answer(route: Route) -> None:
        how = answers.pop(0) if answers else "pass"
        if how == "refuse":
            route.fulfill(status=503, json={"error": {"code": "unavailable", "message": "The disk is full."}})
        elif how == "drop":
            route.abort()
        else:
            route.continue_()

    ann.route(re.compile(r"/api/v1/rooms/\d+/files"), answer)
    choose(ann, file)
    expect(tray(ann).get_by_role("alert")).to_have_text("The disk is full.")
    tray(ann).get_by_role("button", name="Retry note.txt").click()
    expect(tray(ann).locator("[data-state=done]")).to_have_count(
        1
    )  # the dropped one was tried again by itself
    assert answers == []
    tray(ann).get_by_role("button", name="Remove note.txt").click()
    expect(tray(ann)).to_be_hidden()


def test_who_left_sees_no_files_any_more(world: World, enter: Enter, tmp_path: Path) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    choose(ann, made(tmp_path, "secret.png", samples.picture()))
    expect(tray(ann).locator("[data-state=done]")).to_have_count(1)
    say(ann, "secret")
    picture = message(bo, "secret").locator(".picture")
    expect(picture).to_be_visible()
    url = picture.get_attribute("href")
    assert url and bo.request.get(url).status == 200
    world.api("ann").call("DELETE", f"/rooms/{room}/members/bo", 204)
    assert bo.request.get(url).status == 404


def test_a_deleted_message_takes_its_files_with_it(world: World, enter: Enter, tmp_path: Path) -> None:
    room = world.room()
    ann = open_room(enter("ann"), room)
    choose(ann, made(tmp_path, "gone.png", samples.picture()))
    expect(tray(ann).locator("[data-state=done]")).to_have_count(1)
    say(ann, "soon gone")
    line = message(ann, "soon gone")
    expect(line.locator(".picture")).to_be_visible()
    url = line.locator(".picture").get_attribute("href")
    found = world.api("ann").all_messages(room)[-1]
    world.api("ann").call("DELETE", f"/messages/{found['id']}")
    expect(ann.locator(".picture")).to_have_count(0)
    assert url and ann.request.get(url).status == 404
