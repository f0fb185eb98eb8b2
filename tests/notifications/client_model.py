"""What a client keeps of the inbox, and how events change it: the rules of docs/protocol-notifications.md."""

import json
from collections.abc import Iterable
from typing import Any

from notifications.events import InboxPage
from realtime.streams import Change


class Inbox:
    """Notifications by id. Start from a page, then `apply` events of both streams."""

    def __init__(self, page: InboxPage) -> None:
        self.known: dict[int, dict[str, Any]] = {n.id: n.model_dump(mode="json") for n in page.notifications}
        self.announcements_read = 0

    def apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.apply_event(json.loads(change.payload))

    def apply_event(self, event: dict[str, Any]) -> None:
        if event["type"] == "notification.all_read":
            self.announcements_read = max(self.announcements_read, event["announcements"])
            for each in self.known.values():
                each["read"] |= each["audience"] != "everyone" or each["seq"] <= self.announcements_read
        elif event["type"].startswith("notification."):
            self._upsert(event["stream"], event["notification"])

    def _upsert(self, stream: str, told: dict[str, Any]) -> None:
        before = self.known.get(told["id"])
        if stream == "announcements:all":
            read = before["read"] if before else told["seq"] <= self.announcements_read
            told = told | {"read": read}
        self.known[told["id"]] = told

    @property
    def unread(self) -> int:
        return sum(not each["read"] for each in self.known.values())

    def shown(self) -> list[dict[str, Any]]:
        return [dict(self.known[pk]) for pk in sorted(self.known, reverse=True)]
