"""A change of access: what was told before it is not told again out of memory."""

import pytest

from realtime.append import Tx
from realtime.commit import append_async, writer
from realtime.hub import hub, stop_hub
from realtime.streams import Change, Cursor
from tests.realtime.notes import Listener, Note, register, written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]
S = "note:1"


class Revoking(Note):
    """A note that changes who may know of what came before."""

    def write(self, tx: Tx) -> int:
        seq = tx.stamp(self.stream)
        tx.publish_change(self.stream, Change(seq, self.payload, recheck=True))
        written.setdefault(self.stream, {})[seq] = self.payload
        return seq


@pytest.mark.parametrize("revoked", [True, False])
async def test_who_comes_back_after_it_hears_what_the_store_says_now(revoked: bool) -> None:
    register()
    running = hub()
    try:
        await running.subscribe(Listener("stays"), {S: None})
        await append_async(Note(S, b"with a name"))
        await append_async((Revoking if revoked else Note)(S, b"hidden"))
        written[S][1] = b"nameless"
        epoch = running._slots[S].cursor.epoch
        late = Listener("late")
        await running.subscribe(late, {S: Cursor(epoch, 0)})
        first = b"nameless" if revoked else b"with a name"
        assert [payload for _stream, _seq, payload in late.got] == [first, b"hidden"]
    finally:
        await stop_hub()
        writer.flush()
