"""What a message says where only a line of it is shown, outside of its room. Pure."""

import re
from typing import Final

from chat.markdown.marks import EMOJI, emoji_of

SPOILER: Final = re.compile(r"\|\|(?=[^\s|])(?:[^|]|\|(?!\|))*\|\|")
COVER: Final = "▒▒▒"


def brief(body: str) -> str:
    """The same with emoji for their names, and with spoilers covered: nobody has chosen to see them."""
    return EMOJI.sub(emoji_of, SPOILER.sub(COVER, body))
