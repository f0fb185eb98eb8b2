"""A tree as a Word file. What Word has no word for gets a style of `collab.content.docx_styles`, to be known by."""

import io
from collections.abc import Sequence
from typing import Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from collab.content import docx_styles as names
from collab.content.docx_words import Words
from collab.content.links import file_href
from collab.content.nodes import text, words_of
from collab.content.pictures import Pictures, picture_of, size_of
from collab.core.tree import Node

WIDEST: Final = Mm(160)
EMU_PER_PIXEL: Final = 9525
CALLOUTS: Final = {
    "info": ("Callout Info", "EEF1FF"),
    "tip": ("Callout Tip", "EBFBEE"),
    "warning": ("Callout Warning", "FFF4E0"),
    "danger": ("Callout Danger", "FFF0F0"),
}


def write_docx(tree: Node, title: str, pictures: Pictures, base: str = "") -> bytes:
    """The file's bytes. `base`: the installation's address, for links that lead there."""
    document = docx.Document()
    document.core_properties.title = title[:255]
    _Styles(document).define()
    document.add_paragraph(title, style="Title")
    _Writer(document, pictures, base).blocks(document, tree.get("content", ()), 0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class _Styles:
    """The styles of a new file."""

    def __init__(self, document: Any) -> None:
        self._styles = document.styles

    def define(self) -> None:
        self.paragraph(names.CODE, font="Consolas", size=9, shade="F2F4F8")
        self.paragraph(names.MATH, font="Cambria Math")
        for each in (names.ATTACHMENT, names.CARD):
            self.paragraph(each)
        self.paragraph(names.RULE)
        for level in range(4, names.DEEPEST_LIST + 1):
            self.paragraph(names.continued(level), left=Mm(9 * level))
        self.run(names.INLINE_CODE, font="Consolas")
        self.run(names.INLINE_MATH, font="Cambria Math")
        self.run(names.DATE)
        for each in names.BOXES:
            self._add(each, WD_STYLE_TYPE.TABLE)

    def _add(self, name: str, kind: Any) -> Any:
        return self._styles[name] if name in self._styles else self._styles.add_style(name, kind)

    def paragraph(self, name: str, font: str = "", size: int = 0, shade: str = "", left: Any = None) -> Any:
        style = self._add(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._styles["Normal"]
        if font:
            style.font.name = font
        if size:
            style.font.size = Pt(size)
        if left is not None:
            style.paragraph_format.left_indent = left
        if shade:
            style.element.get_or_add_pPr().append(_shading(shade))
        return style

    def run(self, name: str, font: str = "") -> None:
        style = self._add(name, WD_STYLE_TYPE.CHARACTER)
        if font:
            style.font.name = font


def _shading(colour: str) -> Any:
    made = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        made.set(qn(f"w:{key}"), value)
    return made


class _Writer:
    def __init__(self, document: Any, pictures: Pictures, base: str) -> None:
        self._document, self._pictures = document, pictures
        self._words = Words(document, base)
        self._numbering = _Numbering(document)

    def blocks(self, into: Any, nodes: Sequence[Node], level: int) -> None:
        """`into` is the document or a cell; `level` is how many lists are around."""
        for node in nodes:
            self.block(into, node, level)

    def block(self, into: Any, node: Node, level: int) -> None:
        kind, attrs, content = node["type"], node.get("attrs", {}), node.get("content", [])
        if kind in ("paragraph", "detailsSummary"):
            self._words.write(into.add_paragraph(style=names.continued(level) if level else None), content)
        elif kind == "heading":
            self._words.write(into.add_paragraph(style=f"Heading {attrs.get('level', 1)}"), content)
        elif kind in ("bulletList", "orderedList", "taskList"):
            self._list(into, node, level)
        elif kind == "codeBlock":
            self._code(into, words_of(content), str(attrs.get("language") or ""))
        elif kind == "blockquote":
            self._quote(into, content)
        else:
            own = getattr(self, f"_{kind}", None)
            if own is not None:
                own(into, attrs, content)
            else:
                self.blocks(into, content, level)

    def _list(self, into: Any, node: Node, level: int) -> None:
        ordered = node["type"] == "orderedList"
        number = self._numbering.start(ordered, level, int(node.get("attrs", {}).get("start", 1) or 0))
        for item in node.get("content", []):
            paragraph = into.add_paragraph(style="List Paragraph")
            self._numbering.put(paragraph, number, level)
            first, *rest = item.get("content", []) or [{"type": "paragraph"}]
            if item["type"] == "taskItem":
                self._words.box(paragraph, checked=bool(item.get("attrs", {}).get("checked")))
            if first["type"] == "paragraph":
                self._words.write(paragraph, first.get("content", []))
            else:
                self.block(into, first, level + 1)
            self.blocks(into, rest, min(level + 1, names.DEEPEST_LIST - 1))

    def _code(self, into: Any, words: str, language: str) -> None:
        style = names.CODE
        if language and language[:1].isalpha() and language.replace("-", "").isalnum() and language.isascii():
            style = f"{names.CODE} ({language[:40]})"
            if style not in self._document.styles:
                made = self._document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
                made.base_style = self._document.styles[names.CODE]
        paragraph = into.add_paragraph(style=style)
        for at, line in enumerate(words.split("\n")):
            run = paragraph.add_run()
            if at:
                run.add_break()
            run.add_text(line)

    def _quote(self, into: Any, content: Sequence[Node]) -> None:
        if all(each["type"] == "paragraph" for each in content):
            for each in content:
                self._words.write(into.add_paragraph(style=names.QUOTE), each.get("content", []))
        else:
            self._box(into, "Quote Box", [content], "FFFFFF")

    def _box(self, into: Any, style: str, rows: Sequence[Sequence[Node]], shade: str) -> None:
        table = self._add_table(into, len(rows), 1)
        table.style = self._document.styles[style]
        for cell, content in zip((row.cells[0] for row in table.rows), rows, strict=True):
            cell._tc.get_or_add_tcPr().append(_shading(shade))
            self._fill(cell, content)

    def _add_table(self, into: Any, rows: int, columns: int) -> Any:
        if hasattr(into, "sections"):
            return into.add_table(rows, columns)
        return into.add_table(rows, columns)  # a cell; it adds the paragraph that has to follow

    def _fill(self, cell: Any, content: Sequence[Node]) -> None:
        first = cell.paragraphs[0]
        self.blocks(cell, content, 0)
        if len(cell._tc.getchildren()) > 2 or cell.tables:
            last = cell._tc.getchildren()[-1]
            if first._p is not last:
                cell._tc.remove(first._p)
        if not cell._tc.getchildren() or cell._tc.getchildren()[-1].tag != qn("w:p"):
            cell.add_paragraph()

    def _callout(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:
        style, shade = CALLOUTS.get(str(attrs.get("kind")), CALLOUTS["info"])
        self._box(into, style, [content], shade)

    def _details(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:
        summary = [each for each in content if each["type"] == "detailsSummary"]
        body = [
            inner for each in content if each["type"] == "detailsContent" for inner in each.get("content", [])
        ]
        self._box(into, "Details", [summary, body], "FFFFFF")

    def _messageQuote(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:  # noqa: N802
        head: list[Node] = []
        if attrs.get("room") and attrs.get("message"):
            by = f"#by-{attrs['author']}" if attrs.get("author") else ""
            href = f"/rooms/{attrs['room']}/?message={attrs['message']}{by}"
            link: Node = {"type": "link", "attrs": {"href": href}}
            said = f"{attrs.get('name') or attrs.get('author') or ''}, {attrs.get('at') or ''}"
            head = [{"type": "paragraph", "content": [text(said, [link])]}]
        self._box(into, "Message Quote", [[*head, *content]], "FFFFFF")

    def _horizontalRule(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:  # noqa: N802
        into.add_paragraph("———", style=names.RULE)

    def _blockMath(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:  # noqa: N802
        into.add_paragraph(str(attrs.get("latex") or ""), style=names.MATH)

    def _attachment(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:
        name = str(attrs.get("name") or "file")
        marks = (
            [{"type": "link", "attrs": {"href": file_href(str(attrs["file"]), name)}}]
            if attrs.get("file")
            else []
        )
        self._words.write(into.add_paragraph(style=names.ATTACHMENT), [text(name, marks)])

    def _linkCard(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:  # noqa: N802
        href = str(attrs.get("href") or "")
        link: Node = {"type": "link", "attrs": {"href": href}}
        self._words.write(
            into.add_paragraph(style=names.CARD), [text(str(attrs.get("title") or href), [link])]
        )

    def _image(self, into: Any, attrs: dict[str, Any], content: list[Node]) -> None:
        paragraph = into.add_paragraph()
        data = picture_of(attrs, self._pictures)
        alt = str(attrs.get("alt") or "")
        if data is None:
            src = str(attrs.get("src") or "")
            marks = [{"type": "link", "attrs": {"href": src}}] if src else []
            self._words.write(paragraph, [text(alt or src or "image", marks)])
            return
        wide, _high = size_of(data)
        width = min(int(attrs.get("width") or wide) * EMU_PER_PIXEL, WIDEST)
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=width)
        properties = shape._inline.docPr
        properties.set("descr", alt)
        properties.set("title", str(attrs.get("title") or ""))

    def _table(self, into: Any, attrs: dict[str, Any], rows: list[Node]) -> None:
        width = max((_width_of(rows, at) for at in range(len(rows))), default=0)
        if not width:
            return
        table = self._add_table(into, len(rows), width)
        table.style = self._document.styles["Table Grid"]
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(rows):
            column = 0
            for cell in row.get("content", []):
                while (at, column) in taken:
                    column += 1
                spans = cell.get("attrs", {})
                wide, tall = int(spans.get("colspan", 1)), int(spans.get("rowspan", 1))
                wide, tall = min(wide, width - column), min(tall, len(rows) - at)
                taken |= {(at + down, column + right) for down in range(tall) for right in range(wide)}
                made = table.cell(at, column)
                if wide > 1 or tall > 1:
                    made = made.merge(table.cell(at + tall - 1, column + wide - 1))
                self._fill(made, cell.get("content", []))
                column += wide
        if rows and all(cell["type"] == "tableHeader" for cell in rows[0].get("content", [])):
            head = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(head)
            for cell in table.rows[0].cells:
                for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                    run.font.color.rgb = RGBColor(0x1C, 0x21, 0x30)


def _width_of(rows: Sequence[Node], at: int) -> int:
    """How many columns a row takes, counting what reaches into it from above."""
    own = sum(int(cell.get("attrs", {}).get("colspan", 1)) for cell in rows[at].get("content", []))
    above = sum(
        int(cell.get("attrs", {}).get("colspan", 1))
        for earlier in range(at)
        for cell in rows[earlier].get("content", [])
        if earlier + int(cell.get("attrs", {}).get("rowspan", 1)) > at
    )
    return own + above


class _Numbering:
    """Word's lists: each list is a numbering of its own, so that each begins anew."""

    def __init__(self, document: Any) -> None:
        self._root = document.part.numbering_part.element
        ids = [int(each.get(qn("w:abstractNumId"))) for each in self._root.findall(qn("w:abstractNum"))]
        self._abstract = {ordered: max(ids, default=0) + 1 + ordered for ordered in (False, True)}
        first = self._root.find(qn("w:num"))
        for ordered, number in self._abstract.items():
            made = _abstract(number, ordered)
            if first is not None:
                first.addprevious(made)
            else:
                self._root.append(made)

    def start(self, ordered: bool, level: int, first: int) -> int:
        """A new list; its number."""
        ids = [int(each.get(qn("w:numId"))) for each in self._root.findall(qn("w:num"))]
        number = max(ids, default=0) + 1
        made = OxmlElement("w:num")
        made.set(qn("w:numId"), str(number))
        _child(made, "w:abstractNumId", str(self._abstract[ordered]))
        override = _child(made, "w:lvlOverride")
        override.set(qn("w:ilvl"), str(min(level, names.DEEPEST_LIST - 1)))
        _child(override, "w:startOverride", str(first))
        self._root.append(made)
        return number

    @staticmethod
    def put(paragraph: Any, number: int, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr()
        numbering = _child(properties, "w:numPr")
        _child(numbering, "w:ilvl", str(min(level, names.DEEPEST_LIST - 1)))
        _child(numbering, "w:numId", str(number))


def _child(parent: Any, name: str, value: str | None = None) -> Any:
    made = OxmlElement(name)
    if value is not None:
        made.set(qn("w:val"), value)
    parent.append(made)
    return made


def _abstract(number: int, ordered: bool) -> Any:
    made = OxmlElement("w:abstractNum")
    made.set(qn("w:abstractNumId"), str(number))
    _child(made, "w:multiLevelType", "multilevel")
    for level in range(names.DEEPEST_LIST):
        each = _child(made, "w:lvl")
        each.set(qn("w:ilvl"), str(level))
        _child(each, "w:start", "1")
        _child(each, "w:numFmt", ("decimal", "lowerLetter", "lowerRoman")[level % 3] if ordered else "bullet")
        _child(each, "w:lvlText", f"%{level + 1}." if ordered else "•◦▪"[level % 3])
        indent = _child(_child(each, "w:pPr"), "w:ind")
        indent.set(qn("w:left"), str(567 * (level + 1)))
        indent.set(qn("w:hanging"), "340")
    return made
