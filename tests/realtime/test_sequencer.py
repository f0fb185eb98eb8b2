"""Whatever doorbell and store do, every reader sees every change once, in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from realtime.sequencer import MAX_HELD, Sequencer
from realtime.streams import Batch, Change

EPOCH = "e1"


def batch(after: int, upto: int, epoch: str = EPOCH) -> Batch:
    changes = tuple(Change(seq, b"%d" % seq) for seq in range(after + 1, upto + 1))
    return Batch("room:1", epoch, after, upto, changes)


def seqs(batches: list[Batch]) -> list[int]:
    return [change.seq for each in batches for change in each.changes]


@st.composite
def commits(draw: st.DrawFn) -> list[Batch]:
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=30))
    out, at = [], 0
    for size in sizes:
        out.append(batch(at, at + size))
        at += size
    return out


@given(commits(), st.data())
def test_a_doorbell_that_loses_doubles_and_reorders(sent: list[Batch], data: st.DataObject) -> None:
    heard = data.draw(st.permutations(sent + data.draw(st.lists(st.sampled_from(sent), max_size=10))))
    lost = data.draw(st.sets(st.integers(0, len(heard) - 1)))
    sequencer = Sequencer()
    told = seqs(sequencer.begin(EPOCH, 0))
    for index, each in enumerate(heard):
        if index not in lost:
            told += seqs(sequencer.offer(each))
    head = sent[-1].upto
    assert sequencer.seq is not None
    told += seqs(sequencer.offer(batch(sequencer.seq, head)))  # the sweep heals the rest
    assert told == list(range(1, head + 1))
    assert not sequencer.gap


@given(commits(), st.data())
@settings(max_examples=200)
def test_a_store_that_answers_late(sent: list[Batch], data: st.DataObject) -> None:
    """The store's answers are snapshots of an earlier moment and mix with doorbells at will."""
    head = sent[-1].upto
    sequencer = Sequencer()
    told: list[int] = []
    events: list[Batch] = []
    for each in sent:
        events.append(each)
        after = data.draw(st.integers(0, each.upto))
        events.append(batch(after, data.draw(st.integers(after, each.upto))))
    for each in data.draw(st.permutations(events)):
        if sequencer.seq is None and data.draw(st.booleans()):
            told += seqs(sequencer.begin(EPOCH, 0))
        told += seqs(sequencer.offer(each))
    if sequencer.seq is None:
        told += seqs(sequencer.begin(EPOCH, 0))
    while sequencer.seq != head:
        told += seqs(sequencer.offer(batch(sequencer.seq or 0, head)))
    assert told == list(range(1, head + 1))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=25))
def test_the_state_based_store_may_skip_superseded_changes(objects: list[int]) -> None:
    """Change n touches object objects[n-1]; the store tells each object's newest change only."""
    newest = {each: seq for seq, each in enumerate(objects, start=1)}
    head = len(objects)
    changes = tuple(Change(seq, b"") for seq in sorted(newest.values()))
    sequencer = Sequencer()
    sequencer.begin(EPOCH, 0)
    told = seqs(sequencer.offer(Batch("room:1", EPOCH, 0, head, changes)))
    assert told == sorted(newest.values())
    assert seqs(sequencer.offer(batch(0, head))) == []
    assert seqs(sequencer.offer(batch(head, head + 1))) == [head + 1]


def test_what_comes_before_the_store_has_spoken_is_held() -> None:
    sequencer = Sequencer()
    assert sequencer.offer(batch(4, 6)) == []
    assert not sequencer.gap
    assert seqs(sequencer.begin(EPOCH, 5)) == [6]


def test_another_epoch_is_a_gap_until_the_store_was_asked() -> None:
    sequencer = Sequencer()
    sequencer.begin(EPOCH, 3)
    assert sequencer.offer(batch(3, 4, "e2")) == []
    assert sequencer.gap
    sequencer.forget_held()
    assert not sequencer.gap
    assert seqs(sequencer.offer(batch(3, 4))) == [4]


def test_a_new_epoch_takes_what_was_held_for_it() -> None:
    sequencer = Sequencer()
    sequencer.begin(EPOCH, 30)
    sequencer.offer(batch(1, 2, "e2"))
    assert seqs(sequencer.begin("e2", 1)) == [2]


def test_what_is_held_is_bounded() -> None:
    sequencer = Sequencer()
    sequencer.begin(EPOCH, 0)
    for n in range(2 * MAX_HELD):
        sequencer.offer(batch(n + 1, n + 2))
    released = sequencer.offer(batch(0, 1))
    assert len(seqs(released)) <= MAX_HELD + 1
    assert sequencer.gap
