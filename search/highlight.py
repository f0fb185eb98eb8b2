"""The piece of a text in which something was found, with marks around it. Pure; what it returns is safe HTML."""

import re
from html import escape
from typing import Final

from search.fold import LONGEST_TEXT, WORD, fold_character
from search.terms import ANYWHERE, Term

BEFORE: Final = 60
"""Characters shown before the first place."""
LENGTH: Final = 240
"""Characters of a piece, roughly: words are not cut."""

Span = tuple[int, int]


def spans(text: str, terms: tuple[Term, ...]) -> list[Span]:
    """Places of the terms in the text as written, ascending, those that touch put together."""
    folded, origin = _folded_with_places(text)
    found: list[Span] = []
    for term in terms:
        places = [match.span() for match in re.finditer(_pattern(term), folded)]
        found += [(origin[start], _end(text, origin[end - 1] + 1)) for start, end in places]
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _end(text: str, at: int) -> int:
    """An accent that is a character of its own belongs to the letter before it."""
    while at < len(text) and not fold_character(text[at]):
        at += 1
    return at


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place of the one it comes from."""
    parts: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text[:LONGEST_TEXT]):
        said = " " if character.isspace() else fold_character(character)
        if said == " " and (not parts or parts[-1] == " "):
            continue
        parts.append(said)
        origin += [place] * len(said)
    return "".join(parts), origin


def _pattern(term: Term) -> str:
    exact = re.escape(term.text)
    at_word = len(term.text) < ANYWHERE and WORD.fullmatch(term.text)
    return rf"(?<![^\W_]){exact}" if at_word else exact


def snippet(text: str, terms: tuple[Term, ...]) -> str:
    """The first place with what is around it, as HTML: text escaped, `<mark>` around what was found."""
    found = spans(text, terms)
    start = _word_start(text, max(0, found[0][0] - BEFORE)) if found else 0
    end = _word_end(text, min(len(text), max(start + LENGTH, found[0][1] if found else 0)))
    out: list[str] = ["…" if start else ""]
    at = start
    for first, last in found:
        if first >= end:
            break
        out += [escape(text[at:first]), "<mark>", escape(text[first : min(last, end)]), "</mark>"]
        at = min(last, end)
    out += [escape(text[at:end]), "…" if end < len(text) else ""]
    return "".join(out).strip()


def _word_start(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - 20), at)
    return space + 1 if at and space != -1 else at


def _word_end(text: str, at: int) -> int:
    space = text.find(" ", at, at + 20)
    return space if space != -1 else min(at, len(text))
