"""Every part of the pages looks as it did when its picture was kept, in tests/browser/looks/.

What was changed on purpose is looked at and kept anew: `pytest tests/browser/test_looks.py
--keep-looks`. Pictures are of a third of the size, compared in blocks of fifteen
pixels of the page, so that another version of a font's edges makes no difference.
"""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = Path(__file__).parent / "looks"
KEPT_SCALE, BLOCK = 3, 5
"""A kept picture is so much smaller than the page, and a block has so many of its pixels."""
MOST_COLOURS = 255
FAINT = 12
"""Of 255: what a block's mean colour may differ by."""
MOST_BLOCKS, MOST_SHARE = 4, 0.003
"""Blocks that may differ by more than that: so many, or such a share of them."""
WIDTHS = {"wide": 1280, "phone": 360}
SCHEMES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
}
PARTS = [
    "header.masthead", "#of-colours", "#of-type", "#of-space", "#of-forms", "#of-notices",
    "#of-lists", "#of-plots", "#of-people", "#of-searches", "#of-nothing", "#of-long-threads",
    "#of-articles", "footer.colophon",
]  # fmt: skip
# Where space is short, and where only colours differ, what they do to most is enough.
IN_ALL = ["#of-forms", "#of-lists", "#of-searches", "#of-articles", "footer.colophon"]
ALL_LOADED = """() => Promise.all([...document.images].map(
  image => { image.loading = 'eager'; return image.decode(); }))"""
ALONE = """part => document.querySelectorAll('.part-of-style').forEach(
  one => { one.style.display = one.matches(part) ? '' : 'none'; })"""


def page_looks():
    """Each page as it is photographed: its name, address, width and colours, and which parts."""
    for width in WIDTHS:
        yield f"{width}-light", "/about/style/", width, "light", PARTS
    for scheme in ("dark", "contrast", "forced"):
        yield f"wide-{scheme}", "/about/style/", "wide", scheme, IN_ALL
    for sample in ("arabic", "japanese", "textless"):
        for width in WIDTHS:
            yield f"{width}-light", f"/about/style/{sample}/", width, "light", ["main"]


def name_of(address, look, part):
    sample = address.removeprefix("/about/style/").strip("/")
    return f"{sample or part.removeprefix('#of-').rpartition('.')[2]}-{look}"


@pytest.fixture
def pictures_of(in_browser, live_server):
    """Pictures of parts of a page, as they are kept; with styles of one's own beside ours."""

    def take(address, width, scheme, parts, styles=""):
        def visit(browser):
            viewport = {"width": WIDTHS[width], "height": 900}
            context = browser.new_context(viewport=viewport, bypass_csp=True, **SCHEMES[scheme])
            tab = context.new_page()
            tab.goto(live_server.url + address)
            if styles:
                tab.add_style_tag(content=styles)
            tab.evaluate(ALL_LOADED)
            taken = [alone(tab, part).screenshot(animations="disabled") for part in parts]
            context.close()
            return taken

        return [shrunk(Image.open(BytesIO(one)).convert("RGB")) for one in in_browser(visit)]

    return take


def alone(tab, part):
    """A part without the others: what stands above would move it by parts of a pixel."""
    tab.evaluate(ALONE, part)
    return tab.locator(part)


def shrunk(picture):
    sides = [max(1, side // KEPT_SCALE) for side in picture.size]
    return picture.resize(sides, Image.Resampling.BOX)


def blocks(picture, size):
    """The mean colours of a picture's blocks, of which there are so many across and down."""
    across, down = size
    return picture.resize((across * BLOCK, down * BLOCK)).reduce(BLOCK)


def differing(kept, now):
    """How many blocks differ, of how many."""
    if abs(kept.width - now.width) > 1 or abs(kept.height - now.height) > 0.02 * kept.height + 1:
        return kept.width * kept.height, 1
    size = (max(1, kept.width // BLOCK), max(1, kept.height // BLOCK))
    both = ImageChops.difference(blocks(kept, size), blocks(now, size))
    return int((np.asarray(both).max(axis=2) > FAINT).sum()), size[0] * size[1]


def is_alike(kept, now):
    different, count = differing(kept, now)
    return different <= max(MOST_BLOCKS, MOST_SHARE * count)


@pytest.mark.parametrize(("look", "address", "width", "scheme", "parts"), [*page_looks()])
def test_it_looks_as_it_did(pictures_of, request, tmp_path, look, address, width, scheme, parts):
    differ = []
    for part, now in zip(parts, pictures_of(address, width, scheme, parts), strict=True):
        path = LOOKS / f"{name_of(address, look, part)}.png"
        now.save(tmp_path / path.name)
        if path.exists() and is_alike(kept := Image.open(path).convert("RGB"), now):
            continue
        if request.config.getoption("--keep-looks"):
            now.quantize(MOST_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        elif path.exists():
            differ.append(f"{path} is not {tmp_path / path.name}: {differing(kept, now)}")
        else:
            differ.append(f"{path} is missing")
    assert differ == []


@pytest.mark.parametrize(
    "change",
    [
        ".button { background: #888 }",
        ".field .error { display: none }",
        ".field label { font-family: monospace }",
        ".form { gap: 2px }",
        ".field .error { color: #191d1a; border-color: #191d1a }"
        "input[aria-invalid] { border-color: #828a83 !important }",
    ],
)
def test_what_changes_is_seen(pictures_of, change):
    of = ("/about/style/", "wide", "light", ["#of-forms"])
    (before,), (again,), (after,) = (pictures_of(*of, styles=one) for one in ("", "", change))
    assert is_alike(before, again)
    assert not is_alike(before, after)


def test_no_picture_is_kept_of_what_is_not_there():
    assert {path.stem for path in LOOKS.glob("*.png")} == {
        name_of(address, look, part) for look, address, *_, parts in page_looks() for part in parts
    }
