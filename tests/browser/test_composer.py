"""Where one writes: keys, formatting, proposals, warnings, drafts, later, polls, commands, and why one may not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, connection, log, message, open_room, said, say

pytestmark = pytest.mark.browser


def suggestions(page: Page) -> Locator:
    """The open list of proposals."""
    return page.get_by_role("listbox", name=re.compile("^(People|Rooms and documents|Emoji|Commands)$"))


def notice(page: Page) -> Locator:
    return page.locator(".composer-notice")


def test_enter_sends_and_shift_enter_breaks_the_line(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    field = composer(ann)
    field.press_sequentially("one")
    low = field.bounding_box()
    for _ in range(3):
        field.press("Shift+Enter")
    field.press_sequentially("two")
    high = field.bounding_box()
    assert low and high and high["height"] > low["height"] + 40  # it grows with its text
    field.press("Enter")
    expect(message(ann, "one")).to_contain_text("two")
    expect(field).to_be_empty()
    field.fill("line\n" * 200)
    tall = field.bounding_box()
    assert tall and tall["height"] <= 322  # and only to a limit


def test_enter_may_break_the_line_instead(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    ann.get_by_role("button", name="Add", exact=True).click()
    ann.get_by_role("button", name="Let Enter break the line").click()
    field = composer(ann)
    field.press_sequentially("first")
    field.press("Enter")
    field.press_sequentially("second")
    expect(field).to_have_value("first\nsecond")
    field.press("Control+Enter")
    expect(message(ann, "first")).to_contain_text("second")


def test_formatting_by_keys_and_undo(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    field = composer(ann)
    field.press_sequentially("loud")
    for key, text in (("b", "**loud**"), ("b", "loud"), ("i", "_loud_"), ("i", "loud"), ("e", "`loud`")):
        field.press("ControlOrMeta+a")
        if key == "b" and text == "loud":
            field.evaluate("(one) => one.setSelectionRange(2, 6)")
        elif text == "loud":
            field.evaluate("(one) => one.setSelectionRange(1, 5)")
        field.press(f"Control+{key}")
        expect(field).to_have_value(text)
    field.press("Control+z")
    expect(field).to_have_value("loud")
    field.press("ControlOrMeta+a")
    field.press("Control+Shift+k")
    expect(field).to_have_value("[loud](https://)")
    ann.keyboard.type("https://a.example")
    field.press("Enter")
    expect(message(ann, "loud").get_by_role("link", name="loud")).to_have_attribute(
        "href", re.compile("a.example")
    )


def test_people_are_proposed_members_first(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room("bo"))
    field = composer(ann)
    field.press_sequentially("hi @b")
    expect(suggestions(ann).get_by_role("option")).to_have_count(1)
    expect(suggestions(ann).get_by_role("option").first).to_contain_text("@bo")
    field.press("Enter")
    expect(field).to_have_value("hi @bo ")
    field.press_sequentially("and @cy")
    stranger = suggestions(ann).get_by_role("option", name=re.compile("cy"))
    expect(stranger).to_contain_text("not in this room")
    field.press("Escape")
    expect(suggestions(ann)).to_have_count(0)
    field.press_sequentially(" or @")
    active = field.get_attribute("aria-activedescendant")
    field.press("ArrowDown")
    expect(field).not_to_have_attribute("aria-activedescendant", active or "")
    expect(suggestions(ann).get_by_role("option", name=re.compile("@room"))).to_be_visible()


def test_rooms_documents_emoji_and_commands_are_proposed(world: World, enter: Enter) -> None:
    room = world.room(name="proposals")
    document = world.document(room, "words")
    ann = open_room(enter("ann"), room)
    field = composer(ann)
    field.press_sequentially("see #Pla")
    expect(suggestions(ann).get_by_role("option", name=re.compile("Plan"))).to_be_visible()
    field.press("Tab")
    expect(field).to_have_value(f"see [Plan](/documents/{document}/) ")
    field.press_sequentially("#propos")
    field.press("Enter")
    expect(field).to_have_value(re.compile(rf"\[# proposals\]\(/rooms/{room}/\) $"))
    field.fill("")
    field.press_sequentially("well :tad")
    expect(suggestions(ann).get_by_role("option").first).to_contain_text("🎉")
    field.press("Enter")
    expect(field).to_have_value("well 🎉 ")
    field.fill("")
    field.press_sequentially("/sh")
    expect(suggestions(ann).get_by_role("option", name="/shrug")).to_be_visible()


def test_somebody_outside_is_invited_or_not(world: World, enter: Enter) -> None:
    room = world.room("bo")
    ann = open_room(enter("ann"), room)
    say(ann, "what do you think, @cy?")
    dialog = ann.get_by_role("dialog", name="Not in this room")
    expect(dialog).to_contain_text("@cy is not in this room")
    dialog.get_by_role("button", name="Cancel").click()
    expect(composer(ann)).to_have_value("what do you think, @cy?")
    assert said(ann) == []
    composer(ann).press("Enter")
    dialog.get_by_role("button", name="Send anyway").click()
    expect(message(ann, "what do you think")).to_be_visible()
    say(ann, "come in, @cy")
    dialog.get_by_role("button", name="Invite and send").click()
    expect(message(ann, "come in")).to_be_visible()
    members = world.api("ann").call("GET", f"/rooms/{room}/members")["members"]
    assert "cy" in [member["user"]["username"] for member in members]
    say(ann, "and now, @cy?")  # inside: nothing is asked any more
    expect(message(ann, "and now")).to_be_visible()


def test_the_emoji_picker_by_keyboard(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    ann.locator("chat-composer").get_by_role("button", name="Emoji").click()
    picker = ann.get_by_role("dialog", name="Emoji")
    expect(
        picker.get_by_role("region", name="Used last").or_(picker.locator("section").first)
    ).to_be_visible()
    picker.get_by_role("searchbox", name="Find an emoji").fill("rocket")
    expect(picker.get_by_role("button", name="rocket")).to_be_visible()
    ann.keyboard.press("Enter")
    expect(picker).to_have_count(0)
    expect(composer(ann)).to_have_value("🚀 ")
    ann.locator("chat-composer").get_by_role("button", name="Emoji").click()
    picker.get_by_label("Skin tone").select_option("5")
    picker.get_by_role("searchbox").fill("waving hand")
    ann.keyboard.press("ArrowDown")
    ann.keyboard.press("Enter")
    expect(composer(ann)).to_have_value(re.compile("👋🏿"))
    ann.locator("chat-composer").get_by_role("button", name="Emoji").click()
    expect(picker.get_by_role("searchbox")).to_be_focused()
    ann.keyboard.press("Escape")
    expect(picker).to_have_count(0)


def test_a_draft_appears_on_another_device_and_typing_is_kept(world: World, enter: Enter) -> None:
    room = world.room()
    here, there = open_room(enter("ann"), room), open_room(enter("ann"), room)
    composer(here).press_sequentially("begun on the desk")
    expect(composer(there)).to_have_value("begun on the desk")
    there.wait_for_timeout(2_100)  # "just typed" ends after two seconds; that span itself is what is tested
    composer(there).press_sequentially(", ended on the phone")
    expect(composer(here)).to_have_value("begun on the desk, ended on the phone")
    here.reload()
    expect(composer(here)).to_have_value("begun on the desk, ended on the phone")
    composer(there).press("Enter")
    expect(message(here, "ended on the phone")).to_be_visible()
    expect(composer(here)).to_be_empty()


def test_a_message_is_sent_later(world: World, enter: Enter) -> None:
    room = world.room()
    ann = open_room(enter("ann"), room)
    composer(ann).fill("Happy new week")
    ann.get_by_role("button", name="Send later").click()
    dialog = ann.get_by_role("dialog", name="Send later")
    dialog.get_by_label("At a time of your own").fill("2020-01-01T09:00")
    dialog.get_by_role("button", name="Send later").click()
    expect(dialog.get_by_role("alert").filter(has_text="ahead")).to_be_visible()
    dialog.get_by_role("button", name=re.compile("^Tomorrow at")).click()
    expect(ann.get_by_text("It will be sent:")).to_be_visible()
    expect(composer(ann)).to_be_empty()
    assert said(ann) == []
    [planned] = [
        one for one in world.api("ann").call("GET", "/scheduled")["scheduled"] if one["room"] == room
    ]
    assert planned["body"] == "Happy new week"
    ahead = datetime.fromisoformat(planned["send_at"]) - datetime.now(UTC)
    assert timedelta(0) < ahead < timedelta(days=2)


def test_a_question_with_answers(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    ann.get_by_role("button", name="Add", exact=True).click()
    ann.get_by_role("button", name="Ask a question").click()
    dialog = ann.get_by_role("dialog", name="Ask a question")
    dialog.get_by_label("Question").fill("Lunch?")
    dialog.get_by_label("Answer 1").fill("Soup")
    dialog.get_by_label("Answer 2").fill("Soup")
    dialog.get_by_role("button", name="Ask", exact=True).click()
    expect(dialog).to_contain_text("two different answers")
    dialog.get_by_label("Answer 2").fill("“Salad” or so")
    dialog.get_by_role("button", name="Ask", exact=True).click()
    poll = log(ann).get_by_role("article").filter(has_text="Lunch?")
    expect(poll).to_contain_text("Soup")
    expect(poll).to_contain_text('"Salad" or so')


def test_commands_run_and_answer(world: World, enter: Enter) -> None:
    ann = open_room(enter("ann"), world.room())
    say(ann, "/shrug who knows")
    expect(message(ann, "who knows")).to_contain_text("¯\\_(ツ)_/¯")
    say(ann, "/topic The new topic")
    expect(ann.locator(".toast", has_text="The topic is set")).to_be_visible()
    expect(ann.locator("room-title")).to_contain_text("The new topic")
    say(ann, "/help")
    expect(notice(ann)).to_contain_text("/shrug")
    expect(notice(ann)).to_contain_text("Only you see this")
    composer(ann).press("Escape")
    expect(notice(ann)).to_be_hidden()
    say(ann, "/nonsense at all")
    expect(notice(ann)).to_contain_text("no command /nonsense")
    notice(ann).get_by_role("button", name="Send as text").click()
    expect(message(ann, "/nonsense at all")).to_be_visible()


def test_why_one_may_not_write(world: World, enter: Enter) -> None:
    room = world.room()
    bo = open_room(enter("bo"), room)
    closed = bo.locator("chat-composer .notice")
    composer(bo).fill("half a thought")
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"posting": "admins"})
    expect(closed).to_contain_text("Only owners and admins write here")
    expect(bo.locator("chat-composer")).to_contain_text("half a thought")
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"posting": "everyone"})
    expect(composer(bo)).to_have_value("half a thought")
    world.api("ann").call("PUT", f"/rooms/{room}/members/bo/silence", json={"minutes": 5})
    expect(closed).to_contain_text("silenced you here until")
    world.api("ann").call("DELETE", f"/rooms/{room}/members/bo/silence")
    expect(composer(bo)).to_be_visible()
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"archived": True})
    expect(closed).to_contain_text("archived")


def test_slow_mode_counts_down(world: World, enter: Enter) -> None:
    room = world.room()
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"slow_mode": 30})
    bo = open_room(enter("bo"), room)
    say(bo, "one")
    expect(message(bo, "one")).to_be_visible()
    send = bo.locator("chat-composer button[type=submit]")
    expect(send).to_be_disabled()
    expect(send).to_have_text(re.compile(r"0:[0-3]\d"))
    composer(bo).fill("two")
    composer(bo).press("Enter")
    expect(notice(bo)).to_contain_text("Slow mode")
    expect(composer(bo)).to_have_value("two")


def test_written_without_a_line_goes_once_when_it_is_back(world: World, enter: Enter) -> None:
    room = world.room()
    ann, bo = open_room(enter("ann"), room), open_room(enter("bo"), room)
    ann.context.set_offline(True)
    expect(connection(ann)).not_to_have_text("Live")
    say(ann, "from the tunnel")
    expect(message(ann, "from the tunnel")).to_be_visible()
    ann.context.set_offline(False)
    expect(message(bo, "from the tunnel")).to_be_visible()
    expect(message(ann, "from the tunnel")).to_have_count(1)
    assert said(bo).count("from the tunnel") == 1
