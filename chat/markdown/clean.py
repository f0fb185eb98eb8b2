"""The allow list: whatever the parser makes, only this gets out."""

from typing import Final

import nh3

from chat.markdown.code import CLASSES
from chat.markdown.marks import PLACE

SCHEMES: Final = {"http", "https", "mailto"}
TAGS: Final = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES: Final = {
    "a": {"href", "title", "data-room", "data-message", "data-document"},
    "span": {"data-user", "data-everyone", "data-name"},
    "code": {"class"},  # language-…, made by markdown-it from the first word after the fence
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
ALLOWED_CLASSES: Final = {
    "a": {"room-link", "message-link", "document-link"},
    "li": {"task", "done"},
    "span": {"mention", "everyone", "room-mark", "spoiler", "task-box", *CLASSES},
}


def _only_places(url: str) -> str | None:
    """Addresses without a scheme lead to places of this site or nowhere."""
    return url if PLACE.match(url) else None


cleaner: Final = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=ALLOWED_CLASSES,
    tag_attribute_values={"a": {"target": {"_blank"}}},
    url_schemes=SCHEMES,
    url_relative=_only_places,
    link_rel="noopener nofollow",
)
