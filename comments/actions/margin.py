"""Making the place beside a document."""

from collab.access import no_such_document
from collab.models import Document
from comments.access import margin_of
from comments.models import Margin
from realtime.append import Append, Tx
from rooms.events import room_stream
from rooms.models import Kind, Room, Visibility


def make_margin(tx: Tx, document: Document) -> int:
    """The room beside a document, made if there is none; its stream is locked. The document's room must be locked."""
    found = margin_of(document.pk)
    if found is None:
        made = Room.objects.create(
            kind=Kind.MARGIN, visibility=Visibility.PRIVATE, created_by_id=document.created_by_id
        )
        found = Margin.objects.create(document=document, room=made).room_id
    tx.lock(room_stream(found))
    return found


class OpenMargin(Append[int]):
    """Have a place beside the document, so that whoever has it open can listen there. Again: the same one."""

    def __init__(self, document_id: int, room_id: int) -> None:
        self.document_id = document_id
        self.stream = room_stream(room_id)

    def write(self, tx: Tx) -> int:
        document = Document.objects.filter(pk=self.document_id).first()
        if document is None:
            raise no_such_document()
        return make_margin(tx, document)
