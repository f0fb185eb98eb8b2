"""E-mail over a real SMTP connection: one letter a person, in their words and by their clock, and at most once."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from jobs.models import DeadLetter
from notifications.core.preferences import Wishes
from notifications.kinds import Kind
from notifications.models import Delivery, InboxEntry, Notification
from notifications.selectors.preferences import my_wishes
from notifications.ways import outcome
from notifications.ways.jobs import hand_out, recover
from realtime.commit import append
from rooms.actions import RemoveMember
from tests.api import Api
from tests.notifications.ways.post_office import PostOffice, html_of, text_of
from tests.notifications.ways.world import (
    entry,
    go_out,
    present,
    state_of,
    time_passes,
    told,
    wish,
)
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


def ann_who_wants(email: str = "now", **fields: Any) -> Any:
    ann = person("ann", email="ann@example.org", **fields)
    wish(ann, email=email)
    return ann


def link_of(letter: EmailMessage) -> str:
    found = re.fullmatch(r"<https://chat\.example(/unsubscribe/[^>]+)>", letter["List-Unsubscribe"].strip())
    assert found
    return found[1]


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


# -- asked again before it is sent


def _read(ann: Any, row: Notification) -> None:
    assert Api(ann).post(f"/notifications/{row.pk}/read").status_code == 200


def _done(ann: Any, row: Notification) -> None:
    change = {"ids": [row.pk], "change": {"done": True, "read": False}}
    assert Api(ann).post("/notifications/change", change).status_code == 200


def _seen(ann: Any, row: Notification) -> None:
    assert Api(ann).post("/notifications/seen_all").status_code == 200


def _snoozed(ann: Any, row: Notification) -> None:
    until = (timezone.now() + timedelta(hours=3)).isoformat()
    change = {"ids": [row.pk], "change": {"snoozed_until": until}}
    assert Api(ann).post("/notifications/change", change).status_code == 200


def _recalled(ann: Any, row: Notification) -> None:
    Notification.objects.filter(pk=row.pk).update(recalled_at=timezone.now())


def _removed(ann: Any, row: Notification) -> None:
    InboxEntry.objects.filter(pk=entry(ann, row).pk).update(removed_at=timezone.now())


def _expired(ann: Any, row: Notification) -> None:
    Notification.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def _unwanted(ann: Any, row: Notification) -> None:
    wish(ann, email="off")


def _closed(ann: Any, row: Notification) -> None:
    ann.is_active = False
    ann.save()


MEANWHILE = {
    "read": _read,
    "done": _done,
    "seen": _seen,
    "snoozed": _snoozed,
    "recalled": _recalled,
    "recalled ": _removed,
    "expired": _expired,
    "off": _unwanted,
    "account": _closed,
}


@pytest.mark.parametrize("reason", MEANWHILE)
def test_what_is_not_needed_any_more_is_not_sent(post_office: PostOffice, reason: str) -> None:
    ann = ann_who_wants()
    MEANWHILE[reason](ann, told(ann))
    go_out()
    assert post_office.letters == []
    assert state_of(ann) == ("skipped", reason.strip())


def test_who_is_here_gets_no_mail(post_office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = ann_who_wants()
    told(ann)
    present(monkeypatch, ann)
    go_out()
    assert post_office.letters == [] and state_of(ann) == ("skipped", "here")
    present(monkeypatch, ann, idle=True)
    told(ann)
    go_out()
    assert len(post_office.letters) == 1, "a page that nobody looks at is not presence"


def test_who_may_not_read_the_room_any_more_is_sent_nothing_of_it(post_office: PostOffice) -> None:
    ann, bo = person("ann", email="ann@example.org"), person("bo")
    hall = room(bo, ann)
    wish(ann, Kind.MENTION, email="now")
    told(ann, kind=Kind.MENTION, room_id=hall.id, data={"name": "Bo", "room": "Hall"}, body="a secret")
    append(RemoveMember(bo.pk, hall.id, ann.pk))
    go_out()
    assert post_office.letters == [] and state_of(ann) == ("skipped", "access")


def test_quiet_time_holds_mail_until_it_is_over_and_then_it_is_one_letter(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    end = timezone.now() + timedelta(hours=2)
    wish(ann, email="now", wishes={"quiet": {"until": end}})
    for number in range(3):
        told(ann, group=f"document:{number}")
    assert {row.due_at for row in Delivery.objects.all()} == {end}
    go_out()
    assert post_office.letters == []
    assert {(row.state, row.due_at) for row in Delivery.objects.all()} == {("waiting", end)}
    assert [row.attempts for row in Delivery.objects.all()] == [0, 0, 0], "waiting is no try"
    wish(ann, email="now")
    go_out()
    (letter,) = post_office.letters
    assert letter["Subject"] == "Bo shared “Plan” with you, and 2 more"
    assert "3 notifications wait for you" in text_of(letter)
    assert {row.state for row in Delivery.objects.all()} == {"sent"}


# -- the mail that gathers


def test_a_digest_gathers_what_is_unread(post_office: PostOffice) -> None:
    ann = ann_who_wants("digest")
    rows = [told(ann, group=f"document:{number % 2}", url=f"/d/{number}/") for number in range(4)]
    assert all(row.digest and row.due_at > timezone.now() for row in Delivery.objects.all())
    _read(ann, rows[0])
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


# -- when it goes wrong


def test_a_mail_server_that_is_away_is_tried_again(post_office: PostOffice, settings: Any) -> None:
    ann = ann_who_wants()
    told(ann)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    go_out()
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("waiting", 1) and "refused" in row.fault
    assert timedelta(seconds=5) < row.due_at - timezone.now() <= timedelta(seconds=outcome.FIRST)
    settings.EMAIL_PORT = port
    go_out()
    assert len(post_office.letters) == 1 and state_of(ann) == ("sent", "")


def test_not_now_is_tried_again_with_the_same_message_id(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    told(ann)
    post_office.answers = ["451 try later", "250 OK and forgotten"]
    go_out()
    assert Delivery.objects.get().fault == "451 try later"
    first = Delivery.objects.get().pk
    go_out()
    Delivery.objects.filter(pk=first).update(state="waiting")
    go_out()
    assert len({letter["Message-ID"] for letter in post_office.letters}) == 1


def test_an_address_that_does_not_exist_is_given_up_at_once(post_office: PostOffice) -> None:
    ann, bo = ann_who_wants(), person("bo", email="bo@example.org")
    wish(bo, email="now")
    post_office.refused = {"ann@example.org": "550 no such user"}
    told(ann)
    told(bo)
    go_out()
    assert state_of(ann) == ("failed", "550 no such user")
    assert [letter["To"] for letter in post_office.letters] == ["bo@example.org"], "others are not held up"
    assert DeadLetter.objects.get().what == "E-mail to ann: Bo shared “Plan” with you"


def test_after_the_last_try_staff_may_take_it_up(post_office: PostOffice) -> None:
    ann, boss = ann_who_wants(), person("boss", is_staff=True)
    told(ann)
    tries = outcome.TRIES["email"]
    post_office.answers = ["451 try later"] * tries
    go_out(tries)
    assert state_of(ann) == ("failed", "451 try later")
    answer = Api(boss).post("/dead-letters/retry_all", {"task": "deliver_again"})
    assert answer.json() == {"retried": 1, "left": 0}
    go_out(2)
    assert len(post_office.letters) == 1 and not DeadLetter.objects.exists()


def test_a_server_killed_while_it_sent_does_not_send_again_by_itself(post_office: PostOffice) -> None:
    """At most once: it may have arrived, and a dead letter says so."""
    ann = ann_who_wants()
    told(ann)
    time_passes()
    outcome.begin([Delivery.objects.get().pk])  # and then the server is killed
    assert hand_out(timezone.now()) == 0
    time_passes()
    assert recover(timezone.now()) == 1 and recover(timezone.now()) == 0
    go_out(2)
    assert post_office.letters == [] and state_of(ann) == ("failed", outcome.INTERRUPTED)
    assert DeadLetter.objects.get().reason == outcome.INTERRUPTED


def test_a_task_that_is_run_twice_sends_once(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    told(ann)
    time_passes()
    hand_out(timezone.now())
    time_passes()
    hand_out(timezone.now())  # as if the first had been lost
    from jobs.worker import work_off

    assert work_off() == 2
    assert len(post_office.letters) == 1


# -- getting rid of it


def test_one_click_ends_it_without_signing_in(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    told(ann)
    go_out()
    link, client = link_of(post_office.letters[0]), Client(enforce_csrf_checks=True)
    shown = client.get(link)
    assert shown.status_code == 200 and "documents shared with you" in shown.content.decode()
    assert shown["Referrer-Policy"] == "no-referrer"
    assert my_wishes(ann.pk).of(Kind.SHARE).email == "now", "looking changes nothing"
    done = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200 and "No more of it" in done.content.decode()
    assert my_wishes(ann.pk).of(Kind.SHARE).email == "off"
    assert my_wishes(ann.pk).of(Kind.MENTION) == Wishes().of(Kind.MENTION), "only of this kind"
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200, "again changes nothing"
    told(ann)
    go_out()
    assert len(post_office.letters) == 1
    assert client.post(link, {"act": "again"}).status_code == 200
    assert my_wishes(ann.pk).of(Kind.SHARE).email == "now"


def test_the_link_of_a_digest_ends_digests_only(post_office: PostOffice) -> None:
    ann = ann_who_wants("digest")
    told(ann)
    go_out()
    Client().post(link_of(post_office.letters[0]), {"List-Unsubscribe": "One-Click"})
    wishes = my_wishes(ann.pk)
    assert wishes.of(Kind.SHARE).email == "off" and wishes.of(Kind.COMMENT).email == "off"
    assert wishes.of(Kind.MENTION).email == "now"


@pytest.mark.parametrize("token", ["nonsense", "WzEsImFsbCJd:1abc:forged", "a" * 400])
def test_a_link_that_is_not_ours_changes_nothing(token: str) -> None:
    ann = ann_who_wants()
    answer = Client().post(f"/unsubscribe/{token}/")
    assert answer.status_code == 404 and "not complete" in answer.content.decode()
    assert my_wishes(ann.pk).of(Kind.SHARE).email == "now"


def test_the_link_speaks_of_nobody_who_is_gone(post_office: PostOffice) -> None:
    ann = ann_who_wants()
    told(ann)
    go_out()
    link = link_of(post_office.letters[0])
    ann.is_active = False
    ann.save()
    assert Client().get(link).status_code == 404
    assert urlsplit(link).query == ""
