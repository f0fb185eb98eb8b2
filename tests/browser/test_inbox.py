"""The inbox: every act is the same in every tab and device, can be taken back, and is there after a reload."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.inbox_pages import (
    act,
    bell,
    clear,
    inbox,
    item,
    notify,
    rows,
    say,
    tab,
    toasts,
    undo,
)
from tests.browser.pages import badge, open_room
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
WIDTHS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def fresh(world: World) -> World:
    """Nobody has anything in the inbox."""
    clear(world, "ann", "bo", "cy")
    return world


def three(enter: Enter, query: str = "") -> list[Page]:
    """Ann's inbox in two tabs of a browser and in another browser."""
    one = inbox(enter("ann"), query)
    return [one, inbox(one.context.new_page(), query), inbox(enter("ann"), query)]


def everywhere(pages: list[Page], check: Callable[[Page], None]) -> None:
    for page in pages:
        check(page)


def has(page: Page, *titles: str, unread: int) -> None:
    """The list is exactly this, newest first, and so is the number of unread ones."""
    expect(rows(page)).to_have_count(len(titles))
    for index, title in enumerate(titles):
        expect(rows(page).nth(index)).to_contain_text(title)
    expect(badge(page)).to_have_text(f"{unread} unread" if unread else "")


def test_two_tabs_and_another_browser_agree_after_every_act(fresh: World, enter: Enter) -> None:
    notify(fresh, "First", "ann")
    notify(fresh, "Second", "ann")
    pages = three(enter)
    one, two, elsewhere = pages
    everywhere(pages, lambda page: has(page, "Second", "First", unread=2))
    act(item(one, "First"), "Mark as read")
    everywhere(pages, lambda page: has(page, "Second", "First", unread=1))
    act(item(two, "First"), "Mark as unread")
    everywhere(pages, lambda page: has(page, "Second", "First", unread=2))
    act(item(elsewhere, "Second"), "Done")
    everywhere(pages, lambda page: has(page, "First", unread=1))
    undo(elsewhere)
    everywhere(pages, lambda page: has(page, "Second", "First", unread=2))
    act(item(one, "First"), "Save")
    everywhere(pages, lambda page: expect(item(page, "First")).to_contain_text("Saved"))
    tab(two, "Saved").click()
    has(two, "First", unread=2)
    act(item(elsewhere, "First"), "Saved: let it go")
    expect(two.get_by_text("Nothing saved")).to_be_visible()
    one.reload()
    has(one, "Second", "First", unread=2)


def test_done_ones_stand_in_their_tab_and_come_back(fresh: World, enter: Enter) -> None:
    notify(fresh, "Over and done", "ann")
    pages = [inbox(enter("ann")), inbox(enter("ann"), "?tab=done")]
    one, done = pages
    one.keyboard.press("j")
    one.keyboard.press("e")
    expect(one.get_by_text("Nothing here yet")).to_be_visible()
    expect(badge(done)).to_be_empty()  # what is done is read
    act(item(done, "Over and done"), "Back to the inbox")
    expect(item(done, "Over and done")).to_have_count(0)
    expect(item(one, "Over and done")).to_be_visible()
    one.keyboard.press("Control+z")  # nothing of this tab's is left to take back but its own act
    expect(item(one, "Over and done")).to_be_visible()


def test_a_thread_is_one_line_with_its_newest_reply(fresh: World, enter: Enter) -> None:
    room = fresh.room("bo", "cy", name="Threads")
    root = say(fresh, "ann", room, "Who takes the rollback?")
    for number in range(3):
        say(fresh, ("bo", "cy")[number % 2], room, f"reply {number}", root)
    pages = [inbox(enter("ann")), inbox(enter("ann"))]
    one, elsewhere = pages
    everywhere(pages, lambda page: expect(rows(page)).to_have_count(1))
    everywhere(pages, lambda page: expect(rows(page)).to_contain_text("bo replied in a thread in Threads"))
    expect(rows(one)).to_contain_text("reply 2")
    expect(badge(one)).to_have_text("3 unread")
    rows(one).get_by_role("button", name="2 earlier").click()
    older = rows(one).get_by_role("list", name="Earlier ones").get_by_role("listitem")
    expect(older).to_have_count(2)
    expect(older.first).to_contain_text("reply 1")
    say(fresh, "cy", room, "one more", root)
    expect(rows(one).locator("h2")).to_have_text("cy replied in a thread in Threads")
    expect(older).to_have_count(3)
    older.filter(has_text="reply 0").get_by_role("button", name="Done").click()
    expect(older).to_have_count(2)
    everywhere(pages, lambda page: expect(badge(page)).to_have_text("3 unread"))
    act(rows(elsewhere), "Done")
    everywhere(pages, lambda page: expect(rows(page)).to_have_count(0))
    everywhere(pages, lambda page: expect(badge(page)).to_be_empty())
    undo(elsewhere)
    everywhere(pages, lambda page: expect(badge(page)).to_have_text("3 unread"))


