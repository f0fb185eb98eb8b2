"""Inline content as runs of a Word paragraph."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urljoin

from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

from collab.content import docx_styles as names
from collab.content.links import mention_href, mention_words
from collab.content.nodes import text
from collab.core.tree import Node

_BLUE: Final = RGBColor(0x36, 0x4F, 0xC7)
_W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BOX: Final = (
    f'<w:sdt xmlns:w="{_W}" xmlns:w14="{_W14}"><w:sdtPr><w14:checkbox><w14:checked w14:val="{{value}}"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
)


class Words:
    """Writes into the paragraphs of one document. `base` is where relative links lead."""

    def __init__(self, document: Any, base: str) -> None:
        self._part, self._base = document.part, base

    def box(self, paragraph: Any, *, checked: bool) -> None:
        """A box to tick, and a blank."""
        paragraph._p.append(parse_xml(_BOX.format(value=int(checked), sign="☒" if checked else "☐")))
        paragraph.add_run(" ")

    def write(self, paragraph: Any, nodes: Sequence[Node]) -> None:
        for node in nodes:
            kind, attrs = node["type"], node.get("attrs", {})
            if kind == "text":
                self._text(paragraph, node)
            elif kind == "hardBreak":
                paragraph.add_run().add_break()
            elif kind == "mention":
                link: Node = {"type": "link", "attrs": {"href": mention_href(attrs)}}
                self._text(paragraph, text(mention_words(attrs), [link]))
            elif kind == "date":
                paragraph.add_run(str(attrs.get("value", "")), style=names.DATE)
            elif kind == "inlineMath":
                paragraph.add_run(str(attrs.get("latex", "")), style=names.INLINE_MATH)

    def _text(self, paragraph: Any, node: Node) -> None:
        marks = {each["type"]: each.get("attrs", {}) for each in node.get("marks", ())}
        run = paragraph.add_run(node["text"], style=names.INLINE_CODE if "code" in marks else None)
        run.bold = "bold" in marks or None
        run.italic = "italic" in marks or None
        run.underline = "underline" in marks or None
        run.font.strike = "strike" in marks or None
        if "highlight" in marks:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if href := marks.get("link", {}).get("href"):
            self._link(paragraph, run, href)

    def _link(self, paragraph: Any, run: Run, href: str) -> None:
        target = urljoin(self._base, href) if self._base else href
        made = OxmlElement("w:hyperlink")
        made.set(qn("r:id"), self._part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run.font.color.rgb = _BLUE
        paragraph._p.remove(run._r)
        made.append(run._r)
        paragraph._p.append(made)
