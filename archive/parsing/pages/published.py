"""When an article was published and last changed, as the page states it; never a guess."""

import re

from lxml.html import HtmlElement

from archive.lib.dates import Moment
from archive.parsing.pages import structured, timestamps
from archive.parsing.pages.markup import attribute, elements, label, text_of
from archive.parsing.pages.metadata import headline_element
from archive.parsing.pages.page import Page

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "article.published",
    "publishdate",
    "publish-date",
    "pubdate",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "date",
    "article:post_date",
    "originalpublicationdate",
    "displaydate",
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
)
DATED = re.compile(
    r"(?:^|[\s_-])(?:date|datum|fecha|time|timestamp|published|pubdate|dateline|posted"
    r"|post-?meta|entry-?meta|"
    r"post-?info|entry-?info|byline|meta|postmetadata|submitted|day|datetime|publish"
    r"|date-?header|created|info)(?:$|[\s_-])"
)
# How many elements from the headline a date of each kind may stand, see kind_of.
MARKED, NAMED, DATED_WORDS, FAR = 1, 2, 3, 4
LONGEST_LINE = 300
FARTHEST = (10_000, 200, 300, 80, 10_000)
# Dates of something else: of the last change, or of a member's joining.
OTHER_DATE = re.compile(
    r"\b(?:updated|modified|joined|registered|member since|founded|last (?:visit|edit))\b", re.I
)
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)")


def published_of(page: Page, tree: HtmlElement, title: str) -> Moment | None:
    """Give the moment of publication: structured data, meta elements, marked-up and shown dates.

    The visible date is the one nearest to the headline. The date in the page's own address comes
    last.
    """
    thing = page.article_thing
    for key in ("datePublished", "dateCreated"):
        if moment := timestamps.of_value(structured.first(thing.get(key)), page.setting):
            return moment
    for key in PUBLISHED:
        for value in page.meta.get(key, []):
            if moment := timestamps.of_value(value, page.setting):
                return moment
    return shown_date(page, tree, title) or address_date(page)


def modified_of(page: Page) -> Moment | None:
    """Give the moment of the last change that the page states."""
    values = structured.strings(page.article_thing.get("dateModified"))
    values += [value for key in MODIFIED for value in page.meta.get(key, [])]
    moments = (timestamps.of_value(value, page.setting) for value in values)
    return next((moment for moment in moments if moment), None)


def shown_date(page: Page, tree: HtmlElement, title: str) -> Moment | None:
    """Give the date shown nearest to the headline, marked-up ones first."""
    order = list(elements(tree))
    heading = headline_element(tree, title)
    headline = 0 if heading is None else order.index(heading)
    candidates = []
    for place, node in enumerate(order):
        kind = kind_of(node)
        distance = (place - headline) if place >= headline else 3 * (headline - place)
        if kind == MARKED and distance > FARTHEST[MARKED]:
            kind = FAR
        if kind is not None and distance <= FARTHEST[kind]:
            candidates.append((kind, distance, place))
    for _, _, place in sorted(candidates):
        if moment := timestamps.of_element(order[place], page.setting):
            return moment
    return None


def kind_of(node: HtmlElement) -> int | None:
    """Say how likely an element holds the date: 0 marked as published, 3 a date in its words."""
    if is_published(node):
        return 0
    is_marked = timestamps.machine_readable(node)
    is_named = bool(DATED.search(label(node)))
    is_dated = has_date(node)
    if not (is_marked or is_named or is_dated):
        return None
    shown = text_of(node, LONGEST_LINE)
    if OTHER_DATE.search(label(node)) or OTHER_DATE.search(shown[:40]):
        return None
    if is_marked:
        return None if "odif" in attribute(node, "itemprop") else MARKED
    if is_named and len(shown) <= LONGEST_LINE and not any(map(has_date, node.iterdescendants())):
        return NAMED
    return DATED_WORDS if is_dated else None


def has_date(node: HtmlElement) -> bool:
    """Whether a date stands in an element's own words, not in those of elements within."""
    own = " ".join(part for part in (node.text, *(child.tail for child in node)) if part)
    return isinstance(node.tag, str) and len(own) <= 200 and bool(timestamps.DATE.search(own))


def is_published(node: HtmlElement) -> bool:
    """Whether an element is marked as holding the date of publication."""
    return "datePublished" in attribute(node, "itemprop") or (
        node.tag in ("time", "abbr")
        and (node.get("pubdate") is not None or "published" in attribute(node, "class"))
    )


def address_date(page: Page) -> Moment | None:
    """Give the day in the page's own address, as blogs and newspapers write it."""
    if match := IN_ADDRESS.search(page.address):
        return timestamps.of_value("{}-{:0>2}-{:0>2}".format(*match.groups()), page.setting)
    return None
