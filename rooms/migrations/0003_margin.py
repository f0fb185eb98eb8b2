from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rooms", "0002_whole_chat")]

    operations = [
        migrations.RemoveConstraint(model_name="room", name="room_kind"),
        migrations.AlterField(
            model_name="room",
            name="kind",
            field=models.CharField(
                choices=[
                    ("room", "Room"),
                    ("direct", "Direct messages of two people"),
                    ("group", "Direct messages of several people"),
                    ("margin", "Comments on a document that stay beside it"),
                ],
                default="room",
                max_length=6,
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "room"),
                    models.Q(
                        ("findable", False),
                        ("kind__in", ("direct", "group", "margin")),
                        ("visibility", "private"),
                    ),
                    _connector="OR",
                ),
                name="room_kind",
            ),
        ),
    ]
