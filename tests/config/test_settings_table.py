"""docs/settings.md and config/env.py say the same, and nothing else reads the environment."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import BASE_DIR, BY_NAME, VARIABLES, Environment, Variable, read_env_file

ROW = re.compile(
    r"^\| `(?P<name>\w+)` \| (?P<kind>\w+) \| (?P<default>.*?) \| (?P<meaning>.*) \|$", re.MULTILINE
)
PACKAGES = ("config", "realtime", "accounts", "rooms", "chat", "collab", "notifications")


def row(variable: Variable) -> tuple[str, str, str, str]:
    default = f"`{variable.default}`" if variable.default else "–"
    return variable.name, variable.kind, default, variable.meaning


def test_the_documented_table_is_the_declared_one() -> None:
    text = (BASE_DIR / "docs" / "settings.md").read_text()
    documented = [match.groups() for match in ROW.finditer(text)]
    assert documented == [row(variable) for variable in VARIABLES]


def test_every_variable_is_used_by_the_settings() -> None:
    code = (BASE_DIR / "config" / "settings.py").read_text()
    unused = [v.name for v in VARIABLES if not v.limit and f'"{v.name}"' not in code]
    assert unused == []


def test_only_the_table_reads_the_environment() -> None:
    reads = re.compile(r"os\.environ\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv")
    guilty = [
        str(path.relative_to(BASE_DIR))
        for package in PACKAGES
        for path in (BASE_DIR / package).rglob("*.py")
        if reads.search(path.read_text())
    ]
    assert guilty == ["config/env.py"]


def test_every_default_can_be_parsed() -> None:
    env = Environment({"ENV_FILE": ""})
    for variable in VARIABLES:
        if variable.default != "auto":
            env(variable.name)


@pytest.mark.parametrize(
    ("name", "raw"), [("DEBUG", "perhaps"), ("TRUSTED_PROXIES", "one"), ("SWEEP_SECONDS", "soon")]
)
def test_a_wrong_value_is_refused_by_name(name: str, raw: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        BY_NAME[name].parse(raw)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("# a comment\nDEMO=1\nLANGUAGE='de'\nLOG_LEVEL=DEBUG\n")
    assert read_env_file(file) == {"DEMO": "1", "LANGUAGE": "de", "LOG_LEVEL": "DEBUG"}
    env = Environment({"ENV_FILE": str(file), "LOG_LEVEL": "ERROR"})
    assert (env("DEMO"), env("LANGUAGE"), env("LOG_LEVEL")) == (True, "de", "ERROR")


def test_an_automatic_flag_follows_the_mode_until_it_is_set() -> None:
    assert Environment({"ENV_FILE": ""}).flag("HTTPS", auto=True) is True
    assert Environment({"ENV_FILE": "", "HTTPS": "0"}).flag("HTTPS", auto=True) is False
