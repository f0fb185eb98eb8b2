"""Why bytes from a client are not taken."""


class Bad(Exception):
    """Bytes that must not reach the document.

    `reason` is a short sentence for the person at the other end (a close reason holds 123 bytes);
    `code` is one of realtime's error codes.
    """

    def __init__(self, reason: str, code: str = "bad_request") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
