"""Attributes, marks and words as the schema wants them. What does not fit is left out, or cut."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from collab.core.schema import LENGTH, LENGTHS, MARKS, safe_address
from collab.core.tree import Node

Clean = Callable[[Any], Any]
"""The value as it may be, or None."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINES: Final = re.compile(r"[ \t]*[\r\n\u2028\u2029]+[ \t]*")
UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
CALLOUTS: Final = ("info", "tip", "warning", "danger")
MENTIONS: Final = ("user", "room", "document")


def clean_words(words: str, *, lines: bool = False) -> str:
    """Text without characters that are none. Without `lines`, line feeds become spaces."""
    words = _CONTROL.sub("", words)
    return words.replace("\r\n", "\n").replace("\r", "\n") if lines else _LINES.sub(" ", words)


def _string(key: str) -> Clean:
    most = LENGTHS.get(key, LENGTH)
    return lambda value: clean_words(str(value))[:most] if isinstance(value, str | int) else None


def _address(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    value = _CONTROL.sub("", value).strip()
    return value if value and len(value) <= LENGTHS["href"] and safe_address(value) else None


def _number(least: int, most: int) -> Clean:
    def clean(value: Any) -> int | None:
        try:
            return min(max(int(float(value)), least), most)
        except (TypeError, ValueError, OverflowError):
            return None

    return clean


def _one_of(known: Iterable[str]) -> Clean:
    names = frozenset(known)
    return lambda value: value if isinstance(value, str) and value in names else None


def _form(form: re.Pattern[str]) -> Clean:
    return lambda value: value if isinstance(value, str) and form.fullmatch(value) else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _widths(value: Any) -> list[int] | None:
    if not isinstance(value, list) or not all(isinstance(each, int | float) for each in value):
        return None
    return [min(max(int(each), 0), 4000) for each in value[:100]] or None


_FILE: Final = _form(UUID)
_CELL: Final[dict[str, Clean]] = {
    "colspan": _number(1, 100),
    "rowspan": _number(1, 1000),
    "colwidth": _widths,
}
ATTRIBUTES: Final[dict[str, dict[str, Clean]]] = {
    "heading": {"level": _number(1, 3)},
    "orderedList": {"start": _number(0, 1_000_000)},
    "taskItem": {"checked": _truth},
    "codeBlock": {"language": _string("language")},
    "tableCell": _CELL,
    "tableHeader": _CELL,
    "callout": {"kind": _one_of(CALLOUTS)},
    "image": {
        "file": _FILE,
        "src": _address,
        "alt": _string("alt"),
        "title": _string("title"),
        "width": _number(1, 10_000),
        "align": _one_of(("left", "center", "right")),
    },
    "attachment": {
        "file": _FILE,
        "name": _string("name"),
        "size": _number(0, 2**50),
        "type": _string("type"),
    },
    "linkCard": {
        "href": _address,
        "title": _string("title"),
        "description": _string("description"),
        "site": _string("site"),
    },
    "blockMath": {"latex": _string("latex")},
    "inlineMath": {"latex": _string("latex")},
    "details": {"open": _truth},
    "messageQuote": {
        "room": _number(0, 2**53),
        "message": _number(0, 2**53),
        "author": _string("author"),
        "name": _string("name"),
        "at": _string("at"),
    },
    "mention": {
        "kind": _one_of(MENTIONS),
        "id": _string("id"),
        "label": _string("label"),
        "uid": _string("uid"),
    },
    "date": {"value": _form(DATE)},
}
DEFAULTS: Final[dict[str, dict[str, Any]]] = {
    "heading": {"level": 1},
    "callout": {"kind": "info"},
    "blockMath": {"latex": ""},
}
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "mention": ("kind", "id"),
    "date": ("value",),
    "inlineMath": ("latex",),
}
"""Inline atoms that say nothing without these are dropped: their attributes come out empty."""


def clean_attributes(kind: str, attrs: dict[str, Any]) -> dict[str, Any]:
    """The attributes that nodes of this kind have, each as it may be."""
    known = ATTRIBUTES.get(kind, {})
    out = dict(DEFAULTS.get(kind, {}))
    for key, value in attrs.items():
        clean = known[key](value) if key in known and value is not None else None
        if clean is not None:
            out[key] = clean
    if any(not out.get(key) for key in NEEDED.get(kind, ())):
        return {}
    return out


def clean_marks(marks: Iterable[Node]) -> list[Node]:
    """Marks that are known, in the order of their names; links that lead nowhere safe are left out."""
    out: dict[str, Node] = {}
    for each in marks:
        kind = each["type"]
        if kind not in MARKS:
            continue
        attrs = each.get("attrs") or {}
        if kind == "link":
            href = _address(attrs.get("href"))
            if href is None:
                continue
            attrs = {"href": href}
        out[kind] = {"type": kind, "attrs": attrs} if attrs else {"type": kind}
    return [out[kind] for kind in sorted(out)]
