"""Images drawn anew, so that only the picture is kept: no position, no camera, nothing hidden after the end."""

import struct
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageFile

from kompass.domain.errors import Invalid, Problem
from kompass.domain.media import JPG, MOST_PIXELS, PNG, SUBJECT, Kind, Media

FORMATS: Mapping[Kind, str] = {PNG: "PNG", JPG: "JPEG"}
# The level Pillow uses for PNG unless told takes three times as long, and saves nothing to speak of.
OPTIONS: Mapping[Kind, Mapping[str, Any]] = {PNG: {"compress_level": 3}, JPG: {"quality": 90}}
# How to turn what a camera held some other way, by the number the camera wrote. Pillow's own function for this
# also writes the camera's other notes anew, and fails when one of them is odd.
TURNS: Mapping[Any, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Which colour is see-through belongs to the picture; all else Pillow would carry over does not.
PICTURE = frozenset({"transparency"})
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What Pillow raises for damaged images, besides OSError.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)

_turn = threading.Lock()


def cleaned_image(content: bytes, media: Media) -> bytes:
    """The same picture without anything else, turned the right way up; `media` must be PNG or JPEG.

    The colour profile goes too, and a moving picture becomes its first frame. The result may be larger than what
    was sent. Raises Invalid: image_too_large above 40 million pixels, before anything is decoded; image_broken
    when the picture cannot be read to its end.
    """
    try:
        with _one_at_a_time(), Image.open(BytesIO(content), formats=[FORMATS[media.kind]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _invalid("image_too_large")
            return _drawn_anew(image, media.kind)
    except BOMBS as error:
        raise _invalid("image_too_large") from error
    except BROKEN as error:
        raise _invalid("image_broken") from error


def _drawn_anew(image: Image.Image, kind: Kind) -> bytes:
    image.load()  # a PNG may say how it is held after its picture
    turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    picture = image if turn is None else image.transpose(turn)
    if kind is JPG and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")  # the colours of a printing press are not shown by every browser
    picture.info = {key: value for key, value in picture.info.items() if key in PICTURE}
    drawn = BytesIO()
    picture.save(drawn, FORMATS[kind], **OPTIONS[kind])
    return drawn.getvalue()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """One image in memory at a time, four bytes a pixel; and half an image is an error meanwhile.

    WeasyPrint tells Pillow, for the whole process, to fill in what is missing of an image.
    """
    with _turn:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _invalid(code: str) -> Invalid:
    return Invalid((Problem(code, SUBJECT),))
