"""Pictures of a document, for files that carry them along."""

import io
from base64 import b64encode
from typing import Any, Final

from PIL import Image

from collab.content.html_out import own_address

MOST_PIXELS: Final = 40_000_000
_KEPT: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}

Pictures = dict[str, bytes]
"""By the file's id."""


def picture_of(attrs: dict[str, Any], pictures: Pictures) -> bytes | None:
    """The bytes of an image of the document, as PNG, JPEG or GIF; None if they are not there or are no picture."""
    data = pictures.get(str(attrs.get("file") or ""))
    return portable(data) if data else None


def portable(data: bytes) -> bytes | None:
    """The same picture in a form that every program reads."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            if image.format in _KEPT:
                return data
            out = io.BytesIO()
            image.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(data)) as image:
        return image.size


def data_address(attrs: dict[str, Any], pictures: Pictures) -> str:
    """The picture itself as an address, where it is there; else where it lies."""
    data = picture_of(attrs, pictures)
    if data is None:
        return own_address(attrs)
    with Image.open(io.BytesIO(data)) as image:
        kind = _KEPT[image.format or "PNG"]
    return f"data:{kind};base64,{b64encode(data).decode()}"
