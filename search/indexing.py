"""From messages and documents to entries of the index."""

import re
from typing import Final

from chat.models import Message
from chat.selectors import search_text
from collab.models import Document
from search.fold import fold, tokens
from search.models import Entry, Kind

LINK: Final = re.compile(r"\bhttps?://\S|\bwww\.\w", re.IGNORECASE)
Key = tuple[str, int]
"""Kind and id."""


def document_text(row: Document) -> str:
    return f"{row.title}\n{row.text}"


def message_entry(row: Message) -> Entry | None:
    """What is found of a message as it is now; None for a deleted one."""
    if row.deleted_at is not None:
        return None
    files = (row.extra or {}).get("files", ())
    entry = _entry(Kind.MESSAGE, row.pk, search_text(row))
    entry.room_id, entry.author_id, entry.at, entry.seq = (
        row.room_id,
        row.author_id,
        row.created_at,
        row.changed_seq,
    )
    entry.link = LINK.search(row.body) is not None
    entry.file = bool(files)
    entry.image = any(str(file["type"]).startswith("image/") for file in files)
    entry.poll = bool((row.extra or {}).get("poll"))
    entry.reaction = bool(row.reactions)
    entry.pinned = bool(row.pinned)
    entry.thread = row.root_id is not None or bool((row.replies or {}).get("count"))
    return entry


def document_entry(row: Document) -> Entry | None:
    """What is found of a document as its text was kept last; None for one in the trash."""
    if row.trashed_at is not None:
        return None
    entry = _entry(Kind.DOCUMENT, row.pk, document_text(row))
    entry.room_id, entry.author_id, entry.at, entry.seq = (
        row.room_id,
        row.created_by_id,
        row.updated_at,
        row.changed_seq,
    )
    entry.link = LINK.search(row.text) is not None
    return entry


def _entry(kind: Kind, pk: int, text: str) -> Entry:
    folded = fold(text)
    return Entry(kind=kind, object=pk, folded=folded, tokens=" ".join(tokens(folded)))
