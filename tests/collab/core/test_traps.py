"""What the libraries do to those who trust them. Each of these was seen; the guards keep it from coming back."""

import subprocess
import sys

import pytest
from pycrdt import Doc, Text

from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.replica import EMPTY, Replica
from collab.core.update import ANY, DOC, TYPE, XML_HOOK, check_state_vector, parse_update
from collab.core.varint import varuint
from tests.collab.core.samples import block, corpus, item, nested_arrays, string, text, update

APPLY = "import sys, pycrdt; pycrdt.Doc().apply_update(sys.stdin.buffer.read())"


def status_of_applying(data: bytes) -> int:
    """The exit status of a process that applies this without asking."""
    return subprocess.run(
        [sys.executable, "-c", APPLY], input=data, capture_output=True, check=False, timeout=60
    ).returncode


def nested_values(depth: int) -> bytes:
    """An array of an array of an array …, two bytes each."""
    return update(block(1, 0, item(ANY, b"\x01" + b"\x75\x01" * depth + b"\x7e", parent="list")))


def test_nested_values_kill_the_process_that_applies_them_and_are_refused() -> None:
    data = nested_values(28_000)
    assert len(data) < 57_000
    assert status_of_applying(data) < 0
    with pytest.raises(Bad, match="nested deeper"):
        parse_update(data)


def test_values_that_yjs_cannot_open_are_refused() -> None:
    with pytest.raises(Bad, match="nested deeper"):
        parse_update(nested_values(5_000))


def test_nested_types_are_refused() -> None:
    for depth in (65, 5_000, 28_000):
        with pytest.raises(Bad, match="nested deeper"):
            Index().examine(parse_update(nested_arrays(1, depth)))


def test_options_of_sub_documents_nested_deep_are_refused() -> None:
    options = item(DOC, text("guid") + b"\x76\x01\x01a" * 20_000 + b"\x7e", parent="list")
    with pytest.raises(Bad, match="nested deeper"):
        parse_update(update(block(1, 0, options)))


def test_a_state_vector_cannot_declare_more_clients_than_it_holds() -> None:
    with pytest.raises(Bad, match="more clients declared"):
        check_state_vector(varuint(2**26) + b"\x01\x01")
    with pytest.raises(Bad):
        Replica().since(varuint(2**26) + b"\x01\x01")
    check_state_vector(EMPTY)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (varuint(2**40) + b"\x00", "more clients declared"),
        (b"\x01" + varuint(2**40) + b"\x01\x00\x00", "more structs declared"),
        (b"\x00" + varuint(2**40), "more clients declared"),
        (b"\x00\x01\x01" + varuint(2**40) + b"\x00\x01", "more deletions declared"),
        (update(block(1, 0, b"\x00" + varuint(2**33))), "clock is too large"),
        (update(block(1, 2**31, string("x", parent="t"))), "clock is too large"),
        (update(block(1, 0, item(4, varuint(2**30) + b"x", parent="t"))), "past the end"),
        (update(block(1, 0, item(8, varuint(2**30) + b"\x7e", parent="t"))), "more values declared"),
        (update(block(1, 0, string("", parent="t"))), "empty"),
        (update(block(1, 0, string("x", parent="t")), block(1, 1, string("y", parent="t"))), "comes twice"),
        (update(block(1, 0, item(2, b"\x01\x011", parent="t"))), "unknown content 2"),  # pycrdt misreads it
        (update(block(1, 0, item(TYPE, varuint(XML_HOOK) + text("h"), parent="t"))), "unknown type 5"),
        (update(block(1, 0, item(DOC, text("guid") + b"\x7e", parent="t"))), "no options"),  # Yjs throws
        (update(block(1, 0, item(11, b"\x00", parent="t"))), "unknown content 11"),
        (update() + b"\x00", "behind the update"),
        (update(block(1, 0, *[b"\x00\x01"] * 70_000)), "too many parts"),
        (b"\x00\x01\x01" + varuint(70_000) + b"\x00\x01" * 70_000, "too many parts"),
        (update(block(1, 0, item(ANY, varuint(70_000) + b"\x7e" * 70_000, parent="t"))), "too many parts"),
    ],
)
def test_numbers_that_lie_are_refused_before_anything_is_reserved(data: bytes, reason: str) -> None:
    with pytest.raises(Bad, match=reason):
        parse_update(data)


def test_what_misses_something_is_taken_in_silence_by_pycrdt_and_told_by_the_index() -> None:
    late = corpus(1)[-1]
    doc: Doc[Text] = Doc()
    doc.apply_update(late)
    assert doc.get_update() == b"\x00\x00"  # nothing of it, and no word
    assert Index().examine(parse_update(late)).missing


def test_a_panic_is_caught_and_the_document_lives_on() -> None:
    replica = Replica()
    good = update(block(1, 0, string("hello", parent="text")))
    bad = b"\x01\x01\x02\x00\x84\x09\x00\x03abc"
    assert replica.apply([good, bad]) == [1]
    assert not Index.of(replica.since()).examine(parse_update(good)).new


@pytest.mark.timeout(60)
def test_folding_a_long_history_is_not_quadratic() -> None:
    doc: Doc[Text] = Doc()
    words = doc.get("text", type=Text)
    updates: list[bytes] = []
    doc.observe(lambda event: updates.append(event.update))
    for n in range(20_000):
        words.insert(n // 2, "x")
    replica = Replica()
    replica.fold(updates)
    assert Index.of(replica.since()).known(doc.client_id) == 20_000
