"""Real images in, the picture alone out."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageFile, ImageOps, PngImagePlugin

from kompass.domain.errors import Invalid
from kompass.domain.media import JPG, MOST_PIXELS, PNG, Kind, Media, recognise
from kompass.services.images import FORMATS, cleaned_image

SECRET = b"KAMERA-4711"
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def make_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Model] = SECRET.decode()
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    position[ExifTags.GPS.GPSLatitudeRef] = "N"
    position[ExifTags.GPS.GPSLatitude] = (62.0, 34.0, 30.0)
    return exif


def make_image(kind: Kind, image: Image.Image, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, FORMATS[kind], **options)
    return file.getvalue()


def four_corners(size: int = 16) -> Image.Image:
    """Red and green above, blue and white below."""
    image = Image.new("RGB", (size * 2, size * 2))
    for number, colour in enumerate((RED, GREEN, BLUE, WHITE)):
        image.paste(
            colour, (number % 2 * size, number // 2 * size, (number % 2 + 1) * size, (number // 2 + 1) * size)
        )
    return image


def corners(content: bytes) -> list[tuple[int, ...]]:
    with Image.open(io.BytesIO(content)) as image:
        drawn, (width, height) = image.convert("RGB"), image.size
    points = ((4, 4), (width - 4, 4), (4, height - 4), (width - 4, height - 4))
    return [tuple(255 * round(value / 255) for value in drawn.getpixel(point) or ()) for point in points]  # type: ignore[union-attr]


def codes(raised: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.subject) for problem in raised.value.problems]


def huge_png() -> bytes:
    """A PNG of 400 million pixels in a few bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", [PNG, JPG], ids=["png", "jpg"])
def test_position_and_camera_are_gone_and_the_picture_is_the_same(kind: Kind) -> None:
    noted = make_image(
        kind, four_corners(), exif=make_exif(), icc_profile=b"profile of " + SECRET, xmp=b"x" + SECRET
    )
    assert SECRET in noted

    cleaned = cleaned_image(noted, Media(kind))

    assert SECRET not in cleaned
    assert corners(cleaned) == [RED, GREEN, BLUE, WHITE]
    with Image.open(io.BytesIO(cleaned)) as image:
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
    assert recognise(f"bilde.{kind.code}", cleaned) == Media(kind)


def test_words_hidden_in_an_image_are_gone() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    png = make_image(PNG, four_corners(), pnginfo=words)
    jpg = make_image(JPG, four_corners(), comment=SECRET) + b"<script>alert(1)</script>"
    assert SECRET in png
    assert SECRET in jpg

    assert SECRET not in cleaned_image(png, Media(PNG))
    cleaned = cleaned_image(jpg, Media(JPG))
    assert SECRET not in cleaned
    assert b"<script>" not in cleaned


@pytest.mark.parametrize("kind", [PNG, JPG], ids=["png", "jpg"])
@pytest.mark.parametrize(
    ("orientation", "turned"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
        (9, [RED, GREEN, BLUE, WHITE]),
    ],
)
def test_an_image_is_turned_as_the_camera_was_held(
    kind: Kind, orientation: int, turned: list[tuple[int, ...]]
) -> None:
    noted = make_image(kind, four_corners(), exif=make_exif(orientation))

    assert corners(cleaned_image(noted, Media(kind))) == turned


def test_odd_notes_of_a_camera_do_not_spoil_the_picture() -> None:
    exif, tag = make_exif(6), ExifTags.Base.ResolutionUnit
    exif[tag] = 5
    noted = make_image(JPG, four_corners(), exif=exif)
    # A note that should be a number says it is text: Pillow can read it, and cannot write it.
    odd = noted.replace(struct.pack(">HH", tag, 3), struct.pack(">HH", tag, 2), 1)
    odd = odd.replace(struct.pack("<HH", tag, 3), struct.pack("<HH", tag, 2), 1)
    assert odd != noted
    with Image.open(io.BytesIO(odd)) as image, pytest.raises(struct.error):
        ImageOps.exif_transpose(image)

    assert corners(cleaned_image(odd, Media(JPG))) == [BLUE, RED, WHITE, GREEN]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_keeps_its_colours_whatever_way_they_are_written(mode: str) -> None:
    picture = Image.effect_noise((16, 16), 90).convert("L").convert(mode)

    cleaned = cleaned_image(make_image(PNG, picture), Media(PNG))

    with Image.open(io.BytesIO(cleaned)) as image:
        assert (image.mode, image.size) == (mode, (16, 16))
        assert image.tobytes() == picture.tobytes()


