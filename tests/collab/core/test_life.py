"""Every moment of a document is what pycrdt says it was; who wrote what is told of each character."""

import base64
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from collab.authorship import text_runs
from collab.core.diffing import change_to
from collab.core.life.life import Life
from collab.core.life.spans import NONE, Spans
from collab.core.schema import CONTENT
from collab.core.text import plain_text
from collab.core.tree import Node, read_tree, write_tree
from tests.collab.core.trees import block, content, docs

CORPUS = Path(__file__).parent.parent / "node" / "corpus.mjs"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANN, BO, CY = 1, 2, 3


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 9))))
def test_the_first_row_keeps_each_unit(added: list[tuple[int, int, int]]) -> None:
    spans, plain = Spans(), [NONE] * 80
    for start, length, row in added:
        spans.add(start, start + length, row)
        for at in range(start, start + length):
            plain[at] = row if plain[at] == NONE else plain[at]
    assert [row for start, end, row in spans.pieces(0, 80) for _ in range(start, end)] == plain
    assert [spans.row(at) for at in range(80)] == plain


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_each_moment_of_concurrent_editing_is_what_it_was(seed: int) -> None:
    """Three Yjs clients with marks, attributes, emoji, deletions and overwriting, as corpus.mjs makes them."""
    run = subprocess.run(["node", str(CORPUS), str(seed), "150"], capture_output=True, text=True, check=True)
    updates = [base64.b64decode(update) for update in json.loads(run.stdout)["updates"]]
    doc: Doc[XmlFragment] = Doc()
    life = Life()
    trees = []
    for seq, update in enumerate(updates, 1):
        doc.apply_update(update)
        life.add([(seq, ANN, NOON, update)])
        trees.append(read_tree(content(doc)))
    assert len(trees) > 100
    for seq, tree in enumerate(trees, 1):
        assert life.tree(seq) == tree, seq
    assert text_runs(life.credited(len(trees), {}))[0] == plain_text(content(doc))


class Stage:
    """People who edit one document, each on a copy of their own; every change is a row."""

    def __init__(self) -> None:
        self.life = Life()
        self.seq = 0
        self.now = NOON
        self.docs: dict[int, Doc[XmlFragment]] = {}

    def doc(self, who: int) -> Doc[XmlFragment]:
        if who not in self.docs:
            self.docs[who] = Doc(client_id=100 + who)
            for other in self.docs.values():
                self.docs[who].apply_update(other.get_update())
        return self.docs[who]

    def edit(self, who: int, change: Callable[[XmlFragment], Any], *, alone: bool = False) -> int:
        """One row; the others hear of it unless they are cut off. Its sequence."""
        doc = self.doc(who)
        updates: list[bytes] = []
        subscription = doc.observe(lambda event: updates.append(event.update))
        with doc.transaction():
            change(doc.get(CONTENT, type=XmlFragment))
        doc.unobserve(subscription)
        self.seq += 1
        self.now += timedelta(seconds=1)
        self.life.add([(self.seq, who, self.now, updates[0])])
        if not alone:
            self.meet()
        return self.seq

    def meet(self) -> None:
        for doc in self.docs.values():
            for other in self.docs.values():
                if doc is not other:
                    doc.apply_update(other.get_update(doc.get_state()))

    def who_wrote(self, restores: dict[int, int] | None = None) -> list[tuple[str, int]]:
        """The text in pieces, with whom each is credited to."""
        text, runs = text_runs(self.life.credited(self.seq, restores or {}))
        return [(text[start:end], self.life.timeline.author(row)) for start, end, row in runs]

    def says(self, *paragraphs: str) -> Callable[[XmlFragment], None]:
        return self.writes(*map(paragraph, paragraphs))

    def writes(self, *nodes: Node) -> Callable[[XmlFragment], None]:
        return lambda fragment: write_tree(fragment, nodes)