def test_snoozed_until_a_time_and_back_by_itself(fresh: World, enter: Enter) -> None:
    notified = notify(fresh, "Not now", "ann")
    pages = three(enter)
    one = pages[0]
    one.keyboard.press("j")
    one.keyboard.press("z")
    menu = one.get_by_role("dialog", name="Snooze until")
    expect(menu).to_contain_text("Tomorrow")
    menu.get_by_role("button", name="Next week").click()
    everywhere(pages, lambda page: has(page, unread=0))
    undo(one)
    everywhere(pages, lambda page: has(page, "Not now", unread=1))
    notify(fresh, "Came later", "ann")
    everywhere(pages, lambda page: has(page, "Came later", "Not now", unread=2))
    soon = (datetime.now(UTC) + timedelta(seconds=2)).isoformat()
    snooze = {"ids": [notified], "change": {"snoozed_until": soon, "read": True}}
    fresh.api("ann").call("POST", "/notifications/change", json=snooze)
    everywhere(pages, lambda page: has(page, "Came later", unread=1))
    everywhere(pages, lambda page: has(page, "Not now", "Came later", unread=2))  # as if it had just come
    one.reload()
    has(one, "Not now", "Came later", unread=2)


def test_a_time_of_ones_own_lies_ahead(fresh: World, enter: Enter) -> None:
    notify(fresh, "Some day", "ann")
    page = inbox(enter("ann"))
    page.keyboard.press("j")
    page.keyboard.press("z")
    page.get_by_role("button", name="Pick a time").click()
    dialog = page.get_by_role("dialog", name="Snooze until")
    dialog.get_by_label("Date and time").fill("2020-01-01T09:00")
    dialog.get_by_role("button", name="Snooze").click()
    expect(dialog.get_by_role("alert")).to_have_text("Choose a moment that lies ahead.")
    year = datetime.now(UTC).year
    in_half_a_year = datetime.now(UTC) + timedelta(days=180)
    dialog.get_by_label("Date and time").fill(in_half_a_year.strftime("%Y-%m-%dT09:00"))
    dialog.get_by_role("button", name="Snooze").click()
    expect(toasts(page)).to_contain_text(re.compile(f"It comes back: .*({year}|{year + 1})"))
    has(page, unread=0)


def test_many_at_once_and_taken_back(fresh: World, enter: Enter) -> None:
    for number in range(5):
        notify(fresh, f"News {number}", "ann")
    pages = three(enter)
    one = pages[0]
    for key in ("j", "x", "j", "j", "Shift+X"):
        one.keyboard.press(key)
    expect(one.get_by_text("3 chosen")).to_be_visible()
    assert accessibility_problems(one) == []
    one.keyboard.press("e")
    everywhere(pages, lambda page: has(page, "News 1", "News 0", unread=2))
    expect(toasts(one)).to_contain_text("3 are done.")
    one.keyboard.press("Control+z")
    everywhere(pages, lambda page: expect(badge(page)).to_have_text("5 unread"))
    everywhere(pages, lambda page: expect(rows(page)).to_have_count(5))
    one.get_by_role("checkbox", name="Choose all").click()
    one.get_by_role("toolbar", name="The list").get_by_role("button", name="Read", exact=True).click()
    everywhere(pages, lambda page: expect(badge(page)).to_be_empty())
    expect(one.get_by_text("5 chosen")).to_have_count(0)
    undo(one)
    everywhere(pages, lambda page: expect(badge(page)).to_have_text("5 unread"))
    one.reload()
    expect(rows(one)).to_have_count(5)


