"""What a page says about its article besides the text: teaser, terms, picture, given text."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from archive.lib.html import strip_tags
from archive.lib.text import collapse, fold
from archive.parsing.drafts import TermDraft
from archive.parsing.pages import structured
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.page import Page

LONGEST_TERM = 100
LONGEST_CAPTION = 500
CAPTION = re.compile(
    r"caption|legend|bildunterschrift|(?:image|photo|picture|foto|bild)[-_]?"
    r"(?:text|desc\w*|credit|info|title)"
)
CAPTION_LEVELS = 4
PICTURE = re.compile(
    r"(?:^|[\s_-])(?:foto|photo|image|picture|bild|figure|imagen|immagine)(?:$|[\s_-])"
)
MOST_IMAGES = 200
# The picture of a site or a member, in words that its address holds.
MARK = re.compile(
    r"logo|brandmark|touch-?icon|favicon|avatar|placeholder|no-?im(?:g|age)\b|/icons?/", re.I
)
# The same picture in another size: "-1024x683", "_small", "@2x" before the ending.
SIZE = re.compile(
    r"(?:[-_@](?:\d{1,5}x\d{0,5}|x\d{1,5}|\d{2,4}w?|small|medium|large|thumb\w{0,6}|scaled|2x)){1,3}$"
)
SECTION_PAGE = re.compile(r"/(?:category|categories|section|rubrik|ressort|kategorie)/")


def stated_body(ground: Ground) -> str:
    """Give the article's text as structured data states it, as plain text; often there is none."""
    thing = ground.page.article_thing
    stated = structured.first(thing.get("articleBody")) or structured.first(thing.get("text"))
    if stated:
        return strip_tags(stated)
    outline = ground.outline
    for name in ("articleBody", "text"):
        for number in ground.shown(ground.properties.get(name, ())):
            return attribute(outline.nodes[number], "content") or outline.words(number)
    return ""


def standfirst_of(page: Page) -> str:
    """Give the teaser the page states of itself."""
    stated = page.meta.get("og:description", []) + page.meta.get("description", [])
    told = strip_tags(stated[0]) if stated else ""
    return told or structured.first(page.article_thing.get("description"))


def lead_image_of(ground: Ground, within: range) -> tuple[str, str]:
    """Give the address of the page's picture, relative as stated, and its caption, or neither.

    A stated picture that is the site's mark is none of the article. Where the page states none, it
    is the first with a caption `within` the article's text.
    """
    page = ground.page
    stated = page.meta.get("og:image", []) + page.meta.get("twitter:image", [])
    stated += structured.strings(page.article_thing.get("image"), "url", "contentUrl")[:1]
    address = next((one for one in stated if not MARK.search(one)), "")
    sought = picture_name(address)
    for image in ground.shown(ground.outline.by_tag.get("img", ()))[:MOST_IMAGES]:
        if not address and image in within and (caption := caption_of(ground, image)):
            return next(sources(ground, image), ""), caption
        if sought and sought in map(picture_name, sources(ground, image)):
            return address, caption_of(ground, image) or beneath(ground, image)
    return address, ""


def sources(ground: Ground, image: int) -> Iterator[str]:
    """Yield the addresses of an image: as loaded, and as a script would load it."""
    for name, value in ground.outline.nodes[image].items():
        if name in ("src", "data-src", "data-original", "data-lazy-src"):
            yield value
        elif name in ("srcset", "data-srcset"):
            yield value.split()[0] if value.split() else ""


def picture_name(address: str) -> str:
    """Give what names a picture in its address, whatever its size."""
    name = address.split("?")[0].rstrip("/").rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return SIZE.sub("", stem).lower()


def caption_of(ground: Ground, image: int) -> str:
    """Give the words beneath an image: a figcaption, or what is named a caption close by."""
    outline = ground.outline
    for above in islice(outline.above(image), CAPTION_LEVELS):
        if outline.size(above) > LONGEST_CAPTION:
            return ""
        captions = outline.tagged("figcaption", above) or [
            number for number in outline.labelled(CAPTION, above) if outline.size(number)
        ]
        if captions:
            return outline.words(captions[0])
        if outline.tags[above] == "figure":
            return ""
    return ""


def beneath(ground: Ground, image: int) -> str:
    """Give what stands in an element that is named for the picture in it."""
    outline = ground.outline
    for above in islice(outline.above(image), CAPTION_LEVELS):
        if outline.size(above):
            is_its = outline.size(above) <= LONGEST_CAPTION and PICTURE.search(
                outline.labels[above]
            )
            return outline.words(above) if is_its else ""
    return ""


def terms_of(ground: Ground) -> tuple[TermDraft, ...]:
    """Give categories, then tags: from meta elements, JSON-LD, and rel=tag links."""
    page, outline = ground.page, ground.outline
    thing = page.article_thing
    found: dict[tuple[str, str], TermDraft] = {}
    sections = page.meta.get("article:section", []) + structured.strings(
        thing.get("articleSection")
    )
    tags = page.meta.get("article:tag", []) + split_keywords(
        structured.strings(thing.get("keywords"))
    )
    for link in ground.shown(ground.relations.get("tag", ())):
        node = outline.nodes[link]
        is_section = "category" in attribute(node, "rel") or SECTION_PAGE.search(
            attribute(node, "href")
        )
        (sections if is_section else tags).append(outline.words(link))
    kinds: tuple[tuple[Literal["category", "tag"], list[str]], ...]
    kinds = (("category", sections), ("tag", tags))
    for kind, names in kinds:
        for name in (collapse(strip_tags(name)).removeprefix("#") for name in names):
            if name and len(name) <= LONGEST_TERM:
                found.setdefault((kind, fold(name)), TermDraft(name, kind))
    return tuple(found.values())


def split_keywords(values: list[str]) -> list[str]:
    """Part keywords written in one text with commas."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
