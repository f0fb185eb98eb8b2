"""Random documents, nasty ones among them, as the editor could hold them."""

import io
import random
from typing import Any

from PIL import Image

from collab.core.fit import fit
from collab.core.tree import Node

WORDS = (
    "plain words", "a",
    "snake_case_name", "*stars*", "_under_", "`tick`", "``two``", "<b>html</b>", "a < b > c",
    "&amp; & &lt;", "$5 and $6", "~~wave~~", "~", "[link](x)", "![pic](x)", "# no heading", "1. no list", "- no",
    "> no quote", "[ ] no task", "[!NOTE]",
    "***", "---", "|pipe|", "back\\slash", "\\", "é ü 漢字 🎉 👩‍👩‍👧", "العربية",
    "https://example.org/a_b?c=d&e=f", "www.example.org", "mailto:x@y.z",
    "“quoted”", "a.", "(b)", "!", "x^2", "::: tip", "<!-- c -->", "</details>", "a\u00a0b", "{{ x }}", "+ plus", "= eq",
    "|", "a|b", "\\|", "`", "$", "100%", "#", "##", "1986)", "~~~", "```",
)  # fmt: skip
BLANKS = (" lead", "trail ", "two  blanks", "tab\there")
"""HTML shows these like single blanks."""
MARKS: tuple[Node, ...] = (
    {"type": "bold"},
    {"type": "italic"},
    {"type": "strike"},
    {"type": "underline"},
    {"type": "highlight"},
    {"type": "code"},
    {"type": "link", "attrs": {"href": "https://example.org/a(b)_c?x=1&y=2"}},
    {"type": "link", "attrs": {"href": "/documents/3/"}},
)
LATEX = ("x^2", r"\frac{a}{b}", "a_1 < b", r"\text{for } x", "x | y", "a*b*c")
UUID = "0b5a1c1e-7d4b-4d0e-9f53-2f6f0d3c9a11"


def picture() -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "#3b5bdb").save(out, "PNG")
    return out.getvalue()


