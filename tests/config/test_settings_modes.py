"""What settings do in production and in demo mode, seen from a fresh process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import BASE_DIR
from tests.server import clean_environment

KEY = "a-key-made-up-for-a-test-of-production-settings-4711-xyz"


def manage(*arguments: str, data: Path, **env: str) -> subprocess.CompletedProcess[str]:
    environment = clean_environment() | {"ENV_FILE": "", "DATA_DIR": str(data)} | env
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def setting(name: str, data: Path, **env: str) -> str:
    code = f"from django.conf import settings; print(settings.{name})"
    environment = clean_environment() | {"ENV_FILE": "", "DATA_DIR": str(data)} | env
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-c", code]
    return subprocess.check_output(command, cwd=BASE_DIR, env=environment, text=True).strip()


@pytest.mark.parametrize("key", ["", "short", "django-insecure-" + "x1y2z" * 12, "a" * 60])
def test_production_refuses_to_start_without_a_key_of_its_own(key: str, tmp_path: Path) -> None:
    done = manage("check", data=tmp_path, SECRET_KEY=key)
    assert done.returncode != 0
    assert "SECRET_KEY must be set in production" in done.stderr


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "ERROR", data=tmp_path, SECRET_KEY=KEY)
    assert done.returncode == 0, done.stderr
    assert "security.W" not in done.stderr


def test_demo_mode_does_not_pass_the_deployment_check(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "ERROR", data=tmp_path, SECRET_KEY=KEY, DEMO="1")
    assert done.returncode != 0
    assert "collab.E001" in done.stderr


def test_demo_mode_makes_a_key_up_and_keeps_it(tmp_path: Path) -> None:
    first, second = (setting("SECRET_KEY", tmp_path, DEMO="1") for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert os.stat(tmp_path / "secret-key").st_mode & 0o077 == 0


def test_demo_and_debug_are_off_unless_asked_for(tmp_path: Path) -> None:
    assert setting("DEMO, settings.DEBUG, settings.HTTPS", tmp_path, SECRET_KEY=KEY) == "False False True"


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    done = manage("check", data=tmp_path, SECRET_KEY=KEY, DATABASE_URL="mysql://u@h/d")
    assert "DATABASE_URL must name SQLite or PostgreSQL" in done.stderr
