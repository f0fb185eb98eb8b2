"""Making any tree one that the editor can show.

A browser deletes a node whose content its schema does not allow, for everybody. So what comes out of files goes
through here: inline content gets paragraphs, blocks get the parents they must have, pictures come out of
paragraphs, attributes get their types. Nothing that can be kept is lost; what is nested too deep is flattened.
"""

from collections.abc import Sequence
from typing import Final

from collab.core.fit_values import clean_attributes, clean_marks, clean_words
from collab.core.schema import BLOCKS, INLINE
from collab.core.space import tidy
from collab.core.tables import fit_table
from collab.core.tree import Node

DEEPEST: Final = 40
"""Levels of blocks. The guard's bound (64) also counts texts, and people go on nesting in what was imported."""

TEXTBLOCKS: Final = frozenset({"paragraph", "heading", "codeBlock", "detailsSummary"})
ATOMS: Final = frozenset({"horizontalRule", "image", "attachment", "linkCard", "blockMath"})
LISTS: Final = {"bulletList": "listItem", "orderedList": "listItem", "taskList": "taskItem"}
ITEMS: Final = {"listItem": "bulletList", "taskItem": "taskList"}
CONTAINERS: Final = frozenset({"blockquote", "callout", "messageQuote"})


def fit(tree: Node) -> Node:
    """The whole document, as the schema wants it. An empty one has no content."""
    return {"type": "doc", "content": fit_blocks(tree.get("content", ()), 0)}


def fit_blocks(nodes: Sequence[Node], depth: int) -> list[Node]:
    """Nodes as a row of blocks."""
    out: list[Node] = []
    loose: list[Node] = []
    for node in nodes:
        if node["type"] == "text" or node["type"] in INLINE:
            loose.append(node)
            continue
        _wrap_loose(out, loose)
        out += _fit_block(node, depth)
    _wrap_loose(out, loose)
    return out


def _wrap_loose(out: list[Node], loose: list[Node]) -> None:
    inline = fit_inline(loose)
    loose.clear()
    if any(node["type"] not in ("text", "hardBreak") or node.get("text", "").strip() for node in inline):
        out.append({"type": "paragraph", "content": inline})


def _fit_block(node: Node, depth: int) -> list[Node]:  # noqa: PLR0911 (a line for each kind)
    kind, content = node["type"], node.get("content", [])
    if depth >= DEEPEST and kind not in TEXTBLOCKS and kind not in ATOMS:
        return _flat(content)
    if kind == "codeBlock":
        return [_code(node)]
    if kind in TEXTBLOCKS:
        return _split({**node, "type": "paragraph"} if kind == "detailsSummary" else node, depth)
    if kind in ATOMS:
        made = _with(node, [])
        return [made] if _worth(made) else []
    if kind in LISTS:
        return _fit_list(node, depth)
    if kind in ITEMS:
        return _fit_list({"type": ITEMS[kind], "content": [node]}, depth)
    if kind in CONTAINERS:
        return [_with(node, _at_least_one(fit_blocks(content, depth + 1)))]
    if kind == "details":
        return [_details(node, depth)]
    if kind in ("table", "tableRow", "tableCell", "tableHeader"):
        table = fit_table(node, lambda cell: _at_least_one(fit_blocks(cell, depth + 3)))
        return [table] if table else []
    return fit_blocks(content, depth)  # unknown, or only good inside of something that is not there


def _with(node: Node, content: list[Node]) -> Node:
    """The node with cleaned attributes and this content."""
    made: Node = {"type": node["type"]}
    if attrs := clean_attributes(node["type"], node.get("attrs") or {}):
        made["attrs"] = attrs
    if content:
        made["content"] = content
    return made


def _worth(atom: Node) -> bool:
    """Whether an atom says anything at all."""
    attrs = atom.get("attrs", {})
    wanted = {"image": ("src", "file"), "attachment": ("file",), "linkCard": ("href",)}
    return atom["type"] not in wanted or any(attrs.get(key) for key in wanted[atom["type"]])


def _at_least_one(blocks: list[Node]) -> list[Node]:
    return blocks or [{"type": "paragraph"}]


def _split(node: Node, depth: int) -> list[Node]:
    """A block of text; blocks inside it (a picture in a paragraph) come out and stand between its parts."""
    out: list[Node] = []
    part: list[Node] = []
    content = node.get("content", [])
    blocks_inside = any(each["type"] in BLOCKS for each in content)
    for each in content:
        if each["type"] in BLOCKS:
            _end_part(node, part, out)
            out += _fit_block(each, depth)
        else:
            part.append(each)
    if not blocks_inside:
        return [_with(node, fit_inline(part))]
    _end_part(node, part, out)
    return out


