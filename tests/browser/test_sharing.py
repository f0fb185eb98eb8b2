"""Who may do what with a document, said in the share dialog, and felt at once by everybody who has it open: the room's
people, persons from outside, whoever has a link."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import editor, expect_document, open_document, overflow, write
from tests.browser.tree_pages import expect_tree, make_pages, menu, open_tree, share_dialog
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from collab.models import ShareLink
print(ShareLink.objects.filter(document=%d).update(expires_at=timezone.now() - timedelta(seconds=%d)))
"""


def make_link(page: Page, right: str = "Can read", password: str = "") -> str:
    """Makes a link on the document's page; its address."""
    dialog = share_dialog(page)
    dialog.get_by_text("Make a link…").click()
    dialog.get_by_label("Whoever has it").select_option(right)
    dialog.get_by_label("Password (optional)").fill(password)
    dialog.get_by_role("button", name="Make a link").click()
    return dialog.get_by_role("textbox", name="Link", exact=True).input_value()


def text_of(page: Page) -> str:
    return page.get_by_role("article").inner_text()


def test_a_link_is_read_without_an_account(world: World, enter: Enter) -> None:
    document = make_pages(world, world.room(), "Menu")["Menu"]
    ann = open_document(enter("ann", viewport=WIDE), document)
    nobody = enter(None, viewport=WIDE)
    nobody.goto(make_link(ann))
    expect(nobody.get_by_role("heading", level=1)).to_have_text("Menu")
    assert text_of(nobody).strip() == "This is Menu."
    expect(nobody.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    expect(nobody.locator("meta[name=referrer], [contenteditable=true]")).to_have_count(0)
    ann.keyboard.press("Escape")
    expect(share_dialog(ann).get_by_role("list", name="Links")).to_contain_text("used once")


def test_a_link_that_is_revoked_goes_dark_at_once(world: World, enter: Enter) -> None:
    document = make_pages(world, world.room(), "Menu")["Menu"]
    ann = open_document(enter("ann", viewport=WIDE), document)
    nobody = enter(None)
    address = make_link(ann)
    nobody.goto(address)
    expect(nobody.get_by_role("article")).to_contain_text("This is Menu.")
    dialog = ann.get_by_role("dialog", name=re.compile("^Share “"))
    dialog.get_by_role("button", name="Revoke").click()
    expect(dialog.get_by_role("list", name="Links")).to_be_hidden()
    expect(nobody.get_by_role("alert")).to_contain_text("This link does not work", timeout=40_000)
    expect(nobody.get_by_role("article")).to_have_count(0)
    nobody.goto(address)
    expect(nobody.get_by_role("heading", name="There is nothing to read here")).to_be_visible()


def test_a_link_whose_time_is_over_opens_nothing(world: World, enter: Enter) -> None:
    document = make_pages(world, world.room(), "Menu")["Menu"]
    made = world.api("ann").call(
        "POST", f"/documents/{document}/links", 201, json={"right": "read", "days": 1, "password": ""}
    )
    nobody = enter(None)
    nobody.goto(f"/d/{made['token']}")
    expect(nobody.get_by_role("article")).to_contain_text("This is Menu.")
    assert world.server.python(EXPIRE % (document, 1)).strip() == "1"
    nobody.reload()
    expect(nobody.get_by_role("heading", name="There is nothing to read here")).to_be_visible()


def test_a_link_asks_for_its_password(world: World, enter: Enter) -> None:
    document = make_pages(world, world.room(), "Secret menu")["Secret menu"]
    ann = open_document(enter("ann", viewport=WIDE), document)
    nobody = enter(None)
    nobody.goto(make_link(ann, password="open sesame"))
    expect(nobody).not_to_have_title(re.compile("Secret"))
    nobody.get_by_label("Password").fill("wrong")
    nobody.get_by_role("button", name="Open the document").click()
    expect(nobody.get_by_role("alert")).to_contain_text("This is not the password")
    nobody.get_by_label("Password").fill("open sesame")
    nobody.get_by_role("button", name="Open the document").click()
    expect(nobody.get_by_role("article")).to_contain_text("This is Secret menu.")
    nobody.reload()  # the browser has a pass now
    expect(nobody.get_by_role("article")).to_contain_text("This is Secret menu.")


def test_somebody_from_outside_comes_in_by_a_link_to_edit_until_it_is_revoked(
    world: World, enter: Enter
) -> None:
    document = make_pages(world, world.room(), "Plan")["Plan"]
    ann = open_document(enter("ann", viewport=WIDE), document)
    address = make_link(ann, "Can edit")
    hal = enter("hal", viewport=WIDE)
    hal.goto(address)
    hal.get_by_role("button", name="Edit this document").click()
    expect(hal).to_have_url(re.compile(f"/documents/{document}/$"))
    expect_document(hal, "This is Plan.")
    write(hal, " From outside.")
    expect_document(ann, "This is Plan. From outside.")
    hal.goto(address)  # led to it at once from now on
    expect(hal).to_have_url(re.compile(f"/documents/{document}/$"))
    expect_document(hal, "This is Plan. From outside.")
    dialog = ann.get_by_role("dialog", name=re.compile("^Share “"))
    dialog.get_by_role("button", name="Revoke").click()
    expect(editor(hal)).to_have_attribute("contenteditable", "false")


def test_a_person_is_given_a_right_and_loses_it_again(world: World, enter: Enter) -> None:
    room = world.room()
    document = make_pages(world, room, "Offer")["Offer"]
    ann = open_document(enter("ann", viewport=WIDE), document)
    dialog = share_dialog(ann)
    field = dialog.get_by_role("combobox", name="Give somebody a right")
    field.fill("ida")
    dialog.get_by_role("option", name=re.compile("ida")).click()
    dialog.get_by_role("combobox", name="What they may do").select_option("Can read")
    dialog.get_by_role("button", name="Add").click()
    people = dialog.get_by_role("list", name="People with a right of their own")
    expect(people).to_contain_text("@ida")

    ida = enter("ida", viewport=WIDE)
    ida.goto("/documents/?scope=shared")
    ida.get_by_role("link", name=re.compile("Offer")).click()
    expect_document(ida, "This is Offer.")
    expect(editor(ida)).to_have_attribute("contenteditable", "false")
    people.get_by_role("combobox", name="What ida may do").select_option("Can edit")
    expect(editor(ida)).to_have_attribute("contenteditable", "true")
    write(ida, " Gladly.")
    expect_document(ann, "This is Offer. Gladly.")
    people.get_by_role("button", name=re.compile("^Take ida’s right back")).click()
    expect(people).to_be_hidden()
    expect(editor(ida)).to_have_attribute("contenteditable", "false")
    assert ida.goto(f"/documents/{document}/").status == 404  # type: ignore[union-attr]


def test_what_the_room_may_follows_at_once(world: World, enter: Enter) -> None:
    room = world.room()
    document = make_pages(world, room, "Salaries", "Plan")["Salaries"]
    ann = open_document(enter("ann", viewport=WIDE), document)
    bo = open_document(enter("bo", viewport=WIDE), document)
    tree = open_tree(bo.context.new_page(), room)
    expect_tree(tree, "Salaries", "Plan")
    dialog = share_dialog(ann)
    choice = dialog.get_by_role("combobox", name="Members of #")
    choice.select_option("Can read")
    expect(editor(bo)).to_have_attribute("contenteditable", "false")
    choice.select_option("No access")
    expect_tree(tree, "Plan")
    expect(dialog).to_contain_text("see that it exists")
    choice.select_option("As in the room")
    expect_tree(tree, "Salaries", "Plan")
    open_document(bo, document)
    expect(editor(bo)).to_have_attribute("contenteditable", "true")


def test_who_may_not_decide_is_told_what_they_may(world: World, enter: Enter) -> None:
    room = world.room()
    make_pages(world, room, "Rules")
    bo = open_tree(enter("bo", viewport=WIDE), room)
    menu(bo, "Rules").get_by_role("button", name="Who may see it").click()
    dialog = bo.get_by_role("dialog", name="Share “Rules”")
    expect(dialog).to_contain_text("You: Can edit")
    expect(dialog.get_by_role("combobox")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_dialog_and_the_pages_of_links_are_for_everybody(
    world: World, enter: Enter, size: dict[str, int], theme: str
) -> None:
    document = make_pages(world, world.room(), "Open")["Open"]
    ann_api = world.api("ann")
    wish = {"right": "edit", "days": None, "password": ""}
    plain = ann_api.call("POST", f"/documents/{document}/links", 201, json=wish)["token"]
    locked = ann_api.call("POST", f"/documents/{document}/links", 201, json={**wish, "password": "x"})[
        "token"
    ]
    nobody = enter(None, viewport=size, color_scheme=theme)
    for token, words in (
        (plain, "This is Open."),
        (locked, "Whoever sent you the link"),
        ("no", "nothing to read"),
    ):
        nobody.goto(f"/d/{token}")
        expect(nobody.get_by_role("main")).to_contain_text(words)
        assert accessibility_problems(nobody) == []
        assert overflow(nobody) == 0
    ann = open_tree(
        enter("ann", viewport=size, color_scheme=theme), ann_api.call("GET", f"/documents/{document}")["room"]
    )
    menu(ann, "Open").get_by_role("button", name="Share…").click()
    dialog = ann.get_by_role("dialog", name="Share “Open”")
    dialog.get_by_text("Make a link…").click()
    expect(dialog.get_by_label("Password (optional)")).to_be_visible()
    assert accessibility_problems(ann) == []
    assert overflow(ann) == 0
