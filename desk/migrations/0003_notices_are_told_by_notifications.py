"""Which message or document a notification is about stands in the notification itself; what was told before is carried
over. Notifications of reminders are known by whom they came from: oneself."""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery

PORTION: Final = 1_000
KEY_CHARS: Final = 80
KINDS: Final = {"mention": "mention", "everyone": "everyone", "reply": "reply", "direct": "direct"}


def _portions(rows: Any) -> Iterator[list[Any]]:
    """By primary key, so that a large table is never in memory."""
    after = 0
    while found := list(rows.filter(pk__gt=after).order_by("pk")[:PORTION]):
        yield found
        after = found[-1].pk


def _name(user: Any) -> str:
    return (user.name or user.username) if user is not None else ""


def _carry(apps: Apps, notifications: list[Any]) -> None:
    fields = ["kind", "key", "group", "places", "place_seq", "data"]
    rows = apps.get_model("notifications", "Notification").objects
    rows.bulk_update(notifications, fields, batch_size=200)
    mine = rows.filter(pk=OuterRef("notification"))
    entries = apps.get_model("notifications", "InboxEntry").objects
    entries.filter(notification__in=[row.pk for row in notifications]).update(
        **{field: Subquery(mine.values(field)) for field in ("kind", "key", "group")}
    )


def of_messages(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    notices = apps.get_model("desk", "Notice").objects
    for portion in _portions(notices.select_related("notification__sender", "room", "message__root")):
        _carry(apps, [_of_message(notice) for notice in portion])


def _of_message(notice: Any) -> Any:
    row, message, thread = notice.notification, notice.message, notice.thread_id
    comment = ((message.root or message).extra or {}).get("comment")
    margin = notice.room.kind == "margin"
    row.kind = KINDS[notice.reason]
    row.data = {"name": _name(row.sender), "kind_of_room": notice.room.kind}
    if notice.room.kind == "room":
        row.data["room"] = notice.room.name
    if comment:
        row.data |= {"document": comment["title"], "act": "reply" if thread else "comment"}
        row.kind = {"mention": "document_mention", "reply": "comment"}.get(row.kind, row.kind)
        if row.kind == "document_mention":
            row.data["act"] = "comment"
    near = thread or (message.pk if comment else None)
    row.key = f"message:{message.pk}"
    row.group = f"thread:{thread or message.pk}" if thread or margin else f"room:{notice.room_id}"
    row.places = [
        *([f"thread:{near}"] if near else []),
        *([f"document:{comment['document']}"] if comment else []),
        *([] if margin else [f"room:{notice.room_id}"]),
    ]
    row.place_seq = notice.created_seq
    return row


def of_documents(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    notices = apps.get_model("desk", "DocumentNotice").objects
    told = notices.filter(notification__isnull=False)
    for portion in _portions(told.select_related("notification__sender", "document")):
        _carry(apps, [_of_document(notice) for notice in portion])
    told.update(told=True)
    notices.filter(uid__startswith="share:").delete()


def _of_document(notice: Any) -> Any:
    row = notice.notification
    place = f"document:{notice.document_id}"
    row.data = {"name": _name(row.sender), "document": notice.document.title}
    row.group, row.places = place, [place]
    if notice.uid.startswith("share:"):
        _, to, right = notice.uid.split(":")
        row.kind, row.key = "share", f"share:{notice.document_id}:{to}:{right}"
        row.data["right"] = right
    else:
        row.kind, row.key = "document_mention", _mention_key(notice.document_id, notice.uid)
    return row


def _mention_key(document_id: int, uid: str) -> str:
    key = f"mention:{document_id}:{uid}"
    if len(key) <= KEY_CHARS:
        return key
    return f"mention:{document_id}:#{hashlib.sha256(uid.encode()).hexdigest()[:40]}"


def of_reminders(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("notifications", "Notification").objects
    own = rows.filter(kind="announcement", audience="user", client_id="", entries__user=F("sender"))
    for portion in _portions(own.filter(title__contains=": ")):
        _carry(apps, [_of_reminder(row) for row in portion])


def _of_reminder(row: Any) -> Any:
    row.kind, row.data = "reminder", {"text": row.title.split(": ", 1)[1]}
    row.group = f"reminder:was-{row.pk}"
    return row


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_document_notices"),
        ("notifications", "0002_whole"),
        ("accounts", "0002_profile"),
    ]

    operations = [
        migrations.AddField("documentnotice", "told", models.BooleanField(default=False)),
        migrations.RunPython(of_messages, migrations.RunPython.noop),
        migrations.RunPython(of_documents, migrations.RunPython.noop),
        migrations.RunPython(of_reminders, migrations.RunPython.noop),
        migrations.DeleteModel("Notice"),
        migrations.RemoveField("documentnotice", "notification"),
        migrations.RemoveField("documentnotice", "user"),
        migrations.RenameModel("DocumentNotice", "DocumentMention"),
    ]
