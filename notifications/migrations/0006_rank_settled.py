"""Where an entry stands in its inbox is a number of its own: what comes back from a snooze stands at the top. And what
was told to several is dealt with when one of them has done so."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

OPEN = models.Q(("done_at__isnull", True), ("removed_at__isnull", True), ("snoozed_until__isnull", True))


def each_stands_where_it_stood(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    entries = apps.get_model("notifications", "InboxEntry").objects
    entries.update(rank=F("notification_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_indices"),
    ]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="settled_at",
            field=models.DateTimeField(
                blank=True, help_text="Dealt with: done for all who were told", null=True
            ),
        ),
        migrations.AddField(
            model_name="inboxentry",
            name="rank",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(each_stands_where_it_stood, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="inboxentry", name="entry_open"),
        migrations.RemoveIndex(model_name="inboxentry", name="entry_saved"),
        migrations.RemoveIndex(model_name="inboxentry", name="entry_done"),
        migrations.RemoveIndex(model_name="inboxentry", name="entry_groups"),
        migrations.AddIndex(
            model_name="inboxentry",
            index=models.Index(condition=OPEN, fields=["user", "rank", "kind"], name="entry_open"),
        ),
        migrations.AddIndex(
            model_name="inboxentry",
            index=models.Index(
                condition=models.Q(("saved_at__isnull", False)), fields=["user", "rank"], name="entry_saved"
            ),
        ),
        migrations.AddIndex(
            model_name="inboxentry",
            index=models.Index(
                condition=models.Q(("done_at__isnull", False)), fields=["user", "rank"], name="entry_done"
            ),
        ),
        migrations.AddIndex(
            model_name="inboxentry",
            index=models.Index(fields=["user", "group", "rank"], name="entry_groups"),
        ),
    ]
