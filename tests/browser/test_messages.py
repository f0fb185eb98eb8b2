"""What one can do with a message, each seen by somebody else at once."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.history import line, say_as
from tests.browser.pages import composer, expect_live, log, message, open_room, room_link, say

pytestmark = pytest.mark.browser
EXPIRE = """
from datetime import datetime
from chat.actions import expire_some
expire_some({room}, datetime.fromisoformat("{due}"))
"""


def menu(page: Page, words: str) -> Locator:
    """Opens the menu of a message."""
    message(page, words).hover()
    message(page, words).get_by_role("button", name="More").click()
    return page.get_by_role("dialog", name="Message")


def choose(page: Page, words: str, act: str) -> None:
    menu(page, words).get_by_role("button", name=act).click()


def reaction(page: Page, words: str, emoji: str) -> Locator:
    return message(page, words).get_by_role("button", name=re.compile(f"^{emoji}"))


def test_reactions_come_and_go_for_everybody(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "ann", room, "Cake!")
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    message(bo, "Cake!").hover()
    bo.get_by_role("button", name="React with 👍").click()
    for page in (ann, bo):
        expect(reaction(page, "Cake!", "👍")).to_have_text(re.compile("1"))
    expect(reaction(bo, "Cake!", "👍")).to_have_attribute("aria-pressed", "true")
    reaction(ann, "Cake!", "👍").click()
    expect(reaction(bo, "Cake!", "👍")).to_have_attribute("aria-label", "👍, 2 reactions: You and ann")
    reaction(bo, "Cake!", "👍").hover()
    expect(message(bo, "Cake!").locator(".reaction-who")).to_be_visible()
    reaction(bo, "Cake!", "👍").focus()
    bo.keyboard.press("Enter")
    expect(reaction(ann, "Cake!", "👍")).to_have_attribute("aria-label", "👍, 1 reaction: You")
    expect(reaction(bo, "Cake!", "👍")).to_be_focused()  # it was drawn anew under the keyboard
    ann.reload()
    expect(reaction(ann, "Cake!", "👍")).to_have_attribute("aria-pressed", "true")


def test_the_picker_reacts(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "ann", room, "Anything")
    page = open_room(enter("bo"), room)
    message(page, "Anything").hover()
    message(page, "Anything").get_by_role("button", name="React", exact=True).click()
    picker = page.get_by_role("dialog", name="Emoji")
    picker.get_by_label("Find an emoji").fill("rocket")
    picker.get_by_role("button", name="rocket", exact=True).click()
    expect(reaction(page, "Anything", "🚀")).to_be_visible()


def test_pins_are_kept_in_their_panel(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "bo", room, "The door code is 4711")
    say_as(world, "bo", room, "Something else")
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    bo.get_by_role("button", name="Pinned messages").click()
    panel = bo.get_by_role("complementary", name="Pinned messages")
    expect(panel).to_contain_text("Nothing is pinned")
    choose(ann, "door code", "Pin to the room")
    expect(panel.get_by_role("article")).to_contain_text("The door code is 4711")
    expect(message(bo, "door code")).to_contain_text("Pinned by ann")
    choose(ann, "door code", "Unpin")
    expect(panel).to_contain_text("Nothing is pinned")
    message(bo, "Something else").hover()
    expect(menu(bo, "Something else").get_by_role("button", name="Pin to the room")).to_have_count(0)


def test_saved_messages_are_saved(world: World, enter: Enter) -> None:
    room = world.room()
    sent = say_as(world, "ann", room, "Worth keeping")
    page = open_room(enter("bo"), room)
    choose(page, "Worth keeping", "Save for later")
    expect(menu(page, "Worth keeping").get_by_role("button", name="Remove from saved")).to_be_visible()
    page.keyboard.press("Escape")
    saved = world.api("bo").call("GET", "/saved")
    assert sent["id"] in [one["message"]["id"] for one in saved["saved"]]


def test_a_quote_goes_with_what_one_writes_and_leads_back(world: World, enter: Enter) -> None:
    room = world.room()
    sent = say_as(world, "ann", room, "We meet at nine")
    page = open_room(enter("bo"), room)
    menu(page, "We meet at nine").get_by_role("button", name="Quote", exact=True).click()
    composer(page).fill("Ten, please")
    composer(page).press("Enter")
    quoting = log(page).get_by_role("article").filter(has_text="Ten, please")
    expect(quoting.locator(".quote-card")).to_contain_text("We meet at nine")
    expect(quoting).not_to_have_class(re.compile("pending"))
    quoting.get_by_role("link", name="Show").click()
    expect(line(page, sent["id"])).to_have_class(re.compile(r"\bmarked\b"))


def test_a_message_is_forwarded_to_another_room(world: World, enter: Enter) -> None:
    here, there = world.room(name="from here"), world.room(name="to there")
    say_as(world, "ann", here, "Good news")
    page = open_room(enter("bo"), here)
    choose(page, "Good news", "Forward…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Where to").first.fill("to there")
    dialog.get_by_role("radio", name="to there").check()
    dialog.get_by_label("Add a word").fill("Look at this")
    dialog.get_by_role("button", name="Forward", exact=True).click()
    page.get_by_role("button", name="Go there").click()
    expect(message(page, "Look at this").locator(".quote-card")).to_contain_text("Good news")
    expect(message(page, "Look at this").get_by_role("link", name="Show in #from here")).to_be_visible()
    assert world.api("ann").all_messages(there)[-1]["extra"]["quote"]["room"] == here


def test_link_and_text_are_copied(world: World, enter: Enter) -> None:
    room = world.room()
    sent = say_as(world, "ann", room, "Some **bold** words")
    page = enter("bo", permissions=["clipboard-read", "clipboard-write"])
    open_room(page, room)
    choose(page, "bold words", "Copy text")
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Some **bold** words"
    choose(page, "bold words", "Copy link")
    expect(page.get_by_text("Link copied.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"/rooms/{room}/m/{sent['id']}/")
    page.goto(link)
    expect(line(page, sent["id"])).to_have_class(re.compile(r"\bmarked\b"))


def test_messages_are_unread_again_from_one_on(world: World, enter: Enter) -> None:
    room = world.room(name="again")
    for words in ("One", "Two", "Three"):
        say_as(world, "ann", room, words)
    page = open_room(enter("bo"), room)
    expect(room_link(page, "again")).not_to_contain_text("unread")
    choose(page, "Two", "Mark unread from here")
    expect(room_link(page, "again")).to_contain_text("2 unread")
    expect(log(page).locator(".day.new + article")).to_contain_text("Two")
    page.get_by_role("button", name="Mark as read").click()
    expect(room_link(page, "again")).not_to_contain_text("unread")
    expect(log(page).locator(".day.new")).to_have_count(0)


def test_one_sees_what_a_message_said_before(world: World, enter: Enter) -> None:
    room = world.room()
    sent = say_as(world, "ann", room, "At noon")
    world.api("ann").call("PATCH", f"/messages/{sent['id']}", json={"body": "At one"})
    page = open_room(enter("bo"), room)
    message(page, "At one").get_by_role("button", name=re.compile("edited")).click()
    versions = page.get_by_role("dialog", name="Edit history").get_by_role("article")
    expect(versions).to_have_count(2)
    expect(versions.nth(0)).to_contain_text("At one")
    expect(versions.nth(1)).to_contain_text("At noon")


def test_a_report_reaches_the_moderators(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "ann", room, "Buy my coins")
    page = open_room(enter("bo"), room)
    choose(page, "Buy my coins", "Report…")
    dialog = page.get_by_role("dialog", name="Report this message")
    dialog.get_by_label("What is wrong with it?").fill("It is an advertisement")
    dialog.get_by_role("button", name="Report").click()
    expect(page.get_by_text("The moderators have been told.")).to_be_visible()
    reports = world.api("ann").call("GET", f"/rooms/{room}/reports")["reports"]
    assert [(one["reporter"], one["reason"]) for one in reports] == [("bo", "It is an advertisement")]


def test_seen_by_tells_who_has_read_it(world: World, enter: Enter) -> None:
    room = world.room("bo", "cy", name="seen")
    say_as(world, "ann", room, "Who reads this?")
    bo = open_room(enter("bo"), room)
    expect(message(bo, "Who reads this?")).to_be_visible()
    expect(room_link(bo, "seen")).not_to_contain_text("unread")
    ann = open_room(enter("ann"), room)
    choose(ann, "Who reads this?", "Seen by")
    seen = ann.get_by_role("dialog", name="Seen by")
    expect(seen.get_by_role("listitem")).to_have_text([re.compile("bo")])


def test_a_poll_is_voted_in_and_ended(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    world.api("ann").call(
        "POST",
        f"/rooms/{room}/slash",
        json={"text": '/poll "Lunch?" "Soup" "Bread"', "client_id": "poll-1"},
    )
    soup = bo.get_by_role("radio", name=re.compile("^Soup"))
    soup.click()
    expect(ann.get_by_role("radio", name="Soup: 1 vote, bo")).to_be_visible()
    bo.get_by_role("radio", name=re.compile("^Bread")).click()
    expect(ann.get_by_role("radio", name="Bread: 1 vote, bo")).to_be_visible()
    expect(ann.get_by_role("radio", name="Soup: 0 votes")).to_be_visible()
    expect(bo.get_by_role("button", name="End the poll")).to_have_count(0)
    ann.get_by_role("button", name="End the poll").click()
    expect(log(bo)).to_contain_text("This poll has ended.")
    expect(bo.get_by_role("radio", name=re.compile("^Bread"))).to_be_disabled()


def test_a_spoiler_opens_on_request_only(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "ann", room, "It was ||the gardener|| all along")
    page = open_room(enter("bo"), room)
    spoiler = message(page, "all along").get_by_role("button", name="Spoiler: show it")
    assert "gardener" not in message(page, "all along").locator(".rich").inner_text()
    spoiler.focus()
    page.keyboard.press("Enter")
    expect(message(page, "all along")).to_contain_text("the gardener")
    assert "gardener" in message(page, "all along").locator(".rich").inner_text()


def test_keys_walk_and_act(world: World, enter: Enter) -> None:
    room = world.room()
    for words in ("First", "Second"):
        say_as(world, "bo", room, words)
    page = open_room(enter("bo"), room)
    log(page).focus()
    page.keyboard.press("ArrowUp")
    expect(message(page, "Second")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(message(page, "First")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Message")).to_be_visible()
    page.keyboard.press("Escape")
    expect(message(page, "First")).to_be_focused()
    page.keyboard.press("e")
    edit = page.get_by_role("textbox", name="Edit message")
    edit.fill("First of all")
    edit.press("Enter")
    expect(message(page, "First of all")).to_contain_text("(edited)")


def test_a_long_press_opens_the_sheet(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "ann", room, "Hold me")
    page = enter("bo", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_room(page, room)
    box = message(page, "Hold me").bounding_box()
    assert box is not None
    point = {"x": box["x"] + 120, "y": box["y"] + box["height"] / 2}
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    sheet = page.get_by_role("dialog", name="Message")
    expect(sheet).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(sheet).to_be_visible()
    for one in sheet.get_by_role("button").all():
        size = one.bounding_box()
        assert size is not None
        assert size["height"] >= 44
    sheet.get_by_role("button", name="React with 🎉").click()
    expect(sheet).to_have_count(0)
    expect(reaction(page, "Hold me", "🎉")).to_be_visible()


def lines_shown(page: Page) -> list[str]:
    return log(page).locator(".message-body").all_inner_texts()


def test_deleted_messages_leave_a_line_live_and_after_a_reload(world: World, enter: Enter) -> None:
    room = world.room()
    plain = say_as(world, "ann", room, "Forget this")
    root = say_as(world, "ann", room, "A question")
    answer = say_as(world, "bo", room, "An answer", thread=root["id"])
    wrong = say_as(world, "bo", room, "A wrong answer", thread=root["id"])
    waved = say_as(world, "ann", room, "waves", kind="me")
    page = open_room(enter("bo"), room)
    expect(message(page, "Forget this")).to_be_visible()
    gone = (plain, wrong, root, waved)
    for sent in gone:
        who = "bo" if sent is wrong else "ann"
        world.api(who).call("DELETE", f"/messages/{sent['id']}")
    for sent in (plain, root, waved):
        expect(line(page, sent["id"])).to_contain_text("Message deleted")
    expect(line(page, plain["id"]).get_by_text("ann", exact=True)).to_be_visible()  # whose it was
    expect(message(page, "Forget this")).to_have_count(0)
    expect(line(page, root["id"]).get_by_role("button", name="1 reply")).to_be_visible()
    live = lines_shown(page)
    page.reload()
    expect_live(page)
    expect(line(page, waved["id"])).to_be_visible()
    assert lines_shown(page) == live
    line(page, root["id"]).get_by_role("button", name="1 reply").click()
    replies = page.get_by_role("log", name="Replies")
    expect(replies.locator(f"[data-message='{answer['id']}']")).to_contain_text("An answer")
    expect(replies.locator(f"[data-message='{wrong['id']}']")).to_contain_text("Message deleted")
    page.goto(f"/rooms/{room}/m/{plain['id']}/")
    expect(line(page, plain["id"])).to_have_class(re.compile(r"\bmarked\b"))
    line(page, plain["id"]).hover()
    line(page, plain["id"]).get_by_role("button", name="More").click()
    menu_of_it = page.get_by_role("dialog", name="Message")
    expect(menu_of_it.get_by_role("button", name="Copy link")).to_be_visible()
    for act in ("Quote", "Save for later", "Copy text", "Delete…"):
        expect(menu_of_it.get_by_role("button", name=act)).to_have_count(0)


def test_what_expires_leaves_no_line_and_takes_older_ones_along(world: World, enter: Enter) -> None:
    room = world.room()
    withdrawn, _, kept = (say_as(world, "ann", room, words) for words in ("Withdrawn", "Due", "Kept"))
    page = open_room(enter("bo"), room)
    expect(message(page, "Due")).to_be_visible()
    world.api("ann").call("DELETE", f"/messages/{withdrawn['id']}")
    expect(line(page, withdrawn["id"])).to_contain_text("Message deleted")
    world.server.python(EXPIRE.format(room=room, due=kept["created_at"]))
    expect(log(page).get_by_role("article")).to_have_count(1)
    expect(line(page, kept["id"])).to_be_visible()
    page.reload()
    expect_live(page)
    expect(line(page, kept["id"])).to_be_visible()
    expect(log(page).get_by_role("article")).to_have_count(1)


def test_a_message_that_names_one_stands_out(world: World, enter: Enter) -> None:
    room = world.room()
    say_as(world, "ann", room, "For @bo alone")
    say_as(world, "ann", room, "For nobody")
    page = open_room(enter("bo"), room)
    expect(message(page, "For @bo alone")).to_have_class(re.compile(r"\bnamed\b"))
    expect(message(page, "For nobody")).not_to_have_class(re.compile(r"\bnamed\b"))


def test_what_is_not_sent_waits_and_goes_once(world: World, enter: Enter) -> None:
    room = world.room()
    page = open_room(enter("ann"), room)
    page.context.set_offline(True)
    say(page, "Written in a tunnel")
    expect(message(page, "Written in a tunnel")).to_have_class(re.compile("pending"))
    page.context.set_offline(False)
    expect(message(page, "Written in a tunnel")).not_to_have_class(re.compile("pending"))
    bodies = [one["body"] for one in world.api("ann").all_messages(room)]
    assert bodies.count("Written in a tunnel") == 1
