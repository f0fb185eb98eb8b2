"""What a word of a query wants of a text. One meaning for both backends. Pure.

A term of three and more characters is found anywhere, inside words as well. A shorter one is found at the beginning
of a word (`go` finds "Going", not "cargo"), or anywhere in scripts that are written without spaces.
"""

from dataclasses import dataclass

from search.fold import TOKEN, WIDE, WORD, fold, tokens

ANYWHERE = 3
"""From so many characters on a term is looked for inside words."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term, folded. The text must contain `part` (if any), and have all `whole` tokens, and for each of
    `begins` a token that begins so."""

    text: str
    part: str
    whole: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Term | None":
        """The term of a word or a quoted phrase; None when nothing is left of it."""
        folded = fold(text)
        if not folded:
            return None
        whole, begins = _wide_parts(folded)
        if len(folded) >= ANYWHERE:
            return cls(folded, folded, whole, begins)
        words = tuple(WORD.findall(folded))
        plain = not whole and words == (folded,)
        single = not words and bool(whole or begins) and len(whole) + len(begins) == 1
        return cls(folded, "" if plain or single else folded, whole, begins + words)

    def found_in(self, folded: str, having: frozenset[str]) -> bool:
        """The same asked of one text (folded) and its tokens."""
        return (
            (not self.part or self.part in folded)
            and having.issuperset(self.whole)
            and all(any(token.startswith(begin) for token in having) for begin in self.begins)
        )


def _wide_parts(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tokens that a text has which contains these stretches: their neighbours; a single character begins one."""
    whole: list[str] = []
    begins: list[str] = []
    for stretch in WIDE.findall(folded):
        if len(stretch) < TOKEN:
            begins.append(stretch)
        whole += [stretch[at : at + TOKEN] for at in range(len(stretch) - 1)]
    return tuple(dict.fromkeys(whole)), tuple(begins)


def all_found(terms: "tuple[Term, ...]", text: str) -> bool:
    """Whether a text (as written) has all terms."""
    folded = fold(text)
    having = frozenset(tokens(folded))
    return all(term.found_in(folded, having) for term in terms)
