"""`manage.py demo`: a workspace worth looking at, made once."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from chat.actions import EditMessage
from chat.models import Message
from collab.models import Document, DocumentUpdate
from notifications.models import Notification
from realtime.commit import append
from rooms.models import Room
from rooms.selectors import my_rooms

MODELS = (User, Room, Message, Document, DocumentUpdate, Notification)
pytestmark = pytest.mark.django_db(transaction=True)


def run() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_the_accounts_are_printed_and_work() -> None:
    printed = run()
    for name in ("admin", "staff", "ann", "bo"):
        assert f"  {name} " in printed
        assert Client().login(username=name, password="demo")
    assert User.objects.get(username="admin").is_superuser
    assert User.objects.get(username="staff").is_staff and not User.objects.get(username="staff").is_superuser


def test_there_is_something_to_see() -> None:
    run()
    rooms = my_rooms(User.objects.get(username="ann").pk)
    assert len(rooms) >= 4 and any(room.unread for room in rooms) and any(not room.unread for room in rooms)
    assert any(room.archived for room in rooms)
    assert {"public", "private"} == set(Room.objects.values_list("visibility", flat=True))
    assert Notification.objects.filter(audience="everyone").count() == 1
    assert Message.objects.exclude(reactions=None).exists() and Message.objects.exclude(root=None).exists()
    assert Room.objects.filter(kind="direct").exists()
    assert DocumentUpdate.objects.filter(document=Document.objects.get()).count() == 1
    days = {message.created_at.date() for message in Message.objects.all()}
    assert len(days) >= 4
    for room in Room.objects.all():
        times = list(
            Message.objects.filter(room=room).order_by("created_seq").values_list("created_at", flat=True)
        )
        assert times == sorted(times) and times[0] > room.created_at
    assert Message.objects.filter(html__contains='<code class="language-python">').exists()


def test_again_it_changes_nothing() -> None:
    run()
    ann = User.objects.get(username="ann")
    hers = Message.objects.filter(author=ann).first()
    assert hers is not None
    append(EditMessage(ann.pk, hers.room_id, hers.pk, "my own words"))
    ann.set_password("mine")
    ann.save()

    def everything() -> list[object]:
        return [list(model.objects.order_by("pk").values()) for model in MODELS]

    before = everything()
    run()
    assert everything() == before


def test_it_is_refused_outside_demo_mode(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        run()
    assert not User.objects.exists()
