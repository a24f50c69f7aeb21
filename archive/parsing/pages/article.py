"""One HTML page becomes one ArticleDraft with the thread found on it."""

import re

from archive.lib.html import strip_tags
from archive.parsing.drafts import ArticleDraft, CaptureDraft
from archive.parsing.language import detect
from archive.parsing.pages import body, bylines, counts, metadata, openings, published, structured
from archive.parsing.pages.ground import Ground, ground_of
from archive.parsing.pages.markup import classes
from archive.parsing.pages.outline import NO_LETTERS
from archive.parsing.pages.page import Page
from archive.parsing.pages.thread_pages import part_of
from archive.parsing.pages.threads import find_thread
from archive.parsing.pages.threads.thread import Thread

TOPIC = re.compile(r"schema\.org/(?:DiscussionForumPosting|QAPage|Question)/?\s*$", re.I)
MOST_COMPARED = 4000  # of a text's markup: longer than any standfirst
PAGE_OF_WORDPRESS = re.compile(r"page-id-\d+$")  # its body_class(), for pages alone


def draft_of(page: Page, content: bytes, without: frozenset[str] = frozenset()) -> ArticleDraft:
    """Give the article of a page, its thread within, and the page's bytes as its capture.

    `without` are names of what reads threads that is not to be asked: see threads.find_thread.
    """
    name, thread = find_thread(page, without)
    ground = ground_of(page, thread)
    told = metadata.stated_body(ground) or metadata.standfirst_of(page)
    part = part_of(page, settled := openings.settled(ground, thread, told), name)
    settled = part.of(settled)
    if settled is not thread:
        thread, ground = settled, ground_of(page, settled)
    opening = thread.opening_draft if thread else None
    stated = metadata.stated_body(ground)
    core = body.core_on(ground, stated, opening.body_html if opening else "")
    first = core.number if core else 0
    within = range(first, page.outline.ends[first])
    authors = bylines.authors_of(ground, within, opening.author if opening else None)
    names = [author.name for author in authors]
    text = opening.body_html if opening and first == ground.opening else ""
    text = text or body.markup_of(ground, core, stated, names)
    lead_image_url, lead_image_caption = metadata.lead_image_of(ground, within)
    declared = of_thread(counts.declared_count(ground, within), thread)
    draft = ArticleDraft(
        rank="page",
        kind=kind_of(page, ground),
        parser=f"html/{name}" if name else "html",
        title=ground.title,
        url=page.url,
        canonical_url=page.canonical_url,
        site_name=next(iter(page.meta.get("og:site_name", [])), ""),
        standfirst=beyond(metadata.standfirst_of(page), text),
        authors=authors,
        language=page.language or detect(strip_tags(text)),
        published=published.published_of(ground, within, opening.posted if opening else None),
        modified=published.modified_of(page),
        lead_image_url=lead_image_url,
        lead_image_caption=lead_image_caption,
        terms=metadata.terms_of(ground),
        body_html=text,
        comments_state=counts.comments_state(ground),
        declared_comment_count=declared,
        confidence=thread.confidence if thread else 1.0,
        comments=thread.comments if thread else (),
        capture=capture_of(page, content, thread, declared),
    )
    return part.placed(draft)


def beyond(standfirst: str, text: str) -> str:
    """Give a standfirst that says more than the text's own beginning, cut off or not; else none.

    Most systems fill the description of a page with its first words where nobody wrote one.
    """
    said = squeezed(standfirst)
    return (
        "" if said and squeezed(strip_tags(text[:MOST_COMPARED])).startswith(said) else standfirst
    )


def squeezed(text: str) -> str:
    """Give a text's letters and digits, case-folded."""
    return NO_LETTERS.sub("", text.casefold())


def of_thread(declared: int | None, thread: Thread | None) -> int | None:
    """Give the number of comments that a page declares, where it can be that of its thread.

    Of a question with forty answers "2 comments" counts something else.
    """
    kept = len(thread.comments) if thread else 0
    return None if declared is not None and 2 * declared < kept else declared


def capture_of(
    page: Page, content: bytes, thread: Thread | None, declared: int | None
) -> CaptureDraft:
    """Give the page's bytes, and whether all that the page declares of its thread is in them."""
    kept = len(thread.comments) if thread else 0
    return CaptureDraft(
        content=content,
        media_type=f"text/html; charset={page.charset}" if page.charset else "text/html",
        url=page.url,
        captured_at=page.saved_at,
        thread_namespace=thread.namespace if thread else "",
        thread_is_complete=thread is not None
        and thread.is_complete
        and (declared is None or declared <= kept),
    )


def kind_of(page: Page, ground: Ground) -> str:
    """Say whether a page is a forum's topic, a page apart from a blog's flow, or a post."""
    marked = (kind for _, kinds in page.outline.having("itemtype") for kind in kinds.split())
    kinds = structured.types(page.article_thing)
    if kinds & body.TOPICS or ground.opening is not None or any(map(TOPIC.search, marked)):
        return "topic"
    body_element = next(page.tree.iter("body"), None)
    tokens = [] if body_element is None else classes(body_element)
    return "page" if any(PAGE_OF_WORDPRESS.match(token) for token in tokens) else "post"
