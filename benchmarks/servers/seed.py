"""Fills an empty Collab database for the benchmarks: people with tokens who are all members of one room.

Runs in Collab's own Python, before the server starts, and writes rows in bulk: two thousand sign-ups through the
actions would take longer than the measurement.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import django

EPOCH = "benchmark"
TOKENS_OF_A_PERSON = "benchmark"  # the name of the token in the person's profile


def people(count: int) -> Sequence[str]:
    """`count` members of staff, each with a token. Returns the tokens in the order of the ids."""
    from accounts.models import ApiToken, User, default_colour
    from accounts.tokens import digest, new_token

    names = [f"bench{number}" for number in range(count)]
    users = User.objects.bulk_create(
        User(username=name, name=f"Person {name}", colour=default_colour(name), password="!", is_staff=True)
        for name in names
    )
    tokens = [new_token() for _ in users]
    ApiToken.objects.bulk_create(
        ApiToken(user=user, name=TOKENS_OF_A_PERSON, digest=digest(token))
        for user, token in zip(users, tokens, strict=True)
    )
    return tokens


def room() -> int:
    """One private room with everybody in it, and the streams that its rows are numbered in. Returns its id."""
    from accounts.models import User
    from realtime.models import Stream
    from realtime.streams import stream_name
    from rooms.models import Membership, Role, Room, Visibility

    users = list(User.objects.order_by("id"))
    place = Room.objects.create(name="Benchmark", visibility=Visibility.PRIVATE, created_by=users[0])
    Membership.objects.bulk_create(
        Membership(
            room=place,
            user=user,
            role=Role.MEMBER if number > 1 else Role.OWNER,
            changed_seq=number,
            inbox_seq=1,
        )
        for number, user in enumerate(users, start=1)
    )
    heads = {stream_name("room", place.pk): len(users)}
    heads |= {stream_name("inbox", user.pk): 1 for user in users}
    Stream.objects.bulk_create(Stream(name=name, epoch=EPOCH, head=head) for name, head in heads.items())
    return int(place.pk)


def check_limits() -> None:
    """Raises SystemExit when a limit that the benchmarks raise is called something else by now."""
    from benchmarks.servers.collab import LIMITS
    from config.env import BY_NAME

    if unknown := sorted(set(LIMITS) - set(BY_NAME)):
        raise SystemExit(f"config/env.py does not declare {', '.join(unknown)}")


def main() -> None:
    count, data = int(sys.argv[1]), Path(sys.argv[2])
    django.setup()
    check_limits()
    (data / "tokens").write_text("\n".join(people(count)))
    (data / "room").write_text(str(room()))
    (data / "seed").write_text("done")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
