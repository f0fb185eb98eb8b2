"""Writes to messages, threads and read markers, as appends to the room's or the person's stream."""

from chat.actions.change import DeleteMessage, EditMessage
from chat.actions.expire import ExpireMessages, expire_some
from chat.actions.poll import ClosePoll, CreatePoll, Vote
from chat.actions.preview import SetPreviews
from chat.actions.react import Pin, React
from chat.actions.read import MarkUnread, MoveReadMarker
from chat.actions.report import ReportMessage, ResolveReport
from chat.actions.send import SendMessage
from chat.actions.threads import FollowThread, FollowThreads, LockThread, ReadThread

__all__ = [
    "ClosePoll",
    "CreatePoll",
    "DeleteMessage",
    "EditMessage",
    "ExpireMessages",
    "FollowThread",
    "FollowThreads",
    "LockThread",
    "MarkUnread",
    "MoveReadMarker",
    "Pin",
    "React",
    "ReadThread",
    "ReportMessage",
    "ResolveReport",
    "SendMessage",
    "SetPreviews",
    "Vote",
    "expire_some",
]
