"""Pictures: their size, and small copies without what the camera wrote into them (place, time, owner)."""

import threading
from io import BytesIO
from typing import IO, Any, Final, NamedTuple

from django.conf import settings
from PIL import Image, ImageOps

from files.orientation import ORIENTATION

EDGE: Final = 640
"""Longest side of a small picture, pixels."""
FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
"""What is handed to a decoder at all; Pillow knows many more, and each is a way in."""
QUALITY: Final = 80
MOVES_UP_TO: Final = 8 * 1024 * 1024
"""Bytes of a moving picture that is shown as it is; a larger one gets a still copy."""

# Decoding holds the whole picture in memory (four bytes a pixel), so one at a time.
_decoding = threading.Lock()


class Picture(NamedTuple):
    """Size in pixels as shown; None for a picture that is too large to be decoded, here or in a browser. `thumb` is
    the small copy as WebP; None where the picture is shown itself."""

    width: int | None
    height: int | None
    thumb: bytes | None


def look_at(content: IO[bytes], size: int) -> Picture | None:
    """What a picture of `size` bytes is; None when no decoder understands it. Leaves the position anywhere."""
    try:
        content.seek(0)
        # Opening reads the header only. Its own check of the number of pixels only warns below twice the limit.
        with Image.open(content, formats=FORMATS) as picture:
            if picture.width * picture.height > settings.COLLAB["MAX_IMAGE_PIXELS"]:
                return Picture(None, None, None)
            with _decoding:
                width, height = shown_size(picture)  # decodes a PNG: its EXIF may stand behind the pixels
                if getattr(picture, "is_animated", False) and size <= MOVES_UP_TO:
                    return Picture(width, height, None)
                return Picture(width, height, small_copy(picture))
    except Image.DecompressionBombError:
        return Picture(None, None, None)
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, MemoryError, OverflowError, KeyError):
        return None  # broken, cut or made to break decoders: it is kept as a file like any other


def shown_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height after the turn that EXIF asks for."""
    turned = picture.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)
    return (picture.height, picture.width) if turned else (picture.width, picture.height)


def small_copy(picture: Image.Image) -> bytes:
    """At most EDGE wide and high, turned upright, as WebP that carries pixels and colour profile only."""
    profile: Any = picture.info.get("icc_profile")
    picture.draft("RGB", (EDGE * 2, EDGE * 2))  # a JPEG is decoded at a fraction of its size
    upright = ImageOps.exif_transpose(picture)
    transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    upright = upright.convert("RGBA" if transparent else "RGB")
    upright.thumbnail((EDGE, EDGE))
    out = BytesIO()
    upright.save(
        out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=_small(profile) or b""
    )
    return out.getvalue()


def _small(profile: Any) -> bytes | None:
    return profile if isinstance(profile, bytes) and len(profile) <= 8192 else None
