"""Inline content as markdown.

First as people write it; and because markdown has many ways to misread that, what was written is read back. Where that
gives anything else, everything is escaped and marks become HTML, which can be misread by nobody.
"""

import re
from collections.abc import Sequence
from typing import Final

from collab.content.html_out import TAGS, open_tag, tag
from collab.content.links import mention_href, mention_words
from collab.content.markdown_in import read_markdown
from collab.content.nodes import words_of
from collab.core.fit import fit_inline
from collab.core.tree import Node

SIGNS: Final = {"bold": "**", "italic": "*", "strike": "~~"}
_ORDER: Final = ("link", "bold", "italic", "strike", "underline", "highlight", "code")
_SPECIAL: Final = re.compile(
    r"([\\`*\[\]$])|(?<![^\W_])(_)|(_)(?![^\W_])|(~)(?=~)|(?<=~)(~)|(<)(?=[A-Za-z/!?])"
)
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_ADDRESS: Final = re.compile(r"(?i)\b(https?|ftp|mailto)(?=:)")
_LINE_START: Final = re.compile(r"(?m)^( *)(?:([#>+=-])|(\d{1,9})([.)])(?=\s|$)|(\*)|(~~~))")
_ASCII: Final = re.compile(r"([!-/:-@\[-`{-~])")
_RUNS: Final = re.compile(r"`+")
_EDGES: Final = re.compile(r"^\s+|\s+$|(?<=\s)\s")


def write_words(nodes: Sequence[Node], *, one_line: bool = False) -> str:
    """Inline nodes as markdown, of a paragraph (several lines where it has hard breaks) or of `one_line`."""
    wanted = fit_inline(nodes)
    if not wanted:
        return ""
    easy = _Words(easy=True, one_line=one_line).write(wanted)
    if _reads_back(easy, wanted):
        return easy
    return _Words(easy=False, one_line=one_line).write(wanted)


def _reads_back(markdown: str, wanted: list[Node]) -> bool:
    found = read_markdown(markdown)
    return (
        len(found) == 1 and found[0]["type"] == "paragraph" and found[0].get("content", []) == _bare(wanted)
    )


def _bare(nodes: list[Node]) -> list[Node]:
    """What can be read back: atoms carry no marks."""
    return [
        each if each["type"] == "text" else {key: each[key] for key in ("type", "attrs") if key in each}
        for each in nodes
    ]


class _Words:
    def __init__(self, *, easy: bool, one_line: bool) -> None:
        self._easy, self._one_line = easy, one_line

    def write(self, nodes: Sequence[Node]) -> str:
        out: list[str] = []
        open_: list[Node] = []
        for at, node in enumerate(nodes):
            if _is_own_link(node):
                out += [self._end(each) for each in reversed(open_)]
                open_ = []
                out.append(f"<{node['text']}>")
                continue
            wanted = self._marks(node)
            same = 0
            while same < min(len(open_), len(wanted)) and open_[same] == wanted[same]:
                same += 1
            out += [self._end(each) for each in reversed(open_[same:])]
            out += [self._begin(each) for each in wanted[same:]]
            open_ = wanted
            out.append(self._node(node, first=at == 0))
        out += [self._end(each) for each in reversed(open_)]
        return "".join(out)

    @staticmethod
    def _marks(node: Node) -> list[Node]:
        marks = [each for each in node.get("marks", ()) if each["type"] in TAGS and each["type"] != "code"]
        return sorted(marks, key=lambda each: _ORDER.index(each["type"]))

    def _begin(self, mark: Node) -> str:
        kind = mark["type"]
        if kind == "link":
            return "[" if self._easy else open_tag("a", href=mark["attrs"]["href"])
        return SIGNS[kind] if self._easy and kind in SIGNS else f"<{TAGS[kind]}>"

    def _end(self, mark: Node) -> str:
        kind = mark["type"]
        if kind == "link":
            return f"]({_target(mark['attrs']['href'])})" if self._easy else "</a>"
        return SIGNS[kind] if self._easy and kind in SIGNS else f"</{TAGS[kind]}>"

    def _node(self, node: Node, *, first: bool) -> str:  # noqa: PLR0911 (a line for each kind)
        kind, attrs = node["type"], node.get("attrs", {})
        if kind == "text":
            if any(each["type"] == "code" for each in node.get("marks", ())):
                return self._code(node["text"])
            return _lightly(node["text"], first=first) if self._easy else _fully(node["text"])
        if kind == "hardBreak":
            return "<br>" if self._one_line or not self._easy else "\\\n"
        if kind == "mention":
            words = mention_words(attrs)
            return f"[{_fully(words) if not self._easy else _lightly(words)}]({_target(mention_href(attrs))})"
        if kind == "date":
            return tag("time", str(attrs["value"]), datetime=attrs["value"])
        if kind == "inlineMath":
            if self._easy:
                return f"${attrs['latex']}$"
            return tag("span", _fully(str(attrs["latex"])), data_type="inlineMath", data_latex=attrs["latex"])
        return _fully(words_of([node]))

    def _code(self, words: str) -> str:
        if not self._easy:
            return f"<code>{_fully(words)}</code>"
        fence = "`" * (max((len(run) for run in _RUNS.findall(words)), default=0) + 1)
        pad = " " if words[:1] in "` " or words[-1:] in "` " else ""
        return f"{fence}{pad}{words}{pad}{fence}"


def _is_own_link(node: Node) -> bool:
    """A link that shows where it leads, and nothing else."""
    marks = node.get("marks", ())
    return (
        len(marks) == 1
        and marks[0]["type"] == "link"
        and marks[0]["attrs"]["href"] == node.get("text")
        and re.fullmatch(r"https?://[^\s<>\\]+", node["text"]) is not None
    )


def _target(href: str) -> str:
    if re.fullmatch(r"[^\s()<>\\*_`\[\]&]+", href):
        return href
    return "<" + re.sub(r"([<>\\&])", r"\\\1", href) + ">"


def _lightly(words: str, *, first: bool = False) -> str:
    """With what markdown would take for a sign escaped, and no more."""
    words = _SPECIAL.sub(lambda found: "\\" + found[0], words)
    words = _ENTITY.sub(r"\\&", words)
    words = _ADDRESS.sub(lambda found: found[0] + "\\", words)
    return _LINE_START.sub(_start, words) if first else words


def _start(found: re.Match[str]) -> str:
    if found[3]:
        return f"{found[1]}{found[3]}\\{found[4]}"
    return f"{found[1]}\\{found[0][len(found[1]) :]}"


def _fully(words: str) -> str:
    """With every sign escaped, and blanks that would be lost as entities."""
    words = _ASCII.sub(r"\\\1", words)
    return _EDGES.sub(lambda found: "".join(f"&#{ord(each)};" for each in found[0]), words)
