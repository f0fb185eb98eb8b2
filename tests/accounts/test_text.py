"""Cleaning what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.text import clean_line, clean_text
from realtime.errors import Refused


@given(st.text())
def test_what_passes_can_be_stored_and_shown(text: str) -> None:
    for clean, limit in ((clean_line, 40), (clean_text, 40)):
        try:
            kept = clean(text, "field", limit)
        except Refused as refused:
            assert (refused.code, refused.field) == ("invalid", "field")
            continue
        assert 0 < len(kept) <= limit
        assert "\x00" not in kept and "\r" not in kept and kept.encode()
        assert clean(kept, "field", limit) == kept


@pytest.mark.parametrize("bad", ["a\nb", "a\x00b", "a\u202eb", "a\ud800b", "  ", "x" * 11])
def test_lines_that_do_not_fit(bad: str) -> None:
    with pytest.raises(Refused):
        clean_line(bad, "name", 10)


def test_an_optional_line_may_be_empty() -> None:
    assert clean_line("  ", "topic", 10, required=False) == ""


def test_text_keeps_its_lines_tabs_and_outer_blanks() -> None:
    assert clean_text("  a\r\nb\tc\rd\n", "body", 100) == "  a\nb\tc\nd\n"
    for bad in ("", " \n\t ", "a\x00", "\x1b[31m", "\udfff"):
        with pytest.raises(Refused):
            clean_text(bad, "body", 100)
