"""What the connections of an open document are told of a commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from collab.core import frames
from collab.core.origin import Origin

if TYPE_CHECKING:
    from collab.actions import Entry
    from collab.member import Member
    from realtime.streams import Change


def forward(
    members: Mapping[str, Member], connections: Sequence[str], changes: Sequence[Change], along: bytes = b""
) -> bool:
    """One write to each connection: the others' updates, up to where its own are committed, and a frame that goes
    `along`. `connections` are those of the changes. Whether any is of a connection here."""
    ready = [frames.update_frame(change.payload) for change in changes]
    everything, count = b"".join(ready) + along, len(ready) + bool(along)
    own = {c: change.origin for c, change in zip(connections, changes, strict=True) if c in members}
    for member in list(members.values()):
        origin = own.get(member.id)
        if origin is None:
            member.write(everything, count)
            continue
        mine = [
            frame for frame, connection in zip(ready, connections, strict=True) if connection != member.id
        ]
        if ack := member.ack(Origin.read(origin).number):
            mine.append(ack)
        if along:
            mine.append(along)
        if mine:
            member.write(b"".join(mine), len(mine))
    return bool(own)


def let_go_on(members: Mapping[str, Member], stored: Sequence[Entry]) -> None:
    """All of these are committed: let each connection go on, and acknowledge the last of its messages (most were told
    when they were fed)."""
    sizes: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for origin, update in stored:
        sizes.setdefault(origin.connection, []).append(len(update))
        last[origin.connection] = origin.number
    for connection, number in last.items():
        if member := members.get(connection):
            member.release(sizes[connection])
            member.acknowledge(number)
