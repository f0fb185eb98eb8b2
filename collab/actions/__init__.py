"""Writes to documents, as appends to the document's or the room's stream."""

from collab.actions.documents import CreateDocument, RenameDocument, TellEdited
from collab.actions.updates import Entry, SaveCheckpoint, StoreUpdates

__all__ = ["CreateDocument", "Entry", "RenameDocument", "SaveCheckpoint", "StoreUpdates", "TellEdited"]
