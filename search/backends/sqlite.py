"""SQLite: two FTS5 tables beside the entries, one of trigrams and one of tokens, kept by triggers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from search.backends.contract import Condition
from search.terms import ANYWHERE, Term

INDEX: Final = (
    "CREATE VIRTUAL TABLE search_parts USING fts5(folded, content='search_entry', content_rowid='id',"
    " tokenize='trigram case_sensitive 1', detail='full')",
    # Everything past ASCII is a token's character; tokens are separated by spaces (search.fold).
    "CREATE VIRTUAL TABLE search_words USING fts5(tokens, content='search_entry', content_rowid='id',"
    " tokenize='ascii', prefix='1', detail='none')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_parts(rowid, folded) VALUES (new.id, new.folded);"
    " INSERT INTO search_words(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_parts(search_parts, rowid, folded) VALUES ('delete', old.id, old.folded);"
    " INSERT INTO search_words(search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE OF folded, tokens ON search_entry"
    " WHEN old.folded <> new.folded BEGIN"
    " INSERT INTO search_parts(search_parts, rowid, folded) VALUES ('delete', old.id, old.folded);"
    " INSERT INTO search_words(search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
    " INSERT INTO search_parts(rowid, folded) VALUES (new.id, new.folded);"
    " INSERT INTO search_words(rowid, tokens) VALUES (new.id, new.tokens); END",
)
NO_INDEX: Final = (
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_gone",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_parts",
    "DROP TABLE search_words",
)


class Sqlite:
    """See `search.backends.contract.Backend`."""

    def conditions(self, terms: Sequence[Term]) -> list[Condition]:
        found = [
            # Shorter than a trigram: looked for in the text itself. What else is asked narrows it.
            Condition("instr(search_entry.folded, %s) > 0", (term.part,))
            for term in terms
            if 0 < len(term.part) < ANYWHERE
        ]
        parts = [_quoted(term.part) for term in terms if len(term.part) >= ANYWHERE]
        tokens = [_quoted(token) for term in terms for token in term.whole]
        tokens += [f"{_quoted(token)}*" for term in terms for token in term.begins]
        found += _matching("search_parts", parts) + _matching("search_words", tokens)
        return found

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """The embedded mode serves one team from one file: nothing to give up for."""
        yield

    @contextmanager
    def filling(self) -> Iterator[None]:
        """FTS5 takes rows as fast as the table itself."""
        yield


def _matching(table: str, wanted: list[str]) -> list[Condition]:
    if not wanted:
        return []
    sql = f"search_entry.id IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)"  # noqa: S608 - our own two names
    return [Condition(sql, (" AND ".join(dict.fromkeys(wanted)),))]


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
