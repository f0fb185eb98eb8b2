"""A room with 100,000 messages: few rows are drawn, and what one reads stays where it is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.history import fill, line, reading, rows_drawn, say_as, scroll, settle, top_of
from tests.browser.pages import composer, log, message, open_room, room_link, said, say

pytestmark = pytest.mark.browser
MANY = 100_000
MOST_DRAWN = 300
MOST_NODES = 6_000


@pytest.fixture(scope="module")
def long_room(world: World) -> tuple[int, int]:
    """A room with MANY messages of Ann's, and the id of the first."""
    room = world.room("bo", "cy", name="long")
    return room, fill(world, room, MANY)


def in_view(page: Page) -> list[str]:
    """The bodies of the messages on the screen, from top to bottom."""
    found: list[str] = page.evaluate(
        """() => {
          const { top, bottom } = document.querySelector('main .log').getBoundingClientRect();
          return [...document.querySelectorAll('main .log article')].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.top < bottom - 4 && box.bottom > top + 4;
          }).map((one) => one.querySelector('.rich').innerText.trim());
        }"""
    )
    return found


def number(words: str) -> int:
    found = re.match(r"Message (\d+)\.", words)
    assert found, words
    return int(found[1])


def test_few_rows_are_drawn_however_far_one_scrolls(long_room: tuple[int, int], enter: Enter) -> None:
    page = open_room(enter("bo"), long_room[0])
    page.wait_for_function("document.querySelectorAll('main .log article').length > 5")
    page.evaluate("document.querySelector('.unread-read')?.click()")
    seen = number(in_view(page)[0])
    for _ in range(60):
        scroll(page, -4_000)
        assert 0 < rows_drawn(page) <= MOST_DRAWN
        assert page.evaluate("document.getElementsByTagName('*').length") <= MOST_NODES
        now = in_view(page)
        numbers = [number(one) for one in now]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))  # no hole, no double
        assert numbers[0] < seen
        seen = numbers[0]
    assert seen < MANY - 1_500  # more than is kept: the newest were forgotten
    page.get_by_role("button", name="Back to the newest").click()
    expect(message(page, f"Message {MANY}.")).to_be_in_viewport()


def test_what_one_reads_stays_when_older_ones_come(long_room: tuple[int, int], enter: Enter) -> None:
    page = open_room(enter("cy"), long_room[0])
    page.wait_for_function("document.querySelectorAll('main .log article').length > 5")
    for _ in range(12):
        scroll(page, -900)
        read, before = reading(page)
        settle(page)
        assert abs(top_of(page, read) - before) <= 1
    oldest = log(page).locator("article").first.get_attribute("data-message")
    assert oldest is not None


def test_a_permalink_opens_old_history_and_leads_back(long_room: tuple[int, int], enter: Enter) -> None:
    room, first = long_room
    target = first + 40_000
    page = enter("bo")
    page.goto(f"/rooms/{room}/m/{target}/")
    expect(line(page, target)).to_be_in_viewport()
    expect(line(page, target)).to_have_class(re.compile(r"\bmarked\b"))
    expect(line(page, target)).to_contain_text("Message 40001.")
    read, before = reading(page)
    scroll(page, 1)
    scroll(page, -1)
    assert abs(top_of(page, read) - before) <= 1
    scroll(page, 6_000)  # newer ones load below as older ones do above
    scroll(page, 6_000)
    numbers = [number(one) for one in in_view(page)]
    assert numbers[0] > 40_060
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    page.get_by_role("button", name="Back to the newest").click()
    expect(message(page, f"Message {MANY}.")).to_be_in_viewport()


