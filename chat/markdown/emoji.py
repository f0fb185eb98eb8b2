"""Short names of emoji, as in `:tada:`. The list is made from emojibase-data (MIT) by bin/emoji-names.mjs, so that the
server knows the names that the picker shows."""

import json
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("emoji.json")


@cache
def named_emoji() -> dict[str, str]:
    """Short name (without colons) → the characters; read once."""
    names: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
    return names
