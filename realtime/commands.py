"""From the bytes of a command to its answer, the same for sockets and for HTTP."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache
from inspect import isawaitable
from typing import Annotated, Any, Literal, Union

from django.conf import settings
from prometheus_client import Counter
from pydantic import Field, TypeAdapter, ValidationError

from realtime import metrics
from realtime.append import Append
from realtime.commit import submit
from realtime.errors import Refused
from realtime.registry import Caller, handlers
from realtime.wire import Command, Encoded, Result

Answer = Callable[[Encoded | Refused | None], None]


class Ping(Command):
    """Answered at once: the client wants to know whether the line is alive."""

    type: Literal["ping"] = "ping"


class Done(Result):
    """There is nothing more to say."""


@cache
def command_adapter() -> TypeAdapter[Command]:
    """Parses any registered command; made on first use, when all apps have registered theirs."""
    classes = tuple(Command.registry.values())
    union = Union[classes]  # type: ignore[valid-type]  # noqa: UP007 - made at run time
    return TypeAdapter(Annotated[union, Field(discriminator="type")])


def parse(raw: str | bytes) -> Command:
    """The command in a frame or a request body. Raises `Refused` with the field at fault."""
    limit = settings.COLLAB["MAX_FRAME_BYTES"]
    if len(raw) > limit:
        raise Refused("too_large", f"A command may have at most {limit} bytes.")
    try:
        command = command_adapter().validate_json(raw)
    except ValidationError as error:
        raise refused_by(error) from None
    _counter(type(command)).inc()
    return command


@cache
def _counter(kind: type[Command]) -> Counter:
    return metrics.COMMANDS.labels(kind.model_fields["type"].default)


def refused_by(error: ValidationError) -> Refused:
    """The first thing that is wrong, in words."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    kind, where = first["type"], first["loc"]
    if kind == "json_invalid":
        return Refused("bad_request", f"This is not JSON: {first['msg']}.")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return Refused("unknown_command", "There is no such command.", "type")
    if kind in ("model_attributes_type", "dict_type", "model_type"):
        return Refused("bad_request", "A command is a JSON object.")
    field = ".".join(str(part) for part in where[1:]) or None
    return Refused("invalid", f"{first['msg']}.", field)


def id_of(raw: str | bytes) -> int:
    """The id in a command that could not be read, as far as it can be told; else 0."""
    try:
        found = json.loads(raw)["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return 0
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def perform(caller: Caller, command: Command, answer: Answer) -> Awaitable[None] | None:
    """Carry a command out on the event loop and give its result, or its refusal, to `answer`.

    Appends are queued before this returns, so commands of one caller commit in the order they came.
    What takes longer is returned as an awaitable, which the caller has to run.
    """
    handler = handlers.get(type(command))
    if handler is None:
        answer(
            Done() if isinstance(command, Ping) else Refused("unknown_command", "Not offered here.", "type")
        )
        return None
    try:
        result = handler(caller, command)
    except Refused as refusal:
        answer(refusal)
        return None
    if isinstance(result, Append):
        submit(result, answer)
        return None
    if isawaitable(result):
        return _finish(result, answer)
    answer(result)
    return None


async def _finish(pending: Awaitable[Any], answer: Answer) -> None:
    try:
        result = await pending
    except Refused as refusal:
        answer(refusal)
        return
    if isinstance(result, Append):
        submit(result, answer)
    else:
        answer(result)


def ack_bytes(command_id: int, result: Encoded | None) -> bytes:
    """`{"type":"ack","id":…,"result":…}`."""
    body = b"{}" if result is None else result.encoded()
    return b'{"type":"ack","id":%d,"result":%b}' % (command_id, body)


def error_bytes(command_id: int, refusal: Refused) -> bytes:
    """`{"type":"error","id":…,"error":{…}}`."""
    return json.dumps({"type": "error", "id": command_id, "error": refusal.as_error()}).encode()