def test_a_new_message_waits_in_the_pill_and_nothing_jumps(world: World, enter: Enter) -> None:
    room = world.room()
    fill(world, room, 200)
    page = open_room(enter("bo"), room)
    page.get_by_role("button", name="Mark as read").click()
    expect(message(page, "Message 200.")).to_be_in_viewport()
    scroll(page, -1_500)
    read, before = reading(page)
    for body in ("One", "Two", "Three"):
        say_as(world, "ann", room, body)
    expect(page.get_by_role("button", name="3 new messages")).to_be_visible()
    assert abs(top_of(page, read) - before) <= 1
    page.get_by_role("button", name="3 new messages").click()
    expect(message(page, "Three")).to_be_in_viewport()
    say_as(world, "ann", room, "Four")  # at the bottom it follows
    expect(message(page, "Four")).to_be_in_viewport()


def test_a_reaction_above_moves_nothing(world: World, enter: Enter) -> None:
    room = world.room()
    first = fill(world, room, 120)
    page = open_room(enter("bo"), room)
    page.get_by_role("button", name="Mark as read").click()
    expect(message(page, "Message 120.")).to_be_in_viewport()
    scroll(page, -900)
    read, before = reading(page)
    above = read - 2  # drawn, and out of view
    world.api("ann").call("PUT", f"/messages/{above}/reactions/🎉", 200)
    expect(line(page, above).get_by_role("button", name=re.compile("^🎉"))).to_have_count(1)
    settle(page)
    assert above > first
    assert abs(top_of(page, read) - before) <= 1


def test_unread_messages_are_read_only_from_where_they_begin(world: World, enter: Enter) -> None:
    room = world.room(name="pile")
    fill(world, room, 90)
    page = open_room(enter("bo"), room)
    bar = page.get_by_role("button", name="90 unread messages: go to the first")
    expect(bar).to_be_visible()
    # The newest are on screen, but not those that are new before them.
    expect(room_link(page, "pile")).to_contain_text("90 unread")
    bar.click()
    expect(message(page, "Message 1.")).to_be_in_viewport()
    expect(log(page).locator(".day.new")).to_be_in_viewport()
    # Now as much is read as the screen shows.
    expect(room_link(page, "pile")).to_contain_text(re.compile(r"[678]\d unread"))
    while page.locator(".pill").is_visible():
        scroll(page, 700)
    expect(room_link(page, "pile")).not_to_contain_text("unread")


def test_nothing_is_read_in_a_window_that_nobody_looks_at(world: World, enter: Enter) -> None:
    room = world.room(name="away")
    page = open_room(enter("bo"), room)
    away = "() => { document.hasFocus = () => false; window.dispatchEvent(new Event('blur')); }"
    page.evaluate(away)
    say_as(world, "ann", room, "Are you there?")
    expect(message(page, "Are you there?")).to_be_visible()
    expect(log(page).locator(".day.new")).to_be_visible()
    expect(room_link(page, "away")).to_contain_text("1 unread")
    page.evaluate("() => { document.hasFocus = () => true; window.dispatchEvent(new Event('focus')); }")
    expect(room_link(page, "away")).not_to_contain_text("unread")


def test_one_s_own_message_brings_one_to_the_bottom(long_room: tuple[int, int], enter: Enter) -> None:
    room, first = long_room
    page = enter("bo")
    page.goto(f"/rooms/{room}/m/{first + 500}/")
    expect(line(page, first + 500)).to_be_in_viewport()
    composer(page).fill("From the past")
    composer(page).press("Enter")
    expect(message(page, "From the past")).to_be_in_viewport()
    say(page, "And again")
    expect(message(page, "And again")).to_be_in_viewport()
    assert said(page)[-2:] == ["From the past", "And again"]


def test_a_fault_says_so_and_can_be_tried_again(world: World, enter: Enter) -> None:
    room = world.room()
    fill(world, room, 300)
    page = open_room(enter("bo"), room)
    page.get_by_role("button", name="Mark as read").click()
    page.context.route(re.compile(r"/api/v1/rooms/\d+/messages"), lambda route: route.abort())
    for _ in range(6):
        page.evaluate("document.querySelector('main .log').scrollTop = 0")
        if page.get_by_role("button", name="Try again").is_visible():
            break
        page.wait_for_timeout(100)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.context.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    settle(page)
    numbers = [number(one) for one in in_view(page)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
