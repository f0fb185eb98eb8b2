"""The admin shows notifications and changes none: writes past the actions would reach nobody."""

import pytest
from django.test import Client

from accounts.models import User
from notifications import actions
from notifications.core.preferences import Wishes
from notifications.events import EntryChange
from notifications.models import (
    Delivery,
    InboxEntry,
    InboxMark,
    PlaceRule,
    Preferences,
    PushSubscription,
    SeenMark,
)
from realtime.commit import append
from tests.notifications.people import words
from tests.notifications.sending import send_to_everyone, send_to_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_notifications_can_be_looked_at_only() -> None:
    root = User.objects.create_superuser(username="root")
    sent = send_to_everyone(root.pk, words("Fire drill"))
    client = Client()
    client.force_login(root)
    base = "/admin/notifications/notification/"
    assert b"Fire drill" in client.get(base).content
    assert client.get(f"{base}{sent.id}/change/").status_code == 200
    for path in ("add/", f"{sent.id}/delete/"):
        assert client.get(base + path).status_code == 403
    assert client.post(f"{base}{sent.id}/change/", {"title": "Other"}).status_code == 403


def test_every_list_opens_and_keys_of_browsers_are_not_shown() -> None:
    root = User.objects.create_superuser(username="root")
    PushSubscription.objects.create(
        user=root,
        endpoint="https://push.example/secret",
        endpoint_digest="d",
        p256dh="k1",
        auth="k2",
        label="Fox",
    )
    append(actions.SetWishes(root.pk, Wishes(keywords=["tea"])))
    sent = send_to_person(root.pk, "root", words("Fire drill"))
    append(actions.ChangeEntries(root.pk, [sent.id], EntryChange(saved=True)))
    append(actions.MarkAllSeen(root.pk))
    client = Client()
    client.force_login(root)
    for model in (Delivery, InboxEntry, InboxMark, PlaceRule, Preferences, PushSubscription, SeenMark):
        assert client.get(f"/admin/notifications/{model._meta.model_name}/").status_code == 200
    key = PushSubscription.objects.get().pk
    page = client.get(f"/admin/notifications/pushsubscription/{key}/change/").content
    assert b"Fox" in page and b"push.example" not in page and b"k1" not in page
