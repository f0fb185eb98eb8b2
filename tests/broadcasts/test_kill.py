"""kill -9 in the middle of the portions: nobody is left out and nobody is told twice, of the message, of an edit and of
its end."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ports import wait_until
from tests.server import Server
from tests.system.api import Api

PEOPLE = 8_000
MAKE = f"""
from accounts.models import User
User.objects.bulk_create(User(username=f"p{{n:05}}", colour=1) for n in range({PEOPLE}))
"""
LOOK = """
import json
from django.db.models import F, Max
from accounts.models import User
from broadcasts.models import Broadcast
from notifications.models import Delivery, InboxEntry, Notification
from realtime.models import Stream
row = Broadcast.objects.get()
entries = InboxEntry.objects.filter(notification=row.notification_id)
heads = Stream.objects.filter(name__startswith="inbox:").values_list("name", "head")
changed = dict((f"inbox:{user}", seq) for user, seq in entries.values_list("user", "changed_seq"))
print(json.dumps({
    "state": row.state, "busy": row.busy, "reached": row.reached, "round_after": row.round_after,
    "notifications": Notification.objects.count(), "entries": len(changed),
    "people": entries.values("user").distinct().count(), "heads": sorted({head for _, head in heads}),
    "changed": sorted(set(changed.values())), "removed": entries.exclude(removed_at=None).count(),
    "astray": sum(changed.get(name) != head for name, head in heads),
}))
"""


class Hall:
    """A server with many people, and staff."""

    def __init__(self, directory: Path) -> None:
        self.server = Server(directory)
        token = self.server.create_users("boss", staff=True)["boss"]
        self.server.python(MAKE)
        self.server.start()
        self.api = Api(self.server.url, token)

    def one(self, broadcast: int) -> dict[str, Any]:
        found: dict[str, Any] = self.api.call("GET", f"/broadcasts/{broadcast}")
        return found

    def until_reached(self, broadcast: int, people: float) -> None:
        wait_until(lambda: self.one(broadcast)["reached"] >= people, timeout=60, what="portions")

    def look(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.server.python(LOOK).splitlines()[-1])
        return found

    def crash(self) -> None:
        self.server.kill()
        self.server.start()

    def settle(self) -> dict[str, Any]:
        """What is there when nothing is left to do."""
        wait_until(lambda: not self.look()["busy"], timeout=120, what="the end of the portions")
        return self.look()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_portions_go_on_where_a_kill_ended_them(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    wish = {"title": "Tea", "audience": {"roles": ["members"]}, "send": True}
    sent = hall.api.call("POST", "/broadcasts", 201, json=wish)
    assert sent["state"] == "sending"
    for part in (0.05, 0.4, 0.75):
        hall.until_reached(sent["id"], part * PEOPLE)
        hall.crash()
    found = hall.settle()
    assert (found["state"], found["reached"], found["notifications"]) == ("sent", PEOPLE + 1, 1)
    assert found["entries"] == found["people"] == PEOPLE + 1
    assert (found["heads"], found["astray"]) == ([1], 0)

    hall.api.call("PATCH", f"/broadcasts/{sent['id']}", json={"title": "Coffee"})
    wait_until(lambda: hall.look()["round_after"] > 0 or not hall.look()["busy"], timeout=60, what="a round")
    hall.crash()
    found = hall.settle()
    assert (found["entries"], found["heads"], found["changed"], found["astray"]) == (PEOPLE + 1, [2], [2], 0)

    hall.api.call("POST", f"/broadcasts/{sent['id']}/recall", json={})
    hall.crash()
    found = hall.settle()
    assert (found["state"], found["removed"]) == ("recalled", PEOPLE + 1)
    assert (found["heads"], found["changed"], found["astray"]) == ([3], [3], 0)
    hall.server.terminate()
