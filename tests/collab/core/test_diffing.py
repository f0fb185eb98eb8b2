"""The change towards a tree gives the tree, is small, and meets others' changes."""

from hypothesis import given, settings
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from collab.core.diffing import change_to
from collab.core.tree import Node, read_tree
from collab.core.update import parse_update
from tests.collab.core.trees import block, content, docs, document, normal


def paragraph(*words: str) -> Node:
    return block("paragraph", [{"type": "text", "text": " ".join(words)}])


def doc_of(*blocks: Node) -> Node:
    return {"type": "doc", "content": list(blocks)}


def changed(doc: Doc[XmlFragment], tree: Node) -> bytes:
    """Change it; the update that this made."""
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    change_to(content(doc), tree)
    doc.unobserve(subscription)
    return updates[0] if updates else b"\x00\x00"


@given(docs, docs)
@settings(max_examples=150, deadline=None)
def test_the_change_gives_the_wished_tree(old: Node, new: Node) -> None:
    doc = document(old)
    change_to(content(doc), new)
    assert normal(read_tree(content(doc))) == new


@given(docs)
@settings(max_examples=50, deadline=None)
def test_what_is_so_already_changes_nothing(tree: Node) -> None:
    update = parse_update(changed(document(tree), tree))
    assert (update.structs, update.deletes) == ([], [])


@given(docs, docs, docs)
@settings(max_examples=80, deadline=None)
def test_two_changes_at_once_converge(base: Node, one: Node, other: Node) -> None:
    first = document(base)
    second: Doc[XmlFragment] = Doc(client_id=2)
    second.apply_update(first.get_update())
    ours, theirs = changed(first, one), changed(second, other)
    first.apply_update(theirs)
    second.apply_update(ours)
    assert read_tree(content(first)) == read_tree(content(second))
    assert first.get_state() == second.get_state()


def test_one_word_of_one_paragraph_is_all_that_changes() -> None:
    doc = document(doc_of(paragraph("a", "b"), paragraph("one", "two", "three"), paragraph("c")))
    update = parse_update(
        changed(doc, doc_of(paragraph("a", "b"), paragraph("one", "2", "three"), paragraph("c")))
    )
    assert sum(length for _, _, length in update.deletes) == len("two")
    assert sum(struct.length for struct in update.structs) == len("2")


def test_who_types_in_a_kept_paragraph_keeps_typing_there() -> None:
    doc = document(doc_of(paragraph("gone"), paragraph("stays", "here")))
    other: Doc[XmlFragment] = Doc(client_id=2)
    other.apply_update(doc.get_update())
    element = content(other).children[1]
    assert isinstance(element, XmlElement)
    text = element.children[0]
    assert isinstance(text, XmlText)
    text.insert(len("stays"), " right")
    change_to(content(doc), doc_of(paragraph("new"), paragraph("stays", "here", "now")))
    doc.apply_update(other.get_update())
    assert read_tree(content(doc)) == doc_of(paragraph("new"), paragraph("stays", "right", "here", "now"))


def test_a_block_that_moved_up_is_not_confused_with_its_neighbour() -> None:
    first, second, third = (
        paragraph("first", "of", "all"),
        paragraph("second", "to", "none"),
        paragraph("third"),
    )
    doc = document(doc_of(first, second, third))
    update = parse_update(changed(doc, doc_of(paragraph("second", "to", "all"), third)))
    assert sum(struct.length for struct in update.structs) == len("all")


def test_an_empty_text_is_filled_and_not_put_beside() -> None:
    doc: Doc[XmlFragment] = Doc(client_id=1)
    element = XmlElement("paragraph")
    content(doc).children.append(element)
    element.children.append(XmlText(""))
    change_to(content(doc), doc_of(paragraph("hello")))
    assert [str(child) for child in element.children] == ["hello"]


def test_null_attributes_are_no_attributes() -> None:
    doc = document(doc_of(block("heading", None, {"level": 2})))
    change_to(content(doc), doc_of({"type": "heading", "attrs": {"level": 3, "id": None}}))
    assert read_tree(content(doc)) == doc_of({"type": "heading", "attrs": {"level": 3}})
