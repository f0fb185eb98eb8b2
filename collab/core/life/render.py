"""A document's content at a moment, or between two: a tree as `collab.core.tree` reads it, and what changed in it.

Where two moments are asked for, both are shown in one tree. What is not the same carries `change`: (kind, row), the
kind being one of ADDED, REMOVED, CHANGED (attributes of a node, marks of a text), the row the one that did it. With
`credits` texts carry `by`: the row that is credited with them.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from collab.core.errors import Bad
from collab.core.life.credits import Credits
from collab.core.life.items import Holder, Item, from_units
from collab.core.life.spans import NONE
from collab.core.life.timeline import Timeline, visible
from collab.core.life.weave import Weave
from collab.core.tree import Node, read_attributes, read_marks
from collab.core.update import ANY, FORMAT, STRING, TYPE, XML_ELEMENT, XML_TEXT
from collab.core.values import MAX_DEPTH

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"


class There(NamedTuple):
    """Whether something is there at the first and at the second moment, and the row that took what holds it."""

    old: bool
    new: bool
    gone: int = NONE


ALWAYS: Final = There(True, True)


class Marks(NamedTuple):
    """The formatting that is in effect at the first and at the second moment."""

    old: dict[str, Any]
    new: dict[str, Any]

    @property
    def differ(self) -> bool:
        return self.old != self.new and read_marks(self.old) != read_marks(self.new)


class Renderer:
    """Shows the moments after the rows `old` and `new` (places in the timeline); the same twice for one moment."""

    def __init__(
        self, timeline: Timeline, weave: Weave, old: int, new: int, credits: Credits | None = None
    ) -> None:
        self._timeline, self._weave = timeline, weave
        self._old, self._new = old, new
        self._credits = credits

    def tree(self, root: str) -> Node:
        """The whole content of a top-level fragment."""
        return {"type": "doc", "content": self._children(self._weave.root(root), ALWAYS, 0)}

    # -- nodes

    def _children(self, holder: Holder, above: There, depth: int) -> list[Node]:
        if depth > MAX_DEPTH:
            raise Bad(f"content nested deeper than {MAX_DEPTH}")
        out: list[Node] = []
        for item in holder.children():
            if item.kind != TYPE:
                continue
            _, _, brought, gone = next(self._timeline.pieces(item.client, item.clock, item.clock + 1))
            there = self._there(brought, gone, above)
            if not (there.old or there.new):
                continue
            if item.content.kind == XML_TEXT:
                self._texts(out, item.content, there)
            elif item.content.kind == XML_ELEMENT:
                out.append(self._element(item.content, there, brought, depth))
        return out

    def _there(self, brought: int, gone: int, above: There) -> There:
        old = above.old and visible(brought, gone, self._old)
        new = above.new and visible(brought, gone, self._new)
        return There(old, new, gone if above.new and gone != NONE else above.gone)

    def _element(self, holder: Holder, there: There, brought: int, depth: int) -> Node:
        node: Node = {"type": holder.tag}
        old, new, row = self._attributes(holder)
        if attrs := new if there.new else old:
            node["attrs"] = attrs
        if content := self._children(holder, there, depth + 1):
            node["content"] = content
        if there.old and there.new:
            if old != new:
                node["change"] = (CHANGED, row)
                node["was"] = old
        else:
            node["change"] = (ADDED, brought) if there.new else (REMOVED, there.gone)
        return node

    def _attributes(self, holder: Holder) -> tuple[dict[str, Any], dict[str, Any], int]:
        """At the first and at the second moment, and the last row that changed one in between."""
        old: dict[str, Any] = {}
        new: dict[str, Any] = {}
        changed = NONE
        for key in holder.keys:
            was, _ = self._value(holder, key, self._old)
            now, row = self._value(holder, key, self._new)
            old[key], new[key] = was, now
            if was != now:
                changed = max(changed, row)
        return read_attributes(old.items()), read_attributes(new.items()), changed

    def _value(self, holder: Holder, key: str, moment: int) -> tuple[Any, int]:
        value, row = None, NONE
        for item in holder.under(key):
            for _, end, brought, gone in self._timeline.pieces(item.client, item.clock, item.end):
                if brought > moment:
                    continue
                there = visible(brought, gone, moment) and item.kind == ANY
                value, row = (item.content[end - item.clock - 1], brought) if there else (None, gone)
        return value, row

    # -- texts

    def _texts(self, out: list[Node], holder: Holder, above: There) -> None:
        """Append the texts; what is like the one before continues it."""
        for node in self._runs(holder, above):
            last = out[-1] if out else None
            if last is not None and self._continues(last, node):
                last["text"] += node["text"]
            else:
                out.append(node)
        for node in out:
            if node["type"] == "text":
                node["text"] = from_units(node["text"])

    def _continues(self, last: Node, node: Node) -> bool:
        if any(last.get(key) != node.get(key) for key in ("type", "marks", "was")):
            return False
        alike = self._timeline.alike
        if ("by" in last) != ("by" in node) or ("by" in node and not alike(last["by"], node["by"])):
            return False
        one, other = last.get("change"), node.get("change")
        return one == other or bool(one and other and one[0] == other[0] and alike(one[1], other[1]))

    def _runs(self, holder: Holder, above: There) -> Iterator[Node]:
        marks = Marks({}, {})
        row = NONE
        for item, start, end, brought, gone in self._pieces(holder):
            there = self._there(brought, gone, above)
            if item.kind == FORMAT:
                self._format(item, there, marks)
                if there.old != there.new:
                    row = brought if there.new else gone
            elif item.kind == STRING and (there.old or there.new):
                node: Node = {"type": "text", "text": item.text(start, end)}
                if formats := read_marks(marks.new if there.new else marks.old):
                    node["marks"] = formats
                if there.old and there.new:
                    if marks.differ:
                        node["change"] = (CHANGED, row)
                        node["was"] = read_marks(marks.old)
                else:
                    node["change"] = (ADDED, brought) if there.new else (REMOVED, there.gone)
                yield from self._credited(node, item, start, end)

    def _pieces(self, holder: Holder) -> Iterator[tuple[Item, int, int, int, int]]:
        for item in holder.children():
            if item.kind in (STRING, FORMAT):
                for piece in self._timeline.pieces(item.client, item.clock, item.end):
                    yield item, *piece

    @staticmethod
    def _format(item: Item, there: There, marks: Marks) -> None:
        """A change of marks takes effect from here on."""
        key, value = item.content[0]
        for formats, at in ((marks.old, there.old), (marks.new, there.new)):
            if at and value is None:
                formats.pop(key, None)
            elif at:
                formats[key] = value

    def _credited(self, node: Node, item: Item, start: int, end: int) -> Iterator[Node]:
        if self._credits is None:
            yield node
            return
        for begin, stop, row in self._credits.pieces(item.client, start, end):
            yield {**node, "text": item.text(begin, stop), "by": row}
