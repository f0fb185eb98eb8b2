"""Edits that programs ask for: on the content as it is, as small as they can be. Pure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from pycrdt import XmlElement, XmlFragment, XmlText

from collab.content.nodes import words_of
from collab.core.diffing import change_to
from collab.core.tree import Node, read_tree, write_tree

EMPTY: Final = "paragraph"


class Missing(Exception):
    """What the edit names is not in the document. `field` says which input named it."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field


Edit = Callable[[XmlFragment], int]
"""Answers how many blocks (or tasks) it has written."""


def insert(blocks: Sequence[Node], *, after: str = "", before: str = "", at_start: bool = False) -> Edit:
    """Write blocks after or before the heading that says this, at the start, or at the end."""

    def edit(fragment: XmlFragment) -> int:
        if after:
            place = find_heading(fragment, after, "after_heading") + 1
        elif before:
            place = find_heading(fragment, before, "before_heading")
        else:
            place = 0 if at_start else _end(fragment)
        write_tree(fragment, blocks, place)
        return len(blocks)

    return edit


def _end(fragment: XmlFragment) -> int:
    """Behind everything; but in front of the one empty paragraph that an editor puts into an empty document."""
    children = list(fragment.children)
    lonely = len(children) == 1 and isinstance(children[0], XmlElement) and children[0].tag == EMPTY
    return 0 if lonely and not _words(children[0]) else len(children)


def replace_section(heading: str, blocks: Sequence[Node]) -> Edit:
    """Make what stands between a heading and the next one of its level (or a higher one) be these blocks. What stays
    the same stays untouched, with the cursors and comments in it."""

    def edit(fragment: XmlFragment) -> int:
        start = find_heading(fragment, heading, "heading")
        tree = read_tree(fragment)
        content = tree["content"]
        end = start + 1
        while end < len(content) and not _ends_section(content[start], content[end]):
            end += 1
        change_to(fragment, {**tree, "content": [*content[: start + 1], *blocks, *content[end:]]})
        return len(blocks)

    return edit


def _ends_section(heading: Node, node: Node) -> bool:
    return node["type"] == "heading" and _level(node) <= _level(heading)


def _level(node: Node) -> int:
    return int(node.get("attrs", {}).get("level", 1))


def check_task(*, checked: bool, text: str = "", index: int | None = None) -> Edit:
    """Tick a task, or take the tick away: the one with this text (the first that is not so yet, else the first), or the
    one at this place among all tasks of the document, from 0 on."""

    def edit(fragment: XmlFragment) -> int:
        tasks = list(_tasks(fragment))
        if index is not None:
            if index >= len(tasks):
                raise Missing("index", str(index))
            task = tasks[index]
        else:
            found = [each for each in tasks if _same(_words(each), text)]
            if not found:
                raise Missing("text", text)
            task = next((each for each in found if _is_checked(each) != checked), found[0])
        if _is_checked(task) != checked:
            task.attributes["checked"] = checked
        return 1

    return edit


def _is_checked(task: XmlElement) -> bool:
    return task.attributes.get("checked") is True


def _tasks(holder: XmlFragment | XmlElement) -> Iterator[XmlElement]:
    walk = [iter(list(holder.children))]
    while walk:
        child = next(walk[-1], None)
        if child is None:
            walk.pop()
        elif isinstance(child, XmlElement):
            if child.tag == "taskItem":
                yield child
            walk.append(iter(list(child.children)))


def find_heading(fragment: XmlFragment, words: str, field: str) -> int:
    """The place of the first heading that says this, among the blocks at the top. Raises `Missing`."""
    for at, child in enumerate(fragment.children):
        if isinstance(child, XmlElement) and child.tag == "heading" and _same(_words(child), words):
            return at
    raise Missing(field, words)


def _same(found: str, wanted: str) -> bool:
    return " ".join(found.split()).casefold() == " ".join(wanted.split()).casefold()


def _words(element: XmlElement | XmlText | XmlFragment) -> str:
    """The text of a block; of a task its first paragraph."""
    if not isinstance(element, XmlElement):
        return ""
    if element.tag == "taskItem":
        first = next(iter(element.children), None)
        return _words(first) if first is not None else ""
    return words_of(_inline(element))


def _inline(element: XmlElement) -> list[Node]:
    doc = read_tree(element)
    content: list[Node] = doc["content"]
    return content
