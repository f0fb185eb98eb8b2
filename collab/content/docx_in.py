"""Word files to a tree: mammoth makes HTML of them, by the styles of `collab.content.docx_styles`."""

import io
import re
import zipfile
from typing import Any, Final

import mammoth
from lxml import etree
from lxml import html as lxml_html

from collab.content.docx_styles import CODE, style_map
from collab.content.errors import Unreadable, gettext_noop
from collab.content.html_in import parse_html_document
from collab.core.tree import Node

MOST_PARTS: Final = 4_000
MOST_BYTES: Final = 256 * 1024 * 1024
"""Of all parts, unpacked."""
MOST_XML: Final = 64 * 1024 * 1024
MAIN: Final = "word/document.xml"
CHECKED: Final = (
    MAIN,
    "word/styles.xml",
    "word/numbering.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
_OLD: Final = b"\xd0\xcf\x11\xe0"
_LANGUAGE: Final = re.compile(re.escape(CODE) + r" \(([A-Za-z][A-Za-z0-9-]{0,40})\)")
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes) -> tuple[str, list[Node]]:
    """The title and the nodes, not fitted yet. Raises `Unreadable`, naming the part."""
    data = _checked(data)
    languages = sorted(set(_LANGUAGE.findall(_part(data, "word/styles.xml").decode(errors="replace"))))
    try:
        made = mammoth.convert_to_html(io.BytesIO(data), style_map=style_map(languages))
    except Exception as error:  # whatever a foreign file makes the library stumble over
        raise Unreadable(
            gettext_noop("It is a Word file that cannot be understood."), f"{MAIN}: {error}"[:200]
        ) from error
    html, title = _undone(made.value)
    return title, parse_html_document(html)[1]


def _checked(data: bytes) -> bytes:
    """The file, if it is sound and unpacks to something bearable; formulas as text."""
    if data.startswith(_OLD):
        raise Unreadable(
            gettext_noop("It is an old Word file (.doc) or has a password. Save it as .docx without one.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive)
            roots = {name: _check_xml(archive, name) for name in CHECKED if name in archive.namelist()}
            if MAIN not in roots:
                raise Unreadable(gettext_noop("It is not a Word file: its text is missing."), MAIN)
            if _formulas_as_text(roots[MAIN]):
                return _with_part(
                    archive, MAIN, etree.tostring(roots[MAIN], encoding="UTF-8", xml_declaration=True)
                )
    except zipfile.BadZipFile as error:
        raise Unreadable(
            gettext_noop("It is not a Word file, or it is damaged."), str(error)[:100]
        ) from error
    except (NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(gettext_noop("It cannot be unpacked."), str(error)[:100]) from error
    return data


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """What the archive says of itself. A reader stops at these sizes, so a lie is found out when it is read."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Unreadable(gettext_noop("It has too many parts."))
    total = 0
    for part in parts:
        total += part.file_size
        if part.file_size > MOST_XML and part.filename.endswith((".xml", ".rels")):
            raise Unreadable(gettext_noop("It unpacks to far more than a document."), part.filename[:100])
        if total > MOST_BYTES:
            raise Unreadable(gettext_noop("It unpacks to far more than a document."), part.filename[:100])
        if part.flag_bits & 1:
            raise Unreadable(gettext_noop("It has a password."), part.filename[:100])


def _check_xml(archive: zipfile.ZipFile, name: str) -> Any:
    data = archive.read(name)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable(gettext_noop("It declares entities, which no Word file does."), name)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise Unreadable(gettext_noop("A part of it is damaged."), f"{name}, line {error.lineno}") from error


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def _formulas_as_text(root: Any) -> bool:
    """Equations of Word, which mammoth would leave out, become runs with their characters."""
    found = list(root.iter(f"{_MATH}oMath"))
    for formula in found:
        words = "".join(each.text or "" for each in formula.iter(f"{_MATH}t"))
        run = etree.Element(f"{_WORD}r")
        text = etree.SubElement(run, f"{_WORD}t")
        text.text = words
        parent = formula.getparent()
        if parent is None:
            continue
        run.tail = formula.tail
        if parent.tag == f"{_MATH}oMathPara":
            around = parent.getparent()
            if around is not None:
                parent.addprevious(run)
                parent.remove(formula)
        else:
            parent.replace(formula, run)
    return bool(found)


def _with_part(archive: zipfile.ZipFile, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            copy.writestr(part.filename, data if part.filename == name else archive.read(part.filename))
    return out.getvalue()


# -- what our own styles stand for


def _undone(html: str) -> tuple[str, str]:
    """Mammoth's HTML with the markup of the editor in place of our styles, and the title."""
    if not html.strip():
        return "", ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    title = ""
    for each in list(root.iter()):
        if not isinstance(each.tag, str):
            continue
        kind = next((name for name in (each.get("class") or "").split() if name.startswith("collab-")), "")
        if kind == "collab-title" and not title:
            title = " ".join(each.text_content().split())
            each.drop_tree()
        elif kind in ("collab-math", "collab-date", "collab-rule"):
            _rename(each, kind)
        elif kind in ("collab-attachment", "collab-card"):
            for link in each.iter("a"):
                link.set("title", kind.removeprefix("collab-"))
        elif each.tag == "table" and kind:
            _unbox(each, kind.removeprefix("collab-"))
    return lxml_html.tostring(root, encoding="unicode"), title


def _rename(element: Any, kind: str) -> None:
    words = element.text_content()
    tail = element.tail
    inline = element.tag == "span"
    element.clear()
    element.tail = tail
    if kind == "collab-rule":
        element.tag = "hr"
    elif kind == "collab-date":
        element.tag = "time"
        element.set("datetime", words.strip())
        element.text = words
    else:
        element.tag = "span" if inline else "div"
        element.set("data-type", "inlineMath" if inline else "blockMath")
        element.set("data-latex", words)


def _unbox(table: Any, kind: str) -> None:
    cells = [each for each in table.iter("td", "th") if next(each.iterancestors("table"), None) is table]
    tail = table.tail
    for cell in cells:
        cell.tag = "div"
        cell.attrib.clear()
    table.clear()
    table.tail = tail
    if kind == "details" and cells:
        table.tag = "details"
        table.set("open", "")
        cells[0].tag = "summary"
        table.append(cells[0])
        body = lxml_html.Element("div", {"data-type": "detailsContent"})
        for cell in cells[1:]:
            body.extend(list(cell))
        table.append(body)
        return
    table.tag = "blockquote" if kind == "quote" else "div"
    if kind.startswith("callout-"):
        table.set("data-type", "callout")
        table.set("data-kind", kind.removeprefix("callout-"))
    for cell in cells:
        table.extend(list(cell))
    if kind == "message":
        _message(table)


def _message(table: Any) -> None:
    """The first line says whose message it was, and leads there."""
    table.set("data-type", "messageQuote")
    link = next(iter(table.iter("a")), None)
    found = (
        re.search(r"/rooms/(\d+)/\?message=(\d+)(?:#by-(\S+))?", link.get("href") or "")
        if link is not None
        else None
    )
    if link is None or found is None:
        return
    name, _, at = link.text_content().rpartition(", ")
    for key, value in zip(
        ("room", "message", "author", "name", "at"), (*found.groups(), name, at), strict=True
    ):
        if value:
            table.set(f"data-{key}", value)
    first = next(each for each in link.iterancestors() if each.getparent() is table)
    table.remove(first)
