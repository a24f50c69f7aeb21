"""One HTML page becomes one ArticleDraft with the thread found on it."""

import re

from lxml.html import HtmlElement

from archive.lib.html import strip_tags
from archive.parsing.drafts import ArticleDraft, CaptureDraft
from archive.parsing.language import detect
from archive.parsing.pages import body, counts, metadata, published, structured
from archive.parsing.pages.markup import (
    ancestors,
    attribute,
    classes,
    common_ancestor,
    copied,
    drop,
    label,
    text_of,
)
from archive.parsing.pages.page import Page
from archive.parsing.pages.surroundings import without_surroundings
from archive.parsing.pages.thread_pages import part_of
from archive.parsing.pages.threads import find_thread

SECTION = re.compile(
    r"(?:^|\s)(?:\w+[-_])?(?:comments?|commentlist|responses|replies|respond|discussion|"
    r"kommentare?|commentaires|comentarios|disqus|disqus_thread|dsq-\w+)"
    r"(?:[-_](?:area|section|list|wrap|wrapper|container|content|box|thread|template|block"
    r"|inner))?(?:\s|$)"
)
TOPICS = {"DiscussionForumPosting", "QAPage", "Question"}
TOPIC = re.compile(r"schema\.org/(?:DiscussionForumPosting|QAPage|Question)/?\s*$", re.I)
PAGE_OF_WORDPRESS = re.compile(r"page-id-\d+$")  # its body_class(), for pages alone
# Text that is not of the comments, in a thread's element: more than this, and it holds more.
MOST_BESIDE = 1500
# The same for an element that is not named as a thread's.
LITTLE_BESIDE = 200


def draft_of(page: Page, content: bytes) -> ArticleDraft:
    """Give the article of a page, its thread within, and the page's bytes as its capture."""
    recogniser, thread = find_thread(page)
    part = part_of(page, thread)
    thread = part.of(thread)
    tree, cut = copied(page.tree, list(thread.cut) if thread else [])
    title = metadata.title_of(page, tree)
    headline = metadata.headline_element(tree, title)
    visible = without_surroundings(tree, [*cut, *([] if headline is None else [headline])])
    state = counts.comments_state(tree)
    declared = counts.declared_count(page, visible)
    remove_thread(tree, cut)
    kept = len(thread.comments) if thread else 0
    is_complete = thread is not None and (declared is None or declared <= kept)
    text = body.body_of(tree, title, metadata.stated_body(page, tree))
    draft = ArticleDraft(
        rank="page",
        kind=kind_of(page),
        parser=f"html/{recogniser}" if recogniser else "html",
        title=title,
        url=page.url,
        canonical_url=page.canonical_url,
        site_name=next(iter(page.meta.get("og:site_name", [])), ""),
        standfirst=metadata.standfirst_of(page),
        authors=metadata.authors_of(page, visible),
        language=page.language or detect(strip_tags(text)),
        published=published.published_of(page, visible, title),
        modified=published.modified_of(page),
        lead_image_url=metadata.lead_image_of(page),
        terms=metadata.terms_of(page, visible),
        body_html=text,
        comments_state=state,
        declared_comment_count=declared,
        confidence=thread.confidence if thread else 1.0,
        comments=thread.comments if thread else (),
        capture=CaptureDraft(
            content=content,
            media_type="text/html",
            url=page.url,
            captured_at=page.saved_at,
            thread_namespace=thread.namespace if thread else "",
            thread_is_complete=is_complete,
        ),
    )
    return part.placed(draft)


def kind_of(page: Page) -> str:
    """Say whether a page is a forum's topic, a page apart from a blog's flow, or a post."""
    marked = (attribute(node, "itemtype") for node in page.tree.iter("*"))
    kinds = structured.types(page.article_thing)
    if kinds & TOPICS or any(TOPIC.search(itemtype) for itemtype in marked):
        return "topic"
    body = next(page.tree.iter("body"), None)
    tokens = [] if body is None else classes(body)
    return "page" if any(PAGE_OF_WORDPRESS.match(token) for token in tokens) else "post"


def remove_thread(tree: HtmlElement, cut: list[HtmlElement]) -> None:
    """Take the thread's section out of a tree, and forms for answers."""
    if cut:
        section = section_of(cut)
        for element in [section] if section is not None else cut:
            drop(element)
    size = len(text_of(tree))
    for form in list(tree.iter("form")):
        # Some sites put the whole page into one form; its text is the article.
        if len(text_of(form)) < 0.5 * size:
            drop(form)


def section_of(cut: list[HtmlElement]) -> HtmlElement | None:
    """Give the element that holds the comments and little else, or None."""
    holder = common_ancestor(cut)
    said = sum(len(text_of(element)) for element in outermost(cut))
    allowed = MOST_BESIDE if SECTION.search(label(holder)) else LITTLE_BESIDE
    if holder.tag in ("body", "html") or len(text_of(holder)) > said + allowed:
        return None
    for above in list(ancestors(holder))[:4]:
        if above.tag in ("body", "html", "main", "article"):
            break
        if SECTION.search(label(above)) and len(text_of(above)) <= said + MOST_BESIDE:
            holder = above
    return holder


def outermost(found: list[HtmlElement]) -> list[HtmlElement]:
    """Give those of the elements that stand in no other of them."""
    known = set(found)
    return [one for one in found if not known.intersection(ancestors(one))]
