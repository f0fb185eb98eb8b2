"""The one error of commands, actions, the HTTP API and the sockets."""

from typing import Any, Final

STATUS: Final[dict[str, int]] = {
    "bad_request": 400,
    "unknown_command": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "gone": 410,
    "too_large": 413,
    "invalid": 422,
    "locked": 423,
    "too_fast": 429,
    "internal": 500,
    "unavailable": 503,
}


class Refused(Exception):
    """What a person asked for is not done, and they are told why.

    `code` is one of `STATUS`, `message` is a sentence for people, `field` names the input at fault.
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field

    @property
    def status(self) -> int:
        """The HTTP status that carries this refusal."""
        return STATUS.get(self.code, 400)

    def as_error(self) -> dict[str, Any]:
        """`{"code", "message", "field"?}`, the same on every transport."""
        error = {"code": self.code, "message": self.message}
        if self.field is not None:
            error["field"] = self.field
        return error
