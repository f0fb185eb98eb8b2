"""What apps above documents hang into them."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.db import transaction

Listener = Callable[[int], None]

_listeners: list[Listener] = []


def on_moved_or_hidden(listener: Listener) -> None:
    """Be told of documents that went to another room, or that their room may not know of any more. Best effort, after
    the commit, on the writer's thread: whoever listens does its work elsewhere, and finds by itself what it missed."""
    if listener not in _listeners:
        _listeners.append(listener)


def moved_or_hidden(document_id: int) -> None:
    """Within an append: have listeners told."""
    for listener in _listeners:
        transaction.on_commit(partial(listener, document_id))


_forgetters: list[Listener] = []


def on_deleted(listener: Listener) -> None:
    """Be told, within the append that deletes a document for good and before its row goes: take what hangs on it."""
    if listener not in _forgetters:
        _forgetters.append(listener)


def deleted(document_id: int) -> None:
    """Within an append: let everybody forget the document."""
    for listener in _forgetters:
        listener(document_id)


class Shared(NamedTuple):
    """Somebody gave a person a right in a document. All are ids but `right` and `title`."""

    document: int
    room: int
    by: int
    to: int
    right: str
    title: str


SharedListener = Callable[[Shared], None]
_sharers: list[SharedListener] = []


def on_shared(listener: SharedListener) -> None:
    """Be told of documents that were given to persons (not of links that they followed by themselves). Best effort,
    after the commit, on the writer's thread: whoever listens does its work elsewhere (`realtime.commit.submit`)."""
    if listener not in _sharers:
        _sharers.append(listener)


def shared(what: Shared) -> None:
    """Within an append: have listeners told."""
    for listener in _sharers:
        transaction.on_commit(partial(listener, what))


class Mentioned(NamedTuple):
    """Somebody's update brought mentions into a document, by their uids."""

    document: int
    author: int
    uids: frozenset[str]


MentionListener = Callable[[Mentioned], None]
_mention_listeners: list[MentionListener] = []


def on_mentioned(listener: MentionListener) -> None:
    """Be told, within the append that stores the update, on the writer's thread: note it, and do the work later."""
    if listener not in _mention_listeners:
        _mention_listeners.append(listener)


def mentioned(what: Mentioned) -> None:
    """Within an append: have listeners note it."""
    for listener in _mention_listeners:
        listener(what)
