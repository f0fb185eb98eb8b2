"""Answers to clients that synchronise, kept while they hold: many join at once with the same state vector."""

from typing import Final

from collab.core import frames
from collab.core.replica import Replica
from realtime.frames import binary_frame

KEPT: Final = 16


class Answers:
    """Of one document, as ready WebSocket frames. Whoever changes the replica calls `clear`."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._frames: dict[bytes, bytes] = {}

    def clear(self) -> None:
        self._frames.clear()

    def to(self, vector: bytes) -> bytes:
        """What one who has `vector` lacks. Raises `Bad` for a vector that is none."""
        frame = self._frames.get(vector)
        if frame is None:
            if len(self._frames) >= KEPT:
                self._frames.clear()
            frame = self._frames[vector] = binary_frame(frames.step_2(self._replica.since(vector)))
        return frame
