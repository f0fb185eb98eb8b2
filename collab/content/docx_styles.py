"""The names of Word styles that stand for what Word has no word for. Written on the way out, known on the way in."""

from typing import Final

CODE: Final = "Code Block"
"""With a language: "Code Block (python)"."""
INLINE_CODE: Final = "Inline Code"
QUOTE: Final = "Quote"
MATH: Final = "Math Block"
INLINE_MATH: Final = "Math Inline"
DATE: Final = "Date Inline"
ATTACHMENT: Final = "Attachment"
CARD: Final = "Link Card"
RULE: Final = "Horizontal Rule"
BOXES: Final = {
    "Callout Info": "callout-info",
    "Callout Tip": "callout-tip",
    "Callout Warning": "callout-warning",
    "Callout Danger": "callout-danger",
    "Details": "details",
    "Quote Box": "quote",
    "Message Quote": "message",
}
"""Styles of tables that are no tables: everything in them is in one cell (of details: the summary in the first)."""
DEEPEST_LIST: Final = 9
"""Word's lists have nine levels."""


def style_map(languages: list[str]) -> str:
    """Mammoth's rules for all of these, and for what other programs call code and quotes."""
    rules = [
        "p[style-name='Title'] => p.collab-title:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        f"p[style-name='{CODE}'] => pre:fresh",
        *(f"p[style-name='{CODE} ({each})'] => pre.language-{each}:fresh" for each in languages),
        *(
            f"p[style-name='{each}'] => pre:separator('\\n')"
            for each in (
                "HTML Preformatted",
                "Code",
                "Source Code",
                "Preformatted Text",
                "Plain Text",
                "macro",
            )
        ),
        *(
            f"r[style-name='{each}'] => code"
            for each in (INLINE_CODE, "HTML Code", "Verbatim Char", "Source Text", "Code Char")
        ),
        *(
            f"p[style-name='{each}'] => blockquote > p:fresh"
            for each in (QUOTE, "Intense Quote", "Block Text", "Quotations")
        ),
        f"p[style-name='{MATH}'] => p.collab-math:fresh",
        f"r[style-name='{INLINE_MATH}'] => span.collab-math",
        f"r[style-name='{DATE}'] => span.collab-date",
        f"p[style-name='{ATTACHMENT}'] => p.collab-attachment:fresh",
        f"p[style-name='{CARD}'] => p.collab-card:fresh",
        f"p[style-name='{RULE}'] => p.collab-rule:fresh",
        *(f"table[style-name='{name}'] => table.collab-{kind}:fresh" for name, kind in BOXES.items()),
        "u => u",
        "strike => s",
        "highlight => mark",
        *_lists(),
    ]
    return "\n".join(rules)


def _lists() -> list[str]:
    """Lists as deep as Word's, and paragraphs that go on in an item."""
    rules = []
    for level in range(1, DEEPEST_LIST + 1):
        around = "ul|ol > li > " * (level - 1)
        for kind, name in (("ul", "unordered"), ("ol", "ordered")):
            rules.append(f"p:{name}-list({level}) => {around}{kind} > li:fresh")
        rules.append(f"p[style-name='{continued(level)}'] => {around}ul|ol > li > p:fresh")
    return rules


def continued(level: int) -> str:
    """The style of a further paragraph of an item; `level` counts from 1."""
    return "List Continue" if level == 1 else f"List Continue {level}"
