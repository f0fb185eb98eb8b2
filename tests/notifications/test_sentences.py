"""Sentences: one for every kind, in both languages, whatever names are missing."""

import pytest

from notifications.kinds import Kind
from notifications.sentences import title_of

NAMES = {
    "name": "Ann",
    "room": "Hall",
    "document": "Plan 100% %(x)s",
    "word": "launch",
    "names": "Ann, Bo",
    "count": "5",
    "emoji": "👍",
    "text": "call mum",
    "what": "scheduled",
}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.ANNOUNCEMENT])
def test_every_kind_has_a_sentence_that_is_another_in_german(kind: Kind) -> None:
    english, german = title_of(kind, NAMES, "en"), title_of(kind, NAMES, "de")
    assert english and german and english != german
    assert "%(" not in english.replace(NAMES["document"], "") + german.replace(NAMES["document"], "")
    assert title_of(kind, {}, "en")  # of an old row, perhaps


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        (Kind.MENTION, {"name": "Ann"}, "Ann mentioned you"),
        (Kind.DIRECT, {"name": "Ann", "kind_of_room": "group"}, "Ann wrote to your group"),
        (
            Kind.REACTION,
            {"names": "Ann, Bo", "count": "2", "emoji": "👍"},
            "Ann, Bo reacted with 👍 to your message",
        ),
        (
            Kind.REACTION,
            {"names": "Ann, Bo", "count": "3", "emoji": "👍"},
            "Ann, Bo and 1 other reacted with 👍 to your message",
        ),
        (Kind.DOCUMENT_MENTION, {"name": "Ann", "document": "50%"}, "Ann mentioned you in “50%”"),
        (Kind.REMINDER, {"name": "Ann"}, "Reminder: a message by Ann"),
        (Kind.INVITATION, {"room": "Hall"}, "You have been added to Hall"),
        (Kind.ANNOUNCEMENT, {"name": "Ann"}, ""),
    ],
)
def test_sentences(kind: Kind, data: dict[str, str], sentence: str) -> None:
    assert title_of(kind, data, "en") == sentence
