"""The text as it is to be read: suggestions are shown in the editor only."""

from typing import Any, Final

from collab.core.tree import Node

_TEXTBLOCKS: Final = frozenset({"paragraph", "heading", "codeBlock"})


def settled(node: Node) -> Node:
    """A copy without marks of suggestions: what would be added is kept as text, what would go is left out, and with it
    blocks that say nothing else."""
    made: dict[str, Any] = {key: value for key, value in node.items() if key not in ("content", "marks")}
    if marks := [each for each in node.get("marks", ()) if each["type"] not in _SUGGESTIONS]:
        made["marks"] = marks
    content = []
    for child in node.get("content", ()):
        if _goes(child):
            continue
        kept = settled(child)
        if child["type"] in _TEXTBLOCKS and child.get("content") and not kept.get("content"):
            continue
        content.append(kept)
    if content:
        made["content"] = content
    return made


_SUGGESTIONS: Final = frozenset({"insertion", "deletion", "modification"})


def _goes(node: Node) -> bool:
    return any(each["type"] == "deletion" for each in node.get("marks", ()))
