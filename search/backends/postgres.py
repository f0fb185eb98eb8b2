"""PostgreSQL: a trigram index for what stands inside words, full text (`tsvector`) for tokens."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from realtime.errors import Refused
from search.backends.contract import Condition, escaped
from search.terms import Term

LONGEST_SEARCH: Final = 3_000
"""Milliseconds after which a search is given up: one that no index helps must not hold the database."""

# What is new goes into a list first and from there into the index many at a time, which costs a fraction. Every search
# reads the list as well, so it is kept short (kB).
LOOK_UP: Final = (
    "CREATE INDEX IF NOT EXISTS entry_words ON search_entry USING gin (words) WITH (gin_pending_list_limit = 256)",
    "CREATE INDEX IF NOT EXISTS entry_parts ON search_entry USING gin (folded gin_trgm_ops)"
    " WITH (gin_pending_list_limit = 512)",
)
NO_LOOK_UP: Final = ("DROP INDEX IF EXISTS entry_parts", "DROP INDEX IF EXISTS entry_words")
INDEX: Final = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    # No positions and no dictionary: tokens are made by search.fold, the same for both backends.
    "ALTER TABLE search_entry ADD COLUMN words tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED",
    *LOOK_UP,
    # Whether to go by word or by time depends on how common a word is: the planner has to know it well.
    "ALTER TABLE search_entry ALTER COLUMN folded SET STATISTICS 1000",
    "ALTER TABLE search_entry ALTER COLUMN words SET STATISTICS 1000",
    "ALTER TABLE search_entry ALTER COLUMN room_id SET STATISTICS 1000",
)
NO_INDEX: Final = (*NO_LOOK_UP, "ALTER TABLE search_entry DROP COLUMN words")


class Postgres:
    """See `search.backends.contract.Backend`."""

    def conditions(self, terms: Sequence[Term]) -> list[Condition]:
        found = [
            Condition("search_entry.folded LIKE %s", (f"%{escaped(term.part)}%",))
            for term in terms
            if term.part
        ]
        wanted = [_lexeme(token) for term in terms for token in term.whole]
        wanted += [f"{_lexeme(token)}:*" for term in terms for token in term.begins]
        if wanted:
            found.append(Condition("search_entry.words @@ %s::tsquery", (" & ".join(dict.fromkeys(wanted)),)))
        return found

    @contextmanager
    def bounded(self) -> Iterator[None]:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # Compiling a plan takes longer than these plans run.
                cursor.execute(f"SET LOCAL statement_timeout = {LONGEST_SEARCH}; SET LOCAL jit = off")
                yield
        except OperationalError as error:
            if "statement timeout" not in str(error):
                raise
            words = _(
                "This search takes too long. Narrow it: a longer word, a room (in:) or a time (after:)."
            )
            raise Refused("unavailable", words, "q") from error

    @contextmanager
    def filling(self) -> Iterator[None]:
        _run(NO_LOOK_UP)
        try:
            yield
        finally:
            _run(LOOK_UP)
            _run(("ANALYZE search_entry",))


def _run(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _lexeme(token: str) -> str:
    quoted = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"
