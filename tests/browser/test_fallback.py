"""A proxy that lets no WebSocket through: chat goes on by long poll, says so, and comes back to the socket."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter, World
from tests.browser.network import Network
from tests.browser.pages import composer, connection, expect_live, message, open_room, room_link, said, say

pytestmark = pytest.mark.browser
PAST_THE_NEXT_TRY = 45_000  # ms; while it polls, a page tries the socket again every 20 to 40 s


def test_chat_by_long_poll_and_back(world: World, enter: Enter) -> None:
    room, other = world.room(), world.room(name="elsewhere")
    ann, bo = enter("ann"), open_room(enter("bo"), room)
    ann.clock.install()
    network = Network(ann, sockets=False)
    ann.goto(f"/rooms/{room}/")
    expect(connection(ann)).to_have_text("Live · polling")
    connection(ann).get_by_role("button").click()
    expect(ann.get_by_text("A WebSocket could not be opened from here")).to_be_visible()
    ann.keyboard.press("Escape")

    say(ann, "By post")
    expect(message(bo, "By post")).to_be_visible()
    say(bo, "By wire")
    expect(message(ann, "By wire")).to_be_visible()
    composer(ann).press("ArrowUp")
    ann.get_by_role("textbox", name="Edit message").fill("By post, twice")
    ann.keyboard.press("Enter")
    expect(message(bo, "By post, twice")).to_be_visible()
    body = {"body": "Psst", "client_id": "psst"}
    world.api("bo").call("POST", f"/rooms/{other}/messages", 201, json=body)
    expect(room_link(ann, "elsewhere")).to_contain_text("1 unread")
    expect(connection(ann)).to_have_text("Live · polling")

    network.sockets = True
    ann.clock.fast_forward(PAST_THE_NEXT_TRY)
    expect_live(ann)
    composer(bo).press_sequentially("Now you s")
    expect(ann.locator("typing-line")).to_have_text("bo is typing")  # which only the socket tells
    say(bo, "Welcome back")
    expect(message(ann, "Welcome back")).to_be_visible()
    assert said(ann) == said(bo) == ["By post, twice (edited)", "By wire", "Welcome back"]


def test_a_socket_that_breaks_for_good_is_replaced(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = enter("ann"), open_room(enter("bo"), room)
    network = Network(ann)
    open_room(ann, room)
    network.sockets = False
    world.server.restart()  # ends the socket that is open; the next one is not let through
    expect(connection(ann)).to_have_text("Live · polling")
    say(bo, "Still there?")
    expect(message(ann, "Still there?")).to_be_visible()
    say(ann, "Still here")
    expect(message(bo, "Still here")).to_be_visible()
