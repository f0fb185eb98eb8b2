"""Who is in a room: ways in, roles, silence, bans, requests, leaving; each seen at once by those it concerns."""

import re

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, expect_live, open_room, room_link, sign_in
from tests.ports import wait_until

pytestmark = pytest.mark.browser


def member(page: Page, username: str) -> Locator:
    return page.locator(".member", has_text=f"@{username}")


def about(page: Page, username: str, act: str) -> None:
    """Chooses something in the menu about a member."""
    page.get_by_role("button", name=f"Change {username}", exact=True).click()
    page.get_by_role("dialog", name=username).get_by_role("button", name=act).click()


def test_silence_for_a_while_and_end_it(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    about(ann, "bo", "Silence for a while")
    ann.get_by_role("dialog").get_by_role("button", name="Silence").click()
    expect(member(ann, "bo")).to_contain_text("Silenced")
    expect(composer(bo)).to_have_count(0)
    about(ann, "bo", "Let them write again")
    expect(composer(bo)).to_be_editable()
    expect(member(ann, "bo")).not_to_contain_text("Silenced")


def test_ban_with_a_reason_and_lift_it(world: World, enter: Enter) -> None:
    room = world.room(visibility="public")
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    about(ann, "bo", "Ban")
    dialog = ann.get_by_role("dialog", name=re.compile("^Ban bo from"))
    dialog.get_by_label("For how long?").select_option("24")
    dialog.get_by_label("Why?").fill("Sold watches")
    dialog.get_by_role("button", name="Ban").click()
    expect(bo.locator("chat-composer")).to_contain_text("You are not in this room any more")
    expect(member(ann, "bo")).to_have_count(0)
    world.api("bo").call("POST", f"/rooms/{room}/join", 404)
    ann.get_by_role("button", name="Bans").click()
    bans = ann.get_by_role("dialog", name="Bans")
    expect(bans).to_contain_text("Sold watches")
    bans.get_by_role("button", name="Lift the ban of bo").click()
    expect(bans).to_contain_text("Nobody is banned")
    world.api("bo").call("POST", f"/rooms/{room}/join")
    ann.keyboard.press("Escape")
    ann.get_by_role("button", name="What was done").click()
    done = ann.get_by_role("dialog", name="What was done")
    expect(done.get_by_role("listitem").filter(has_text="@ann banned a person · bo")).to_contain_text(
        "Sold watches"
    )
    expect(done).to_contain_text("@ann lifted a ban · bo")


def test_a_role_changes_what_one_is_offered(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    expect(bo.get_by_role("button", name="Invitation links")).to_have_count(0)
    about(ann, "bo", "Make admin")
    expect(bo.get_by_role("button", name="Invitation links")).to_be_visible()
    expect(member(bo, "bo")).to_contain_text("Admin")
    expect(bo.get_by_role("button", name="Change ann")).to_be_visible()
    about(ann, "bo", "Make guest")
    expect(member(bo, "bo")).to_contain_text("Guest")
    expect(bo.get_by_role("button", name="Invitation links")).to_have_count(0)


def test_an_invitation_link_lets_in_counts_and_is_revoked(world: World, enter: Enter) -> None:
    room = world.room(name="by link")
    ann, cy = open_room(enter("ann"), room), enter("cy")
    ann.get_by_role("button", name="Invitation links").click()
    links = ann.get_by_role("dialog", name="Invitation links")
    links.get_by_label("How often").select_option("10")
    links.get_by_role("button", name="Make a link").click()
    address = links.get_by_role("textbox", name="Link").input_value()
    expect(links).to_contain_text("good for 10 uses")
    cy.goto(address)
    cy.get_by_role("button", name="Join the room").click()
    cy.wait_for_url(f"**/rooms/{room}/")
    expect(composer(cy)).to_be_editable()
    expect(links).to_contain_text("used once, 9 left")
    links.get_by_role("button", name="Revoke").click()
    expect(links).to_contain_text("There is no link yet")
    bo = enter("hal")
    bo.goto(address)
    expect(bo.get_by_role("heading", name="This link does not lead in")).to_be_visible()


def test_a_stranger_signs_up_by_a_link_and_is_led_in(world: World, enter: Enter) -> None:
    room = world.room(name="for newcomers")
    wish = {"days": 7, "uses": None, "role": "guest"}
    token = world.api("ann").call("POST", f"/rooms/{room}/invitations", 201, json=wish)["token"]
    page = enter(None)
    page.goto(f"/join/{token}/")
    expect(page.get_by_role("heading", name="for newcomers")).to_be_visible()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Username").fill("bylink")
    page.get_by_label("Password", exact=True).fill("one-good-password")
    page.get_by_label("The same password again").fill("one-good-password")
    page.get_by_role("button", name="Make account").click()
    page.get_by_role("button", name="Join the room").or_(page.locator("chat-composer")).first.wait_for()
    if "/join/" in page.url:
        page.get_by_role("button", name="Join the room").click()
    page.wait_for_url(f"**/rooms/{room}/")
    expect(member(page, "bylink")).to_contain_text("Guest")


def test_ask_to_join_and_be_let_in(world: World, enter: Enter) -> None:
    room = world.room(name="behind glass")
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"findable": True})
    ann, hal = open_room(enter("ann"), room), enter("hal")
    hal.goto("/rooms/")
    expect_live(hal)
    hal.get_by_role("searchbox", name="Find a room").fill("behind glass")
    hal.get_by_role("button", name="Ask to join behind glass").click()
    dialog = hal.get_by_role("dialog")
    dialog.get_by_label("What do you want to say?").fill("I clean the windows")
    dialog.get_by_role("button", name="Ask to join").click()
    expect(hal.locator(".directory-item", has_text="behind glass")).to_contain_text("Your request is pending")
    hal.reload()
    expect(hal.locator(".directory-item", has_text="behind glass")).to_contain_text("Your request is pending")
    ann.get_by_role("button", name=re.compile("^Join requests")).click()
    requests = ann.get_by_role("dialog", name="Join requests")
    expect(requests).to_contain_text("I clean the windows")
    requests.get_by_role("button", name="Accept hal").click()
    expect(room_link(hal, "behind glass")).to_be_visible()
    expect(hal.locator(".directory-item", has_text="behind glass")).to_contain_text("Joined")
    expect(requests).to_contain_text("Nobody is waiting")
    ann.keyboard.press("Escape")
    expect(member(ann, "hal")).to_be_visible()


