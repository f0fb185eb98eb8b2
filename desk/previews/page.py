"""Reading title and description out of the beginning of a page. Pure; the expressions are bounded, so that no page
keeps us busy; what comes out is text and never HTML."""

import re
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from chat.events import Preview
from desk.previews.fetch import Page

TITLE: Final = 200
DESCRIPTION: Final = 300
SITE: Final = 80
_META = re.compile(r"<meta\s([^<>]{1,3000})>", re.I)
_TITLE = re.compile(r"<title\b[^<>]{0,300}>([^<]{1,2000})</title", re.I)
_ATTRIBUTE = re.compile(r"""([a-z:-]{1,30})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_CHARSET = re.compile(rb"""<meta\s[^<>]{0,300}charset\s{0,5}=\s{0,5}["']?([\w-]{1,30})""", re.I)
# Python knows stranger ones, some of which take long or are no charsets at all.
_KNOWN = re.compile(
    r"utf-?8|us-ascii|latin-?1|iso-8859-(?:[1-9]|1[0134-6])|windows-125[0-8]|koi8-[ru]|shift[_-]jis|euc-(?:jp|kr)"
    r"|gb(?:2312|k|18030)|big5",
    re.I,
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")


def preview_of(url: str, page: Page) -> Preview | None:
    """The preview of a link; None when the page has no title. Pictures are left out: whoever put them there would
    learn who reads the message."""
    text = _decoded(page)
    head = re.split(r"<body\b", text, maxsplit=1, flags=re.I)[0]
    found = _metas(head)
    title = _line(found.get("og:title") or found.get("twitter:title") or _title(head), TITLE)
    if not title:
        return None
    description = found.get("og:description") or found.get("description") or ""
    site = found.get("og:site_name") or (urlsplit(page.url).hostname or "").removeprefix("www.")
    return Preview(
        url=url, title=title, description=_line(description, DESCRIPTION), image=None, site=_line(site, SITE)
    )


def _decoded(page: Page) -> str:
    declared = _CHARSET.search(page.body)
    for name in (page.charset, declared[1].decode("ascii", "replace") if declared else ""):
        if _KNOWN.fullmatch(name):
            return page.body.decode(name, "replace")
    return page.body.decode("utf-8", "replace")


def _metas(head: str) -> dict[str, str]:
    """Names (or properties) and contents; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in _META.finditer(head):
        given = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(meta[1])}
        name = (given.get("property") or given.get("name") or "").lower()
        if name and "content" in given:
            found.setdefault(name, given["content"])
    return found


def _title(head: str) -> str:
    found = _TITLE.search(head)
    return found[1] if found else ""


def _line(text: str, most: int) -> str:
    line = " ".join(_UNSEEN.sub(" ", unescape(text)).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
