"""Inboxes from before entries had a rank keep their order."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F

from notifications.models import InboxEntry
from notifications.selectors import group_page, inbox_page
from tests.notifications.people import person, words
from tests.notifications.sending import send_to_person
from tests.notifications.test_states import happen

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("notifications", name)])


def test_every_entry_stands_where_it_stood() -> None:
    boss, ann = person("boss", staff=True), person("ann")
    ids = [happen(ann, f"message:{number}") for number in range(3)]
    ids.append(send_to_person(boss.pk, "ann", words()).id)
    try:
        migrate("0005_indices")
    finally:
        migrate("0006_rank_settled")
    assert InboxEntry.objects.filter(rank=F("notification_id")).count() == 4
    assert [each.id for each in inbox_page(ann.pk).notifications] == ids[::-1]
    assert [each.newest.id for each in group_page(ann.pk).groups] == [ids[3], ids[2]]