def test_what_is_see_through_stays_so() -> None:
    cleaned = cleaned_image(make_image(PNG, four_corners(), transparency=GREEN), Media(PNG))

    with Image.open(io.BytesIO(cleaned)) as image:
        alpha = image.convert("RGBA").getchannel("A")
    assert (alpha.getpixel((4, 4)), alpha.getpixel((28, 4))) == (255, 0)


@pytest.mark.parametrize(("mode", "kept"), [("L", "L"), ("RGB", "RGB"), ("CMYK", "RGB")])
def test_a_jpg_becomes_one_that_every_browser_shows(mode: str, kept: str) -> None:
    cleaned = cleaned_image(make_image(JPG, four_corners().convert(mode)), Media(JPG))

    with Image.open(io.BytesIO(cleaned)) as image:
        assert image.mode == kept


def test_a_moving_picture_becomes_its_first_frame() -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in (RED, BLUE)]
    moving = make_image(PNG, frames[0], save_all=True, append_images=frames[1:])

    cleaned = cleaned_image(moving, Media(PNG))

    assert b"acTL" in moving
    assert b"acTL" not in cleaned
    assert corners(cleaned) == [RED] * 4


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(huge_png(), PNG, id="400 million pixels, which Pillow refuses"),
        pytest.param(make_image(PNG, Image.new("1", (12_000, 8_000))), PNG, id="96 million, which Pillow warns of"),
        pytest.param(make_image(PNG, Image.new("1", (8_000, 5_001))), PNG, id="one line too many"),
        pytest.param(make_image(JPG, Image.new("L", (8_000, 5_001))), JPG, id="one line too many in jpg"),
    ],
)
def test_too_many_pixels_are_refused_before_they_are_decoded(
    content: bytes, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decoded(_image: ImageFile.ImageFile) -> None:
        pytest.fail("decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded)
    with pytest.raises(Invalid) as raised:
        cleaned_image(content, Media(kind))

    assert codes(raised) == [("image_too_large", "file")]


def test_the_most_pixels_are_allowed() -> None:
    largest = Image.new("1", (8_000, 5_000))
    assert largest.width * largest.height == MOST_PIXELS

    with Image.open(io.BytesIO(cleaned_image(make_image(PNG, largest), Media(PNG)))) as image:
        assert image.size == (8_000, 5_000)


PNG_NOISE = make_image(PNG, Image.effect_noise((64, 64), 90))
JPG_NOISE = make_image(JPG, Image.effect_noise((64, 64), 90))


@pytest.mark.parametrize("filling_in", [True, False], ids=["Pillow told to fill in", "Pillow as it is"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(PNG_NOISE[: len(PNG_NOISE) // 2], PNG, id="png cut in half"),
        pytest.param(JPG_NOISE[: len(JPG_NOISE) // 2], JPG, id="jpg cut in half"),
        pytest.param(PNG_NOISE[:20], PNG, id="png cut in its header"),
        pytest.param(PNG_NOISE.replace(b"IDAT", b"IDAX"), PNG, id="png without a picture"),
        pytest.param(PNG_NOISE[:60] + b"\xff\x00\xff" + PNG_NOISE[63:], PNG, id="png with changed bytes"),
        pytest.param(PNG_NOISE, JPG, id="png called jpg"),
        pytest.param(JPG_NOISE, PNG, id="jpg called png"),
        pytest.param(b"<svg onload='alert(1)'/>", PNG, id="drawing that is text"),
        pytest.param(b"", JPG, id="nothing"),
    ],
)
def test_a_broken_image_is_refused_also_where_pillow_is_told_to_fill_in(
    content: bytes, kind: Kind, filling_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", filling_in)

    with pytest.raises(Invalid) as raised:
        cleaned_image(content, Media(kind))

    assert codes(raised) == [("image_broken", "file")]
    assert ImageFile.LOAD_TRUNCATED_IMAGES is filling_in
