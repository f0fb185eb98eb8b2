"""`||spoilers||`: a pair of marks like `~~`, by markdown-it's own matching of pairs."""

from typing import Final

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

MARK: Final = "|"


def tokenize(state: StateInline, silent: bool) -> bool:
    """Inline rule: takes a run of bars, two by two; an odd one stays text."""
    if silent or state.src[state.pos] != MARK:
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length < 2:
        return False
    if scanned.length % 2:
        state.push("text", "", 0).content = MARK
    for _ in range(scanned.length // 2):
        state.push("text", "", 0).content = MARK * 2
        state.delimiters.append(
            Delimiter(
                marker=ord(MARK),
                length=0,  # no "rule of 3"
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def pair(state: StateInline) -> None:
    """Rule after the matching: pairs of bars become elements."""
    _pair(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _pair(state, meta["delimiters"])


def _pair(state: StateInline, delimiters: list[Delimiter]) -> None:
    for opener in delimiters:
        if opener.marker != ord(MARK) or opener.end == -1:
            continue
        for at, nesting in ((opener.token, 1), (delimiters[opener.end].token, -1)):
            token = state.tokens[at]
            token.type = "spoiler_open" if nesting == 1 else "spoiler_close"
            token.tag, token.nesting, token.content = "span", nesting, ""  # type: ignore[assignment]
            if nesting == 1:
                token.attrs = {"class": "spoiler"}
