"""Files as people have them, and nasty ones (tests/data/import): what becomes of each, or why it is not taken."""

from pathlib import Path

import pytest
from pycrdt import Doc, XmlFragment

from collab.content.errors import Unreadable
from collab.content.importing import read_file
from collab.content.markdown_out import write_markdown
from collab.core.fit import fit
from collab.core.index import Index
from collab.core.seed import seed
from collab.core.tree import read_tree
from collab.core.update import parse_update

FOLDER = Path(__file__).parents[2] / "data" / "import"
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
REFUSED = {
    "binary.md": ("not UTF-8", "line 2"),
    "broken_styles.docx": ("damaged", "word/styles.xml, line 1"),
    "cut_document.docx": ("damaged", "word/document.xml, line 2"),
    "deep_lists.md": ("nested deeper", "line 49"),
    "deep_quotes.md": ("nested deeper", "line 1"),
    "deep.html": ("nested deeper", "line 1"),
    "deep_list.html": ("nested deeper", "line 1"),
    "entities.docx": ("entities", "word/document.xml"),
    "latin1.md": ("not UTF-8", "line 1"),
    "no_document.docx": ("text is missing", "word/document.xml"),
    "not_a_zip.docx": ("not a Word file", "not a zip"),
    "nul.md": ("not text", "line 2"),
    "old_word.docx": ("old Word file", ""),
    "truncated.docx": ("damaged", "not a zip"),
    "unknown.rtf": ("Only markdown", "name"),
}
TITLES = {
    "front_only.md": "Only a title",
    "latin1.html": "Café",
    "minutes.md": "Minutes of Monday",
    "page.html": "The page",
    "readme.md": "Widget",
    "report.docx": "Report",
    "rtl.md": "مرحبا",
    "text.txt": "text",
    "utf16.md": "Ünïcödé",
    "windows.md": "Windows",
    "word.html": "From Word",
}
TAKEN = [path for path in FILES if path.name not in REFUSED]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_why_and_where(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_file((FOLDER / name).read_bytes(), name)
    why, where = REFUSED[name]
    assert why in refused.value.reason
    assert where in refused.value.where


@pytest.mark.parametrize("path", TAKEN, ids=lambda path: path.name)
def test_what_becomes_of_it(path: Path) -> None:
    """The expected markdown stands in expected/<file>.md; written anew by hand where the rules change."""
    made = read_file(path.read_bytes(), path.name)
    expected = (FOLDER / "expected" / f"{path.name}.md").read_text()
    assert write_markdown({"type": "doc", "content": made["blocks"]}) == expected
    assert made["title"] == TITLES.get(path.name, made["title"])


@pytest.mark.parametrize("path", TAKEN, ids=lambda path: path.name)
def test_it_meets_the_schema_and_is_read_back_as_it_was_written(path: Path) -> None:
    blocks = read_file(path.read_bytes(), path.name)["blocks"]
    assert fit({"type": "doc", "content": blocks})["content"] == blocks
    if update := seed(blocks):
        assert Index().examine(parse_update(update), 1).new
        doc: Doc[XmlFragment] = Doc()
        doc.apply_update(update)
        assert read_tree(doc.get("content", type=XmlFragment))["content"] == blocks
