"""What a client keeps of the inbox, and how events change it: the rules of docs/protocol-notifications.md."""

import json
from collections.abc import Iterable
from typing import Any

from notifications.events import InboxPage, PreferencesPage
from notifications.kinds import MENTIONS
from realtime.streams import Change

OWN = ("read", "seen", "done", "saved", "snoozed_until", "rank", "acknowledged", "count")
"""What an announcement on the stream for everybody says nothing about."""


class Inbox:
    """Notifications by id. Start from pages, then `apply` events of both streams."""

    def __init__(self, *pages: InboxPage, preferences: PreferencesPage | None = None) -> None:
        told = [n.model_dump(mode="json") for page in pages for n in page.notifications]
        self.known: dict[int, dict[str, Any]] = {each["id"]: each for each in told}
        self.removed: set[int] = set()
        self.announcements_read = self.announcements_seen = 0
        self.began = next(each.head for each in pages[0].streams if each.stream == "announcements:all")
        self.wishes = preferences.wishes.model_dump(mode="json") if preferences else None
        rules = preferences.rules if preferences else []
        self.rules: dict[str, str | None] = {rule.place: rule.volume for rule in rules}

    def apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.apply_event(json.loads(change.payload))

    def apply_event(self, event: dict[str, Any]) -> None:
        match event["type"]:
            case "notification.all_read":
                self.announcements_read = max(self.announcements_read, event["announcements"])
                self._mark("announcements_read", "read", "seen")
            case "notification.all_seen":
                self.announcements_seen = max(self.announcements_seen, event["announcements"])
                self._mark("announcements_seen", "seen")
            case "notification.removed":
                self.removed.add(event["notification"])
                self.known.pop(event["notification"], None)
            case "notification.created" | "notification.updated":
                self._upsert(event, event["notification"])
            case "preferences.changed":
                self.wishes = event["wishes"]
            case "place_rule.changed":
                self._rule(**event["rule"])

    def _mark(self, upto: str, *fields: str) -> None:
        for each in self.known.values():
            if each["audience"] != "everyone" or each["seq"] <= getattr(self, upto):
                each.update(dict.fromkeys(fields, True))

    def _rule(self, place: str, volume: str | None) -> None:
        self.rules.pop(place, None)
        if volume is not None:
            self.rules[place] = volume

    def _upsert(self, event: dict[str, Any], told: dict[str, Any]) -> None:
        if told["id"] in self.removed:
            return
        if event["stream"] == "announcements:all":
            before = self.known.get(told["id"])
            if before is None and told["seq"] <= self.began:
                return  # on a page that was not fetched
            read = told["seq"] <= self.announcements_read
            seen = read or told["seq"] <= self.announcements_seen
            own = {name: before[name] for name in OWN} if before else {"read": read, "seen": seen}
            told = told | own
        elif told["audience"] == "everyone":
            # The streams overtake each other: an edit may be known before what the person did earlier.
            before = self.known.get(told["id"], told)
            if (before["edited_at"] or "") > (told["edited_at"] or ""):
                told = before | {name: told[name] for name in OWN}
        self.known[told["id"]] = told

    @property
    def unread(self) -> int:
        return len(self.tab("unread"))

    @property
    def unseen(self) -> int:
        return sum(not each["seen"] for each in self.tab("unread"))

    def tab(self, name: str) -> list[dict[str, Any]]:
        """What a tab shows, newest first."""
        return [each for each in self.shown() if _belongs(each, name)]

    def shown(self) -> list[dict[str, Any]]:
        """Everything that is known, newest first."""
        rows = sorted(self.known.values(), key=lambda each: each["rank"], reverse=True)
        return [dict(each) for each in rows]


def _belongs(each: dict[str, Any], tab: str) -> bool:
    here = not each["done"] and each["snoozed_until"] is None
    match tab:
        case "all":
            return here
        case "unread":
            return here and not each["read"]
        case "mentions":
            return here and each["kind"] in MENTIONS
        case "saved":
            return bool(each["saved"])
        case _:
            return bool(each["done"])
