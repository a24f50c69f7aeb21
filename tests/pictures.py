"""Pictures drawn for tests, and files that only look like one."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw


def drawn(kind: str = "PNG", size: tuple[int, int] = (120, 80), **options: Any) -> bytes:
    """A picture of a bridge, more or less, that is too large to be taken for a spacer."""
    image = Image.new("RGB", size, (212, 222, 226))
    draw = ImageDraw.Draw(image)
    for step in range(0, size[0], 7):
        draw.line((step, size[1], size[0] - step, size[1] // 3), fill=(step % 256, 90, 110))
    draw.rectangle((0, size[1] * 2 // 3, *size), fill=(38, 78, 92))
    out = BytesIO()
    image.save(out, format=kind, **options)
    return out.getvalue()


def photograph(orientation: int = 1) -> bytes:
    """A JPEG that says where it was taken, and with what."""
    exif = Image.Exif()
    exif[0x010F] = "Kanarienvogel Optics"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (53.0, 33.0, 1.0)  # latitude
    return drawn("JPEG", exif=exif, comment=b"kanarienvogel comment", quality=80)


def animation(kind: str = "GIF", frames: int = 3) -> bytes:
    stills = [Image.new("RGB", (60, 40), (80 * number, 90, 110)) for number in range(frames)]
    out = BytesIO()
    stills[0].save(out, format=kind, save_all=True, append_images=stills[1:], duration=90, loop=0)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says it is so large (W3C PNG, section 11.2), whatever follows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    ended = chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + ended


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
)
POLYGLOT = b"GIF89a/*\x01\x00\x01\x00*/=1;alert(1)//<html><script>alert(1)</script></html>"
