"""Writes to documents, as appends to the document's or the room's stream."""

from collab.actions.copies import CopyDocument
from collab.actions.documents import ChangeDocument, CreateDocument, RenameDocument, TellEdited
from collab.actions.keeping import KeepDocument, VisitDocument
from collab.actions.life import DeleteDocument, PurgeDocument, RestoreDocument, TrashDocument
from collab.actions.moving import MoveDocument, MoveToRoom
from collab.actions.updates import Entry, SaveCheckpoint, StoreUpdates

__all__ = [
    "ChangeDocument",
    "CopyDocument",
    "CreateDocument",
    "DeleteDocument",
    "Entry",
    "KeepDocument",
    "MoveDocument",
    "MoveToRoom",
    "PurgeDocument",
    "RenameDocument",
    "RestoreDocument",
    "SaveCheckpoint",
    "StoreUpdates",
    "TellEdited",
    "TrashDocument",
    "VisitDocument",
]
