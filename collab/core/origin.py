"""Who sent an update, as it travels in `Change.origin`."""

from typing import NamedTuple


class Origin(NamedTuple):
    """The connection, its person, and which of its content messages this was (0: not told)."""

    connection: str
    author: int
    number: int

    def __str__(self) -> str:
        return f"{self.connection}.{self.author}.{self.number}"

    @classmethod
    def read(cls, text: str) -> "Origin":
        """The reverse; updates of nobody's connection (a seed) have an empty one."""
        connection, _, rest = text.partition(".")
        author, _, number = rest.partition(".")
        return cls(connection, int(author or 0), int(number or 0))
