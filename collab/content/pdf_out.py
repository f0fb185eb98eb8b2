"""A tree as PDF, by reportlab."""

import io
from collections.abc import Sequence
from html import escape
from typing import Any, Final
from urllib.parse import urljoin

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    Image,
    Indenter,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.doctemplate import LayoutError

from collab.content.errors import Unreadable, gettext_noop
from collab.content.links import file_href, mention_href, mention_words
from collab.content.nodes import words_of
from collab.content.pdf_fonts import BODY, MARKS, MONO, register, runs
from collab.content.pictures import Pictures, picture_of, size_of
from collab.core.schema import safe_address
from collab.core.tree import Node

MARGIN: Final = 22 * mm
WIDTH: Final = A4[0] - 2 * MARGIN
TALLEST: Final = A4[1] - 3 * MARGIN
STEP: Final = 6 * mm
LEAST: Final = 30 * mm
"""Narrower than this nothing is nested."""
INK: Final = colors.HexColor("#1c2130")
LINE: Final = colors.HexColor("#c5cbd8")
CALLOUTS: Final = {
    "info": ("#3b5bdb", "#eef1ff"),
    "tip": ("#2b8a3e", "#ebfbee"),
    "warning": ("#e67700", "#fff4e0"),
    "danger": ("#c92a2a", "#fff0f0"),
}
TAGS: Final = {"bold": "b", "italic": "i", "strike": "strike", "underline": "u"}


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    more = {"leading": size * 1.45, "spaceAfter": 6, "textColor": INK, "splitLongWords": 1, **more}
    return ParagraphStyle(name, fontName=more.pop("font", BODY), fontSize=size, **more)


STYLES: Final = {
    "title": _style("title", 22, font="Roboto-Bold", spaceAfter=14),
    "h1": _style("h1", 17, font="Roboto-Bold", spaceBefore=12, keepWithNext=1),
    "h2": _style("h2", 14, font="Roboto-Bold", spaceBefore=10, keepWithNext=1),
    "h3": _style("h3", 12, font="Roboto-Bold", spaceBefore=8, keepWithNext=1),
    "p": _style("p", 10.5),
    "cell": _style("cell", 9.5, spaceAfter=2),
    "code": _style(
        "code", 8.5, font=MONO, backColor=colors.HexColor("#f2f4f8"), borderPadding=5, spaceBefore=6, spaceAfter=10
    ),
    "math": _style("math", 10.5, font=MONO, alignment=TA_CENTER),
    "small": _style("small", 8.5, textColor=colors.HexColor("#4a5268")),
}  # fmt: skip


def write_pdf(tree: Node, title: str, pictures: Pictures, base: str = "") -> bytes:
    """The file's bytes. `base`: the installation's address, for links that lead there. Raises `Unreadable`."""
    register()
    for boxes in (True, False):  # a box that is higher than a page cannot be drawn; then there are none
        out = io.BytesIO()
        document = _Document(out, title)
        writer = _Writer(pictures, base, boxes=boxes)
        story: list[Flowable] = [Paragraph(writer.words_as(title), STYLES["title"])]
        story += writer.blocks(tree.get("content", ()), WIDTH)
        try:
            document.build(story, onFirstPage=_foot, onLaterPages=_foot)
        except LayoutError:
            continue
        return out.getvalue()
    raise Unreadable(gettext_noop("It cannot be set in pages."))


def _foot(canvas: Any, document: Any) -> None:
    canvas.saveState()
    canvas.setFont(BODY, 8)
    canvas.setFillColor(colors.HexColor("#4a5268"))
    canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, str(document.page))
    canvas.restoreState()


class _Document(SimpleDocTemplate):
    """Headings become the file's own outline."""

    def __init__(self, out: io.BytesIO, title: str) -> None:
        super().__init__(
            out,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=title,
            author="",
            creator="Collab",
        )
        self._marks = 0
        self._level = -1

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        name = getattr(getattr(flowable, "style", None), "name", "")
        if name in ("h1", "h2", "h3"):
            self._marks += 1
            # No level may be left out on the way down.
            self._level = min(int(name[1]) - 1, self._level + 1)
            self.canv.bookmarkPage(f"h{self._marks}")
            self.canv.addOutlineEntry(flowable.getPlainText(), f"h{self._marks}", self._level)


