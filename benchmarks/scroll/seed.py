"""Fills an empty Collab database with one long room. Runs in Collab's own Python, before the server starts.

`python -m benchmarks.scroll.seed COUNT` prints the room's id. What is said is a mixture, the same every time: mostly a
few lines, now and then a long text with lists, a block of code, a picture, reactions. Ann, who looks at it (password:
her name), has read everything; rows are written in bulk, since sending them would take longer than the measurement.
"""

import random
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final

import django

from benchmarks.search.words import Words

PEOPLE: Final = 40
PICTURES: Final = 60
CODES: Final = 80
"""Different pictures and blocks of code; each is shown many times."""
AT_ONCE: Final = 2_000
EMOJI: Final = ("👍", "🎉", "❤️", "😄", "👀")
Said = tuple[str, str, dict[str, Any] | None]
"""The words as they were typed, as HTML, and what the message brings besides."""


def code(words: Words) -> str:
    lines = [
        f"{'    ' * (number % 3)}{words.word()} = {words.word()}({number}, '{words.word()}')  # {words.word()}"
        for number in range(words.random.randint(4, 24))
    ]
    return "```python\n" + "\n".join(lines) + "\n```"


def long_text(words: Words) -> str:
    """Several hundred words: a heading, paragraphs with marks, a list, a quotation."""
    some = [words.text() for _ in range(words.random.randint(8, 20))]
    listed = "\n".join(f"- {words.text()}" for _ in range(words.random.randint(3, 8)))
    quoted = f"> {words.text()}"
    return "\n\n".join(
        [f"## {words.word()}", *some[:4], listed, f"**{words.word()}** {some[4]}", quoted, *some[5:]]
    )


def pictures(user_id: int, room_id: int) -> list[dict[str, Any]]:
    """Stored as uploads are, of several sizes, and claimed."""
    from django.core.files.base import ContentFile
    from django.utils import timezone
    from PIL import Image

    from files.models import File
    from files.upload import store

    found = []
    for number in range(PICTURES):
        size = ((1200, 800), (800, 1200), (1000, 1000), (640, 240))[number % 4]
        out = BytesIO()
        Image.effect_mandelbrot(size, (-2.2 + number / 40, -1.5, 1.0, 1.5), 60).convert("RGB").save(
            out, "JPEG"
        )
        found.append(
            store(user_id, room_id, ContentFile(out.getvalue()), f"picture {number}.jpg").model_dump()
        )
    File.objects.update(claimed_at=timezone.now())
    return found


def talk(shown: list[dict[str, Any]]) -> Iterator[Said]:
    """Without end."""
    from chat.markdown import render

    words = Words()
    codes = [(text, render(text), None) for text in (code(words) for _ in range(CODES))]
    texts = [(text, render(text), None) for text in (long_text(words) for _ in range(CODES))]
    kinds: list[tuple[int, Callable[[], Said]]] = [
        (84, lambda: ((text := words.text()), render(text), None)),
        (6, lambda: words.random.choice(codes)),
        (5, lambda: words.random.choice(texts)),
        (5, lambda: ("", "", {"files": [words.random.choice(shown)]})),
    ]
    weights = [weight for weight, _make in kinds]
    while True:
        yield words.random.choices(kinds, weights)[0][1]()


def messages(
    count: int, room_id: int, people: list[int], shown: list[dict[str, Any]], now: datetime
) -> Iterator[Any]:
    """Rows in the order of time; people talk in turns of up to five messages."""
    from chat.models import Message

    pick = random.Random(2)
    author = people[0]
    for number, (body, html, extra) in zip(range(1, count + 1), talk(shown), strict=False):
        if pick.random() < 0.4:
            author = pick.choice(people)
        reactions = None
        if pick.random() < 0.1:
            names = [f"p{pick.randrange(PEOPLE)}" for _ in range(pick.randint(1, 4))]
            reactions = [
                {"emoji": each, "users": sorted(set(names))}
                for each in pick.sample(EMOJI, pick.randint(1, 3))
            ]
        yield Message(
            room_id=room_id, author_id=author, body=body, html=html, client_id=f"c{number}", created_seq=number + 1,
            changed_seq=number + 1, created_at=now - timedelta(seconds=40 * (count - number)), extra=extra,
            reactions=reactions,
        )  # fmt: skip


def people_and_room() -> tuple[list[int], int]:
    """Ids of the people, Ann's first, and of their room."""
    from accounts.models import User, default_colour
    from rooms.models import Membership, Room, Visibility

    ann = User.objects.create_user(username="ann", name="Ann", password="ann")
    names = [f"p{number}" for number in range(PEOPLE)]
    users = User.objects.bulk_create(
        User(username=name, name=f"Person {name}", colour=default_colour(name), password="!")
        for name in names
    )
    everybody = [ann, *users]
    room = Room.objects.create(name="long", visibility=Visibility.PRIVATE, created_by=ann)
    Membership.objects.bulk_create(
        Membership(
            room=room, user=user, role="owner" if user is ann else "member", changed_seq=1, inbox_seq=1
        )
        for user in everybody
    )
    return [user.pk for user in everybody], room.pk


def fill(count: int) -> int:
    """The id of the room."""
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from chat.models import Message
    from realtime.models import Stream
    from rooms.models import Membership

    people, room = people_and_room()
    shown = pictures(people[0], room)
    with transaction.atomic():
        rows = messages(count, room, people, shown, timezone.now())
        while portion := [row for row, _ in zip(rows, range(AT_ONCE), strict=False)]:
            Message.objects.bulk_create(portion)
    Membership.objects.update(read_seq=count + 1)
    heads = {f"room:{room}": count + 1} | {f"inbox:{person}": 1 for person in people}
    Stream.objects.bulk_create(Stream(name=name, epoch="bench", head=head) for name, head in heads.items())
    call_command("search_index", "--anew", stdout=sys.stderr)  # else the server would do it while we measure
    return room


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(str(fill(int(sys.argv[1]))))
