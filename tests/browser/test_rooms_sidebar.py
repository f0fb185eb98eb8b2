"""The list of rooms at the left: sections, favourites, the person's own order, counts and mentions, many rooms."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import expect_live, open_room, room_link

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}


def section(page: Page, name: str) -> Locator:
    return page.locator("room-list").get_by_role("list", name=name)


def names(page: Page, section_name: str) -> list[str]:
    return section(page, section_name).locator(".name").all_inner_texts()


def room_menu(page: Page, name: str) -> Locator:
    """Opens the menu of a room in the list."""
    page.locator("room-list .room-item", has_text=name).hover()
    page.get_by_role("button", name=f"More about {name}", exact=True).click()
    return page.get_by_role("dialog", name=name)


def test_a_favourite_stands_above_in_every_tab(world: World, enter: Enter) -> None:
    world.room("hal", name="starred")
    one = enter("hal")
    two = one.context.new_page()
    for page in (one, two):
        page.goto("/rooms/")
        expect_live(page)
    room_menu(one, "starred").get_by_role("button", name="Add to favourites").click()
    for page in (one, two):
        expect(section(page, "Favourites")).to_contain_text("starred")
        expect(section(page, "Rooms").get_by_role("link", name="starred")).to_have_count(0)
    two.reload()
    room_menu(two, "starred").get_by_role("button", name="Remove from favourites").click()
    expect(section(one, "Rooms")).to_contain_text("starred")
    expect(section(one, "Favourites")).to_have_count(0)


def test_ones_own_order_by_drag_and_by_keys(world: World, enter: Enter) -> None:
    for name in ("order a", "order b", "order c"):
        world.room("ida", name=name)
    one = enter("ida", viewport=WIDE)
    two = one.context.new_page()
    for page in (one, two):
        page.goto("/rooms/")
        expect_live(page)
    assert [name for name in names(one, "Rooms") if name.startswith("order")] == [
        "order a",
        "order b",
        "order c",
    ]
    one.bring_to_front()
    source = one.locator(".room-item", has_text="order c")
    source.drag_to(one.locator(".room-item", has_text="order a"), target_position={"x": 60, "y": 3})
    in_order = re.compile("order c.*order a.*order b", re.DOTALL)
    for page in (one, two):
        expect(section(page, "Rooms")).to_have_text(in_order)
    room_link(one, "order c").focus()
    one.keyboard.press("Alt+Shift+ArrowDown")
    in_order = re.compile("order a.*order c.*order b", re.DOTALL)
    for page in (one, two):
        expect(section(page, "Rooms")).to_have_text(in_order)
    expect(room_link(one, "order c")).to_be_focused()
    expect(one.get_by_role("status").filter(has_text="order c is at place 2")).to_be_attached()
    one.reload()
    expect(section(one, "Rooms")).to_have_text(in_order)


def test_unread_and_mentions_are_counted_apart_and_fall_together(world: World, enter: Enter) -> None:
    room = world.room("jo", name="counted")
    jo = enter("jo")
    other_tab = jo.context.new_page()
    for page in (jo, other_tab):
        page.goto("/rooms/")
        expect_live(page)
    for number, words in enumerate(("hello", "are you there @jo?", "and again")):
        body = {"body": words, "client_id": f"c{number}"}
        world.api("ann").call("POST", f"/rooms/{room}/messages", 201, json=body)
    for page in (jo, other_tab):
        expect(room_link(page, "counted")).to_contain_text("3 unread")
        expect(room_link(page, "counted").locator(".count.mention")).to_contain_text("1 mention")
    jo.reload()
    expect(room_link(jo, "counted").locator(".count.mention")).to_contain_text("1 mention")
    room_menu(jo, "counted").get_by_role("button", name="Mark as read").click()
    for page in (jo, other_tab):
        expect(room_link(page, "counted").locator(".count")).to_have_count(0)


def test_a_folded_section_shows_what_waits_and_stays_folded(world: World, enter: Enter) -> None:
    room = world.room("cy", name="folded away")
    world.room("cy", name="also quiet")
    cy = enter("cy")
    cy.goto("/rooms/")
    expect_live(cy)
    cy.locator("room-list").get_by_role("button", name="Rooms", exact=True).click()
    expect(room_link(cy, "folded away")).to_have_count(0)
    body = {"body": "psst", "client_id": "f1"}
    world.api("ann").call("POST", f"/rooms/{room}/messages", 201, json=body)
    expect(room_link(cy, "folded away")).to_contain_text("1 unread")
    cy.reload()
    expect(room_link(cy, "folded away")).to_be_visible()
    expect(room_link(cy, "also quiet")).to_have_count(0)
    cy.locator("room-list").get_by_role("button", name="Rooms", exact=True).click()
    expect(room_link(cy, "also quiet")).to_be_visible()


@pytest.mark.slow
def test_five_hundred_rooms_fold_and_unfold(world: World, enter: Enter) -> None:
    world.server.python(
        "from accounts.models import User\n"
        "from rooms.actions import CreateRoom\n"
        "from realtime.commit import append\n"
        "user = User.objects.create_user(username='manyrooms', password='manyrooms')\n"
        "for n in range(500): append(CreateRoom(user.pk, f'many {n:03}', 'private'))"
    )
    page = enter("manyrooms")
    page.goto("/rooms/")
    expect_live(page)
    expect(section(page, "Rooms").get_by_role("listitem")).to_have_count(500)
    fold = page.locator("room-list [data-section=rooms] .section-name")
    fold.click()
    expect(section(page, "Rooms").get_by_role("listitem")).to_have_count(0)
    fold.click()
    expect(section(page, "Rooms").get_by_role("listitem")).to_have_count(500)
    expect(room_link(page, "many 499")).to_have_count(1)


def test_at_a_phone_the_drawer_has_large_targets(world: World, enter: Enter) -> None:
    room = world.room("bo", name="small screen")
    enter("bo")  # signs in where the menu is in sight
    page = open_room(enter("bo", viewport={"width": 390, "height": 844}, has_touch=True), room)
    page.get_by_role("button", name="Open workspace").click()
    expect(room_link(page, "small screen")).to_be_visible()
    heights = page.locator("#workspace").evaluate(
        """(side) => [...side.querySelectorAll('a, button')].filter((one) => one.offsetParent)
          .map((one) => [one.getAttribute('aria-label') || one.textContent.trim(), one.offsetHeight])
          .filter(([, height]) => height < 44)"""
    )
    assert heights == []
