"""The browser decides about toasts and sounds by the same defaults as the server."""

import json
from pathlib import Path

from notifications.core.preferences import DEFAULTS

BROWSERS = Path(__file__).resolve().parents[2] / "static/src/notifications/defaults.json"


def test_the_browser_has_the_servers_defaults() -> None:
    ours = {kind.value: wishes.model_dump(mode="json") for kind, wishes in DEFAULTS.items()}
    assert json.loads(BROWSERS.read_text()) == ours
