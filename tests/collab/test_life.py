"""The life of documents over HTTP: the tree, copies, other rooms, the trash, what one keeps at hand."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from collab.actions import PurgeDocument
from collab.actions.documents import CreateDocument
from collab.copying import tree_of
from collab.hooks import on_deleted
from collab.jobs import empty_trash
from collab.models import Departure, Document, DocumentGrant, DocumentUpdate
from collab.ordering import LONGEST
from files.models import File, FileUse
from files.upload import store
from realtime.commit import append
from rooms.actions import AddMember, UpdateRoom
from tests.collab.hall import Hall
from tests.people import room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall() -> Hall:
    return Hall()


# -- the tree


def test_pages_are_made_in_order_nested_and_reordered(hall: Hall) -> None:
    a, b, c = (hall.make(title) for title in "abc")
    assert hall.tree() == ["a", "b", "c"]
    hall.ok("POST", f"/documents/{c}/move", {"parent": None, "before": a})
    assert hall.tree() == ["c", "a", "b"]
    hall.ok("POST", f"/documents/{c}/move", {"parent": None, "after": a}, "bo")
    assert hall.tree() == ["a", "c", "b"]
    hall.ok("POST", f"/documents/{b}/move", {"parent": a})
    d = hall.make("d", a)
    hall.ok("POST", f"/documents/{d}/move", {"parent": a, "before": b})
    assert hall.tree() == [["a", "d", "b"], "c"]
    hall.ok("POST", f"/documents/{d}/move", {"parent": None, "after": c})
    assert hall.tree() == [["a", "b"], "c", "d"]


def test_a_page_cannot_lie_under_itself_nor_too_deep_nor_elsewhere(hall: Hall) -> None:
    top = parent = hall.make("top")
    for number in range(19):
        parent = hall.make(str(number), parent)
    assert hall.refused("POST", f"/documents/{top}/move", {"parent": parent})[0] == 422
    assert hall.refused("POST", f"/documents/{top}/move", {"parent": top})[0] == 422
    assert hall.refused("POST", f"/rooms/{hall.room}/documents", {"title": "x", "parent": parent})[0] == 422
    elsewhere = hall.ok("POST", f"/rooms/{hall.other}/documents", {"title": "x"})["id"]
    status, message = hall.refused("POST", f"/documents/{top}/move", {"parent": elsewhere})
    assert (status, message) == (422, "A page lies under a page of the same room.")
    assert hall.refused("POST", f"/documents/{top}/move", {"parent": None, "after": elsewhere})[0] == 422
    assert hall.refused("POST", f"/documents/{top}/move", {"parent": 99999})[0] == 404


def test_a_thousand_moves_to_the_same_spot_keep_short_keys_and_the_order(hall: Hall) -> None:
    first = hall.make("first")
    last = hall.make("last")
    # What a thousand moves lead to, without making them.
    Document.objects.filter(pk=first).update(place="1" + "0" * 58 + "1")
    Document.objects.filter(pk=last).update(place="1" + "0" * 58 + "2")
    middle = hall.make("middle")
    hall.ok("POST", f"/documents/{middle}/move", {"parent": None, "after": first})
    assert hall.tree() == ["first", "middle", "last"]
    assert max(len(place) for place in Document.objects.values_list("place", flat=True)) < LONGEST / 2


def test_keys_that_are_equal_are_set_right_by_the_next_move(hall: Hall) -> None:
    a, b, c = (hall.make(title) for title in "abc")
    Document.objects.update(place="i")
    hall.ok("POST", f"/documents/{c}/move", {"parent": None, "after": a})
    assert hall.tree() == ["a", "c", "b"]
    assert b


def test_icons_are_one_emoji(hall: Hall) -> None:
    page = hall.make("page")
    assert hall.ok("PATCH", f"/documents/{page}", {"icon": "🌵"})["icon"] == "🌵"
    assert hall.ok("PATCH", f"/documents/{page}", {"icon": ""})["icon"] == ""
    status, answer = hall("PATCH", f"/documents/{page}", {"icon": "<b>"})
    assert (status, answer["error"]["field"]) == (422, "icon")


# -- copies


def test_a_copy_says_what_the_page_says_now(hall: Hall) -> None:
    page = hall.make("page", content="# Title\n\n- [x] done\n\nsome **bold** words")
    hall.make("below", page, content="deep")
    hall.make("next")
    copy = hall.ok("POST", f"/documents/{page}/duplicate", {"children": True}, "bo")
    assert hall.tree() == [["page", "below"], ["Copy of page", "below"], "next"]
    assert tree_of(copy["id"]) == tree_of(page)
    assert copy["created_by"] == "bo"
    assert DocumentUpdate.objects.filter(document=copy["id"]).count() == 1
    alone = hall.ok("POST", f"/documents/{page}/duplicate", {"title": "alone"})
    assert hall.tree()[1] == "alone" and alone["parent"] is None


def test_a_copy_goes_where_one_may_make_documents(hall: Hall) -> None:
    page = hall.make("page", content="words")
    copied = hall.ok("POST", f"/documents/{page}/duplicate", {"room": hall.other})
    assert (copied["room"], hall.tree(hall.other)) == (hall.other, ["Copy of page"])
    foreign = room(hall.users["cy"]).id
    assert hall.refused("POST", f"/documents/{page}/duplicate", {"room": foreign})[0] == 404
    assert hall.refused("POST", f"/documents/{page}/duplicate", {}, "cy")[0] == 404


def test_templates_begin_pages(hall: Hall) -> None:
    page = hall.make("Minutes", content="# Who was there")
    assert hall.ok("PATCH", f"/documents/{page}", {"template": True})["template"] is True
    above = hall.make("Meetings")
    wish = {"title": "Monday", "template": page, "parent": above}
    made = hall.ok("POST", f"/rooms/{hall.room}/documents", wish, "bo")
    assert (made["template"], made["parent"]) == (False, above)
    assert hall.ok("GET", f"/documents/{made['id']}")["text"] == "Who was there"
    assert (
        hall.refused("POST", f"/rooms/{hall.room}/documents", {"title": "x", "template": page}, "cy")[0]
        == 404
    )
    kept = hall.ok("POST", f"/documents/{made['id']}/duplicate", {"template": True, "title": "Kept"})
    assert kept["template"] is True


def test_copies_have_a_bound(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collab.actions.copies.MOST_PAGES", 2)
    page = hall.make("page")
    for title in "ab":
        hall.make(title, page)
    assert hall.refused("POST", f"/documents/{page}/duplicate", {"children": True})[0] == 409
    assert len(hall.tree()) == 1


# -- to another room


def test_a_page_moves_with_what_lies_under_it(hall: Hall) -> None:
    page = hall.make("page", content="words")
    hall.make("deep", hall.make("below", page))
    gone = hall.make("gone", page)
    hall.ok("POST", f"/documents/{gone}/trash")
    hall.make("stays")
    moved = hall.ok("POST", f"/documents/{page}/move", {"room": hall.other})
    assert (moved["room"], moved["parent"]) == (hall.other, None)
    assert hall.tree() == ["stays"]
    assert hall.tree(hall.other) == [["page", ["below", "deep"]]]
    assert hall.ok("GET", f"/documents/{page}")["text"] == "words"
    assert Departure.objects.filter(room=hall.room, moved=True).count() == 3
    assert [each["title"] for each in hall.ok("GET", f"/rooms/{hall.room}/documents/trash")["documents"]] == [
        "gone"
    ]
    assert AuditEntry.objects.get(action="document.moved").details == {"to": hall.other, "pages": 3}
    hall.ok("POST", f"/documents/{page}/move", {"room": hall.room})
    assert not Departure.objects.filter(room=hall.room).exists()


def test_files_go_along(hall: Hall) -> None:
    page = hall.make("page")
    ann = hall.users["ann"].pk
    held, sent = (store(ann, hall.room, ContentFile(b"words", name="a.txt"), "a.txt").id for _ in range(2))
    File.objects.filter(pk=sent).update(claimed_at=timezone.now())
    for each in (held, sent):
        FileUse.objects.create(file_id=each, document=page)
    hall.ok("POST", f"/documents/{page}/move", {"room": hall.other})
    assert (File.objects.get(pk=held).room_id, File.objects.get(pk=sent).room_id) == (hall.other, hall.room)
    for each in (held, sent):
        assert hall.get(f"/files/{each}/a.txt", "bo") == 200
        assert hall.get(f"/files/{each}/a.txt", "cy") == 404
    hall.ok("PUT", f"/documents/{page}/grants/cy", {"right": "read"})
    assert hall.get(f"/files/{held}/a.txt", "cy") == 200
    other = store(ann, hall.other, ContentFile(b"words", name="b.txt"), "b.txt").id
    File.objects.filter(pk=other).update(claimed_at=timezone.now())
    assert hall.get(f"/files/{other}/b.txt", "cy") == 404


def test_only_who_manages_all_of_it_takes_it_away(hall: Hall) -> None:
    page = hall.make("page", who="bo")
    below = hall.make("below", page)
    assert hall.refused("POST", f"/documents/{page}/move", {"room": hall.other}, "bo") == (
        403,
        "Pages lie under this one that you do not manage. Move those first.",
    )
    assert hall.refused("POST", f"/documents/{below}/move", {"room": hall.other}, "bo")[0] == 403
    hall.ok("POST", f"/documents/{below}/move", {"parent": None})
    hall.ok("POST", f"/documents/{page}/move", {"room": hall.other}, "bo")
    assert hall.tree(hall.other) == ["page"]


# -- the trash


def test_what_is_thrown_away_together_comes_back_together(hall: Hall) -> None:
    page = hall.make("page")
    below = hall.make("below", page)
    earlier = hall.make("earlier", page)
    hall.ok("POST", f"/documents/{earlier}/trash")
    assert hall.ok("POST", f"/documents/{page}/trash")["trashed_at"]
    assert hall.tree() == []
    (one, other) = hall.ok("GET", f"/rooms/{hall.room}/documents/trash")["documents"]
    assert (one["title"], one["pages"], one["trashed_by"]) == ("page", 2, "ann")
    assert (other["title"], other["pages"]) == ("earlier", 1)
    assert one["gone_at"] > (timezone.now() + timedelta(days=29)).isoformat()
    assert hall.refused("PATCH", f"/documents/{below}", {"title": "x"}) == (
        403,
        "This document is in the trash.",
    )
    hall.ok("POST", f"/documents/{page}/restore")
    assert hall.tree() == [["page", "below"]]
    hall.ok("POST", f"/documents/{earlier}/restore")
    assert hall.tree() == [["page", "below", "earlier"]]
    assert hall.refused("POST", f"/documents/{page}/restore")[0] == 409


def test_what_comes_back_alone_stands_at_the_top(hall: Hall) -> None:
    page = hall.make("page")
    below = hall.make("below", page)
    hall.ok("POST", f"/documents/{page}/trash")
    hall.ok("POST", f"/documents/{below}/restore")
    assert hall.tree() == ["below"]


def test_members_throw_away_what_they_made_and_see_no_more_of_the_trash(hall: Hall) -> None:
    theirs, mine = hall.make("theirs"), hall.make("mine", who="bo")
    assert hall.refused("POST", f"/documents/{theirs}/trash", who="bo")[0] == 403
    hall.ok("POST", f"/documents/{mine}/trash", who="bo")
    hall.ok("POST", f"/documents/{theirs}/trash")
    listed = hall.ok("GET", f"/rooms/{hall.room}/documents/trash", who="bo")["documents"]
    assert [each["title"] for each in listed] == ["mine"]
    for method, path in (("POST", "restore"), ("POST", "trash"), ("GET", ""), ("DELETE", "")):
        assert hall(method, f"/documents/{theirs}/{path}".rstrip("/"), who="bo")[0] == 404


def test_only_the_trash_is_deleted_for_good(hall: Hall) -> None:
    forgotten: list[int] = []
    on_deleted(forgotten.append)
    page = hall.make("page", content="words")
    below = hall.make("below", page)
    assert hall.refused("DELETE", f"/documents/{page}") == (409, "This document is not in the trash.")
    hall.ok("POST", f"/documents/{page}/trash")
    hall.ok("DELETE", f"/documents/{page}")
    assert not Document.objects.exists() and not DocumentUpdate.objects.exists()
    assert forgotten == [below, page]
    assert hall("GET", f"/documents/{page}")[0] == 404
    assert AuditEntry.objects.get(action="document.deleted").target == "page"


def test_the_trash_empties_itself_after_thirty_days(hall: Hall) -> None:
    old, young, kept = hall.make("old"), hall.make("young"), hall.make("kept")
    hall.make("below", old)
    for page in (old, young):
        hall.ok("POST", f"/documents/{page}/trash")
    Document.objects.filter(trash_root=old).update(trashed_at=timezone.now() - timedelta(days=31))
    empty_trash()
    assert set(Document.objects.values_list("pk", flat=True)) == {young, kept}
    assert AuditEntry.objects.get(action="document.deleted").actor is None
    assert append(PurgeDocument(young, hall.room)) == 0
    empty_trash()
    assert Document.objects.count() == 2


def test_an_archived_room_keeps_everything_as_it_is(hall: Hall) -> None:
    page, gone = hall.make("page"), hall.make("gone")
    hall.ok("POST", f"/documents/{gone}/trash")
    append(UpdateRoom(hall.users["ann"].pk, hall.room, archived=True))
    for method, path, body in (
        ("PATCH", f"/documents/{page}", {"title": "x"}),
        ("POST", f"/documents/{page}/move", {"parent": None}),
        ("POST", f"/documents/{page}/move", {"room": hall.other}),
        ("POST", f"/documents/{page}/trash", None),
        ("POST", f"/documents/{page}/duplicate", {}),
        ("PATCH", f"/documents/{page}/sharing", {"room_right": "none"}),
        ("POST", f"/documents/{page}/links", {"right": "read"}),
    ):
        assert hall.refused(method, path, body) == (403, "This room is archived."), path
    assert hall("POST", f"/documents/{gone}/restore")[0] == 404
    assert hall.ok("GET", f"/documents/{page}")["right"] == "read"
    append(UpdateRoom(hall.users["ann"].pk, hall.room, archived=False))
    hall.ok("POST", f"/documents/{gone}/restore")


# -- what one keeps at hand


def test_favourites_are_ones_own(hall: Hall) -> None:
    page = hall.make("page")
    hall.ok("PUT", f"/documents/{page}/favourite", who="bo")
    hall.ok("PUT", f"/documents/{page}/favourite", who="bo")
    assert hall.ok("GET", f"/rooms/{hall.room}/documents", who="bo")["favourites"] == [page]
    assert hall.ok("GET", f"/rooms/{hall.room}/documents")["favourites"] == []
    assert hall.ok("GET", f"/documents/{page}", who="bo")["favourite"] is True
    (one,) = hall.ok("GET", "/documents?scope=favourites", who="bo")["documents"]
    assert (one["id"], one["room_name"], one["right"]) == (page, "Hall", "edit")
    assert hall("PUT", f"/documents/{page}/favourite", who="cy")[0] == 404
    hall.ok("DELETE", f"/documents/{page}/favourite", who="bo")
    assert hall.ok("GET", "/documents?scope=favourites", who="bo")["documents"] == []


def test_a_shelf_holds_only_what_one_still_sees(hall: Hall) -> None:
    page, gone = hall.make("page"), hall.make("gone")
    for each in (page, gone):
        hall.ok("PUT", f"/documents/{each}/favourite", who="bo")
    hall.ok("POST", f"/documents/{gone}/trash")
    assert [each["id"] for each in hall.ok("GET", "/documents?scope=favourites", who="bo")["documents"]] == [
        page
    ]
    hall.ok("PATCH", f"/documents/{page}/sharing", {"room_right": "none"})
    assert hall.ok("GET", "/documents?scope=favourites", who="bo")["documents"] == []
    assert hall("GET", "/documents?scope=other", who="bo")[0] == 422


def test_pages_under_a_restricted_one_are_as_restricted(hall: Hall) -> None:
    page = hall.make("page")
    hall.ok("PATCH", f"/documents/{page}/sharing", {"room_right": "none"})
    append(AddMember(hall.users["ann"].pk, hall.room, hall.users["cy"].pk))
    hall.ok("PUT", f"/documents/{page}/grants/bo", {"right": "edit"})
    below = hall.make("below", page)
    assert hall.tree(who="bo") == [["page", "below"]]
    assert hall.tree(who="cy") == []
    assert DocumentGrant.objects.get(document=below).user_id == hall.users["bo"].pk


def test_the_place_of_a_page_whose_parent_is_hidden(hall: Hall) -> None:
    """It is listed; that its parent has a number is all that is told."""
    page = hall.make("page")
    append(CreateDocument(hall.users["ann"].pk, hall.room, "below", parent=page))
    hall.ok("PATCH", f"/documents/{page}/sharing", {"room_right": "none"})
    (one,) = hall.ok("GET", f"/rooms/{hall.room}/documents", who="bo")["documents"]
    assert (one["title"], one["parent"]) == ("below", page)
    assert User.objects.count() == 3
