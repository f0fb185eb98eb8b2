"""Finding the keywords of many people in one text, at a cost that does not grow with their number. Pure.

A keyword is found as a whole word, whatever the case; one of a script that does not part words (Chinese, Thai …), or
without any letter (an emoji), is found wherever it stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

TOKEN: Final = re.compile(r"\w+")
SPACES: Final = re.compile(r"\s+")


def folded(text: str) -> str:
    """As keywords are compared: without regard to case, composition and the width of spaces."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


class Watchwords:
    """An index of keywords by their first token."""

    def __init__(self, pairs: Iterable[tuple[int, str]]) -> None:
        """`pairs`: (person, keyword as `folded` gives it)."""
        self._people: dict[str, list[int]] = {}
        for person, word in pairs:
            self._people.setdefault(word, []).append(person)
        self._by_token: dict[str, list[str]] = {}
        self._anywhere: list[str] = []
        for word in self._people:
            token = TOKEN.search(word)
            if token is None or any(unicodedata.category(char) == "Lo" for char in word):
                self._anywhere.append(word)
            else:
                self._by_token.setdefault(token[0], []).append(word)

    def __bool__(self) -> bool:
        return bool(self._people)

    def any_in(self, text: str) -> bool:
        """Whether anybody watches for something in it."""
        return bool(self) and next(self._found(folded(text)), None) is not None

    def people_for(self, text: str) -> dict[int, str]:
        """Who watches for a word in it: the longest of theirs."""
        found: dict[int, str] = {}
        for word in set(self._found(folded(text))) if self else ():
            for person in self._people[word]:
                if len(word) > len(found.get(person, "")):
                    found[person] = word
        return found

    def _found(self, text: str) -> Iterator[str]:
        for token in set(TOKEN.findall(text)) if self._by_token else ():
            for word in self._by_token.get(token, ()):
                if word == token or _stands_alone(word, text):
                    yield word
        for word in self._anywhere:
            if word in text:
                yield word


def _stands_alone(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (_joins(before, word[0]) or _joins(word[-1], after)):
            return True
        at = text.find(word, at + 1)
    return False


def _joins(left: str, right: str) -> bool:
    """Whether these two characters are inside one word."""
    return bool(TOKEN.match(left) and TOKEN.match(right))
