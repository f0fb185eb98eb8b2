"""The text of a document as of this moment."""

from collab.selectors import standing_of
from collab.sessions import open_session
from collab.storage import text_at
from realtime.db import in_db
from realtime.streams import Cursor


async def text_now(document_id: int) -> tuple[Cursor, str]:
    """The plain text with every update that is committed now, and the cursor it reaches.

    From memory where the document is open and has heard everything, else from the database.
    """
    standing = await in_db(standing_of, document_id)
    session = open_session(document_id)
    if session is not None and session.cursor.epoch == standing.epoch and session.cursor.seq >= standing.seq:
        return session.cursor, session.text
    return await in_db(text_at, document_id)