def paragraph(words: str) -> Node:
    return block("paragraph", [{"type": "text", "text": words}] if words else None)


def text_at(fragment: XmlFragment, place: int) -> XmlText:
    element = fragment.children[place]
    assert isinstance(element, XmlElement)
    text = element.children[0]
    assert isinstance(text, XmlText)
    return text


def typing(place: int, at: int, words: str) -> Callable[[XmlFragment], None]:
    return lambda fragment: text_at(fragment, place).insert(at, words)


def erasing(place: int, start: int, end: int) -> Callable[[XmlFragment], None]:
    def erase(fragment: XmlFragment) -> None:
        del text_at(fragment, place)[start:end]

    return erase


def wishing(*paragraphs: str) -> Callable[[XmlFragment], None]:
    tree = {"type": "doc", "content": [paragraph(words) for words in paragraphs]}
    return lambda fragment: change_to(fragment, tree)


def test_words_in_the_middle_are_their_writers() -> None:
    stage = Stage()
    stage.edit(ANN, stage.says("hello world"))
    stage.edit(BO, typing(0, 5, " brave 😀"))
    assert stage.who_wrote() == [("hello", ANN), (" brave 😀", BO), (" world", ANN)]


def test_what_is_written_at_one_place_at_once_is_each_writers() -> None:
    stage = Stage()
    stage.edit(ANN, stage.says("ab"))
    stage.doc(BO), stage.doc(CY)
    stage.edit(BO, typing(0, 1, "BBB"), alone=True)
    stage.edit(CY, typing(0, 1, "CCC"), alone=True)
    stage.meet()
    assert stage.who_wrote() == [("a", ANN), ("BBB", BO), ("CCC", CY), ("b", ANN)]


def test_who_splits_a_paragraph_writes_nothing() -> None:
    stage = Stage()
    stage.edit(ANN, stage.says("first half second half"))
    stage.edit(BO, wishing("first half", "second half"))
    assert stage.who_wrote() == [("first half", ANN), ("second half", ANN)]


def test_cut_and_pasted_words_stay_their_writers_also_twice() -> None:
    stage = Stage()
    stage.edit(ANN, stage.says("a long sentence that moves", "second"))
    stage.edit(BO, erasing(0, 2, 26))
    stage.edit(BO, typing(1, 6, "long sentence that moves"))
    stage.edit(CY, erasing(1, 6, 30))
    stage.edit(CY, typing(0, 2, "long sentence that moves"))
    assert stage.who_wrote() == [("a long sentence that moves", ANN), ("second", ANN)]


def test_the_same_words_of_somebody_else_are_theirs() -> None:
    stage = Stage()
    stage.edit(ANN, stage.says("a long sentence", "other"))
    stage.edit(ANN, erasing(0, 2, 15))
    stage.edit(BO, typing(1, 5, "long sentence"))
    assert stage.who_wrote()[-1] == ("long sentence", BO)


def test_a_restore_gives_words_back_to_their_writers() -> None:
    stage = Stage()
    old = stage.edit(ANN, stage.says("one two three", "four"))
    stage.edit(BO, wishing("one zwei three"))
    restored = stage.edit(CY, wishing("one two three", "four"))
    assert stage.who_wrote({restored: old}) == [("one two three", ANN), ("four", ANN)]
    assert ("four", CY) in stage.who_wrote(), "without knowing of the restore they are the restorer's"


def test_an_import_is_the_importers() -> None:
    stage = Stage()
    stage.edit(BO, stage.says("imported", "words"))
    stage.edit(ANN, typing(1, 0, "my "))
    assert stage.who_wrote() == [("imported", BO), ("my ", ANN), ("words", BO)]


def test_spans_say_the_same_by_client_and_clock() -> None:
    stage = Stage()
    stage.edit(ANN, stage.says("hello world"))
    stage.edit(BO, typing(0, 5, " there"))
    stage.edit(ANN, erasing(0, 0, 2))
    spans = stage.life.spans({})
    author = stage.life.timeline.author
    found = [(span.client, span.end - span.start, author(span.row)) for span in spans]
    assert found == [(101, 9, ANN), (102, 6, BO)]


