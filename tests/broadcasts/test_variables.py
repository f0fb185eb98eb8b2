"""Variables: the table that the browser is held to as well, and what is filled in when it is sent."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from notifications.core.variables import PERSONAL, fill, literal, personal, used, worded

TABLE: dict[str, Any] = json.loads((Path(__file__).parent.parent / "data" / "variables.json").read_text())


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["text"])
def test_what_a_reader_reads(case: dict[str, str]) -> None:
    said = SimpleNamespace(
        title=case["text"], body="", translations={}, data={"variables": case["variables"]}
    )
    assert worded(said, "en", TABLE["values"]) == (case["reads"], "")


def test_filling_in_two_steps_is_filling_in_one() -> None:
    values = {"what": "Tea {name} {{x}}"}
    text = "{what} for {name}, {{what}}"
    mine = personal("Ann Bee", "ann")
    once = fill(text, values, keep=PERSONAL)
    assert used(once) == ["name"]
    assert fill(once, mine) == "Tea {name} {{x}} for Ann Bee, {what}"


@pytest.mark.parametrize("text", ["{name} {{x}} {{{y}}}", "{}", "{ a }", "plain", "{{{{z}}}}"])
def test_a_literal_text_comes_back_as_it_was(text: str) -> None:
    assert used(literal(text)) == [] and fill(literal(text), {"name": "Ann"}) == text
    assert fill(fill(literal(text), {}, keep=["name"]), {"name": "Ann"}) == text


def test_the_reader_gets_their_language_and_what_it_lacks_in_the_first() -> None:
    said = SimpleNamespace(
        title="Hi {name}",
        body="b {name}",
        translations={"de": {"title": "Hallo {name}", "body": ""}},
        data={"variables": "name"},
    )
    mine = personal("*Ann*", "ann")
    assert worded(said, "de-AT", mine) == ("Hallo *Ann*", r"b \*Ann\*")  # no bold name in markdown
    assert worded(said, "fr", mine) == ("Hi *Ann*", r"b \*Ann\*")
