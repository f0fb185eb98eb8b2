"""Writes to comments, as appends to the stream of the place that their thread is in."""

from comments.actions.create import CreateComment
from comments.actions.margin import OpenMargin
from comments.actions.resolve import ResolveComment
from comments.actions.withdraw import WithdrawThread, withdraw

__all__ = ["CreateComment", "OpenMargin", "ResolveComment", "WithdrawThread", "withdraw"]