# -- what changed


def marked(node: Node) -> list[tuple[str, str | None]]:
    """The texts of a comparison with what happened to them; blocks that came or went as "<type>"."""
    out: list[tuple[str, str | None]] = []
    for child in node.get("content") or []:
        change = child.get("change")
        kind = change[0] if change else None
        if child["type"] == "text":
            out.append((child["text"], kind))
        elif kind:
            out.append((f"<{child['type']}>", kind))
        out += marked(child)
    return out


def test_a_comparison_tells_words_and_blocks_and_whose_they_are() -> None:
    stage = Stage()
    old = stage.edit(ANN, stage.says("one two three", "gone"))
    stage.edit(BO, wishing("one 2 three", "gone"))
    stage.edit(CY, lambda fragment: fragment.children.__delitem__(1))
    new = stage.edit(ANN, lambda fragment: write_tree(fragment, [paragraph("brand new")]))
    tree, tallies = stage.life.compare(old, new)
    assert marked(tree) == [
        ("one ", None),
        ("two", "removed"),
        ("2", "added"),
        (" three", None),
        ("<paragraph>", "removed"),
        ("gone", "removed"),
        ("<paragraph>", "added"),
        ("brand new", "added"),
    ]
    assert tallies[BO]._asdict() == {
        "words_added": 1, "words_removed": 1, "blocks_added": 0, "blocks_removed": 0, "changed": 0,
    }  # fmt: skip
    assert (tallies[CY].blocks_removed, tallies[CY].words_removed) == (1, 1)
    assert (tallies[ANN].blocks_added, tallies[ANN].words_added) == (1, 2)


def test_what_was_restored_is_no_change() -> None:
    stage = Stage()
    old = stage.edit(ANN, stage.says("one two", "three"))
    stage.edit(BO, wishing("something else entirely"))
    new = stage.edit(CY, wishing("one two", "three"))
    tree, tallies = stage.life.compare(old, new)
    assert all(kind is None for _, kind in marked(tree)) and tallies == {}


def test_marks_and_attributes_that_differ_are_told() -> None:
    stage = Stage()
    old = stage.edit(ANN, stage.writes(block("heading", None, {"level": 1}), paragraph("words")))
    stage.edit(BO, lambda fragment: text_at(fragment, 1).format(0, 5, {"bold": {}}))
    new = stage.edit(CY, lambda fragment: fragment.children[0].attributes.__setitem__("level", 2))  # type: ignore[union-attr]
    tree, tallies = stage.life.compare(old, new)
    heading, words = tree["content"]
    assert heading["attrs"] == {"level": 2} and heading["was"] == {"level": 1}
    assert words["content"][0]["change"][0] == "changed" and words["content"][0]["was"] == []
    assert {person: tally.changed for person, tally in tallies.items()} == {BO: 1, CY: 1}


@given(docs, docs)
@settings(max_examples=60, deadline=None)
def test_a_comparison_holds_both_sides(one: Node, other: Node) -> None:
    stage = Stage()
    stage.doc(ANN)
    old = stage.edit(ANN, stage.writes(*one["content"], paragraph("end")))
    wished = {"type": "doc", "content": [*other["content"], paragraph("last")]}
    new = stage.edit(BO, lambda fragment: change_to(fragment, wished))
    tree, _ = stage.life.compare(old, new)
    for side, hidden in ((old, "added"), (new, "removed")):
        assert words_without(tree, hidden) == words_without(stage.life.tree(side), "")


def words_without(node: Node, hidden: str) -> str:
    change = node.get("change")
    if change and change[0] == hidden:
        return ""
    inside = "".join(words_without(child, hidden) for child in node.get("content") or [])
    return str(node.get("text", "")) + inside
