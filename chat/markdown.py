"""Markdown to safe HTML. Pure; never raises; the only place where HTML of messages is made.

Three layers keep it safe: markdown-it is told to take no HTML, links may only be http, https or mailto, and nh3
(an HTML parser with an allow list) goes over the result as if the first two did not exist.
"""

import html
import re
from typing import Any, Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

SCHEMES: Final = {"http", "https", "mailto"}
TAGS: Final = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "code": {"class"},  # language-…, made by markdown-it from the first word after the fence
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
MOST_OPENERS: Final = 1_000
"""Brackets and emphasis marks in one message. Their matching is quadratic: 8,000 of `![` take 0.3 s."""

# Text in which no character means anything to markdown, to linkify or to HTML: words, blanks between them, and
# such punctuation as stays plain where it stands. Lines neither begin nor end with a blank and are not empty.
# An @ makes no address as no dot stands inside a word here; a colon makes no link but in `mailto:` (hence the o).
_WORD = r"[^\W_]"
_MARK = r"[,;!?'\"()%$€…–—@\U0001F300-\U0001FAFF]|[.:](?=[ \n]|\Z)"
_PLAIN_CHAR = rf"(?:{_WORD}|{_MARK}|(?<![oO]):(?={_WORD})|-(?={_WORD})|\ (?=[^ \n]))"
_PLAIN_LINE = rf"(?!\d+[.)])(?:{_WORD}|['\"(@\U0001F300-\U0001FAFF]){_PLAIN_CHAR}*"
PLAIN: Final = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*\Z")


def _only_safe_links(url: str) -> bool:
    scheme, colon, _ = url.partition(":")
    return bool(colon) and scheme.strip().lower() in SCHEMES


def _soften(state: StateCore) -> None:
    """Headings begin at h3, below the page's own; alignment becomes an attribute (styles are not let through)."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        elif token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["align"] = style.removeprefix("text-align:")


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    parser.enable(["linkify", "table", "strikethrough"]).disable("image")
    parser.validateLink = _only_safe_links  # type: ignore[method-assign]
    parser.core.ruler.push("soften", _soften)
    linkify: Any = parser.linkify
    linkify.set({"fuzzy_ip": False, "fuzzy_email": True, "fuzzy_link": True})
    return parser


_parser: Final = _make_parser()
_cleaner: Final = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="noopener nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)


def is_plain(text: str) -> bool:
    """Whether no character of the text has a meaning, so that `render` takes the short way."""
    return PLAIN.match(text) is not None


def render(text: str) -> str:
    """Safe HTML of a message."""
    if PLAIN.match(text) is not None:
        return f"<p>{text.replace(chr(10), LINE_BREAK)}</p>\n" if "\n" in text else f"<p>{text}</p>\n"
    return render_fully(text)


def render_fully(text: str) -> str:
    """What `render` gives, by the long way."""
    if sum(map(text.count, "[*_~`")) > MOST_OPENERS:
        return escaped(text)
    try:
        rendered = _cleaner.clean(_parser.render(text))
    except Exception:  # a bug in a parser must not keep anybody from speaking
        return escaped(text)
    return rendered or escaped(text)  # a lone link definition renders to nothing


LINE_BREAK: Final = "<br>\n"


def escaped(text: str) -> str:
    """The text as it is, in paragraphs' clothes."""
    return f"<p>{html.escape(text.strip(), quote=False).replace(chr(10), LINE_BREAK)}</p>\n"
