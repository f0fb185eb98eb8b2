"""State before + events = state afresh: a client of rooms and chat as a pure reducer, and the check itself.

`Client` keeps what a browser keeps (room list with unread counts, followed threads; of each room info, members,
messages, replies) and applies events by the rules of docs/protocol.md. `Check` lets clients hear a commit live or read
it from the store, stream by stream in any order, and compares each with a client that loads everything anew.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any

from accounts.models import User
from chat.selectors import followed_threads, message_of, message_page, unexpired
from realtime import store
from realtime.append import Append
from realtime.commit import commit
from realtime.streams import Batch, Change
from rooms.selectors import members_of, my_rooms

State = dict[str, Any]
OWN = ("role", "abilities", "read_seq", "favourite", "position", "silenced_until", "requested")
"""What only the inbox tells of a room."""


class Unread:
    """What is unread of a room or a thread: a count that was exact at `at`, and everything heard of, so that a later
    or an earlier count by the server can be put in its place, and the marker moved either way, whichever stream came
    first."""

    def __init__(self, state: State, at: str = "at") -> None:
        self.created: dict[int, bool] = {}
        self.deleted: dict[int, tuple[int, bool]] = {}
        self.moved(state, at)

    def moved(self, state: State, at: str = "at") -> None:
        self.read_seq, self.at = state["read_seq"], state[at]
        self.base = (state["unread"], state.get("mentions", 0))

    def heard(self, event: State, me: str) -> None:
        message = event["message"]
        if message["author"] == me:
            return
        names_me = me in message["mentions"] or bool(message["everyone"])
        if message["deleted_at"] is None:
            self.created[message["created_seq"]] = names_me
        else:
            self.deleted[event["seq"]] = (message["created_seq"], names_me)

    @property
    def counts(self) -> tuple[int, int]:
        """Unread, and those of them that name the person."""
        unread, mentions = self.base
        for created, names_me in self.created.items():
            if created > self.at and created > self.read_seq:
                unread, mentions = unread + 1, mentions + names_me
        for seq, (created, names_me) in self.deleted.items():
            counted = created <= self.at or created in self.created
            if seq > self.at and created > self.read_seq and counted:
                unread, mentions = unread - 1, mentions - names_me
        return unread, mentions


class Client:
    """What one person's browser knows. Rooms entered later are listed, but their inside is not loaded."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.rooms: dict[int, State] = {}
        self.inside: dict[int, State] = {}
        self.unread: dict[int, Unread] = {}
        self.threads: dict[int, State] = {}
        self.replies: dict[int, Unread] = {}
        inbox = f"inbox:{user.pk}"
        self.cursors = {inbox: store.open_streams([inbox])[inbox].seq}
        for summary in my_rooms(user.pk):
            self._list(summary.model_dump(mode="json"))
            self._load(summary.id)
        for thread in followed_threads(user.pk).threads:
            self._follow(thread.state.model_dump())

    def _list(self, room: State) -> None:
        self.rooms[room["id"]] = room
        self.unread[room["id"]] = Unread(room, "head")

    def _follow(self, thread: State) -> None:
        root = thread["root"]
        if root in self.replies:
            self.replies[root].moved(thread)
        else:
            self.replies[root] = Unread(thread)
        if thread["following"]:
            self.threads[root] = thread
        else:
            self.threads.pop(root, None)

    def _load(self, room: int) -> None:
        page = message_page(self.user.pk, room, limit=200)
        self.cursors[f"room:{room}"] = page.head
        self.inside[room] = {
            "members": {each.user.id: each.model_dump(mode="json") for each in members_of(room)},
            "messages": {each.id: each.model_dump(mode="json") for each in page.messages},
            "replies": {
                row.pk: message_of(row).model_dump(mode="json")
                for row in unexpired(room).filter(root__isnull=False)
            },
        }

    # -- hearing

    def hear(self, stream: str, changes: Iterable[Change], upto: int) -> None:
        if stream not in self.cursors:
            return
        for change in changes:
            event = json.loads(change.payload)
            assert event["stream"] == stream and event["seq"] == change.seq > self.cursors[stream], event
            self.cursors[stream] = change.seq
            getattr(self, "on_" + event["type"].replace(".", "_"), self._ignore)(event)
        self.cursors[stream] = upto
        prefix, _, key = stream.partition(":")
        if prefix == "room" and (room := self.rooms.get(int(key))) and room["head"] < upto:
            room["head"] = upto

    @staticmethod
    def _ignore(event: State) -> None:
        """Of other apps."""

    def _summary(self, event: State) -> State | None:
        """The listed room of an event, unless what is listed is newer than the event."""
        room = self.rooms.get(int(event["stream"].partition(":")[2]))
        return room if room is not None and event["seq"] > room["head"] else None

    def _inside(self, event: State) -> State:
        return self.inside[int(event["stream"].partition(":")[2])]

    def on_room_joined(self, event: State) -> None:
        known = self.rooms.get(event["room"]["id"])
        if known is None or event["room"]["head"] >= known["head"]:
            self._list(event["room"])
        else:  # the room's own stream was faster: only what it does not tell
            known |= {key: event["room"][key] for key in OWN}

    def on_room_left(self, event: State) -> None:
        self.rooms.pop(event["room"], None)
        self.inside.pop(event["room"], None)
        self.cursors.pop(f"room:{event['room']}", None)

    def on_read_moved(self, event: State) -> None:
        self.unread[event["room"]].moved(event)

    def on_room_updated(self, event: State) -> None:
        if (room := self._summary(event)) is not None:
            room |= event["room"]
            room["abilities"] = event["abilities"]["silenced" if room["silenced_until"] else room["role"]]

    def on_member_updated(self, event: State) -> None:
        person = event["member"]["user"]
        self._inside(event)["members"][person["id"]] = event["member"]
        if (room := self._summary(event)) is not None:
            room["members"] = event["members"]
            room["people"] = [person if each["id"] == person["id"] else each for each in room["people"]]

    def on_member_removed(self, event: State) -> None:
        self._inside(event)["members"].pop(event["user_id"], None)
        if (room := self._summary(event)) is not None:
            room["members"] = event["members"]
            room["people"] = [each for each in room["people"] if each["id"] != event["user_id"]]

    def on_message_created(self, event: State) -> None:
        message, inside = event["message"], self._inside(event)
        if message["thread"] is None:
            inside["messages"][message["id"]] = message
            self.unread[message["room"]].heard(event, self.user.username)
        else:
            inside["replies"][message["id"]] = message
            nothing = {"read_seq": 0, "unread": 0, "at": 0}
            self.replies.setdefault(message["thread"], Unread(nothing)).heard(event, self.user.username)
        if message["expired"]:  # the oldest part of the room is gone, tombstones of old included
            for kind in ("messages", "replies"):
                kept = {k: v for k, v in inside[kind].items() if v["created_seq"] > message["created_seq"]}
                inside[kind] = kept

    on_message_updated = on_message_deleted = on_message_created

    def on_thread_changed(self, event: State) -> None:
        self._follow(event["thread"])

    # -- comparing

    def shown(self) -> State:
        rooms = {}
        for key, room in self.rooms.items():
            unread, mentions = self.unread[key].counts
            counted = {"unread": unread, "mentions": mentions, "read_seq": self.unread[key].read_seq}
            rooms[key] = room | counted
        threads = {
            root: {"read_seq": thread["read_seq"], "unread": self.replies[root].counts[0]}
            for root, thread in self.threads.items()
            if thread["room"] in self.inside and root in self.inside[thread["room"]]["messages"]
        }
        return {"rooms": rooms, "inside": self.inside, "threads": threads}


