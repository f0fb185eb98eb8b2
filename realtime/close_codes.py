"""Why a socket was closed. The table in docs/protocol.md is tested against this file."""

from typing import Final, NamedTuple


class CloseCode(NamedTuple):
    """A WebSocket close code, its reason as sent, and whether the client should connect again by itself."""

    code: int
    reason: str
    reconnect: bool


DRAIN: Final = CloseCode(1012, "this node restarts", True)
SLOW: Final = CloseCode(1013, "reading too slowly", True)
BAD_FRAME: Final = CloseCode(4400, "bad frame", False)
SIGNED_OUT: Final = CloseCode(4401, "signed out", False)
NO_ACCESS: Final = CloseCode(4403, "no access", False)
GONE: Final = CloseCode(4404, "gone", False)
SILENT: Final = CloseCode(4408, "silent for too long", True)
LOCKED: Final = CloseCode(4423, "shut until somebody has looked at it", False)
OUTDATED: Final = CloseCode(4426, "outdated, load the page again", False)
TOO_FAST: Final = CloseCode(4429, "too many commands", True)

ALL: Final = (DRAIN, SLOW, BAD_FRAME, SIGNED_OUT, NO_ACCESS, GONE, SILENT, LOCKED, OUTDATED, TOO_FAST)
