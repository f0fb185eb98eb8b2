"""Versions: named and by themselves, any moment, what changed, and bringing one back while people write."""

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pycrdt import Doc, XmlFragment

from accounts.models import User
from collab import authorship
from collab.actions.versions import KeepIfDue, KeepVersion, NameNow
from collab.core.schema import CONTENT
from collab.core.text import plain_text
from collab.core.tree import read_tree
from collab.history.keeping import pack_document
from collab.models import Document, DocumentUpdate, Version
from collab.versioning import candidates, keep_versions
from collab.versions import moment
from realtime.commit import append
from realtime.errors import Refused
from tests.collab.stage import Stage
from tests.collab.test_storage import ann, checkpoint, document, storing, typed

__all__ = ["ann", "document"]  # fixtures


def head(stage: Stage, document: int) -> int:
    number: int = stage.ok("GET", f"/documents/{document}/versions")["head"]
    return number


def words(answer: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """The texts of a comparison: words, what happened to them, by whom."""
    out = []
    walk = [answer["tree"]]
    while walk:
        node = walk.pop()
        if node["type"] == "text":
            change = node.get("change") or {}
            out.append((node["text"], change.get("kind"), change.get("by")))
        walk += reversed(node.get("content") or [])
    return out


# -- over HTTP, with real Yjs clients


def test_a_named_version_is_listed_with_its_authors(stage: Stage) -> None:
    document = stage.document(content="first")
    bo = stage.client(document, "bo", ack=True)
    bo.type(words="!!")
    bo.wait_saved()
    made = stage.ok("POST", f"/documents/{document}/versions", body={"name": "  Draft  "})
    assert (made["name"], made["kind"], made["created_by"], made["edits"]) == ("Draft", "named", "ann", 3)
    assert made["authors"] == ["bo", "ann"]
    bo.type(words="?")
    bo.wait_saved()
    listed = stage.ok("GET", f"/documents/{document}/versions", "bo")
    assert [version["id"] for version in listed["versions"]] == [made["id"]]
    assert (listed["authors"], listed["edits"], listed["head"]) == (["bo"], 1, made["seq"] + 1)
    assert set(listed["people"]) == {"ann", "bo"}


def test_a_version_is_renamed_and_loses_its_name(stage: Stage) -> None:
    document = stage.document(content="words")
    one = stage.ok("POST", f"/documents/{document}/versions", body={"name": "One"})
    path = f"/documents/{document}/versions/{one['id']}"
    assert stage.ok("PATCH", path, "bo", {"name": "Eins"})["name"] == "Eins"
    assert stage.api("POST", f"/documents/{document}/versions", "ann", {"name": "Two"})[0] == 409
    assert stage.api("DELETE", path) == (204, None)
    assert stage.ok("GET", f"/documents/{document}/versions")["versions"][0]["name"] == ""
    assert stage.ok("POST", f"/documents/{document}/versions", body={"name": "Two"})["id"] == one["id"]
    assert stage.api("PATCH", f"/documents/{document}/versions/0", "ann", {"name": "x"})[0] == 404
    assert stage.api("PATCH", path, "ann", {"name": "x" * 201})[0] == 422


def test_any_moment_is_read_in_three_forms(stage: Stage) -> None:
    document = stage.document(content="# Title\nold")
    then = head(stage, document)
    client = stage.client(document, "bo", ack=True)
    client.erase_block(block=1)
    client.write(paragraphs=["new"])
    client.wait_saved()
    path = f"/documents/{document}/history/{then}"
    assert stage.ok("GET", f"{path}?form=text")["text"] == "Title\nold"
    assert stage.ok("GET", f"/documents/{document}/history/{then + 2}?form=text")["text"] == "Title\nnew"
    tree = stage.ok("GET", path)["tree"]
    assert [node["type"] for node in tree["content"]] == ["heading", "paragraph"]
    assert "<h1" in stage.ok("GET", f"{path}?form=html")["html"]
    assert stage.ok("GET", f"/documents/{document}/history/0")["tree"] == {"type": "doc", "content": []}
    assert stage.api("GET", f"/documents/{document}/history/{then + 3}")[0] == 404


def test_a_comparison_says_what_came_and_went_and_by_whom(stage: Stage) -> None:
    document = stage.document(content="one two three")
    old = head(stage, document)
    bo = stage.client(document, "bo", ack=True)
    bo.erase(at=4, length=3)
    bo.wait_saved()
    ann = stage.client(document, "ann", ack=True)
    ann.type(at=4, words="zwei")
    ann.wait_saved()
    answer = stage.ok("GET", f"/documents/{document}/compare?old={old}&new={head(stage, document)}")
    assert sorted(words(answer), key=str) == sorted(
        [("one ", None, None), ("two", "removed", "bo"), ("zwei", "added", "ann"), (" three", None, None)],
        key=str,
    )
    by = {change["author"]: change for change in answer["changes"]}
    assert (by["bo"]["words_removed"], by["ann"]["words_added"]) == (1, 1)
    turned = stage.ok("GET", f"/documents/{document}/compare?old={answer['new']}&new={old}")
    assert (turned["old"], turned["new"]) == (answer["old"], answer["new"])


def test_a_restore_is_a_new_change_that_meets_what_others_write(stage: Stage) -> None:
    document = stage.document(content="keep this\n\nand this")
    then = head(stage, document)
    bo = stage.client(document, "bo", ack=True)
    bo.erase_block(block=1)
    bo.write(paragraphs=["a new one"])
    bo.wait_saved()
    rows = stage.rows(document)
    bo.disconnect()
    bo.type(block=0, words=" too")  # while the restore is made
    answer = stage.ok("POST", f"/documents/{document}/history/{then}/restore")
    assert stage.text(document) == "keep this\nand this"
    assert stage.rows(document) == rows + 1
    bo.start()
    bo.wait(expect={"text": "keep this too\nand this"})
    stage.wait_text(document, "keep this too\nand this")
    kinds = [version["kind"] for version in stage.ok("GET", f"/documents/{document}/versions")["versions"]]
    assert kinds == ["restore", "auto"]
    assert (answer["version"]["source"], answer["version"]["created_by"]) == (then, "ann")
    back = stage.ok("POST", f"/documents/{document}/history/{answer['before']['seq']}/restore", "bo")
    assert back["seq"] > answer["seq"]
    assert sorted(stage.text(document).split("\n")) == ["a new one", "keep this"]


def test_a_large_document_comes_back_whole(stage: Stage) -> None:
    """Larger than anything that a person may send at once."""
    lines = [f"line {number}" for number in range(12_000)]
    document = stage.document(content="# All\n\n" + "\n\n".join(lines))
    then = head(stage, document)
    stage.ok("PUT", f"/documents/{document}/sections/All", body={"markdown": "little"})
    assert stage.text(document) == "All\nlittle"
    stage.ok("POST", f"/documents/{document}/history/{then}/restore")
    assert stage.text(document) == "\n".join(["All", *lines])


def test_what_is_so_already_is_not_restored(stage: Stage) -> None:
    document = stage.document(content="words")
    path = f"/documents/{document}/history/{head(stage, document)}/restore"
    assert stage.api("POST", path)[0] == 409
    assert stage.ok("GET", f"/documents/{document}/versions")["versions"] == []


def test_the_history_replays_to_the_text(stage: Stage) -> None:
    document = stage.document(content="start")
    client = stage.client(document, "bo", ack=True)
    client.type(words=" and go on 😀")
    client.wait_saved()
    doc: Doc[XmlFragment] = Doc()
    after, seqs, more = 0, [], True
    while more:
        page = stage.ok("GET", f"/documents/{document}/history?after={after}&limit=4")
        assert len(page["rows"]) <= 4
        for seq, author, _millis, data in page["rows"]:
            doc.apply_update(base64.b64decode(data))
            seqs.append((seq, page["authors"][author]))
        after, more = page["rows"][-1][0], page["more"]
    assert [seq for seq, _ in seqs] == list(range(1, page["head"] + 1))
    assert {author for _, author in seqs[1:]} == {"bo"} and seqs[0][1] == "ann"
    assert plain_text(doc.get(CONTENT, type=XmlFragment)) == stage.text(document)
    assert stage.ok("GET", f"/documents/{document}/history?after={after}")["rows"] == []


def test_who_may_not_see_the_document_sees_nothing_of_its_history(stage: Stage) -> None:
    document = stage.document(content="secret")
    for path in ("versions", "history", "history/1", "compare?old=0&new=1", "authorship"):
        assert stage.api("GET", f"/documents/{document}/{path}", "cy")[0] == 404, path
        assert stage.api("GET", f"/documents/{document}/{path}", None)[0] == 401, path
    assert stage.api("POST", f"/documents/{document}/versions", "cy", {"name": "x"})[0] == 404
    assert stage.api("POST", f"/documents/{document}/history/1/restore", "cy")[0] == 404


def test_readers_see_the_history_and_change_nothing(stage: Stage) -> None:
    room = stage.room("bo", visibility="public")
    document = stage.document(room, content="words")
    stage.ok("PATCH", f"/documents/{document}/sharing", body={"room_right": "read"})
    version = stage.ok("POST", f"/documents/{document}/versions", body={"name": "One"})
    for path in ("versions", "history", "history/1", "compare?old=0&new=1", "authorship"):
        assert stage.api("GET", f"/documents/{document}/{path}", "bo")[0] == 200, path
    assert stage.api("POST", f"/documents/{document}/versions", "bo", {"name": "x"})[0] == 403
    assert (
        stage.api("PATCH", f"/documents/{document}/versions/{version['id']}", "bo", {"name": "x"})[0] == 403
    )
    assert stage.api("DELETE", f"/documents/{document}/versions/{version['id']}", "bo")[0] == 403
    assert stage.api("POST", f"/documents/{document}/history/0/restore", "bo")[0] == 403


# -- by themselves


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    yield
    authorship._kept.clear()


def edit_at(document: Document, user: User, client: int, at: datetime) -> None:
    append(storing(document, user, *typed("ab", client)))
    newest = DocumentUpdate.objects.order_by("-seq")[:2]
    DocumentUpdate.objects.filter(pk__in=[row.pk for row in newest]).update(created_at=at)
    Document.objects.filter(pk=document.pk).update(updated_at=at)


def kept() -> list[tuple[int, str]]:
    return list(Version.objects.order_by("seq").values_list("seq", "kind"))


@pytest.mark.django_db(transaction=True)
def test_ten_quiet_minutes_make_a_version_and_no_second_one(document: Document, ann: User) -> None:
    now = timezone.now()
    edit_at(document, ann, 1, now - timedelta(minutes=9))
    keep_versions()
    assert kept() == []
    edit_at(document, ann, 2, now - timedelta(minutes=11))
    keep_versions()
    keep_versions()
    assert kept() == [(4, "auto")]
    assert list(candidates(now)) == []
    edit_at(document, ann, 3, now)
    keep_versions()
    assert kept() == [(4, "auto")]


@pytest.mark.django_db(transaction=True)
def test_two_hours_of_editing_make_a_version(document: Document, ann: User) -> None:
    now = timezone.now()
    edit_at(document, ann, 1, now - timedelta(hours=2, minutes=1))
    edit_at(document, ann, 2, now - timedelta(hours=1))
    assert append(KeepIfDue(document.pk, now - timedelta(minutes=59))) is False
    edit_at(document, ann, 3, now)
    keep_versions()
    assert kept() == [(6, "auto")]


@pytest.mark.django_db(transaction=True)
def test_renaming_alone_makes_no_version(document: Document) -> None:
    Document.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    keep_versions()
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_versions_outlive_packing(document: Document, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from collab import limits

    for name, value in {"ROWS_KEPT": 5, "ROWS_PER_PACK": 5, "SEGMENT_ROWS": 20}.items():
        monkeypatch.setattr(limits, name, value)
    append(storing(document, ann, *typed("abcdefghij" * 3)))
    append(NameNow(ann.pk, document.pk, "Thirty"))
    before = [moment(document.pk, seq, "text").text for seq in (1, 7, 30)]
    assert before == ["a", "abcdefg", "abcdefghij" * 3]
    checkpoint(document)
    assert pack_document(document.pk) > 0
    authorship.forget(document.pk)
    assert [moment(document.pk, seq, "text").text for seq in (1, 7, 30)] == before


@pytest.mark.django_db(transaction=True)
def test_a_version_is_kept_once_for_each_reason(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed("ab")))
    first = append(KeepVersion(document.pk, 2))
    assert append(KeepVersion(document.pk, 2)) == first
    assert append(NameNow(ann.pk, document.pk, "Two")) != first
    assert append(KeepVersion(document.pk, 99)) == first, "never beyond the head"
    with pytest.raises(Refused, match="saved already"):
        append(NameNow(ann.pk, document.pk, "Other"))


@pytest.mark.django_db(transaction=True)
def test_a_life_is_fed_with_what_came_since(document: Document, ann: User) -> None:
    append(storing(document, ann, *typed("ab")))
    with authorship.life_of(document.pk) as (cursor, life):
        assert cursor.seq == 2
        first = life
    append(storing(document, ann, *typed("cd", 2)))
    with authorship.life_of(document.pk) as (cursor, life):
        assert life is first and life.seq == cursor.seq == 4
        doc: Doc[XmlFragment] = Doc()
        for row in DocumentUpdate.objects.order_by("seq"):
            doc.apply_update(bytes(row.data))
        assert life.tree(4) == read_tree(doc.get(CONTENT, type=XmlFragment))
