"""A message as a block of a document: what was said, by whom, and the way back to it."""

from pycrdt import XmlFragment

from chat.models import Message
from chat.selectors import no_such_message
from chat.selectors.history import readable_message
from collab.content.markdown_in import read_markdown
from collab.content.nodes import block, paragraph, text
from collab.core.tree import Node, write_tree


def quotable(user_id: int, message_id: int) -> Node:
    """The block for a message that the person may read. Raises Refused."""
    row = readable_message(user_id, message_id)
    if row.deleted_at is not None:
        raise no_such_message("message")
    return quote_of(row)


def quote_of(row: Message) -> Node:
    """Wants `row.author` loaded."""
    content = read_markdown(row.body)
    if not content:  # files, a poll: what there is to say is where it is
        content = [paragraph(text("…"))]
    return block(
        "messageQuote",
        content,
        room=row.room_id,
        message=row.pk,
        author=row.author.username,
        name=row.author.display_name,
        at=row.created_at.isoformat(),
    )


def add_at_end(node: Node, content: XmlFragment) -> None:
    """Put a block at the end of a document, with an empty paragraph behind it to go on in."""
    write_tree(content, [node, {"type": "paragraph"}])
