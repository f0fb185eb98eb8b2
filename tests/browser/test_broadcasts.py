"""What staff write reaches people as they were shown it, when they said, and goes when they take it back."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.announcing import banner, compose, count, home, picture, recall, saved, send, yes
from tests.browser.conftest import Enter, World
from tests.browser.pages import expect_live, overflow
from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
DEAD = """
from jobs.dead import bury
for what in ("The first mail", "The second mail"):
    task = "notifications.ways.tasks.deliver_pushes"
    bury(task, "the vendor said no", attempts=5, kwargs={"deliveries": []}, what=what)
"""
SMALL = """() => [...document.querySelectorAll(
    'main :is(button, select, input:not([type=checkbox], [type=radio], [type=file]), a.button)')]
  .filter((one) => one.checkVisibility() && !one.closest('[inert]'))
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.textContent.trim() || one.name)"""
WIDTHS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def test_written_looked_at_sent_and_read(world: World, enter: Enter) -> None:
    ann, staff = home(enter("ann")), compose(enter("staff"))
    staff.get_by_label("Everyone", exact=True).check()
    expect(count(staff)).to_contain_text(re.compile(r"\d+ people"))
    staff.get_by_label("Title").fill("Hello {first_name}, soup")
    staff.get_by_label("Text", exact=True).fill("Today **at noon**, {place}.\n\n- soup\n- bread")
    staff.get_by_label("What {place} stands for").fill("in the yard")
    staff.get_by_label("Banner", exact=True).check()
    top = picture(staff, "At the top of every page")
    expect(top).to_contain_text("Hello staff, soup")
    expect(top.locator("strong").filter(has_text="at noon")).to_have_count(1)
    expect(picture(staff, "Toast")).to_contain_text("Today at noon, in the yard. soup bread")
    expect(picture(staff, "E-mail").get_by_role("listitem", include_hidden=True)).to_have_count(2)
    staff.get_by_label("To", exact=True).select_option("ann")
    expect(picture(staff, "Inbox")).to_contain_text("Hello ann, soup")
    staff.get_by_role("button", name="Send…").click()
    expect(staff.get_by_role("dialog")).to_contain_text(re.compile(r"Send it to \d+ people\?"))
    yes(staff, "Send")
    expect(staff.get_by_role("status").filter(has_text=re.compile("^Sent$"))).to_be_visible()
    expect(banner(ann, "Hello ann, soup")).to_contain_text("Today at noon, in the yard.")
    reached = staff.get_by_role("region", name="Figures").get_by_text(re.compile(r"^0 of \d+ · 0 %$"))
    expect(reached.first).to_be_visible()
    banner(ann, "Hello ann").get_by_role("button", name="Mark “Hello ann, soup” as read").click()
    expect(banner(ann, "Hello ann")).to_have_count(0)
    expect(staff.get_by_role("region", name="Figures")).to_contain_text(re.compile(r"Read\s*1 of \d+"))
    staff.get_by_label("Who", exact=True).select_option("read")
    people = staff.get_by_role("list", name="People")
    expect(people.get_by_role("listitem")).to_have_count(1)
    expect(people).to_contain_text("@ann")
    with staff.expect_download() as started:
        staff.get_by_role("link", name="Save as CSV").click()
    assert "ann" in Path(started.value.path()).read_text()
    ann.reload()
    expect_live(ann)
    expect(banner(ann, "Hello ann")).to_have_count(0)
    recall(world, {"id": staff.url.rstrip("/").rpartition("/")[2]})


def test_each_reads_it_in_their_own_language(world: World, enter: Enter) -> None:
    fay, staff = enter("fay"), compose(enter("staff"))
    world.api("fay").call("PATCH", "/me", 200, json={"language": "de"})
    fay.goto("/rooms/")
    staff.get_by_label("Everyone", exact=True).check()
    staff.get_by_label("Title").fill("The lift is broken")
    staff.get_by_label("Banner", exact=True).check()
    written = staff.get_by_role("group", name="Language of the text")
    written.get_by_role("button", name=re.compile("Deutsch")).click()
    expect(staff.get_by_label("Title")).to_have_value("")
    staff.get_by_label("Title").fill("Der Aufzug ist kaputt")
    expect(picture(staff, "At the top of every page")).to_contain_text("Der Aufzug ist kaputt")
    shown = staff.get_by_role("group", name="Language of the reader")
    shown.get_by_role("button", name="English").click()
    expect(picture(staff, "At the top of every page")).to_contain_text("The lift is broken")
    staff.get_by_role("button", name="Send…").click()
    yes(staff, "Send")
    bar = fay.locator(".banners")
    expect(bar).to_contain_text("Der Aufzug ist kaputt")
    expect(bar).not_to_contain_text("The lift is broken")
    staff.wait_for_url(re.compile(r"/broadcasts/\d+/$"))
    expect(staff.get_by_role("region", name="Figures")).to_be_visible()
    recall(world, {"id": staff.url.rstrip("/").rpartition("/")[2]})
    expect(bar.get_by_text("Der Aufzug")).to_have_count(0)
    world.api("fay").call("PATCH", "/me", 200, json={"language": ""})


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(world: World, enter: Enter) -> None:
    page = compose(enter("staff"))
    page.get_by_role("button", name="Send…").click()
    expect(page.get_by_text("Choose who gets it.")).to_be_visible()
    expect(page.get_by_text("An announcement needs a title.")).to_be_visible()
    page.get_by_label("Title").fill("Dear {nme}")
    page.get_by_label("Text", exact=True).fill("All of this stays.")
    page.get_by_role("textbox", name="Link", exact=True).fill("javascript:alert(1)")
    page.get_by_label("Chosen people").check()
    page.get_by_text("A list of names", exact=True).click()
    page.get_by_label("Usernames or e-mail addresses").fill("ann, nobody-at-all")
    expect(count(page)).to_contain_text("1 person")
    expect(count(page)).to_contain_text(re.compile("Nobody has this name:.*nobody-at-all"))
    page.get_by_label("Later").check()
    page.get_by_label("Goes out").fill("2020-01-01T09:00")
    page.get_by_role("button", name="Schedule…").click()
    for words in (
        "Say what {nme} stands for, or take it out.",
        "A link is a path on this site",
        "That moment is over. Choose one that lies ahead.",
    ):
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    expect(page.get_by_role("textbox", name="Link", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Text", exact=True)).to_have_value("All of this stays.")
    page.get_by_label("Title").fill("Dear {name}")
    page.get_by_role("textbox", name="Link", exact=True).fill("/rooms/")
    page.get_by_label("Now", exact=True).check()
    page.get_by_role("button", name="Send…").click()
    expect(page.get_by_text("Some names are nobody's. Mend them or leave them out.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Leave them out").click()
    expect(count(page)).to_contain_text("They are left out.")
    page.get_by_role("button", name="Send…").click()
    expect(page.get_by_role("dialog")).to_contain_text("Send it to 1 person?")
    page.keyboard.press("Escape")
    saved(page)
    page.reload()
    expect(page.get_by_label("Text", exact=True)).to_have_value("All of this stays.")
    expect(page.get_by_label("Usernames or e-mail addresses")).to_have_value("ann, nobody-at-all")
    drafts = world.api("staff").call("GET", "/broadcasts?state=draft")["broadcasts"]
    assert [row["title"] for row in drafts].count("Dear {name}") == 1


def test_the_text_is_formatted_as_in_chat(world: World, enter: Enter) -> None:
    page = compose(enter("staff"))
    text = page.get_by_label("Text", exact=True)
    tools = page.get_by_role("group", name="Formatting")
    text.press_sequentially("Soup at noon")
    text.evaluate("(one) => one.setSelectionRange(0, 4)")
    tools.get_by_role("button", name="Bold").click()
    expect(text).to_have_value("**Soup** at noon")
    expect(text).to_be_focused()
    expect(picture(page, "E-mail").locator("strong").filter(has_text="Soup")).to_have_count(1)
    text.press("Control+z")
    expect(text).to_have_value("Soup at noon")
    for key, made in (("b", "**Soup**"), ("i", "_Soup_"), ("e", "`Soup`"), ("Shift+k", "[Soup](https://)")):
        text.evaluate("(one) => one.setSelectionRange(0, 4)")
        text.press(f"Control+{key}")
        expect(text).to_have_value(f"{made} at noon")
        text.press("Control+z")
        expect(text).to_have_value("Soup at noon")
    text.press("Control+End")
    page.get_by_role("button", name="{first_name}").click()
    expect(text).to_have_value("Soup at noon{first_name}")
    text.press("Control+z")  # a variable that is put in can be taken back, too
    expect(text).to_have_value("Soup at noon")
    tools.get_by_role("button", name="Emoji").click()
    picker = page.get_by_role("dialog", name="Emoji")
    picker.get_by_label("Find an emoji").fill("rocket")
    picker.get_by_role("button", name="rocket", exact=True).click()
    expect(text).to_have_value("Soup at noon 🚀 ")
    page.get_by_label("Title").fill("Formatted")
    saved(page)
    page.reload()
    expect(text).to_have_value("Soup at noon 🚀")
    page.get_by_role("button", name="Throw away").click()
    yes(page, "Throw away")


def test_what_is_typed_survives_a_dead_line_and_a_reload(world: World, enter: Enter) -> None:
    page = compose(enter("staff"))
    page.route("**/api/v1/broadcasts", lambda route: route.abort())
    page.get_by_label("Title").fill("Typed in a tunnel")
    expect(page.get_by_role("status", name="Save state")).to_have_text("Kept on this device")
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Typed in a tunnel")
    expect(page.get_by_text("What you had written on this device is here again.")).to_be_visible()
    page.unroute("**/api/v1/broadcasts")
    page.get_by_label("Text", exact=True).fill("And out of it.")
    saved(page)
    expect(page).to_have_url(re.compile(r"/broadcasts/\d+/$"))
    page.goto("/broadcasts/?state=draft")
    page.get_by_role("link", name="Typed in a tunnel").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("And out of it.")
    page.get_by_role("button", name="Throw away").click()
    yes(page, "Throw away")
    expect(page.locator("#toasts")).to_contain_text("The draft is thrown away.")
    expect(page.get_by_role("link", name="Typed in a tunnel")).to_have_count(0)


def test_rooms_people_and_roles_make_one_audience(world: World, enter: Enter) -> None:
    world.room("bo", "cy", name="Aud kitchen", visibility="public")
    page = compose(enter("staff"))
    page.get_by_label("Chosen people").check()
    expect(count(page)).to_contain_text("Nobody is chosen yet.")
    page.get_by_role("combobox", name="Rooms").fill("Aud kit")
    page.get_by_role("option", name=re.compile("Aud kitchen")).click()
    expect(count(page)).to_contain_text("3 people")
    page.get_by_role("combobox", name="People").fill("hal, bo ")
    expect(page.get_by_role("list", name="Chosen: People").get_by_role("listitem")).to_have_count(2)
    expect(count(page)).to_contain_text("4 people")
    page.get_by_label("Staff", exact=True).check()
    expect(count(page)).to_contain_text("5 people")
    page.get_by_role("button", name="Take out Aud kitchen").click()
    expect(count(page)).to_contain_text("3 people")
    saved(page)
    page.reload()
    expect(count(page)).to_contain_text("3 people")
    expect(page.get_by_label("Staff", exact=True)).to_be_checked()


def test_planned_shown_taken_from_the_plan_and_sent_by_itself(world: World, enter: Enter) -> None:
    bo, page = home(enter("bo")), compose(enter("staff"))
    page.get_by_label("Chosen people").check()
    page.get_by_role("combobox", name="People").fill("bo,")
    page.get_by_label("Title").fill("Planned tea")
    page.get_by_label("Banner", exact=True).check()
    page.get_by_label("Later").check()
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_label("Goes out").fill("2031-05-01T10:00")
    page.get_by_role("button", name="Schedule…").click()
    yes(page, "Schedule")
    expect(page.get_by_text(re.compile("It goes out by itself: .*2031"))).to_be_visible()
    number = page.url.rstrip("/").rpartition("/")[2]
    planned = world.api("staff").call("GET", f"/broadcasts/{number}")
    assert planned["send_at"].startswith("2031-05-01T01:00:00")  # the clock there is nine hours ahead
    page.goto("/broadcasts/?state=scheduled")
    expect(page.get_by_role("listitem").filter(has_text="Planned tea")).to_contain_text("Scheduled")
    page.get_by_role("link", name="Planned tea").click()
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("Goes out")).to_have_value("2031-05-01T10:00")
    page.get_by_label("Now", exact=True).check()
    saved(page)
    expect(banner(bo, "Planned tea")).to_have_count(0)
    soon = (datetime.now(UTC) + timedelta(seconds=4)).isoformat()
    world.api("staff").call("PATCH", f"/broadcasts/{number}", 200, json={"send_at": soon})
    world.api("staff").call("POST", f"/broadcasts/{number}/send", 200, json={})
    page.goto("/broadcasts/")
    row = page.get_by_role("listitem").filter(has_text="Planned tea")
    expect(row).to_contain_text("Scheduled")
    expect(banner(bo, "Planned tea")).to_be_visible()
    expect(row).to_contain_text("Sent")  # live
    expect(row).to_contain_text("1 of 1 reached")


def test_changed_and_taken_back_on_every_page(world: World, enter: Enter) -> None:
    sent = send(world, "The water is of", level="urgent", body="From ten.")
    ann, bo, staff = home(enter("ann")), home(enter("bo")), enter("staff")
    for page in (ann, bo):
        expect(banner(page, "The water is of")).to_be_visible()
    staff.goto(f"/broadcasts/{sent['id']}/")
    staff.get_by_role("button", name="Change it").click()
    staff.get_by_role("dialog").get_by_label("Title").fill("")
    staff.get_by_role("button", name="Save for everybody").click()
    expect(staff.get_by_role("dialog")).to_contain_text("An announcement needs a title.")
    staff.get_by_role("dialog").get_by_label("Title").fill("The water is off")
    staff.get_by_role("button", name="Save for everybody").click()
    for page in (ann, bo):
        expect(banner(page, "The water is off")).to_be_visible()
    banner(bo, "The water is off").get_by_role("button").click()
    expect(banner(bo, "The water is off")).to_have_count(0)
    staff.get_by_role("button", name="Take it back").click()
    yes(staff, "Take it back")
    expect(banner(ann, "The water")).to_have_count(0)
    expect(staff.get_by_role("status").filter(has_text=re.compile("^Taken back$"))).to_be_visible()
    ann.goto("/inbox/")
    expect_live(ann)
    expect(ann.get_by_role("main").get_by_text("The water is off")).to_have_count(0)


def test_it_disappears_when_it_is_over(world: World, enter: Enter) -> None:
    page = home(enter("cy"))
    end = (datetime.now(UTC) + timedelta(seconds=6)).isoformat()
    send(world, "Cake for six seconds", level="banner", expires_at=end)
    expect(banner(page, "Cake for six seconds")).to_be_visible()
    expect(banner(page, "Cake for six seconds")).to_have_count(0)
    page.reload()
    expect_live(page)
    expect(banner(page, "Cake for six seconds")).to_have_count(0)


def test_an_urgent_one_stays_until_it_is_acknowledged(world: World, enter: Enter) -> None:
    page = home(enter("hal"))
    sent = send(world, "Leave the house", level="urgent", wants_ack=True)
    here = banner(page, "Leave the house")
    expect(here).to_contain_text("Urgent")
    expect(here.get_by_role("button")).to_have_text(["Acknowledge"])  # it cannot only be closed
    world.api("hal").call("POST", "/notifications/read_all")
    page.goto("/inbox/")
    expect_live(page)
    expect(here).to_be_visible()
    other = home(page.context.new_page())
    here.get_by_role("button", name="Acknowledge").click()
    expect(here).to_have_count(0)
    expect(banner(other, "Leave the house")).to_have_count(0)
    staff = enter("staff")
    staff.goto(f"/broadcasts/{sent['id']}/")
    expect(staff.get_by_role("region", name="Figures")).to_contain_text(
        re.compile(r"Acknowledged\s*1 of \d+")
    )
    staff.get_by_label("Who", exact=True).select_option("acknowledged")
    expect(staff.get_by_role("list", name="People").get_by_role("listitem")).to_have_count(1)
    recall(world, sent)


def test_a_test_goes_to_oneself_alone(world: World, enter: Enter) -> None:
    page, ann = compose(enter("staff")), home(enter("ann"))
    page.get_by_label("Title").fill("Only a test for {first_name}")
    page.get_by_label("Banner", exact=True).check()
    page.get_by_role("button", name="Send a test to myself").click()
    expect(banner(page, "Only a test for staff")).to_be_visible()
    sent = send(world, "After the test", level="banner")
    expect(banner(ann, "After the test")).to_be_visible()
    expect(banner(ann, "Only a test")).to_have_count(0)
    world.api("staff").call("POST", "/notifications/read_all")
    expect(banner(page, "Only a test")).to_have_count(0)
    recall(world, sent)


def test_a_template_asks_for_its_values(world: World, enter: Enter) -> None:
    page = enter("staff")
    page.goto("/broadcasts/templates/")
    page.get_by_role("button", name="New template").click()
    page.get_by_label("Its name").fill("Lunch")
    page.get_by_role("dialog").get_by_label("Title").fill("Lunch: {dish}")
    page.get_by_role("button", name="Keep", exact=True).click()
    row = page.get_by_role("list", name="Templates").get_by_role("listitem").filter(has_text="Lunch")
    expect(row).to_contain_text("Asks for {dish}")
    row.get_by_role("link", name="Lunch").click()
    expect(page.get_by_label("Title")).to_have_value("Lunch: {dish}")
    page.get_by_label("What {dish} stands for").fill("soup")
    expect(picture(page, "Toast")).to_contain_text("Lunch: soup")
    page.goto("/broadcasts/templates/")
    page.get_by_role("button", name="Throw Lunch away").click()
    yes(page, "Throw away")
    expect(row).to_have_count(0)


def test_failed_work_is_taken_up_again_or_discarded(world: World, enter: Enter) -> None:
    world.server.python(DEAD)
    page = enter("staff")
    page.goto("/jobs/failed/")
    rows = page.get_by_role("list", name="Failed work").get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("the vendor said no")
    page.get_by_role("button", name="Discard The second mail").click()
    yes(page, "Discard")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Begin again The first mail").click()
    expect(page.locator("#toasts")).to_contain_text("It is begun again.")


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_it(world: World, enter: Enter, width: str) -> None:
    sent = send(world, "Axe " + "long " * 20, level="urgent", body="- a\n- [b](/rooms/)", wants_ack=True)
    banner = send(world, "Axe banner", level="banner", body="With `code`.")
    page = enter("staff", viewport=WIDTHS[width])
    for path, ready in (
        ("/broadcasts/", "Axe banner"),
        ("/broadcasts/new/", "How it will look"),
        (f"/broadcasts/{sent['id']}/", "Addressed"),
    ):
        page.goto(path)
        expect(page.get_by_role("main")).to_contain_text(ready)
        expect_live(page)
        if "new" in path:
            page.get_by_label("Chosen people").check()
            page.get_by_text("By what is known of them", exact=True).click()
            page.get_by_text("A list of names", exact=True).click()
            page.get_by_label("Later").check()
            page.get_by_label("It disappears by itself").check()
            page.get_by_label("Title").fill("Axe {own}")
            tools = page.get_by_role("group", name="Formatting").get_by_role("button")
            expect(tools).to_have_count(5)
            for tool in tools.all():
                expect(tool).to_be_visible()
            page.get_by_label("Text", exact=True).fill("Words and [a link](https://example.org) in them.")
            expect(picture(page, "E-mail")).to_contain_text("Words and a link in them.")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert accessibility_problems(page) == [], f"{path}, {width}, {scheme}"
        assert overflow(page) == 0, path
        if width == "phone":
            small = page.evaluate(SMALL)
            assert small == [], f"{path}: too small to touch"
    recall(world, sent)
    recall(world, banner)
