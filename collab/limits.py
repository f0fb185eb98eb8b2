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
IDLE_SECONDS: Final = 30.0
"""How long a document stays in memory when nobody has it open; a reload finds it warm."""
TICK_SECONDS: Final = 10.0
"""How often open documents are looked after: keep-alive, expiry, derived text, unloading."""
TICK_STEPS: Final = 40
"""A tick is spread over so many moments, or hundreds of open documents would write at once and hold everybody up."""
TELL_SECONDS: Final = 15.0
"""Between two `document.updated` of one document for its content, seconds."""

changes: Final = Buckets(rate=5.0, burst=100)
"""Documents that a person may make or rename: each is told to everybody in the room."""


def spend_document_change(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not changes.take(user_id):
        raise Refused("too_fast", _("Wait a moment before you change more documents."))
