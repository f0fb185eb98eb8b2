"""What cameras write into pictures goes; the pixels, the colours, the animation and the turn stay."""

import struct
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from files.metadata import MOST_PARTS, without_metadata
from files.orientation import exif_of, orientation
from tests.files import samples

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def plain(raw: bytes, kind: str) -> bytes:
    """The picture as it is kept; the very same bytes when nothing is left out."""
    pieces = without_metadata(BytesIO(raw), TYPES[kind])
    if pieces is None:
        return raw
    kept = b"".join(each if isinstance(each, bytes) else raw[slice(*each)] for each in pieces)
    assert plain_again(kept, kind), "what was left out once has nothing more to leave out"
    return kept


def plain_again(kept: bytes, kind: str) -> bool:
    pieces = without_metadata(BytesIO(kept), TYPES[kind])
    if pieces is None:
        return True
    again = b"".join(each if isinstance(each, bytes) else kept[slice(*each)] for each in pieces)
    return again == kept


def opened(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw))


def same_pixels(one: Image.Image, other: Image.Image) -> bool:
    return (one.size, one.mode) == (other.size, other.mode) and not ImageChops.difference(
        one, other
    ).getbbox()


@pytest.mark.parametrize("kind", TYPES)
def test_the_place_goes_and_the_picture_stays(kind: str) -> None:
    raw = samples.photo(120, 80, kind=kind)
    assert opened(raw).getexif().get_ifd(samples.GPS)[1] == "N"
    assert samples.SECRETS[0] in raw and b"Serial-4711" in raw
    kept = plain(raw, kind)
    for secret in samples.SECRETS:
        assert secret not in kept
    before, after = opened(raw), opened(kept)
    assert dict(after.getexif()) == {0x0112: 6}
    assert not after.getexif().get_ifd(samples.GPS)
    assert after.info["icc_profile"] == before.info["icc_profile"] == samples.profile()
    assert not {"xmp", "comment", "Comment", "XML:com.adobe.xmp"} & set(after.info)
    assert same_pixels(before, after)
    assert len(kept) < len(raw)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("turn", range(1, 9))
def test_every_turn_stays_and_upright_needs_none(kind: str, turn: int) -> None:
    after = opened(plain(samples.photo(20, 10, turn, kind), kind))
    assert after.getexif().get(0x0112, 1) == turn
    assert ("exif" in after.info) == (turn > 1)


@pytest.mark.parametrize("kind", TYPES)
def test_a_picture_without_metadata_stays_as_it_is(kind: str) -> None:
    raw = samples.picture(kind=kind)
    assert without_metadata(BytesIO(raw), TYPES[kind]) is None


def test_other_types_are_not_touched() -> None:
    for raw, kind in ((samples.moving(), "image/gif"), (samples.PDF, "application/pdf"), (b"", "text/plain")):
        assert without_metadata(BytesIO(raw), kind) is None


@pytest.mark.parametrize(
    "options",
    [
        {"progressive": True, "restart_marker_rows": 1},
        {"subsampling": 0, "quality": 100},
        {"optimize": True, "dpi": (300, 300)},
    ],
)
def test_jpegs_of_many_makes(options: dict[str, Any]) -> None:
    raw = samples.photo(200, 100, **options)
    kept = plain(raw, "JPEG")
    assert same_pixels(opened(raw), opened(kept))
    assert opened(kept).info.get("dpi") == opened(raw).info.get("dpi")


def test_the_colours_of_print_stay() -> None:
    """Adobe's segment says that the four inks are stored inverted."""
    out = BytesIO()
    samples.scene(60, 40).convert("CMYK").save(out, "JPEG", exif=samples.exif())
    kept = plain(out.getvalue(), "JPEG")
    assert b"SecretCamera" not in kept
    assert same_pixels(opened(out.getvalue()), opened(kept))


def test_what_phones_hang_behind_a_jpeg_goes() -> None:
    several = BytesIO()
    first, second = samples.scene(60, 40), samples.scene(30, 20)
    first.save(several, "MPO", save_all=True, append_images=[second], exif=samples.exif())
    assert getattr(opened(several.getvalue()), "n_frames", 1) == 2
    for raw in (several.getvalue() + b"a film of SecretPlace", samples.photo(60, 40) + samples.photo(30, 20)):
        kept = plain(raw, "JPEG")
        assert not any(secret in kept for secret in samples.SECRETS)
        assert kept.endswith(b"\xff\xd9")
        assert (opened(kept).format, getattr(opened(kept), "n_frames", 1)) == ("JPEG", 1)
        assert same_pixels(opened(raw), opened(kept))