def test_a_long_inbox_comes_page_by_page(fresh: World, enter: Enter) -> None:
    for number in range(70):
        notify(fresh, f"Item {number:02}", "ann")
    page = inbox(enter("ann"))
    expect(badge(page)).to_have_text("70 unread")
    expect(item(page, "Item 69")).to_be_visible()
    for _ in range(2):
        rows(page).last.scroll_into_view_if_needed()
        page.get_by_role("tabpanel").evaluate("(panel) => panel.scrollTo(0, panel.scrollHeight)")
        page.wait_for_timeout(300)
    expect(rows(page)).to_have_count(70)
    titles = rows(page).locator("h2").all_inner_texts()
    assert titles == [f"Item {number:02}" for number in reversed(range(70))]


def test_tabs_and_kinds_stand_in_the_address(fresh: World, enter: Enter) -> None:
    room = fresh.room("bo", name="Sorts")
    say(fresh, "bo", room, "@ann look")
    root = say(fresh, "ann", room, "Mine")
    say(fresh, "bo", room, "an answer", root)
    notify(fresh, "Announced", "ann")
    page = inbox(enter("ann"))
    expect(rows(page)).to_have_count(3)
    tab(page, "Mentions").click()
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("bo mentioned you in Sorts")
    tab(page, "All").click()
    page.get_by_label("Kind", exact=True).select_option(label="Replies in threads")
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?kind=reply$"))
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Kind", exact=True)).to_have_value("reply")
    page.go_back()
    expect(page).to_have_url(re.compile("/inbox/$"))
    expect(rows(page)).to_have_count(3)
    page.get_by_label("Kind", exact=True).select_option(label="Failed work")
    page.get_by_role("button", name="Show every kind").click()
    expect(rows(page)).to_have_count(3)


def test_why_it_came_and_the_rule_changed_with_one_click(fresh: World, enter: Enter) -> None:
    room = fresh.room("bo", name="Noisy")
    say(fresh, "bo", room, "@ann first")
    pages = [inbox(enter("ann")), inbox(enter("ann"))]
    for page in pages:
        expect(item(page, "Noisy")).to_be_visible()
        page.keyboard.press("j")
        page.keyboard.press("w")
    here, elsewhere = (page.get_by_role("dialog", name="Why am I getting this?") for page in pages)
    for dialog in (here, elsewhere):
        expect(dialog).to_contain_text("bo mentioned you in Noisy")
    assert accessibility_problems(pages[0]) == []
    here.get_by_role("group", name="From Noisy").get_by_role("button", name="Nothing").click()
    for dialog in (here, elsewhere):
        chosen = dialog.get_by_role("group", name="From Noisy").get_by_role("button", name="Nothing")
        expect(chosen).to_have_attribute("aria-pressed", "true")
    rules = fresh.api("ann").call("GET", "/preferences")["rules"]
    assert {"place": f"room:{room}", "volume": "nothing"} in rules
    here.get_by_role("group", name="Mentions").get_by_role("button", name="Sound").click()
    other = elsewhere.get_by_role("group", name="Mentions").get_by_role("button", name="Sound")
    expect(other).to_have_attribute("aria-pressed", "false")
    assert fresh.api("ann").call("GET", "/preferences")["wishes"]["kinds"]["mention"]["sound"] is False
    fresh.api("ann").call("PUT", "/preferences", json={"wishes": {}})


def test_what_wants_to_be_acknowledged_is(fresh: World, enter: Enter) -> None:
    wish = {"title": "New rules", "audience": {"people": ["ann"]}, "wants_ack": True, "send": True}
    fresh.api("staff").call("POST", "/broadcasts", 201, json={**wish, "client_id": "ack-1"})
    pages = three(enter)
    item(pages[0], "New rules").get_by_role("button", name="Acknowledge").click()
    everywhere(pages, lambda page: expect(item(page, "New rules")).to_contain_text("Acknowledged"))
    everywhere(pages, lambda page: expect(badge(page)).to_be_empty())


