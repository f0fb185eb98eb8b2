"""Whatever takes a sign-in away is told on the person's inbox stream, after it is true."""

import json

import pytest
from django.db import transaction
from django.test import Client

from accounts.access import DjangoAuthenticator
from accounts.actions import RevokeToken, create_token
from accounts.models import User
from realtime import store
from realtime.commit import append
from realtime.identity import Identity
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "rose-and-thorn-7"


def times_told(user: User) -> int:
    """The newest `access.changed` in the inbox; they are the only events there."""
    batch = store.read(*opened(user))
    for change in batch.changes:
        assert json.loads(change.payload)["type"] == "access.changed" and change.recheck
    return batch.changes[-1].seq if batch.changes else 0


def opened(user: User) -> tuple[str, int]:
    store.open_streams([f"inbox:{user.pk}"])
    return f"inbox:{user.pk}", 0


def signed_in(user: User) -> tuple[Client, Identity]:
    client = Client()
    client.force_login(user)
    cookie = f"sessionid={client.cookies['sessionid'].value}".encode()
    return client, DjangoAuthenticator().identify([(b"cookie", cookie)], b"")


def test_signing_out() -> None:
    ann = person("ann")
    client, who = signed_in(ann)
    before = times_told(ann)
    assert client.post("/accounts/logout/").status_code == 302
    assert times_told(ann) == before + 1
    assert DjangoAuthenticator().still_valid([who]) == set()


def test_the_session_is_gone_when_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person("ann")
    client, who = signed_in(ann)
    valid_then = []
    monkeypatch.setattr(
        "accounts.revocation.append", lambda _: valid_then.append(DjangoAuthenticator().still_valid([who]))
    )
    client.post("/accounts/logout/")
    assert valid_then == [set()]


def test_signing_in_tells_nothing() -> None:
    ann = person("ann")
    signed_in(ann)
    assert times_told(ann) == 0


def test_changing_the_password_on_the_page() -> None:
    ann = person("ann")
    ann.set_password(PASSWORD)
    ann.save()
    client, who = signed_in(ann)
    _, elsewhere = signed_in(ann)
    before = times_told(ann)
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "lily-and-leaf-8", "password2": "lily-and-leaf-8"},
    )
    assert answer.status_code == 302
    assert times_told(ann) > before
    assert DjangoAuthenticator().still_valid([who, elsewhere]) == set()
    assert client.get("/api/v1/me").status_code == 200  # the one who changed it stays signed in


def test_deactivating_in_a_form() -> None:
    ann = person("ann")
    loaded = User.objects.get(pk=ann.pk)
    loaded.is_active = False
    loaded.save()
    assert times_told(ann) == 1


def test_saving_anything_else_tells_nothing() -> None:
    loaded = User.objects.get(pk=person("ann").pk)
    loaded.email = "ann@example.org"
    loaded.save()
    deferred = User.objects.only("username").get()
    deferred.name = "Ann"
    deferred.save(update_fields=["name"])
    assert times_told(loaded) == 0


def test_inside_a_transaction_it_is_told_after_the_commit() -> None:
    loaded = User.objects.get(pk=person("ann").pk)
    with transaction.atomic():
        loaded.set_password("x")
        loaded.save()
        assert times_told(loaded) == 0
    assert times_told(loaded) == 1


def test_deleting_a_token() -> None:
    ann = person("ann")
    append(RevokeToken(ann.pk, create_token(ann.pk, "t").id))
    assert times_told(ann) == 1
