"""Saved HTML pages: one page, one article, with whatever thread stands on it.

Syntax as https://html.spec.whatwg.org/ has it, read as leniently as browsers do.
"""

import logging
import re
from collections.abc import Callable, Iterator

from archive.lib import text
from archive.lib.rasters import MOST_BYTES
from archive.parsing.companions import companion
from archive.parsing.drafts import ArticleDraft, Context, LeftOut, Problem, Record
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.page import Page, UnreadablePageError, parse_page
from archive.parsing.pages.threads.records import MOST_KEPT
from archive.parsing.pictures import Find, Found, illustrated, nothing, take_in, told
from archive.parsing.sources import Source, SourceError

logger = logging.getLogger(__name__)

ROOT = re.compile(r"<(?:!doctype\s+html|html)\b", re.I)
TAG = re.compile(r"<(?:head|body|title|meta|link|script|div|article|p|table|h[1-6])\b[^>]*>", re.I)

FEWEST_TAGS = 3
MOST_PROLOGUE = 20

WhyNot = Callable[[Page, ArticleDraft], str]
"""Says why a page is no article, empty where it is one."""


def no_objection(_page: Page, _draft: ArticleDraft) -> str:
    """A page that somebody saved is one they wanted."""
    return ""


def sniff(source: Source) -> float:
    """How sure it is that this is an HTML page: its document type, or several of its tags."""
    start = text.decode(source.head(), html=True).text
    rest = after_prologue(start)
    if ROOT.match(rest):
        return 1.0
    if start.lstrip().startswith("<?xml"):
        return 0.0  # XML of another kind: a feed, an export
    tags = len(TAG.findall(start))
    if rest.startswith("<") and TAG.match(rest):
        return 0.8
    return 0.5 if tags >= FEWEST_TAGS else 0.0


def after_prologue(markup: str) -> str:
    """Give what follows the declarations and comments at the start of a document."""
    rest = markup.lstrip("\ufeff \t\r\n")
    for _ in range(MOST_PROLOGUE):
        for opening, closing in (("<?", ">"), ("<!--", "-->")):
            if rest.startswith(opening):
                rest = rest.partition(closing)[2].lstrip()
                break
        else:
            break
    return rest


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield the page's ArticleDraft, or the Problem that it cannot be read."""
    try:
        content = source.read()
        page = parse_page(content, context)
    except (SourceError, UnreadablePageError) as error:
        yield Problem(f"not a readable page: {error}", source.name)
        return
    refused: list[Problem] = []
    held, left_out = take_in(page.tree, beside(source, refused))
    yield from refused
    yield from told(left_out, source.name)
    yield from records_of(page, content, source.name, context, held.get)


def beside(source: Source, refused: list[Problem]) -> Find:
    """Give what finds the pictures in the folder that was saved beside a page.

    One that is there and cannot be read is added to `refused`.
    """

    def find(address: str) -> Found | None:
        file = companion(source, address)
        if file is None:
            return None
        try:
            content = file.read(MOST_BYTES)
        except SourceError as error:
            refused.append(Problem(f"a picture is not kept: {error}", source.name, "noticed"))
            return None
        return Found(content, file.place().relative_to(source.place().parent).as_posix())

    return find


def records_of(
    page: Page,
    content: bytes,
    name: str,
    context: Context,
    find: Find = nothing,
    why_not: WhyNot = no_objection,
) -> Iterator[Record]:
    """Yield the ArticleDraft of a page that was read from `content`, and what is to be told of it.

    `name` is what messages call the page, `find` gives the pictures that came with it. Where
    `why_not` gives a reason, the page is a LeftOut.
    """
    yield from (Problem(repair, name, "repaired") for repair in page.repairs)
    try:
        draft = draft_of(page, content, context.without)
        reason = why_not(page, draft)
    except Exception as error:  # the boundary: one page nobody foresaw must not end an import
        logger.exception("Reading %s failed", name)
        yield Problem(f"reading the page failed: {type(error).__name__}: {error}", name)
        return
    if reason:
        yield LeftOut(reason, name, draft.title)
        return
    if not (draft.title or draft.body_html or draft.comments):
        yield Problem("the page has neither a headline, nor a text, nor comments", name)
        return
    is_whole = draft.capture is not None and draft.capture.thread_is_complete
    if len(draft.comments) >= MOST_KEPT and not is_whole:
        yield Problem(f"of its comments only the first {MOST_KEPT:,} are kept", name)
    yield from illustrated(draft, find, name)
