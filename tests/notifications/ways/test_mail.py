"""E-mail over a real SMTP connection: one letter a person, in their words and by their clock; digests; addresses."""

from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from notifications.kinds import Kind
from notifications.models import Delivery, Notification
from notifications.ways.jobs import hand_out
from tests.api import Api
from tests.notifications.ways.post_office import PostOffice, html_of, text_of
from tests.notifications.ways.world import ann_who_wants, go_out, state_of, told, wish
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_letter_is_good_in_plain_text_and_html(post_office: PostOffice) -> None:
    ann = ann_who_wants(name="Ann")
    row = told(ann, body="some *words* & a [link](https://x.example/)\n\n<script>bad()</script>")
    assert hand_out(timezone.now()) == 0, "it waits two minutes"
    go_out()
    (letter,) = post_office.letters
    assert letter["To"] == "ann@example.org" and letter["From"] == "Collab <collab@localhost>"
    assert letter["Subject"] == "Bo shared “Plan” with you"
    text, html = text_of(letter), html_of(letter)
    assert "Bo shared “Plan” with you" in text and "some words & a link (https://x.example/)" in text
    assert f"https://chat.example{row.url}" in text and f'href="https://chat.example{row.url}"' in html
    assert "<em>words</em>" in html and "<script" not in html and "<img" not in html
    assert "https://chat.example/unsubscribe/" in text and "/notifications/preferences/" in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated" and letter["Message-ID"].endswith("@localhost>")
    assert state_of(ann) == ("sent", "")
    go_out()
    assert len(post_office.letters) == 1


def test_it_speaks_the_persons_language_by_their_clock(post_office: PostOffice) -> None:
    ann = ann_who_wants(language="de", timezone="Asia/Tokyo")
    row = told(ann)
    Notification.objects.filter(pk=row.pk).update(created_at=datetime(2026, 1, 5, 20, 30, tzinfo=UTC))
    go_out()
    (letter,) = post_office.letters
    assert "06.01.2026, 05:30" in text_of(letter), "half past five in the morning of the next day"
    assert 'lang="de"' in html_of(letter)


def test_an_announcement_is_in_the_readers_words(post_office: PostOffice) -> None:
    ann = ann_who_wants(language="de", name="Ann Lee")
    row = told(
        ann,
        kind=Kind.SHARE,
        data={"variables": "first_name"},
    )
    Notification.objects.filter(pk=row.pk).update(
        kind=Kind.ANNOUNCEMENT,
        title="Hello {first_name}",
        body="In **English**",
        translations={"de": {"title": "Hallo {first_name}", "body": "Auf **Deutsch**"}},
    )
    wish(ann, Kind.ANNOUNCEMENT, email="now")
    go_out()
    (letter,) = post_office.letters
    assert letter["Subject"] == "Hallo Ann" and "Auf Deutsch" in text_of(letter)


# -- the mail that gathers


def test_a_digest_gathers_what_is_unread(post_office: PostOffice) -> None:
    ann = ann_who_wants("digest")
    rows = [told(ann, group=f"document:{number % 2}", url=f"/d/{number}/") for number in range(4)]
    assert all(row.digest and row.due_at > timezone.now() for row in Delivery.objects.all())
    assert Api(ann).post(f"/notifications/{rows[0].pk}/read").status_code == 200
    go_out()
    (letter,) = post_office.letters
    text = text_of(letter)
    assert "/d/0/" not in text and all(f"/d/{number}/" in text for number in (1, 2, 3))
    assert "3 notifications wait for you" in text
    assert sorted(row.state for row in Delivery.objects.all()) == ["sent", "sent", "sent", "skipped"]


def test_a_wish_for_digests_made_meanwhile_holds(post_office: PostOffice) -> None:
    ann = ann_who_wants("now")
    told(ann)
    wish(ann, email="digest")
    go_out()
    row = Delivery.objects.get()
    assert post_office.letters == [] and row.state == "waiting" and row.digest
    assert row.due_at > timezone.now()
    go_out()
    assert len(post_office.letters) == 1


def test_a_very_long_digest_has_an_end(post_office: PostOffice) -> None:
    ann = ann_who_wants("digest")
    for number in range(55):
        told(ann, group=f"document:{number}", url=f"/d/{number}/")
    go_out()
    (letter,) = post_office.letters
    assert "and 5 more" in text_of(letter) and text_of(letter).count("/d/") == 50
    assert "/d/54/" in text_of(letter), "the newest are shown"


# -- addresses


def test_nothing_to_an_address_that_was_not_confirmed(post_office: PostOffice, settings: Any) -> None:
    settings.DEMO = False
    ann = ann_who_wants()
    EmailAddress.objects.create(user=ann, email="Ann@example.org", verified=False)
    told(ann)
    go_out()
    assert post_office.letters == [] and state_of(ann) == ("skipped", "no address")
    EmailAddress.objects.update(verified=True)
    told(ann)
    go_out()
    assert len(post_office.letters) == 1


def test_nothing_without_an_address(post_office: PostOffice) -> None:
    ann = person("ann")
    wish(ann, email="now")
    told(ann)
    go_out()
    assert post_office.letters == []


def test_a_title_cannot_write_headers(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    told(ann, data={"name": "Bo\r\nBcc: all@example.org", "document": "Plan\n\nx"})
    go_out()
    (letter,) = post_office.letters
    assert (
        letter["Bcc"] is None
        and letter["Subject"].strip() == "Bo Bcc: all@example.org shared “Plan x” with you"
    )
