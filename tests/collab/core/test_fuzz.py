"""The guards under fire, in processes of their own (see fuzz.py)."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.core.awareness import decode
from collab.core.errors import Bad
from collab.core.frames import read_message
from collab.core.index import Index
from collab.core.update import check_state_vector, parse_update
from tests.collab.core.samples import CORPUS, corpus

APPLY = CORPUS.parent / "apply.mjs"


def run(kind: str, seed: int, rounds: int) -> tuple[dict[str, int], str]:
    """What became of the updates, and those that were applied, in hex."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.collab.core.fuzz", kind, str(seed), str(rounds)],
        capture_output=True,
        check=False,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, f"exit {done.returncode}\n{done.stderr[-3000:]}"
    counts: dict[str, int] = json.loads(done.stdout)
    return counts, done.stderr


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_updates_never_crash_the_process(seed: int) -> None:
    counts, _ = run("bytes", seed, 4000)
    assert counts["refused"] > 1000 and counts["taken"] > 20


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_made_up_updates_crash_neither_pycrdt_nor_yjs(seed: int) -> None:
    counts, applied = run("shapes", seed, 700)
    assert counts["taken"] > 200
    yjs = subprocess.run(
        ["node", str(APPLY)], input=applied, capture_output=True, check=False, text=True, timeout=60
    )
    assert yjs.returncode == 0, yjs.stderr[-2000:]
    assert json.loads(yjs.stdout) == {"applied": applied.count("\n"), "pending": False}


@given(st.binary(max_size=200))
def test_any_bytes_are_understood_or_refused(data: bytes) -> None:
    index = Index()
    for read in (parse_update, read_message, decode, check_state_vector):
        try:
            result = read(data)
        except Bad:
            continue
        if read is parse_update:
            try:
                index.absorb(index.examine(result))  # type: ignore[arg-type]
            except Bad:
                continue


@settings(deadline=None)  # the first example makes the corpus
@given(st.data())
def test_cut_off_updates_are_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(corpus(1, 60)))
    with pytest.raises(Bad):
        parse_update(whole[: data.draw(st.integers(0, len(whole) - 1))])
