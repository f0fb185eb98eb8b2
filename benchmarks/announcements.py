"""What sending costs on an installation with many accounts: `.venv/bin/python -m benchmarks.announcements [people]`.

It works on a SQLite database of its own in a temporary directory (or on DATABASE_URL, which must be empty) and prints
milliseconds: the median of several sendings to everybody, the figures afterwards, and sending to everybody by name,
which writes a row for each.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable


def main(people: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from accounts.models import User
    from broadcasts.actions import send_new
    from broadcasts.audience import preview
    from broadcasts.events import Audience, AudienceQuery, BroadcastWish
    from broadcasts.figures import figures, people_page
    from broadcasts.jobs import finish
    from broadcasts.models import Broadcast
    from notifications.actions import MarkAllSeen
    from notifications.models import InboxEntry, Notification, SeenMark
    from realtime.commit import append

    boss = User.objects.create_user("boss", is_staff=True)
    for start in range(0, people, 10_000):
        names = range(start, min(start + 10_000, people))
        User.objects.bulk_create(User(username=f"p{n:06}", colour=1) for n in names)

    def everybody() -> int:
        return send_new(boss.pk, BroadcastWish(title="Tea", audience=Audience(everyone=True))).broadcast.id

    first = everybody()
    print(f"to everybody ({people:,} accounts): {median(everybody):.1f} ms")
    print(
        f"rows: {Notification.objects.count()} notifications, {InboxEntry.objects.count()} entries for 12 sendings"
    )
    append(MarkAllSeen(boss.pk))
    seen = Notification.objects.order_by("-seq").values_list("seq", flat=True)[0]
    ids = User.objects.exclude(pk=boss.pk).values_list("pk", flat=True)[: people // 2]
    SeenMark.objects.bulk_create(SeenMark(user_id=pk, seq=0, announcements_seq=seen) for pk in ids)
    row = Broadcast.objects.select_related("notification").get(pk=first)
    print(f"figures with half of them having seen it: {median(lambda: figures(row)):.1f} ms")
    print(f"a page of people: {median(lambda: people_page(row)):.1f} ms")
    print(f"a page of those who have not read it: {median(lambda: people_page(row, 'unread')):.1f} ms")
    query = Audience(query=AudienceQuery(is_guest=False))
    print(f"preview of a query for all of them: {median(lambda: preview(query)):.1f} ms")
    began = time.perf_counter()
    sent = send_new(boss.pk, BroadcastWish(title="Tea", audience=Audience(roles=["members"]))).broadcast.id
    answered = time.perf_counter()
    finish(sent)
    done = time.perf_counter()
    print(
        f"to all members, an entry for each: answered in {(answered - began) * 1000:.0f} ms, "
        f"in every inbox after {done - began:.1f} s ({people / (done - began):,.0f} people/s)"
    )
    row = Broadcast.objects.select_related("notification").get(pk=sent)
    print(f"its figures: {median(lambda: figures(row)):.1f} ms")


def median(work: Callable[[], object], times: int = 11) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ.update({"DATA_DIR": directory, "ENV_FILE": "", "DEMO": "1"})
        import django

        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
