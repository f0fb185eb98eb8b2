"""Fonts of PDF files: Roboto for Latin, Greek and Cyrillic; what it lacks from fonts of the system where there are
some, and Chinese, Japanese and Korean from those that every reader of PDF brings along."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from font_roboto import Roboto, RobotoBold, RobotoBoldItalic, RobotoItalic
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

BODY: Final = "Roboto"
MONO: Final = "Courier"
MARKS: Final = "ZapfDingbats"
_FACES: Final = {
    BODY: Roboto,
    "Roboto-Bold": RobotoBold,
    "Roboto-Italic": RobotoItalic,
    "Roboto-BoldItalic": RobotoBoldItalic,
}
_SYSTEM: Final = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/freefont/FreeSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansSymbols2-Regular.ttf",
)
_ASIAN: Final = (
    ((0x3040, 0x30FF), "HeiseiKakuGo-W5"),
    ((0xAC00, 0xD7AF), "HYGothic-Medium"),
    ((0x1100, 0x11FF), "HYGothic-Medium"),
    ((0x2E80, 0x9FFF), "STSong-Light"),
    ((0xF900, 0xFAFF), "STSong-Light"),
    ((0xFF00, 0xFFEF), "STSong-Light"),
)


@lru_cache(1)
def register() -> None:
    """Make the fonts known, once."""
    for name, path in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, path))
    pdfmetrics.registerFontFamily(
        BODY, normal=BODY, bold="Roboto-Bold", italic="Roboto-Italic", boldItalic="Roboto-BoldItalic"
    )
    for name in dict.fromkeys(name for _, name in _ASIAN):
        pdfmetrics.registerFont(UnicodeCIDFont(name))


@lru_cache(1)
def _fallbacks() -> list[tuple[str, Any]]:
    """Fonts of the system and the characters that they have."""
    found = []
    for path in map(Path, _SYSTEM):
        if not path.is_file():
            continue
        try:
            font = TTFont(path.stem, str(path))
        except (TTFError, OSError):
            continue
        pdfmetrics.registerFont(font)
        found.append((path.stem, font.face.charToGlyph))
    return found


@lru_cache(10_000)
def font_for(character: str, mono: bool = False) -> str:
    """The font to set a character in; "" for the one that is set anyway."""
    code = ord(character)
    if mono and code < 256:
        return ""
    if code in pdfmetrics.getFont(BODY).face.charToGlyph:
        return BODY if mono else ""
    for (first, last), name in _ASIAN:
        if first <= code <= last:
            return name
    return next((name for name, known in _fallbacks() if code in known), BODY if mono else "")


def runs(words: str, mono: bool = False) -> Iterator[tuple[str, str]]:
    """Pieces of a text, each with its font."""
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or font_for(words[at], mono) != font_for(words[start], mono):
            yield font_for(words[start], mono), words[start:at]
            start = at