def _end_part(node: Node, part: list[Node], out: list[Node]) -> None:
    inline = tidy(fit_inline(part))
    part.clear()
    if any(each["type"] not in ("text", "hardBreak") or each.get("text", "").strip() for each in inline):
        out.append(_with(node, inline))


def fit_inline(nodes: Sequence[Node]) -> list[Node]:
    """Texts and inline atoms; of anything else the inline content."""
    out: list[Node] = []
    todo = list(nodes)[::-1]
    while todo:
        node = todo.pop()
        if node["type"] == "text":
            _add_text(out, node)
        elif node["type"] in INLINE:
            made = _with(node, [])
            if node["type"] == "hardBreak" or made.get("attrs"):
                out.append(made)
        else:
            todo += node.get("content", [])[::-1]
    return out


def _add_text(out: list[Node], node: Node) -> None:
    words, marks = clean_words(node["text"]), clean_marks(node.get("marks", ()))
    if not words:
        return
    last = out[-1] if out else None
    if last is not None and last["type"] == "text" and last.get("marks", []) == marks:
        last["text"] += words
        return
    made: Node = {"type": "text", "text": words}
    if marks:
        made["marks"] = marks
    out.append(made)


def _code(node: Node) -> Node:
    words: list[str] = []
    todo = node.get("content", [])[::-1]
    while todo:
        each = todo.pop()
        words.append("\n" if each["type"] == "hardBreak" else each.get("text", ""))
        todo += each.get("content", [])[::-1]
    text = clean_words("".join(words), lines=True)
    return _with(node, [{"type": "text", "text": text}] if text else [])


def _fit_list(node: Node, depth: int) -> list[Node]:
    kind = node["type"]
    items = []
    for each in node.get("content", []):
        if each["type"] in ITEMS:
            items.append(_item({**each, "type": LISTS[kind]}, each.get("content", []), depth))
        elif each["type"] in LISTS and items:  # a list right inside a list belongs to the item before it
            items[-1]["content"] += _fit_block(each, depth + 2)
        else:
            items.append(_item({"type": LISTS[kind]}, [each], depth))
    return [_with(node, items)] if items else []


def _item(node: Node, content: Sequence[Node], depth: int) -> Node:
    """An item begins with a paragraph."""
    blocks = fit_blocks(content, depth + 2)
    if blocks and blocks[0]["type"] == "heading":
        blocks[0] = {**blocks[0], "type": "paragraph"}
        blocks[0].pop("attrs", None)
    if not blocks or blocks[0]["type"] != "paragraph":
        blocks.insert(0, {"type": "paragraph"})
    made = _with(node, blocks)
    if node["type"] == "taskItem":
        made["attrs"] = {"checked": bool((node.get("attrs") or {}).get("checked"))}
    return made


def _details(node: Node, depth: int) -> Node:
    content = node.get("content", [])
    summaries = [each for each in content if each["type"] == "detailsSummary"]
    inside: list[Node] = []
    for each in content:
        if each["type"] == "detailsContent":
            inside += each.get("content", [])
        elif each not in summaries[:1]:
            inside.append(each)
    summary: Node = {"type": "detailsSummary"}
    if summaries and (inline := fit_inline(summaries[0].get("content", []))):
        summary["content"] = inline
    body = {"type": "detailsContent", "content": _at_least_one(fit_blocks(inside, depth + 2))}
    return _with(node, [summary, body])


def _flat(nodes: Sequence[Node]) -> list[Node]:
    """What is nested too deep, as blocks of text without their containers."""
    out: list[Node] = []
    loose: list[Node] = []
    todo = list(nodes)[::-1]
    while todo:
        node = todo.pop()
        kind = node["type"]
        if kind == "text" or kind in INLINE:
            loose.append(node)
            continue
        _wrap_loose(out, loose)
        if kind == "codeBlock" or kind in ATOMS:
            out += _fit_block(node, 0)
        else:
            todo += node.get("content", [])[::-1]
            if kind in TEXTBLOCKS:
                todo.insert(len(todo) - len(node.get("content", [])), {"type": "paragraphEnd"})
    _wrap_loose(out, loose)
    return out
