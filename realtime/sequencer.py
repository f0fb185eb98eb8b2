"""Puts what arrives from doorbells and from the store into one gapless order. Pure.

A batch covers the sequences after `batch.after` up to `batch.upto`. Doorbells may lose, double, delay and
reorder batches; the store may answer late. Whatever comes, `offer` returns each change once, in order.
"""

from realtime.streams import Batch, Change

MAX_HELD = 64
"""Batches kept back behind a gap. More are dropped: the store has them."""


class Sequencer:
    """The position of one process in one stream.

    `seq` is None until the store has said where the stream stands; until then everything is held.
    """

    def __init__(self) -> None:
        self.epoch = ""
        self.seq: int | None = None
        self._held: list[Batch] = []

    def begin(self, epoch: str, seq: int) -> list[Batch]:
        """Start (or start anew, after a change of epoch) behind `seq`. Returns held batches that follow."""
        self.epoch, self.seq = epoch, seq
        return self._release()

    def offer(self, batch: Batch) -> list[Batch]:
        """Take a batch in; returns what can be told now, cut to what was not told yet, in order."""
        if self.seq is None or batch.epoch != self.epoch or batch.after > self.seq:
            self._held = [*self._held[1 - MAX_HELD :], batch]
            return []
        ready = []
        if (cut := self._cut(batch)) is not None:
            ready.append(cut)
        if self._held:
            ready += self._release()
        return ready

    @property
    def gap(self) -> bool:
        """Something is held that does not follow: the store has to be asked."""
        return self.seq is not None and bool(self._held)

    def forget_held(self) -> None:
        """Give up on held batches of another epoch; the store was asked and did not know it."""
        self._held = [b for b in self._held if b.epoch == self.epoch]

    def _cut(self, batch: Batch) -> Batch | None:
        assert self.seq is not None
        seq = self.seq
        if batch.upto <= seq:
            return None
        self.seq = batch.upto
        if batch.after == seq:
            return batch
        changes: tuple[Change, ...] = tuple(c for c in batch.changes if c.seq > seq)
        return Batch(batch.stream, batch.epoch, seq, batch.upto, changes, batch.committed_at)

    def _release(self) -> list[Batch]:
        ready: list[Batch] = []
        progress = True
        while progress:
            progress = False
            for batch in sorted(self._held, key=lambda b: b.after):
                assert self.seq is not None
                if batch.epoch == self.epoch and batch.after <= self.seq:
                    self._held.remove(batch)
                    if (cut := self._cut(batch)) is not None:
                        ready.append(cut)
                    progress = True
        return ready
