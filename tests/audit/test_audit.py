"""The audit log: written with the act or not at all, filtered, paged, exported piece by piece."""

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection
from django.test import AsyncClient
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import audit
from audit.events import AuditLine
from audit.export import as_csv, as_json
from audit.models import AuditEntry
from audit.names import NAMES
from audit.selectors import Wanted, audit_lines, audit_page
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.errors import Refused
from tests.api import Api
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


class Act(Append[None]):
    """Writes an entry and, if told to, fails after it."""

    stream = "test:audit"

    def __init__(self, actor: int, fails: bool) -> None:
        self.actor, self.fails = actor, fails

    def streams(self) -> tuple[str, ...]:
        return ()

    def write(self, tx: Tx) -> None:
        audit.record(tx, self.actor, "test.done", room=7, target="x" * 300, why="because")
        if self.fails:
            raise Refused("conflict", "no")


def test_an_entry_is_written_with_its_act_or_not_at_all() -> None:
    ann = person("ann")
    with pytest.raises(Refused):
        append(Act(ann.pk, fails=True))
    assert not AuditEntry.objects.exists()
    append(Act(ann.pk, fails=False))
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.action, entry.room) == (ann.pk, "test.done", 7)
    assert entry.details == {"why": "because"} and len(entry.target) == 200


def fill() -> None:
    ann, bo = person("ann"), person("bo")
    for number in range(5):
        audit.record(None, ann.pk, "member.added", room=1, target=f"p{number}")
        audit.record(None, bo.pk, "room.changed", room=2, changes={"topic": ["", f"t{number}"]})
    audit.record(None, None, "member.removed", room=1, target="gone")


def test_filters() -> None:
    fill()
    count = {
        "actor": len(audit_page(Wanted(actor="ANN")).entries),
        "system": len(audit_page(Wanted(actor="system")).entries),
        "action": len(audit_page(Wanted(action="room.changed")).entries),
        "prefix": len(audit_page(Wanted(action="member.")).entries),
        "room": len(audit_page(Wanted(room=1)).entries),
        "both": len(audit_page(Wanted(actor="ann", room=2)).entries),
        "nul": len(audit_page(Wanted(actor="a\x00nn", action="\x00")).entries),
    }
    assert count == {"actor": 5, "system": 1, "action": 5, "prefix": 6, "room": 6, "both": 0, "nul": 5}
    now = timezone.now()
    AuditEntry.objects.filter(action="member.removed").update(at=now - timedelta(days=2))
    day = timedelta(days=1)
    assert len(audit_page(Wanted(until=now - day)).entries) == 1
    assert len(audit_page(Wanted(since=now - day, until=now + day)).entries) == 10


def test_pages_hold_every_entry_once_newest_first() -> None:
    fill()
    seen: list[int] = []
    before = None
    while True:
        page = audit_page(Wanted(), before, limit=4)
        seen += [entry.id for entry in page.entries]
        before = page.next
        if before is None:
            break
    assert seen == sorted(AuditEntry.objects.values_list("pk", flat=True), reverse=True)


def test_a_page_costs_two_queries() -> None:
    fill()
    hall = room(person("cy"))
    for _ in range(20):
        audit.record(None, None, "room.changed", room=hall.id)
    with CaptureQueriesContext(connection) as queries:
        lines = audit_page(Wanted(), limit=100).entries
    assert len(queries) == 2 and lines[0].room_name == "Hall"


def test_who_may_read_it() -> None:
    staff, ann, bo = person("staff", is_staff=True), person("ann"), person("bo")
    hall = room(ann, bo)
    assert Api(staff).get("/audit").status_code == 200
    assert Api(ann).get("/audit").status_code == 403 and Api().get("/audit").status_code == 401
    assert Api(ann).get("/audit/export").status_code == 403
    mine = Api(ann).get(f"/rooms/{hall.id}/audit").json()["entries"]
    assert {"room.created", "member.added"} == {entry["action"] for entry in mine}
    assert Api(bo).get(f"/rooms/{hall.id}/audit").status_code == 403
    assert Api(person("cy")).get(f"/rooms/{hall.id}/audit").status_code == 404
    assert Api(staff).get("/audit?room=abc").json()["error"]["field"] == "room"
    found = (
        Api(staff).get(f"/audit?room={hall.id}&action=member.&actor=ann&since=2020-01-01T00:00:00Z").json()
    )
    assert [entry["target"] for entry in found["entries"]] == ["bo"]


async def test_an_export_is_streamed_and_filtered() -> None:
    def prepare() -> AsyncClient:
        fill()
        client = AsyncClient()
        client.force_login(person("staff", is_staff=True))
        return client

    client = await sync_to_async(prepare)()
    answer: Any = await client.get("/api/v1/audit/export?format=csv&actor=ann")
    assert answer.streaming and "attachment" in answer["Content-Disposition"]
    text = b"".join([piece async for piece in answer.streaming_content]).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["target"] for row in rows] == ["p4", "p3", "p2", "p1", "p0"]
    answer = await client.get("/api/v1/audit/export?format=json")
    entries = json.loads(b"".join([piece async for piece in answer.streaming_content]))
    assert len(entries) == 11 and entries[0]["action"] == "member.removed"
    wrong = await client.get("/api/v1/audit/export?format=xml")
    assert wrong.status_code == 422 and wrong.json()["error"]["field"] == "format"


def test_an_export_comes_in_portions_and_its_forms_are_right() -> None:
    fill()
    portions = list(audit_lines(Wanted(), portion=4))
    assert [len(each) for each in portions] == [4, 4, 3]
    nothing: list[list[AuditLine]] = []
    assert json.loads(b"".join(as_json(nothing))) == json.loads(b"".join(as_json([[]]))) == []
    audit.record(None, None, "room.changed", target='=cmd|"x"!A1')
    row = next(csv.DictReader(io.StringIO(b"".join(as_csv(audit_lines(Wanted()))).decode())))
    assert row["target"].startswith("'="), "a spreadsheet must not run a title"


def test_every_act_has_words() -> None:
    """What the code records stands in audit/names.py."""
    told = re.compile(r'"((?:room|member|message|person|report|invitation|request|thread)\.[a-z_]+)"')
    found: set[str] = set()
    for app in ("accounts", "rooms", "chat", "collab", "files", "administration"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            text = path.read_text()
            if "audit.record" in text or path.name == "hooks.py":
                found |= set(told.findall(text))
    events = {"message.created", "message.updated"}
    assert found - events <= NAMES.keys(), sorted(found - events - NAMES.keys())
    assert len(found) > 15
