"""Markdown of notifications as mail shows it: safe HTML without pictures, and plain text. Pure."""

import html
import re
from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt

TAGS: Final = frozenset(
    [
        "p",
        "br",
        "strong",
        "em",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
_LINK: Final = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_BREAKS: Final = (
    (re.compile(r"</(?:p|h[1-6]|pre|blockquote|ul|ol|table)>"), "\n\n"),
    (re.compile(r"</(?:li|tr)>|<[bh]r ?/?>"), "\n"),
)
_TAGS: Final = re.compile(r"<[^>]*>")
_GAPS: Final = re.compile(r"\n{3,}")


@cache
def _reader() -> MarkdownIt:
    """Links that have no markup stay text: mail programs find them by themselves. No pictures: they would tell their
    host who reads the mail."""
    return (
        MarkdownIt("commonmark", {"html": False, "breaks": True})
        .enable(["strikethrough", "table"])
        .disable("image")
    )


def html_of(source: str) -> str:
    """Safe HTML; "" for nothing."""
    if not source.strip():
        return ""
    return nh3.clean(
        _reader().render(source),
        tags=set(TAGS),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def text_of(source: str) -> str:
    """Plain text that reads well by itself: no marks, no tags, addresses beside what they stand behind."""
    made = _LINK.sub(_beside, html_of(source).replace(">\n", ">")).replace("<li>", "<li>- ")
    for ends, gap in _BREAKS:
        made = ends.sub(gap, made)
    plain = html.unescape(_TAGS.sub("", made))
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in plain.splitlines())).strip()


def _beside(link: re.Match[str]) -> str:
    address, shown = link[1], link[2]
    return shown if shown == address else f"{shown} ({address})"


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut at a word if there is one, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{(head if space and len(head) > most // 2 else cut).rstrip()}…"
