"""Limits of comments."""

from typing import Final

LONGEST_PASSAGE: Final = 2_000
"""Characters of the passage that are kept; a longer one is cut by the client."""
MOST_COMMENTS: Final = 2_000
"""Comments of a document that have not been deleted. All of them are loaded with it."""
