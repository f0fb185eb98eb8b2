"""White space among words, as a browser shows it: one blank, none at the edges."""

from collections.abc import Sequence

from collab.core.tree import Node


def tidy(nodes: Sequence[Node]) -> list[Node]:
    """Inline nodes whose texts are collapsed already, without blanks at the edges and doubled at the seams.
    Blocks among them are edges."""
    out: list[Node] = []
    edge = True  # a blank here would not be seen
    for node in nodes:
        if node["type"] != "text":
            if node["type"] == "hardBreak" or _is_block(node):
                _strip_end(out)
                edge = True
            else:
                edge = False
            out.append(node)
            continue
        words = node["text"].lstrip(" ") if edge else node["text"]
        if words:
            out.append({**node, "text": words})
            edge = words.endswith(" ")
    _strip_end(out)
    while out and out[-1]["type"] == "hardBreak":
        out.pop()
        _strip_end(out)
    return out


def _is_block(node: Node) -> bool:
    return node["type"] not in ("mention", "date", "inlineMath")


def _strip_end(out: list[Node]) -> None:
    while out and out[-1]["type"] == "text":
        words = out[-1]["text"].rstrip(" ")
        if words:
            out[-1]["text"] = words
            return
        out.pop()
