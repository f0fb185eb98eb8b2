"""Variables in what staff send: `{name}` stands for something, `{{name}}` for itself. Pure.

The same for the browser stands in `static/src/notifications/announced.ts`; `tests/data/variables.json` is the table
that both are held to. A text that everybody reads alike holds no variables any more when it is sent: braces in it are
only braces. One with variables of the reader's own (`PERSONAL`) says which in its `data["variables"]`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

VARIABLE: Final = re.compile(r"\{\{([a-z][a-z0-9_]{0,39})\}\}|\{([a-z][a-z0-9_]{0,39})\}")
SIGNS: Final = re.compile(r"[\\`*_~\[\](){}#>+.!|-]")
"""What means something in markdown."""
PERSONAL: Final = ("name", "first_name", "username")
"""What everybody reads their own value of."""


def used(text: str) -> list[str]:
    """The variables of a text in the order in which they come, each once."""
    return list(dict.fromkeys(match[2] for match in VARIABLE.finditer(text) if match[2]))


def fill(text: str, values: Mapping[str, str], keep: Iterable[str] = ()) -> str:
    """The text with its variables replaced; those in neither `values` nor `keep` stay as they are written.

    With `keep` the result is a text to be filled once more: those stay, and what is literal stays marked so.
    """
    kept = frozenset(keep)

    def replaced(match: re.Match[str]) -> str:
        literal, name = match[1], match[2]
        if literal:
            return match[0] if kept else f"{{{literal}}}"
        if name in kept or name not in values:
            return match[0]
        return VARIABLE.sub(_literal, values[name]) if kept else values[name]

    return VARIABLE.sub(replaced, text)


def _literal(match: re.Match[str]) -> str:
    """What looks like a variable, or like a literal one, and is neither: one more pair of braces, which `fill` takes
    away."""
    return f"{{{match[0]}}}"


def personal(name: str, username: str) -> dict[str, str]:
    """The reader's own values. `name` is what others read."""
    shown = name.strip() or username
    return {"name": shown, "first_name": shown.split()[0], "username": username}


def shielded(value: str) -> str:
    """A value in markdown says what it says: a name with stars in it is not bold."""
    return SIGNS.sub(r"\\\g<0>", " ".join(value.split()))


class Said(Protocol):
    """What of a notification its words are made of."""

    title: str
    body: str
    translations: Any
    data: Any


def worded(said: Said, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Title and body (markdown) as somebody reads them who has this language ("de-AT" reads "de") and these values."""
    own = said.translations.get(language) or said.translations.get(language.partition("-")[0]) or {}
    title, body = own.get("title") or said.title, own.get("body") or said.body
    if said.data.get("variables"):
        shields = {name: shielded(value) for name, value in values.items()}
        title, body = fill(title, values), fill(body, shields)
    return title, body


def literal(text: str) -> str:
    """A text in which nothing is a variable."""
    return VARIABLE.sub(_literal, text)
