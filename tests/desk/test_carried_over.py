"""What people were told before notifications knew of messages and documents themselves is carried over."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from chat.models import Message
from notifications.models import InboxEntry, Notification
from notifications.selectors import inbox_page
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, AFTER = ("desk", "0002_document_notices"), ("desk", "0003_notices_are_told_by_notifications")


def migrate(target: tuple[str, str]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


@pytest.fixture
def before() -> Iterator[Any]:
    yield migrate(BEFORE)
    migrate(AFTER)


def old_row(user: Any, sender: Any, title: str, seq: int) -> int:
    """A notification as it was written then: nothing but words."""
    row = Notification.objects.create(sender=sender, audience="user", title=title, body="gist", url="/x/")
    InboxEntry.objects.create(user=user, notification=row, rank=row.pk, created_seq=seq, changed_seq=seq)
    return row.pk


def test_notices_and_words_about_documents_become_what_they_are_about(before: Any) -> None:
    ann, bo = person("ann", name="Ann"), person("bo")
    hall = room(ann, bo)
    root, second = say(ann, hall.id, "look", "more")
    Message.objects.filter(pk=second.id).update(root=root.id, extra={"comment": None})
    Notice: Any = before.get_model("desk", "Notice")
    mention = old_row(bo, ann, "Ann mentioned you in Hall", 900)
    reply = old_row(bo, ann, "Ann replied in a thread in Hall", 901)
    reminder = old_row(bo, bo, "Reminder: tea", 902)
    staff = old_row(bo, ann, "The kitchen: closed", 903)
    common = {"room_id": hall.id, "created_seq": second.created_seq}
    Notice.objects.create(
        notification_id=mention, message_id=root.id, thread_id=None, reason="mention", **common
    )
    Notice.objects.create(
        notification_id=reply, message_id=second.id, thread_id=root.id, reason="reply", **common
    )
    document = before.get_model("collab", "Document").objects.create(
        room_id=hall.id, title="Plan", created_by_id=ann.pk, created_seq=900, changed_seq=900
    )
    shared, named = old_row(bo, ann, "a share", 904), old_row(bo, ann, "a mention", 905)
    DocumentNotice: Any = before.get_model("desk", "DocumentNotice")
    words = {"document": document, "author_id": ann.pk, "done_at": timezone.now()}
    DocumentNotice.objects.create(uid=f"share:{bo.pk}:edit", user_id=bo.pk, notification_id=shared, **words)
    DocumentNotice.objects.create(uid="u1", user_id=bo.pk, notification_id=named, **words)
    DocumentNotice.objects.create(uid="u2", **words)  # nobody was told

    now: Any = migrate(AFTER)

    DocumentMention = now.get_model("desk", "DocumentMention")
    assert sorted(DocumentMention.objects.values_list("uid", "told")) == [("u1", True), ("u2", False)]
    place = f"document:{document.pk}"
    names = {"name": "Ann", "kind_of_room": "room", "room": "Hall"}
    plan = {"name": "Ann", "document": "Plan"}
    expected = {
        mention: ("mention", f"message:{root.id}", f"room:{hall.id}", names),
        reply: ("reply", f"message:{second.id}", f"thread:{root.id}", names),
        reminder: ("reminder", "", f"reminder:was-{reminder}", {"text": "tea"}),
        staff: ("announcement", "", "", {}),
        shared: (
            "share",
            f"share:{document.pk}:{bo.pk}:edit",
            place,
            {"name": "Ann", "document": "Plan", "right": "edit"},
        ),
        named: ("document_mention", f"mention:{document.pk}:u1", place, plan),
    }
    rows = Notification.objects.in_bulk()
    assert {pk: (rows[pk].kind, rows[pk].key, rows[pk].group, rows[pk].data) for pk in expected} == expected
    entries = InboxEntry.objects.values_list("notification", "kind", "key", "group")
    assert {pk: values for pk, *values in entries} == {pk: list(each[:3]) for pk, each in expected.items()}
    assert rows[reply].places == [f"thread:{root.id}", f"room:{hall.id}"]
    assert rows[reply].place_seq == second.created_seq
    assert len(inbox_page(bo.pk).notifications) == 6
