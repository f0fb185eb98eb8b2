"""Documents, their updates, and checkpoints."""

from collab.models.documents import Document
from collab.models.updates import Checkpoint, DocumentUpdate

__all__ = ["Checkpoint", "Document", "DocumentUpdate"]
