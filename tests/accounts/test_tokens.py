"""API tokens: made, hashed, used, expired, deleted."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import tokens
from accounts.access import DjangoAuthenticator, identity_of_token
from accounts.actions import MOST_TOKENS, RevokeToken, create_token
from accounts.models import ApiToken, User
from realtime.commit import append
from realtime.errors import Refused
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_token_itself_is_nowhere_in_the_database() -> None:
    made = create_token(person("ann").pk, "laptop")
    row = ApiToken.objects.get()
    assert made.token.startswith("collab_") and len(made.token) > 45
    assert made.token not in str(vars(row)) and row.digest == tokens.digest(made.token)


def test_a_token_is_its_owner() -> None:
    ann = person("ann", name="Ann K", colour=4)
    made = create_token(ann.pk, "laptop")
    who = identity_of_token(made.token)
    assert (who.user_id, who.username, who.name, who.colour) == (ann.pk, "ann", "Ann K", 4)
    assert who.credential == f"token:{made.id}"


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
        {"digest": "0" * 64},
    ],
)
def test_a_token_that_does_not_stand_any_more_is_refused(change: dict[str, object]) -> None:
    made = create_token(person("ann").pk, "laptop")
    ApiToken.objects.update(**change)
    with pytest.raises(Refused) as caught:
        identity_of_token(made.token)
    assert caught.value.code == "unauthenticated"


def test_a_deactivated_person_has_no_valid_token() -> None:
    ann = person("ann")
    made = create_token(ann.pk, "laptop")
    User.objects.update(is_active=False)
    with pytest.raises(Refused):
        identity_of_token(made.token)


def test_last_use_is_written_at_most_once_a_minute() -> None:
    made = create_token(person("ann").pk, "laptop")
    identity_of_token(made.token)
    first = ApiToken.objects.get().last_used_at
    identity_of_token(made.token)
    assert first is not None and ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    identity_of_token(made.token)
    later = ApiToken.objects.get().last_used_at
    assert later is not None and later >= first


def test_others_cannot_delete_a_token() -> None:
    ann, bo = person("ann"), person("bo")
    made = create_token(ann.pk, "laptop")
    with pytest.raises(Refused) as caught:
        append(RevokeToken(bo.pk, made.id))
    assert caught.value.code == "not_found"
    assert identity_of_token(made.token).user_id == ann.pk


def test_a_deleted_token_is_void_and_deleted_once() -> None:
    ann = person("ann")
    made = create_token(ann.pk, "laptop")
    who = identity_of_token(made.token)
    append(RevokeToken(ann.pk, made.id))
    assert DjangoAuthenticator().still_valid([who]) == set()
    with pytest.raises(Refused):
        append(RevokeToken(ann.pk, made.id))


@pytest.mark.parametrize(
    ("name", "days"), [("", None), ("x\n", 0), ("x", 4000), ("y" * 61, None), ("a\x00b", 1)]
)
def test_a_bad_wish_is_refused(name: str, days: int | None) -> None:
    with pytest.raises(Refused) as caught:
        create_token(person("ann").pk, name, days)
    assert caught.value.code == "invalid" and caught.value.field in ("name", "days")


def test_tokens_are_bounded() -> None:
    ann = person("ann")
    for number in range(MOST_TOKENS):
        create_token(ann.pk, f"t{number}")
    with pytest.raises(Refused) as caught:
        create_token(ann.pk, "one more")
    assert caught.value.code == "conflict"


def test_the_command_prints_the_token_last() -> None:
    person("ann")
    out = StringIO()
    call_command("create_token", "Ann", stdout=out)
    assert identity_of_token(out.getvalue().splitlines()[-1]).username == "ann"
    with pytest.raises(CommandError):
        call_command("create_token", "nobody")


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Basic abc", None),
        ("Bearer", None),
        ("Bearer " + "x" * 201, None),
        ("", None),
    ],
)
def test_reading_the_header(header: str, token: str | None) -> None:
    assert tokens.bearer(header) == token
