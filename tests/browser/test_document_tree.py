"""The tree of a room's pages: order, nesting, names, favourites, templates, the trash; live in every tab."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import editor, expect_document, expect_live, open_document, overflow
from tests.browser.tree_pages import drag, expect_tree, make_pages, menu, open_tree, row, shown, toggle
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def test_pages_open_and_close_and_stay_so_on_this_device(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Handbook", "·Tools", "··Editors", "Plan")
    ann = open_tree(enter("ann"), room)
    expect_tree(ann, "Handbook", "Plan")
    toggle(ann, "Handbook")
    expect_tree(ann, "Handbook", "·Tools", "Plan")
    toggle(ann, "Tools")
    open_tree(ann, room)
    expect_tree(ann, "Handbook", "·Tools", "··Editors", "Plan")
    toggle(ann, "Handbook")
    expect_tree(ann, "Handbook", "Plan")


def test_a_page_is_dragged_among_and_into_others_and_everybody_sees_it(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Alpha", "Beta", "·Gamma", "Delta")
    ann, bo = open_tree(enter("ann", viewport=WIDE), room), open_tree(enter("bo", viewport=WIDE), room)
    for page in (ann, bo):
        toggle(page, "Beta")
        expect_tree(page, "Alpha", "Beta", "·Gamma", "Delta")
    drag(ann, "Delta", "Alpha", 0.05)  # above the first
    for page in (ann, bo):
        expect_tree(page, "Delta", "Alpha", "Beta", "·Gamma")
    drag(ann, "Alpha", "Beta", 0.5)  # into it
    for page in (ann, bo):
        expect_tree(page, "Delta", "Beta", "·Gamma", "·Alpha")
    drag(ann, "Gamma", "Alpha", 0.95, across=5)  # below the end of the level, out of it
    for page in (ann, bo):
        expect_tree(page, "Delta", "Beta", "·Alpha", "Gamma")
    drag(ann, "Beta", "Alpha", 0.5)  # into what is under it: nothing
    assert shown(ann) == ["Delta", "Beta", "·Alpha", "Gamma"]
    ann.reload()
    expect_tree(ann, "Delta", "Beta", "·Alpha", "Gamma")


def test_a_drop_is_marked_where_it_would_go(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Alpha", "Beta")
    ann = open_tree(enter("ann", viewport=WIDE), room)
    row(ann, "Beta").locator(".page-main").hover()
    ann.mouse.down()
    box = row(ann, "Alpha").bounding_box()
    assert box
    for part in (0.9, 0.5):
        ann.mouse.move(box["x"] + 60, box["y"] + box["height"] * part, steps=4)
    expect(row(ann, "Alpha")).to_have_class(re.compile("drop-into"))
    ann.mouse.move(box["x"] + 60, box["y"] + 2, steps=4)
    expect(ann.locator(".drop-line")).to_be_visible()
    expect(row(ann, "Alpha")).not_to_have_class(re.compile("drop-into"))
    ann.mouse.up()
    expect_tree(ann, "Beta", "Alpha")
    expect(ann.locator(".drop-line")).to_have_count(0)


def test_everything_goes_by_keys_alone(world: World, enter: Enter) -> None:
    room = world.room()
    made = make_pages(world, room, "Alpha", "Beta", "Gamma")
    ann = open_tree(enter("ann", viewport=WIDE), room)
    row(ann, "Alpha").focus()
    ann.keyboard.press("ArrowDown")
    expect(row(ann, "Beta")).to_be_focused()
    ann.keyboard.press("Alt+ArrowUp")
    expect_tree(ann, "Beta", "Alpha", "Gamma")
    expect(row(ann, "Beta")).to_be_focused()
    ann.keyboard.press("End")
    ann.keyboard.press("Alt+ArrowRight")
    expect_tree(ann, "Beta", "Alpha", "·Gamma")
    expect(row(ann, "Gamma")).to_be_focused()
    ann.keyboard.press("ArrowLeft")
    expect(row(ann, "Alpha")).to_be_focused()
    ann.keyboard.press("ArrowLeft")
    expect_tree(ann, "Beta", "Alpha")
    ann.keyboard.press("ArrowRight")
    ann.keyboard.press("ArrowRight")
    expect(row(ann, "Gamma")).to_be_focused()
    ann.keyboard.press("Alt+ArrowLeft")
    expect_tree(ann, "Beta", "Alpha", "Gamma")
    ann.keyboard.press("F2")
    ann.get_by_role("textbox", name="Title").fill("Renamed")
    ann.keyboard.press("Enter")
    expect(row(ann, "Renamed")).to_be_focused()
    ann.keyboard.press("Enter")
    expect(ann).to_have_url(re.compile(f"/documents/{made['Gamma']}/$"))


def test_the_menu_moves_names_and_marks(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Alpha", "Beta")
    ann, bo = open_tree(enter("ann", viewport=WIDE), room), open_tree(enter("bo", viewport=WIDE), room)
    menu(ann, "Beta").get_by_role("button", name="Move under the page above").click()
    expect_tree(ann, "Alpha", "·Beta")
    menu(ann, "Beta").get_by_role("button", name="Rename").click()
    field = ann.get_by_role("textbox", name="Title")
    field.fill("Thrown away")
    field.press("Escape")
    expect_tree(ann, "Alpha", "·Beta")
    menu(ann, "Beta").get_by_role("button", name="Choose an icon").click()
    ann.get_by_role("searchbox", name="Find an emoji").fill("rocket")
    ann.get_by_role("dialog", name="Emoji").get_by_role("button", name="rocket", exact=True).click()
    toggle(bo, "Alpha")
    expect(row(bo, "Beta")).to_contain_text("🚀")


def test_one_moves_a_page_to_another_room(world: World, enter: Enter) -> None:
    here, there = world.room(name="harbour"), world.room(name="island")
    make_pages(world, here, "Boat", "·Sail", "Pier")
    make_pages(world, there, "Beach")
    ann, bo = open_tree(enter("ann", viewport=WIDE), here), open_tree(enter("bo", viewport=WIDE), here)
    menu(ann, "Boat").get_by_role("button", name="Move to…").click()
    dialog = ann.get_by_role("dialog", name="Move “Boat” to…")
    expect(dialog.get_by_role("radio", name="Sail")).to_be_disabled()  # it would lie under itself
    dialog.get_by_role("combobox", name="Room").select_option(label="# island")
    dialog.get_by_role("radio", name="Beach").check()
    dialog.get_by_role("button", name="Move here").click()
    for page in (ann, bo):
        expect_tree(page, "Pier")
    open_tree(bo, there)
    toggle(bo, "Beach")
    toggle(bo, "Boat")
    expect_tree(bo, "Beach", "·Boat", "··Sail")


def test_a_page_is_found_by_a_piece_of_its_name_and_ordered_otherwise(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Zebra", "·Ägypten", "Ape")
    ann = open_tree(enter("ann", viewport=WIDE), room)
    search = ann.get_by_role("searchbox", name="Filter pages")
    search.fill("agy")
    expect_tree(ann, "Zebra", "·Ägypten")
    search.fill("nothing like it")
    expect(ann.get_by_text("No page is called that.")).to_be_visible()
    search.fill("")
    expect_tree(ann, "Zebra", "Ape")
    ann.get_by_role("combobox", name="Order").select_option("By title")
    expect_tree(ann, "Ape", "Zebra")
    open_tree(ann, room)
    expect_tree(ann, "Ape", "Zebra")  # kept on this device
    ann.get_by_role("combobox", name="Order").select_option("Own order")
    expect_tree(ann, "Zebra", "Ape")


def test_a_new_page_stands_under_its_parent_and_begins_as_its_template(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Reports", "Weekly")
    ann = open_tree(enter("ann", viewport=WIDE), room)
    menu(ann, "Weekly").get_by_role("button", name="Make it a template").click()
    expect_tree(ann, "Reports")
    row(ann, "Reports").hover()
    ann.get_by_role("button", name="New page under Reports").click()
    dialog = ann.get_by_role("dialog", name="New page under Reports")
    dialog.get_by_label("Title").fill("Week 47")
    dialog.get_by_role("radio", name="Weekly").check()
    dialog.get_by_role("button", name="Create").click()
    expect(ann.get_by_role("heading", level=1)).to_have_text("Week 47")
    expect(editor(ann)).to_contain_text("This is Weekly.")
    expect(
        ann.get_by_role("navigation", name="Where this is").get_by_role("link", name="Reports")
    ).to_be_visible()
    open_tree(ann, room)
    ann.get_by_role("button", name="Templates").click()
    expect(ann.get_by_role("list", name="Templates")).to_contain_text("Weekly")


def test_thrown_away_undone_restored_and_deleted_for_good(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Keep", "Old", "·Older")
    ann, bo = open_tree(enter("ann", viewport=WIDE), room), open_tree(enter("bo", viewport=WIDE), room)
    menu(ann, "Old").get_by_role("button", name="Move to the trash").click()
    for page in (ann, bo):
        expect_tree(page, "Keep")
    ann.get_by_role("button", name="Undo").click()
    for page in (ann, bo):
        expect_tree(page, "Keep", "Old")
    menu(ann, "Old").get_by_role("button", name="Move to the trash").click()
    ann.get_by_role("button", name="Trash", exact=True).click()
    trash = ann.get_by_role("list", name="Trash")
    expect(trash).to_contain_text("with 1 page under it")
    trash.get_by_role("button", name="Restore Old").click()
    expect(ann.get_by_text("The trash is empty.")).to_be_visible()
    expect_tree(bo, "Keep", "Old")
    ann.get_by_role("button", name="Pages", exact=True).click()
    menu(ann, "Old").get_by_role("button", name="Move to the trash").click()
    ann.get_by_role("button", name="Trash", exact=True).click()
    trash.get_by_role("button", name="Delete for good: Old").click()
    ann.get_by_role("dialog", name="Delete “Old” for good?").get_by_role(
        "button", name="Delete for good"
    ).click()
    expect(ann.get_by_text("The trash is empty.")).to_be_visible()
    assert world.api("ann").call("GET", f"/rooms/{room}/documents/trash")["documents"] == []


def test_a_favourite_is_at_hand_everywhere(world: World, enter: Enter) -> None:
    room = world.room()
    made = make_pages(world, room, "Often", "Seldom")
    ann = open_document(enter("ann", viewport=WIDE), made["Often"])
    other = open_tree(ann.context.new_page(), room)
    with ann.expect_response(lambda answer: answer.url.endswith("/favourite")):
        ann.get_by_role("button", name="Add to favourites").click()
    expect(ann.get_by_role("button", name="Remove from favourites")).to_have_attribute("aria-pressed", "true")
    expect(other.get_by_role("list", name="Favourites").get_by_role("link", name="Often")).to_be_visible()
    other.close()
    open_tree(ann, room)
    expect(ann.get_by_role("list", name="Favourites").get_by_role("link", name="Often")).to_be_visible()
    expect(row(ann, "Often")).to_contain_text("Favourite")
    ann.goto("/documents/?scope=favourites")
    expect(
        ann.get_by_role("list", name="Documents").get_by_role("link", name=re.compile("Often"))
    ).to_be_visible()
    ann.goto("/inbox/")
    expect_live(ann)
    ann.keyboard.press("Control+k")
    ann.get_by_role("combobox", name="Search or jump to").fill("often")
    expect(ann.get_by_role("option", name=re.compile("Often.*Favourite"))).to_be_visible()


def test_the_tree_beside_the_text(world: World, enter: Enter) -> None:
    room = world.room()
    made = make_pages(world, room, "Handbook", "·Tools", "··Editors", "Plan")
    ann = open_document(enter("ann", viewport=WIDE), made["Tools"])
    pages = ann.get_by_role("navigation", name="Pages")
    expect(pages).to_be_visible()
    expect_tree(ann, "Handbook", "·Tools", "Plan")
    expect(pages.get_by_role("link", name="Tools")).to_have_attribute("aria-current", "page")
    where = ann.get_by_role("navigation", name="Where this is")
    expect(where.get_by_role("link", name="Handbook")).to_be_visible()
    expect(ann.get_by_role("list", name="Pages under this one")).to_contain_text("Editors")
    world.api("bo").call("PATCH", f"/documents/{made['Handbook']}", json={"title": "Guide"})
    expect(where.get_by_role("link", name="Guide")).to_be_visible()
    ann.get_by_role("button", name="Close the pages").click()
    expect(pages).to_be_hidden()
    ann.reload()
    expect_live(ann)
    expect(ann.get_by_role("list", name="Pages under this one")).to_be_visible()  # it has all arrived
    expect(pages).to_be_hidden()
    ann.get_by_role("button", name="Pages of the room").click()
    ann.get_by_role("navigation", name="Pages").get_by_role("link", name="Plan").click()
    expect_document(ann, "This is Plan.")


def test_on_a_phone_the_tree_is_a_drawer(world: World, enter: Enter) -> None:
    made = make_pages(world, world.room(), "Handbook", "·Tools")
    ann = open_document(enter("ann", viewport=PHONE, has_touch=True), made["Handbook"])
    pages = ann.get_by_role("navigation", name="Pages")
    expect(ann.get_by_role("list", name="Pages under this one")).to_be_visible()
    expect(pages).to_be_hidden()
    ann.get_by_role("button", name="More for this document").click()
    ann.get_by_role("button", name="Pages of the room").click()
    expect(pages).to_be_visible()
    for each in row(ann, "Handbook").get_by_role("button").all():
        box = each.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44, each
    assert overflow(ann) == 0
    ann.keyboard.press("Escape")
    expect(pages).to_be_hidden()


def test_a_document_that_is_thrown_away_says_so_to_who_has_it_open(world: World, enter: Enter) -> None:
    made = make_pages(world, world.room(), "Doomed")
    ann = open_document(enter("ann", viewport=WIDE), made["Doomed"])
    ann.get_by_role("button", name="More for this document").click()
    ann.get_by_role("button", name="Move to the trash").click()
    notice = ann.get_by_text("This page is in the trash.")
    expect(notice).to_be_visible()
    ann.get_by_role("button", name="Restore").click()
    expect(notice).to_be_hidden()
    expect_document(ann, "This is Doomed.")


def test_somebody_who_may_only_read_has_only_what_readers_may(world: World, enter: Enter) -> None:
    room = world.room(visibility="public")
    make_pages(world, room, "Alpha", "Beta")
    cy = open_tree(enter("cy", viewport=WIDE), room)
    expect_tree(cy, "Alpha", "Beta")
    expect(cy.get_by_role("button", name="New page")).to_have_count(0)
    opened = menu(cy, "Beta")
    expect(opened.get_by_role("button", name="Copy link")).to_be_visible()
    for name in ("Rename", "Move up", "Move to…", "Move to the trash", "Share…", "Make it a template"):
        expect(opened.get_by_role("button", name=name)).to_have_count(0)


def test_files_come_in_as_pages_and_go_out_as_files(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "First")
    ann = open_tree(enter("ann", viewport=WIDE), room)
    files = [
        {"name": "recipe.md", "mimeType": "text/markdown", "buffer": b"# Soup\n\nTake *water*."},
        {"name": "broken.docx", "mimeType": "application/octet-stream", "buffer": b"not a Word file"},
    ]
    with ann.expect_file_chooser() as chooser:
        ann.get_by_role("button", name="Import…").click()
    chooser.value.set_files(files)  # type: ignore[arg-type]  # a list of payloads
    expect_tree(ann, "First", "Soup")
    expect(ann.get_by_role("alert")).to_contain_text("broken.docx could not be imported.")
    row(ann, "Soup").get_by_role("link", name="Soup").click()
    expect(editor(ann)).to_contain_text("Take water.")
    ann.get_by_role("button", name="More for this document").click()
    ann.get_by_role("button", name="Export…").click()
    with ann.expect_download() as download:
        ann.get_by_role("link", name=re.compile("^Markdown")).click()
    assert download.value.suggested_filename.endswith(".md")
    assert "Take *water*." in Path(download.value.path()).read_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_is_in_anybodys_way(world: World, enter: Enter, size: dict[str, int], theme: str) -> None:
    room = world.room()
    made = make_pages(world, room, "Handbook", "·Tools", "Sample", "Old")
    ann_api = world.api("ann")
    ann_api.call("PATCH", f"/documents/{made['Sample']}", json={"template": True})
    ann_api.call("POST", f"/documents/{made['Old']}/trash")
    ann_api.call("PUT", f"/documents/{made['Tools']}/favourite", 204)
    ann = open_tree(enter("ann", viewport=size, color_scheme=theme), room)
    toggle(ann, "Handbook")

    def check(page: Page) -> None:
        assert accessibility_problems(page) == []
        assert overflow(page) == 0

    check(ann)
    with_menu = menu(ann, "Tools")
    check(ann)
    with_menu.get_by_role("button", name="Move to…").click()
    expect(ann.get_by_role("radio", name="Handbook")).to_be_visible()
    check(ann)
    ann.keyboard.press("Escape")
    ann.get_by_role("button", name="New page", exact=True).click()
    check(ann)
    ann.keyboard.press("Escape")
    for name, words in (("Templates", "Sample"), ("Trash", "Old")):
        ann.get_by_role("button", name=name, exact=True).click()
        expect(ann.get_by_role("list", name=name)).to_contain_text(words)
        check(ann)
    ann.goto("/documents/")
    expect(ann.get_by_role("searchbox", name="Filter pages")).to_be_visible()
    check(ann)
