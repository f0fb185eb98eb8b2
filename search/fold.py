"""Text as it is compared: without case, accents and forms of width. Pure.

Folding works on each character by itself, so a place in the folded text is a place in the original.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

TOKEN: Final = 2
"""Characters of a token: the beginning of a word, or two neighbours of a script without spaces."""
LONGEST_TEXT: Final = 200_000
"""Characters of one text that are looked at."""

# Scripts that are written without spaces (or glue endings to words), and pictures: each character stands for itself.
_WIDE: Final = (
    r"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2190-\u2bff\u2e80-\u2fdf\u3005-\u3007"
    r"\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3105-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
WIDE: Final = re.compile(f"[{_WIDE}]+")
WORD: Final = re.compile(rf"[^\W_{_WIDE}]+")


@lru_cache(8192)
def fold_character(character: str) -> str:
    """One character as it is compared; several for a ligature, none for an accent or a variation selector."""
    if "\uac00" <= character <= "\ud7a3":
        return character  # Hangul would fall apart into its letters
    apart = unicodedata.normalize("NFKD", character).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    return "".join(each for each in apart if not _is_silent(each))


def _is_silent(character: str) -> bool:
    """Accents of Latin, Greek and Cyrillic, and what cannot be seen. The marks of kana tell sounds apart: they stay."""
    return (
        "\u0300" <= character <= "\u036f"
        or "\ufe00" <= character <= "\ufe0f"
        or character in "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"
    )


def fold(text: str) -> str:
    """The text as it is compared, blanks of every kind as one space."""
    text = text[:LONGEST_TEXT]
    if text.isascii():
        return " ".join(text.lower().replace("\x00", "").split())
    return " ".join("".join(map(fold_character, text)).split())


def tokens(folded: str) -> list[str]:
    """What short words are found by, each once: the first two characters of each word; each two neighbours, and the
    last character, of a stretch without spaces."""
    found = dict.fromkeys(word[:TOKEN] for word in WORD.findall(folded))
    for stretch in WIDE.findall(folded):
        found |= dict.fromkeys(stretch[at : at + TOKEN] for at in range(len(stretch)))
    return list(found)
