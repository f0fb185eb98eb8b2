"""Telling people of messages after the commit: off the writer's thread, in batches.

A message that concerns somebody leaves an `Untold` row in the transaction that writes it. When it is told, the row
goes; what a crash left is told by a job (chat.jobs). Who is mentioned, wrote or is answered in a thread follows it
from then on, unless they once stopped to.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import connections, transaction
from django.utils import timezone

from accounts.models import User
from chat import hooks, models
from chat.actions.threads import Follower, FollowThreads
from chat.events import Message
from chat.selectors import comment_of, message_of, messages, thread_followers
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.db import pool

if TYPE_CHECKING:
    from chat.actions.follow_up import Sent

log = logging.getLogger(__name__)


class Teller:
    """Runs work after commits, one piece after the other, on a thread of the pool."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Callable[[], None]] = []
        self._running = False

    def add(self, work: Callable[[], None]) -> None:
        with self._changed:
            self._waiting.append(work)
            if self._running:
                return
            self._running = True
        try:
            pool.submit(self._run)
        except RuntimeError:  # the process ends; the job of another node, or of the next start, tells it
            self._running = False

    def settle(self, seconds: float = 30.0) -> None:
        """Wait until everything added so far is done (tests)."""
        with self._changed:
            self._changed.wait_for(lambda: not self._running, seconds)

    def _run(self) -> None:
        while True:
            with self._changed:
                work, self._waiting = self._waiting, []
                if not work:
                    self._running = False
                    self._changed.notify_all()
                    return
            for connection in connections.all(initialized_only=True):
                connection.close_if_unusable_or_obsolete()
            for each in work:
                try:
                    each()
                except Exception:
                    log.exception("telling of messages failed")


teller: Final = Teller()


def after_commit(sent: Sequence["Sent"]) -> None:
    """Within an append: have these told once they are committed. One statement."""
    if not sent:
        return
    now = timezone.now()
    ids = [each.message.id for each in sent]
    models.Untold.objects.bulk_create([models.Untold(message_id=each, since=now) for each in ids])
    transaction.on_commit(partial(teller.add, partial(tell, ids)))


def reaction_after_commit(what: hooks.Reacted) -> None:
    """Within an append: have listeners told of a reaction once it is committed. One statement; a new one that a crash
    leaves is told by the job."""
    now = timezone.now()
    if what.on:
        models.UntoldReaction.objects.bulk_create(
            [models.UntoldReaction(message_id=what.message, since=now)],
            update_conflicts=True,
            unique_fields=["message"],
            update_fields=["since"],
        )
    transaction.on_commit(partial(teller.add, partial(tell_reaction, what, now)))


def tell_reaction(what: hooks.Reacted, since: datetime) -> None:
    """Tell the listeners, and forget that it was to be done unless a newer one came."""
    heard = [_heard_reaction(listener, what) for listener in hooks.reacted]
    if what.on and all(heard):
        append(ReactionsTold([what.message], since))


def _heard_reaction(listener: hooks.ReactionListener, what: hooks.Reacted) -> bool:
    try:
        listener(what)
    except Exception:
        log.exception("%s was told of a reaction and failed", getattr(listener, "__qualname__", listener))
        return False
    return True


def removal_after_commit(ids: Sequence[int]) -> None:
    """Within an append: have listeners told of messages that are gone."""
    if hooks.removed and ids:
        transaction.on_commit(partial(teller.add, partial(_tell_removed, list(ids))))


def _tell_removed(ids: Sequence[int]) -> None:
    for listener in hooks.removed:
        listener(ids)


def links_after_commit(found: Sequence[Message]) -> None:
    """Within an append: have listeners told of messages with links."""
    transaction.on_commit(partial(teller.add, partial(_tell_links, list(found))))


def _tell_links(found: Sequence[Message]) -> None:
    for listener in hooks.linked:
        listener(found)


def tell(ids: Sequence[int]) -> None:
    """Make people follow threads, tell the listeners, and forget that it was to be done."""
    rows = list(messages().select_related("room", "root").filter(pk__in=ids, deleted_at=None))
    names = {name for row in rows for name in row.mentions or ()}
    known = dict(User.objects.filter(username__in=names).values_list("username", "pk")) if names else {}
    mentioned = {row.pk: [known[name] for name in row.mentions or () if name in known] for row in rows}
    followers = [each for row in rows if row.root for each in _followers(row, row.root, mentioned[row.pk])]
    if followers:
        append(FollowThreads(followers))
    by_root = thread_followers({row.root_id for row in rows if row.root_id is not None})
    said = [_said(row, mentioned[row.pk], by_root) for row in rows]
    heard = [_heard(listener, said) for listener in hooks.said] if said else []
    if all(heard):
        append(Told(ids))


def _followers(reply: models.Message, root: models.Message, mentioned: Sequence[int]) -> list[Follower]:
    """The root's author, who wrote the reply, and whom it names. What they have read ends before what is new to
    them."""
    before, at = reply.created_seq - 1, reply.created_seq
    return [
        Follower(reply.author_id, reply.room_id, root.pk, at),
        Follower(root.author_id, reply.room_id, root.pk, before),
        *(Follower(user, reply.room_id, root.pk, before) for user in mentioned),
    ]


def _said(row: models.Message, mentioned: Sequence[int], followers: dict[int, list[int]]) -> hooks.Said:
    named = tuple(user for user in mentioned if user != row.author_id)
    following = followers.get(row.root_id, []) if row.root_id else []
    return hooks.Said(
        message=message_of(row),
        author_id=row.author_id,
        room_kind=row.room.kind,
        mentioned=named,
        followers=tuple(user for user in following if user != row.author_id and user not in named),
        comment=comment_of(row),
    )


def _heard(listener: hooks.Listener, said: Sequence[hooks.Said]) -> bool:
    try:
        listener(said)
    except Exception:
        log.exception("%s was told of messages and failed", getattr(listener, "__qualname__", listener))
        return False
    return True


class Told(Append[None]):
    """These messages were told; nobody watches the rows, so no stream is stamped."""

    stream = ""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = list(ids)

    def streams(self) -> Sequence[str]:
        return ()

    def write(self, tx: Tx) -> None:
        models.Untold.objects.filter(pk__in=self.ids).delete()


class ReactionsTold(Told):
    """The reactions to these messages, up to that moment, were told."""

    def __init__(self, ids: Sequence[int], since: datetime) -> None:
        super().__init__(ids)
        self.since = since

    def write(self, tx: Tx) -> None:
        models.UntoldReaction.objects.filter(pk__in=self.ids, since__lte=self.since).delete()
