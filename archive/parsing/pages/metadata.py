"""What a page says about its article besides the text: headline, byline, teaser, terms, picture.

The functions take the page as saved, for its structured data and meta elements, and a copy of
its tree without the thread, for what readers see.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from archive.lib import addresses
from archive.lib.text import collapse, fold
from archive.parsing.drafts import PersonDraft, TermDraft
from archive.parsing.pages import structured
from archive.parsing.pages.markup import attribute, elements, label, text_of
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads.parts import tidy_name

ARTICLE_TYPES = re.compile(
    r"^(?:\w*Article|BlogPosting|\w*Posting|Report|Review|Question|LiveBlogPosting|Recipe)$"
)
SEPARATOR = re.compile(r"\s+[|–—·•»«\-:]+\s+|\s*[|»]\s*")
HEADLINE = re.compile(
    r"\b(?:entry|post|article|story|page|asset|content|news)[-_]?(?:title|headline|name|head)\b|\bheadline\b"
)
BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|autor|auteur|post-author|entry-author|article-author|"
    r"author-name|posted-by|writer|reporter|signature)(?:$|[\s_-])|(?:^|\s)vcard\b"
)
ABOUT_AUTHOR = re.compile(
    r"bio|avatar|photo|image|box|about|related|comment|more-from|description|social"
)
BESIDE = re.compile(
    r"sidebar|widget|related|recommend|teaser|footer|navigation|\bmenu\b|popular|trending|carousel"
)
TERM_LISTS = re.compile(
    r"(?:^|[\s_-])(?:tags?|tag-?links|post-?tags|entry-?tags|cat-links|categor(?:y|ies)|keywords|entry-categories)(?:$|[\s_-])"
)
JOINED = re.compile(r"\s*(?:,|;|\s&\s|\s(?:and|und|et|y|e|og|och|en|и)\s)\s*", re.I)
BY = re.compile(
    r"^(?:posted\s+|written\s+|published\s+)?(?:by|von|par|por|di|da|door|av|от|автор|text)\b\s*:?\s+",
    re.I,
)
MAX_NAME = 100


def article_thing(page: Page) -> structured.Thing:
    """Give the JSON-LD object that is the page's article; an empty one where there is none."""
    found = [
        thing
        for thing in page.things
        if any(ARTICLE_TYPES.match(name) for name in structured.types(thing))
    ]
    shown = fold(page.window_title)
    for thing in found:
        headline = fold(structured.first(thing.get("headline") or thing.get("name")))
        if headline and (headline in shown or shown in headline):
            return thing
    return found[0] if found else {}


def title_of(page: Page, tree: HtmlElement) -> str:
    """Give the headline: the visible heading that the page's own titles repeat, else a title."""
    thing = article_thing(page)
    claimed = [structured.first(thing.get("headline") or thing.get("name"))]
    claimed += page.meta.get("og:title", [])[:1] + page.meta.get("twitter:title", [])[:1]
    claimed = [value for value in [*claimed, page.window_title] if value]
    shown = list(headings(tree))
    repeated = [
        heading
        for heading in shown
        if any(0 < len(fold(heading)) and fold(heading) in fold(title) for title in claimed)
    ]
    best = max(repeated, key=lambda heading: len(fold(heading)), default="")
    shortest = min((fold(without_site(title, page)) for title in claimed), key=len, default="")
    if best and len(fold(best)) >= 0.5 * len(shortest):
        return best
    if claimed:
        return without_site(claimed[0], page)
    return shown[0] if shown else ""


def headings(tree: HtmlElement) -> Iterator[str]:
    """Yield the texts of likely headlines, the likeliest kind first."""
    marked = [node for node in elements(tree) if "headline" in attribute(node, "itemprop").split()]
    named = [node for node in elements(tree) if HEADLINE.search(label(node))]
    ranked = [*marked, *tree.iter("h1"), *named, *tree.iter("h2"), *tree.iter("h3")]
    for node in ranked:
        shown = text_of(node)
        if 0 < len(shown) <= 300:
            yield shown


