"""What a comment's first message shows of it."""

from typing import Any

from chat.events import CommentMark
from comments.models import Comment


def mark_of(row: Comment, title: str) -> CommentMark:
    """`title`: the document's when the comment was made. Wants `resolved_by` loaded if it is set."""
    return CommentMark(
        id=row.pk,
        document=row.document_id,
        title=title,
        passage=row.passage,
        start=row.start,
        end=row.end,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by.username if row.resolved_by else None,
    )


def marked(extra: dict[str, Any] | None, row: Comment) -> dict[str, Any]:
    """A message's `extra` with the comment as it is now."""
    known = extra or {}
    title = (known.get("comment") or {}).get("title", "")
    return {**known, "comment": mark_of(row, title).model_dump(mode="json")}