class Maker:
    """Makes trees from a seed."""

    pictures = {UUID: picture()}

    def __init__(self, seed: int, words: tuple[str, ...] = WORDS) -> None:
        self._r = random.Random(seed)
        self._words = words

    def tree(self) -> Node:
        """As `fit` leaves it, and without empty paragraphs, which not every form can say."""
        return fit({"type": "doc", "content": self.blocks(0, self._r.randint(1, 7))})

    def blocks(self, depth: int, most: int) -> list[Node]:
        return [self.block(depth) for _ in range(self._r.randint(1, most))]

    def block(self, depth: int) -> Node:
        deep = [
            "bulletList",
            "orderedList",
            "taskList",
            "blockquote",
            "callout",
            "details",
            "table",
            "messageQuote",
        ]
        flat = ["paragraph"] * 4 + [
            "heading",
            "codeBlock",
            "horizontalRule",
            "image",
            "blockMath",
            "attachment",
            "linkCard",
        ]
        kind = self._r.choice(flat if depth > 2 else flat + deep)
        return getattr(self, kind)(depth)  # type: ignore[no-any-return]

    def text(self) -> Node:
        node: Node = {"type": "text", "text": self._r.choice(self._words)}
        if self._r.random() < 0.4:
            node["marks"] = self._r.sample(MARKS, self._r.choice((1, 1, 2, 3)))
        return node

    def inline(self) -> list[Node]:
        out: list[Node] = [self.text()]
        makers = (self.text, self.text, self.text, self.atom)
        out += [self._r.choice(makers)() for _ in range(self._r.randint(0, 4))]
        return [*out, {"type": "text", "text": "."}]

    def atom(self) -> Node:
        return self._r.choice((
            {"type": "hardBreak"},
            {"type": "date", "attrs": {"value": "2026-11-21"}},
            {"type": "inlineMath", "attrs": {"latex": self._r.choice(LATEX)}},
            {"type": "mention", "attrs": {"kind": "user", "id": "ann", "label": "Ann M.", "uid": "abc123def456"}},
            {"type": "mention", "attrs": {"kind": "room", "id": "3", "label": "Hall", "uid": "abc123def457"}},
            {"type": "mention", "attrs": {"kind": "document", "id": "9", "label": "Plan [1]", "uid": "abc123def458"}},
        ))  # fmt: skip

    def paragraph(self, depth: int = 0) -> Node:
        return {"type": "paragraph", "content": self.inline()}

    def heading(self, depth: int) -> Node:
        return {"type": "heading", "attrs": {"level": self._r.randint(1, 3)}, "content": self.inline()}

    def codeBlock(self, depth: int) -> Node:
        words = "\n".join(self._r.choice(self._words) for _ in range(self._r.randint(1, 3)))
        language = self._r.choice((None, "python", "c++"))
        return {
            "type": "codeBlock",
            "attrs": {"language": language},
            "content": [{"type": "text", "text": words}],
        }

    def horizontalRule(self, depth: int) -> Node:
        return {"type": "horizontalRule"}

    def image(self, depth: int) -> Node:
        attrs: dict[str, Any] = {
            "src": f"/files/{UUID}/a.png",
            "file": UUID,
            "alt": self._r.choice(self._words).strip(),
        }
        if self._r.random() < 0.3:
            attrs |= {"width": 320, "align": "center", "title": 'a "title"'}
        return {"type": "image", "attrs": attrs}

    def attachment(self, depth: int) -> Node:
        return {
            "type": "attachment",
            "attrs": {"file": UUID, "name": self._r.choice(("a.pdf", "b [1]_x.docx"))},
        }

    def linkCard(self, depth: int) -> Node:
        return {"type": "linkCard", "attrs": {"href": "https://example.org/x", "title": "Title & more"}}

    def blockMath(self, depth: int) -> Node:
        return {"type": "blockMath", "attrs": {"latex": self._r.choice(LATEX)}}

    def _list(self, kind: str, item: str, depth: int) -> Node:
        items: list[Node] = []
        for _ in range(self._r.randint(1, 3)):
            content = [self.paragraph(), *(self.blocks(depth + 1, 2) if self._r.random() < 0.4 else [])]
            made: Node = {"type": item, "content": content}
            if item == "taskItem":
                made["attrs"] = {"checked": self._r.random() < 0.5}
            items.append(made)
        return {"type": kind, "content": items}

    def bulletList(self, depth: int) -> Node:
        return self._list("bulletList", "listItem", depth)

    def orderedList(self, depth: int) -> Node:
        made = self._list("orderedList", "listItem", depth)
        if self._r.random() < 0.3:
            made["attrs"] = {"start": self._r.choice((0, 7, 99))}
        return made

    def taskList(self, depth: int) -> Node:
        return self._list("taskList", "taskItem", depth)

    def blockquote(self, depth: int) -> Node:
        return {"type": "blockquote", "content": self.blocks(depth + 1, 3)}

    def callout(self, depth: int) -> Node:
        kind = self._r.choice(("info", "tip", "warning", "danger"))
        return {"type": "callout", "attrs": {"kind": kind}, "content": self.blocks(depth + 1, 3)}

    def details(self, depth: int) -> Node:
        body = {"type": "detailsContent", "content": self.blocks(depth + 1, 3)}
        summary = {"type": "detailsSummary", "content": self.inline()}
        return {"type": "details", "attrs": {"open": True}, "content": [summary, body]}

    def messageQuote(self, depth: int) -> Node:
        attrs = {"room": 3, "message": 77, "author": "bo", "name": "Bo O.", "at": "2026-11-21T10:00:00Z"}
        return {"type": "messageQuote", "attrs": attrs, "content": [self.paragraph()]}

    def table(self, depth: int) -> Node:
        wide = self._r.randint(1, 4)
        plain = self._r.random() < 0.6
        rows: list[Node] = []
        for at in range(self._r.randint(1, 4)):
            kind = "tableHeader" if at == 0 else "tableCell"
            cells: list[Node] = []
            for _ in range(wide):
                content = [self.paragraph()] if plain else self.blocks(3, 2)
                cell: Node = {"type": kind, "content": content}
                if not plain and self._r.random() < 0.2:
                    cell["attrs"] = {"colspan": 2, "rowspan": self._r.randint(1, 2)}
                cells.append(cell)
            rows.append({"type": "tableRow", "content": cells})
        return {"type": "table", "content": rows}
