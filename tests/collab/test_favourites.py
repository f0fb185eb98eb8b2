"""Favourites: what was kept before + what is told of it = what is kept afresh, for one's own tabs alone."""

import json
import uuid
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.actions import CreateDocument, KeepDocument
from collab.selectors import favourites_of
from realtime import store
from realtime.commit import append, commit
from realtime.errors import Refused
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


def favourites(user_id: int) -> set[int]:
    return set(favourites_of(user_id).values_list("document", flat=True))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12), asleep=st.integers(0, 12))
def test_every_tab_keeps_the_same(turns: Sequence[tuple[int, bool]], asleep: int) -> None:
    ann = person(f"ann-{uuid.uuid4().hex[:8]}")
    place = room(ann)
    pages = [append(CreateDocument(ann.pk, place.id, f"Page {n}")).id for n in range(3)]
    stream = f"inbox:{ann.pk}"
    seq, here = store.open_streams([stream])[stream].seq, favourites(ann.pk)
    late_seq, late = seq, set(here)
    for number, (which, on) in enumerate(turns):
        _, batches = commit([KeepDocument(ann.pk, pages[which], favourite=on)])
        changes = [change for batch in batches for change in batch.changes]
        assert len(changes) == (on != (pages[which] in here)), "what is so already is not told"
        for change in changes:
            keep(here, change.payload)
        if number == asleep:
            late_seq, late = store.open_streams([stream])[stream].seq, set(here)
    assert here == favourites(ann.pk)
    for change in store.read(stream, late_seq, 100).changes:
        keep(late, change.payload)
    assert late == here


def keep(kept: set[int], payload: bytes) -> None:
    event = json.loads(payload)
    if event["type"] == "document.kept":
        (kept.add if event["favourite"] else kept.discard)(event["document"])


def test_one_must_see_what_one_keeps() -> None:
    ann, cy = person("ann"), person("cy")
    page = append(CreateDocument(ann.pk, room(ann).id, "Plan")).id
    with pytest.raises(Refused) as refused:
        append(KeepDocument(cy.pk, page, favourite=True))
    assert refused.value.code == "not_found"
    assert favourites(cy.pk) == set()
