"""Pictures: sizes, small copies, and what is made to break decoders."""

import resource
from io import BytesIO

import pytest
from PIL import Image
from pytest_django import Settings

from files.pictures import look_at
from tests.files import samples


def test_a_photo_is_turned_upright_and_tells_no_place() -> None:
    raw = samples.photo(1200, 800, orientation=6)
    assert b"SecretCamera" in raw
    seen = look_at(BytesIO(raw), len(raw))
    assert seen is not None and (seen.width, seen.height) == (800, 1200)
    assert seen.thumb is not None
    small = Image.open(BytesIO(seen.thumb))
    assert small.format == "WEBP" and small.height == 640 and small.width in (426, 427)
    assert not small.getexif() and b"SecretCamera" not in seen.thumb and b"EXIF" not in seen.thumb


def test_a_small_picture_is_not_blown_up() -> None:
    raw = samples.picture(40, 30)
    seen = look_at(BytesIO(raw), len(raw))
    assert seen is not None and seen.thumb is not None
    assert Image.open(BytesIO(seen.thumb)).size == (40, 30)


def test_transparency_stays() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (10, 20, 30, 0)).save(out, "PNG")
    seen = look_at(out, out.tell())
    assert seen is not None and seen.thumb is not None
    assert Image.open(BytesIO(seen.thumb)).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_moving_picture_is_shown_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = samples.moving()
    seen = look_at(BytesIO(raw), len(raw))
    assert seen == (20, 10, None)
    monkeypatch.setattr("files.pictures.MOVES_UP_TO", 10)
    still = look_at(BytesIO(raw), len(raw))
    assert still is not None and still.thumb is not None


def test_a_bomb_is_not_decoded(settings: Settings) -> None:
    raw = samples.bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for pixels in (50_000_000, 10):
        settings.COLLAB = settings.COLLAB | {"MAX_IMAGE_PIXELS": pixels}
        seen = look_at(BytesIO(raw), len(raw))
        assert seen is None or seen == (None, None, None)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_a_png_of_too_many_pixels_is_not_decoded_in_search_of_its_turn(settings: Settings) -> None:
    settings.COLLAB = settings.COLLAB | {"MAX_IMAGE_PIXELS": 50_000_000}
    raw = samples.bomb(9_000, 9_000)  # below the decoder's own limit, and broken: decoding would fail
    assert look_at(BytesIO(raw), len(raw)) == (None, None, None)


def test_more_pixels_than_allowed_get_no_preview(settings: Settings) -> None:
    settings.COLLAB = settings.COLLAB | {"MAX_IMAGE_PIXELS": 1199}
    raw = samples.picture(40, 30)
    assert look_at(BytesIO(raw), len(raw)) == (None, None, None)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        samples.picture()[:60],
        samples.photo()[:300],
        samples.picture(kind="WEBP")[:30],
        b"GIF89a" + b"\xff" * 50,
        samples.HTML,
    ],
)
def test_broken_pictures_are_no_pictures(raw: bytes) -> None:
    assert look_at(BytesIO(raw), len(raw)) is None
