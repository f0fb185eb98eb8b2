"""The short way: text in which no character means anything to markdown, to linkify or to HTML.

That is words, blanks between them, and such punctuation as stays plain where it stands. Lines neither begin nor end
with a blank and are not empty. An @ makes no address as no dot stands inside a word here; a colon makes no link but in
`mailto:` (hence the o). Mentions and `:emoji:` are still looked for; that takes one search each.
"""

import re
from typing import Final

from accounts.text import stands_at
from chat.markdown.marks import EMOJI, MENTION, MOST_MARKS, emoji_of, mention_html

LINE_BREAK: Final = "<br>\n"
_WORD = r"[^\W_]"
_MARKS = r"[,;!?'\"()%$€…–—@\U0001F300-\U0001FAFF]|[.:](?=[ \n]|\Z)"
# Runs of letters go in one step. What follows a run is not of its kind, so there is only one way to take a text apart
# (possessive quantifiers would say the same, but not before Python 3.11.5).
_PLAIN = rf"(?:{_WORD}+(?!{_WORD})|\ (?=[^ \n])|{_MARKS}|(?<![oO]):(?={_WORD})|-(?={_WORD}))"
_PLAIN_LINE = rf"(?!\d+[.)])(?:(?={_WORD})|['\"(@\U0001F300-\U0001FAFF]|:(?={_WORD})){_PLAIN}*"
PLAIN: Final = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*\Z")


def is_plain(text: str) -> bool:
    """Whether no character of the text has a meaning, so that the short way may be taken."""
    return PLAIN.match(text) is not None


def render_plain(text: str) -> str:
    """Safe HTML of a text that `is_plain`."""
    if text.count(":") > 1:
        text = EMOJI.sub(emoji_of, text)
    if stands_at(MENTION, "@", text):
        text = MENTION.sub(mention_html, text, MOST_MARKS)
    return f"<p>{text.replace(chr(10), LINE_BREAK)}</p>\n" if "\n" in text else f"<p>{text}</p>\n"
