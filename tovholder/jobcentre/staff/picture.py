"""From what somebody sent to a small picture of a face: read, turned, cropped, and written anew with nothing beside."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from tovholder.jobcentre.access.refused import Refused

MOST_MEGABYTES = 8
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
# A JPEG is read at a fraction of its size, however large a telephone made it; the others are unpacked whole, which
# takes up to fifteen bytes a point.
MOST_MILLION_POINTS, MOST_OF_A_JPEG = 16, 60
SIDE = 240
LIGHT_ENOUGH = 20_000  # bytes
CONTENT_TYPE = "image/webp"
_READ = ("JPEG", "PNG", "WEBP")
_QUALITIES = (82, 70, 55, 40, 25, 10)

# Pillow warns of a large picture and refuses one twice as large; with the limits above, nothing larger is unpacked.
Image.MAX_IMAGE_PIXELS = None


class NotAPicture(Refused):
    """What was sent is no picture we can read, or has more points than we unpack."""


def made_small(sent: bytes) -> bytes:
    """Return the middle of the picture as a WebP of `SIDE` × `SIDE` points, at most `LIGHT_ENOUGH` bytes.

    It holds the points and nothing more: no place, no time, no camera. Raises `NotAPicture`.
    """
    try:
        with Image.open(BytesIO(sent), formats=_READ) as picture:
            _refuse_too_many_points(picture)
            return _light(_points_alone(picture))
    except Refused:
        raise
    # A broken file makes Pillow stumble in many ways, and all mean the same to whoever sent it.
    except Exception as error:
        raise NotAPicture(
            _("Filen kan ikke læses som et billede. Vælg et billede, der er gemt som JPEG, PNG eller WebP.")
        ) from error


def _refuse_too_many_points(picture: Image.Image) -> None:
    wide, high = picture.size
    most = MOST_OF_A_JPEG if _is_jpeg(picture) else MOST_MILLION_POINTS
    if wide * high > most * 1_000_000:
        raise NotAPicture(
            _("Billedet har for mange punkter: højst %(most)d millioner. Gør det mindre, og prøv igen.")
            % {"most": most}
        )


def _points_alone(picture: Image.Image) -> Image.Image:
    """The picture the right way up, its middle as a square, on white where one could see through it."""
    if _is_jpeg(picture):
        picture.draft(
            "RGB", (2 * SIDE, 2 * SIDE)
        )  # reads it at a fraction of its size, in a fraction of the room
    ImageOps.exif_transpose(picture, in_place=True)
    plain = picture if picture.mode in {"L", "RGB", "RGBA"} else picture.convert("RGBA")
    square = ImageOps.fit(plain, (SIDE, SIDE), Image.Resampling.LANCZOS).convert("RGBA")
    points = Image.new("RGB", (SIDE, SIDE), "white")
    points.paste(square, mask=square)
    return points


def _is_jpeg(picture: Image.Image) -> bool:
    # Two JPEGs in one file, as many telephones write them, are read as the first of the two.
    return picture.format in {"JPEG", "MPO"}


def _light(points: Image.Image) -> bytes:
    for quality in _QUALITIES:
        written = BytesIO()
        points.save(written, "WEBP", quality=quality, method=4)
        if written.tell() <= LIGHT_ENOUGH:
            break
    return written.getvalue()
