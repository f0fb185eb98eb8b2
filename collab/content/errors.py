"""Why a file is not taken."""


class Unreadable(Exception):
    """A file that cannot be imported. `reason` is a sentence for people; `where` names the part, line or field."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


def gettext_noop(reason: str) -> str:
    """Marks a reason for the catalogue of words. Django's own needs settings, which a conversion has none of."""
    return reason
