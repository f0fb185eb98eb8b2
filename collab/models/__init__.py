"""Documents, their updates and checkpoints, and what is kept of their life."""

from collab.models.documents import Document, RoomRight
from collab.models.history import Quarantine, Segment, Version
from collab.models.life import Departure, DocumentFavourite, DocumentVisit
from collab.models.sharing import DocumentGrant, GrantRight, ShareLink
from collab.models.updates import Checkpoint, DocumentUpdate

__all__ = [
    "Checkpoint",
    "Departure",
    "Document",
    "DocumentFavourite",
    "DocumentGrant",
    "DocumentUpdate",
    "DocumentVisit",
    "GrantRight",
    "Quarantine",
    "RoomRight",
    "Segment",
    "ShareLink",
    "Version",
]
