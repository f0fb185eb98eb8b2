"""Keywords in texts: whole words, any case, any script, and the same whatever else is watched for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.core.watchwords import Watchwords, folded

FOUND = [
    ("launch", "the Launch is near"),
    ("launch", "LAUNCH"),
    ("launch", "(launch)!"),
    ("launch", "pre-launch, launch-day"),
    ("release plan", "our release   plan\nis"),
    ("c++", "I like C++ more"),
    ("c++", "c++"),
    ("straße", "in der STRASSE"),
    ("café", "cafe\u0301"),
    ("🚀", "to the moon🚀🚀"),
    ("你好", "大家你好吗"),
    ("v1.2", "Is v1.2 out?"),
    ("@team", "hey @team"),
]
NOT_FOUND = [
    ("launch", "launching"),
    ("launch", "prelaunch"),
    ("launch", "launch_pad"),
    ("release plan", "release the plan"),
    ("release plan", "release planning"),
    ("c++", "c and c+"),
    ("v1.2", "v1.23"),
    ("launch", ""),
]


def watching(*words: str) -> Watchwords:
    return Watchwords((number, folded(word)) for number, word in enumerate(words))


@pytest.mark.parametrize(("word", "text"), FOUND)
def test_found(word: str, text: str) -> None:
    assert watching(word).any_in(text)
    assert watching(word).people_for(text) == {0: folded(word)}


@pytest.mark.parametrize(("word", "text"), NOT_FOUND)
def test_not_found(word: str, text: str) -> None:
    assert not watching(word).any_in(text)
    assert watching(word).people_for(text) == {}


def test_nobody_watches_for_anything() -> None:
    assert not Watchwords(()) and not Watchwords(()).any_in("anything")


def test_each_finds_their_own_and_the_longest_of_it() -> None:
    words = Watchwords([(1, "plan"), (1, "release plan"), (2, "plan"), (3, "other")])
    assert words.people_for("the release plan") == {1: "release plan", 2: "plan"}


letters = st.text("abß ", min_size=1, max_size=5).map(folded).filter(bool)


@given(st.lists(letters, max_size=8), st.text("abß-. ", max_size=30))
def test_it_finds_what_looking_for_each_word_by_itself_finds(words: list[str], text: str) -> None:
    expected = {
        number: word
        for number, word in enumerate(words)
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded(text))
    }
    assert watching(*words).people_for(text) == expected
    assert watching(*words).any_in(text) == bool(expected)
