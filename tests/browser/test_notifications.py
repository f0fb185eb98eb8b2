"""What is told reaches everybody it is for; what is read in one tab is read in all of them, over one connection."""

import re

import pytest
from playwright.sync_api import Request, expect

from tests.browser.conftest import Enter, World
from tests.browser.inbox_pages import clear, inbox, item, notify, rows, tab, toasts
from tests.browser.pages import badge, open_room

pytestmark = pytest.mark.browser
SEND = """
from accounts.models import User
from broadcasts.actions import send_new
from broadcasts.events import Audience, BroadcastWish
sender = User.objects.get(username="staff").pk
send_new(sender, BroadcastWish(title="While you were away", body="Text", audience=Audience(everyone=True)), "away")
"""


@pytest.fixture
def world_read(world: World) -> World:
    """Nobody has anything in the inbox."""
    clear(world, "ann", "bo", "staff")
    return world


def test_everybody_is_told_wherever_they_are(world_read: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world_read.room("cy"))
    bo = inbox(enter("bo"))
    notify(world_read, "The water is off on Friday")
    for page in (ann, bo):
        expect(badge(page)).to_have_text("1 unread")
        expect(toasts(page)).to_contain_text("The water is off on Friday")
        expect(page).to_have_title(re.compile(r"^\(1\) "))
    expect(item(inbox(ann), "The water is off")).to_contain_text("Announcement to everyone")


def test_one_person_is_told_and_nobody_else(world_read: World, enter: Enter) -> None:
    ann, bo = inbox(enter("ann")), inbox(enter("bo"))
    notify(world_read, "Only for Ann", "ann")
    expect(item(ann, "Only for Ann")).to_contain_text("To you")
    notify(world_read, "For all")
    expect(badge(ann)).to_have_text("2 unread")
    expect(badge(bo)).to_have_text("1 unread")
    expect(item(bo, "Only for Ann")).to_have_count(0)


def test_reading_follows_into_the_other_tabs(world_read: World, enter: Enter) -> None:
    one = inbox(enter("ann"))
    two = inbox(one.context.new_page())
    elsewhere = inbox(enter("ann"))  # another browser of hers
    for title in ("First news", "Second news", "Third news"):
        notify(world_read, title)
    for page in (one, two, elsewhere):
        expect(badge(page)).to_have_text("3 unread")
    one.keyboard.press("j")
    one.keyboard.press("u")
    for page in (one, two, elsewhere):
        expect(badge(page)).to_have_text("2 unread")
    tab(two, "Unread").click()
    expect(rows(two)).to_have_count(2)
    expect(item(two, "Third news")).to_have_count(0)  # the newest stood first
    elsewhere.get_by_role("button", name="Mark all read").click()
    for page in (one, two, elsewhere):
        expect(badge(page)).to_be_empty()
    expect(two.get_by_text("You have read everything")).to_be_visible()
    expect(one.get_by_role("button", name="Mark all read")).to_be_disabled()


def test_all_tabs_share_one_connection(world_read: World, enter: Enter) -> None:
    one = enter("ann")
    opened: list[str] = []

    def count(request: Request) -> None:
        if "/events/" in request.url:
            opened.append(request.url)

    one.context.on("request", count)
    tabs = [inbox(one), *(inbox(one.context.new_page()) for _ in range(3))]
    notify(world_read, "To four tabs")
    for page in tabs:
        expect(item(page, "To four tabs")).to_be_visible()
        expect(badge(page)).to_have_text("1 unread")
    assert len(opened) == 1
    tabs.pop(0).close()  # it held the connection: another tab takes over, and misses nothing
    notify(world_read, "To three tabs")
    for page in tabs:
        expect(item(page, "To three tabs")).to_be_visible()
        expect(badge(page)).to_have_text("2 unread")
    assert len(opened) == 2


def test_what_came_while_the_line_was_down_is_there_afterwards(world_read: World, enter: Enter) -> None:
    tabs = [inbox(enter("ann"))]
    tabs.append(open_room(tabs[0].context.new_page(), world_read.room()))
    notify(world_read, "Before")
    for page in tabs:
        expect(badge(page)).to_have_text("1 unread")
    world_read.server.terminate()
    try:
        world_read.server.python(SEND)
    finally:
        world_read.server.start()
    for page in tabs:
        expect(badge(page)).to_have_text("2 unread")
    expect(item(tabs[0], "While you were away")).to_have_count(1)
    expect(item(tabs[0], "Before")).to_have_count(1)
