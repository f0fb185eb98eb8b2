"""Colours of code: every character stays, every language is known to Pygments, none takes long for hostile text."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.markdown import render
from chat.markdown.code import ALIASES, LANGUAGES, LONGEST_LINE, coloured
from chat.markdown.parser import LONGEST_COLOURED

HOSTILE = [
    "(", "{", "[", "<", '"', "'", "\\", "/*", "a ", "a.", "#", "//", "-", "<!--", "${", "`", "1e", "@a", "%", "$",
    "a:", "\n ", "r'", "<<A\n", "=begin\n", "<a ", "&", "|", "--[[", '"""', "0x", "a<", "((a", "/a", "- ", "::",
]  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_of_the_list_is_coloured(language: str) -> None:
    html = coloured('if x: y = "a < b"; // 1 # 2\n', language)
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == 'if x: y = "a < b"; // 1 # 2\n'


def test_other_names_lead_to_languages_of_the_list() -> None:
    assert set(ALIASES.values()) <= LANGUAGES
    assert coloured("x = 1\n", "PY") == coloured("x = 1\n", "python") != ""
    assert coloured("x", "brainfuck") == ""


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(LANGUAGES)), st.text(max_size=120))
def test_no_character_is_lost(language: str, code: str) -> None:
    code = code.replace("\r", "")  # messages have none
    html = coloured(code, language)
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == code.replace(
        "\ufeff", "", code.startswith("\ufeff")
    )


def test_long_lines_and_long_messages_stay_without_colours() -> None:
    assert coloured("x" * (LONGEST_LINE + 1), "python") == ""
    assert coloured("x" + "\n" * 30, "python") == ""
    block = "```python\nx = 1\n```\n"
    assert "<span" in render(block)
    assert "<span" not in render(block + "\n" + "y" * LONGEST_COLOURED)


# A good lexer takes some 15 ms for 4,000 characters, 2 s for all of this; one that can be made to try everything would
# never be done.
@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_code_keeps_the_server_busy(language: str) -> None:
    for unit in HOSTILE:
        line = (unit * LONGEST_LINE)[:LONGEST_LINE]
        for code in (
            "\n".join([line] * 20)[:LONGEST_COLOURED],
            "\n".join([f"x {line[:200]} = 1;"] * 20)[:LONGEST_COLOURED],
            (unit + "\n") * (LONGEST_COLOURED // (len(unit) + 1)),
        ):
            html = coloured(code, language)
            assert html == "" or unescape(re.sub(r"</?span[^>]*>", "", html)) == code
