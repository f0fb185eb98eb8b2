"""Notices about documents: once for each, to who may read the document."""

from django.utils import timezone

from accounts.actions import inbox
from collab.access import rights_for
from desk.actions.notify import Word, put_into_inboxes, save_word
from desk.models import DocumentNotice
from realtime.append import Append, Tx


class NotifyOfDocument(Append[bool]):
    """Put the word of a `DocumentNotice` into a person's inbox. Whether it was told: not twice, and not to somebody who
    may not read the document."""

    def __init__(self, notice_id: int, user_id: int, word: Word) -> None:
        self.stream = inbox(user_id)
        self.notice_id, self.user_id, self.word = notice_id, user_id, word

    def write(self, tx: Tx) -> bool:
        row = DocumentNotice.objects.filter(pk=self.notice_id, notification=None).first()
        if row is None:
            return False
        row.done_at = timezone.now()
        pair = (self.user_id, row.document_id)
        told = rights_for([pair]).get(pair, "none") != "none"
        if told:
            row.user_id = self.user_id
            row.notification = save_word(self.word)
            put_into_inboxes(tx, row.notification, [self.user_id])
        row.save()
        return told