def test_new_unread_and_read_are_told_apart(fresh: World, enter: Enter) -> None:
    notify(fresh, "Seen soon", "ann")
    api = fresh.api("ann")
    elsewhere = open_room(enter("ann"), fresh.room())
    expect(bell(elsewhere)).to_have_accessible_name("Notifications, 1 unread, some are new")
    page = inbox(enter("ann"))
    expect(item(page, "Seen soon")).to_contain_text("New")
    expect(bell(elsewhere)).to_have_accessible_name("Notifications, 1 unread")  # it was on a screen of hers
    assert api.call("GET", "/notifications")["unseen"] == 0
    page.reload()
    expect(item(page, "Seen soon").locator(".item-mark")).to_have_text("Unread")
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(item(page, "Seen soon").locator(".item-mark")).to_be_empty()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_bell_shows_the_newest_without_leaving_the_page(width: str, fresh: World, enter: Enter) -> None:
    room = fresh.room("bo", name="Bells")
    asked = say(fresh, "bo", room, "@ann where are you?")
    notify(fresh, "Also this", "ann")
    page = open_room(enter("ann", viewport=WIDTHS[width]), fresh.room())
    expect(bell(page)).to_have_accessible_name("Notifications, 2 unread, some are new")
    bell(page).click()
    panel = page.get_by_role("dialog", name="Notifications")
    lines = panel.get_by_role("list", name="Newest notifications").get_by_role("link")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("Also this")
    expect(bell(page)).to_have_accessible_name("Notifications, 2 unread")
    assert accessibility_problems(page) == []
    notify(fresh, "While it is open", "ann")
    expect(lines.first).to_contain_text("While it is open")
    lines.filter(has_text="bo mentioned you in Bells").click()
    expect(page).to_have_url(re.compile(f"/rooms/{room}/"))
    expect(page.get_by_role("log", name="Messages")).to_contain_text("where are you?")
    expect(bell(page)).to_have_accessible_name(re.compile("Notifications, 2 unread"))
    assert asked
    bell(page).click()
    panel.get_by_role("button", name="Mark all read").click()
    expect(bell(page)).to_have_accessible_name("Notifications")
    undo(page)
    expect(bell(page)).to_have_accessible_name(re.compile("Notifications, 2 unread"))


def test_a_list_that_cannot_be_fetched_says_so_and_is_asked_for_again(fresh: World, enter: Enter) -> None:
    notify(fresh, "Behind the fault", "ann")
    page = enter("ann")
    page.route("**/api/v1/notifications/groups*", lambda route: route.fulfill(status=503, body="no"))
    page.goto("/inbox/")
    expect(page.get_by_text("The inbox could not be fetched")).to_be_visible()
    assert accessibility_problems(page) == []
    page.unroute("**/api/v1/notifications/groups*")
    page.get_by_role("button", name="Try again").click()
    expect(item(page, "Behind the fault")).to_be_visible()


def test_an_act_that_the_server_refuses_is_taken_back(fresh: World, enter: Enter) -> None:
    notify(fresh, "Stays", "ann")
    page = inbox(enter("ann"))
    has(page, "Stays", unread=1)
    page.route("**/api/v1/notifications/change", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(toasts(page)).to_contain_text("The line is down")
    has(page, "Stays", unread=1)
    page.unroute("**/api/v1/notifications/change")
    act(item(page, "Stays"), "Done")
    has(page, unread=0)


def test_a_long_text_unfolds_as_it_was_written(fresh: World, enter: Enter) -> None:
    notify(fresh, "With a list", "ann", body="Bring:\n\n- a **cup**\n- a spoon")
    page = inbox(enter("ann"))
    item(page, "With a list").get_by_role("button", name="With a list", exact=True).click()
    expect(item(page, "With a list").locator("li")).to_have_count(2)
    expect(item(page, "With a list").locator("strong", has_text="cup")).to_be_visible()
    expect(badge(page)).to_be_empty()


def test_the_sheet_tells_every_key(fresh: World, enter: Enter) -> None:
    page = inbox(enter("ann"))
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    for words in ("Next one", "Done, or back to the inbox", "Snooze", "Choose all up to it"):
        expect(sheet).to_contain_text(words)
