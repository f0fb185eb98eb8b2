"""The user model and finding people."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.directory import find_people
from accounts.models import COLOURS, User, default_colour
from accounts.selectors import active_person, people
from realtime.errors import Refused
from tests.people import person


@pytest.mark.parametrize("name", ["ann", "Ann", "a", "ann.k", "ann-k_9", "9lives", "a_"])
def test_good_usernames(name: str) -> None:
    User(username=name, colour=1).clean_fields(exclude=["password"])


@pytest.mark.parametrize(
    "name", ["", "\u017ftan", "ann k", ".ann", "ann.", "änn", "ann\n", "a" * 41, "-ann", "a/b", "a@b"]
)
def test_bad_usernames(name: str) -> None:
    with pytest.raises(ValidationError):
        User(username=name, colour=1).clean_fields(exclude=["password"])


@pytest.mark.django_db
def test_usernames_are_one_name_in_any_case() -> None:
    ann = User.objects.create_user("Ann")
    assert ann.username == "ann" and User.objects.get_by_natural_key("ANN") == ann
    with pytest.raises(IntegrityError):
        User(username="aNN").save()


@pytest.mark.django_db
def test_colours_are_stable_and_spread() -> None:
    assert person("ann").colour == default_colour("ann")
    assert {default_colour(f"user{n}") for n in range(200)} == set(range(1, COLOURS + 1))
    with pytest.raises(IntegrityError):
        User.objects.update(colour=9)


def found(asker: int, text: str) -> list[str]:
    return [each.username for each in find_people(asker, text).people]


@pytest.mark.django_db
def test_finding_people() -> None:
    ann = person("ann", name="Ann Keller").pk
    person("joanna", name="Joanna")
    person("bo", name="Annabel")
    person("gone", name="Ann Gone", is_active=False)
    assert found(ann, "ann") == ["ann", "bo", "joanna"]
    assert found(ann, " KELL ") == ["ann"]
    assert found(ann, "") == ["ann", "bo", "joanna"]
    assert found(ann, "%") == [] and found(ann, "\x00nobody") == []


@pytest.mark.django_db
def test_who_can_be_invited() -> None:
    person("gone", is_active=False)
    person("ann")
    assert active_person(" ANN ").username == "ann"
    for name in ("gone", "nobody", "", "a\x00b", "x" * 999):
        with pytest.raises(Refused) as caught:
            active_person(name)
        assert (caught.value.code, caught.value.field) == ("not_found", "username")


@pytest.mark.django_db
def test_authors_are_shown_even_when_they_are_gone() -> None:
    gone = person("gone", is_active=False)
    assert list(people([gone.pk, gone.pk])) == ["gone"]
