"""The vite tag: manifest in, tags out, and a plain word when the front end is not built."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

MANIFEST = {
    "static/src/entries/app.ts": {
        "file": "assets/app-1.js",
        "imports": ["_shared.js"],
        "css": ["assets/app-1.css"],
    },
    "_shared.js": {"file": "assets/shared-2.js", "css": ["assets/shared-2.css"]},
}


def render(entry: str) -> str:
    return Template("{% load vite %}{% vite entry %}").render(Context({"entry": entry}))


@pytest.fixture
def manifest(tmp_path: Path, settings: Any) -> Path:
    path = tmp_path / "manifest.json"
    settings.VITE_MANIFEST = path
    return path


def test_styles_come_first_and_the_script_last(manifest: Path) -> None:
    manifest.write_text(json.dumps(MANIFEST))
    assert render("app").split("\n") == [
        '<link rel="stylesheet" href="/static/assets/shared-2.css">',
        '<link rel="stylesheet" href="/static/assets/app-1.css">',
        '<link rel="modulepreload" href="/static/assets/shared-2.js">',
        '<script type="module" src="/static/assets/app-1.js"></script>',
    ]


def test_a_new_build_is_seen(manifest: Path) -> None:
    manifest.write_text(json.dumps(MANIFEST))
    render("app")
    manifest.write_text(json.dumps(MANIFEST).replace("app-1.js", "app-9.js"))
    os.utime(manifest, (1, 1))
    assert "app-9.js" in render("app")


def test_a_missing_build_is_named(manifest: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="make build"):
        render("app")


def test_a_missing_entry_is_named(manifest: Path) -> None:
    manifest.write_text(json.dumps(MANIFEST))
    with pytest.raises(ImproperlyConfigured, match=r"entries/nothing\.ts"):
        render("nothing")
