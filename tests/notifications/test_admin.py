"""The admin shows notifications and changes none: writes past the actions would reach nobody."""

import pytest
from django.test import Client

from accounts.models import User
from notifications import actions
from tests.notifications.people import words

pytestmark = pytest.mark.django_db(transaction=True)


def test_notifications_can_be_looked_at_only() -> None:
    root = User.objects.create_superuser(username="root")
    sent = actions.send_to_everyone(root.pk, words("Fire drill")).notification
    client = Client()
    client.force_login(root)
    base = "/admin/notifications/notification/"
    assert b"Fire drill" in client.get(base).content
    assert client.get(f"{base}{sent.id}/change/").status_code == 200
    for path in ("add/", f"{sent.id}/delete/"):
        assert client.get(base + path).status_code == 403
    assert client.post(f"{base}{sent.id}/change/", {"title": "Other"}).status_code == 403
