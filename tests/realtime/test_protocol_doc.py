"""docs/protocol.md says what the code does: commands, events, errors, close codes and paths."""

import re
from pathlib import Path

from django.conf import settings

from config.api import api
from realtime import close_codes
from realtime.errors import STATUS
from realtime.wire import Command, Ephemeral, Event

TEXT = (Path(settings.BASE_DIR) / "docs" / "protocol.md").read_text()


def table(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    section = TEXT.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def first_words(heading: str) -> set[str]:
    return {row[0].strip("`") for row in table(heading)}


def own(names: set[str]) -> set[str]:
    """Without what tests have registered."""
    return {name for name in names if not name.startswith("test.")}


def test_commands() -> None:
    assert first_words("### Commands") == own(set(Command.registry))
    for name, fields, _ in table("### Commands"):
        kind = Command.registry[name.strip("`")]
        told = set(re.findall(r"(\w+)", fields.split("[")[0].replace("string", "").replace("int", "")))
        assert told == set(kind.model_fields) - {"type", "id"}, name


def test_events() -> None:
    assert first_words("### Events") == own(set(Event.registry))


def test_ephemerals() -> None:
    assert first_words("### Ephemerals") == own(set(Ephemeral.registry))
    for name, fields in table("### Ephemerals"):
        kind = Ephemeral.registry[name.strip("`")]
        told = set(re.search(r"`([^`]*)`", fields).group(1).split(", "))  # type: ignore[union-attr]
        assert told == set(kind.model_fields) - {"type", "stream"}


def test_errors() -> None:
    assert {row[0].strip("`"): int(row[1]) for row in table("## Errors")} == STATUS


def test_close_codes() -> None:
    told = [(int(code), reason, again == "yes") for code, reason, again in table("### Close codes")]
    assert told == [tuple(code) for code in close_codes.ALL]


def test_paths() -> None:
    """Every documented call exists, and every call is documented."""
    calls = re.findall(
        r"`(GET|POST|PUT|PATCH|DELETE) (/[^?` ]*)", "\n".join(r[0] for r in table("## The same over HTTP"))
    )
    documented = {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in calls}
    offered = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix("/api/v1")))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    assert documented == offered


def test_limits_name_settings_that_exist() -> None:
    for name in re.findall(r"`([A-Z]+_[A-Z_]+)`", TEXT):
        assert name in settings.COLLAB, name
