"""Chat when the line is bad: nothing written is lost, nothing said is missed, and the page says how it stands."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter, World
from tests.browser.network import Network
from tests.browser.pages import composer, connection, expect_live, log, message, open_room, said, say

pytestmark = pytest.mark.browser


def test_what_is_written_offline_goes_out_once(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    ann.context.set_offline(True)
    expect(connection(ann)).to_contain_text("Offline")
    say(ann, "Written in a tunnel")
    say(ann, "And still in it")
    pending = ann.locator(".message.pending")
    expect(pending).to_have_count(2)
    expect(pending.first).to_contain_text("Not sent: the line is down")
    say(bo, "Where is Ann?")
    expect(message(bo, "Where is Ann?")).to_be_visible()
    ann.context.set_offline(False)
    expect_live(ann)
    expect(pending).to_have_count(0)
    expect(message(bo, "And still in it")).to_be_visible()
    expect(message(ann, "Where is Ann?")).to_be_visible()
    assert said(ann) == said(bo) == ["Where is Ann?", "Written in a tunnel", "And still in it"]


def test_a_reload_keeps_what_was_not_sent(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = enter("ann"), open_room(enter("bo"), room)
    network = Network(ann, sockets=False, api=False)
    ann.goto(f"/rooms/{room}/")
    expect(connection(ann)).to_contain_text("Offline")
    say(ann, "Kept over a reload")
    expect(ann.locator(".message.pending")).to_have_count(1)
    composer(ann).fill("half a thought")
    ann.reload()
    expect(ann.locator(".message.pending")).to_contain_text("Kept over a reload")
    expect(composer(ann)).to_have_value("half a thought")
    network.sockets = network.api = True
    expect(message(bo, "Kept over a reload")).to_be_visible()
    expect_live(ann)
    expect(ann.locator(".pending")).to_have_count(0)
    ann.reload()
    assert said(ann) == ["Kept over a reload"]
    expect(composer(ann)).to_have_value("half a thought")


def test_a_refused_message_stays_with_its_reason(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    say(ann, "x" * 16_001)
    failed = ann.locator(".message.failed")
    expect(failed.get_by_role("alert")).to_contain_text("Not sent:")
    ann.reload()
    expect(failed.get_by_role("button", name="Retry")).to_be_visible()
    failed.get_by_role("button", name="Discard").click()
    expect(failed).to_have_count(0)


def test_the_page_goes_on_after_a_server_restart(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    say(bo, "Before")
    expect(message(ann, "Before")).to_be_visible()
    world.server.terminate()
    try:
        expect(connection(bo)).not_to_have_text("Live")
        say(bo, "While it was away")
        expect(bo.locator(".message.pending")).to_contain_text("While it was away")
    finally:
        world.server.start()
    body = {"body": "By a script", "client_id": "script"}
    world.api("bo").call("POST", f"/rooms/{room}/messages", 201, json=body)
    for page in (ann, bo):
        expect_live(page)
        expect(message(page, "While it was away")).to_be_visible()
        expect(message(page, "By a script")).to_be_visible()
    assert said(ann) == said(bo)
    assert sorted(said(ann)) == ["Before", "By a script", "While it was away"]
    expect(log(ann).get_by_role("article")).to_have_count(3)
