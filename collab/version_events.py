"""The wire types of a document's history: versions, moments, comparisons, who wrote what."""

from datetime import datetime
from typing import Any, Literal

from accounts.events import Person
from realtime.wire import Result, Wire

VersionKind = Literal["auto", "named", "restore", "import"]
Tree = dict[str, Any]
"""A node of the content as ProseMirror's JSON. A comparison adds `change` ({kind: added|removed|changed, by, at}) and
`was` (the attributes or marks before)."""


class VersionInfo(Wire):
    """A moment of a document: its content after the update `seq`.

    `name` is "" for one that nobody named. `source`: the sequence that a restore brought back. `at`: when that content
    was written. `authors`, `edits`: whose updates came since the version before, and how many.
    """

    id: int
    seq: int
    kind: VersionKind
    name: str
    source: int | None
    created_by: str | None
    created_at: datetime
    at: datetime
    authors: list[str]
    edits: int


class DocumentVersions(Result):
    """Newest first. `head`: the newest update; `authors`, `edits` are what came since the newest version."""

    head: int
    epoch: str
    at: datetime | None
    authors: list[str]
    edits: int
    versions: list[VersionInfo]
    people: dict[str, Person]


class Moment(Result):
    """A document's content after the update `seq`, in the form that was asked for."""

    seq: int
    at: datetime | None
    tree: Tree | None = None
    html: str | None = None
    text: str | None = None


class Changes(Wire):
    """What one person did between two moments: words, blocks, and nodes or texts of another form."""

    author: str
    words_added: int
    words_removed: int
    blocks_added: int
    blocks_removed: int
    changed: int


class Comparison(Result):
    """The content after the update `new`, with what changed since `old` marked in it."""

    old: int
    new: int
    tree: Tree
    changes: list[Changes]
    people: dict[str, Person]


class Restored(Result):
    """What a restore left: the version before it (to go back to), and the one that it made."""

    seq: int
    before: VersionInfo
    version: VersionInfo


class HistoryPage(Result):
    """Updates in order, for replay: (seq, place in `authors`, milliseconds since 1970, base64 of the update)."""

    epoch: str
    head: int
    more: bool
    authors: list[str]
    rows: list[tuple[int, int, int, str]]
    people: dict[str, Person]


class Written(Wire):
    """Characters [start, end) of the text, who wrote them and when."""

    start: int
    end: int
    author: str
    at: datetime


class Authorship(Result):
    """Who wrote what is there now.

    `spans`: (Yjs client, first clock, behind the last clock, place in `authors`, seconds since 1970). `text` is the
    plain text, `ranges` who wrote its characters (code points), without the line ends between blocks.
    """

    epoch: str
    head: int
    authors: list[str]
    spans: list[tuple[int, int, int, int, int]]
    text: str
    ranges: list[Written]
    people: dict[str, Person]
