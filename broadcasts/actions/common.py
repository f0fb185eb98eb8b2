"""What all changes of broadcasts share: the row, saved and told on `broadcasts:staff`."""

from collections.abc import Sequence
from typing import TypeVar

from django.utils import timezone

from broadcasts.access import STREAM
from broadcasts.models import Broadcast, Round, State
from broadcasts.selectors import news_of
from realtime.append import Append, Tx

R = TypeVar("R")


class OfBroadcasts(Append[R]):
    """An append that changes one broadcast."""

    stream = STREAM

    def more_streams(self) -> Sequence[str]:
        """The others that it stamps."""
        return ()

    def streams(self) -> Sequence[str]:
        return (self.stream, *self.more_streams())


def save_and_tell(tx: Tx, row: Broadcast) -> None:
    """The newest state of a row, stored and told."""
    row.updated_at = row.told_at = timezone.now()
    row.changed_seq = tx.stamp(STREAM)
    row.busy = is_busy(row)
    row.save()
    for event in news_of([row]):
        tx.publish(event)


def is_busy(row: Broadcast) -> bool:
    """Whether something of it is still to be done in the background."""
    started = row.notification_id is not None
    return started and (row.state == State.SENDING or row.round != Round.NONE or not row.ways_done)
