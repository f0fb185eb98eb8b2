"""Reads of versions and of what a document said and when. Whether somebody may see it is decided in access."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.events import Person
from accounts.selectors import people
from collab.authorship import life_of, restores_of, text_runs
from collab.content.html_out import write_html
from collab.core.life.changes import outward
from collab.core.life.life import Life
from collab.core.life.spans import NONE
from collab.core.life.timeline import Timeline
from collab.history import Row, rows
from collab.models import Version
from collab.selectors import standing_of
from collab.version_events import (
    Authorship,
    Changes,
    Comparison,
    DocumentVersions,
    HistoryPage,
    Moment,
    VersionInfo,
    Written,
)
from realtime.errors import Refused

PAGE_BYTES: Final = 1024 * 1024
"""Updates in one page of the history."""


class Names:
    """Usernames by id, and the people behind them, read once."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.people: dict[str, Person] = people({user for user in ids if user})
        self._names = {person.id: name for name, person in self.people.items()}

    def __getitem__(self, user_id: int) -> str:
        return self._names.get(user_id, "")

    def of(self, user_ids: Iterable[int]) -> list[str]:
        return [self[user] for user in user_ids]


def version_list(document_id: int) -> DocumentVersions:
    """All versions of a document, newest first, each with who wrote since the one before."""
    with life_of(document_id) as (cursor, life):
        timeline = life.timeline
        made = list(Version.objects.filter(document=document_id).order_by("seq", "pk"))
        names = Names({*timeline.authors, *(version.created_by_id or 0 for version in made)})
        infos: list[VersionInfo] = []
        before = NONE
        for version in made:
            row = timeline.row_at(version.seq)
            infos.append(_info(version, timeline, before, row, names))
            before = max(before, row)
        last = len(timeline) - 1
        return DocumentVersions(
            head=cursor.seq,
            epoch=cursor.epoch,
            at=_at(timeline, last),
            authors=names.of(writers(timeline, before, last)),
            edits=last - before,
            versions=infos[::-1],
            people=names.people,
        )


def version_info(document_id: int, version_id: int) -> VersionInfo:
    """One of the list. Raises Refused("not_found")."""
    found = [each for each in version_list(document_id).versions if each.id == version_id]
    if not found:
        raise Refused("not_found", _("There is no such version."))
    return found[0]


def _info(version: Version, timeline: Timeline, before: int, row: int, names: Names) -> VersionInfo:
    return VersionInfo(
        id=version.pk,
        seq=version.seq,
        kind=version.kind,
        name=version.name,
        source=version.source,
        created_by=names[version.created_by_id] if version.created_by_id else None,
        created_at=version.created_at,
        at=_at(timeline, row) or version.created_at,
        authors=names.of(writers(timeline, before, row)),
        edits=max(0, row - before),
    )


def writers(timeline: Timeline, after: int, upto: int) -> list[int]:
    """Whose rows these are, who wrote most first."""
    counts: dict[int, int] = {}
    for author in timeline.authors[after + 1 : upto + 1]:
        counts[author] = counts.get(author, 0) + 1
    return sorted(counts, key=counts.__getitem__, reverse=True)


def _at(timeline: Timeline, row: int) -> datetime | None:
    return timeline.at(row) if 0 <= row < len(timeline) else None


def moment_tree(document_id: int, seq: int) -> tuple[dict[str, Any], datetime | None]:
    """The content after the update `seq`, and when that came. Raises Refused("not_found") for one to come."""
    with life_of(document_id) as (cursor, life):
        _check(seq, cursor.seq)
        return life.tree(seq), _at(life.timeline, life.timeline.row_at(seq))


def moment(document_id: int, seq: int, form: str) -> Moment:
    """The same as tree, HTML or plain text."""
    tree, at = moment_tree(document_id, seq)
    if form == "html":
        return Moment(seq=seq, at=at, html=write_html(tree))
    if form == "text":
        return Moment(seq=seq, at=at, text=text_runs(tree)[0])
    return Moment(seq=seq, at=at, tree=tree)


def _check(seq: int, head: int) -> None:
    if not 0 <= seq <= head:
        raise Refused("not_found", _("The document has no such moment."))


def comparison(document_id: int, old: int, new: int) -> Comparison:
    """What changed between two moments, in their order in time. Raises Refused("not_found")."""
    old, new = min(old, new), max(old, new)
    with life_of(document_id) as (cursor, life):
        _check(new, cursor.seq)
        tree, tallies = life.compare(old, new)
        names = Names(life.timeline.authors)
        told = outward(tree, lambda row: _tell(life, names, row))
    changes = [Changes(author=names[user], **tally._asdict()) for user, tally in tallies.items()]
    return Comparison(old=old, new=new, tree=told, changes=changes, people=names.people)


def _tell(life: Life, names: Names, row: int) -> dict[str, Any]:
    at = _at(life.timeline, row)
    return {"by": names[life.timeline.author(row)], "at": at.isoformat() if at else None}


def authorship(document_id: int) -> Authorship:
    """Who wrote what is there now."""
    restores = restores_of(document_id)
    with life_of(document_id) as (cursor, life):
        timeline = life.timeline
        spans = life.spans(restores)
        text, runs = text_runs(life.credited(cursor.seq, restores))
        authors = sorted({timeline.author(span.row) for span in spans})
        names = Names(authors)
        place = {author: at for at, author in enumerate(authors)}
        return Authorship(
            epoch=cursor.epoch,
            head=cursor.seq,
            authors=names.of(authors),
            spans=[
                (*span[:3], place[timeline.author(span.row)], _seconds(timeline, span.row)) for span in spans
            ],
            text=text,
            ranges=[
                Written(start=start, end=end, author=names[timeline.author(row)], at=timeline.at(row))
                for start, end, row in runs
                if row != NONE
            ],
            people=names.people,
        )


def _seconds(timeline: Timeline, row: int) -> int:
    return int(timeline.times[row]) if row != NONE else 0


def history_page(document_id: int, after: int, limit: int) -> HistoryPage:
    """At most `limit` updates after a sequence, and at most 1 MiB of them (but always one)."""
    cursor = standing_of(document_id)
    found: list[Row] = []
    size = 0
    for row in rows(document_id, after, cursor.seq):
        size += len(row.data)
        if len(found) == limit or (found and size > PAGE_BYTES):
            break
        found.append(row)
    authors = list(dict.fromkeys(row.author for row in found))
    names = Names(authors)
    place = {author: at for at, author in enumerate(authors)}
    last = found[-1].seq if found else cursor.seq
    return HistoryPage(
        epoch=cursor.epoch,
        head=cursor.seq,
        more=last < cursor.seq,
        authors=names.of(authors),
        rows=[
            (row.seq, place[row.author], _millis(row.at), b64encode(row.data).decode("ascii"))
            for row in found
        ],
        people=names.people,
    )


def _millis(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp() * 1000)
