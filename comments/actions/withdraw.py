"""Taking threads out of a room that is not to know of them any more: its document was hidden from it, or moved away.

What the room's people have read they have read; from now on the thread is beside the document. In the room tombstones
are left, so that everybody's page forgets it. Comments keep their ids, messages get new ones.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from chat import models
from chat.actions import FollowThreads
from chat.actions.remove import remove
from chat.actions.replies import count_replies
from chat.actions.threads import Follower
from chat.events import MessageCreated
from chat.selectors import message_of, messages
from collab.models import Document, RoomRight
from comments.access import margin_of
from comments.actions.margin import OpenMargin
from comments.models import Comment
from files.models import File
from realtime.append import Append, Tx
from realtime.commit import append
from rooms.events import room_stream

COPIED: Final = (
    "author", "body", "html", "client_id", "created_at", "edited_at", "kind", "mentions", "reactions", "extra"
)  # fmt: skip


def misplaced(document: Document) -> list[Comment]:
    """Comments whose threads are where they must not be. A deleted one has nothing left to hide."""
    rows = Comment.objects.select_related("message").filter(document=document, message__deleted_at=None)
    margin = margin_of(document.pk)
    return [
        row
        for row in rows.order_by("pk")
        if row.message is not None
        and row.message.room_id != margin
        and (document.room_right == RoomRight.NONE or row.message.room_id != document.room_id)
    ]


def withdraw(document_id: int) -> int:
    """Take all misplaced threads of a document out of their room; how many. One append for each."""
    document = Document.objects.filter(pk=document_id).first()
    rows = misplaced(document) if document is not None else []
    if document is None or not rows:
        return 0
    margin = append(OpenMargin(document.pk, document.room_id))
    for row in rows:
        assert row.message is not None
        followers = append(WithdrawThread(row.pk, row.message.room_id, margin))
        if followers:
            append(FollowThreads(followers))
    return len(rows)


class WithdrawThread(Append[list[Follower]]):
    """Move one thread. The result are those who follow it, who are to follow it there."""

    def __init__(self, comment_id: int, room_id: int, margin_id: int) -> None:
        self.comment_id, self.room_id, self.margin_id = comment_id, room_id, margin_id
        self.stream = room_stream(margin_id)

    def streams(self) -> Sequence[str]:
        return [room_stream(self.room_id), self.stream]

    def write(self, tx: Tx) -> list[Follower]:
        comment = Comment.objects.get(pk=self.comment_id)
        root = messages().filter(comment=comment, room=self.room_id, deleted_at=None).first()
        if root is None:
            return []
        replies = list(messages().filter(root=root, deleted_at=None).order_by("created_seq"))
        new_root = self._copy_all(tx, root, replies)
        comment.message = new_root
        comment.save(update_fields=["message"])
        followers = [
            Follower(user, self.margin_id, new_root.pk, tx.head(self.stream))
            for user in models.Follow.objects.filter(root=root, following=True).values_list("user", flat=True)
        ]
        for row in (root, *replies):
            row.extra = None  # its files go with the copy
        remove(tx, [root, *replies])
        return followers

    def _copy_all(self, tx: Tx, root: models.Message, replies: Sequence[models.Message]) -> models.Message:
        copies = [self._copy(tx, each) for each in (root, *replies)]
        new_root = copies[0]
        new_root.save()
        for copy, old in zip(copies, (root, *replies), strict=True):
            if copy is not new_root:
                copy.root = new_root
                copy.save()
            models.Edit.objects.filter(message=old).update(message=copy)
            if copy.extra and (ids := [file["id"] for file in copy.extra.get("files", ())]):
                File.objects.filter(pk__in=ids).update(room=self.margin_id)
        new_root.replies = count_replies(new_root.pk, locked=bool(root.replies and root.replies["locked"]))
        new_root.save(update_fields=["replies"])
        self._tell(tx, copies)
        return new_root

    def _copy(self, tx: Tx, old: models.Message) -> models.Message:
        seq = tx.stamp(self.stream)
        values = {name: getattr(old, name) for name in COPIED}
        return models.Message(room_id=self.margin_id, created_seq=seq, changed_seq=seq, **values)

    def _tell(self, tx: Tx, copies: Iterable[models.Message]) -> None:
        for copy in copies:
            event = MessageCreated(stream=self.stream, seq=copy.changed_seq, message=message_of(copy))
            tx.publish(event)
