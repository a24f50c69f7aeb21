"""Pictures that came in the input: inline in a page, beside it, or as parts of one file with it.

A format says what it holds with a function, a `Find`: given an address, it gives what the input
has there. `take_in` is for addresses that only the input itself knows (`data:`, `cid:`, a file of
the page's folder): right after the page is parsed, such a picture is called by its bytes. Then
`illustrated` gives the article's draft what its text shows: by that name, or by its address on
the web. A format whose pictures have addresses on the web, such as WARC, needs the second alone.
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from lxml.html import HtmlElement

from archive.lib.addresses import resolve
from archive.lib.images import is_loaded_late, is_name, name_of
from archive.lib.rasters import MOST_BYTES, looks_like_raster
from archive.lib.shown_pictures import pictures_in
from archive.parsing.drafts import ArticleDraft, PictureDraft, Problem, Record
from archive.parsing.pages.markup import attribute

MOST_HELD = 1_000  # pictures called by their bytes, of one page
MOST_HELD_BYTES = 96 * 1024**2
MOST_PICTURES = 200  # of one article
MOST_DRAFT_BYTES = 64 * 1024**2
# What holds a place until a script loads the picture is small, and what is smaller still shows
# nothing: a GIF of one transparent pixel has 43 bytes.
FEWEST_BYTES = 64
FEWEST_OF_LATE = 1_024


@dataclass(frozen=True, slots=True)
class Found:
    """A picture's bytes; `file` is its path relative to the page, where it lay beside it."""

    content: bytes
    file: str = ""


Find = Callable[[str], Found | None]
Held = dict[str, Found]
"""Pictures by their names."""


def nothing(_address: str) -> Found | None:
    """Find nothing: for input that holds only its page."""
    return None


def take_in(tree: HtmlElement, find: Find) -> tuple[Held, int]:
    """Give the pictures of a page that stand in it, or that `find` has at the address as written.

    Each such `img` of the tree has the picture's name for its address afterwards. To be called
    before anyone else has the tree. Last comes how many are left as they are: beyond the bounds.
    """
    held: Held = {}
    left, left_out = MOST_HELD_BYTES, 0
    for image in tree.iter("img"):
        address = attribute(image, "src").strip()
        found = inline(address) if address[:5].lower() == "data:" else find(address)
        fewest = FEWEST_OF_LATE if is_loaded_late(image.attrib) else FEWEST_BYTES
        if found is None or len(found.content) < fewest or not looks_like_raster(found.content):
            continue
        name = name_of(found.content)
        if name not in held:
            if len(found.content) > left or len(held) == MOST_HELD:
                left_out += 1
                continue
            left -= len(found.content)
            held[name] = found
        image.set("src", name)
    return held, left_out


def told(left_out: int, place: str) -> Iterator[Problem]:
    """Say how many pictures are not kept, if any are not."""
    if left_out:
        message = f"{left_out} of its pictures are not kept: they are too many, or too large"
        yield Problem(message, place, "noticed")


def inline(address: str) -> Found | None:
    """Give what stands in a `data:` address (RFC 2397); None where it is no picture or too long."""
    header, _, data = address.partition(",")
    if not header[5:].lower().lstrip().startswith("image/") or len(data) > 3 * MOST_BYTES:
        return None
    content = unquote_to_bytes(data)
    if header.rstrip().lower().endswith(";base64"):
        try:
            content = base64.b64decode(content)
        except binascii.Error:
            return None
    return Found(content)


def illustrated(draft: ArticleDraft, find: Find, place: str) -> Iterator[Record]:
    """Yield the draft with the pictures that it and its comments show, after what is to be told.

    `find` is asked for whole addresses and for names, each once; addresses resolve against the
    draft's own, as intake does it.
    """
    base = draft.url or draft.canonical_url
    texts = [draft.body_html, *(one.body_html for one in draft.comments)]
    shown = [(one.source, one.alt) for each in texts for one in pictures_in(each)]
    wanted: dict[str, str] = {}
    for source, alt in ((draft.lead_image_url, ""), *shown):
        address = source if is_name(source) else resolve(base, source) if source else ""
        if address:
            wanted[address] = wanted.get(address) or alt
    pictures: list[PictureDraft] = []
    left, left_out = MOST_DRAFT_BYTES, 0
    for address, alt in wanted.items():
        found = find(address)
        if found is None:
            continue
        size = len(found.content)
        if size > min(left, MOST_BYTES) or len(pictures) == MOST_PICTURES:
            left_out += 1
            continue
        left -= size
        pictures.append(PictureDraft(address, found.content, alt, found.file))
    yield from told(left_out, place)
    yield replace(draft, pictures=tuple(pictures))
