"""The document itself: a pycrdt Doc that is never shown bytes without a guard, nor trusted not to fail.

pycrdt raises `PanicException`, which is no `Exception`; so everything is caught here but what ends a program.
A Doc belongs to one thread at a time: it may be loaded on one thread and handed over, never shared.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pycrdt import Doc, XmlFragment

from collab.core.errors import Bad
from collab.core.schema import CONTENT
from collab.core.text import plain_text
from collab.core.update import check_state_vector

EMPTY: Final = b"\x00"
"""The state vector of one who has nothing."""
FOLD: Final = 64
"""Updates in one transaction: one by one is slow, and so is a whole history at once."""
MAX_ANSWERS: Final = 16


def _passes(error: BaseException) -> None:
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error


class Replica:
    """A document in memory, with its last answers to clients that synchronise."""

    def __init__(self) -> None:
        self._doc: Doc[XmlFragment] = Doc()
        self._answers: dict[bytes, bytes] = {}
        self._vector: bytes | None = None
        self._text: str | None = None

    def apply(self, updates: Sequence[bytes]) -> list[int]:
        """Apply updates in one transaction; returns the positions of those that failed."""
        self._answers.clear()
        self._vector = self._text = None
        failed: list[int] = []
        doc = self._doc
        try:
            with doc.transaction():
                for at, update in enumerate(updates):
                    try:
                        doc.apply_update(update)
                    except BaseException as error:
                        _passes(error)
                        failed.append(at)
        except BaseException as error:  # at the commit: nobody knows which
            _passes(error)
            return failed or list(range(len(updates)))
        return failed

    def fold(self, updates: Iterable[bytes]) -> None:
        """Apply a long row of stored updates, in transactions of 64. What fails is left out, as it was live."""
        batch: list[bytes] = []
        for update in updates:
            batch.append(update)
            if len(batch) == FOLD:
                self.apply(batch)
                batch.clear()
        if batch:
            self.apply(batch)

    @property
    def vector(self) -> bytes:
        """The state vector, for step 1."""
        if self._vector is None:
            self._vector = self._doc.get_state()
        return self._vector

    def since(self, vector: bytes = EMPTY) -> bytes:
        """Everything that one who has `vector` lacks. Raises `Bad` for a vector that is none."""
        answer = self._answers.get(vector)
        if answer is None:
            check_state_vector(vector)
            try:
                answer = self._doc.get_update(vector)
            except BaseException as error:
                _passes(error)
                raise Bad("the state vector cannot be read") from None
            if len(self._answers) >= MAX_ANSWERS:
                self._answers.pop(next(iter(self._answers)))
            self._answers[vector] = answer
        return answer

    @property
    def text(self) -> str:
        """The plain text of the editor's content."""
        if self._text is None:
            self._text = plain_text(self._doc.get(CONTENT, type=XmlFragment))
        return self._text
