"""The content of a document as of this moment."""

from pycrdt import Doc, XmlFragment

from collab.core.errors import Bad
from collab.core.schema import CONTENT
from collab.core.tree import Node, read_tree
from collab.selectors import standing_of
from collab.sessions import open_session
from collab.storage import load, text_at
from realtime.db import in_db
from realtime.errors import Refused
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


async def tree_now(document_id: int) -> tuple[Cursor, Node]:
    """The same, as a tree."""
    standing = await in_db(standing_of, document_id)
    session = open_session(document_id)
    if session is not None and session.cursor.epoch == standing.epoch and session.cursor.seq >= standing.seq:
        return session.cursor, await in_db(tree_of_state, session.state)
    return await in_db(tree_at, document_id)


def tree_at(document_id: int) -> tuple[Cursor, Node]:
    """The tree of everything committed, and the cursor it reaches. On a thread with a database."""
    try:
        loaded = load(document_id, with_index=False)
    except Bad as bad:
        raise Refused("unavailable", bad.reason) from bad
    return loaded.cursor, tree_of_state(loaded.replica.since())


def tree_of_state(state: bytes) -> Node:
    """The content's tree, out of a whole state."""
    doc: Doc[XmlFragment] = Doc()
    doc.apply_update(state)
    try:
        return read_tree(doc.get(CONTENT, type=XmlFragment))
    except Bad as bad:
        raise Refused("unavailable", bad.reason) from bad
