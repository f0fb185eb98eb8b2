"""A tree as markdown: CommonMark with tables, tasks, `$math$` and GitHub's alerts. What has no sign there is HTML; all
of it is read back by `collab.content.markdown_in`."""

import re
from collections.abc import Sequence
from typing import Any, Final

from collab.content.html_out import open_tag, own_address, tag, write_html_block
from collab.content.html_out import write_inline as html_inline
from collab.content.links import ATTACHMENT, CARD, file_href
from collab.content.markdown_words import write_words
from collab.content.nodes import words_of
from collab.content.settled import settled
from collab.core.tree import Node

ALERTS: Final = {"info": "NOTE", "tip": "TIP", "warning": "WARNING", "danger": "CAUTION"}
LISTS: Final = frozenset({"bulletList", "orderedList", "taskList"})
_ALERT: Final = re.compile(r"\[(?=!|[ xX]\])")
_FENCES: Final = re.compile(r"`{3,}")


def write_markdown(tree: Node) -> str:
    """Ends with a line feed, unless it is empty. Empty paragraphs have no sign in markdown and are left out."""
    lines = _blocks(settled(tree).get("content", ()))
    return "\n".join(lines) + "\n" if lines else ""


def _blocks(nodes: Sequence[Node], *, tight: bool = False) -> list[str]:
    """Blocks with an empty line between them; in a tight item none before a list."""
    out: list[str] = []
    before = ""
    alternate = False
    for node in nodes:
        # Two lists in a row are told apart by their signs.
        kind = "orderedList" if node["type"] == "orderedList" else "bullets"
        alternate = node["type"] in LISTS and before == kind and not alternate
        lines = _block(node, alternate)
        if not lines:
            continue
        if out and not (tight and node["type"] in LISTS and node.get("attrs", {}).get("start", 1) == 1):
            out.append("")
        out += lines
        before = kind if node["type"] in LISTS else ""
    return out


def _block(node: Node, alternate: bool) -> list[str]:  # noqa: PLR0911 (a line for each kind)
    kind, attrs, content = node["type"], node.get("attrs", {}), node.get("content", [])
    if kind in ("paragraph", "detailsSummary"):
        return write_words(content).split("\n") if content else []
    if kind == "heading":
        words = write_words(content, one_line=True)
        words = re.sub(r"(?<!\\)(#+)$", r"\\\1", words)
        return [f"{'#' * attrs.get('level', 1)} {words}".rstrip()]
    if kind in LISTS:
        return _list(node, alternate)
    if kind == "codeBlock":
        return _code(words_of(content), str(attrs.get("language") or ""))
    if kind == "blockquote":
        return _quoted(_no_alert(_blocks(content)))
    if kind == "callout":
        begins_apart = bool(content) and content[0]["type"] != "paragraph"
        head = [f"[!{ALERTS.get(attrs.get('kind', 'info'), 'NOTE')}]", *([""] if begins_apart else [])]
        return _quoted([*head, *_blocks(content)])
    own = _BLOCKS.get(kind)
    return own(attrs, content) if own is not None else _blocks(content)


def _prefixed(lines: Sequence[str], first: str, rest: str) -> list[str]:
    return [(first if at == 0 else rest if line else rest.rstrip()) + line for at, line in enumerate(lines)]


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in lines or [""]]


def _no_alert(lines: list[str]) -> list[str]:
    """A quote that begins like an alert, or an item like a task, is none."""
    if lines and _ALERT.match(lines[0]):
        lines[0] = "\\" + lines[0]
    return lines


def _list(node: Node, alternate: bool) -> list[str]:
    items = node.get("content", [])
    tight = all(_is_tight(item) for item in items)
    number = int(node.get("attrs", {}).get("start", 1) or 0)
    out: list[str] = []
    for at, item in enumerate(items):
        sign = f"{number + at}{')' if alternate else '.'} " if node["type"] == "orderedList" else "- "
        if node["type"] != "orderedList" and alternate:
            sign = "* "
        if out and not tight:
            out.append("")
        out += _prefixed(_item(item, tight), sign, " " * len(sign))
    return [line.rstrip() if not line.strip(" ") else line for line in out]


def _is_tight(item: Node) -> bool:
    """One paragraph, and perhaps lists in it."""
    content = item.get("content", [])
    return all(each["type"] in LISTS for each in content[1:])


def _item(item: Node, tight: bool) -> list[str]:
    content = item.get("content", [])
    box = ""
    if item["type"] == "taskItem":
        box = "[x] " if item.get("attrs", {}).get("checked") else "[ ] "
    lines = _blocks(content, tight=tight)
    if not (content and content[0].get("content")):  # markdown has no empty paragraph to hang the rest on
        rest = _blocks(content[1:], tight=tight)
        return [box + "<!-- -->", "", *rest] if rest else [box.rstrip()]
    if not box:
        return _no_alert(lines)
    return _prefixed(lines, box, "")


