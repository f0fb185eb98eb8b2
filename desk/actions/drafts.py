"""Drafts: what somebody has begun to write appears on their other devices."""

from django.conf import settings
from django.utils import timezone

from accounts.actions import inbox
from accounts.text import clean_text
from desk import events
from desk.access import check_place
from desk.events import DraftChanged
from desk.limits import MOST_DRAFTS, too_many
from desk.models import Draft
from desk.selectors import draft_of
from realtime.append import Append, Tx


class SaveDraft(Append[events.Draft]):
    """Keep what was begun in a room or a thread; the same text again changes nothing, an empty one deletes it.

    A draft may be twice as long as a message: whoever has to shorten it must not lose it meanwhile.
    """

    def __init__(self, user_id: int, room_id: int, body: str, thread: int | None = None) -> None:
        self.user_id, self.room_id, self.thread = user_id, room_id, thread
        self.stream = inbox(user_id)
        most = 2 * settings.COLLAB["MAX_MESSAGE_CHARS"]
        self.body = clean_text(body, "body", most) if body.strip() else ""

    def write(self, tx: Tx) -> events.Draft:
        if self.body:  # to throw away is always allowed, to begin only where one may read
            check_place(self.user_id, self.room_id, self.thread)
        row = Draft.objects.filter(user=self.user_id, room=self.room_id, thread=self.thread).first()
        if row is None and not self.body:
            return events.Draft(room=self.room_id, thread=self.thread, body="", updated_at=timezone.now())
        row = row or Draft(user_id=self.user_id, room_id=self.room_id, thread_id=self.thread)
        if row.body != self.body:
            self._check_number(row)
            row.body, row.updated_at = self.body, timezone.now()
            row.changed_seq = tx.stamp(self.stream)
            row.save()
            tx.publish(DraftChanged(stream=self.stream, seq=row.changed_seq, draft=draft_of(row)))
        return draft_of(row)

    def _check_number(self, row: Draft) -> None:
        fresh = self.body and not row.body
        if fresh and Draft.objects.filter(user=self.user_id).exclude(body="").count() >= MOST_DRAFTS:
            raise too_many(MOST_DRAFTS)