def without_site(title: str, page: Page) -> str:
    """Take the site's name from the end, or the start, of a window's title."""
    names = [fold(name) for name in site_names(page)]
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if fold(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»«-:")
    if fold(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |–—·•»«-:")
    is_tail = title == page.window_title and len(parts[-1]) < 0.5 * len(title)
    return title[: title.rindex(parts[-1])].rstrip(" |–—·•»«-:") if is_tail else title


def site_names(page: Page) -> list[str]:
    """Give the names by which the page calls its site."""
    names = page.meta.get("og:site_name", []) + page.meta.get("application-name", [])
    for thing in page.things:
        if structured.types(thing) & {"WebSite", "Organization", "NewsMediaOrganization", "Blog"}:
            names += structured.strings(thing.get("name"))
        names += structured.strings(thing.get("publisher"), "name")
    host = addresses.host_of(page.address) if page.address else ""
    return [name for name in [*names, host, host.removeprefix("www.")] if name]


def authors_of(page: Page, tree: HtmlElement) -> tuple[PersonDraft, ...]:
    """Give the article's authors: from structured data, else the byline, else meta elements."""
    sources = (
        structured_authors(page),
        byline_authors(tree),
        [
            (name, "")
            for key in (
                "author",
                "dc.creator",
                "article:author",
                "parsely-author",
                "sailthru.author",
                "byl",
            )
            for name in page.meta.get(key, [])
        ],
    )
    for found in sources:
        people: dict[str, PersonDraft] = {}
        for written, address in found:
            for name in names_in(written):
                people.setdefault(fold(name), PersonDraft(name, profile_url=address))
        if people:
            return tuple(people.values())
    return ()


def structured_authors(page: Page) -> list[tuple[str, str]]:
    """Give names and addresses of the authors stated in the article's JSON-LD."""
    stated = article_thing(page).get("author")
    found = []
    for author in stated if isinstance(stated, list) else [stated]:
        name = structured.first(author, "name")
        address = structured.first(author, "url") if isinstance(author, dict) else ""
        if name:
            found.append((name, address))
    return found


def byline_authors(tree: HtmlElement) -> list[tuple[str, str]]:
    """Give names and addresses in the page's first byline."""
    marked = [n for n in elements(tree) if "author" in attribute(n, "itemprop").split()]
    linked = [n for n in tree.iter("a") if "author" in attribute(n, "rel").lower().split()]
    named = [
        n
        for n in elements(tree)
        if BYLINE.search(label(n))
        and not ABOUT_AUTHOR.search(label(n))
        and n.tag not in ("body", "html", "article")
    ]
    for group in (marked, linked, named):
        found = []
        for node in group:
            if is_beside(node):
                continue
            inner = [n for n in elements(node) if "name" in attribute(n, "itemprop").split()]
            link = next((n for n in [node, *node.iter("a")] if n.tag == "a" and text_of(n)), None)
            at = inner[0] if inner else link if link is not None and group is not marked else node
            name = at.get("content") or text_of(at)
            if names_in(name):
                found.append((name, "" if link is None else attribute(link, "href")))
                if group is named:
                    break
        if found:
            return found[:6]
    return []


def is_beside(node: HtmlElement) -> bool:
    """Whether an element stands beside the article: in a sidebar, a teaser, the footer."""
    return any(
        above.tag in ("aside", "footer", "nav") or BESIDE.search(label(above))
        for above in node.iterancestors()
        if above.tag not in ("body", "html", "main")
    )


def names_in(written: str) -> list[str]:
    """Give the names in a byline; none where it is an address or a sentence."""
    line = BY.sub("", collapse(written))
    if not line or re.match(r"https?:|www\.|@|/", line) or len(line) > 2 * MAX_NAME:
        return []
    names = [tidy_name(BY.sub("", part)) for part in JOINED.split(line)]
    return [
        n
        for n in names
        if n and len(n) <= MAX_NAME and re.search(r"[^\W\d_]", n) and len(n.split()) <= 7
    ]


def standfirst_of(page: Page) -> str:
    """Give the teaser the page states of itself."""
    stated = page.meta.get("og:description", []) + page.meta.get("description", [])
    return (
        collapse(stated[0]) if stated else structured.first(article_thing(page).get("description"))
    )


def lead_image_of(page: Page) -> str:
    """Give the address of the page's picture, relative as stated."""
    stated = page.meta.get("og:image", []) + page.meta.get("twitter:image", [])
    if stated:
        return stated[0]
    return structured.first(article_thing(page).get("image"), "url", "contentUrl")


def terms_of(page: Page, tree: HtmlElement) -> tuple[TermDraft, ...]:
    """Give categories, then tags: from meta elements, JSON-LD, and rel=tag links."""
    thing = article_thing(page)
    found: dict[tuple[str, str], TermDraft] = {}
    sections = page.meta.get("article:section", []) + structured.strings(
        thing.get("articleSection")
    )
    tags = page.meta.get("article:tag", []) + split_keywords(
        structured.strings(thing.get("keywords"))
    )
    links = [n for n in tree.iter("a") if "tag" in attribute(n, "rel").split() and not is_beside(n)]
    for link in links:
        is_section = "category" in attribute(link, "rel") or "/category/" in attribute(link, "href")
        (sections if is_section else tags).append(text_of(link))
    for name in sections:
        found.setdefault(("category", fold(name)), TermDraft(collapse(name), "category"))
    for name in tags:
        if ("category", fold(name)) not in found:
            found.setdefault(("tag", fold(name)), TermDraft(collapse(name), "tag"))
    return tuple(term for term in found.values() if term.name and len(term.name) <= MAX_NAME)


def split_keywords(values: list[str]) -> list[str]:
    """Part keywords written in one text with commas."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