def _code(words: str, language: str) -> list[str]:
    longest = max((len(run) for run in _FENCES.findall(words)), default=2)
    fence = "`" * (longest + 1)
    language = re.sub(r"[\s`]", "", language)
    return [fence + language, *(words.split("\n") if words else []), fence]


def _image(attrs: dict[str, Any], content: Sequence[Node]) -> list[str]:
    src = own_address(attrs)
    alt, title = str(attrs.get("alt") or ""), str(attrs.get("title") or "")
    plain = re.fullmatch(r"[^\[\]\\\n`*_<>&!$~:]*", alt) and re.fullmatch(r"[^\"\\\n&]*", title)
    if attrs.get("width") or attrs.get("align") or not plain or not re.fullmatch(r"[^\s()<>\\&]+", src):
        return [
            open_tag(
                "img",
                src=src,
                alt=alt,
                title=title or None,
                width=attrs.get("width"),
                data_align=attrs.get("align"),
            )
        ]
    behind = f' "{title}"' if title else ""
    return [f"![{alt}]({src}{behind})"]


def _attachment(attrs: dict[str, Any], content: Sequence[Node]) -> list[str]:
    name = str(attrs.get("name") or "file")
    words = write_words([{"type": "text", "text": name}], one_line=True)
    if not attrs.get("file"):
        return [words]
    return [f'[{words}]({file_href(str(attrs["file"]), name)} "{ATTACHMENT}")']


def _card(attrs: dict[str, Any], content: Sequence[Node]) -> list[str]:
    href = str(attrs.get("href") or "")
    words = write_words([{"type": "text", "text": str(attrs.get("title") or href)}], one_line=True)
    if not re.fullmatch(r"[^\s()<>\\]+", href):
        return [write_html_block({"type": "linkCard", "attrs": attrs})]
    return [f'[{words}]({href} "{CARD}")']


def _math(attrs: dict[str, Any], content: Sequence[Node]) -> list[str]:
    latex = str(attrs.get("latex") or "").strip()
    if not latex or "$" in latex or "\n\n" in latex:
        return [tag("div", data_type="blockMath", data_latex=latex.replace("\n", " "))]
    return ["$$", *latex.split("\n"), "$$"]


def _details(attrs: dict[str, Any], content: Sequence[Node]) -> list[str]:
    summary = next((each for each in content if each["type"] == "detailsSummary"), {})
    body = next((each for each in content if each["type"] == "detailsContent"), {})
    said = tag("summary", html_inline(summary.get("content", ())))
    head = open_tag("details", open=bool(attrs.get("open"))) + said
    return [head, "", *_blocks(body.get("content", ())), "", "</details>"]


def _message(attrs: dict[str, Any], content: Sequence[Node]) -> list[str]:
    if not (attrs.get("room") and attrs.get("message")):
        return _quoted(_no_alert(_blocks(content)))
    words = f"{attrs.get('name') or attrs.get('author') or ''}, {attrs.get('at') or ''}"
    by = f"#by-{attrs['author']}" if re.fullmatch(r"[\w.@+-]+", str(attrs.get("author") or "")) else ""
    link = {"type": "link", "attrs": {"href": f"/rooms/{attrs['room']}/?message={attrs['message']}{by}"}}
    head = write_words([{"type": "text", "text": words, "marks": [link]}], one_line=True)
    return _quoted(["[!MESSAGE]", head, "", *_blocks(content)])


def _table(attrs: dict[str, Any], rows: Sequence[Node]) -> list[str]:
    if not _is_plain(rows):
        return write_html_block({"type": "table", "content": list(rows)}).split("\n")
    lines = []
    for at, row in enumerate(rows):
        cells = [
            write_words(cell["content"][0].get("content", ()), one_line=True).replace("|", "\\|")
            for cell in row["content"]
        ]
        lines.append(f"| {' | '.join(cells)} |")
        if at == 0:
            lines.append("|" + " --- |" * len(cells))
    return lines


def _is_plain(rows: Sequence[Node]) -> bool:
    """Whether markdown's own tables can say it: a row of headings, one paragraph in a cell, no spans."""
    for at, row in enumerate(rows):
        for cell in row.get("content", ()):
            spans = cell.get("attrs", {})
            content = cell.get("content", [])
            if (
                cell["type"] != ("tableHeader" if at == 0 else "tableCell")
                or spans.get("colspan", 1) != 1
                or spans.get("rowspan", 1) != 1
                or len(content) != 1
                or content[0]["type"] != "paragraph"
                or any(_splits_cells(each) for each in content[0].get("content", ()))
            ):
                return False
    return bool(rows) and all(row.get("content") for row in rows)


def _splits_cells(node: Node) -> bool:
    words = node.get("text", "") + str(node.get("attrs", {}))
    return "|" in words and ("\\" in words or node["type"] != "text")


_BLOCKS: Final = {
    "horizontalRule": lambda attrs, content: ["***"],
    "image": _image,
    "attachment": _attachment,
    "linkCard": _card,
    "blockMath": _math,
    "details": _details,
    "messageQuote": _message,
    "table": _table,
}