def resume(client: Client, streams: Sequence[str]) -> None:
    """Come back: read the streams one after the other from the client's cursors."""
    for stream in streams:
        if stream in client.cursors:
            batch = store.read(stream, client.cursors[stream])
            client.hear(stream, batch.changes, batch.upto)


def hear(client: Client, batches: Sequence[Batch]) -> None:
    """Be there when it happens."""
    for batch in batches:
        client.hear(batch.stream, batch.changes, batch.upto)


def agree(client: Client) -> None:
    """The client shows what one shows that loads everything now (rooms it entered since are only listed)."""
    fresh = Client(client.user)
    expected = fresh.shown()
    expected["inside"] = {room: expected["inside"][room] for room in client.inside}
    expected["threads"] = {
        root: state
        for root, state in expected["threads"].items()
        if fresh.threads[root]["room"] in client.inside
    }
    shown = client.shown()
    for room in shown["rooms"]:
        if room not in client.inside:  # its stream is not heard, so its head stands where it was entered
            shown["rooms"][room]["head"] = expected["rooms"][room]["head"]
    assert shown == expected


def check_action(people: Sequence[User], make: Callable[[], Append[Any]]) -> list[Batch]:
    """One action, heard live and read from the store in both orders of inbox and rooms, by everybody."""
    lots = [[Client(user) for user in people] for _ in range(3)]
    before = [client.shown() for client in lots[0]]
    before = json.loads(json.dumps(before))
    batches = commit([make()])[1]
    for live, inbox_first, rooms_first in zip(*lots, strict=True):
        hear(live, batches)
        resume(inbox_first, sorted(inbox_first.cursors))
        resume(rooms_first, sorted(rooms_first.cursors, reverse=True))
        for client in (live, inbox_first, rooms_first):
            agree(client)
    after = json.loads(json.dumps([client.shown() for client in lots[0]]))
    assert after != before, "the action changed nothing for anybody"
    return batches


def check_story(people: Sequence[User], steps: Iterable[Sequence[Append[Any]]], random: Random) -> None:
    """Many commits; some clients hear all of them, others come back now and then in a random order of streams."""
    live = [Client(user) for user in people]
    away = [Client(user) for user in people]
    for appends in steps:
        batches = commit(list(appends))[1]
        for index, client in enumerate(live):
            hear(client, batches)
            agree(client)
            if client.rooms.keys() != client.inside.keys():
                live[index] = Client(client.user)  # a browser loads a room that it enters
        for index in random.sample(range(len(away)), 1):
            client = away[index]
            resume(client, random.sample(sorted(client.cursors), len(client.cursors)))
            agree(client)
            away[index] = Client(client.user)
