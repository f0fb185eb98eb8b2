"""A line that is as good as none, until it is cut: aborted, with all that was on its way, and refused from then on; or
silent, when nothing arrives, nothing fails, and everything comes late once the line is whole again."""

import asyncio
from typing import Literal

from tests.system.slow_line import PIECE, SlowLine

Cut = Literal["aborted", "silent"]


class CutLine(SlowLine):
    """`with CutLine(port) as line:` forwards at once. `line.cut("silent")`, `line.mend()`."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._whole = asyncio.Event()
        self._whole.set()

    def cut(self, how: Cut) -> None:
        if how == "aborted":
            self.set(up=False)
        else:
            self._loop.call_soon_threadsafe(self._whole.clear)

    def mend(self) -> None:
        self.set(up=True)
        self._loop.call_soon_threadsafe(self._whole.set)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction. What it raises ends both."""
        while piece := await reader.read(PIECE):
            await self._whole.wait()
            writer.write(piece)
            await writer.drain()
        await self._whole.wait()
        writer.write_eof()
