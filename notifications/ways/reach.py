"""Who can be reached by which way."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.models import User
from notifications.models import PushSubscription


def pushable(user_ids: Iterable[int]) -> set[int]:
    """Those who have a browser that takes pushes. One query."""
    living = PushSubscription.objects.filter(user__in=list(user_ids), gone_at=None)
    return set(living.values_list("user", flat=True))


def mailable(user_ids: Iterable[int]) -> set[int]:
    """Those who have an address that mail may go to. Two queries."""
    return set(addresses(user_ids))


def addresses(user_ids: Iterable[int]) -> dict[int, str]:
    """Where mail goes: the address of the account. One that its owner was asked to confirm, and has not, gets nothing:
    it may be somebody else's. Demo and debug installations ask nobody. Two queries."""
    people = User.objects.filter(pk__in=list(user_ids), is_active=True).exclude(email="")
    found = dict(people.values_list("pk", "email"))
    if settings.DEMO or settings.DEBUG or not found:
        return found
    open_ones = EmailAddress.objects.filter(user__in=found, verified=False)
    unproven = {(user, email.lower()) for user, email in open_ones.values_list("user", "email")}
    return {user: email for user, email in found.items() if (user, email.lower()) not in unproven}
