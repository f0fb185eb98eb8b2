"""A line that loses, delays and cuts: pieces come late, each by another time, and now and then a connection is cut with
whatever is on its way, in both directions. TCP keeps the order within one connection; the connections' differ."""

import asyncio
import random

from tests.system.slow_line import PIECE, SlowLine


class BadLine(SlowLine):
    """`with BadLine(port, dice) as line:` is bad until `line.heal()`. `cuts` counts the connections that it cut."""

    def __init__(self, port: int, dice: random.Random, *, delay: float = 0.08, cut: float = 0.02) -> None:
        """`delay`: at most so many seconds for each piece; `cut`: how likely a piece ends its connection."""
        super().__init__(port)
        self._dice, self._delay, self._likely = dice, delay, cut
        self.cuts = 0

    def heal(self) -> None:
        """From now on everything arrives."""
        self._delay = self._likely = 0.0

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction. What it raises ends both."""
        while piece := await reader.read(PIECE):
            await asyncio.sleep(self._dice.uniform(0, self._delay))
            if self._dice.random() < self._likely:
                self.cuts += 1
                # Some of it arrives, so that frames are cut in the middle.
                writer.write(piece[: self._dice.randrange(len(piece))])
                raise ConnectionAbortedError
            writer.write(piece)
            await writer.drain()
        writer.write_eof()
