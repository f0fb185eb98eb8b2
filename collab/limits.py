"""Limits of documents, each with its unit and the threat it meets. Those that operators may want to change are in
the table of settings (`UPDATES_PER_SECOND`, `UPDATES_BURST`, `MAX_UPDATE_BYTES`)."""

from typing import Final

from django.utils.translation import gettext as _

from realtime.errors import Refused
from realtime.limits import Buckets

MAX_DOCUMENT_BYTES: Final = 64 * 1024 * 1024
"""Bytes of all updates of a document together. A document is in memory while it is open."""
TITLE_LENGTH: Final = 200
"""Characters of a title."""
ICON_LENGTH: Final = 40
PLACE_LENGTH: Final = 200
"""Characters of the key that orders siblings; it is kept far shorter (`collab.ordering`)."""
BYTES_PER_TOKEN: Final = 512
"""An update costs one token and one more for every so many bytes: 1 MiB/s at 2,000 tokens/s."""
BYTES_PER_HOLD: Final = 8192
"""An update counts as one under way and one more for every so many bytes; from 128 on the socket is not read until
some are committed. So at most 1 MiB of a connection is under way."""
AWARENESS_PER_SECOND: Final = 40.0
AWARENESS_BURST: Final = 200
"""Awareness messages of a connection; more are dropped (they are best effort)."""
SYNCS_PER_SECOND: Final = 2.0
SYNCS_BURST: Final = 40
"""Whole states that a connection may ask for; more close it (4429), as an answer can be megabytes."""
MAX_ASKED: Final = 3
"""How often a client is asked in a row for what is missing before its updates. Then it is closed (4400)."""
ROWS_PER_APPEND: Final = 2000
BYTES_PER_APPEND: Final = 4 * 1024 * 1024
"""What is written in one go; more waits for the next."""
CHECKPOINT_ROWS: Final = 1000
CHECKPOINT_BYTES: Final = 512 * 1024
"""Updates since the last checkpoint that make a new one due. They bound the time of the next load."""
ROWS_KEPT: Final = 1000
"""The newest updates of a document stay rows: who comes back after a short absence reads them from an index."""
ROWS_PER_PACK: Final = 2000
"""Updates that are packed in one go. A document with fewer than `ROWS_KEPT` + so many is not packed."""
SEGMENT_ROWS: Final = 8000
SEGMENT_BYTES: Final = 4 * 1024 * 1024
"""What one segment may hold: a reader unpacks it whole."""
INDEX_LATER_BYTES: Final = 128 * 1024
"""A checkpoint larger than this is shown before its index is made; edits wait for that (20 ms for each 100 KB)."""
IDLE_SECONDS: Final = 30.0
"""How long a document stays in memory when nobody has it open; a reload finds it warm."""
TICK_SECONDS: Final = 10.0
"""How often open documents are looked after: keep-alive, expiry, derived text, unloading."""
TICK_STEPS: Final = 40
"""A tick is spread over so many moments, or hundreds of open documents would write at once and hold everybody up."""
TELL_SOON_SECONDS: Final = 0.6
"""From an edit to keeping the text, which is searched, and to `document.updated`; what follows meanwhile goes along."""
TELLS_PER_SECOND: Final = 10.0
TELLS_BURST: Final = 20
"""So many documents of a process are told of that soon; of the others the next tick tells."""

changes: Final = Buckets(rate=5.0, burst=100)
"""Documents that a person may make or rename: each is told to everybody in the room."""


def spend_document_change(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not changes.take(user_id):
        raise Refused("too_fast", _("Wait a moment before you change more documents."))


HTTP_UPDATES: Final = 200
"""Updates of one request; more are put together first (`Y.mergeUpdates`)."""
HTTP_SECONDS: Final = 30.0
"""How long a request waits for its commit."""
HTTP_BURST: Final = 4000.0
http_updates: Final = Buckets(rate=500.0, burst=HTTP_BURST)
"""Tokens of a person's updates over HTTP; one update costs 1 and one more for every `BYTES_PER_TOKEN`."""
polls: Final = Buckets(rate=10.0, burst=100)
"""Questions for updates of a person, from all their pages; a long poll that is answered is asked again at once."""

histories: Final = Buckets(rate=3.0, burst=60)
"""Questions of a person about a document's history; the first one reads all of it (about 1 s for 100,000 updates)."""


def spend_history(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not histories.take(user_id):
        raise Refused("too_fast", _("Wait a moment before you look at more of the history."))


MARKDOWN_LENGTH: Final = 500_000
"""Characters of one edit by a program."""
IMPORT_BYTES: Final = 50 * 1024 * 1024
"""Bytes of a file that is to become a document, its pictures included."""
content_changes: Final = Buckets(rate=10.0, burst=100)
"""Edits by programs: each reads and writes a document as a whole."""
conversions: Final = Buckets(rate=0.2, burst=20)
"""Imports and exports of a person: each is a process for some seconds."""
