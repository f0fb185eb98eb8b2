"""The staff's pages in the browser: tables, bulk acts, people, the audit log, a room taken along and brought in."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, connection, expect_live, open_room, say

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row", name=re.compile(re.escape(name)))


def notice(page: Page, words: str) -> None:
    expect(page.locator("#toasts")).to_contain_text(words)


def yes(page: Page, words: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=words, exact=True).click()


def test_only_the_staff_sees_it(world: World, enter: Enter) -> None:
    ann, staff = enter("ann"), enter("staff")
    answer = ann.goto("/administration/rooms/")
    assert answer is not None and answer.status == 403
    ann.goto("/rooms/")
    nav = ann.get_by_role("navigation", name="Workspace")
    expect(nav.get_by_role("link", name="All rooms")).to_be_visible()
    expect(nav.get_by_role("link", name="Administration")).to_have_count(0)
    staff.goto("/rooms/")
    staff.get_by_role("link", name="Administration").click()
    expect(staff.get_by_role("table")).to_be_visible()
    expect(staff.get_by_role("link", name="Administration")).to_have_attribute("aria-current", "page")


def test_rooms_are_searched_sorted_and_archived_together(world: World, enter: Enter) -> None:
    quiet, loud = world.room(name="Adm quiet"), world.room(name="Adm loud")
    ann = open_room(enter("ann"), quiet)
    other = open_room(enter("bo"), loud)
    say(other, "one")
    say(other, "two")
    page = enter("staff")
    page.goto("/administration/rooms/")
    page.get_by_role("searchbox", name="Search rooms").fill("Adm ")
    page.get_by_role("main").get_by_role("button", name="Search", exact=True).click()
    names = page.get_by_role("rowheader").get_by_role("link")
    expect(names).to_have_text(["# Adm loud", "# Adm quiet"])
    page.get_by_role("link", name="Messages", exact=True).click()
    expect(names).to_have_text(["# Adm loud", "# Adm quiet"])
    expect(page.get_by_role("columnheader", name="Messages")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("link", name="Messages", exact=True).click()
    expect(names).to_have_text(["# Adm quiet", "# Adm loud"])
    page.get_by_role("checkbox", name="Choose all on this page").check()
    expect(page.get_by_text("2 rooms chosen")).to_be_visible()
    page.get_by_role("checkbox", name="Choose Adm loud").uncheck()
    expect(page.get_by_text("1 room chosen")).to_be_visible()
    page.get_by_role("button", name="Archive", exact=True).click()
    yes(page, "Archive")
    notice(page, "1 room archived.")
    expect(row(page, "Adm quiet")).to_contain_text("Archived")
    expect(row(page, "Adm loud")).not_to_contain_text("Archived")
    expect(composer(ann)).to_have_count(0)  # live, for everybody in it
    expect(composer(other)).to_be_visible()


def test_a_room_is_edited_and_its_members_hear_of_it(world: World, enter: Enter) -> None:
    room = world.room(name="Adm edit")
    ann = open_room(enter("ann"), room)
    page = enter("staff")
    page.goto(f"/administration/rooms/{room}/")
    page.get_by_label("Topic").fill("All about soup")
    page.get_by_label("Messages are kept for (days)").fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="3,650 days")).to_be_visible()
    page.get_by_label("Messages are kept for (days)").fill("30")
    page.get_by_label("Who may write").select_option("admins")
    page.get_by_label("Slow mode (seconds)").fill("60")
    page.get_by_role("button", name="Save").click()
    notice(page, "Saved.")
    expect(page.get_by_label("Who may write")).to_have_value("admins")
    expect(page.get_by_label("Slow mode (seconds)")).to_have_value("60")
    expect(page.get_by_label("Messages are kept for (days)")).to_have_value("30")
    expect(ann.get_by_text("All about soup").first).to_be_visible()
    expect(page.get_by_role("table").last).to_contain_text("changed a room")
    expect(page.get_by_role("table").last).to_contain_text("topic: – → All about soup")
    page.get_by_role("combobox", name="Role of bo").select_option("admin")
    notice(page, "The role is changed.")
    page.get_by_label("Username").fill("cy")
    page.get_by_role("button", name="Add").click()
    notice(page, "cy is in the room now.")
    row(page, "@cy").get_by_role("button", name="Remove").click()
    yes(page, "Remove")
    notice(page, "cy is out of the room.")
    expect(row(page, "@cy")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Role of bo")).to_have_value("admin")


def test_somebody_is_deactivated_and_let_in_again(world: World, enter: Enter) -> None:
    world.server.python("from accounts.models import User; User.objects.create_user('zed', password='zed')")
    world.tokens["zed"] = world.server.create_token("zed")
    zed = enter("zed")
    zed.goto("/rooms/")
    expect_live(zed)
    page = enter("staff")
    page.goto("/administration/people/?q=zed")
    row(page, "@zed").get_by_role("button", name="Change zed").click()
    page.get_by_role("button", name="Deactivate").click()
    yes(page, "Deactivate")
    notice(page, "zed is deactivated.")
    expect(connection(zed)).to_have_text("Signed out")
    assert world.server.get("/api/v1/me", token=world.tokens["zed"])[0] == 401
    row(page, "@zed").get_by_role("button", name="Change zed").click()
    page.get_by_role("button", name="Let in again").click()
    notice(page, "zed may sign in again.")
    assert world.server.get("/api/v1/me", token=world.tokens["zed"])[0] == 200
    page.goto("/administration/audit/?actor=staff")
    page.get_by_label("What", exact=True).select_option("person.deactivated")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("deactivated a person"))).to_contain_text("zed")
    expect(page.get_by_text("let a person in again")).to_have_count(1)  # in the list of acts to choose from
    with page.expect_download() as started:
        page.get_by_role("link", name="Save as CSV").click()
    text = Path(started.value.path()).read_text()
    assert "person.deactivated" in text and "person.reactivated" not in text


def test_a_room_is_taken_along_and_brought_in(world: World, enter: Enter, tmp_path: Path) -> None:
    room = world.room(name="Adm travel")
    ann = open_room(enter("ann"), room)
    say(ann, "keep this for ever")
    ann.goto("/rooms/")
    path = tmp_path / "travel.zip"
    world.server.manage("export_room", str(room), str(path))
    page = enter("staff")
    page.goto("/administration/rooms/")
    page.get_by_role("button", name="Import room").click()
    page.get_by_label("Export of a room").set_input_files(
        {"name": "x.zip", "mimeType": "application/zip", "buffer": b"x"}
    )
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="not a zip")).to_be_visible()
    page.get_by_label("Export of a room").set_input_files(path)
    page.get_by_label("Let its members in again").check()
    page.get_by_role("button", name="Import", exact=True).click()
    notice(page, "Adm travel is here: 1 messages, 0 files.")
    twins = ann.locator("room-list").get_by_role("link", name=re.compile("Adm travel"))
    expect(twins).to_have_count(2)  # she was let in again, live
    twins.last.click()
    expect(ann.get_by_role("log").get_by_text("keep this for ever")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", ["rooms", "people", "audit", "reports"])
def test_a_phone_shows_it_whole(world: World, enter: Enter, page_name: str, scheme: str) -> None:
    world.room(name="Adm phone " + "long " * 10)
    page = enter("staff", color_scheme=scheme, **PHONE)
    page.goto(f"/administration/{page_name}/")
    expect_live(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, f"{page_name} is {width} px wide"
    small = page.evaluate(
        """() => [...document.querySelectorAll('main :is(button, select, input[type=search], a.button)')]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
          .map((one) => one.textContent.trim() || one.name)"""
    )
    assert small == [], "too small to touch"
