"""HTTP API of threads, polls and reports."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from chat.actions import (
    ClosePoll,
    FollowThread,
    LockThread,
    ReadThread,
    ReportMessage,
    ResolveReport,
    Vote,
)
from chat.command_types import Options
from chat.events import Message, ReportInfo, ReportList, Seq, ThreadList, ThreadPage, ThreadState
from chat.limits import spend_message
from chat.selectors import (
    LONGEST_PAGE,
    PAGE,
    followed_threads,
    reports_of,
    room_of_message,
    thread_of_message,
    thread_page,
)
from realtime.commit import append
from realtime.wire import Wire

router = Router(tags=["threads"])


class RepliesReadUpTo(Wire):
    seq: Annotated[Seq, Field(strict=True)]


class Ballot(Wire):
    options: Options


class Complaint(Wire):
    reason: str


@router.get("/threads", response=ThreadList, summary="The threads one follows")
def get_threads(request: HttpRequest) -> ThreadList:
    return followed_threads(who(request).user_id)


@router.get("/messages/{int:message_id}/thread", response=ThreadPage, summary="The replies to a message")
def get_thread(
    request: HttpRequest,
    message_id: int,
    before: Seq | None = None,
    after: Seq | None = None,
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = PAGE,
) -> ThreadPage:
    """The newest replies, or those before or after a `created_seq`, ascending."""
    return thread_page(who(request).user_id, message_id, before, limit, after)


@router.put("/messages/{int:message_id}/follow", response=ThreadState, summary="Follow a thread")
def put_follow(request: HttpRequest, message_id: int) -> ThreadState:
    return _follow(request, message_id, on=True)


@router.delete("/messages/{int:message_id}/follow", response=ThreadState, summary="Follow a thread no more")
def delete_follow(request: HttpRequest, message_id: int) -> ThreadState:
    return _follow(request, message_id, on=False)


def _follow(request: HttpRequest, message_id: int, *, on: bool) -> ThreadState:
    me = who(request).user_id
    spend_message(me, "")
    room, root = thread_of_message(message_id)
    return append(FollowThread(me, room, root, on=on)).thread


@router.post("/messages/{int:message_id}/read", response=ThreadState, summary="Move one's place in a thread")
def post_thread_read(request: HttpRequest, message_id: int, reached: RepliesReadUpTo) -> ThreadState:
    """`seq` is the `created_seq` of the last reply that was seen. Without following the thread it does nothing."""
    room, root = thread_of_message(message_id)
    return append(ReadThread(who(request).user_id, room, root, reached.seq)).thread


@router.put("/messages/{int:message_id}/lock", response=Message, summary="Lock a thread")
def put_lock(request: HttpRequest, message_id: int) -> Message:
    return append(LockThread(*_changing(request, message_id), on=True)).message


@router.delete("/messages/{int:message_id}/lock", response=Message, summary="Unlock a thread")
def delete_lock(request: HttpRequest, message_id: int) -> Message:
    return append(LockThread(*_changing(request, message_id), on=False)).message


@router.post("/messages/{int:message_id}/votes", response=Message, summary="Vote in a poll", tags=["polls"])
def post_votes(request: HttpRequest, message_id: int, ballot: Ballot) -> Message:
    """The options one chooses, and no others; none takes one's vote back."""
    return append(Vote(*_changing(request, message_id), ballot.options)).message


@router.post("/messages/{int:message_id}/close", response=Message, summary="Close a poll", tags=["polls"])
def post_close(request: HttpRequest, message_id: int) -> Message:
    return append(ClosePoll(*_changing(request, message_id))).message


def _changing(request: HttpRequest, message_id: int) -> tuple[int, int, int]:
    me = who(request).user_id
    spend_message(me, "")
    return me, room_of_message(message_id), message_id


@router.post(
    "/messages/{int:message_id}/report",
    response={201: ReportInfo},
    summary="Report a message to the moderators",
    tags=["reports"],
)
def post_report(request: HttpRequest, message_id: int, complaint: Complaint) -> Status[ReportInfo]:
    """One report from each person; again, the answer is the first one."""
    me = who(request).user_id
    spend_message(me, "")
    return Status(201, append(ReportMessage(me, message_id, complaint.reason)))


@router.get(
    "/rooms/{int:room_id}/reports", response=ReportList, summary="Reported messages", tags=["reports"]
)
def get_reports(request: HttpRequest, room_id: int, resolved: bool = False) -> ReportList:
    """For moderators; with `resolved` those that are dealt with as well."""
    return reports_of(who(request).user_id, room_id, open_only=not resolved)


@router.post(
    "/reports/{int:report_id}/resolve",
    response=ReportInfo,
    summary="Mark a report as dealt with",
    tags=["reports"],
)
def post_resolve(request: HttpRequest, report_id: int) -> ReportInfo:
    return append(ResolveReport(who(request).user_id, report_id))
