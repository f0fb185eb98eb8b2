"""The names of HTML's elements, sorted by what they mean to a document. Pure."""

from typing import Final

INLINE_MARKS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "u": "underline",
    "s": "strike",
    "del": "strike",
    "strike": "strike",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "mark": "highlight",
}
LEFT_OUT: Final = frozenset(
    [
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "form",
        "select",
        "button",
        "textarea",
        "input",
        "link",
        "meta",
        "base",
        "title",
        "colgroup",
        "col",
        "map",
        "area",
    ]
)
FLOW: Final = frozenset(
    [
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "body",
        "html",
        "center",
        "address",
        "fieldset",
        "figure",
    ]
)
