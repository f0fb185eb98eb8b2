"""A new document's first content.

Seeding twice doubles the content, so it happens once, as the first update, in the transaction that creates the
document (`collab.actions.CreateDocument`).
"""

from collections.abc import Sequence

from pycrdt import Doc, XmlFragment

from collab.core.schema import CONTENT
from collab.core.tree import Node, write_tree


def seed(blocks: Sequence[Node]) -> bytes:
    """The update that makes an empty document hold these blocks; b"" for none. Raises `Bad` as `write_tree` does."""
    if not blocks:
        return b""
    doc: Doc[XmlFragment] = Doc()
    write_tree(doc.get(CONTENT, type=XmlFragment), blocks)
    return doc.get_update()