def test_what_stands_between_segments_goes_too() -> None:
    raw = samples.picture(kind="JPEG")
    comment, place = segment(0xFE, b"SecretComment"), segment(0xED, b"Photoshop 3.0\0SecretPlace")
    filled = raw[:2] + b"\xff\xff" + comment + b"junk" + place + raw[2:]
    assert plain(filled, "JPEG") == raw


def segment(code: int, data: bytes) -> bytes:
    return bytes((0xFF, code)) + (len(data) + 2).to_bytes(2, "big") + data


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "I;16"])
def test_pngs_keep_depth_and_transparency(mode: str) -> None:
    out = BytesIO()
    source = Image.linear_gradient("L").resize((64, 64))
    image = (
        source.convert("RGB").quantize(16) if mode == "P" else source.convert("I") if "I" in mode else source
    )
    image = image if mode == "P" else image.convert(mode)
    image.save(out, "PNG", exif=samples.exif(1), **({"transparency": 3} if mode == "P" else {}))
    raw = out.getvalue()
    kept = plain(raw, "PNG")
    assert b"SecretCamera" in raw and b"SecretCamera" not in kept
    assert opened(kept).tobytes() == opened(raw).tobytes()
    assert (opened(kept).mode, opened(kept).info.get("transparency")) == (
        opened(raw).mode,
        opened(raw).info.get("transparency"),
    )


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_goes_on_moving(kind: str) -> None:
    out = BytesIO()
    frames = [samples.scene(40, 30).rotate(angle) for angle in (0, 40, 80)]
    frames[0].save(
        out, kind, save_all=True, append_images=frames[1:], duration=[30, 60, 90], loop=2, exif=samples.exif()
    )
    before, after = opened(out.getvalue()), opened(plain(out.getvalue(), kind))
    assert b"SecretCamera" not in plain(out.getvalue(), kind)
    assert getattr(after, "n_frames", 1) == 3 and after.info["loop"] == before.info["loop"] == 2
    for number in range(3):
        before.seek(number)
        after.seek(number)
        assert same_pixels(before.convert("RGBA"), after.convert("RGBA"))
        assert before.info["duration"] == after.info["duration"]


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 60}, {"exact": True, "lossless": True}])
def test_the_head_of_a_webp_tells_what_is_in_it(options: dict[str, Any]) -> None:
    for turn in (1, 6):
        kept = plain(samples.photo(60, 40, turn, "WEBP", **options), "WEBP")
        assert struct.unpack("<I", kept[4:8])[0] == len(kept) - 8
        assert kept[12:16] == b"VP8X"
        assert kept[20] & 0x0C == (0x08 if turn > 1 else 0)
        assert kept[20] & 0x20  # the colour profile


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_cut_short_or_mangled_harms_nobody(kind: str) -> None:
    raw = samples.photo(24, 16, kind=kind)
    for cut in range(12, len(raw), 5):
        plain(raw[:cut], kind)
    for at in range(12, len(raw), 3):
        pieces = without_metadata(BytesIO(raw[:at] + b"\xff" + raw[at + 1 :]), TYPES[kind])
        last = 0
        for start, stop in (each for each in pieces or () if isinstance(each, tuple)):
            assert last <= start <= stop <= len(raw)
            last = stop


@pytest.mark.parametrize(
    ("head", "part", "kind"),
    [
        (b"\xff\xd8", b"\xff\xfe\0\2", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", b"\0\0\0\0tEXt\0\0\0\0", "PNG"),
        (b"RIFF\xff\xff\xff\x7fWEBP", b"XMP \0\0\0\0", "WEBP"),
    ],
)
def test_too_many_parts_are_refused(head: bytes, part: bytes, kind: str) -> None:
    with pytest.raises(ValueError, match="too many parts"):
        without_metadata(BytesIO(head + part * (MOST_PARTS + 1)), TYPES[kind])


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_turn_is_read_in_both_orders_of_bytes(order: str) -> None:
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    entries = ((0x010F, 2, 3, 0), (0x0112, 3, 1, 5))
    rows = b"".join(struct.pack(f"{order}HHIHH", *entry, 0) for entry in entries)
    tiff = head + struct.pack(f"{order}H", len(entries)) + rows
    assert orientation(tiff) == orientation(b"Exif\0\0" + tiff) == 5


def test_nonsense_about_the_turn_is_none() -> None:
    assert [orientation(exif_of(turn)) for turn in (1, 3, 8, 9, 0, 700)] == [1, 3, 8, 1, 1, 1]
    for junk in (b"", b"Exif\0\0", b"II", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"junk" * 9):
        assert orientation(junk) == 1
