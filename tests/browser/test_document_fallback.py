"""A proxy that lets no WebSocket through: documents go on over HTTP, say so, and come back to the socket."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.network import Network
from tests.browser.pages import connection, expect_document, expect_live, open_document, save_state, write

pytestmark = pytest.mark.browser
TRY_AGAIN = "window.dispatchEvent(new Event('online'))"  # as when the network changes; else every 20 to 40 s


def open_over_http(page: Page, document: int) -> None:
    page.goto(f"/documents/{document}/")
    expect(connection(page)).to_have_text("Live · polling")
    expect(save_state(page)).to_have_text("Saved")


def test_two_people_write_over_http_and_come_back(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "From the start.")
    ann, bo = enter("ann"), enter("bo")
    networks = [Network(page, sockets=False) for page in (ann, bo)]
    for page in (ann, bo):
        open_over_http(page, document)
    expect_document(ann, "From the start.")
    write(ann, " By post.")
    expect_document(bo, "From the start. By post.")
    write(bo, " And back.")
    expect_document(ann, "From the start. By post. And back.")
    for page in (ann, bo):
        expect(save_state(page)).to_have_text("Saved")
    assert world.document_text(document) == "From the start. By post. And back."
    connection(ann).get_by_role("button").click()
    expect(ann.get_by_text("this document goes over plain HTTP")).to_be_visible()
    ann.keyboard.press("Escape")

    for network in networks:
        network.sockets = True
    for page in (ann, bo):
        page.evaluate(TRY_AGAIN)
        expect_live(page)
        expect(save_state(page)).to_have_text("Saved")
    write(ann, " By wire.")
    expect_document(bo, "From the start. By post. And back. By wire.")
    expect(ann.locator(".caret", has_text="bo")).to_have_count(1)  # which only the socket tells


def test_one_by_socket_and_one_by_http(world: World, enter: Enter) -> None:
    document = world.document(world.room())
    ann, bo = enter("ann"), open_document(enter("bo"), document)
    Network(ann, sockets=False)
    open_over_http(ann, document)
    write(bo, "Wire.")
    expect_document(ann, "Wire.")
    write(ann, " Post.")
    expect_document(bo, "Wire. Post.")
    expect(save_state(ann)).to_have_text("Saved")


def test_a_socket_that_breaks_for_good_is_replaced_and_nothing_is_lost(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Before.")
    ann = enter("ann")
    network = Network(ann)
    open_document(ann, document)
    network.sockets = False
    world.server.restart()  # ends the socket that is open; the next one is not let through
    write(ann, " Between.")
    expect(connection(ann)).to_have_text("Live · polling")
    expect(save_state(ann)).to_have_text("Saved")
    assert world.document_text(document) == "Before. Between."


def test_words_written_with_no_way_at_all_go_out_over_http(world: World, enter: Enter) -> None:
    document = world.document(world.room(), "Before.")
    ann = enter("ann")
    network = Network(ann, sockets=False)
    open_over_http(ann, document)
    network.api = False
    write(ann, " In the tunnel.")
    expect(save_state(ann)).to_contain_text("Kept on this device")
    network.api = True
    expect(connection(ann)).to_have_text("Live · polling")
    expect(save_state(ann)).to_have_text("Saved")
    assert world.document_text(document) == "Before. In the tunnel."


def test_a_reader_over_http_sees_it_change(world: World, enter: Enter) -> None:
    document = world.document(world.room(visibility="public"), "For all.")
    ann, cy = open_document(enter("ann"), document), enter("cy")
    Network(cy, sockets=False)
    cy.goto(f"/documents/{document}/")
    expect(connection(cy)).to_have_text("Live · polling")
    expect(save_state(cy)).to_have_text("Read only")
    write(ann, " Live.")
    expect_document(cy, "For all. Live.")
