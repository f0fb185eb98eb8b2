"""Markdown to safe HTML. Pure; never raises; the only place where HTML of messages is made.

Three layers keep it safe: markdown-it is told to take no HTML, links may only be http, https, mailto or a place of this
site, and nh3 (an HTML parser with an allow list) goes over the result as if the first two did not exist.

`plain.py` knows the short way for ordinary talk, `parser.py` the grammar, `marks.py` mentions, rooms and emoji,
`spoilers.py` and `tasks.py` what their names say, `code.py` the colours of code, `clean.py` the allow list; `brief.py`
what is shown of a message elsewhere.
"""

import html
from typing import Final

from chat.markdown.clean import ATTRIBUTES, TAGS, cleaner
from chat.markdown.parser import LONGEST_COLOURED, parser
from chat.markdown.plain import LINE_BREAK, is_plain, render_plain

__all__ = [
    "ATTRIBUTES",
    "TAGS",
    "escaped",
    "is_plain",
    "render",
    "render_fully",
    "render_is_cheap",
]

MOST_OPENERS: Final = 1_000
"""Brackets and emphasis marks in one message. Their matching is quadratic: 8,000 of `![` take 0.3 s."""
LONGEST_HTML: Final = 120_000
"""Characters of HTML that a message may become: marks and colours make much out of little, for every reader."""
CHEAP: Final = 500
"""Characters that are rendered in a few milliseconds whatever they are."""
CHEAP_CODE: Final = 300


def render(text: str) -> str:
    """Safe HTML of a message."""
    return render_plain(text) if is_plain(text) else render_fully(text)


def render_is_cheap(text: str) -> bool:
    """Whether `render` takes so little time (under some 5 ms) that it may run on the event loop."""
    size = len(text)
    if size <= CHEAP_CODE or is_plain(text):
        return True
    return size <= CHEAP and "```" not in text and "~~~" not in text


def render_fully(text: str) -> str:
    """What `render` gives, by the long way."""
    if sum(map(text.count, "[*_~`|")) > MOST_OPENERS:
        return escaped(text)
    try:
        rendered = cleaner.clean(parser(coloured=len(text) <= LONGEST_COLOURED).render(text))
    except Exception:  # a bug in a parser must not keep anybody from speaking
        return escaped(text)
    if not rendered or len(rendered) > LONGEST_HTML:  # a lone link definition renders to nothing
        return escaped(text)
    return rendered


def escaped(text: str) -> str:
    """The text as it is, in paragraphs' clothes."""
    return f"<p>{html.escape(text.strip(), quote=False).replace(chr(10), LINE_BREAK)}</p>\n"
