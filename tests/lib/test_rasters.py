"""What is made of pictures, honest ones and others."""

from io import BytesIO

import pytest
from PIL import Image

from archive.lib import rasters
from archive.lib.rasters import FORMATS, NoRasterError, looks_like_raster, raster_of
from tests.pictures import POLYGLOT, SVG, animation, drawn, photograph, png_of


def opened(raster):
    return Image.open(BytesIO(raster.content))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_four_formats_are_written_anew_as_what_they_are(kind):
    raster = raster_of(drawn(kind))
    with opened(raster) as image:
        assert (image.format, image.size) == (kind, (120, 80))
    assert (raster.extension, raster.width, raster.height) == (FORMATS[kind], 120, 80)
    assert looks_like_raster(drawn(kind))


@pytest.mark.parametrize("kind", FORMATS)
def test_what_was_written_anew_is_the_same_picture(kind):
    before = Image.open(BytesIO(drawn(kind))).convert("RGB").resize((1, 1))
    after = opened(raster_of(drawn(kind))).convert("RGB").resize((1, 1))
    pairs = zip(before.getpixel((0, 0)), after.getpixel((0, 0)), strict=True)
    assert all(abs(one - other) < 6 for one, other in pairs)
    assert raster_of(drawn(kind)) == raster_of(drawn(kind))


def test_a_photograph_no_longer_says_where_it_was_taken():
    raster = raster_of(photograph())
    with opened(raster) as image:
        assert not dict(image.getexif())
        assert "comment" not in image.info
    assert b"anarienvogel" not in raster.content
    assert b"Exif" not in raster.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_no_other_format_keeps_metadata(kind):
    exif = Image.Exif()
    exif[0x010F] = "Kanarienvogel Optics"
    options = {"comment": b"kanarienvogel"} if kind == "GIF" else {"exif": exif}
    before = drawn(kind, **options)
    assert b"anarienvogel" in before
    assert b"anarienvogel" not in raster_of(before).content


def test_a_photograph_stands_upright_without_its_metadata():
    raster = raster_of(photograph(orientation=6))
    assert (raster.width, raster.height) == (80, 120)
    with opened(raster) as image:
        assert image.size == (80, 120)
        assert not dict(image.getexif())


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_keeps_moving(kind):
    with opened(raster_of(animation(kind))) as image:
        assert (image.n_frames, image.info.get("loop", 0)) == (3, 0)


def test_transparency_stays():
    image = Image.new("RGBA", (40, 40), (10, 20, 30, 0))
    image.putpixel((3, 3), (10, 20, 30, 255))
    for kind in ("PNG", "GIF", "WEBP"):
        image.save(out := BytesIO(), format=kind)
        with opened(raster_of(out.getvalue())) as shown:
            assert shown.convert("RGBA").getpixel((20, 20))[3] == 0


# Hostile ones -------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "why"), [
    (SVG, "no JPEG, PNG, GIF or WebP"),
    (b"", "no JPEG"),
    (b"<!DOCTYPE html><script>alert(1)</script>", "no JPEG"),
    (drawn("BMP"), "no JPEG"),
    (drawn("TIFF"), "no JPEG"),
    (drawn("ICO"), "no JPEG"),
    (photograph()[:900], "cannot be decoded"),
    (drawn("PNG")[:200], "cannot be decoded"),
    (png_of(100, 100, b"\0" * 50), "cannot be decoded"),
    (png_of(0, 5), "it "),
    (b"\x89PNG\r\n\x1a\n" + b"\xff" * 500, "it "),
    (b"\xff\xd8\xff\xe0" + b"\xff" * 500, "it "),
    (b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 500, "it "),
    (b"GIF89a" + b"\xff" * 500, "it "),
])  # fmt: skip
def test_what_is_no_picture_says_why(content, why):
    with pytest.raises(NoRasterError, match=why):
        raster_of(content)


@pytest.mark.parametrize("size", [(50_000, 50_000), (40_000, 1_001), (2**31 - 1, 1)])
def test_a_picture_of_too_many_pixels_is_never_decoded(size):
    """Some hundred bytes that would take gigabytes."""
    with pytest.raises(NoRasterError):
        raster_of(png_of(*size))


def test_the_bound_on_pixels_is_of_the_decoded_picture(monkeypatch):
    monkeypatch.setattr(rasters, "MOST_PIXELS", 120 * 80)
    assert raster_of(drawn()).width == 120
    with pytest.raises(NoRasterError, match="121 by 80 pixels"):
        raster_of(drawn(size=(121, 80)))


def test_an_animation_of_too_many_pixels_stands_still(monkeypatch):
    monkeypatch.setattr(rasters, "MOST_PIXELS", 60 * 40 * 2)
    with opened(raster_of(animation("GIF"))) as image:
        assert getattr(image, "n_frames", 1) == 1


def test_a_picture_of_too_many_bytes_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(rasters, "MOST_BYTES", 100)
    with pytest.raises(NoRasterError, match="more than 100 bytes"):
        raster_of(drawn())
    assert not looks_like_raster(drawn())


def test_nothing_rides_along_behind_or_within_a_picture():
    """A GIF that is a page as well: only its pixels are written anew, if it has any."""
    for content in (drawn("GIF") + POLYGLOT, drawn("GIF", comment=POLYGLOT),
                    drawn("PNG") + POLYGLOT, photograph() + POLYGLOT):  # fmt: skip
        assert b"<script>" not in raster_of(content).content
    with pytest.raises(NoRasterError):
        raster_of(POLYGLOT)


def test_a_profile_of_colours_stays_unless_it_is_a_load():
    small, large = b"x" * 500, b"x" * (rasters.MOST_PROFILE_BYTES + 1)
    assert opened(raster_of(drawn(icc_profile=small))).info["icc_profile"] == small
    try:
        raster = raster_of(drawn(icc_profile=large))
    except NoRasterError:
        return  # Pillow itself refuses such a one
    assert "icc_profile" not in opened(raster).info
