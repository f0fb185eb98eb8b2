"""The content of a document as it is committed, for copies and for those who only read. On a thread with a database."""

from pycrdt import Doc, XmlFragment

from collab.core.errors import Bad
from collab.core.schema import CONTENT
from collab.core.seed import seed
from collab.core.tree import Node, read_tree
from collab.history import Unreadable
from collab.storage import load
from realtime.errors import Refused


def tree_of(document_id: int) -> Node:
    """The content as a tree. Raises Refused("unavailable")."""
    try:
        doc: Doc[XmlFragment] = Doc()
        doc.apply_update(load(document_id, with_index=False).replica.since())
        return read_tree(doc.get(CONTENT, type=XmlFragment))
    except (Bad, Unreadable) as error:
        raise Refused("unavailable", error.reason) from error


def copy_of(document_id: int) -> bytes:
    """An update that makes an empty document say what this one says; b"" for nothing. What was deleted from it, and its
    history, are not in the copy. Raises Refused("unavailable")."""
    try:
        return seed(tree_of(document_id).get("content", ()))
    except Bad as bad:
        raise Refused("unavailable", bad.reason) from bad