def crowd(world: World, name: str) -> int:
    """A room with more members than a page brings with it."""
    room = world.room()
    world.server.python(
        "from accounts.models import User\n"
        "from rooms.models import Membership\n"
        f"people = [User(username=f'{name}{{n:03}}', name=f'Crowd {{n}}', colour=1, password='!')"
        " for n in range(300)]\n"
        "people = User.objects.bulk_create(people)\n"
        f"Membership.objects.bulk_create([Membership(room_id={room}, user=p, role='member', changed_seq=0, inbox_seq=0)"
        " for p in people])"
    )
    return room


def test_search_among_many_members(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), crowd(world, "crowd"))
    panel = ann.locator("member-panel")
    expect(panel).to_contain_text("more: search for them")
    assert panel.locator(".member").count() <= 200
    panel.get_by_role("searchbox", name="Find a member").fill("crowd 271")
    expect(panel.locator(".member")).to_have_count(1)
    expect(panel.locator(".member")).to_contain_text("@crowd271")
    panel.get_by_role("searchbox", name="Find a member").fill("nobody at all")
    expect(panel).to_contain_text("Nobody here is called that")


def test_who_joins_while_many_members_are_fetched_is_among_them(world: World, enter: Enter) -> None:
    room = crowd(world, "throng")
    ann = enter("ann")
    held: list[tuple[Route, APIResponse]] = []
    ann.route(f"**/api/v1/rooms/{room}/members", lambda route: held.append((route, route.fetch())))
    open_room(ann, room)
    panel, button = ann.locator("member-panel"), ann.locator("room-actions .people-button")
    expect(panel).to_contain_text("Loading…")
    expect(button).to_contain_text("302")
    # Playwright hears of requests only while it is asked something.
    wait_until(lambda: ann.evaluate("true") and bool(held), timeout=20, what="the question for the members")
    world.api("ann").call("POST", f"/rooms/{room}/members", 201, json={"username": "cy"})
    expect(button).to_contain_text("303")
    for route, answer in held:
        route.fulfill(response=answer)
    panel.get_by_role("searchbox", name="Find a member").fill("throng299")
    expect(panel.locator(".member")).to_have_count(1)
    panel.get_by_role("searchbox", name="Find a member").fill("cy")
    expect(member(ann, "cy")).to_be_visible()


def test_leave_from_the_panel(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    bo.locator("member-panel").get_by_role("button", name="Leave room").click()
    bo.get_by_role("dialog").get_by_role("button", name="Leave room").click()
    bo.wait_for_url(lambda address: f"/rooms/{room}/" not in address)
    expect(member(ann, "bo")).to_have_count(0)


def test_a_report_reaches_the_moderators(world: World, enter: Enter) -> None:
    room = world.room()
    said = {"body": "Buy my watches", "client_id": "report1"}
    bad = world.api("bo").call("POST", f"/rooms/{room}/messages", 201, json=said)["id"]
    world.api("ann").call("POST", f"/rooms/{room}/members", 201, json={"username": "cy"})
    report = world.api("cy").http.post(f"/messages/{bad}/report", json={"reason": "Advertising"})
    assert report.status_code in (200, 201, 204), report.text
    ann = open_room(enter("ann"), room)
    ann.get_by_role("button", name="Reports").click()
    reports = ann.get_by_role("dialog", name="Reports")
    expect(reports).to_contain_text("Buy my watches")
    expect(reports).to_contain_text("Advertising")
    reports.get_by_role("button", name="Delete message").click()
    ann.get_by_role("dialog").last.get_by_role("button", name="Delete", exact=True).click()
    expect(reports).to_contain_text("Nothing was reported")
    answer = world.api("ann").call("GET", f"/rooms/{room}/messages")["messages"]
    assert [one["deleted_at"] is not None for one in answer if one["id"] == bad] == [True]


def test_an_outsider_by_link_signs_in_first(world: World, enter: Enter) -> None:
    room = world.room(name="sign in first")
    wish = {"days": None, "uses": 1, "role": "member"}
    token = world.api("ann").call("POST", f"/rooms/{room}/invitations", 201, json=wish)["token"]
    page = enter(None)
    page.goto(f"/join/{token}/")
    page.get_by_role("link", name="Sign in").click()
    sign_in(page, "lonely", "lonely")
    page.get_by_role("button", name="Join the room").click()
    page.wait_for_url(f"**/rooms/{room}/")
    world.api("lonely").call("DELETE", f"/rooms/{room}/members/lonely", 204)
