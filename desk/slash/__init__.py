"""Slash commands: what somebody types with a slash in front does something instead of being said.

`registry.py` is the table and how a line is read; the other modules hold the commands by what they are about.
"""

from desk.slash import mine, rooms, saying  # noqa: F401  (importing them registers the commands)
from desk.slash.registry import menu, run

__all__ = ["menu", "run"]
