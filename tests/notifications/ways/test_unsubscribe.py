"""Getting rid of mail: one click, without signing in, and only of what the letter was about."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.test import Client

from notifications.core.preferences import Wishes
from notifications.kinds import Kind
from notifications.selectors.preferences import my_wishes
from tests.notifications.ways.post_office import PostOffice
from tests.notifications.ways.world import ann_who_wants, go_out, told

pytestmark = pytest.mark.django_db(transaction=True)


def link_of(letter: EmailMessage) -> str:
    found = re.fullmatch(r"<https://chat\.example(/unsubscribe/[^>]+)>", letter["List-Unsubscribe"].strip())
    assert found
    return found[1]


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