class _Writer:
    def __init__(self, pictures: Pictures, base: str, *, boxes: bool) -> None:
        self._pictures, self._base, self._boxes = pictures, base, boxes

    def blocks(self, nodes: Sequence[Node], width: float, style: str = "p") -> list[Flowable]:
        return [each for node in nodes for each in self.block(node, width, style)]

    def block(self, node: Node, width: float, style: str) -> list[Flowable]:
        kind, attrs, content = node["type"], node.get("attrs", {}), node.get("content", [])
        if kind in ("paragraph", "detailsSummary"):
            words = self.inline(content)
            if kind == "detailsSummary":
                words = f"<b>{words}</b>"
            return [Paragraph(words, STYLES[style])] if content else [Spacer(1, 6)]
        if kind == "heading":
            return [Paragraph(self.inline(content), STYLES[f"h{attrs.get('level', 1)}"])]
        if kind in ("bulletList", "orderedList", "taskList"):
            return self._list(node, width, style)
        own = getattr(self, f"_{kind}", None)
        made = own(attrs, content, width) if own is not None else self.blocks(content, width, style)
        return list(made)

    # -- blocks

    def _list(self, node: Node, width: float, style: str) -> list[Flowable]:
        out: list[Flowable] = []
        inside = max(width - STEP, LEAST)
        number = int(node.get("attrs", {}).get("start", 1) or 0)
        for at, item in enumerate(node.get("content", [])):
            content = item.get("content", []) or [{"type": "paragraph"}]
            sign, font = "•", BODY
            if node["type"] == "orderedList":
                sign = f"{number + at}."
            elif item["type"] == "taskItem":
                sign, font = ("4" if item.get("attrs", {}).get("checked") else "o"), MARKS
            own = ParagraphStyle(
                "item", STYLES[style], leftIndent=STEP, bulletIndent=0, bulletFontName=font, spaceAfter=3
            )
            words = self.inline(content[0].get("content", [])) if content[0]["type"] == "paragraph" else ""
            out.append(Paragraph(words or "&nbsp;", own, bulletText=sign))
            rest = content[1:] if content[0]["type"] == "paragraph" else content
            if rest:
                out += [Indenter(STEP), *self.blocks(rest, inside, style), Indenter(-STEP)]
        return [*out, Spacer(1, 3)]

    def _codeBlock(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:  # noqa: N802
        lines = [self._code_line(line) for line in words_of(content).split("\n")]
        pages = [lines[at : at + 60] for at in range(0, len(lines), 60)]
        return [Paragraph("<br/>".join(page), STYLES["code"]) for page in pages]

    @staticmethod
    def _code_line(line: str) -> str:
        return _fonts(line.expandtabs(4), mono=True).replace("  ", "&nbsp; ")

    def _blockMath(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:  # noqa: N802
        return [Paragraph(_fonts(str(attrs.get("latex") or ""), mono=True), STYLES["math"])]

    def _horizontalRule(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:  # noqa: N802
        return [HRFlowable(width="100%", color=LINE, spaceBefore=8, spaceAfter=8)]

    def _blockquote(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:
        return self._box(content, width, "#c5cbd8", "")

    def _callout(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:
        line, ground = CALLOUTS.get(str(attrs.get("kind")), CALLOUTS["info"])
        return self._box(content, width, line, ground)

    def _messageQuote(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:  # noqa: N802
        said = ", ".join(str(attrs[key]) for key in ("name", "at") if attrs.get(key))
        head = [Paragraph(self.words_as(said), STYLES["small"])] if said else []
        return self._box(content, width, "#3b5bdb", "", head)

    def _box(
        self, content: Sequence[Node], width: float, line: str, ground: str, head: Sequence[Flowable] = ()
    ) -> list[Flowable]:
        inside = max(width - STEP, LEAST)
        flowables = [*head, *self.blocks(content, inside)]
        if not self._boxes:
            return [Indenter(STEP), *flowables, Indenter(-STEP)]
        commands: list[tuple[Any, ...]] = [
            ("LINEBEFORE", (0, 0), (0, -1), 2.5, colors.HexColor(line)),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
        if ground:
            commands.append(("BACKGROUND", (0, 0), (-1, -1), colors.HexColor(ground)))
        # A row for each block, so that the box may go on on the next page.
        rows = [[each] for each in flowables if not isinstance(each, Indenter)]
        if len(rows) != len(flowables) or not rows:
            rows = [[list(flowables)]]
        return [Table(rows, colWidths=[width], style=TableStyle(commands)), Spacer(1, 6)]

    def _details(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:
        out: list[Flowable] = []
        for each in content:
            if each["type"] == "detailsSummary":
                out += self.block(each, width, "p")
            else:
                out += [
                    Indenter(STEP),
                    *self.blocks(each.get("content", []), max(width - STEP, LEAST)),
                    Indenter(-STEP),
                ]
        return out

    def _image(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:
        data = picture_of(attrs, self._pictures)
        if data is None:
            src, alt = str(attrs.get("src") or ""), str(attrs.get("alt") or "")
            return [Paragraph(self._link(self.words_as(alt or src), src), STYLES["p"])]
        wide, high = size_of(data)
        shown = min(float(attrs.get("width") or wide) * 0.75, width)
        tall = shown * high / max(wide, 1)
        if tall > TALLEST:
            shown, tall = shown * TALLEST / tall, TALLEST
        align = {"center": "CENTER", "right": "RIGHT"}.get(str(attrs.get("align")), "LEFT")
        return [Image(io.BytesIO(data), shown, tall, hAlign=align), Spacer(1, 6)]

    def _attachment(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:
        name = str(attrs.get("name") or "file")
        href = file_href(str(attrs["file"]), name) if attrs.get("file") else ""
        return [Paragraph(self._link(self.words_as(name), href), STYLES["p"])]

    def _linkCard(self, attrs: dict[str, Any], content: list[Node], width: float) -> list[Flowable]:  # noqa: N802
        href = str(attrs.get("href") or "")
        words = self._link(self.words_as(str(attrs.get("title") or href)), href)
        described = str(attrs.get("description") or "")
        return [Paragraph(f"{words}<br/>{self.words_as(described)}" if described else words, STYLES["p"])]

    def _table(self, attrs: dict[str, Any], rows: list[Node], width: float) -> list[Flowable]:
        columns = max(
            (
                sum(int(each.get("attrs", {}).get("colspan", 1)) for each in row.get("content", []))
                for row in rows
            ),
            default=0,
        )
        if not columns or columns > 30 or not self._boxes:
            return self._flat_table(rows, width)
        each_width = width / columns
        cells: list[list[Any]] = [[""] * columns for _ in rows]
        commands: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(rows):
            column = 0
            for cell in row.get("content", []):
                while (at, column) in taken:
                    column += 1
                if column >= columns:
                    break
                spans = cell.get("attrs", {})
                wide = min(int(spans.get("colspan", 1)), columns - column)
                tall = min(int(spans.get("rowspan", 1)), len(rows) - at)
                taken |= {(at + down, column + right) for down in range(tall) for right in range(wide)}
                cells[at][column] = self.blocks(cell.get("content", []), each_width * wide - 12, "cell")
                end = (column + wide - 1, at + tall - 1)
                if wide > 1 or tall > 1:
                    commands.append(("SPAN", (column, at), end))
                if cell["type"] == "tableHeader":
                    commands.append(("BACKGROUND", (column, at), end, colors.HexColor("#eef1f6")))
                column += wide
        return [Table(cells, colWidths=[each_width] * columns, style=TableStyle(commands)), Spacer(1, 8)]

    def _flat_table(self, rows: list[Node], width: float) -> list[Flowable]:
        out: list[Flowable] = []
        for row in rows:
            for cell in row.get("content", []):
                out += self.blocks(cell.get("content", []), width)
            out.append(HRFlowable(width="100%", color=LINE))
        return out

    # -- inline

    def inline(self, nodes: Sequence[Node]) -> str:
        return "".join(self._atom(node) for node in nodes)

    @staticmethod
    def words_as(words: str) -> str:
        return _fonts(words)

    def _atom(self, node: Node) -> str:
        kind, attrs = node["type"], node.get("attrs", {})
        if kind == "hardBreak":
            return "<br/>"
        if kind == "mention":
            return self._link(self.words_as(mention_words(attrs)), mention_href(attrs))
        if kind == "date":
            return self.words_as(str(attrs.get("value", "")))
        if kind == "inlineMath":
            return f'<font name="{MONO}">{_fonts(str(attrs.get("latex", "")), mono=True)}</font>'
        return self._text(node)

    def _text(self, node: Node) -> str:
        marks = {each["type"]: each.get("attrs", {}) for each in node.get("marks", ())}
        words = _fonts(node["text"], mono="code" in marks)
        if "code" in marks:
            words = f'<font name="{MONO}" size="9">{words}</font>'
        if "highlight" in marks:
            words = f'<font backColor="#fff3a3">{words}</font>'
        for name, tag in TAGS.items():
            if name in marks:
                words = f"<{tag}>{words}</{tag}>"
        href = marks.get("link", {}).get("href")
        return self._link(words, href) if href else words

    def _link(self, words: str, href: str) -> str:
        if not href or not safe_address(href):
            return words
        target = urljoin(self._base, href) if self._base else href
        return f'<a href="{escape(target)}" color="#364fc7">{words}</a>'


def _fonts(words: str, *, mono: bool = False) -> str:
    """A text as reportlab's markup, with other fonts for what the usual one lacks."""
    return "".join(
        f'<font name="{font}">{escape(part)}</font>' if font else escape(part)
        for font, part in runs(words, mono)
    )
