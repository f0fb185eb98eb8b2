"""The variables that a sender may use, and what is wrong with those in a text."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.models import User
from broadcasts.events import Variable
from notifications.core.variables import PERSONAL, personal, used

COMMON: Final = ("sender", "room")
"""What the server fills in when it is sent: who sends it, and the room's name where it is for one room."""


def known(user: User) -> list[Variable]:
    """All that the server knows, with this person's values as examples."""
    shown = examples(user)
    return [
        Variable(name=name, personal=name in PERSONAL, example=shown.get(name, ""))
        for name in (*PERSONAL, *COMMON)
    ]


def examples(user: User) -> dict[str, str]:
    """What this person would read, who also sends it."""
    return personal(user.name, user.username) | {"sender": user.display_name}


def texts_of(title: str, body: str, translations: Mapping[str, Any]) -> dict[str, str]:
    """Every text by its field."""
    texts = {"title": title, "body": body}
    for language, words in translations.items():
        texts |= {f"translations.{language}.{part}": words[part] for part in ("title", "body")}
    return texts


def wanted_in(title: str, body: str, translations: Mapping[str, Any]) -> list[str]:
    """The variables that a sender has to give values for, in the order in which they come."""
    texts = texts_of(title, body, translations).values()
    return [name for name in _all_used(texts) if name not in (*PERSONAL, *COMMON)]


def personal_in(texts: Iterable[str]) -> list[str]:
    return [name for name in _all_used(texts) if name in PERSONAL]


def _all_used(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for text in texts for name in used(text)))


def unknown_in(text: str, values: Iterable[str]) -> list[str]:
    """Variables of a text that nothing is known of. `values`: names that there are values for."""
    good = {*PERSONAL, *COMMON, *values}
    return [name for name in used(text) if name not in good]


def unknown_message(name: str) -> str:
    return _(
        "There is no variable {{{name}}}. To write it as it is, double the braces: {{{{{name}}}}}."
    ).format(name=name)
