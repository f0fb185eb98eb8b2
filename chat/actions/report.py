"""Reports of messages to the moderators. Nobody watches a list of them live, so only the resolving is on record."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.text import clean_line
from chat import hooks, models
from chat.events import ReportInfo
from chat.selectors import report_of
from chat.selectors.history import readable_message
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import standing_for


def _loaded(report_id: int) -> models.Report | None:
    rows = models.Report.objects.select_related("message__author", "reporter", "resolved_by")
    return rows.filter(pk=report_id).first()


class _Unstamped(Append[ReportInfo]):
    """An append that takes part in the group commit and changes no stream."""

    stream = ""

    def streams(self) -> Sequence[str]:
        return ()


class ReportMessage(_Unstamped):
    """Tell the moderators of a message, with a reason. Once each; again, the first report is the answer."""

    def __init__(self, user_id: int, message_id: int, reason: str) -> None:
        self.user_id, self.message_id = user_id, message_id
        self.reason = clean_line(reason, "reason", models.REASON_LENGTH)

    def write(self, tx: Tx) -> ReportInfo:
        row = readable_message(self.user_id, self.message_id)
        if row.deleted_at is not None:
            raise Refused("gone", _("This message was deleted."))
        if row.author_id == self.user_id:
            raise Refused("invalid", _("This is your own message; you can delete it."), "message")
        report, is_new = models.Report.objects.get_or_create(
            message=row,
            reporter_id=self.user_id,
            defaults={
                "room_id": row.room_id,
                "reason": self.reason,
                "body": row.body,
                "created_at": timezone.now(),
            },
        )
        loaded = _loaded(report.pk)
        assert loaded is not None
        if is_new:
            for listener in hooks.reported:
                transaction.on_commit(partial(listener, report.pk))
        return report_of(loaded)


class ResolveReport(_Unstamped):
    """A moderator has dealt with a report. Again: nothing happens."""

    def __init__(self, user_id: int, report_id: int) -> None:
        self.user_id, self.report_id = user_id, report_id

    def write(self, tx: Tx) -> ReportInfo:
        report = _loaded(self.report_id)
        if report is None:
            raise Refused("not_found", _("There is no such report."))
        standing_for(self.user_id, report.room_id, "moderate")
        if report.resolved_at is None:
            resolve(tx, report, self.user_id)
            report = _loaded(report.pk)
            assert report is not None
        return report_of(report)


def resolve(tx: Tx, report: models.Report, by: int) -> None:
    """Within an append of somebody who may: put on record that an open report was dealt with."""
    models.Report.objects.filter(pk=report.pk).update(resolved_at=timezone.now(), resolved_by=by)
    audit.record(
        tx,
        by,
        "report.resolved",
        room=report.room_id,
        target=report.message.author.username,
        message=report.message_id,
        report=report.pk,
    )
    for listener in hooks.resolved:
        transaction.on_commit(partial(listener, report.pk))
