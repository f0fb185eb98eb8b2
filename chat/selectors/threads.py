"""Reads of threads."""

from collections.abc import Collection, Sequence
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from chat import models
from chat.events import FollowedThread, ThreadList, ThreadPage, ThreadState
from chat.selectors.counts import unread_replies
from chat.selectors.history import LONGEST_PAGE, PAGE, cut, readable_message, unexpired
from chat.selectors.messages import message_of, no_such_message, people_in
from realtime import store
from realtime.models import Stream
from rooms.access import readable_rooms
from rooms.events import room_stream
from rooms.hooks import Marker
from rooms.models import Kind, Membership

MOST_THREADS: Final = 100


def states_of(user_id: int, follows: Sequence[models.Follow]) -> dict[int, ThreadState]:
    """The person's states by root. Two queries, however many."""
    heads = store.heads([room_stream(room) for room in {each.room_id for each in follows}])
    at = {
        each.root_id: cursor.seq if (cursor := heads.get(room_stream(each.room_id))) else 0
        for each in follows
    }
    markers = [Marker(each.root_id, each.read_seq, at[each.root_id]) for each in follows if each.following]
    unread = unread_replies(user_id, markers)
    return {
        each.root_id: ThreadState(
            root=each.root_id,
            room=each.room_id,
            following=each.following,
            read_seq=each.read_seq,
            unread=unread.get(each.root_id, 0),
            at=at[each.root_id],
        )
        for each in follows
    }


def thread_state(user_id: int, room_id: int, root_id: int) -> ThreadState:
    """How the person stands to a thread; who never followed it has read nothing and owes nothing."""
    follow = models.Follow.objects.filter(user=user_id, root=root_id).first()
    if follow is None:
        follow = models.Follow(user_id=user_id, root_id=root_id, room_id=room_id, following=False)
    return states_of(user_id, [follow])[root_id]


def thread_page(
    user_id: int, message_id: int, before: int | None = None, limit: int = PAGE, after: int | None = None
) -> ThreadPage:
    """The newest replies to a message, or those before or after a `created_seq`. Eight queries at most.

    Raises Refused("not_found"), also for a message that is a reply itself.
    """
    root = readable_message(user_id, message_id)
    if root.root_id is not None:
        raise no_such_message()
    stream = Stream.objects.filter(name=room_stream(root.room_id)).first()
    state = thread_state(user_id, root.room_id, root.pk)
    replies = unexpired(root.room_id).filter(root=root.pk)
    piece = cut(replies, before, after, min(max(limit, 1), LONGEST_PAGE))
    return ThreadPage(
        root=message_of(root),
        messages=[message_of(row) for row in piece.rows],
        more=piece.more,
        newer=piece.newer,
        people=people_in([root, *piece.rows]),
        state=state,
        epoch=stream.epoch if stream else "",
        head=stream.head if stream else 0,
    )


def followed_threads(user_id: int) -> ThreadList:
    """The 100 followed threads with the newest replies, of rooms that the person is in. Five queries at most."""
    newest = (
        models.Message.objects.filter(root=OuterRef("root")).order_by("-created_seq").values("created_at")
    )
    follows = list(
        still_followed(user_id)
        .filter(following=True, root__expired=False)
        .annotate(newest=Subquery(newest[:1]))
        .order_by("-newest", "-root")
        .select_related("root__author")[:MOST_THREADS]
    )
    states = states_of(user_id, follows)
    return ThreadList(
        threads=[FollowedThread(root=message_of(each.root), state=states[each.root_id]) for each in follows],
        people=people_in([each.root for each in follows]),
    )


def thread_followers(root_ids: Collection[int]) -> dict[int, list[int]]:
    """Who follows these threads and is in their rooms, by root. One query."""
    found: dict[int, list[int]] = {root: [] for root in root_ids}
    follows = models.Follow.objects.filter(root__in=root_ids, following=True).filter(_present())
    for root, user in follows.values_list("root", "user").order_by("pk"):
        if root is not None:
            found[root].append(user)
    return found


def _present() -> Q:
    """A filter of follows by people who are in the room. Beside documents there are no members: whether somebody may
    be told there is asked of their standing, by whoever tells."""
    member = Membership.objects.filter(room=OuterRef("room"), user=OuterRef("user"), removed_at=None)
    return Q(Exists(member)) | Q(room__kind=Kind.MARGIN)


def still_followed(user_id: int) -> QuerySet[models.Follow]:
    """How a person stands to threads of rooms they are in, and to those beside documents they may read. One query;
    two more where they followed something beside a document."""
    mine = Membership.objects.filter(user=user_id, removed_at=None).values("room")
    follows = models.Follow.objects.filter(user=user_id)
    beside = list(follows.filter(room__kind=Kind.MARGIN).values_list("room", flat=True).distinct())
    return follows.filter(Q(room__in=mine) | Q(room__in=readable_rooms(user_id, beside)))
