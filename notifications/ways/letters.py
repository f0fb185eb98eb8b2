"""E-mail: one letter for each person, however many notifications are due for them.

At most once. A letter's rows say "sending", committed, before the letter is handed to the mail server. Whoever finds
that after a crash knows that it may have arrived, does not send it again, and puts a dead letter down: a letter that
comes twice is worse than one that is missing, because the inbox has it all. What the mail server refuses, or a line
that breaks, is another try of the same letter (with the same Message-ID).
"""

import logging
import smtplib
from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from notifications.models import Delivery
from notifications.ways import metrics, outcome
from notifications.ways.composing import compose
from notifications.ways.reach import addresses

log = logging.getLogger(__name__)


def send_letters(groups: Sequence[Sequence[Delivery]]) -> None:
    """Each group is one person's, with `user` and `notification` at hand. One connection for all of them."""
    where = addresses({rows[0].user_id for rows in groups if rows})
    for rows in groups:
        if rows[0].user_id not in where:
            outcome.skip(rows, "no address")
    ready = [rows for rows in groups if rows[0].user_id in where]
    if not ready:
        return
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _put_off(ready, fault_of(error))
        return
    try:
        for rows in ready:
            _send(connection, rows, where[rows[0].user_id])
    finally:
        _close(connection)


def _put_off(groups: Sequence[Sequence[Delivery]], fault: str) -> None:
    """The mail server cannot be had: nothing of this left."""
    log.warning("the mail server could not be reached: %s", fault)
    for row in outcome.begin([row.pk for rows in groups for row in rows]):
        outcome.failed(row, fault)


def _send(connection: BaseEmailBackend, rows: Sequence[Delivery], address: str) -> None:
    letter = compose(rows[0].user, address, rows)
    begun = outcome.begin([row.pk for row in rows])
    if len(begun) != len(rows):  # another worker has some of them: leave all to the next look
        _take_back(begun)
        return
    try:
        letter.connection = connection
        letter.send()
    except smtplib.SMTPException as error:
        _failed(begun, fault_of(error), hopeless=is_final(error))
    except OSError as error:
        _failed(begun, fault_of(error))
    else:
        outcome.sent(begun)
        late = timezone.now() - min(row.created_at for row in begun)
        metrics.LATE.labels(begun[0].way).observe(max(0.0, late.total_seconds()))


def _take_back(rows: Sequence[Delivery]) -> None:
    Delivery.objects.filter(pk__in=[row.pk for row in rows], state=Delivery.State.SENDING).update(
        state=Delivery.State.WAITING, due_at=timezone.now() + timedelta(seconds=30)
    )


def _failed(rows: Sequence[Delivery], fault: str, *, hopeless: bool = False) -> None:
    for row in rows:
        outcome.failed(row, fault, hopeless=hopeless)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        log.info("the mail server did not say goodbye: %s", error)


def is_final(error: smtplib.SMTPException) -> bool:
    """Whether the mail server will never take it: it refuses the recipient, or the letter, for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def fault_of(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return f"{code} {_plain(text)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_plain(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _plain(text: object) -> str:
    return " ".join(text.decode("utf-8", "replace").split()) if isinstance(text, bytes) else str(text)
