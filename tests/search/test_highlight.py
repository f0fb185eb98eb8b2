"""Pieces of text with what was found marked."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import snippet
from search.terms import Term


def terms(*texts: str) -> tuple[Term, ...]:
    return tuple(term for text in texts if (term := Term.of(text)))


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("Deploy on friday", ["PLOY"], "De<mark>ploy</mark> on friday"),
        ("Cafés and cafe\u0301s", ["cafe"], "<mark>Café</mark>s and <mark>cafe\u0301</mark>s"),
        ("go, cargo, going", ["go"], "<mark>go</mark>, cargo, <mark>go</mark>ing"),
        ("日本語を話す", ["本語"], "日<mark>本語</mark>を話す"),
        ("abcdef", ["abcd", "cdef"], "<mark>abcdef</mark>"),
        ("<b>bold</b> & co", ["bold"], "&lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; co"),
        ("<script>", ["script"], "&lt;<mark>script</mark>&gt;"),
        ("one\n\n two", ["one two"], "<mark>one\n\n two</mark>"),
        ("nothing here", ["else"], "nothing here"),
        ("Straße", ["strasse"], "<mark>Straße</mark>"),
    ],
)
def test_marks(text: str, wanted: list[str], shown: str) -> None:
    assert snippet(text, terms(*wanted)) == shown


def test_a_long_text_is_cut_around_the_first_place() -> None:
    text = "word " * 200 + "needle " + "word " * 200
    shown = snippet(text, terms("needle"))
    assert "<mark>needle</mark>" in shown and shown.startswith("…word") and shown.endswith("word…")
    assert len(shown) < 300


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_it_is_always_text_with_nothing_but_marks(text: str, words: list[str]) -> None:
    shown = snippet(text, terms(*words))
    assert re.sub(r"</?mark>", "", shown).count("<") == 0
    assert shown.count("<mark>") == shown.count("</mark>")
    plain = unescape(re.sub(r"</?mark>", "", shown)).removeprefix("…").removesuffix("…")
    assert plain.strip(" …") in text
