"""A document that cannot be loaded costs itself only; its bytes stay, and an administrator opens it again."""

import io
import json
import zipfile

import pytest
from django.test import Client

from accounts.models import User
from audit.models import AuditEntry
from collab.actions.repair import restore, try_again
from collab.core.frames import ACK
from collab.history import Unreadable, rows
from collab.history.keeping import pack_document
from collab.history.packing import unpack
from collab.models import Checkpoint, Document, DocumentUpdate, Quarantine, Segment, Version
from collab.quarantine import shut
from collab.repair import inspect, rebuild
from collab.sessions import sessions
from collab.storage import load, text_at
from realtime.commit import append
from realtime.db import in_db
from realtime.errors import Refused
from tests.collab.core.samples import block, paragraph, string, update
from tests.collab.raw import Raw
from tests.collab.stage import Stage
from tests.collab.test_session import Desk, desk, until
from tests.collab.test_session import typed as letter
from tests.collab.test_storage import ann, checkpoint, document, storing, typed
from tests.people import person

__all__ = ["ann", "desk", "document"]  # fixtures

database = pytest.mark.django_db(transaction=True)


def damage(document: Document, author: User) -> None:
    """ "ab" and "cd" by two clients; the update that brings the "b" is gone."""
    append(storing(document, author, *typed("ab"), *typed("cd", client=2)))
    DocumentUpdate.objects.filter(seq=2).delete()


@database
def test_a_hole_in_what_was_committed_is_never_passed_over(document: Document, ann: User) -> None:
    damage(document, ann)
    with pytest.raises(Unreadable) as caught:
        load(document.pk)
    assert caught.value.seq == 2
    with pytest.raises(Refused) as refused:
        text_at(document.pk)
    assert refused.value.code == "unavailable"


@database
def test_it_stays_shut_until_it_is_released(document: Document, ann: User) -> None:
    assert shut(document.pk, Unreadable("gone", 2)).code == "locked"
    with pytest.raises(Refused) as refused:
        load(document.pk)
    assert refused.value.code == "locked"
    try_again(ann.pk, document.pk)
    assert load(document.pk).replica.text == ""
    held = Quarantine.objects.get()
    assert held.by_id == ann.pk and held.released_at is not None
    with pytest.raises(Refused, match="conflict"):
        try_again(ann.pk, document.pk)


@database
def test_a_document_that_is_gone_is_not_shut(document: Document) -> None:
    assert shut(document.pk + 1, Unreadable("gone")).code == "not_found"
    assert not Quarantine.objects.exists()


@database
def test_trying_again_opens_nothing_that_is_still_damaged(document: Document, ann: User) -> None:
    damage(document, ann)
    shut(document.pk, Unreadable("gone", 2))
    with pytest.raises(Unreadable):
        try_again(ann.pk, document.pk)
    assert Quarantine.objects.get().released_at is None


@database
def test_an_administrator_sees_what_fails_and_opens_the_rest(document: Document, ann: User) -> None:
    damage(document, ann)
    shut(document.pk, Unreadable("gone", 2))
    found = inspect(document.pk)
    assert [(fault.seq, fault.upto, fault.why) for fault in found.faults] == [(2, 2, "gone")]
    assert [(part.kind, part.rows) for part in found.parts] == [("rows", 3)] and found.text == "a\ncd"
    assert restore(ann.pk, document.pk) == 5
    loaded = load(document.pk)
    assert loaded.replica.text == "a\ncd" and loaded.cursor.seq == 5 and not loaded.holes
    assert [row.seq for row in rows(document.pk)] == [1, 3, 4, 5], "what is there stays"
    version = Version.objects.get()
    assert (version.seq, version.kind, version.created_by_id) == (5, "restore", ann.pk)
    assert AuditEntry.objects.filter(action="document.restored", actor=ann).count() == 1
    # The author's browser still has the missing letter, and everything goes on.
    append(storing(document, ann, *typed("ab")[1:]))
    assert text_at(document.pk)[1] == "ab\ncd"


@database
def test_it_may_be_opened_as_it_was_at_an_update(document: Document, ann: User) -> None:
    damage(document, ann)
    shut(document.pk, Unreadable("gone", 2))
    with pytest.raises(Refused, match="invalid"):
        restore(ann.pk, document.pk, 9)
    restore(ann.pk, document.pk, 1)
    assert text_at(document.pk)[1] == "a"


