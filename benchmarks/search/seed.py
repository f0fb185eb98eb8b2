"""Fills an empty PostgreSQL database: 200 people, 500 rooms, a million messages. Runs in Collab's own Python.

Ann is in every room, Bo in five small ones, Cy in none (she sees the public ones). The first room holds a tenth of
everything, the others share the rest unequally. Prints nothing; rows are copied, since sending a million messages
would take longer than the measurement.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import django

from benchmarks.search.words import Words

PEOPLE: Final = 200
ROOMS: Final = 500
MOST_UNREAD: Final = 150
START: Final = datetime(2024, 1, 1, tzinfo=UTC)
COLUMNS: Final = (
    "room_id, author_id, body, html, client_id, created_seq, changed_seq, created_at, reactions, extra, pinned,"
    " pinned_at, root_id"
)
FILE: Final = json.dumps(
    {
        "files": [
            {
                "id": "0" * 32, "name": "plan.pdf", "size": 1, "type": "application/pdf", "width": None,
                "height": None, "thumb": False, "url": "/", "thumb_url": "/",
            }
        ]
    }
)  # fmt: skip
THUMBS_UP: Final = json.dumps([{"emoji": "👍", "users": ["p1"]}])


def people_and_rooms() -> tuple[list[int], list[int]]:
    """Ids of people and rooms. Every third room is public."""
    from accounts.models import User, default_colour
    from rooms.models import Membership, Room, Visibility

    names = ["ann", "bo", "cy", *(f"p{number}" for number in range(PEOPLE - 3))]
    users = User.objects.bulk_create(
        User(username=name, name=name.title(), colour=default_colour(name), password="!") for name in names
    )
    rooms = Room.objects.bulk_create(
        Room(
            name=f"room {number}",
            visibility=Visibility.PUBLIC if number % 3 == 1 else Visibility.PRIVATE,
            created_by=users[0],
        )
        for number in range(ROOMS)
    )
    small = set(range(ROOMS - 5, ROOMS))
    Membership.objects.bulk_create(
        Membership(
            room=room, user=user, role="owner" if user is users[0] else "member", changed_seq=1, inbox_seq=1
        )
        for number, room in enumerate(rooms)
        for place, user in enumerate(users)
        if place == 0 or (place == 1 and number in small) or (place > 2 and (place + number) % 25 == 0)
    )
    return [user.pk for user in users], [room.pk for room in rooms]


def messages(
    count: int, people: list[int], rooms: list[int], heads: dict[int, int]
) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of time; `heads` is left with the last sequence of each room."""
    words = Words()
    pick = words.random
    weights = [ROOMS / 6 if number == 0 else 1 / (1 + number / 60) for number in range(len(rooms))]
    step = timedelta(days=900) / count
    room = rooms[0]
    for number in range(count):
        if number % 8 == 0:  # people talk in turns
            room = pick.choices(rooms, weights)[0]
        heads[room] = seq = heads.get(room, 1) + 1
        at = START + step * number
        pinned = pick.random() < 0.001
        yield (
            room, pick.choice(people), text := words.text(), f"<p>{text}</p>", f"c{number}", seq, seq, at,
            THUMBS_UP if pick.random() < 0.02 else None, FILE if pick.random() < 0.01 else None,
            "ann" if pinned else "", at if pinned else None, None,
        )  # fmt: skip


def read_nearly_all(heads: dict[int, int]) -> None:
    """Everybody has up to MOST_UNREAD messages before them in each of their rooms."""
    from rooms.models import Membership

    members = list(Membership.objects.all())
    for number, member in enumerate(members):
        member.read_seq = max(0, heads[member.room_id] - number * 7 % MOST_UNREAD)
    Membership.objects.bulk_update(members, ["read_seq"], batch_size=2_000)


def fill(count: int) -> dict[str, int]:
    """`{"big": room id, "ann": …, "bo": …, "cy": …}`."""
    from django.db import connection

    from realtime.models import Stream

    people, rooms = people_and_rooms()
    heads: dict[int, int] = dict.fromkeys(rooms, 1)
    connection.ensure_connection()
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY chat_message ({COLUMNS}) FROM STDIN") as copy,
    ):
        for row in messages(count, people, rooms, heads):
            copy.write_row(row)
    connection.connection.commit()
    read_nearly_all(heads)
    streams = {f"room:{room}": head for room, head in heads.items()}
    streams |= {f"inbox:{person}": 1 for person in people}
    Stream.objects.bulk_create(Stream(name=name, epoch="bench", head=head) for name, head in streams.items())
    return {"big": rooms[0], "ann": people[0], "bo": people[1], "cy": people[2]}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(fill(int(sys.argv[1]))))
