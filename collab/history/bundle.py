"""All bytes of a document as one file, also the damaged ones, for whoever wants to look at them elsewhere."""

import json
import zipfile
from itertools import islice
from typing import IO, Any, Final

from collab.history.packing import Row, pack
from collab.models import Checkpoint, DocumentUpdate, Segment

ROWS: Final = 5000


def write_bundle(document_id: int, out: IO[bytes]) -> None:
    """A zip: checkpoints and segments as they are stored, rows packed like segments, and `contents.json`, which says
    what is what. Reads little at a time."""
    contents: dict[str, Any] = {"document": document_id, "checkpoints": [], "segments": [], "rows": []}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for point in Checkpoint.objects.filter(document=document_id).order_by("seq").iterator(chunk_size=1):
            bundle.writestr(f"checkpoints/{point.seq}.bin", bytes(point.state))
            about = {"seq": point.seq, "owners": point.owners, "size": point.size}
            contents["checkpoints"].append(about | {"created_at": point.created_at.isoformat()})
        for part in Segment.objects.filter(document=document_id).order_by("first_seq").iterator(chunk_size=1):
            bundle.writestr(f"segments/{part.first_seq}-{part.last_seq}.bin", bytes(part.data))
            contents["segments"].append({"first": part.first_seq, "last": part.last_seq, "rows": part.rows})
        updates = DocumentUpdate.objects.filter(document=document_id).order_by("seq")
        rows = updates.values_list("seq", "author", "connection", "created_at", "data").iterator()
        while some := [Row(*row[:4], bytes(row[4])) for row in islice(rows, ROWS)]:
            first, last = some[0].seq, some[-1].seq
            bundle.writestr(f"rows/{first}-{last}.bin", pack(some))
            contents["rows"].append({"first": first, "last": last, "rows": len(some)})
        bundle.writestr("contents.json", json.dumps(contents, indent=1))