@database
def test_a_damaged_segment_and_checkpoint_leave_what_is_sound(
    document: Document, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"ROWS_KEPT": 2, "ROWS_PER_PACK": 4, "SEGMENT_ROWS": 4}.items():
        monkeypatch.setattr(f"collab.limits.{name}", value)
    append(storing(document, ann, *typed("abcd"), *typed("efgh", client=2), *typed("ij", client=3)))
    checkpoint(document)
    assert pack_document(document.pk) == 8
    Segment.objects.filter(first_seq=5).update(data=b"\x01damaged")
    assert load(document.pk).replica.text == "abcd\nefgh\nij", "the checkpoint has it all"
    Checkpoint.objects.update(state=b"damaged")
    with pytest.raises(Unreadable) as caught:
        load(document.pk)
    assert caught.value.seq == 5
    found = inspect(document.pk)
    assert [(part.kind, bool(part.fault)) for part in found.parts] == [
        ("checkpoint", True),
        ("segment", False),
        ("segment", True),
        ("rows", False),
    ]
    assert [(fault.seq, fault.upto) for fault in found.faults] == [(5, 8)]
    assert rebuild(document.pk).text == "abcd\nij"


@database
@pytest.mark.asyncio
async def test_it_is_shut_by_the_first_who_opens_it_and_the_others_go_on(desk: Desk) -> None:
    other = await in_db(_another, desk)
    await in_db(damage, desk.document, desk.ann)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            await sessions().open(desk.document.pk, desk.document.room_id)
        assert refused.value.code == "locked"
    assert (await in_db(Quarantine.objects.get)).seq == 2
    assert (await sessions().open(other.pk, other.room_id)).text == ""


def _another(desk: Desk) -> Document:
    from collab.actions import CreateDocument

    return Document.objects.get(pk=append(CreateDocument(desk.ann.pk, desk.document.room_id, "Other")).id)


@database
@pytest.mark.asyncio
async def test_who_has_it_in_memory_goes_on_and_saves_it(desk: Desk) -> None:
    ann, mine, session = await desk.join()
    for n in range(3):
        session.received(ann, letter_message(n))
    await until(lambda: mine.acked == 3)
    await in_db(DocumentUpdate.objects.filter(seq=2).delete)
    await in_db(shut, desk.document.pk, Unreadable("gone", 2))
    session.received(ann, letter_message(3))
    await until(lambda: mine.acked == 4)
    session.checkpoint()
    await until(lambda: not session._care.checkpointing)
    await in_db(try_again, desk.ann.pk, desk.document.pk)
    assert (await in_db(load, desk.document.pk)).replica.text == "abcd"


def letter_message(n: int) -> bytes:
    from collab.core import frames

    return frames.update(letter(n))


@database
def test_the_page_of_the_admin(document: Document, ann: User) -> None:
    damage(document, ann)
    shut(document.pk, Unreadable("a committed update is gone", 2))
    root, staff = person("root", is_staff=True, is_superuser=True), person("sam", is_staff=True)
    path = f"/admin/collab/quarantine/{document.pk}"
    client = Client()
    for who, status in ((ann, 302), (staff, 403)):
        client.force_login(who)
        assert client.get(f"{path}/change/").status_code == status
        assert client.get(f"{path}/bytes/").status_code == status
        assert client.post(f"{path}/restore/").status_code == status
    client.force_login(root)
    page = client.get(f"{path}/change/").content.decode()
    assert "a committed update is gone" in page and "cd" in page
    assert client.get(f"{path}/restore/").status_code == 405
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{path}/bytes/").streaming_content)))  # type: ignore[attr-defined]
    contents = json.loads(bundle.read("contents.json"))
    assert contents["rows"] == [{"first": 1, "last": 4, "rows": 3}]
    assert unpack(bundle.read("rows/1-4.bin")) == list(rows(document.pk))
    client.post(f"{path}/try/")
    client.post(f"{path}/restore/", {"upto": "x"})
    assert Quarantine.objects.get().released_at is None
    client.post(f"{path}/restore/", {"upto": ""})
    assert Quarantine.objects.get().released_at is not None and text_at(document.pk)[1] == "a\ncd"
    assert "Open it again" not in client.get(f"{path}/change/").content.decode()


def test_its_socket_is_closed_for_good_with_a_reason(stage: Stage) -> None:
    document, sound = stage.document(content="lost?"), stage.document(content="sound")
    stage.server.python(
        f"from collab.models import DocumentUpdate as U\nU.objects.filter(document={document}).delete()"
    )
    for _ in range(2):
        with Raw(stage.base, document, stage.tokens["ann"]) as ann:
            code, reason = ann.closed()
            assert code == 4423 and "content is kept" in reason
    assert stage.api("GET", f"/documents/{document}")[0] in (423, 503)
    assert stage.text(sound) == "sound"
    with Raw(stage.base, sound, stage.tokens["bo"]) as bo:
        bo.wait(0, 0)
        bo.update(update(paragraph(1, 0, "x"), block(2, 0, string("y", parent="other"))))
        bo.wait(ACK)
