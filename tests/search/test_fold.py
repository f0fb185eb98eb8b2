"""What counts as the same text, and what short words are found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fold import WIDE, WORD, fold, fold_character, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("CAFE\u0301", "cafe"),
        ("STRASSE", "straße"),
        ("ﬁle", "FILE"),
        ("Ångström", "angstrom"),
        ("ＡＢＣ１", "abc1"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("Ёлка", "елка"),
        ("ΟΔΟΣ", "οδος"),
        ("a\u00a0\n b", "a b"),
        ("so\u00adft", "soft"),
        ("❤️", "❤"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("한", "하"), ("a", "b"), ("日", "目")])
def test_not_the_same(one: str, other: str) -> None:
    assert fold(one) not in fold(other)


def test_tokens() -> None:
    assert tokens(fold("Going to Go, x")) == ["go", "to", "x"]
    assert tokens(fold("日本語")) == ["日本", "本語", "語"]
    assert tokens(fold("go日本 🎉")) == ["go", "日本", "本", "🎉"]
    assert tokens(fold("snake_case-and_1")) == ["sn", "ca", "an", "1"]
    assert tokens("") == []


@given(st.text(max_size=60))
def test_places_survive_and_tokens_are_fit(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join("".join(map(fold_character, text)).split())
    assert fold(folded) == folded
    for token in tokens(folded):
        assert 1 <= len(token) <= 2 and not token.isspace()
        assert (WORD.fullmatch(token) or WIDE.fullmatch(token)) and token in folded
