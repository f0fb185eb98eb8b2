"""`{% vite "app" %}`: the script and style tags of one entry point (static/src/entries/app.ts)."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
Manifest = dict[str, dict[str, Any]]


@register.simple_tag
def vite(entry: str, blocking: bool = False) -> SafeString:
    """Tags for the entry, its styles first, with preloads of what it imports. Raises ImproperlyConfigured.

    `blocking`: the first paint waits for the script, so that what it draws does not flash in. For small bundles.
    """
    manifest = _manifest()
    key = f"static/src/entries/{entry}.ts"
    if key not in manifest:
        raise ImproperlyConfigured(f"Vite built no entry {key!r}. Does the file exist? Run `make build`.")
    chunks = _chunks(manifest, key)
    styles = dict.fromkeys(css for chunk in chunks for css in chunk.get("css", ()))
    tags = [
        *(format_html('<link rel="stylesheet" href="{}">', static(css)) for css in styles),
        *(
            format_html('<link rel="modulepreload" href="{}">', static(chunk["file"]))
            for chunk in chunks[:-1]
        ),
        format_html('<script type="module" src="{}"></script>', static(chunks[-1]["file"])),
    ]
    return format_html_join("\n", "{}", ((tag,) for tag in tags))


def entry_files(entry: str) -> list[str]:
    """Scripts and styles that a page with this entry loads before anything is lazy, below STATIC_URL.

    Raises ImproperlyConfigured.
    """
    chunks = _chunks(_manifest(), f"static/src/entries/{entry}.ts")
    styles = dict.fromkeys(css for chunk in chunks for css in chunk.get("css", ()))
    return [*styles, *(chunk["file"] for chunk in chunks)]


def script_file(source: str) -> str:
    """What a source became, below STATIC_URL. Raises ImproperlyConfigured, KeyError for what was not built."""
    file: str = _manifest()[source]["file"]
    return file


def _chunks(manifest: Manifest, key: str, seen: set[str] | None = None) -> list[dict[str, Any]]:
    """The entry's chunk and all it imports statically, dependencies first."""
    seen = set() if seen is None else seen
    if key in seen:
        return []
    seen.add(key)
    chunk = manifest[key]
    return [part for name in chunk.get("imports", ()) for part in _chunks(manifest, name, seen)] + [chunk]


def _manifest() -> Manifest:
    path: Path = settings.VITE_MANIFEST
    if not path.is_file():
        raise ImproperlyConfigured("The front end is not built. Run `make build`.")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> Manifest:
    manifest: Manifest = json.loads(path.read_text())
    return manifest
