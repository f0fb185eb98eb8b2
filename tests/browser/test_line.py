"""One stream for all tabs: who holds it, who takes over, and what happens where it is held back."""

import re

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.conftest import Enter, World
from tests.browser.inbox_pages import clear
from tests.browser.pages import badge, connection, expect_live, open_room

pytestmark = pytest.mark.browser
PAST_THE_NEXT_TRY = 75_000  # ms; without a stream the line tries it again once a minute
MUTE = "BroadcastChannel.prototype.postMessage = () => {}"


@pytest.fixture
def quiet_world(world: World) -> World:
    """Ann has nothing in the inbox."""
    clear(world, "ann")
    return world


def tell(world: World, title: str) -> None:
    body = {"audience": {"user": "ann"}, "title": title, "body": "Text"}
    world.api("staff").call("POST", "/notifications", 201, json=body)


def streams(page: Page) -> list[str]:
    """The requests for the event stream that this browser makes from now on."""
    asked: list[str] = []

    def count(request: Request) -> None:
        if "/events/" in request.url:
            asked.append(request.url)

    page.context.on("request", count)
    return asked


def inbox(page: Page) -> Page:
    page.goto("/inbox/")
    expect_live(page)
    expect(page.locator("connection-status")).to_have_attribute("data-notifications", "stream")
    return page


def entries(page: Page, title: str) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=title)


def test_tabs_share_a_stream_and_another_takes_over(quiet_world: World, enter: Enter) -> None:
    one = enter("ann")
    asked = streams(one)
    tabs = [inbox(one), *(inbox(one.context.new_page()) for _ in range(2))]
    tell(quiet_world, "To three tabs")
    for tab in tabs:
        expect(badge(tab)).to_have_text("1 unread")
        expect(entries(tab, "To three tabs")).to_have_count(1)
    assert len(asked) == 1
    tabs.pop(0).close()
    tell(quiet_world, "To two tabs")  # whether the new stream is there yet or not
    for tab in tabs:
        expect(badge(tab)).to_have_text("2 unread")
        expect(entries(tab, "To two tabs")).to_have_count(1)
        expect(entries(tab, "To three tabs")).to_have_count(1)
    assert len(asked) == 2
    assert "lastEventId=" in asked[1]


def test_a_leader_that_does_not_answer_is_replaced(quiet_world: World, enter: Enter) -> None:
    frozen = inbox(enter("ann"))
    frozen.evaluate(MUTE)  # it holds the lock, and tells nobody anything any more
    asked = streams(frozen)
    tab = open_room(frozen.context.new_page(), quiet_world.room())
    expect(tab.locator("connection-status")).to_have_attribute("data-notifications", "stream")
    assert len(asked) == 1
    tell(quiet_world, "Told by the new one")
    for page in (tab, frozen):  # who was replaced queues again, and hears the new one
        expect(badge(page)).to_have_text("1 unread")


def test_without_a_stream_it_goes_by_long_poll_and_back(quiet_world: World, enter: Enter) -> None:
    ann = enter("ann")
    ann.clock.install()
    blocked = re.compile("/events/")
    ann.context.route(blocked, lambda route: route.abort())
    ann.goto("/inbox/")
    expect(connection(ann)).to_have_text("Live · polling", timeout=40_000)
    expect(ann.locator("connection-status")).to_have_attribute("data-notifications", "long")
    connection(ann).get_by_role("button").click()
    expect(ann.get_by_text("Notifications: by long poll")).to_be_visible()
    ann.keyboard.press("Escape")
    other = ann.context.new_page()  # a second tab hears it from the first, and says the same
    other.goto("/inbox/")
    expect(connection(other)).to_have_text("Live · polling")
    for number, title in enumerate(("By post", "By post again"), start=1):
        tell(quiet_world, title)
        for page in (ann, other):
            expect(badge(page)).to_have_text(f"{number} unread")
            expect(entries(page, title)).to_have_count(1)

    ann.context.unroute(blocked)
    ann.clock.fast_forward(PAST_THE_NEXT_TRY)
    tell(quiet_world, "Ends the long poll")
    for page in (ann, other):
        expect(connection(page)).to_have_text("Live", timeout=40_000)
    tell(quiet_world, "By stream")
    for page in (ann, other):
        expect(badge(page)).to_have_text("4 unread")
        for title in ("By post again", "Ends the long poll", "By stream"):
            expect(entries(page, title)).to_have_count(1)


def test_long_polls_that_are_cut_off_become_plain_ones(quiet_world: World, enter: Enter) -> None:
    ann = enter("ann")

    def short(route: Route) -> None:
        if "wait=0" in route.request.url:
            route.continue_()
        else:
            route.abort()  # as a proxy does that gives up before the server answers

    ann.context.route(re.compile("/events/"), lambda route: route.abort())
    ann.context.route(re.compile(r"/api/v1/changes\?"), short)
    ann.goto("/inbox/")
    expect(ann.locator("connection-status")).to_have_attribute("data-notifications", "poll", timeout=60_000)
    tell(quiet_world, "Asked for")
    expect(badge(ann)).to_have_text("1 unread", timeout=40_000)


def test_what_came_while_the_server_was_away_is_there_once(quiet_world: World, enter: Enter) -> None:
    tabs = [inbox(enter("ann"))]
    tabs.append(inbox(tabs[0].context.new_page()))
    tell(quiet_world, "Before")
    for tab in tabs:
        expect(badge(tab)).to_have_text("1 unread")
    quiet_world.server.restart()
    tell(quiet_world, "Afterwards")
    for tab in tabs:
        expect(badge(tab)).to_have_text("2 unread", timeout=40_000)
        expect(entries(tab, "Before")).to_have_count(1)
        expect(entries(tab, "Afterwards")).to_have_count(1)
