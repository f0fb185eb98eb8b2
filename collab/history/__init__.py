"""The whole life of a document, row after row, whether its updates are rows or packed (docs/history.md)."""

from collab.history.packing import Row, Unreadable
from collab.history.reading import page, rows

__all__ = ["Row", "Unreadable", "page", "rows"]
