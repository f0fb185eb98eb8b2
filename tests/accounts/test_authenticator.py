"""Who a connection is, and whether its credential still stands."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.access import DjangoAuthenticator
from accounts.actions import create_token
from accounts.models import ApiToken, User
from realtime.errors import Refused
from realtime.identity import Headers, Identity
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)
authenticator = DjangoAuthenticator()


def cookie_of(user: User) -> Headers:
    client = Client()
    client.force_login(user)
    return [(b"Cookie", f"csrftoken=x; sessionid={client.cookies['sessionid'].value}".encode())]


def by_cookie(user: User) -> Identity:
    return authenticator.identify(cookie_of(user), b"")


def test_by_cookie_header_and_query() -> None:
    ann = person("ann")
    token = create_token(ann.pk, "t").token.encode()
    assert by_cookie(ann).credential.startswith("session:")
    for headers, query in (
        ([(b"authorization", b"Bearer " + token)], b""),
        ([], b"a=1&token=" + token),
        ([(b"authorization", b"Bearer " + token), *cookie_of(person("bo"))], b""),  # the header wins
    ):
        assert authenticator.identify(headers, query).username == "ann"


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ([], b""),
        ([(b"cookie", b"sessionid=nonsense")], b""),
        ([(b"cookie", b"\xff\xfe;;;=")], b""),
        ([(b"authorization", b"Bearer nonsense")], b""),
        ([(b"authorization", b"Basic abc")], b""),
        ([], b"token=nonsense"),
        ([], b"token=" + b"x" * 5000),
        ([], b"token=\xff\xff"),
        ([], b"&".join(b"a%d=1" % n for n in range(50))),
    ],
)
def test_strangers_are_refused(headers: Headers, query: bytes) -> None:
    with pytest.raises(Refused) as caught:
        authenticator.identify(headers, query)
    assert caught.value.code == "unauthenticated"


def test_a_bad_header_does_not_fall_back_to_the_cookie() -> None:
    with pytest.raises(Refused):
        authenticator.identify([(b"authorization", b"Bearer nonsense"), *cookie_of(person("ann"))], b"")


def test_what_ends_a_session_ends_its_identity() -> None:
    ann, bo, cy, di = (person(name) for name in ("ann", "bo", "cy", "di"))
    identities = {user.username: by_cookie(user) for user in (ann, bo, cy, di)}
    assert authenticator.still_valid(list(identities.values())) == set(identities.values())
    bo.set_password("another-4")
    bo.save()
    User.objects.filter(pk=cy.pk).update(is_active=False)
    Session.objects.filter(session_key=identities["di"].credential.removeprefix("session:")).update(
        expire_date=timezone.now()
    )
    assert authenticator.still_valid(list(identities.values())) == {identities["ann"]}


def test_somebody_elses_session_does_not_make_an_identity_valid() -> None:
    ann, bo = by_cookie(person("ann")), by_cookie(person("bo"))
    forged = Identity(bo.user_id, "bo", "bo", 1, False, ann.credential)
    assert authenticator.still_valid([forged]) == set()
    token = create_token(ann.user_id, "t")
    forged = Identity(bo.user_id, "bo", "bo", 1, False, f"token:{token.id}")
    assert authenticator.still_valid([forged]) == set()


def test_many_identities_cost_as_much_as_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    users = [person(f"p{number}") for number in range(5)]
    identities = [by_cookie(user) for user in users]
    for user in users:
        made = create_token(user.pk, "t")
        identities.append(Identity(user.pk, user.username, "", 1, False, f"token:{made.id}"))
    ApiToken.objects.filter(user=users[0]).update(revoked_at=timezone.now())
    with django_assert_num_queries(3):
        assert len(authenticator.still_valid(identities)) == 9
