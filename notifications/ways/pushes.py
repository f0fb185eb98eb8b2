"""A portion of pushes: to every browser of each person that has not taken it yet."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from notifications.models import Delivery, PushSubscription
from notifications.selectors import unread_count
from notifications.ways import metrics, outcome, vapid
from notifications.ways.push import Outcome, Pushed, is_pressing, payload, push
from notifications.ways.words import language_of, words_of

AT_ONCE: Final = 8
"""Requests to push services that wait together."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One push to one browser. `topic` is the same for the same notification, however often it is tried."""

    delivery: int
    browser: PushSubscription
    content: dict[str, Any]
    pressing: bool

    @property
    def topic(self) -> str:
        return f"notification {self.content['id']}"


def send_pushes(wanted: Sequence[Delivery]) -> None:
    """Send, and write down what became of each. Rows have `user` and `notification` at hand."""
    known = {row.pk: row for row in wanted}
    begun = {row.pk: row for row in outcome.begin(list(known))}
    parcels = _parcels([known[pk] for pk in begun])
    answers = _send(parcels)
    note_browsers(zip((each.browser for each in parcels), answers, strict=True))
    of_row: dict[int, list[tuple[PushSubscription, Pushed]]] = {pk: [] for pk in begun}
    for parcel, answer in zip(parcels, answers, strict=True):
        of_row[parcel.delivery].append((parcel.browser, answer))
    for pk, pairs in of_row.items():
        _note(begun[pk], pairs)


def _parcels(rows: Iterable[Delivery]) -> list[Parcel]:
    found = list(rows)
    browsers: dict[int, list[PushSubscription]] = {}
    living = PushSubscription.objects.filter(user__in={row.user_id for row in found}, gone_at=None)
    for browser in living.order_by("pk"):
        browsers.setdefault(browser.user_id, []).append(browser)
    unread = {user_id: unread_count(user_id) for user_id in browsers}
    parcels = []
    for row in found:
        left = [each for each in browsers.get(row.user_id, []) if each.pk not in row.reached]
        if left:
            content = _content(row, unread[row.user_id])
            pressing = is_pressing(row.notification)
            parcels += [Parcel(row.pk, each, content, pressing) for each in left]
    return parcels


def _content(row: Delivery, unread: int) -> dict[str, Any]:
    words = words_of(row.notification, row.user)
    return {**payload(row.notification, words, unread), "lang": language_of(row.user)}


def _send(parcels: Sequence[Parcel]) -> list[Pushed]:
    if not parcels:
        return []
    signer = vapid.signer()  # before the threads: they have no connection to the database
    with ThreadPoolExecutor(min(AT_ONCE, len(parcels)), thread_name_prefix="push") as pool:
        return list(
            pool.map(
                lambda each: push(
                    each.browser, each.content, signer, topic=each.topic, pressing=each.pressing
                ),
                parcels,
            )
        )


def note_browsers(pairs: Iterable[tuple[PushSubscription, Pushed]]) -> None:
    """What the answers say of the browsers themselves."""
    now = timezone.now()
    for browser, answer in pairs:
        mine = PushSubscription.objects.filter(pk=browser.pk, endpoint_digest=browser.endpoint_digest)
        match answer.outcome:
            case Outcome.TAKEN:
                mine.update(used_at=now, fault="")
            case Outcome.GONE:
                mine.update(gone_at=now, fault=answer.fault)
            case _:
                mine.update(fault=answer.fault)


def _note(row: Delivery, pairs: Sequence[tuple[PushSubscription, Pushed]]) -> None:
    row.reached = [*row.reached, *(each.pk for each, answer in pairs if answer.outcome == Outcome.TAKEN)]
    again = [answer for _, answer in pairs if answer.outcome == Outcome.AGAIN]
    refused = [answer for _, answer in pairs if answer.outcome == Outcome.REFUSED]
    if again:
        outcome.failed(row, again[0].fault, wait=max(answer.wait for answer in again))
    elif row.reached:
        Delivery.objects.filter(pk=row.pk).update(reached=row.reached)
        outcome.sent([row])
        metrics.LATE.labels(row.way).observe(max(0.0, (timezone.now() - row.created_at).total_seconds()))
    elif refused:
        outcome.failed(row, refused[0].fault, hopeless=True)
    else:
        outcome.skip([row], "no browser")
