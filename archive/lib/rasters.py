"""Pictures from strangers: decoded within bounds, and written anew as pixels alone.

Only the four raster formats that every browser shows are decoded; SVG is markup that acts. What is
written anew holds no metadata (where a photograph was taken, with whose camera), nothing behind
its end, and is no file of another kind at the same time.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
MOST_BYTES = 20 * 1024**2
MOST_PIXELS = 40_000_000  # of all frames together: 160 MB while they are decoded
MOST_PROFILE_BYTES = 1024**2
QUALITY = 90
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"RIFF")
# What of a picture's information belongs to its pixels.
_KEPT = ("transparency", "gamma")
_ORIENTATION = 0x0112  # in Exif 2.3


class NoRasterError(Exception):
    """The bytes are no picture that is shown; the message says why."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture as it may be shown. `extension` is one of MEDIA_TYPES."""

    content: bytes
    extension: str
    width: int
    height: int


def looks_like_raster(content: bytes) -> bool:
    """Whether the bytes begin as a picture that may be shown does, and are not too many."""
    return content.startswith(_MAGIC) and len(content) <= MOST_BYTES


def raster_of(content: bytes) -> Raster:
    """Decode a picture and write it anew, in its own format. Raises NoRasterError.

    Costs about 0.1 s for each megapixel. An animation of too many pixels is its first frame.
    """
    if len(content) > MOST_BYTES:
        raise NoRasterError(f"it has more than {MOST_BYTES:,} bytes")
    try:
        with Image.open(BytesIO(content), formats=tuple(FORMATS)) as image:
            return _rewritten(image)
    except NoRasterError:
        raise
    except UnidentifiedImageError as error:
        raise NoRasterError("it is no JPEG, PNG, GIF or WebP") from error
    except Exception as error:
        # The boundary: what decoders raise on bytes made to harm them nobody has listed.
        raise NoRasterError(f"it cannot be decoded ({error!r:.200})") from error


def _rewritten(image: Image.Image) -> Raster:
    width, height = image.size
    if not 0 < width * height <= MOST_PIXELS:
        raise NoRasterError(f"it is {width} by {height} pixels, and {MOST_PIXELS:,} are the most")
    name = "JPEG" if image.format == "MPO" else str(image.format)
    frames = getattr(image, "n_frames", 1) if name != "JPEG" else 1
    out = BytesIO()
    if 1 < frames <= MOST_PIXELS // (width * height):
        _write_animation(image, name, frames, out)
    else:
        image.seek(0)
        image.load()
        width, height = _write_still(image, name, out)
    return Raster(out.getvalue(), FORMATS[name], width, height)


def _write_still(image: Image.Image, name: str, out: BytesIO) -> tuple[int, int]:
    """Write one frame, turned the way its metadata says; its size."""
    is_turned = image.getexif().get(_ORIENTATION, 1) != 1
    still = ImageOps.exif_transpose(image) if is_turned else image
    info: dict[Any, Any] = {key: image.info[key] for key in _KEPT if key in image.info}
    profile = image.info.get("icc_profile")
    is_fit = isinstance(profile, bytes) and len(profile) <= MOST_PROFILE_BYTES
    options: dict[str, object] = {"icc_profile": profile} if is_fit else {}
    # The same tables once more: nothing is lost that was not lost before.
    keeps = name == "JPEG" and image.format == "JPEG" and not is_turned
    options["quality"] = "keep" if keeps else QUALITY
    still.info = info
    still.getexif().clear()
    still.save(out, format=name, **options)
    return still.size


def _write_animation(image: Image.Image, name: str, frames: int, out: BytesIO) -> None:
    stills, durations = [], []
    for number in range(frames):
        image.seek(number)
        frame = image.convert("RGBA")
        frame.info = {}
        stills.append(frame)
        durations.append(min(max(int(image.info.get("duration", 100)), 0), 60_000))
    loop = {"loop": image.info["loop"]} if "loop" in image.info else {}
    options: dict[str, object] = {"duration": durations, "disposal": 2, **loop}
    if name != "GIF":
        del options["disposal"]
    stills[0].save(out, format=name, save_all=True, append_images=stills[1:], **options)
