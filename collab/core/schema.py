"""The editor's schema as far as the server insists on it: what the fragment `content` may consist of.

The editor (static/src/document/extensions.ts and nodes/) knows the same names. A browser deletes nodes that its
schema does not know, so an unknown one is refused before anybody sees it, and so is an editor that is older than
`SCHEMA_VERSION`. Other top-level types are not looked at.
"""

import re
from typing import Any, Final

from collab.core.errors import Bad
from collab.core.update import ANY, DELETED, FORMAT, GC, STRING, TYPE, XML_ELEMENT, XML_TEXT, Struct

CONTENT: Final = "content"
"""The name of the XmlFragment that the editor shows."""

SCHEMA_VERSION: Final = 2
"""Counts up with every node or mark that is added: documents of older versions stay readable, older editors do not
write any more. The editor's is `SCHEMA_VERSION` in static/src/document/extensions.ts."""

BLOCKS: Final = frozenset(
    {
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "listItem",
        "taskList",
        "taskItem",
        "blockquote",
        "codeBlock",
        "horizontalRule",
        "table",
        "tableRow",
        "tableHeader",
        "tableCell",
        "callout",
        "image",
        "attachment",
        "linkCard",
        "blockMath",
        "details",
        "detailsSummary",
        "detailsContent",
        "messageQuote",
    }
)
INLINE: Final = frozenset({"hardBreak", "mention", "date", "inlineMath"})
"""Nodes that stand among the words."""
NODES: Final = BLOCKS | INLINE
MARKS: Final = frozenset(
    {
        "bold",
        "italic",
        "strike",
        "underline",
        "code",
        "link",
        "highlight",
        "insertion",
        "deletion",
        "modification",
    }
)
"""The last three are suggestions."""

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
ADDRESSES: Final = frozenset(
    {"href", "src", "url", "action", "formaction", "poster", "data", "srcset", "background"}
)
"""Attributes that hold an address, wherever they stand."""
LENGTHS: Final = {
    "latex": 10_000,
    "href": 8_192,
    "src": 8_192,
    "id": 100,
    "uid": 100,
    "language": 100,
    "align": 100,
}
"""Characters of a text among the attributes, by the attribute's name."""
LENGTH: Final = 2_000
"""Characters of all other texts among the attributes: titles, labels, descriptions, names."""
KINDS: Final = frozenset({"info", "tip", "warning", "danger", "user", "room", "document"})
"""Of callouts and of mentions."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff\\]+")
"""Browsers skip control characters and white space inside a scheme ("java\\tscript:")."""


def safe_address(address: str) -> bool:
    """Whether a link may lead there: http, https, mailto, tel, or relative."""
    found = _SCHEME.match(_HIDDEN.sub("", address))
    return found is None or found[1].lower() in SCHEMES


def check_values(value: Any, name: str = "") -> None:
    """Refuse unsafe addresses and overlong texts anywhere in a plain value (its depth is bounded already)."""
    todo = [(name, value)]
    while todo:
        key, item = todo.pop()
        if isinstance(item, dict):
            todo += [(str(inner), member) for inner, member in item.items()]
        elif isinstance(item, list):
            todo += [(key, member) for member in item]
        elif isinstance(item, str):
            _check_words(key, item)


def _check_words(key: str, words: str) -> None:
    if len(words) > LENGTHS.get(key, LENGTH):
        raise Bad(f"{key[:40]} in the content is longer than {LENGTHS.get(key, LENGTH)} characters")
    if key.lower() in ADDRESSES and not safe_address(words):
        raise Bad(f"unsafe address in {key}: {words[:40]}")


def check_content(struct: Struct, owner: int, key: str | None) -> None:
    """Refuse an item that the editor's content must not hold.

    `owner` is the type of what holds the item: XML_TEXT, XML_ELEMENT, or -1 for the fragment itself;
    `key` is the attribute's name, None for a child.
    """
    kind = struct.kind
    if kind in (GC, DELETED):
        return
    if key is not None:
        _check_attribute(struct, key)
    elif owner == XML_TEXT:
        _check_text(struct)
    else:
        _check_child(struct)


def _check_attribute(struct: Struct, key: str) -> None:
    if struct.kind != ANY:
        raise Bad(f"attribute {key[:40]} of the content is not a plain value")
    if key.lower().startswith("on"):
        raise Bad(f"attribute {key[:40]} is not allowed in the content")
    check_values(struct.detail, key)
    for value in struct.detail:
        if not _fits(key, value):
            raise Bad(f"{key} in the content is not what it should be: {str(value)[:40]}")


def _fits(key: str, value: Any) -> bool:
    """Whether an attribute with a form of its own has it. Null is no value."""
    match key:
        case "file":
            return value is None or (isinstance(value, str) and _UUID.fullmatch(value) is not None)
        case "value":
            return isinstance(value, str) and _DATE.fullmatch(value) is not None
        case "kind":
            return isinstance(value, str) and value in KINDS
    return True


def _check_text(struct: Struct) -> None:
    if struct.kind == FORMAT:
        name, value = struct.detail
        mark = name.partition("--")[0]  # marks that may overlap carry a hash behind their name
        if mark not in MARKS:
            raise Bad(f"unknown mark {mark[:40]} in the content")
        check_values(value, name)
        if mark == "link" and isinstance(value, str) and not safe_address(value):
            raise Bad(f"unsafe address in link: {value[:40]}")
    elif struct.kind != STRING:
        raise Bad("the content's text holds something that is not text")


def _check_child(struct: Struct) -> None:
    if struct.kind != TYPE or struct.detail[0] not in (XML_ELEMENT, XML_TEXT):
        raise Bad("the content holds something that is neither an element nor text")
    kind, name = struct.detail
    if kind == XML_ELEMENT and name not in NODES:
        raise Bad(f"unknown node {name[:40]} in the content")
