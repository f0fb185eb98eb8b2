"""The one thing in EXIF that a picture needs: how it has to be turned to stand upright. Pure."""

from typing import Final, Literal

ORIENTATION: Final = 0x0112
LARGEST: Final = 8
_ORDERS: Final[dict[bytes, Literal["little", "big"]]] = {b"II": "little", b"MM": "big"}


def orientation(exif: bytes) -> int:
    """1 (upright) to 8, as EXIF numbers the turns; 1 where nothing or nonsense is said. Looks at the first directory,
    with or without the "Exif" that some put in front. Never raises: what is not there reads as nothing."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = _ORDERS.get(tiff[:2])
    if order is None:
        return 1

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], order)

    directory = number(4, 4)
    for entry in range(directory + 2, directory + 2 + 12 * number(directory, 2), 12):
        if number(entry, 2) == ORIENTATION:
            turn = number(entry + 8, 2)
            return turn if 1 <= turn <= LARGEST else 1
    return 1


def exif_of(turn: int) -> bytes:
    """EXIF of 26 bytes that says this turn and nothing else."""
    head = b"MM\0*" + (8).to_bytes(4, "big") + (1).to_bytes(2, "big")
    entry = ORIENTATION.to_bytes(2, "big") + b"\0\x03\0\0\0\x01" + turn.to_bytes(2, "big") + b"\0\0"
    return head + entry + b"\0\0\0\0"
