"""Uploading: what is stored, and what is refused."""

import json
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from files.jobs import sweep
from files.models import File
from files.storage import blob, read, storage, thumb_blob
from files.upload import clean_name
from realtime.append import Tx
from realtime.commit import append
from realtime.errors import Refused
from realtime.limits import Buckets
from rooms.actions import RemoveMember, UpdateRoom
from tests.api import Api
from tests.files import samples
from tests.files.uploads import claimed, upload
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("files.limits.uploads", Buckets(2.0, 100))


def test_a_picture_is_stored_with_its_preview() -> None:
    ann = person("ann")
    hall = room(ann)
    answer = upload(ann, hall.id, samples.photo(), "trip.jpg")
    assert answer.status_code == 201
    info = answer.json()
    with read(blob(UUID(info["id"]))) as stored:
        size = len(stored.read())
    assert info == {
        "id": info["id"], "name": "trip.jpg", "size": size, "type": "image/jpeg", "width": 800, "height": 1200,
        "thumb": True, "url": f"/files/{info['id']}/trip.jpg", "thumb_url": f"/files/{info['id']}/thumb",
    }  # fmt: skip
    assert storage().exists(thumb_blob(UUID(info["id"])))


def test_a_large_file_goes_through_the_disk() -> None:
    ann = person("ann")
    raw = bytes(range(256)) * 20_000  # 5 MB: past what Django keeps in memory
    info = upload(ann, room(ann).id, raw, "noise.bin").json()
    with read(blob(UUID(info["id"]))) as stored:
        assert stored.read() == raw
    assert info["type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (samples.HTML, "innocent.png", "text/plain"),
        (samples.SVG, "logo.svg", "text/plain"),
        (b"\x89PNG\r\n\x1a\n<script>", "broken.png", "application/octet-stream"),
        (samples.picture(), "really.txt", "image/png"),
    ],
)
def test_the_client_is_not_believed(content: bytes, name: str, kind: str) -> None:
    ann = person("ann")
    assert upload(ann, room(ann).id, content, name, content_type="image/png").json()["type"] == kind


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a b.txt", "a b.txt"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("new\nline\0.txt", "newline.txt"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".tar", "x" * 196 + ".tar"),
        ("日本語.pdf", "日本語.pdf"),
    ],
)
def test_names(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_file_called_thumb_has_an_address_of_its_own() -> None:
    ann = person("ann")
    info = upload(ann, room(ann).id, name="thumb").json()
    assert info["url"] != info["thumb_url"]


def _refused(answer: object) -> tuple[int, str, str | None]:
    error = json.loads(answer.content)["error"]  # type: ignore[attr-defined]
    return answer.status_code, error["code"], error.get("field")  # type: ignore[attr-defined]


def test_limits_are_told_with_the_field(settings: Settings) -> None:
    ann = person("ann")
    hall = room(ann)
    settings.COLLAB = settings.COLLAB | {"MAX_FILE_BYTES": 1000, "MAX_PERSON_BYTES": 1500}
    assert _refused(upload(ann, hall.id, b"x" * 1001)) == (413, "too_large", "file")
    assert _refused(upload(ann, hall.id, b"")) == (422, "invalid", "file")
    assert upload(ann, hall.id, b"x" * 1000).status_code == 201
    answer = upload(ann, hall.id, b"x" * 600)
    assert _refused(answer) == (413, "too_large", "file")
    assert "1 kB of 2 kB" in answer.json()["error"]["message"]
    assert Api(ann).get("/files/limits").json() == {"largest": 1000, "most": 1500, "used": 1000}
    assert File.objects.count() == 1


def test_too_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person("ann")
    hall = room(ann)
    monkeypatch.setattr("files.limits.uploads", Buckets(0.001, 2))
    codes = [upload(ann, hall.id).status_code for _ in range(3)]
    assert codes == [201, 201, 429]


def test_who_may_upload() -> None:
    ann, bo, eve = person("ann"), person("bo"), person("eve")
    hall = room(ann, bo)
    assert upload(None, hall.id).status_code == 401
    assert upload(eve, hall.id).status_code == 404
    assert upload(bo, hall.id).status_code == 201
    public = room(ann, name="Square", visibility="public")
    assert upload(eve, public.id).status_code == 403
    append(UpdateRoom(ann.pk, hall.id, archived=True))
    assert upload(bo, hall.id).status_code == 403
    append(UpdateRoom(ann.pk, hall.id, archived=False))
    append(RemoveMember(ann.pk, hall.id, bo.pk))
    assert upload(bo, hall.id).status_code == 404


def test_a_missing_part_and_a_csrf_token() -> None:
    from django.test import Client

    ann = person("ann")
    hall = room(ann)
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    assert client.post(f"/api/v1/rooms/{hall.id}/files", {}).status_code == 403
    assert Api(ann).post(f"/rooms/{hall.id}/files").status_code == 422


def test_claiming_is_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from files.actions import Want, claim_many

    ann = person("ann")
    hall = room(ann)
    ids = [upload(ann, hall.id).json()["id"] for _ in range(6)]
    wants = [Want(ann.pk, hall.id, ids[:1]), Want(ann.pk, hall.id, []), Want(ann.pk, hall.id, ids[1:])]
    with django_assert_num_queries(2):
        found = claim_many(Tx(), wants)
    assert [[info.id for info in each] for each in found if not isinstance(each, Refused)] == [
        ids[:1],
        [],
        ids[1:],
    ]
    with django_assert_num_queries(0):
        assert claim_many(Tx(), [Want(ann.pk, hall.id, [])]) == [[]]


def test_only_ones_own_unsent_files_of_the_room_can_be_claimed() -> None:
    ann, bo = person("ann"), person("bo")
    hall, other = room(ann, bo), room(ann, bo, name="Other")
    mine, again = (upload(ann, hall.id).json()["id"] for _ in range(2))
    wrong = [
        (bo, hall.id, (mine,)), (ann, other.id, (mine,)), (ann, hall.id, (mine, mine)), (ann, hall.id, ("junk",)),
        (ann, hall.id, ("00000000-0000-4000-8000-000000000000",)), (ann, hall.id, tuple(map(str, range(11)))),
    ]  # fmt: skip
    for who, where, ids in wrong:
        with pytest.raises(Refused) as refused:
            claimed(who, where, *ids)
        assert (refused.value.code, refused.value.field) == ("invalid", "files")
    assert not File.objects.exclude(claimed_at=None).exists()
    assert [info.id for info in claimed(ann, hall.id, again, mine)] == [again, mine]
    with pytest.raises(Refused):
        claimed(ann, hall.id, mine)


def test_one_file_in_two_messages_of_a_batch_belongs_to_the_first() -> None:
    from files.actions import Want, claim_many

    ann = person("ann")
    hall = room(ann)
    key = upload(ann, hall.id).json()["id"]
    first, second = claim_many(Tx(), [Want(ann.pk, hall.id, [key]), Want(ann.pk, hall.id, [key])])
    assert not isinstance(first, Refused) and isinstance(second, Refused)


def test_taking_back() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo)
    one, two = (upload(ann, hall.id).json()["id"] for _ in range(2))
    assert Api(bo).delete(f"/files/{one}").status_code == 404
    assert Api(ann).delete(f"/files/{one}").status_code == 204
    assert Api(ann).delete(f"/files/{one}").status_code == 404
    claimed(ann, hall.id, two)
    assert Api(ann).delete(f"/files/{two}").status_code == 404


def test_the_sweep_takes_what_nobody_sent_and_what_was_deleted() -> None:
    from datetime import timedelta

    from django.utils import timezone

    from files.actions import discard

    ann = person("ann")
    hall = room(ann)
    sent, deleted, old, fresh = (upload(ann, hall.id, samples.picture()).json()["id"] for _ in range(4))
    claimed(ann, hall.id, sent, deleted)
    File.objects.filter(pk__in=[old, sent]).update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    discard(None, [deleted])
    sweep()
    assert set(map(str, File.objects.values_list("pk", flat=True))) == {sent, fresh}
    for gone in (deleted, old):
        assert not storage().exists(blob(UUID(gone))) and not storage().exists(thumb_blob(UUID(gone)))
    assert storage().exists(blob(UUID(sent))) and storage().exists(blob(UUID(fresh)))
    sweep()
    assert File.objects.count() == 2


def test_a_storage_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person("ann")
    hall = room(ann)

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("files.upload.put", full)
    answer = upload(ann, hall.id)
    assert _refused(answer)[:2] == (503, "unavailable")
    row = File.objects.get()
    assert not row.ready
    with pytest.raises(Refused):
        claimed(ann, hall.id, str(row.pk))
