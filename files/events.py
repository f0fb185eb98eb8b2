"""What others are told of a file: it travels inside the message that it belongs to."""

from realtime.wire import Result, Wire


class FileInfo(Wire):
    """An uploaded file. `size` in bytes; `width` and `height` in pixels as shown, null for what is not to be shown
    as a picture.

    `thumb`: there is a small picture at `thumb_url` (WebP, at most 640 pixels wide and high). The addresses want the
    same sign-in as everything else, and answer 404 to whoever may not read the room (any more).
    """

    id: str
    name: str
    size: int
    type: str
    width: int | None
    height: int | None
    thumb: bool
    url: str
    thumb_url: str


class FileLimits(Result):
    """Bytes: of the largest file, of all one may have, and of all one has."""

    largest: int
    most: int
    used: int
